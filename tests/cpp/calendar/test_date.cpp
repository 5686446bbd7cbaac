#include <initializer_list>
#include <string>

#include <doctest/doctest.h>

#include <libhibah/calendar/date.hpp>

using namespace hibah;

namespace {

/// The code with which `text` is refused; `count_` where it is read.
ErrorCode refusal(std::string_view text) {
  try {
    static_cast<void>(parse_date(text));
  } catch (const ParseError& error) {
    CHECK(error.problems().front().text == text.substr(0, 80));
    return error.code();
  }
  return ErrorCode::count_;
}

template <typename Call>
ErrorCode usage_code(Call call) {
  try {
    static_cast<void>(call());
  } catch (const UsageError& error) {
    return error.code();
  }
  return ErrorCode::count_;
}

}  // namespace

TEST_CASE("the example of date.hpp holds") {
  const Date signed_on = parse_date("4 Maret 2024");
  CHECK(to_iso(add_months(signed_on, 3)) == "2024-06-04");
  CHECK(to_iso(add_months(parse_date("31/05/2024"), -3)) == "2024-02-29");
  CHECK(parse_date("2024-11-27") - signed_on == 268);
}

TEST_CASE("the three notations give the same day") {
  const Date day = Date::from_ymd(2024, 3, 4);
  for (const auto* text : {"2024-03-04", "4 Maret 2024", "04 maret 2024", "4 MARET 2024", "4 Mar 2024", "4 March 2024", "04/03/2024",
                           "4/3/2024", "  2024-03-04\t", "4  Maret\t2024",
                           "4\xC2\xA0Maret\xC2\xA0"
                           "2024",
                           "\xE2\x80\xAF"
                           "4/3/2024\r\n"}) {
    CAPTURE(text);
    CHECK(parse_date(text) == day);
  }
}

TEST_CASE("every month is known by its Indonesian and English names and abbreviations") {
  const std::initializer_list<std::initializer_list<const char*>> names = {
      {"Januari", "January", "Jan"},
      {"Februari", "Pebruari", "February", "Feb"},
      {"Maret", "March", "Mar"},
      {"April", "Apr"},
      {"Mei", "May"},
      {"Juni", "June", "Jun"},
      {"Juli", "July", "Jul"},
      {"Agustus", "August", "Agu", "Agt", "Ags", "Aug"},
      {"September", "Sept", "Sep"},
      {"Oktober", "October", "Okt", "Oct"},
      {"November", "Nopember", "Nov", "Nop"},
      {"Desember", "December", "Des", "Dec"},
  };
  int month = 0;
  for (const auto& same_month : names) {
    ++month;
    for (const auto* name : same_month) {
      CAPTURE(name);
      CHECK(parse_date("17 " + std::string(name) + " 2024") == Date::from_ymd(2024, month, 17));
    }
    CHECK(month_name(month).id == *same_month.begin());
  }
  CHECK(month == 12);
  CHECK(usage_code([] { return month_name(0); }) == ErrorCode::invalid_argument);
  CHECK(usage_code([] { return month_name(13); }) == ErrorCode::invalid_argument);
}

TEST_CASE("a day that does not exist is refused") {
  for (const auto* text : {"30 Februari 2024", "29 Februari 2023", "2024-02-30", "2023-02-29", "2024-13-01", "2024-00-10", "2024-01-00",
                           "2024-04-31", "31/04/2024", "03/25/2024", "0/1/2024", "99/99/2024", "32 Januari 2024"}) {
    CAPTURE(text);
    CHECK(refusal(text) == ErrorCode::date_does_not_exist);
  }
}

TEST_CASE("a year outside 2000 to 2099 is refused") {
  for (const auto* text :
       {"1999-12-31", "2100-01-01", "0000-01-01", "99999-01-01", "31/12/1999", "1 Januari 2100", "1/1/99999", "1 Mei 99999"}) {
    CAPTURE(text);
    CHECK(refusal(text) == ErrorCode::date_out_of_range);
  }
  CHECK(parse_date("2000-01-01") == Date::first());
  CHECK(parse_date("2099-12-31") == Date::last());
}

TEST_CASE("every byte must belong to the date") {
  for (const auto* text : {"",
                           " ",
                           "x",
                           "2024",
                           "2024-03",
                           "2024-3-4",
                           "2024-003-04",
                           "2024-03-4",
                           "24-03-04",
                           "2024-03-04x",
                           "x2024-03-04",
                           "2024-03-04 12:00",
                           "2024-03-04T00:00:00",
                           "2024-03-04-",
                           "2024/03/04",
                           "04-03-2024",
                           "04.03.2024",
                           "004/03/2024",
                           "4/3/24",
                           "4 Maret 24",
                           "4 Maret 2024.",
                           "4 Maret, 2024",
                           "4Maret2024",
                           "Maret 4 2024",
                           "4 Marett 2024",
                           "4 Ma 2024",
                           "-4 Maret 2024",
                           "+2024-03-04",
                           "2024-03--4",
                           "2024-0a-04",
                           "20240304",
                           "123456-01-01",
                           "4 Maret 2024 4 Maret 2024",
                           "\xEF\xBC\x92"
                           "024-03-04",
                           "a b c d e f g h i j"}) {
    CAPTURE(text);
    CHECK(refusal(text) == ErrorCode::date_not_understood);
  }
  CHECK_THROWS_AS(static_cast<void>(parse_date(std::string_view("2024-03-04\0", 11))), ParseError);
}

TEST_CASE("reading without exceptions tells the same and leaves the day alone") {
  Date day = Date::from_ymd(2030, 1, 1);
  ErrorCode code{};
  CHECK_FALSE(try_parse_date("30 Februari 2024", day, code));
  CHECK(code == ErrorCode::date_does_not_exist);
  CHECK_FALSE(try_parse_iso_date("2024-02-30", day));
  CHECK_FALSE(try_parse_iso_date(" 2024-02-01", day));
  CHECK_FALSE(try_parse_iso_date("2024-02-1", day));
  CHECK_FALSE(try_parse_iso_date("04/03/2024", day));
  CHECK(day == Date::from_ymd(2030, 1, 1));
  CHECK(try_parse_iso_date("2024-02-29", day));
  CHECK(day == Date::from_ymd(2024, 2, 29));
  static_assert(noexcept(try_parse_iso_date({}, day))&& noexcept(try_parse_date({}, day, code)));
}

TEST_CASE("each day of the range survives writing and reading in each notation") {
  int weekday = 6;  // 1 January 2000 was a Saturday
  for (Date day = Date::first();; day = add_days(day, 1)) {
    const std::string slashed = std::to_string(day.day()) + "/" + std::to_string(day.month()) + "/" + std::to_string(day.year());
    const bool holds = parse_date(to_iso(day)) == day && parse_date(to_long(day, Language::id)) == day &&
                       parse_date(to_long(day, Language::en)) == day && parse_date(slashed) == day && day.weekday() == weekday &&
                       Date::from_ymd(day.year(), day.month(), day.day()) == day && Date::from_days(day.days_since_1970()) == day;
    if (!holds) FAIL_CHECK(to_iso(day));
    if (day == Date::last()) break;
    weekday = weekday % 7 + 1;
  }
  CHECK(Date::last() - Date::first() == 36524);
}

TEST_CASE("days are told in both languages") {
  const Date day = parse_date("2024-08-17");
  CHECK(to_long(day, Language::id) == "17 Agustus 2024");
  CHECK(to_long(day, Language::en) == "17 August 2024");
  CHECK(to_long(day) == Message{"17 Agustus 2024", "17 August 2024"});
  CHECK(to_iso(parse_date("5 Januari 2024")) == "2024-01-05");
}

TEST_CASE("adding months keeps the day number or falls back to the month's last day") {
  CHECK(to_iso(add_months(parse_date("2024-11-27"), -5)) == "2024-06-27");
  CHECK(to_iso(add_months(parse_date("2024-05-31"), -3)) == "2024-02-29");
  CHECK(to_iso(add_months(parse_date("2023-05-31"), -3)) == "2023-02-28");
  CHECK(to_iso(add_months(parse_date("2025-01-16"), 3)) == "2025-04-16");
  CHECK(to_iso(add_months(parse_date("2024-01-31"), 1)) == "2024-02-29");
  CHECK(to_iso(add_months(parse_date("2024-12-31"), 2)) == "2025-02-28");
  CHECK(to_iso(add_months(parse_date("2024-01-15"), -1)) == "2023-12-15");
  CHECK(to_iso(add_months(parse_date("2024-03-04"), 0)) == "2024-03-04");
  CHECK(to_iso(add_years(parse_date("2024-02-29"), 1)) == "2025-02-28");
  CHECK(to_iso(add_years(parse_date("2024-02-29"), -4)) == "2020-02-29");
}

TEST_CASE("nothing leaves the range") {
  using enum ErrorCode;
  CHECK(add_days(Date::first(), 36524) == Date::last());
  CHECK(add_months(Date::from_ymd(2000, 1, 31), 1199) == Date::last());
  CHECK(usage_code([] { return add_days(Date::last(), 1); }) == date_out_of_range);
  CHECK(usage_code([] { return add_days(Date::first(), -1); }) == date_out_of_range);
  CHECK(usage_code([] { return add_days(Date::first(), 2147483647); }) == date_out_of_range);
  CHECK(usage_code([] { return add_days(Date::last(), -2147483647 - 1); }) == date_out_of_range);
  CHECK(usage_code([] { return add_months(Date::last(), 1); }) == date_out_of_range);
  CHECK(usage_code([] { return add_months(Date::first(), -1); }) == date_out_of_range);
  CHECK(usage_code([] { return add_months(Date::last(), 2147483647); }) == date_out_of_range);
  CHECK(usage_code([] { return add_months(Date::last(), -2147483647 - 1); }) == date_out_of_range);
  CHECK(usage_code([] { return add_years(Date::last(), 1); }) == date_out_of_range);
  CHECK(usage_code([] { return add_years(Date::last(), 2147483647); }) == date_out_of_range);
  CHECK(usage_code([] { return add_years(Date::first(), -2147483647 - 1); }) == date_out_of_range);
  CHECK(usage_code([] { return Date::from_days(10956); }) == date_out_of_range);
  CHECK(usage_code([] { return Date::from_days(47482); }) == date_out_of_range);
  CHECK(Date::from_days(10957) == Date());
  CHECK(Date::from_days(47481) == Date::last());
}

TEST_CASE("parts that are no day are refused") {
  CHECK_THROWS_AS(static_cast<void>(Date::from_ymd(2024, 2, 30)), ParseError);
  CHECK_THROWS_AS(static_cast<void>(Date::from_ymd(2024, 257, 1)), ParseError);  // 257 is 1 in eight bits
  CHECK_THROWS_AS(static_cast<void>(Date::from_ymd(2024, 1, 257)), ParseError);
  CHECK_THROWS_AS(static_cast<void>(Date::from_ymd(67560, 1, 1)), ParseError);  // 67560 is 2024 in sixteen bits
  CHECK_THROWS_AS(static_cast<void>(Date::from_ymd(2024, -1, 1)), ParseError);
}
