#include <libhibah/calendar/date.hpp>

#include <array>

#include <date/date.h>

#include <libhibah/base/limits.hpp>
#include <libhibah/calendar/detail/date_words.hpp>

namespace hibah {
namespace {

constexpr int months_in_range = (limits::last_year - limits::first_year + 1) * 12;

/// The first day of each month of the range, and of the month after it, in days since 1970. Why: columns of dates are read through it.
constexpr auto month_starts = [] {
  std::array<std::int32_t, months_in_range + 1> starts{};
  for (int i = 0; i <= months_in_range; ++i) {
    const auto month = date::year(limits::first_year + i / 12) / date::month(static_cast<unsigned>(i % 12 + 1));
    starts[static_cast<std::size_t>(i)] = date::sys_days(month / 1).time_since_epoch().count();
  }
  return starts;
}();

constexpr std::int32_t first_days = month_starts.front();
constexpr std::int32_t last_days = month_starts.back() - 1;
static_assert(first_days == 10957, "Date() is the first day of the range");

constexpr std::array month_texts{
    Text{"Januari", "January"}, Text{"Februari", "February"}, Text{"Maret", "March"},
    Text{"April", "April"},     Text{"Mei", "May"},           Text{"Juni", "June"},
    Text{"Juli", "July"},       Text{"Agustus", "August"},    Text{"September", "September"},
    Text{"Oktober", "October"}, Text{"November", "November"}, Text{"Desember", "December"},
};

date::year_month_day civil(Date day) noexcept {
  return date::sys_days(date::days(day.days_since_1970()));
}

bool in_range(std::int64_t days) noexcept {
  return first_days <= days && days <= last_days;
}

UsageError out_of_range(Date from, int count, const char* unit) {
  const std::int64_t size = count < 0 ? -std::int64_t{count} : count;
  return {ErrorCode::date_out_of_range, to_iso(from) + (count < 0 ? " - " : " + ") + std::to_string(size) + unit};
}

/// Cuts `word` at each `separator`; false unless that gives three pieces.
bool cut_in_three(std::string_view word, char separator, std::array<std::string_view, 3>& pieces) noexcept {
  const auto one = word.find(separator);
  if (one == std::string_view::npos) return false;
  const auto two = word.find(separator, one + 1);
  if (two == std::string_view::npos) return false;
  pieces = {word.substr(0, one), word.substr(one + 1, two - one - 1), word.substr(two + 1)};
  return true;
}

}  // namespace

bool try_from_ymd(int year, int month, int day, Date& date, ErrorCode& code) noexcept {
  if (year < limits::first_year || year > limits::last_year) {
    code = ErrorCode::date_out_of_range;
    return false;
  }
  code = ErrorCode::date_does_not_exist;
  if (month < 1 || month > 12 || day < 1) return false;
  const auto place = static_cast<std::size_t>((year - limits::first_year) * 12 + month - 1);
  if (day > month_starts[place + 1] - month_starts[place]) return false;
  date = Date(month_starts[place] + day - 1);
  return true;
}

Date Date::from_ymd(int year, int month, int day) {
  Date date;
  ErrorCode code{};
  if (try_from_ymd(year, month, day, date, code)) return date;
  throw ParseError(code, std::to_string(year) + "-" + std::to_string(month) + "-" + std::to_string(day));
}

Date Date::from_days(std::int32_t days_since_1970) {
  if (!in_range(days_since_1970)) {
    throw UsageError(ErrorCode::date_out_of_range, "1970-01-01 + " + std::to_string(days_since_1970) + " days");
  }
  return Date(days_since_1970);
}

Date Date::first() noexcept {
  return Date(first_days);
}
Date Date::last() noexcept {
  return Date(last_days);
}

int Date::year() const noexcept {
  return static_cast<int>(civil(*this).year());
}
int Date::month() const noexcept {
  return static_cast<int>(static_cast<unsigned>(civil(*this).month()));
}
int Date::day() const noexcept {
  return static_cast<int>(static_cast<unsigned>(civil(*this).day()));
}
int Date::weekday() const noexcept {
  return static_cast<int>(date::weekday(date::sys_days(date::days(days_))).iso_encoding());
}

Date add_days(Date date, int days) {
  const std::int64_t sum = std::int64_t{date.days_since_1970()} + days;
  if (!in_range(sum)) throw out_of_range(date, days, " days");
  return Date::from_days(static_cast<std::int32_t>(sum));
}

Date add_months(Date date, int months) {
  const auto ymd = civil(date);
  const std::int64_t since_year_0 = std::int64_t{date.year()} * 12 + date.month() - 1 + months;
  if (since_year_0 < limits::first_year * 12 || since_year_0 > limits::last_year * 12 + 11) throw out_of_range(date, months, " months");
  const auto year = date::year(static_cast<int>(since_year_0 / 12));
  const auto month = date::month(static_cast<unsigned>(since_year_0 % 12 + 1));
  const auto last = (year / month / date::last).day();  // the library itself would roll 31 February into March
  const auto day = ymd.day() < last ? ymd.day() : last;
  return Date::from_days(date::sys_days(year / month / day).time_since_epoch().count());
}

Date add_years(Date date, int years) {
  constexpr int more_than_the_range = 2 * (limits::last_year - limits::first_year);  // years * 12 must fit
  if (years < -more_than_the_range || years > more_than_the_range) throw out_of_range(date, years, " years");
  return add_months(date, years * 12);
}

std::string to_iso(Date date) {
  const auto two = [](int number) { return std::string{static_cast<char>('0' + number / 10), static_cast<char>('0' + number % 10)}; };
  return std::to_string(date.year()) + "-" + two(date.month()) + "-" + two(date.day());
}

std::string to_long(Date date, Language language) {
  return std::to_string(date.day()) + " " + std::string(month_name(date.month()).in(language)) + " " + std::to_string(date.year());
}

Message to_long(Date date) {
  return {to_long(date, Language::id), to_long(date, Language::en)};
}

Text month_name(int month) {
  if (month < 1 || month > 12) throw UsageError(ErrorCode::invalid_argument, "there is no month " + std::to_string(month));
  return month_texts[static_cast<std::size_t>(month - 1)];
}

bool try_parse_iso_date(std::string_view text, Date& date) noexcept {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  bool are_digits = true;
  const auto digit = [text, &are_digits](std::size_t place) {
    are_digits &= text[place] >= '0' && text[place] <= '9';
    return text[place] - '0';
  };
  const auto two = [digit](std::size_t place) { return digit(place) * 10 + digit(place + 1); };
  const int year = two(0) * 100 + two(2);
  const int month = two(5);
  const int day = two(8);
  ErrorCode code{};
  return are_digits && try_from_ymd(year, month, day, date, code);
}

bool try_parse_date(std::string_view text, Date& date, ErrorCode& code) noexcept {
  if (try_parse_iso_date(text, date)) return true;
  code = ErrorCode::date_not_understood;
  const detail::Words words = detail::words_of(text);
  int year = -1;
  int month = -1;
  int day = -1;
  std::array<std::string_view, 3> pieces;
  if (words.count == 3) {
    day = detail::number_of(words.at[0], 1, 2);
    month = detail::month_of(words.at[1]);
    year = detail::year_of(words.at[2]);
    if (month == 0) return false;
  } else if (words.count == 1 && cut_in_three(words.at[0], '-', pieces)) {
    year = detail::year_of(pieces[0]);
    month = detail::number_of(pieces[1], 2, 2);
    day = detail::number_of(pieces[2], 2, 2);
  } else if (words.count == 1 && cut_in_three(words.at[0], '/', pieces)) {
    day = detail::number_of(pieces[0], 1, 2);
    month = detail::number_of(pieces[1], 1, 2);
    year = detail::year_of(pieces[2]);
  }
  return year >= 0 && month >= 0 && day >= 0 && try_from_ymd(year, month, day, date, code);
}

Date parse_date(std::string_view text) {
  Date date;
  ErrorCode code{};
  if (!try_parse_date(text, date, code)) throw ParseError(code, text);
  return date;
}

}  // namespace hibah
