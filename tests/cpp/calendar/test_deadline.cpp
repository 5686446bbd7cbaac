#include <string>

#include <doctest/doctest.h>

#include <libhibah/calendar/deadline.hpp>

#include "sample_calendar.hpp"

using namespace hibah;

namespace {

std::string reckoned(std::string_view text) {
  return to_iso(reckon(parse_deadline(text), sample_calendar()).date);
}

/// The code with which `text` is refused; `count_` where it is read.
ErrorCode refusal(std::string_view text) {
  try {
    static_cast<void>(parse_deadline(text));
  } catch (const ParseError& error) {
    return error.code();
  }
  return ErrorCode::count_;
}

}  // namespace

TEST_CASE("the example of deadline.hpp holds") {
  const WorkCalendar calendar = sample_calendar();
  const Reckoning r = reckon(parse_deadline("2025-03-19 + 14 working days"), calendar);
  CHECK(to_iso(r.date) == "2025-04-17");
  CHECK(r.skipped.size() == 15);
  CHECK(to_iso(reckon(parse_deadline("2024-11-27 - 5 months"), calendar).date) == "2024-06-27");
}

TEST_CASE("the case study across Idul Fitri 2025 is as told") {
  const WorkCalendar calendar = sample_calendar();
  const Deadline deadline = parse_deadline("signed + 14 working days");
  const Reckoning r = reckon(deadline, parse_date("2025-03-19"), calendar);
  CHECK(to_iso(r.date) == "2025-04-17");
  CHECK(parse_date("2025-04-17").weekday() == 4);
  std::string told;
  for (const auto& day : r.skipped) told += to_iso(day.date).substr(5) + " " + std::string(name_of(day.why)) + "\n";
  CHECK(told ==
        "03-22 weekend\n03-23 weekend\n03-28 cuti_bersama\n03-29 national\n03-30 weekend\n03-31 national\n04-01 national\n04-02 "
        "cuti_bersama\n"
        "04-03 cuti_bersama\n04-04 cuti_bersama\n04-05 weekend\n04-06 weekend\n04-07 cuti_bersama\n04-12 weekend\n04-13 weekend\n");
  CHECK(to_iso(reckon(deadline, parse_date("2025-03-19"), calendar.with_cuti_bersama_working(true)).date) == "2025-04-10");
  CHECK(reckoned("2025-03-19 + 14 days") == "2025-04-02");
}

TEST_CASE("anchors are read") {
  CHECK(parse_deadline("signed").anchor == AnchorKind::signed_day);
  CHECK(parse_deadline("voting - 5 months").anchor == AnchorKind::voting);
  const Deadline start = parse_deadline("stage CAMPAIGN start");
  CHECK(start.anchor == AnchorKind::stage_start);
  CHECK(start.name == "CAMPAIGN");
  CHECK(parse_deadline("stage CAMPAIGN end + 3 days").anchor == AnchorKind::stage_end);
  const Deadline event = parse_deadline("event proposal_of_appointment + 3 months");
  CHECK(event.anchor == AnchorKind::event);
  CHECK(event.name == "proposal_of_appointment");
  const Deadline year_end = parse_deadline("fiscal_year_end 2023");
  CHECK(year_end.anchor == AnchorKind::fiscal_year_end);
  CHECK(year_end.year == 2023);
  for (const auto* text : {"2024-11-27 - 5 months", "27 November 2024 - 5 months", "27/11/2024 - 5 months"}) {
    const Deadline deadline = parse_deadline(text);
    CHECK(deadline.anchor == AnchorKind::date);
    CHECK(deadline.date == parse_date("2024-11-27"));
    CHECK(deadline.count == -5);
    CHECK(deadline.unit == OffsetUnit::months);
    CHECK(deadline.text == text);
  }
}

TEST_CASE("offsets are read in each unit, singular and plural, with any blanks") {
  const auto unit = [](std::string_view text) { return parse_deadline(text).unit; };
  CHECK(unit("signed + 1 day") == OffsetUnit::days);
  CHECK(unit("signed + 2 days") == OffsetUnit::days);
  CHECK(unit("signed + 1 working day") == OffsetUnit::working_days);
  CHECK(unit("signed + 14 working days") == OffsetUnit::working_days);
  CHECK(unit("signed + 1 month") == OffsetUnit::months);
  CHECK(unit("signed + 1 year") == OffsetUnit::years);
  CHECK(unit("signed + 3 years") == OffsetUnit::years);
  const Deadline spaced = parse_deadline("  signed \t +\xC2\xA0 014   working\n days ");
  CHECK(spaced.count == 14);
  CHECK(spaced.unit == OffsetUnit::working_days);
  CHECK(spaced.text.front() == 's');
  CHECK(parse_deadline("signed + 0 days").count == 0);
  CHECK(parse_deadline("signed - 10000 days").count == -10000);
  CHECK(parse_deadline("signed").count == 0);
}

TEST_CASE("what is no deadline is refused with its code") {
  using enum ErrorCode;
  for (const auto* text : {"",
                           "  ",
                           "+ 14 days",
                           "-",
                           "signed +",
                           "signed + days",
                           "signed + 14",
                           "signed+14 days",
                           "signed +14 days",
                           "signed + 14days",
                           "14 days after signing",
                           "signed + 14 hari",
                           "signed + 14 working months",
                           "signed + 14 working",
                           "signed + working 14 days",
                           "signed + 14 days days",
                           "signed + 14 days + 1 month",
                           "Signed",
                           "signed signed",
                           "voting day",
                           "stage CAMPAIGN",
                           "stage CAMPAIGN middle",
                           "stage start",
                           "stage A B start",
                           "stage A-B start",
                           "event",
                           "event a b",
                           "event caf\xC3\xA9",
                           "fiscal_year_end",
                           "fiscal_year_end 23",
                           "fiscal_year_end x",
                           "2024-03",
                           "2024",
                           "Maret 2024 + 1 day",
                           "2024-11-27-5 months",
                           "2024-11-27 -5 months",
                           "2024-11-27- 5 months",
                           "2024-11-27 \xE2\x88\x92 5 months",
                           "a b c d e f g h i j k"}) {
    CAPTURE(text);
    CHECK(refusal(text) == deadline_not_understood);
  }
  for (const auto* text : {"signed + 10001 days", "signed + 1.5 months", "signed + x days", "signed + -3 days",
                           "signed + 99999999999999999999 days", "signed + empat belas days"}) {
    CAPTURE(text);
    CHECK(refusal(text) ==
          (std::string_view(text).find("empat") == std::string_view::npos ? number_not_understood : deadline_not_understood));
  }
  CHECK(refusal("2024-02-30 + 1 days") == date_does_not_exist);
  CHECK(refusal("30 Februari 2024") == date_does_not_exist);
  CHECK(refusal("1999-12-31 + 1 days") == date_out_of_range);
  CHECK(refusal("fiscal_year_end 1999") == date_out_of_range);
  CHECK(refusal("fiscal_year_end 2100") == date_out_of_range);
}

TEST_CASE("a refusal says where reading stopped and what the grammar is") {
  try {
    static_cast<void>(parse_deadline("signed + 14 hari"));
    FAIL("read");
  } catch (const ParseError& error) {
    CHECK(error.offset() == 12);
    CHECK(error.problems().front().hint == "ANCHOR [+|- N days | working days | months | years]");
  }
  try {
    static_cast<void>(parse_deadline("signing + 14 days"));
    FAIL("read");
  } catch (const ParseError& error) {
    CHECK(error.offset() == 0);
    CHECK(error.problems().front().hint.find("fiscal_year_end YYYY") != std::string::npos);
  }
  try {
    static_cast<void>(parse_deadline("signed + 10001 days"));
    FAIL("read");
  } catch (const ParseError& error) {
    CHECK(error.offset() == 9);
    CHECK(error.problems().front().hint == "0..10000");
  }
}

TEST_CASE("deadlines of the sources are reckoned as computed by hand") {
  CHECK(reckoned("2024-03-04 + 14 working days") == "2024-03-26");
  CHECK(reckoned("27 November 2024 - 4 months") == "2024-07-27");  // a Saturday: not moved
  CHECK(reckoned("2020-12-09 - 5 months") == "2020-07-09");
  CHECK(reckoned("2025-04-19 - 5 months") == "2024-11-19");
  CHECK(reckoned("2025-02-24 + 60 days") == "2025-04-25");
  CHECK(reckoned("2024-05-31 - 3 months") == "2024-02-29");
  CHECK(reckoned("2023-05-31 - 3 months") == "2023-02-28");
  CHECK(reckoned("fiscal_year_end 2023") == "2023-12-31");
  CHECK(reckoned("fiscal_year_end 2023 + 1 month") == "2024-01-31");
  CHECK(reckoned("2024-02-29 + 1 year") == "2025-02-28");
  CHECK(reckoned("2025-04-17 - 14 working days") == "2025-03-19");
}

TEST_CASE("a partial anchor gives the span from its first day's to its last day's deadline") {
  const WorkCalendar calendar = sample_calendar();
  const Reckoning months = reckon(parse_deadline("signed + 1 month"), DateSpan::month(2024, 1), calendar);
  CHECK(months.anchor == DateSpan::month(2024, 1));
  CHECK(to_iso(months.date) == "2024-02");
  const Reckoning working = reckon(parse_deadline("signed + 14 working days"), DateSpan::month(2025, 3), calendar);
  CHECK(to_iso(working.date.first) == "2025-03-20");
  CHECK(to_iso(working.date.last) == "2025-04-28");
  REQUIRE_FALSE(working.skipped.empty());
  CHECK(to_iso(working.skipped.front().date) == "2025-04-01");  // of the last anchor day, 31 March
  CHECK(to_iso(reckon(parse_deadline("signed"), DateSpan::year(2023), calendar).date) == "2023");
}

TEST_CASE("what cannot be reckoned is an error") {
  const WorkCalendar calendar = sample_calendar();
  CHECK_THROWS_AS(static_cast<void>(reckon(parse_deadline("2026-12-30 + 14 working days"), calendar)), HorizonError);
  CHECK_THROWS_AS(static_cast<void>(reckon(parse_deadline("2018-12-31 + 1 working day"), calendar)), HorizonError);
  CHECK_THROWS_AS(static_cast<void>(reckon(parse_deadline("signed + 1 working day"), DateSpan::year(2018), calendar)), HorizonError);
  CHECK_THROWS_AS(static_cast<void>(reckon(parse_deadline("2099-12-31 + 1 day"), calendar)), UsageError);
  CHECK_THROWS_AS(static_cast<void>(reckon(parse_deadline("2000-01-01 - 10000 years"), calendar)), UsageError);
  for (const auto* text : {"signed", "voting", "stage VOTE end", "event x"}) {
    CHECK_THROWS_AS(static_cast<void>(reckon(parse_deadline(text), calendar)), UsageError);
  }
}
