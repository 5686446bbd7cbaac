// libhibah: Numbering — numbers for things that are told apart by two whole numbers.
#pragma once

// A small table for grouping the entries of a grant: by payee and amount, by payee and account. It is several times quicker than a map of
// the standard library, and nothing in it has an address of its own.
//
// Example:
//   Numbering sellers;
//   sellers.of(payee, account);   // 0, then 1 for the next seller, and 0 again for the first

#include <cstddef>
#include <cstdint>
#include <vector>

#include <libhibah/base/hash.hpp>

namespace hibah {

/// Numbers what comes, from 0 on, in the order in which it comes first. What comes is told apart by two numbers.
class Numbering {
 public:
  Numbering() : slots_(64) {}
  std::uint32_t of(std::uint64_t a, std::uint64_t b) {
    if (size_ * 2 >= slots_.size()) grow();
    Slot& slot = slots_[place_of(a, b)];
    if (slot.number == none) slot = {a, b, size_++};
    return slot.number;
  }
  [[nodiscard]] std::uint32_t size() const noexcept { return size_; }

 private:
  static constexpr std::uint32_t none = 0xFFFFFFFFu;
  struct Slot {
    std::uint64_t a = 0;
    std::uint64_t b = 0;
    std::uint32_t number = none;
  };
  /// Where it stands, or the free slot for it.
  [[nodiscard]] std::size_t place_of(std::uint64_t a, std::uint64_t b) const noexcept {
    std::size_t at = detail::mixed(a ^ 0xA0761D6478BD642Fu, b ^ 0xE7037ED1A0B428DBu) & (slots_.size() - 1);
    while (slots_[at].number != none && (slots_[at].a != a || slots_[at].b != b)) at = (at + 1) & (slots_.size() - 1);
    return at;
  }
  void grow() {
    std::vector<Slot> before(slots_.size() * 2);
    before.swap(slots_);
    for (const Slot& slot : before) {
      if (slot.number != none) slots_[place_of(slot.a, slot.b)] = slot;
    }
  }
  std::vector<Slot> slots_;  // open addressing, a power of two, at most half full
  std::uint32_t size_ = 0;
};

}  // namespace hibah
