// libhibah: date words — how dates and deadlines are taken apart; not installed.
#pragma once

// Nothing here throws or allocates: a column of dates is read through it.

#include <array>
#include <cstddef>
#include <string_view>

namespace hibah::detail {

/// The blank-separated words of a short text. Where there are more than fit, `count` is one more than `most`.
struct Words {
  static constexpr std::size_t most = 8;  // "4 Maret 2024 - 14 working days" has seven
  std::array<std::string_view, most> at{};
  std::size_t count = 0;
};

/// Blanks are those of trimmed(): space, tab, CR, LF and the no-break spaces.
[[nodiscard]] Words words_of(std::string_view text) noexcept;

/// The value of `min_digits` to `max_digits` ASCII digits that are the whole word; -1 for anything else. Range: at most 9 digits.
[[nodiscard]] int number_of(std::string_view word, std::size_t min_digits, std::size_t max_digits) noexcept;

/// 1 to 12 for an Indonesian or English month name or its usual abbreviation, without regard to case; 0 for anything else.
[[nodiscard]] int month_of(std::string_view word) noexcept;

/// A year has four digits; five are let through, to be refused by their value and not by their form.
[[nodiscard]] inline int year_of(std::string_view word) noexcept {
  return number_of(word, 4, 5);
}

}  // namespace hibah::detail
