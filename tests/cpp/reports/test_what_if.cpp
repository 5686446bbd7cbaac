#include <doctest/doctest.h>

#include <libhibah/reports/what_if.hpp>

#include "sample_portfolio.hpp"

using namespace hibah;
using namespace hibah::sample;

namespace {

/// One grant of Rp1.000 whose first tranche was paid; the second is due five months before the vote of 27 November 2024.
Portfolio half_paid() {
  Portfolio out = portfolio({grant("kpu", "2024-03-01", 1000, {tranche(1, "40%", "2024-03-15"), tranche(2, "60%", "voting - 5 months")})});
  set_journal(out, {{.date = "2024-03-10", .kind = EntryKind::disbursement, .rupiah = 400, .tranche = 1}});
  return out;
}

const std::vector<std::string_view> plain{"grant", "tranche", "item", "side", "date", "state", "amount", "days"};

Table asked(const Portfolio& before, const Portfolio& after, std::string_view as_of) {
  return what_if(before, after, builtin_catalogue(), {.as_of = day(as_of), .language = Language::en, .threads = 1});
}

/// The rows of one item.
std::vector<std::string> rows_about(const Table& table, std::string_view item) {
  std::vector<std::string> rows;
  for (const std::string& row : rows_of(table, plain)) {
    if (row.find("|" + std::string(item) + "|") != std::string::npos) rows.push_back(row);
  }
  return rows;
}

}  // namespace

TEST_CASE("nothing changes where nothing was supposed, and all that is the same is counted") {
  const Table table = asked(half_paid(), half_paid(), "2024-07-01");
  CHECK(table.rows() == 0);
  REQUIRE(table.notes.size() == 1);
  CHECK(table.notes[0].en.starts_with("Unchanged: 5 deadlines and "));
}

TEST_CASE("a later vote moves the due day, the state of the tranche and its finding") {
  const Portfolio before = half_paid();
  const Table table = asked(before, with_voting(before, day("2025-02-27"), day("2024-07-01")), "2024-07-01");
  CHECK(rows_about(table, "due") ==
        std::vector<std::string>{"kpu|2|due|before|2024-06-27|overdue|600|4", "kpu|2|due|after|2024-09-27|upcoming|600|null"});
  CHECK(rows_about(table, "T202") ==
        std::vector<std::string>{"kpu|2|T202|before|null|fail|-600|null", "kpu|2|T202|after|null|none|null|null"});
  CHECK(rows_of(table, {"reason"})[0] == "voting - 5 months");
  CHECK(table.notes[0].en == "Voting day: 27 November 2024, supposed 27 February 2025.");
  CHECK(table.notes[1].en == "The dates of the stages do not move with it.");
}

TEST_CASE("an earlier vote brings a finding that was not there") {
  const Portfolio before = half_paid();
  const Table table = asked(before, with_voting(before, day("2024-10-27"), day("2024-06-01")), "2024-06-01");
  CHECK(rows_about(table, "T202") ==
        std::vector<std::string>{"kpu|2|T202|before|null|none|null|null", "kpu|2|T202|after|null|fail|-600|null"});
}

TEST_CASE("a moved vote leaves stages, earlier days and later decrees as they are") {
  Portfolio before = half_paid();
  before.timetable.versions[0].stages.push_back({"CAMPAIGN", "", "", day("2024-09-25"), day("2024-11-23"), true, "", ""});
  before.timetable.versions.push_back({"PKPU kemudian", day("2024-10-01"), day("2024-12-04"), {}, {}});
  const Portfolio after = with_voting(before, day("2025-02-27"), day("2024-07-01"));
  CHECK(after.timetable.voting_on(day("2024-06-30")) == day("2024-11-27"));
  CHECK(after.timetable.voting_on(day("2024-07-01")) == day("2025-02-27"));
  CHECK(after.timetable.voting_on(day("2024-10-01")) == day("2024-12-04"));
  CHECK(after.timetable.stage_on("CAMPAIGN", day("2024-07-01"))->start == day("2024-09-25"));
  CHECK(before.timetable.versions.size() == 2);
}

TEST_CASE("a vote can be supposed before any decree is effective") {
  const Portfolio before = half_paid();  // the timetable is effective from 26 January 2024
  const Portfolio after = with_voting(before, day("2024-11-13"), day("2023-12-01"));
  CHECK_FALSE(before.timetable.voting_on(day("2023-12-01")));
  CHECK(after.timetable.voting_on(day("2023-12-01")) == day("2024-11-13"));
}

TEST_CASE("a limit of the regulation that only one side has stands as none on the other") {
  Portfolio before = half_paid();
  Portfolio after = before;
  before.regulation.schedules.push_back(
      {{Role::organiser},
       {{parse_share("40%"), parse_deadline("signed + 1 days")}, {parse_share("10%"), parse_deadline("voting - 1 months")}}});
  after.regulation.schedules.push_back({{Role::organiser}, {{parse_share("40%"), parse_deadline("signed + 2 days")}}});
  after.regulation.id = "lain";
  const Table table = asked(before, after, "2024-03-02");
  CHECK(rows_about(table, "legal_limit") == std::vector<std::string>{"kpu|1|legal_limit|before|2024-03-02|known|null|null",
                                                                     "kpu|1|legal_limit|after|2024-03-03|known|null|null",
                                                                     "kpu|2|legal_limit|before|2024-10-27|known|null|null",
                                                                     "kpu|2|legal_limit|after|null|none|null|null"});
  CHECK(rows_of(table, {"reason"})[0] == ">= 40%, signed + 1 days");
  CHECK(table.notes[0].en == "Regulation: permendagri-contoh, supposed lain.");
}

TEST_CASE("a finding that is there on both sides and says something else is a change") {
  const Portfolio before = half_paid();
  Portfolio after = before;
  after.grants[0].tranches[1].share = parse_share("70%");
  const Table table = asked(before, after, "2024-07-01");
  CHECK(rows_about(table, "T202") ==
        std::vector<std::string>{"kpu|2|T202|before|null|fail|-600|null", "kpu|2|T202|after|null|fail|-700|null"});
  CHECK(rows_about(table, "A101").size() == 2);
}

TEST_CASE("an addendum after the day of the question is named and changes nothing yet") {
  const Portfolio before = half_paid();
  Portfolio after = before;
  Addendum addendum;
  addendum.number = "1";
  addendum.signed_on = day("2024-07-02");
  addendum.amount = Rupiah::from_rupiah(2000);
  after.grants[0].addenda.push_back(addendum);
  const Table early = asked(before, after, "2024-07-01");
  CHECK(rows_about(early, "due").empty());
  CHECK(early.notes[0].en == "Addendum no. 1 of kpu, 2 July 2024: after the day of the question, and so not yet in force.");
  const Table in_force = asked(before, after, "2024-07-02");
  CHECK(in_force.notes[0].en == "Addendum no. 1 of kpu, 2 July 2024.");
  CHECK(rows_about(in_force, "A101").size() == 2);  // the plan no longer adds up to the agreement
}
