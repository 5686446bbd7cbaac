#include <libhibah/calendar/date_span.hpp>

#include <libhibah/calendar/detail/date_words.hpp>

namespace hibah {
namespace {

constexpr int whole_year = 0;  // in place of a month

/// The days of a month, or of a year; false and the code where it does not exist in range.
bool try_span(int year, int month, DateSpan& span, ErrorCode& code) noexcept {
  DateSpan found;
  const int last_month = month == whole_year ? 12 : month;
  if (!try_from_ymd(year, month == whole_year ? 1 : month, 1, found.first, code)) return false;
  ErrorCode no_such_day{};
  for (int day = 31; !try_from_ymd(year, last_month, day, found.last, no_such_day);) --day;
  span = found;
  return true;
}

/// True where the span is all the days of its first day's month, or year.
bool is_whole(const DateSpan& span, int month) noexcept {
  DateSpan whole;
  ErrorCode code{};
  return try_span(span.first.year(), month, whole, code) && whole == span;
}

}  // namespace

DateSpan::DateSpan(Date from, Date to) : first(from), last(to) {
  if (to < from) throw UsageError(ErrorCode::invalid_argument, to_iso(to) + " is before " + to_iso(from));
}

DateSpan DateSpan::month(int year, int month) {
  const Date first = Date::from_ymd(year, month, 1);
  DateSpan span(first);
  ErrorCode none{};
  static_cast<void>(try_span(year, month, span, none));  // its first day exists, so the month does
  return span;
}

DateSpan DateSpan::year(int year) {
  return {Date::from_ymd(year, 1, 1), Date::from_ymd(year, 12, 31)};
}

Truth is_before(const DateSpan& a, const DateSpan& b) noexcept {
  if (a.last < b.first) return Truth::yes;
  return a.first >= b.last ? Truth::no : Truth::unknown;
}

Truth is_on_or_before(const DateSpan& a, const DateSpan& b) noexcept {
  if (a.last <= b.first) return Truth::yes;
  return a.first > b.last ? Truth::no : Truth::unknown;
}

bool try_parse_date_span(std::string_view text, DateSpan& span, ErrorCode& code) noexcept {
  Date day;
  if (try_parse_date(text, day, code)) {
    span = DateSpan(day);
    return true;
  }
  if (code != ErrorCode::date_not_understood) return false;
  const detail::Words words = detail::words_of(text);
  int year = -1;
  int month = whole_year;
  if (words.count == 2) {
    month = detail::month_of(words.at[0]);
    if (month == 0) return false;
    year = detail::year_of(words.at[1]);
  } else if (words.count == 1) {
    const auto dash = words.at[0].find('-');
    year = detail::year_of(words.at[0].substr(0, dash));
    if (dash != std::string_view::npos) {
      month = detail::number_of(words.at[0].substr(dash + 1), 2, 2);
      if (month < 0) return false;
      if (month == 0) month = 13;  // "2024-00" is a month that does not exist, not the whole year
    }
  }
  return year >= 0 && try_span(year, month, span, code);
}

DateSpan parse_date_span(std::string_view text) {
  DateSpan span;
  ErrorCode code{};
  if (try_parse_date_span(text, span, code)) return span;
  throw ParseError(code, text, 0, code == ErrorCode::date_not_understood ? "2024-03, 2024" : "");
}

std::string to_iso(const DateSpan& span) {
  if (span.is_day()) return to_iso(span.first);
  if (is_whole(span, span.first.month())) return to_iso(span.first).substr(0, 7);
  if (is_whole(span, whole_year)) return to_iso(span.first).substr(0, 4);
  return to_iso(span.first) + ".." + to_iso(span.last);
}

Message to_long(const DateSpan& span) {
  if (span.is_day()) return to_long(span.first);
  const std::string year = std::to_string(span.first.year());
  if (is_whole(span, whole_year)) return same(year);
  if (is_whole(span, span.first.month())) {
    const Text name = month_name(span.first.month());
    return {std::string(name.id) + " " + year, std::string(name.en) + " " + year};
  }
  const Message from = to_long(span.first);
  const Message to = to_long(span.last);
  return {from.id + " s.d. " + to.id, from.en + " to " + to.en};
}

}  // namespace hibah
