#include <doctest/doctest.h>

#include <libhibah/reports/schedule.hpp>

#include "sample_portfolio.hpp"

using namespace hibah;
using namespace hibah::sample;

namespace {

/// One grant of Rp1.000, 40 % due on 15 March 2024 and 60 % five months before the vote (27 June 2024).
Portfolio two_tranches(std::string_view signed_on = "2024-03-01") {
  return portfolio({grant("kpu", signed_on, 1000, {tranche(1, "40%", "2024-03-15"), tranche(2, "60%", "voting - 5 months")})});
}

Line paid(std::string_view date, std::int64_t rupiah, int number) {
  return {.date = date, .kind = EntryKind::disbursement, .rupiah = rupiah, .tranche = number};
}

const std::vector<std::string_view> outcome{"due", "disbursed", "completed_on", "days_late", "state"};

std::vector<std::string> outcomes(const Portfolio& portfolio, std::string_view as_of) {
  return rows_of(schedule(portfolio, day(as_of)), outcome);
}

std::string reason(const Portfolio& portfolio, std::string_view as_of, std::size_t row, Language language = Language::en) {
  return text_of(schedule(portfolio, day(as_of), language).column("reason")->cells[row]);
}

}  // namespace

TEST_CASE("the schedule has its columns in order and no control totals") {
  const Table table = schedule(two_tranches(), day("2024-03-02"));
  std::vector<std::string> names;
  for (const Column& column : table.columns) names.push_back(column.name);
  CHECK(names == std::vector<std::string>{"grant", "tranche", "share", "planned", "due", "disbursed", "completed_on", "days_late", "state",
                                          "reason"});
  CHECK(table.totals.empty());
  CHECK(table.column("days_late")->unit == "day");
}

TEST_CASE("shares become planned amounts and stay as written") {
  const Table table = schedule(two_tranches(), day("2024-03-02"));
  CHECK(rows_of(table, {"grant", "tranche", "share", "planned"}) == std::vector<std::string>{"kpu|1|40%|400", "kpu|2|60%|600"});
}

TEST_CASE("a tranche that was written as an amount has no share") {
  Portfolio p = two_tranches();
  p.grants[0].tranches[0].share.reset();
  p.grants[0].tranches[0].amount = Rupiah::from_rupiah(400);
  CHECK(rows_of(schedule(p, day("2024-03-02")), {"share", "planned"}).front() == "null|400");
}

TEST_CASE("a tranche paid on its due day is paid, one day later it is paid late") {
  Portfolio p = two_tranches();
  set_journal(p, {paid("2024-03-15", 400, 1)});
  CHECK(outcomes(p, "2024-03-15").front() == "2024-03-15|400|2024-03-15|0|paid");
  set_journal(p, {paid("2024-03-16", 400, 1)});
  CHECK(outcomes(p, "2024-03-16").front() == "2024-03-15|400|2024-03-16|1|paid_late");
  set_journal(p, {paid("2024-03-26", 400, 1)});
  CHECK(outcomes(p, "2024-09-03").front() == "2024-03-15|400|2024-03-26|11|paid_late");
}

TEST_CASE("an unpaid tranche is upcoming up to its due day and overdue from the day after") {
  Portfolio p = two_tranches();
  set_journal(p, {});
  CHECK(outcomes(p, "2024-03-15").front() == "2024-03-15|0|null|null|upcoming");
  CHECK(outcomes(p, "2024-03-16").front() == "2024-03-15|0|null|1|overdue");
}

TEST_CASE("a tranche of which one rupiah is missing is part paid, and overdue after its due day") {
  Portfolio p = two_tranches();
  set_journal(p, {paid("2024-03-10", 399, 1)});
  CHECK(outcomes(p, "2024-03-15").front() == "2024-03-15|399|null|null|part_paid");
  CHECK(outcomes(p, "2024-03-18").front() == "2024-03-15|399|null|3|overdue");
}

TEST_CASE("money of later days does not exist yet") {
  Portfolio p = two_tranches();
  set_journal(p, {paid("2024-03-10", 400, 1)});
  CHECK(outcomes(p, "2024-03-09").front() == "2024-03-15|0|null|null|upcoming");
}

TEST_CASE("a reversed disbursement is not paid") {
  Portfolio p = two_tranches();
  set_journal(p, {{.date = "2024-03-10", .kind = EntryKind::disbursement, .rupiah = 400, .tranche = 1, .id = "D1"},
                  {.date = "2024-03-11", .kind = EntryKind::reversal, .rupiah = 400, .reverses = "D1"}});
  CHECK(outcomes(p, "2024-03-12").front() == "2024-03-15|0|null|null|upcoming");
}

TEST_CASE("a payment of which only the month is known completes without a day, and decides only what is certain") {
  Portfolio p = two_tranches();
  set_journal(p, {paid("2024-03", 400, 1)});
  CHECK(outcomes(p, "2024-09-03").front() == "2024-03-15|400|null|null|unknown");
  CHECK(reason(p, "2024-09-03", 0).find("March 2024") != std::string::npos);

  set_journal(p, {paid("2024-04", 400, 1)});  // late on every day of April, by an unknown number of days
  CHECK(outcomes(p, "2024-09-03").front() == "2024-03-15|400|null|null|paid_late");

  p.grants[0].tranches[0].due = parse_deadline("2024-04-30");
  CHECK(outcomes(p, "2024-09-03").front() == "2024-04-30|400|null|0|paid");
}

TEST_CASE("within the month of a month-only payment it is unknown whether it exists") {
  Portfolio p = two_tranches();
  set_journal(p, {paid("2024-03", 400, 1)});
  CHECK(outcomes(p, "2024-03-14").front() == "2024-03-15|0|null|null|unknown");
  set_journal(p, {paid("2024-03", 100, 1)});
  CHECK(outcomes(p, "2024-03-14").front() == "2024-03-15|0|null|null|unknown");
  CHECK(outcomes(p, "2024-03-31").front() == "2024-03-15|100|null|16|overdue");
}

TEST_CASE("a due day that hangs on a month is null, and its reason names the span") {
  Portfolio p = portfolio({grant("kpu", "2023-10", 1000, {tranche(1, "100%", "signed + 14 days")})});
  set_journal(p, {paid("2024-03-01", 1000, 1)});
  CHECK(outcomes(p, "2024-09-03").front() == "null|1000|2024-03-01|null|paid_late");
  const std::string said = reason(p, "2024-09-03", 0);
  CHECK(said.find("15 October 2023") != std::string::npos);
  CHECK(said.find("14 November 2023") != std::string::npos);
  CHECK(said.find("counted from October 2023") != std::string::npos);
  CHECK(reason(p, "2024-09-03", 0, Language::id).find("15 Oktober 2023") != std::string::npos);
}

TEST_CASE("a span of due days that has passed only in part leaves the state unknown") {
  Portfolio p = portfolio({grant("kpu", "2023-10", 1000, {tranche(1, "100%", "signed + 14 days")})});
  set_journal(p, {});
  CHECK(outcomes(p, "2023-11-01").front() == "null|0|null|null|unknown");
  CHECK(outcomes(p, "2023-11-14").front() == "null|0|null|null|unknown");
  CHECK(outcomes(p, "2023-11-15").front() == "null|0|null|null|overdue");
}

TEST_CASE("a due day before the signing does not apply") {
  Portfolio p = two_tranches("2024-07-01");
  p.grants[0].tranches[0].due = parse_deadline("2024-06-30");
  set_journal(p, {});
  CHECK(outcomes(p, "2024-09-03").front() == "null|0|null|null|not_applicable");
  CHECK(reason(p, "2024-09-03", 0).find("before the signing") != std::string::npos);
  set_journal(p, {paid("2024-08-01", 100, 1)});
  CHECK(outcomes(p, "2024-09-03").front() == "null|100|null|null|part_paid");
  set_journal(p, {paid("2024-08-01", 400, 1)});
  CHECK(outcomes(p, "2024-09-03").front() == "null|400|2024-08-01|null|paid");
}

TEST_CASE("a due day that cannot be reckoned leaves the state unknown, paid or not") {
  Portfolio p = two_tranches();
  p.timetable.versions.clear();
  set_journal(p, {paid("2024-03-15", 600, 2)});
  CHECK(outcomes(p, "2024-03-20").back() == "null|600|2024-03-15|null|unknown");
  CHECK(reason(p, "2024-03-20", 1).find("pilkada-contoh") != std::string::npos);
}

TEST_CASE("without a journal nothing is said of payments, but plan and due day are") {
  const Portfolio p = two_tranches();
  CHECK(outcomes(p, "2024-09-03") == std::vector<std::string>{"2024-03-15|null|null|null|unknown", "2024-06-27|null|null|null|unknown"});
  CHECK(reason(p, "2024-09-03", 0) == "file journal.csv is not there");
}

TEST_CASE("disbursements that are not recorded in full are unknown") {
  Portfolio p = two_tranches();
  p.grants[0].recorded = {EntryKind::realisation};
  set_journal(p, {paid("2024-03-15", 400, 1)});
  CHECK(outcomes(p, "2024-09-03").front() == "2024-03-15|null|null|null|unknown");
  CHECK(reason(p, "2024-09-03", 0).find("recorded") != std::string::npos);
}

TEST_CASE(
    "a disbursement without a tranche number leaves a grant of several tranches unknown, and belongs to the only tranche of another") {
  Portfolio p = two_tranches();
  set_journal(p, {paid("2024-03-10", 400, 0)});
  CHECK(outcomes(p, "2024-09-03").front() == "2024-03-15|null|null|null|unknown");
  CHECK(reason(p, "2024-09-03", 0).find("journal.csv:2") != std::string::npos);

  set_journal(p, {paid("2024-03-10", 400, 0)}, {JournalColumn::tranche});
  CHECK(reason(p, "2024-09-03", 0) == "the journal has no column tranche");

  Portfolio one = portfolio({grant("kpu", "2024-03-01", 1000, {tranche(1, "100%", "2024-03-15")})});
  set_journal(one, {paid("2024-03-10", 1000, 0)});
  CHECK(outcomes(one, "2024-09-03").front() == "2024-03-15|1000|2024-03-10|0|paid");
}

TEST_CASE("a grant is not there before its signing, and unknown within a month that holds the day") {
  const Portfolio p = two_tranches();
  CHECK(schedule(p, day("2024-02-29")).rows() == 0);
  CHECK(schedule(p, day("2024-03-01")).rows() == 2);
  const Portfolio month = two_tranches("2024-03");
  CHECK(schedule(month, day("2024-02-29")).rows() == 0);
  CHECK(rows_of(schedule(month, day("2024-03-30")), {"grant", "tranche", "planned", "state"}) ==
        std::vector<std::string>{"kpu|null|null|unknown"});
  CHECK(reason(month, "2024-03-30", 0).find("March 2024") != std::string::npos);
  CHECK(schedule(month, day("2024-03-31")).rows() == 2);
}

TEST_CASE("a grant without tranches has one row that says so") {
  const Portfolio p = portfolio({grant("polres", "2024-03-04", 1000)});
  CHECK(rows_of(schedule(p, day("2024-09-03"), Language::en)) ==
        std::vector<std::string>{"polres|null|null|null|null|null|null|null|unknown|the agreement states no tranches"});
}

TEST_CASE("the tranches in force are those of the newest addendum, and unknown while its day is") {
  Portfolio p = two_tranches();
  Addendum addendum;
  addendum.number = "1";
  addendum.signed_on = parse_date_span("2024-05");
  addendum.amount = Rupiah::from_rupiah(1500);
  addendum.tranches = {tranche(1, "40%", "2024-03-15"), tranche(2, "40%", "voting - 5 months"), tranche(3, "20%", "signed + 10 days")};
  p.grants[0].addenda.push_back(addendum);
  set_journal(p, {});
  CHECK(schedule(p, day("2024-04-30")).rows() == 2);
  CHECK(rows_of(schedule(p, day("2024-05-15")), {"tranche", "state"}) == std::vector<std::string>{"null|unknown"});
  CHECK(rows_of(schedule(p, day("2024-06-01")), {"tranche", "planned"}) == std::vector<std::string>{"1|600", "2|600", "3|300"});
}

TEST_CASE("states have stable names") {
  const std::vector<TrancheStatus> states{TrancheStatus::paid,     TrancheStatus::paid_late, TrancheStatus::part_paid,
                                          TrancheStatus::upcoming, TrancheStatus::overdue,   TrancheStatus::not_applicable,
                                          TrancheStatus::unknown};
  std::string names;
  for (const TrancheStatus state : states) names += std::string(name_of(state)) + " ";
  CHECK(names == "paid paid_late part_paid upcoming overdue not_applicable unknown ");
}
