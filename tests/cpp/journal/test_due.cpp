#include <doctest/doctest.h>

#include <libhibah/journal/due.hpp>

#include "../law/sample_stage.hpp"

using namespace hibah;
using sample::stage;

namespace {

using State = Due::State;

Date day(std::string_view text) {
  return parse_date(text);
}

/// Decreed on 26 January 2024 for a vote on 27 November 2024, put off on 1 September to 11 December.
Portfolio office() {
  Portfolio portfolio(WorkCalendar("contoh", day("2023-01-01"), day("2025-12-31"),
                                   {{day("2024-03-11"), HolidayKind::national, "Hari Suci Nyepi", "SKB contoh", "", {}}}));
  portfolio.timetable.id = "contoh";
  portfolio.timetable.versions = {
      {"PKPU 1", day("2024-01-26"), day("2024-11-27"), {stage("CAMPAIGN", day("2024-09-25"), {})}, {}},
      {"PKPU 2", day("2024-09-01"), day("2024-12-11"), {}, {}},
  };
  portfolio.regulation.id = "contoh";
  return portfolio;
}

void add_event(Portfolio& portfolio, std::optional<DateSpan> date) {
  portfolio.events = {{"proposal_of_appointment", date, {}, {}}};
}

Due due(const Portfolio& portfolio, std::string_view deadline, std::string_view signed_on, std::string_view as_of) {
  return due_on(portfolio, parse_deadline(deadline), parse_date_span(signed_on), day(as_of));
}

}  // namespace

TEST_CASE("a limit is counted from the signing, from voting, from a stage, from a year's end and from a day") {
  const Portfolio portfolio = office();
  CHECK(due(portfolio, "signed + 5 working days", "2024-03-04", "2024-06-01").date() == day("2024-03-12"));
  CHECK(due(portfolio, "voting - 5 months", "2023-11-10", "2024-06-01").date() == day("2024-06-27"));
  CHECK(due(portfolio, "stage CAMPAIGN start - 1 days", "2023-11-10", "2024-06-01").date() == day("2024-09-24"));
  CHECK(due(portfolio, "fiscal_year_end 2024", "2023-11-10", "2024-06-01").date() == day("2024-12-31"));
  CHECK(due(portfolio, "2024-05-01 + 1 months", "2023-11-10", "2024-06-01").date() == day("2024-06-01"));
}

TEST_CASE("the days off that were passed over come with the day") {
  const Due five = due(office(), "signed + 5 working days", "2024-03-04", "2024-06-01");
  REQUIRE(five.reckoning.skipped.size() == 3);
  CHECK(five.reckoning.anchor == day("2024-03-04"));
  CHECK(five.reckoning.skipped[2] == SkippedDay{day("2024-03-11"), SkipReason::national, "Hari Suci Nyepi", "SKB contoh"});
}

TEST_CASE("voting day is the one that was decreed on the day of the question") {
  const Portfolio portfolio = office();
  CHECK(due(portfolio, "voting", "2023-11-10", "2024-08-31").date() == day("2024-11-27"));
  CHECK(due(portfolio, "voting", "2023-11-10", "2024-09-01").date() == day("2024-12-11"));
  CHECK(due(portfolio, "voting", "2023-11-10", "2024-01-25").state == State::not_evaluable);
  CHECK(due(portfolio, "voting", "2023-11-10", "2024-01-26").is_known());
}

TEST_CASE("a stage without that date, or of no decree, leaves the limit unknown") {
  const Portfolio portfolio = office();
  const Due open = due(portfolio, "stage CAMPAIGN end", "2023-11-10", "2024-06-01");
  CHECK(open.state == State::not_evaluable);
  CHECK(open.reason.en.find("CAMPAIGN") != std::string::npos);
  CHECK(open.reason.id.find("CAMPAIGN") != std::string::npos);
  CHECK(due(portfolio, "stage QUIET start", "2023-11-10", "2024-06-01").state == State::not_evaluable);
  CHECK(due(portfolio, "stage CAMPAIGN start", "2023-11-10", "2024-01-25").state == State::not_evaluable);
  CHECK(due(portfolio, "stage CAMPAIGN start", "2023-11-10", "2024-10-01").date() == day("2024-09-25"));
}

TEST_CASE("what hangs on an event that has not happened is no matter up to voting day, and unknown after it") {
  Portfolio portfolio = office();
  constexpr std::string_view limit = "event proposal_of_appointment + 3 months";
  CHECK(due(portfolio, limit, "2023-11-10", "2024-12-11").state == State::not_applicable);
  CHECK(due(portfolio, limit, "2023-11-10", "2024-12-12").state == State::not_evaluable);
  add_event(portfolio, std::nullopt);
  CHECK(due(portfolio, limit, "2023-11-10", "2024-12-11").state == State::not_applicable);
  CHECK(due(portfolio, limit, "2023-11-10", "2024-12-12").state == State::not_evaluable);
  add_event(portfolio, day("2025-01-12"));
  CHECK(due(portfolio, limit, "2023-11-10", "2024-12-11").state == State::not_applicable);
  CHECK(due(portfolio, limit, "2023-11-10", "2025-01-11").state == State::not_evaluable);
  CHECK(due(portfolio, limit, "2023-11-10", "2025-01-12").date() == day("2025-04-12"));
}

TEST_CASE("an event of a month gives a span once the month is over, and while it runs nothing is known") {
  Portfolio portfolio = office();
  add_event(portfolio, DateSpan::month(2025, 1));
  CHECK(due(portfolio, "event proposal_of_appointment", "2023-11-10", "2025-01-30").state == State::not_evaluable);
  CHECK(due(portfolio, "event proposal_of_appointment", "2023-11-10", "2025-01-31").date() == DateSpan::month(2025, 1));
  CHECK(due(portfolio, "event proposal_of_appointment + 1 days", "2023-11-10", "2025-01-31").date() ==
        DateSpan(day("2025-01-02"), day("2025-02-01")));
}

TEST_CASE("a limit before the signing does not apply, one on its day does") {
  const Portfolio portfolio = office();
  CHECK(due(portfolio, "voting - 5 months", "2024-06-28", "2024-08-01").state == State::not_applicable);
  CHECK(due(portfolio, "voting - 5 months", "2024-06-27", "2024-08-01").is_known());
  CHECK(due(portfolio, "voting - 5 months", "2024-06", "2024-08-01").state == State::not_evaluable);
  CHECK(due(portfolio, "2024-06-30", "2024-06", "2024-08-01").is_known());
  CHECK(due(portfolio, "2024-05-31", "2024-06", "2024-08-01").state == State::not_applicable);
}

TEST_CASE("a limit counted from a signing of a month is a span and comes after it all the same") {
  const Portfolio portfolio = office();
  const Due span = due(portfolio, "signed + 14 days", "2024-06", "2024-08-01");
  REQUIRE(span.is_known());
  CHECK(span.date() == DateSpan(day("2024-06-15"), day("2024-07-14")));
  CHECK(due(portfolio, "signed", "2024-06", "2024-08-01").is_known());
  CHECK(due(portfolio, "signed - 1 days", "2024-06", "2024-08-01").state == State::not_applicable);
}

TEST_CASE("working days past the calendar's years, and days past 2099, are unknown and not guessed") {
  const Portfolio portfolio = office();
  CHECK(due(portfolio, "2025-12-31 - 1 working days", "2023-11-10", "2024-08-01").date() == day("2025-12-30"));
  CHECK(due(portfolio, "2025-12-31 + 1 working days", "2023-11-10", "2024-08-01").state == State::not_evaluable);
  CHECK(due(portfolio, "2025-12-31 + 1 days", "2023-11-10", "2024-08-01").date() == day("2026-01-01"));
  CHECK(due(portfolio, "2099-12-31 + 1 days", "2023-11-10", "2024-08-01").state == State::not_evaluable);
  CHECK(due(portfolio, "2099-12-31", "2023-11-10", "2024-08-01").is_known());
}

TEST_CASE("the agreement's own limit comes before the regulation's, and without either nothing is known") {
  Portfolio portfolio = office();
  Grant grant;
  grant.signed_on = day("2023-11-10");
  const Date as_of = day("2024-08-01");
  CHECK(use_until(portfolio, grant, as_of).state == State::not_evaluable);
  CHECK(report_due(portfolio, grant, as_of).state == State::not_evaluable);
  CHECK(return_due(portfolio, grant, as_of).state == State::not_evaluable);
  CHECK(return_due(portfolio, grant, as_of).reason.en.find("contoh") != std::string::npos);
  portfolio.regulation.use_until = parse_deadline("2025-01-01");
  portfolio.regulation.report_due = parse_deadline("2025-02-01");
  portfolio.regulation.return_due = parse_deadline("2025-03-01");
  CHECK(use_until(portfolio, grant, as_of).date() == day("2025-01-01"));
  CHECK(report_due(portfolio, grant, as_of).date() == day("2025-02-01"));
  CHECK(return_due(portfolio, grant, as_of).date() == day("2025-03-01"));
  grant.use_until = parse_deadline("2025-05-01");
  grant.report_due = parse_deadline("2025-06-01");
  grant.return_due = parse_deadline("2025-07-01");
  CHECK(use_until(portfolio, grant, as_of).date() == day("2025-05-01"));
  CHECK(report_due(portfolio, grant, as_of).date() == day("2025-06-01"));
  CHECK(return_due(portfolio, grant, as_of).date() == day("2025-07-01"));
}
