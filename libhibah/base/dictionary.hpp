// libhibah: Dictionary — words stored once, named by small numbers.
#pragma once

// A column of names (accounts, payees, vouchers) is kept as numbers into one of these. Number 0 is always the empty word.
// Two numbers of one dictionary are equal exactly when the words are; `same_name` compares as people do (trimmed, without case).

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include <libhibah/base/hash.hpp>

namespace hibah {

using WordId = std::uint32_t;

class Dictionary {
 public:
  Dictionary();
  Dictionary(const Dictionary&);
  Dictionary(Dictionary&&) noexcept;
  Dictionary& operator=(const Dictionary&);
  Dictionary& operator=(Dictionary&&) noexcept;
  ~Dictionary();

  /// The number of `word` (taken as it stands: callers trim), which is added where it is new.
  WordId intern(std::string_view word);
  /// The same where the caller has the hash already (hash_of(word)); `expect` was called with it a little earlier.
  WordId intern(std::string_view word, std::uint64_t hash) {
    if (word.empty()) return 0;
    const std::size_t slot = slot_of(word, hash);
    return slots_[slot].id != 0 ? slots_[slot].id : add(word, hash, slot);
  }
  /// Says that a word with this hash will be asked for soon, so that it is fetched from memory meanwhile.
  void expect(std::uint64_t hash) const noexcept { __builtin_prefetch(&slots_[place_of(hash)]); }
  /// The number of `word`, or 0 where it is empty or not there.
  [[nodiscard]] WordId find(std::string_view word) const noexcept;
  [[nodiscard]] std::string_view text(WordId id) const noexcept { return words_[id]; }
  [[nodiscard]] std::size_t size() const noexcept { return words_.size(); }

  /// Settles which words are the same name; called once, after the last intern.
  void settle_names();
  /// A number that is equal for words that are the same name. Needs settle_names().
  [[nodiscard]] WordId name(WordId id) const noexcept { return names_[id]; }

 private:
  /// Three pieces of a word that are all of it where it has at most 24 bytes: so most words are compared where they are found.
  struct Key {
    std::uint64_t pieces[3] = {};
    friend bool operator==(const Key&, const Key&) = default;
  };
  struct alignas(32) Slot {
    std::uint32_t hash = 0;
    WordId id = 0;  // 0: free
    Key key;
  };
  [[nodiscard]] static Key key_of(std::string_view word) noexcept {
    const std::size_t size = word.size();
    const char* const bytes = word.data();
    if (size >= 8) {
      return {{detail::load8(bytes), detail::load8(bytes + std::min<std::size_t>(8, size - 8)), detail::load8(bytes + size - 8)}};
    }
    if (size >= 4) return {{detail::load4(bytes), detail::load4(bytes + size - 4), 0}};
    Key key;
    std::memcpy(&key.pieces[0], bytes, size);
    return key;
  }
  /// Half of the hash, with the size in its last byte: words of different sizes never meet, and none is 0.
  [[nodiscard]] static std::uint32_t tag(std::uint64_t hash, std::size_t size) noexcept {
    return static_cast<std::uint32_t>(hash >> 32 & ~std::uint64_t{0xFF}) | static_cast<std::uint32_t>(std::min<std::size_t>(size, 0xFF));
  }
  WordId add(std::string_view word, std::uint64_t hash, std::size_t slot);
  [[nodiscard]] std::size_t place_of(std::uint64_t hash) const noexcept { return (hash >> 32) & (slots_.size() - 1); }
  /// Where `word` stands, or the free slot where it would.
  [[nodiscard]] std::size_t slot_of(std::string_view word, std::uint64_t hash) const noexcept {
    const std::size_t mask = slots_.size() - 1;
    const std::uint32_t own = tag(hash, word.size());
    const Key key = key_of(word);
    for (std::size_t at = place_of(hash);; at = (at + 1) & mask) {
      const Slot& slot = slots_[at];
      if (slot.id == 0) return at;
      if (slot.hash == own && slot.key == key && (word.size() <= 24 || words_[slot.id] == word)) return at;
    }
  }
  void grow();

  std::vector<std::string_view> words_;  // views into blocks_
  std::vector<Slot> slots_;              // open addressing over the words, a power of two, at most three quarters full
  std::deque<std::string> blocks_;
  std::vector<WordId> names_;
};

}  // namespace hibah
