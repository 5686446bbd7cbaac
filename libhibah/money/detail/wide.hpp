// libhibah: wide integers — the door to Boost.Multiprecision for the sources of money/; private, never installed.
#pragma once

// Everything goes in through integers or limbs: these types would also take a double, silently cut off, and text, in which
// a leading zero means octal. Neither is ever handed to them.

#include <array>
#include <cstdint>
#include <optional>

#include <boost/multiprecision/cpp_int.hpp>

#include <libhibah/money/ratio.hpp>

namespace hibah {

namespace detail {

namespace mp = boost::multiprecision;

/// 255 bits with sign would do for every cross product of two ratios; one that did not fit would throw.
using Wide = mp::number<mp::cpp_int_backend<256, 256, mp::signed_magnitude, mp::checked, void>, mp::et_off>;
/// Any width, for sums over many denominators.
using Unbounded = mp::number<mp::cpp_int_backend<>, mp::et_off>;

using Limbs = std::array<std::uint64_t, 2>;

template <class Integer>
Integer from_limbs(const Limbs& limbs) {
  return (Integer(limbs[1]) << 64) | Integer(limbs[0]);
}

/// The amount's sen without the sign; the lowest amount has no counterpart in 64 bits with sign.
inline std::uint64_t magnitude(std::int64_t value) noexcept {
  return value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
}

/// The way back, where it fits.
template <class Integer>
std::optional<std::int64_t> to_int64(const Integer& value) {
  if (value < Integer(std::numeric_limits<std::int64_t>::min()) || value > Integer(std::numeric_limits<std::int64_t>::max())) {
    return std::nullopt;
  }
  return static_cast<std::int64_t>(value);
}

}  // namespace detail

/// Lets the sources of money/ see a ratio as wide integers.
struct RatioAccess {
  /// Reduces and stores; the denominator is not zero. Errors: AmountOverflow past 127 bits.
  static Ratio make(detail::Wide numerator, detail::Wide denominator);
  template <class Integer>
  static Integer numerator(const Ratio& ratio) {
    const Integer magnitude = detail::from_limbs<Integer>(ratio.numerator_);
    return ratio.negative_ ? Integer(-magnitude) : magnitude;
  }
  template <class Integer>
  static Integer denominator(const Ratio& ratio) {
    return detail::from_limbs<Integer>(ratio.denominator_);
  }
};

}  // namespace hibah
