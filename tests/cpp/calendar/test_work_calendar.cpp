#include <vector>

#include <doctest/doctest.h>

#include <libhibah/calendar/work_calendar.hpp>

#include "sample_calendar.hpp"

using namespace hibah;

TEST_CASE("the example of work_calendar.hpp holds") {
  const WorkCalendar calendar = sample_calendar();
  CHECK(calendar.is_working_day(parse_date("2020-05-26")));
  CHECK_FALSE(calendar.as_known_on(parse_date("2020-03-01")).is_working_day(parse_date("2020-05-26")));
  CHECK_THROWS_AS(static_cast<void>(calendar.is_working_day(parse_date("2027-01-04"))), HorizonError);
}

TEST_CASE("a day off says why") {
  const WorkCalendar calendar = sample_calendar();
  CHECK_FALSE(calendar.day_off(parse_date("2025-03-27")).has_value());
  CHECK(calendar.day_off(parse_date("2025-03-30")) == SkippedDay{parse_date("2025-03-30"), SkipReason::weekend, "", ""});
  CHECK(calendar.day_off(parse_date("2025-03-31")) ==
        SkippedDay{parse_date("2025-03-31"), SkipReason::national, "Hari Raya Idul Fitri", "SKB 1017/2/2 2024"});
  CHECK(calendar.day_off(parse_date("2025-03-28"))->why == SkipReason::cuti_bersama);
  CHECK(calendar.day_off(parse_date("2025-03-29"))->name == "Hari Suci Nyepi");  // a Saturday
}

TEST_CASE("cuti bersama counts as the setting says") {
  const WorkCalendar offices = sample_calendar();
  const WorkCalendar working = offices.with_cuti_bersama_working(true);
  CHECK_FALSE(offices.cuti_bersama_is_working());
  CHECK(working.cuti_bersama_is_working());
  CHECK_FALSE(offices.is_working_day(parse_date("2025-03-28")));
  CHECK(working.is_working_day(parse_date("2025-03-28")));
  CHECK_FALSE(working.is_working_day(parse_date("2025-03-31")));
  CHECK(working.with_cuti_bersama_working(false).working_days_between(offices.from(), offices.to()) ==
        offices.working_days_between(offices.from(), offices.to()));
}

TEST_CASE("fourteen working days reach the days that were reckoned by hand") {
  const WorkCalendar offices = sample_calendar();
  const WorkCalendar working = offices.with_cuti_bersama_working(true);
  CHECK(to_iso(offices.add_working_days(parse_date("2025-03-19"), 14)) == "2025-04-17");
  CHECK(to_iso(working.add_working_days(parse_date("2025-03-19"), 14)) == "2025-04-10");
  CHECK(to_iso(offices.add_working_days(parse_date("2024-03-04"), 14)) == "2024-03-26");
  CHECK(to_iso(working.add_working_days(parse_date("2024-03-04"), 14)) == "2024-03-25");
}

TEST_CASE("counting names each day off that it passes over, in order") {
  const WorkCalendar calendar = sample_calendar();
  std::vector<SkippedDay> skipped;
  CHECK(to_iso(calendar.add_working_days(parse_date("2025-03-27"), 1, &skipped)) == "2025-04-08");
  CHECK(skipped.size() == 11);
  CHECK(to_iso(skipped.front().date) == "2025-03-28");
  CHECK(to_iso(skipped.back().date) == "2025-04-07");
  skipped.clear();
  CHECK(to_iso(calendar.add_working_days(parse_date("2025-04-08"), -1, &skipped)) == "2025-03-27");
  CHECK(skipped.size() == 11);
  CHECK(to_iso(skipped.front().date) == "2025-04-07");
  skipped.clear();
  CHECK(calendar.add_working_days(parse_date("2025-03-29"), 0, &skipped) == parse_date("2025-03-29"));
  CHECK(skipped.empty());
}

TEST_CASE("counting on, back and between agree") {
  const WorkCalendar calendar = sample_calendar();
  for (Date day = parse_date("2025-03-01"); day < parse_date("2025-05-01"); day = add_days(day, 1)) {
    for (const int n : {1, 2, 5, 14, 30}) {
      const Date later = calendar.add_working_days(day, n);
      CHECK(calendar.is_working_day(later));
      CHECK(calendar.working_days_between(day, later) == n);
      CHECK(calendar.working_days_between(later, day) == -n);
      if (calendar.is_working_day(day)) CHECK(calendar.add_working_days(later, -n) == day);
    }
    CHECK(calendar.working_days_between(day, day) == 0);
  }
}

TEST_CASE("a question outside the horizon is an error and never a guess") {
  const WorkCalendar calendar = sample_calendar();
  CHECK(calendar.covers(calendar.from()));
  CHECK(calendar.covers(calendar.to()));
  CHECK(calendar.is_working_day(parse_date("2026-12-31")));
  for (const auto* text : {"2018-12-31", "2027-01-01"}) {
    const Date day = parse_date(text);
    CHECK_FALSE(calendar.covers(day));
    CHECK_THROWS_AS(static_cast<void>(calendar.is_working_day(day)), HorizonError);
    CHECK_THROWS_AS(static_cast<void>(calendar.day_off(day)), HorizonError);
    CHECK_THROWS_AS(static_cast<void>(calendar.add_working_days(day, 1)), HorizonError);
    CHECK_THROWS_AS(static_cast<void>(calendar.working_days_between(day, parse_date("2025-01-01"))), HorizonError);
    CHECK_THROWS_AS(static_cast<void>(calendar.working_days_between(parse_date("2025-01-01"), day)), HorizonError);
  }
  CHECK(to_iso(calendar.add_working_days(parse_date("2026-12-30"), 1)) == "2026-12-31");
  CHECK_THROWS_AS(static_cast<void>(calendar.add_working_days(parse_date("2026-12-30"), 2)), HorizonError);
  CHECK_THROWS_AS(static_cast<void>(calendar.add_working_days(parse_date("2019-01-01"), -1)), HorizonError);
  CHECK_THROWS_AS(static_cast<void>(calendar.add_working_days(parse_date("2025-01-01"), -2147483647 - 1)), HorizonError);
}

TEST_CASE("a calendar as known on a day has what was decreed by then") {
  const WorkCalendar now = sample_calendar();
  const Date first_removed = parse_date("2020-05-26");
  const Date added_in_march = parse_date("2020-05-28");
  CHECK(now.is_working_day(first_removed));
  CHECK(now.is_working_day(added_in_march));

  const WorkCalendar before_march = now.as_known_on(parse_date("2020-03-08"));
  CHECK_FALSE(before_march.is_working_day(first_removed));
  CHECK(before_march.is_working_day(added_in_march));
  CHECK(before_march.day_off(first_removed)->decree == "SKB 728/213/01");

  const WorkCalendar in_march = now.as_known_on(parse_date("2020-03-09"));
  CHECK_FALSE(in_march.is_working_day(added_in_march));

  CHECK_FALSE(now.as_known_on(parse_date("2020-04-08")).is_working_day(first_removed));
  CHECK(now.as_known_on(parse_date("2020-04-09")).is_working_day(first_removed));
  CHECK(now.as_known_on(parse_date("2019-08-27")).is_working_day(first_removed));

  CHECK(now.as_known_on(parse_date("2025-08-06")).is_working_day(parse_date("2025-08-18")));
  CHECK_FALSE(now.as_known_on(parse_date("2025-08-07")).is_working_day(parse_date("2025-08-18")));
  CHECK(now.as_known_on(parse_date("2020-03-01")).is_working_day(parse_date("2022-07-11")));    // its removal has no day
  CHECK(now.as_known_on(parse_date("2020-03-01")).holidays().size() == now.holidays().size());  // one in, one out
}

TEST_CASE("local days off are added and count once") {
  const WorkCalendar calendar = sample_calendar();
  const std::vector<Date> days = {parse_date("2024-08-22"), parse_date("2024-08-22"), parse_date("2025-03-31")};
  const WorkCalendar local = calendar.with_local_holidays(days);
  CHECK(calendar.is_working_day(days[0]));
  CHECK(local.day_off(days[0])->why == SkipReason::local);
  CHECK(local.day_off(days[2])->why == SkipReason::national);
  CHECK(local.holidays().size() == calendar.holidays().size() + 2);
  CHECK(local.with_local_holidays(days).holidays().size() == local.holidays().size());
  CHECK_FALSE(local.as_known_on(parse_date("2020-01-01")).is_working_day(days[0]));
  const std::vector<Date> outside = {parse_date("2027-01-04")};
  CHECK_THROWS_AS(static_cast<void>(calendar.with_local_holidays(outside)), HorizonError);
}

TEST_CASE("two holidays on one day are told as the national one, and both are kept") {
  const Date day = parse_date("2021-05-13");
  const WorkCalendar calendar("two", parse_date("2021-01-01"), parse_date("2021-12-31"),
                              {{day, HolidayKind::cuti_bersama, "b", "", "", {}},
                               {day, HolidayKind::national, "a", "", "", {}},
                               {day, HolidayKind::national, "c", "", "", {}}});
  CHECK(calendar.day_off(day)->name == "a");
  CHECK(calendar.holidays().size() == 3);
  CHECK(calendar.holidays()[0].name == "b");
  CHECK(calendar.with_cuti_bersama_working(true).day_off(day)->name == "a");
}

TEST_CASE("a calendar takes no holiday outside its own years") {
  const Date from = parse_date("2024-01-01");
  const Date to = parse_date("2024-12-31");
  const std::vector<Holiday> outside = {{parse_date("2025-01-01"), HolidayKind::national, "", "", "", {}}};
  CHECK_THROWS_AS(WorkCalendar("x", from, to, outside), HorizonError);
  CHECK_THROWS_AS(WorkCalendar("x", from, to, {}, {{outside[0], "", {}}}), HorizonError);
  CHECK_THROWS_AS(WorkCalendar("x", to, from, {}), UsageError);
  const WorkCalendar one_day("x", to, to, {});
  CHECK(one_day.is_working_day(to));
}

TEST_CASE("kinds and reasons have their names in the format") {
  CHECK(name_of(HolidayKind::national) == "national");
  CHECK(name_of(HolidayKind::cuti_bersama) == "cuti_bersama");
  CHECK(name_of(HolidayKind::local) == "local");
  CHECK(name_of(SkipReason::weekend) == "weekend");
  CHECK(name_of(SkipReason::national) == "national");
  CHECK(name_of(SkipReason::cuti_bersama) == "cuti_bersama");
  CHECK(name_of(SkipReason::local) == "local");
}
