// libhibah: hash — numbers for short words, the same on every run of a machine, quick for cells of a table.
#pragma once

// For finding equal words, never for security: where two words meet, whoever uses these compares the words themselves.

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace hibah {

namespace detail {

inline std::uint64_t load8(const char* bytes) noexcept {
  std::uint64_t word;
  std::memcpy(&word, bytes, 8);
  return word;
}
inline std::uint64_t load4(const char* bytes) noexcept {
  std::uint32_t word;
  std::memcpy(&word, bytes, 4);
  return word;
}

/// Both halves of a product of 64 bits, folded together: every bit of either factor reaches every bit of it.
inline std::uint64_t mixed(std::uint64_t a, std::uint64_t b) noexcept {
  __extension__ using Wide = unsigned __int128;
  const Wide product = Wide{a} * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

/// Capital letters of ASCII made small, eight bytes at a time. Bytes above 127 stay.
inline std::uint64_t small_letters(std::uint64_t word) noexcept {
  constexpr std::uint64_t ones = 0x0101010101010101u;
  const std::uint64_t low = word & (ones * 0x7F);
  const std::uint64_t from_a = low + ones * (0x80 - 'A');
  const std::uint64_t past_z = low + ones * (0x80 - 'Z' - 1);
  const std::uint64_t capitals = (from_a & ~past_z & ~word) & (ones * 0x80);
  return word | (capitals >> 2);
}

template <bool fold>
inline std::uint64_t hash(std::string_view text) noexcept {
  constexpr std::uint64_t first = 0xA0761D6478BD642Fu;
  constexpr std::uint64_t second = 0xE7037ED1A0B428DBu;
  const auto seen = [](std::uint64_t word) noexcept { return fold ? small_letters(word) : word; };
  const char* bytes = text.data();
  std::size_t left = text.size();
  std::uint64_t state = first ^ left;
  for (; left > 16; left -= 16, bytes += 16) state = mixed(seen(load8(bytes)) ^ first, seen(load8(bytes + 8)) ^ state);
  std::uint64_t a = 0;
  std::uint64_t b = 0;
  if (left >= 8) {  // two words that may overlap
    a = load8(bytes);
    b = load8(bytes + left - 8);
  } else if (left >= 4) {
    a = load4(bytes);
    b = load4(bytes + left - 4);
  } else if (left > 0) {
    a = static_cast<unsigned char>(bytes[0]) | std::uint64_t{static_cast<unsigned char>(bytes[left >> 1])} << 8 |
        std::uint64_t{static_cast<unsigned char>(bytes[left - 1])} << 16;
  }
  return mixed(second ^ text.size(), mixed(seen(a) ^ second, seen(b) ^ state));
}

}  // namespace detail

[[nodiscard]] inline std::uint64_t hash_of(std::string_view text) noexcept {
  return detail::hash<false>(text);
}

/// Equal for texts that differ in the case of ASCII letters only.
[[nodiscard]] inline std::uint64_t hash_without_case(std::string_view text) noexcept {
  return detail::hash<true>(text);
}

[[nodiscard]] inline bool is_ascii(std::string_view text) noexcept {
  constexpr std::uint64_t high_bits = 0x8080808080808080u;
  const char* at = text.data();
  std::size_t left = text.size();
  std::uint64_t all = 0;
  if (left >= 8) {
    all = detail::load8(at + left - 8);
    for (; left > 8; left -= 8, at += 8) all |= detail::load8(at);
    return (all & high_bits) == 0;
  }
  for (; left > 0; --left) all |= static_cast<unsigned char>(*at++);
  return (all & high_bits) == 0;
}

/// Whether two texts are the same; for short ones quicker than a call of memcmp.
[[nodiscard, gnu::always_inline]] inline bool same_text(std::string_view a, std::string_view b) noexcept {
  if (a.size() != b.size()) return false;
  const std::size_t size = a.size();
  if (size > 32) return std::memcmp(a.data(), b.data(), size) == 0;
  if (size >= 8) {
    std::uint64_t difference = detail::load8(a.data() + size - 8) ^ detail::load8(b.data() + size - 8);
    for (std::size_t at = 0; at + 8 <= size; at += 8) difference |= detail::load8(a.data() + at) ^ detail::load8(b.data() + at);
    return difference == 0;
  }
  if (size >= 4) {
    return ((detail::load4(a.data()) ^ detail::load4(b.data())) |
            (detail::load4(a.data() + size - 4) ^ detail::load4(b.data() + size - 4))) == 0;
  }
  for (std::size_t at = 0; at < size; ++at) {
    if (a[at] != b[at]) return false;
  }
  return true;
}

/// Whether `a` comes before `b`, which is as long; for short ones quicker than a call of memcmp.
[[nodiscard]] inline bool precedes_of_same_size(std::string_view a, std::string_view b) noexcept {
  const std::size_t size = a.size();
  if (size < 8 || std::endian::native != std::endian::little) return a < b;
  for (std::size_t at = 0;; at = std::min(at + 8, size - 8)) {
    const std::uint64_t own = __builtin_bswap64(detail::load8(a.data() + at));
    const std::uint64_t other = __builtin_bswap64(detail::load8(b.data() + at));
    if (own != other) return own < other;
    if (at + 8 == size) return false;
  }
}

}  // namespace hibah
