#include <doctest/doctest.h>

#include <libhibah/reports/derivation.hpp>

#include "sample_portfolio.hpp"

using namespace hibah;
using namespace hibah::sample;

namespace {

/// One grant of March 2024, due after two working days and five months before the vote; the Monday between is a holiday.
Portfolio two_deadlines() {
  Portfolio out =
      portfolio({grant("kpu", "2024-03-08", 1000, {tranche(1, "40%", "signed + 2 working days"), tranche(2, "60%", "voting - 5 months")})});
  out.calendar = WorkCalendar("contoh", day("2023-01-01"), day("2026-12-31"),
                              {{day("2024-03-11"), HolidayKind::national, "Hari Suci Nyepi", "SKB contoh", "", {}}});
  return out;
}

std::vector<std::string> steps(const Portfolio& portfolio, std::string_view as_of) {
  return rows_of(derivation_table(portfolio, day(as_of), Language::en), {"item", "tranche", "step", "date", "reason", "decree"});
}

}  // namespace

TEST_CASE("a deadline shows its anchor, each day passed over with its decree, and the day that came out") {
  const std::vector<std::string> rows = steps(two_deadlines(), "2024-03-20");
  REQUIRE(rows.size() >= 7);
  CHECK(rows[0] == "due|1|anchor|2024-03-08|the signing of the agreement|null");
  CHECK(rows[1] == "due|1|weekend|2024-03-09|null|null");
  CHECK(rows[2] == "due|1|weekend|2024-03-10|null|null");
  CHECK(rows[3] == "due|1|national|2024-03-11|Hari Suci Nyepi|SKB contoh");
  CHECK(rows[4] == "due|1|known|2024-03-13|null|null");
  CHECK(rows[5] == "due|2|anchor|2024-11-27|voting day (PKPU 2/2024)|null");
  CHECK(rows[6] == "due|2|known|2024-06-27|null|null");
}

TEST_CASE("a limit before the signing is counted and shown, and does not apply") {
  Portfolio p = two_deadlines();
  p.grants[0].signed_on = day("2024-06-28");
  CHECK(steps(p, "2024-07-01").at(5) ==
        "due|2|not_applicable|2024-06-27|the limit 27 June 2024 lies before the signing on 28 June 2024|null");
  p.grants[0].signed_on = day("2024-06-27");
  CHECK(steps(p, "2024-07-01").at(5) == "due|2|known|2024-06-27|null|null");
}

TEST_CASE("voting day is that of the newest decree effective on the day of the question that names one") {
  Portfolio p = two_deadlines();
  p.timetable.versions.push_back({"PKPU baru", day("2024-05-01"), day("2024-12-04"), {}, {}});
  p.timetable.versions.push_back({"PKPU tahapan saja", day("2024-06-01"), {}, {}, {}});
  CHECK(steps(p, "2024-04-30").at(5) == "due|2|anchor|2024-11-27|voting day (PKPU 2/2024)|null");
  CHECK(steps(p, "2024-06-02").at(5) == "due|2|anchor|2024-12-04|voting day (PKPU baru)|null");
}

TEST_CASE("a tranche that an addendum added is counted from the addendum, a restated one from the agreement") {
  Portfolio p = two_deadlines();
  Addendum addendum;
  addendum.number = "7";
  addendum.signed_on = day("2024-05-03");
  addendum.amount = Rupiah::from_rupiah(1500);
  for (int number : {1, 2, 3}) {
    Tranche each;
    each.number = number;
    each.amount = Rupiah::from_rupiah(500);
    each.due = parse_deadline("signed + 1 days");
    addendum.tranches.push_back(each);
  }
  p.grants[0].addenda.push_back(addendum);
  const std::vector<Derivation> all = derivations(p, day("2024-05-10"));
  CHECK(all[0].anchor.en == "the signing of the agreement");
  CHECK(all[0].written_in.en == "addendum no. 7");
  CHECK(all[0].due.date() == day("2024-03-09"));
  CHECK(all[2].anchor.en == "the signing of addendum no. 7");
  CHECK(all[2].due.date() == day("2024-05-04"));
  CHECK(derivations(p, day("2024-05-02"))[0].written_in.en == "the agreement");
}

TEST_CASE("the limits of the regulation stand beside those of the agreement, for roles that have some") {
  Portfolio p = two_deadlines();
  p.regulation.schedules.push_back({{Role::organiser}, {{parse_share("40%"), parse_deadline("signed + 1 days")}}});
  const std::vector<Derivation> all = derivations(p, day("2024-03-20"));
  CHECK(all[2].kind == DeadlineKind::legal_limit);
  CHECK(all[2].number == 1);
  CHECK(all[2].minimum_share->to_text() == "40%");
  CHECK(all[2].written_in.en == "regulation permendagri-contoh");
  CHECK(all[2].due.date() == day("2024-03-09"));
  p.grants[0].role = Role::police;
  CHECK(derivations(p, day("2024-03-20"))[2].kind == DeadlineKind::use_until);
}

TEST_CASE("what hangs on an event that has not happened shows the event and why there is no day") {
  Portfolio p = two_deadlines();
  p.regulation.use_until = parse_deadline("event pelantikan");
  const std::vector<std::string> rows = steps(p, "2024-03-20");
  CHECK(rows.at(7) == "use_until|null|anchor|null|event pelantikan|null");
  CHECK(rows.at(8) == "use_until|null|not_applicable|null|event pelantikan had not happened by 20 March 2024|null");
  CHECK(rows.at(9) == "report_due|null|not_evaluable|null|regulation permendagri-contoh states no such limit|null");
}

TEST_CASE("a partial signing gives a span, said in words, and an agreement signed later is left out") {
  Portfolio p = two_deadlines();
  p.grants[0].signed_on = parse_date_span("2024-03");
  const std::vector<std::string> rows = steps(p, "2024-06-20");
  CHECK(rows.front() == "due|1|anchor|null|the signing of the agreement: March 2024|null");
  CHECK(derivations(p, day("2024-02-29")).empty());
}
