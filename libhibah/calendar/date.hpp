// libhibah: Date — a day that exists, between 2000 and 2099.
#pragma once

// A Date is one day of the civil calendar. It is not a moment, it has no time zone, and it cannot hold a day that does not exist:
// every way in checks. A day of which only the month or the year is known is a DateSpan; whether a day is a working day is the
// business of a WorkCalendar.
//
// Unit: whole days, kept as days since 1970-01-01. Range: 2000-01-01 to 2099-12-31; what would leave it is an error.
// A plain number is neither a Date nor can it be added to one: `add_days`, `add_months` and `add_years` say which unit is meant.
//
// What texts are read, and what is refused with which code:
//   2024-03-04                        four, two and two digits
//   4 Maret 2024, 4 mar 2024          Indonesian and English month names and their usual abbreviations, any case
//   04/03/2024, 4/3/2024              the day comes first
//   30 Februari 2024, 2024-13-01      date_does_not_exist
//   1999-12-31, 2100-01-01            date_out_of_range
//   2024-3-4, 4 Maret 24, 2024-03-04x date_not_understood
// Blanks around the text are let be; any other byte must belong to the date.
//
// Example:
//   const Date signed_on = parse_date("4 Maret 2024");
//   to_iso(add_months(signed_on, 3));              // "2024-06-04"
//   to_iso(add_months(parse_date("31/05/2024"), -3));  // "2024-02-29": the month's last day where it must
//   parse_date("2024-11-27") - signed_on;          // 268 calendar days

#include <compare>
#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

#include <libhibah/base/error.hpp>

namespace hibah {

/// A day that exists. Compares and orders as days do.
class Date {
 public:
  /// 2000-01-01.
  constexpr Date() noexcept = default;
  /// The day of that year, month (1 to 12) and day of month. Errors: ParseError date_does_not_exist, date_out_of_range.
  [[nodiscard]] static Date from_ymd(int year, int month, int day);
  /// The day so many days after 1970-01-01. Errors: UsageError date_out_of_range.
  [[nodiscard]] static Date from_days(std::int32_t days_since_1970);
  [[nodiscard]] static Date first() noexcept;  ///< 2000-01-01
  [[nodiscard]] static Date last() noexcept;   ///< 2099-12-31

  [[nodiscard]] constexpr std::int32_t days_since_1970() const noexcept { return days_; }
  [[nodiscard]] int year() const noexcept;
  [[nodiscard]] int month() const noexcept;    ///< 1 to 12
  [[nodiscard]] int day() const noexcept;      ///< 1 to 31
  [[nodiscard]] int weekday() const noexcept;  ///< 1 Monday to 7 Sunday

  friend constexpr auto operator<=>(Date, Date) = default;
  /// Calendar days from `b` to `a`.
  friend constexpr std::int32_t operator-(Date a, Date b) noexcept { return a.days_ - b.days_; }

 private:
  friend bool try_from_ymd(int year, int month, int day, Date& date, ErrorCode& code) noexcept;

  constexpr explicit Date(std::int32_t days) noexcept : days_(days) {}
  std::int32_t days_ = 10957;
};

// A bare number has no unit: neither of these compiles.
template <std::integral N>
constexpr Date operator+(Date date, N number);
template <std::integral N>
constexpr Date operator-(Date date, N number);

/// Sets `date` and is true where that day exists in range; else leaves it, and `code` says why.
[[nodiscard]] bool try_from_ymd(int year, int month, int day, Date& date, ErrorCode& code) noexcept;

/// The day `days` calendar days later (earlier where negative). Errors: UsageError date_out_of_range.
[[nodiscard]] Date add_days(Date date, int days);
/// The same day number `months` months on, or that month's last day where it has no such day. Errors: UsageError date_out_of_range.
[[nodiscard]] Date add_months(Date date, int months);
/// As add_months with twelve times the number: 29 February plus a year is 28 February. Errors: UsageError date_out_of_range.
[[nodiscard]] Date add_years(Date date, int years);

/// ISO, "2024-03-04".
[[nodiscard]] std::string to_iso(Date date);
/// "4 Maret 2024" / "4 March 2024".
[[nodiscard]] std::string to_long(Date date, Language language);
[[nodiscard]] Message to_long(Date date);
/// "Maret" / "March". Range: month 1 to 12. Errors: UsageError invalid_argument.
[[nodiscard]] Text month_name(int month);

/// Reads `2024-03-04`, `4 Maret 2024` or `04/03/2024` (day first). Errors: ParseError.
[[nodiscard]] Date parse_date(std::string_view text);

/// As parse_date, without exceptions: sets `date` and is true, or leaves it and sets `code`. Why: for columns of dates.
[[nodiscard]] bool try_parse_date(std::string_view text, Date& date, ErrorCode& code) noexcept;
/// Sets `date` and is true for exactly `2024-03-04` with nothing around it; else leaves it. Why: the fast way for ISO columns.
[[nodiscard]] bool try_parse_iso_date(std::string_view text, Date& date) noexcept;

// ---- implementation ----

namespace detail {
template <typename>
inline constexpr bool has_unit_of_time = false;
}

template <std::integral N>
constexpr Date operator+(Date date, N) {
  static_assert(detail::has_unit_of_time<N>, "a day and a bare number do not add: say add_days, add_months or add_years");
  return date;
}

template <std::integral N>
constexpr Date operator-(Date date, N) {
  static_assert(detail::has_unit_of_time<N>, "a bare number cannot be taken from a day: say add_days, add_months or add_years");
  return date;
}

}  // namespace hibah
