// libhibah: DateSpan — the days that a partial date stands for.
#pragma once

// Of some papers only the month or the year is known ("October 2023"). Such a partial date is carried as the span of days that it
// covers: the real day is one of them, which one is unknown. It is not a period during which something lasted. A known day is a span of
// one day. A question about spans is answered for every day that they may stand for: `yes` and `no` only where it is so for all of
// them, else `unknown`. Two equal spans of more than a day may stand for different days.
//
// Range: as Date; `first` is never after `last`. Text: everything that parse_date reads, and `2024-03`, `Maret 2024`, `2024`.
//
// Example:
//   const DateSpan signed_in = parse_date_span("2023-10");                      // 2023-10-01..2023-10-31
//   is_before(signed_in, parse_date("2023-11-01"));                             // Truth::yes
//   is_before(signed_in, parse_date("2023-10-15"));                             // Truth::unknown
//   is_before(signed_in, parse_date("2023-10-01"));                             // Truth::no

#include <cstdint>
#include <string>
#include <string_view>

#include <libhibah/calendar/date.hpp>

namespace hibah {

/// How much of a date is known.
enum class Precision : std::uint8_t { day, month, year };

/// A date of which perhaps only the month or the year is known: the real day is one of first..last.
struct DateSpan {
  Date first;
  Date last;

  /// 2000-01-01.
  DateSpan() = default;
  /// A known day. Why: it is a span of one day, so it converts on purpose.
  DateSpan(Date day) : first(day), last(day) {}
  /// The days `from`..`to`, both included. Errors: UsageError invalid_argument where `to` is before `from`.
  DateSpan(Date from, Date to);
  /// All days of a month. Errors: ParseError as Date::from_ymd.
  [[nodiscard]] static DateSpan month(int year, int month);
  /// All days of a year. Errors: ParseError date_out_of_range.
  [[nodiscard]] static DateSpan year(int year);

  [[nodiscard]] bool is_day() const noexcept { return first == last; }
  friend bool operator==(const DateSpan&, const DateSpan&) = default;
};

/// Three-valued answers about unknown days.
enum class Truth : std::uint8_t { no, yes, unknown };

/// `no` where one is `no`, `yes` where both are, else `unknown`.
[[nodiscard]] constexpr Truth both(Truth a, Truth b) noexcept;
/// Whether the day of `a` is before that of `b`, for every pair of days that they may stand for.
[[nodiscard]] Truth is_before(const DateSpan& a, const DateSpan& b) noexcept;
/// Whether the day of `a` is that of `b` or before it, for every pair of days that they may stand for.
[[nodiscard]] Truth is_on_or_before(const DateSpan& a, const DateSpan& b) noexcept;

/// Reads a full date (parse_date), `2024-03`, `Maret 2024` or `2024`. Errors: ParseError.
[[nodiscard]] DateSpan parse_date_span(std::string_view text);
/// As parse_date_span, without exceptions: sets `span` and is true, or leaves it and sets `code`. Why: for columns of dates.
[[nodiscard]] bool try_parse_date_span(std::string_view text, DateSpan& span, ErrorCode& code) noexcept;
/// "2024-03-04", "2024-03", "2024"; another span as "2024-03-04..2024-04-02".
[[nodiscard]] std::string to_iso(const DateSpan& span);
/// "4 Maret 2024", "Maret 2024", "2024"; another span with "s.d." / "to".
[[nodiscard]] Message to_long(const DateSpan& span);

// ---- implementation ----

constexpr Truth both(Truth a, Truth b) noexcept {
  if (a == Truth::no || b == Truth::no) return Truth::no;
  return a == Truth::yes && b == Truth::yes ? Truth::yes : Truth::unknown;
}

}  // namespace hibah
