#include <doctest/doctest.h>

#include <libhibah/reports/trace.hpp>

#include "sample_portfolio.hpp"

using namespace hibah;
using namespace hibah::sample;

namespace {

/// One grant of Rp1.000 in two tranches with a plan of one line, paid, spent in part, returned.
Portfolio spent(const std::vector<Line>& more = {}) {
  Portfolio out = portfolio({grant("kpu", "2024-03-01", 1000, {tranche(1, "40%", "2024-03-15"), tranche(2, "60%", "voting - 5 months")})});
  out.grants[0].nphd = "900/1";
  std::vector<Line> lines{
      {.date = "2024-03-10", .kind = EntryKind::disbursement, .rupiah = 400, .tranche = 1, .id = "J1"},
      {.date = "2024-04-02", .kind = EntryKind::realisation, .rupiah = 150, .stage = "CAMPAIGN", .account = "521211", .id = "J2"},
      {.date = "2024-06-20", .kind = EntryKind::disbursement, .rupiah = 600, .tranche = 2, .id = "J3"},
      {.date = "2024-07-05", .kind = EntryKind::realisation, .rupiah = 70, .stage = "CAMPAIGN", .account = "521211", .id = "J4"},
      {.date = "2024-07-09", .kind = EntryKind::refund, .rupiah = 20, .stage = "CAMPAIGN", .account = "521211", .id = "J5"},
      {.date = "2025-04-08", .kind = EntryKind::return_, .rupiah = 800, .id = "J6"},
  };
  lines.insert(lines.end(), more.begin(), more.end());
  set_journal(out, lines);
  set_budget(out, {{.stage = "CAMPAIGN", .account = "521211", .rupiah = 900}, {.stage = "VOTE", .account = "521213", .rupiah = 100}});
  return out;
}

std::vector<std::string> chain(const Portfolio& portfolio, std::string_view subject, std::string_view as_of = "2025-06-30") {
  return rows_of(trace(portfolio, subject, day(as_of), Language::en), {"step", "name", "amount", "before", "after"});
}

std::string reason(const Portfolio& portfolio, std::string_view subject, std::size_t row, Language language = Language::en) {
  return text_of(trace(portfolio, subject, day("2025-06-30"), language).column("reason")->cells.at(row));
}

}  // namespace

TEST_CASE("the chain of a grant runs from the agreement to the return") {
  CHECK(chain(spent(), "kpu") == std::vector<std::string>{
                                     "agreement|900/1|1000|null|null",
                                     "tranche|1|400|null|400",
                                     "tranche|2|600|null|600",
                                     "budget_line|CAMPAIGN · 521211|900|null|200",
                                     "budget_line|VOTE · 521213|100|null|0",
                                     "disbursement|J1|400|0|400",
                                     "realisation|J2|150|400|250",
                                     "disbursement|J3|600|250|850",
                                     "realisation|J4|70|850|780",
                                     "refund|J5|20|780|800",
                                     "return|J6|800|800|0",
                                 });
}

TEST_CASE("each step says where it is written") {
  const Table table = trace(spent(), "kpu", day("2025-06-30"));
  CHECK(rows_of(table, {"step", "date", "file", "row"}).at(5) == "disbursement|2024-03-10|journal.csv|2");
  CHECK(rows_of(table, {"step", "date", "file", "row"}).at(1) == "tranche|2024-03-15|null|null");  // made in memory
}

TEST_CASE("the chain of a realisation has its budget line, the money before it and the returns after it") {
  CHECK(chain(spent(), "J4") == std::vector<std::string>{
                                    "agreement|900/1|1000|null|null",
                                    "budget_line|CAMPAIGN · 521211|900|150|220",
                                    "disbursement|J1|400|0|400",
                                    "disbursement|J3|600|250|850",
                                    "realisation|J4|70|850|780",
                                    "return|J6|800|800|0",
                                });
}

TEST_CASE("the chain of a refund lowers its line, and that of a disbursement shows its tranche") {
  CHECK(chain(spent(), "J5").at(1) == "budget_line|CAMPAIGN · 521211|900|220|200");
  CHECK(chain(spent(), "J3") == std::vector<std::string>{"agreement|900/1|1000|null|null", "tranche|2|600|0|600",
                                                         "disbursement|J1|400|0|400", "disbursement|J3|600|250|850",
                                                         "return|J6|800|800|0"});
}

TEST_CASE("an addendum shows the agreement's amount before and after it") {
  Portfolio p = spent();
  for (const auto& [number, signed_on, rupiah] : {std::tuple{"1", "2024-05-01", 1500}, std::tuple{"2", "2024-08-01", 1200}}) {
    Addendum addendum;
    addendum.number = number;
    addendum.signed_on = day(signed_on);
    addendum.amount = Rupiah::from_rupiah(rupiah);
    p.grants[0].addenda.push_back(addendum);
  }
  CHECK(chain(p, "kpu").at(1) == "addendum|1|1500|1000|1500");
  CHECK(chain(p, "kpu").at(2) == "addendum|2|1200|1500|1200");
  CHECK(chain(p, "kpu", "2024-07-31").at(2) == "tranche|1|400|null|400");
}

TEST_CASE("what is taken back and what takes it back stand in both chains and move nothing") {
  const Portfolio p = spent({{.date = "2024-07-06", .kind = EntryKind::reversal, .rupiah = 70, .id = "J7", .reverses = "J4"}});
  for (const char* subject : {"J4", "J7"}) {
    const std::vector<std::string> rows = chain(p, subject);
    CHECK(std::find(rows.begin(), rows.end(), "realisation|J4|70|null|null") != rows.end());
    CHECK(std::find(rows.begin(), rows.end(), "reversal|J7|70|null|null") != rows.end());
  }
  CHECK(chain(p, "kpu").back() == "return|J6|800|870|70");
  CHECK(reason(p, "J4", 4).ends_with("taken back by J7"));
  CHECK(reason(p, "J4", 5) == "takes J4 back");
  CHECK(reason(p, "J4", 5, Language::id) == "membatalkan J4");
}

TEST_CASE("a reversal at fault says so") {
  const Portfolio p = spent({{.date = "2024-07-06", .kind = EntryKind::reversal, .rupiah = 71, .id = "J7", .reverses = "J4"}});
  const std::vector<std::string> rows = chain(p, "kpu");
  CHECK(std::find(rows.begin(), rows.end(), "realisation|J4|70|850|780") != rows.end());
  CHECK(reason(p, "J7", 4) == "this reversal is at fault (J101): it takes nothing back");
}

TEST_CASE("a partial date leaves only those balances open whose order it leaves open") {
  const Portfolio p = spent({{.date = "2024-07", .kind = EntryKind::interest, .rupiah = 5, .id = "J8"}});
  CHECK(chain(p, "kpu") == std::vector<std::string>{
                               "agreement|900/1|1000|null|null",
                               "tranche|1|400|null|400",
                               "tranche|2|600|null|600",
                               "budget_line|CAMPAIGN · 521211|900|null|200",
                               "budget_line|VOTE · 521213|100|null|0",
                               "disbursement|J1|400|0|400",
                               "realisation|J2|150|400|250",
                               "disbursement|J3|600|250|850",
                               "interest|J8|5|null|null",
                               "realisation|J4|70|null|null",
                               "refund|J5|20|null|null",
                               "return|J6|800|805|5",
                           });
  CHECK(reason(p, "J8", 3) == "July 2024; the order is uncertain because a date is not complete");
  // A month in which nothing else happened has its place.
  const Portfolio alone = spent({{.date = "2024-12", .kind = EntryKind::interest, .rupiah = 5, .id = "J8"}});
  CHECK(chain(alone, "J8").at(3) == "interest|J8|5|800|805");
}

TEST_CASE("an entry that perhaps is not there yet leaves open all that comes at or after its first day") {
  const Portfolio p = spent({{.date = "2024-07", .kind = EntryKind::interest, .rupiah = 5, .id = "J8"}});
  const std::vector<std::string> rows = chain(p, "kpu", "2024-07-15");
  CHECK(rows.at(7) == "disbursement|J3|600|250|850");
  CHECK(rows.at(8) == "interest|J8|5|null|null");
  CHECK(rows.at(9) == "realisation|J4|70|null|null");
  CHECK(rows.at(1) == "tranche|1|400|null|null");
}

TEST_CASE("a journal that does not hold a grant in full has no balances, and says which kind it lacks") {
  Portfolio p = spent();
  p.grants[0].recorded = {EntryKind::disbursement};
  CHECK(chain(p, "J3").at(1) == "tranche|2|600|0|600");
  CHECK(chain(p, "J3").at(3) == "disbursement|J3|600|null|null");
  CHECK(reason(p, "J3", 3).ends_with("the journal does not hold this grant's realisation in full (recorded)"));
  CHECK(reason(p, "J3", 3, Language::id).ends_with("jurnal tidak memuat belanja hibah ini secara lengkap (recorded)"));
  p.journal.reset();
  CHECK(chain(p, "kpu").size() == 5);
  CHECK(chain(p, "kpu").at(1) == "tranche|1|400|null|null");
}

TEST_CASE("an entry after the day of the question is named as not there yet") {
  const std::vector<std::string> rows = chain(spent(), "J6", "2025-04-07");
  CHECK(rows.back() == "return|J6|800|null|null");
  CHECK(rows.size() == 4);
  CHECK(chain(spent(), "kpu", "2024-03-09").size() == 5);  // nothing was paid yet
  CHECK(chain(spent(), "kpu", "2024-02-28") == std::vector<std::string>{"agreement|900/1|1000|null|null"});
}

TEST_CASE("entries are found by id and by file and row, grants before entries, and nothing else is") {
  Portfolio p = spent({{.date = "2024-07-07", .kind = EntryKind::interest, .rupiah = 1, .id = "kpu"}});
  CHECK(chain(p, "kpu").size() > 9);
  CHECK(chain(p, " journal.csv:3 ").at(4) == "return|J6|800|801|1");
  CHECK(chain(p, "journal.csv:8").at(3) == "interest|kpu|1|780|781");
  for (const char* wrong : {"J9", "", "journal.csv:99", "journal.csv:", "budget.csv:3", "j1"}) {
    CAPTURE(wrong);
    CHECK_THROWS_AS(static_cast<void>(trace(p, wrong, day("2025-06-30"))), UsageError);
  }
  CHECK_THROWS_WITH(static_cast<void>(trace(p, "kpuu", day("2025-06-30"))), doctest::Contains("kpuu (kpu?)"));
}
