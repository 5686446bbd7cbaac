#include <doctest/doctest.h>

#include <libhibah/calendar/date_span.hpp>

using namespace hibah;

namespace {

ErrorCode refusal(std::string_view text) {
  try {
    static_cast<void>(parse_date_span(text));
  } catch (const ParseError& error) {
    return error.code();
  }
  return ErrorCode::count_;
}

}  // namespace

TEST_CASE("the example of date_span.hpp holds") {
  const DateSpan signed_in = parse_date_span("2023-10");
  CHECK(to_iso(signed_in.first) == "2023-10-01");
  CHECK(to_iso(signed_in.last) == "2023-10-31");
  CHECK(is_before(signed_in, parse_date("2023-11-01")) == Truth::yes);
  CHECK(is_before(signed_in, parse_date("2023-10-15")) == Truth::unknown);
  CHECK(is_before(signed_in, parse_date("2023-10-01")) == Truth::no);
}

TEST_CASE("partial dates are the days that they cover") {
  CHECK(parse_date_span("2024-02") == DateSpan(parse_date("2024-02-01"), parse_date("2024-02-29")));
  CHECK(parse_date_span("2023-02") == DateSpan(parse_date("2023-02-01"), parse_date("2023-02-28")));
  CHECK(parse_date_span("April 2024") == DateSpan(parse_date("2024-04-01"), parse_date("2024-04-30")));
  CHECK(parse_date_span(" okt 2023 ") == DateSpan::month(2023, 10));
  CHECK(parse_date_span("2024") == DateSpan(parse_date("2024-01-01"), parse_date("2024-12-31")));
  CHECK(parse_date_span("2099") == DateSpan::year(2099));
  CHECK(parse_date_span("4 Maret 2024") == DateSpan(parse_date("2024-03-04")));
  CHECK(parse_date_span("04/03/2024").is_day());
  CHECK_FALSE(parse_date_span("2024-03").is_day());
}

TEST_CASE("what is no date, month or year is refused with its code") {
  using enum ErrorCode;
  for (const auto* text : {"", "24", "202", "Maret", "2024 Maret", "2024-3", "2024-003", "2024-", "-2024", "2024-03-", "2024..2025",
                           "03/2024", "2024x", "202403", "Maret 24", "Q1 2024", "2024-ab"}) {
    CAPTURE(text);
    CHECK(refusal(text) == date_not_understood);
  }
  for (const auto* text : {"2024-13", "2024-00", "2024-02-30", "30 Februari 2024"}) {
    CAPTURE(text);
    CHECK(refusal(text) == date_does_not_exist);
  }
  for (const auto* text : {"1999", "2100", "99999", "1999-12", "Januari 2100", "99999-01"}) {
    CAPTURE(text);
    CHECK(refusal(text) == date_out_of_range);
  }
}

TEST_CASE("reading without exceptions leaves the span alone where it fails") {
  DateSpan span(parse_date("2030-01-01"));
  ErrorCode code{};
  CHECK_FALSE(try_parse_date_span("2024-13", span, code));
  CHECK(code == ErrorCode::date_does_not_exist);
  CHECK_FALSE(try_parse_date_span("Maret", span, code));
  CHECK(code == ErrorCode::date_not_understood);
  CHECK(span == DateSpan(parse_date("2030-01-01")));
  CHECK(try_parse_date_span("2024-03", span, code));
  CHECK(span == DateSpan::month(2024, 3));
  static_assert(noexcept(try_parse_date_span({}, span, code)));
}

TEST_CASE("spans are told as they were known") {
  for (const auto* text : {"2024-03-04", "2024-03", "2024-12", "2024"}) CHECK(to_iso(parse_date_span(text)) == text);
  const DateSpan other(parse_date("2024-03-04"), parse_date("2024-04-02"));
  CHECK(to_iso(other) == "2024-03-04..2024-04-02");
  CHECK(to_long(parse_date("2024-03-04")) == Message{"4 Maret 2024", "4 March 2024"});
  CHECK(to_long(DateSpan::month(2024, 3)) == Message{"Maret 2024", "March 2024"});
  CHECK(to_long(DateSpan::year(2024)) == Message{"2024", "2024"});
  CHECK(to_long(other) == Message{"4 Maret 2024 s.d. 2 April 2024", "4 March 2024 to 2 April 2024"});
  CHECK(to_iso(DateSpan(parse_date("2024-01-01"), parse_date("2025-12-31"))) == "2024-01-01..2025-12-31");
}

TEST_CASE("a span does not end before it begins") {
  CHECK_THROWS_AS(DateSpan(parse_date("2024-03-05"), parse_date("2024-03-04")), UsageError);
  CHECK_THROWS_AS(static_cast<void>(DateSpan::month(2024, 13)), ParseError);
  CHECK_THROWS_AS(static_cast<void>(DateSpan::month(2024, 0)), ParseError);
  CHECK_THROWS_AS(static_cast<void>(DateSpan::year(2100)), ParseError);
}

TEST_CASE("answers about spans agree with every pair of days") {
  // Goal: yes and no only where each pair says so, against counting them out.
  const Date base = parse_date("2024-03-01");
  const auto span = [base](int from, int to) { return DateSpan(add_days(base, from), add_days(base, to)); };
  const auto counted = [](const DateSpan& a, const DateSpan& b, auto holds) {
    bool always = true;
    bool never = true;
    for (Date x = a.first; x <= a.last; x = add_days(x, 1)) {
      for (Date y = b.first; y <= b.last; y = add_days(y, 1)) (holds(x, y) ? never : always) = false;
    }
    return always ? Truth::yes : never ? Truth::no : Truth::unknown;
  };
  for (int a = 0; a < 4; ++a) {
    for (int b = a; b < 4; ++b) {
      for (int c = 0; c < 4; ++c) {
        for (int d = c; d < 4; ++d) {
          CHECK(is_before(span(a, b), span(c, d)) == counted(span(a, b), span(c, d), [](Date x, Date y) { return x < y; }));
          CHECK(is_on_or_before(span(a, b), span(c, d)) == counted(span(a, b), span(c, d), [](Date x, Date y) { return x <= y; }));
        }
      }
    }
  }
}

TEST_CASE("both is yes only for two yes and no for any no") {
  CHECK(both(Truth::yes, Truth::yes) == Truth::yes);
  CHECK(both(Truth::yes, Truth::unknown) == Truth::unknown);
  CHECK(both(Truth::unknown, Truth::no) == Truth::no);
  CHECK(both(Truth::no, Truth::yes) == Truth::no);
}
