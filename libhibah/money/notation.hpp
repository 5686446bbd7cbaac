// libhibah: notation — amounts as people write them, both ways.
#pragma once

// Two notations are in use. In plain notation a point is the decimal sign and nothing groups the digits (1250000.00). In
// Indonesian notation a point groups them by three and a comma is the decimal sign (1.250.000,00). So `1.250` is 1250 in
// one and 1,25 in the other, and a reader that guesses is wrong by a factor of a thousand: nothing here guesses. Readers
// of a file learn from all its cells (notation_evidence) which notation it uses, then read every cell in that one.
//
// Reading is strict where strictness finds mistakes: groups are of three digits, no number starts with a needless zero,
// there are at most two decimals (more only before a word such as miliar, as long as whole sen come out). It is lenient
// where nothing can be misread: blanks and no-break spaces, `Rp`, `rp` or `Rp.`, a closing `,-`, a real minus sign (U+2212),
// parentheses for an amount below zero, milyar and trilyun.
//
// Example:
//   parse_rupiah("Rp103.000.000.000,00") == Rupiah::from_rupiah(103'000'000'000);    // true
//   parse_rupiah("Rp 76,055 miliar") == Rupiah::from_rupiah(76'055'000'000);         // true
//   parse_rupiah("(Rp. 1.000,-)") == Rupiah::from_rupiah(-1'000);                    // true
//   parse_amount("1250000.00") == parse_rupiah("1.250.000");                         // true
//   to_text(Rupiah::from_sen(-125'050));                                             // "-Rp1.250,50"
// Refused, with the code that each gets:
//   parse_rupiah("1.250")             // amount_ambiguous: 1250 or 1,25
//   parse_rupiah("1250.50")           // amount_not_understood: plain notation; parse_amount takes it
//   parse_rupiah("Rp12.50")           // amount_not_understood: a group of two digits
//   parse_rupiah("Rp007")             // amount_not_understood: needless zeros
//   parse_rupiah("Rp1,234")           // amount_too_precise
//   parse_rupiah("Rp0,000000001 juta")    // amount_too_precise: a tenth of a sen
//   parse_rupiah("Rp100.000 triliun") // amount_out_of_range
//   parse_cell("Rp 624 juta", Notation::indonesian)    // amount_words_in_csv
//   parse_cell("1.250,00", Notation::plain)            // amount_other_notation

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

#include <libhibah/money/rupiah.hpp>

namespace hibah {

/// How the digits of an amount are written.
enum class Notation {
  plain,       ///< 1250000.00 or 1250000
  indonesian,  ///< 1.250.000,00, with or without Rp
};

/// Reads an amount as written in an agreement: Indonesian notation, `Rp`, minus sign or parentheses, no-break spaces,
/// and the words ribu, juta, miliar (milyar), triliun. `1.250` alone is refused as ambiguous. Errors: ParseError.
[[nodiscard]] Rupiah parse_rupiah(std::string_view text);
/// As parse_rupiah, and plain notation (`1250000.00`) too. What both could be (`1.250`) is refused. Errors: ParseError.
[[nodiscard]] Rupiah parse_amount(std::string_view text);
/// Reads a CSV cell in a known notation; words are refused. Blanks at both ends do not count. Errors: ParseError.
[[nodiscard]] Rupiah parse_cell(std::string_view text, Notation notation);
/// As parse_cell, for loops over many cells: says whether it was an amount instead of throwing. `amount` is written only then.
/// Why: parse_cell tells what was wrong; asking it only about the cells that failed keeps the loop free of exceptions.
[[nodiscard]] bool try_parse_cell(std::string_view text, Notation notation, Rupiah& amount) noexcept;

/// The commonest cell by far, `digits` or `digits.dd` of 8 to 18 characters in plain notation, many digits at once. False for every other
/// text, whether or not it is an amount: try_parse_cell tells.
[[nodiscard]] inline bool try_parse_common(std::string_view text, Rupiah& amount) noexcept;

/// What one CSV cell tells of its file's notation.
enum class NotationEvidence {
  nothing,     ///< reads the same in both (`1250`), or is no amount at all
  plain,       ///< reads as plain only (`1250.5`)
  indonesian,  ///< reads as Indonesian only (`1.250.000`, `12,5`), or starts with Rp
  ambiguous,   ///< would be two different amounts (`1.250`)
};
[[nodiscard]] NotationEvidence notation_evidence(std::string_view cell) noexcept;
/// The notation that one CSV cell shows; nothing where it leaves both open.
[[nodiscard]] std::optional<Notation> notation_shown(std::string_view cell) noexcept;

/// "Rp103.000.000.000,00", "-Rp1.250,50".
[[nodiscard]] std::string to_text(Rupiah amount);
/// "Rp103.000.000.000" where there are no sen, else as to_text.
[[nodiscard]] std::string to_short_text(Rupiah amount);
/// "97.00", "-0.05": plain decimal text, always two decimals; the form of JSON and plain CSV.
[[nodiscard]] std::string to_plain(Rupiah amount);
/// A part of a whole as percent with two decimals, half up: "37.50%".
[[nodiscard]] std::string to_percent(const Ratio& part);

// ---- implementation ----

namespace detail {

inline constexpr std::uint64_t zeros = 0x3030303030303030u;  // "00000000"

/// The number that eight digits spell; false where one of them is none. The first digit is in the lowest byte.
inline bool eight_digits(std::uint64_t digits, std::uint64_t& number) noexcept {
  constexpr std::uint64_t high_halves = 0xF0F0F0F0F0F0F0F0u;
  if (((digits & high_halves) | (((digits + 0x0606060606060606u) & high_halves) >> 4)) != 0x3333333333333333u) return false;
  digits = (digits & 0x0F0F0F0F0F0F0F0Fu) * 2561 >> 8;              // pairs of digits
  digits = (digits & 0x00FF00FF00FF00FFu) * 6553601 >> 16;          // fours
  number = (digits & 0x0000FFFF0000FFFFu) * 42949672960001u >> 32;  // all eight
  return true;
}

}  // namespace detail

inline bool try_parse_common(std::string_view text, Rupiah& amount) noexcept {
  if constexpr (std::endian::native != std::endian::little) return false;
  const std::size_t size = text.size();
  if (size < 8 || size > 18 || text[0] == '0') return false;
  const char* const at = text.data();
  const bool has_sen = at[size - 3] == '.';
  const std::size_t whole = has_sen ? size - 3 : size;
  if (whole > 16) return false;
  std::uint64_t first;
  std::memcpy(&first, at, 8);
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  if (whole > 8) {
    std::uint64_t last;
    std::memcpy(&last, at + whole - 8, 8);
    const std::size_t more = whole - 8;  // 1 to 8 digits before the last eight
    const std::uint64_t head = more == 8 ? first : (first << (64 - 8 * more)) | (detail::zeros >> (8 * more));
    if (!detail::eight_digits(head, high) || !detail::eight_digits(last, low)) return false;
  } else {
    const std::uint64_t head = whole == 8 ? first : (first << (64 - 8 * whole)) | (detail::zeros >> (8 * whole));
    if (!detail::eight_digits(head, low)) return false;
  }
  std::uint64_t sen = 0;
  if (has_sen) {
    const auto tens = static_cast<std::uint64_t>(static_cast<unsigned char>(at[size - 2]) - '0');
    const auto ones = static_cast<std::uint64_t>(static_cast<unsigned char>(at[size - 1]) - '0');
    if (tens > 9 || ones > 9) return false;
    sen = tens * 10 + ones;
  }
  amount = Rupiah::from_sen(static_cast<std::int64_t>((high * 100'000'000 + low) * 100 + sen));  // below 10^18
  return true;
}

}  // namespace hibah
