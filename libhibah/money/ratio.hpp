// libhibah: Ratio — an exact share, such as 40 % or 7,045 of 14,033.
#pragma once

// A Ratio is a fraction of two whole numbers in lowest terms, the denominator above zero. It is not a decimal: one third is
// one third. It is not money either: scale() and allocate() bring the two together, and they say how they round.
//
// Range:  numerator and denominator are up to 127 bits wide, so that quotients of two amounts, and sums and differences of
//         two such quotients, are exact.
// Errors: what would be wider throws AmountOverflow.
//
// Example:
//   Ratio::of(Rupiah::from_rupiah(30'422'000'000), Rupiah::from_rupiah(76'055'000'000)).to_text();    // "40%"
//   Ratio::of(Rupiah::from_rupiah(7'045), Rupiah::from_rupiah(15'400)).to_text();                     // "1409/3080"
//   parse_share("33,75%") == Ratio::from_fraction(27, 80);                                           // true
//   (Ratio::from_fraction(1, 3) + Ratio::from_fraction(1, 6)).to_text();                              // "50%"
//   Ratio::from_fraction(1, 0);                                                                      // UsageError
//   parse_share("40");                                                                               // ParseError share_not_understood
//   parse_share("120%");                                                                             // ParseError share_out_of_range

#include <array>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include <libhibah/base/error.hpp>
#include <libhibah/money/rupiah.hpp>

namespace hibah {

/// An exact fraction in lowest terms. The default is zero.
class Ratio {
 public:
  Ratio() noexcept = default;
  /// Errors: UsageError for denominator 0. Does not compile for floating point and bool.
  template <detail::Number N, detail::Number D>
  [[nodiscard]] static Ratio from_fraction(N numerator, D denominator);
  /// How much of `whole` the `part` is. Errors: UsageError for a whole of zero.
  [[nodiscard]] static Ratio of(Rupiah part, Rupiah whole);
  [[nodiscard]] static Ratio one() noexcept;

  [[nodiscard]] bool is_zero() const noexcept;
  [[nodiscard]] bool is_negative() const noexcept { return negative_; }
  friend Ratio operator+(const Ratio&, const Ratio&);  // Errors: AmountOverflow past 127 bits
  friend Ratio operator-(const Ratio&, const Ratio&);
  friend std::strong_ordering operator<=>(const Ratio&, const Ratio&);
  friend bool operator==(const Ratio&, const Ratio&) = default;

  /// "40%", "33.75%" where the decimal ends within six places; else the fraction "1409/3080" — never rounded. The decimal
  /// sign is that of the language: "33,75%" in Indonesian.
  [[nodiscard]] std::string to_text(Language language = Language::en) const;
  /// Numerator and denominator in decimal digits, for exact hand-over (Python's Fraction).
  [[nodiscard]] std::string numerator_text() const;
  [[nodiscard]] std::string denominator_text() const;

 private:
  friend struct RatioAccess;  // ratio.cpp and its neighbours in money/ see the limbs as Boost integers
  static Ratio from_integers(std::int64_t numerator, std::int64_t denominator);
  std::array<std::uint64_t, 2> numerator_{};  // magnitude, low limb first
  std::array<std::uint64_t, 2> denominator_{1, 0};
  bool negative_ = false;
};

/// Reads "40%", "40 %", "33,75%" or "33.75%", with at most twelve decimals.
/// Errors: ParseError (share_not_understood; share_out_of_range unless above 0 % and at most 100 %).
[[nodiscard]] Ratio parse_share(std::string_view text);

// ---- implementation ----

template <detail::Number N, detail::Number D>
Ratio Ratio::from_fraction(N numerator, D denominator) {
  return from_integers(detail::whole_number(numerator), detail::whole_number(denominator));
}

}  // namespace hibah
