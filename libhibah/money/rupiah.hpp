// libhibah: Rupiah — an exact amount of money in whole sen.
#pragma once

// A Rupiah counts sen (1/100 rupiah) in 64 bits. It is not a number: it has a unit, it does not mix with bare numbers, and
// there is no way in from floating point, because 0.1 rupiah has no exact binary float and an audit rests on the last sen.
//
// Unit:   sen. Whoever has whole rupiah says from_rupiah, whoever has sen says from_sen; there is no constructor to guess.
// Range:  Rupiah::min() to Rupiah::max(), -Rp92.233.720.368.547.758,08 to Rp92.233.720.368.547.758,07.
// Errors: what does not fit throws AmountOverflow; nothing wraps and nothing is cut off.
//
// There is no division. A sum is split by allocate(), whose parts add up to it again; a share of it is taken by scale(),
// which names its rounding; how much of one amount another is, is Ratio::of().
//
// Example:
//   const Rupiah agreement = Rupiah::from_rupiah(76'055'000'000);
//   const Rupiah paid = Rupiah::from_rupiah(30'422'000'000) + Rupiah::from_sen(50);
//   to_text(agreement - paid);                     // "Rp45.632.999.999,50"
//   Rupiah::from_rupiah(3) * 4;                    // Rp12,00
//   Rupiah::from_rupiah(1'000'000'000'000'000'000);    // AmountOverflow
//   Rupiah::max() + Rupiah::from_sen(1);           // AmountOverflow
// These do not compile, and the compiler says why:
//   Rupiah::from_rupiah(1.5)      Rupiah::from_sen(true)    agreement * 0.4
//   agreement / 2                 agreement + 100           agreement == 0

#include <compare>
#include <concepts>
#include <cstdint>
#include <limits>
#include <span>
#include <type_traits>
#include <utility>

#include <libhibah/base/error.hpp>

namespace hibah {

class Ratio;

namespace detail {

template <class T>
concept Number = std::is_arithmetic_v<T>;

template <class T>
concept Character =
    std::same_as<T, char> || std::same_as<T, wchar_t> || std::same_as<T, char8_t> || std::same_as<T, char16_t> || std::same_as<T, char32_t>;

/// An integer type that counts something: not bool, not a character.
template <class T>
concept WholeNumber = std::integral<T> && !std::same_as<T, bool> && !Character<T>;

/// True where every value of T fits in 64 bits with sign.
template <class T>
inline constexpr bool always_fits = WholeNumber<T> && (std::signed_integral<T> || sizeof(T) < sizeof(std::int64_t));

template <class T>
constexpr std::int64_t whole_number(T value) noexcept(always_fits<T> || !WholeNumber<T>);

}  // namespace detail

/// An exact amount of money. A value type of eight bytes; the default is zero.
class Rupiah {
 public:
  constexpr Rupiah() noexcept = default;

  /// Whole sen, from any integer type. Errors: AmountOverflow for an unsigned value above max(). Does not compile for
  /// floating point, bool and characters.
  template <class T>
  [[nodiscard]] static constexpr Rupiah from_sen(T sen) noexcept(detail::always_fits<T>);
  /// Whole rupiah, from any integer type. Errors: AmountOverflow. Does not compile for floating point, bool and characters.
  template <class T>
  [[nodiscard]] static constexpr Rupiah from_rupiah(T rupiah);
  /// The lowest amount, -Rp92.233.720.368.547.758,08.
  [[nodiscard]] static constexpr Rupiah min() noexcept { return Rupiah(std::numeric_limits<std::int64_t>::min(), Tag{}); }
  /// The highest amount, Rp92.233.720.368.547.758,07.
  [[nodiscard]] static constexpr Rupiah max() noexcept { return Rupiah(std::numeric_limits<std::int64_t>::max(), Tag{}); }

  /// Unit: sen.
  [[nodiscard]] constexpr std::int64_t sen() const noexcept { return sen_; }
  /// True where there are no sen beside whole rupiah.
  [[nodiscard]] constexpr bool is_whole() const noexcept { return sen_ % 100 == 0; }
  [[nodiscard]] constexpr bool is_zero() const noexcept { return sen_ == 0; }
  [[nodiscard]] constexpr bool is_negative() const noexcept { return sen_ < 0; }

  // Every operation is checked: what does not fit throws AmountOverflow, nothing wraps. There is no division.
  constexpr Rupiah& operator+=(Rupiah other);
  constexpr Rupiah& operator-=(Rupiah other);
  friend constexpr Rupiah operator+(Rupiah a, Rupiah b) { return a += b; }
  friend constexpr Rupiah operator-(Rupiah a, Rupiah b) { return a -= b; }
  friend constexpr Rupiah operator-(Rupiah a) { return Rupiah() - a; }
  friend constexpr auto operator<=>(Rupiah, Rupiah) = default;

 private:
  struct Tag {};
  constexpr Rupiah(std::int64_t sen, Tag) noexcept : sen_(sen) {}
  std::int64_t sen_ = 0;
};

/// So many times the amount. Errors: AmountOverflow. Does not compile for floating point, bool and characters.
template <detail::Number N>
constexpr Rupiah operator*(Rupiah amount, N times);
template <detail::Number N>
constexpr Rupiah operator*(N times, Rupiah amount);

/// What happens to the part of a sen that scale() cannot keep. It is always named at the call.
enum class Rounding {
  exact,      ///< there must be no such part, else UsageError
  down,       ///< toward zero
  up,         ///< away from zero
  half_up,    ///< to the nearest sen, a half away from zero
  half_even,  ///< to the nearest sen, a half to the even one
};

/// amount x ratio, to whole sen. Errors: AmountOverflow; UsageError where `exact` would round.
[[nodiscard]] Rupiah scale(Rupiah amount, const Ratio& ratio, Rounding rounding);

/// The sum of many amounts; partial sums may be wider than 64 bits, the result may not. Errors: AmountOverflow.
[[nodiscard]] Rupiah sum(std::span<const Rupiah> amounts);

/// Adds up amounts without losing any: partial sums are kept in 128 bits, so that the order of adding does not matter.
class RupiahSum {
 public:
  constexpr void add(Rupiah amount) noexcept;
  constexpr void subtract(Rupiah amount) noexcept;
  /// Adds what another sum has gathered, such as that of another thread.
  constexpr void add(const RupiahSum& other) noexcept;
  /// True where total() would not throw.
  [[nodiscard]] constexpr bool fits() const noexcept { return high_ == 0; }
  /// Errors: AmountOverflow where the total does not fit.
  [[nodiscard]] constexpr Rupiah total() const;
  friend constexpr auto operator<=>(const RupiahSum&, const RupiahSum&) = default;

 private:
  // The total is high_ * 2^64 + low_. With a signed low part each total has one form only, so the members compare in order.
  std::int64_t high_ = 0;
  std::int64_t low_ = 0;
};

// ---- implementation ----

namespace detail {

[[noreturn]] void throw_sum_overflow(std::int64_t left_sen, char sign, std::int64_t right_sen);
[[noreturn]] void throw_product_overflow(std::int64_t sen, std::int64_t times);
[[noreturn]] void throw_rupiah_overflow(std::int64_t rupiah);
[[noreturn]] void throw_number_overflow(std::uint64_t value);
[[noreturn]] void throw_total_overflow();

template <class T>
inline constexpr bool never = false;

template <class T>
constexpr std::int64_t whole_number(T value) noexcept(always_fits<T> || !WholeNumber<T>) {
  static_assert(!std::floating_point<T>,
                "money is never a float: give whole sen or whole rupiah as an integer, read text with parse_rupiah, "
                "or take a share with scale and a Ratio");
  static_assert(!std::same_as<T, bool>, "money is never a bool: give whole sen or whole rupiah as an integer");
  static_assert(WholeNumber<T> || std::floating_point<T> || std::same_as<T, bool>,
                "money is counted in integers: give whole sen or whole rupiah as an integer, or read text with parse_rupiah");
  if constexpr (WholeNumber<T>) {
    if constexpr (!always_fits<T>) {
      if (!std::in_range<std::int64_t>(value)) throw_number_overflow(value);
    }
    return static_cast<std::int64_t>(value);
  } else {
    return 0;
  }
}

constexpr Rupiah times(Rupiah amount, std::int64_t times) {
  std::int64_t product = 0;
  if (__builtin_mul_overflow(amount.sen(), times, &product)) throw_product_overflow(amount.sen(), times);
  return Rupiah::from_sen(product);
}

}  // namespace detail

template <class T>
constexpr Rupiah Rupiah::from_sen(T sen) noexcept(detail::always_fits<T>) {
  return Rupiah(detail::whole_number(sen), Tag{});
}

template <class T>
constexpr Rupiah Rupiah::from_rupiah(T rupiah) {
  const std::int64_t whole = detail::whole_number(rupiah);
  std::int64_t sen = 0;
  if (__builtin_mul_overflow(whole, std::int64_t{100}, &sen)) detail::throw_rupiah_overflow(whole);
  return Rupiah(sen, Tag{});
}

constexpr Rupiah& Rupiah::operator+=(Rupiah other) {
  std::int64_t result = 0;
  if (__builtin_add_overflow(sen_, other.sen_, &result)) detail::throw_sum_overflow(sen_, '+', other.sen_);
  sen_ = result;
  return *this;
}

constexpr Rupiah& Rupiah::operator-=(Rupiah other) {
  std::int64_t result = 0;
  if (__builtin_sub_overflow(sen_, other.sen_, &result)) detail::throw_sum_overflow(sen_, '-', other.sen_);
  sen_ = result;
  return *this;
}

template <detail::Number N>
constexpr Rupiah operator*(Rupiah amount, N times) {
  return detail::times(amount, detail::whole_number(times));
}

template <detail::Number N>
constexpr Rupiah operator*(N times, Rupiah amount) {
  return amount * times;
}

constexpr void RupiahSum::add(Rupiah amount) noexcept {
  if (__builtin_add_overflow(low_, amount.sen(), &low_)) high_ += amount.is_negative() ? -1 : 1;
}

constexpr void RupiahSum::subtract(Rupiah amount) noexcept {
  if (__builtin_sub_overflow(low_, amount.sen(), &low_)) high_ += amount.is_negative() ? 1 : -1;
}

constexpr void RupiahSum::add(const RupiahSum& other) noexcept {
  const std::int64_t other_high = other.high_;  // `other` may be this very sum
  add(Rupiah::from_sen(other.low_));
  high_ += other_high;
}

constexpr Rupiah RupiahSum::total() const {
  if (!fits()) detail::throw_total_overflow();
  return Rupiah::from_sen(low_);
}

// The refusals. They are chosen for arguments that would otherwise give a compiler's riddle, and say what to write instead.

template <class T>
constexpr Rupiah operator/(Rupiah, T) {
  static_assert(detail::never<T>,
                "money is never divided: split it with allocate, take a share with scale and a named rounding, "
                "compare two amounts with Ratio::of");
  return {};
}

template <detail::Number N>
constexpr Rupiah operator+(Rupiah, N) {
  static_assert(detail::never<N>, "an amount and a bare number do not add: say Rupiah::from_sen or Rupiah::from_rupiah");
  return {};
}

template <detail::Number N>
constexpr Rupiah operator+(N number, Rupiah amount) {
  return amount + number;
}

template <detail::Number N>
constexpr Rupiah operator-(Rupiah, N) {
  static_assert(detail::never<N>, "a bare number is not taken from an amount: say Rupiah::from_sen or Rupiah::from_rupiah");
  return {};
}

template <detail::Number N>
constexpr Rupiah operator-(N number, Rupiah amount) {
  return amount - number;
}

template <detail::Number N>
constexpr bool operator==(Rupiah, N) {
  static_assert(detail::never<N>,
                "an amount is compared with an amount, not with a bare number: say Rupiah::from_sen or Rupiah::from_rupiah");
  return false;
}

template <detail::Number N>
constexpr std::strong_ordering operator<=>(Rupiah, N) {
  static_assert(detail::never<N>,
                "an amount is compared with an amount, not with a bare number: say Rupiah::from_sen or Rupiah::from_rupiah");
  return std::strong_ordering::equal;
}

}  // namespace hibah
