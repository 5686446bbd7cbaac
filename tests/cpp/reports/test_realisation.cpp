#include <doctest/doctest.h>

#include <libhibah/reports/realisation.hpp>

#include "sample_portfolio.hpp"

using namespace hibah;
using namespace hibah::sample;

namespace {

Line spent(std::string_view date, std::int64_t rupiah, std::string_view stage, std::string_view account, std::uint32_t grant = 0,
           std::string_view payee = "CV Jaya") {
  return {
      .date = date, .kind = EntryKind::realisation, .rupiah = rupiah, .grant = grant, .stage = stage, .account = account, .payee = payee};
}

Line refunded(std::string_view date, std::int64_t rupiah, std::string_view stage, std::string_view account) {
  Line line = spent(date, rupiah, stage, account);
  line.kind = EntryKind::refund;
  return line;
}

Portfolio two_grants() {
  Portfolio p = portfolio({grant("kpu", "2024-01-02", 1000), grant("bawaslu", "2024-01-02", 500)});
  set_budget(p, {{0, "CAMPAIGN", "521", 600}, {0, "VOTING", "521", 300}, {0, "VOTING", "522", 100}, {1, "CAMPAIGN", "521", 500}});
  set_journal(p, {spent("2024-03-04", 300, "CAMPAIGN", "521"), spent("2024-04-01", 290, "CAMPAIGN", "521"),
                  refunded("2024-04-02", 5, "CAMPAIGN", "521"), spent("2024-11-27", 301, "VOTING", "521"),
                  spent("2024-03-09", 500, "CAMPAIGN", "521", 1, "cv jaya ")});
  return p;
}

std::vector<std::string> grouped(const Portfolio& p, std::string_view by, std::string_view as_of = "2024-12-31") {
  return rows_of(realisation(p, parse_group_by(by), day(as_of)));
}

}  // namespace

TEST_CASE("realisation by grant, stage and account joins the ceilings, lines without spending too") {
  const Table table = realisation(two_grants(), parse_group_by("grant,stage,account"), day("2024-12-31"));
  CHECK(rows_of(table) == std::vector<std::string>{"bawaslu|CAMPAIGN|521|500|500|0|100.00%", "kpu|CAMPAIGN|521|600|585|15|97.50%",
                                                   "kpu|VOTING|521|300|301|-1|100.33%", "kpu|VOTING|522|100|0|100|0.00%"});
  CHECK(totals_of_table(table) == std::vector<std::string>{"null", "null", "null", "1500", "1386", "114", "null"});
}

TEST_CASE("ceilings of matching lines are summed for every subset and order of the keys") {
  const Portfolio p = two_grants();
  CHECK(grouped(p, "stage") == std::vector<std::string>{"CAMPAIGN|1100|1085|15|98.64%", "VOTING|400|301|99|75.25%"});
  CHECK(grouped(p, "account,grant") ==
        std::vector<std::string>{"521|bawaslu|500|500|0|100.00%", "521|kpu|900|886|14|98.44%", "522|kpu|100|0|100|0.00%"});
}

TEST_CASE("the share is rounded half up to two decimals without a float") {
  Portfolio p = portfolio({grant("kpu", "2024-01-02", 1'000'000'000)});
  set_budget(p, {{0, "A", "1", 800'000'000}});
  set_journal(p, {spent("2024-03-04", 780'241'000, "A", "1")});
  const Table table = realisation(p, {GroupBy::stage}, day("2024-12-31"));
  CHECK(rows_of(table) == std::vector<std::string>{"A|800000000|780241000|19759000|97.53%"});
  set_budget(p, {{0, "A", "1", 100'000}});
  set_journal(p, {spent("2024-03-04", 12'344, "A", "1"), spent("2024-03-04", 1, "A", "1")});  // 12,345 % exactly: half goes up
  CHECK(grouped(p, "stage") == std::vector<std::string>{"A|100000|12345|87655|12.35%"});
}

TEST_CASE("only what exists on the day counts, reversals taken out") {
  Portfolio p = two_grants();
  CHECK(grouped(p, "grant", "2024-03-31") == std::vector<std::string>{"bawaslu|500|500|0|100.00%", "kpu|1000|300|700|30.00%"});
  set_journal(p, {{.date = "2024-03-04", .kind = EntryKind::realisation, .rupiah = 300, .stage = "CAMPAIGN", .account = "521", .id = "B1"},
                  {.date = "2024-03-05", .kind = EntryKind::reversal, .rupiah = 300, .reverses = "B1"}});
  CHECK(grouped(p, "grant", "2024-03-04").back() == "kpu|1000|300|700|30.00%");
  CHECK(grouped(p, "grant", "2024-03-05").back() == "kpu|1000|0|1000|0.00%");
}

TEST_CASE("a month-only entry counts from the end of its month, and is noted before") {
  Portfolio p = two_grants();
  set_journal(p, {spent("2024-03", 300, "CAMPAIGN", "521")});
  const Table before = realisation(p, {GroupBy::grant}, day("2024-03-30"));
  CHECK(rows_of(before).back() == "kpu|1000|0|1000|0.00%");
  REQUIRE(before.notes.size() == 1);
  CHECK(before.notes.front().en.find(": 1.") != std::string::npos);
  const Table after = realisation(p, {GroupBy::grant}, day("2024-03-31"));
  CHECK(rows_of(after).back() == "kpu|1000|300|700|30.00%");
  CHECK(after.notes.empty());
}

TEST_CASE("by month and by payee there are no ceilings") {
  const Portfolio p = two_grants();
  const Table months = realisation(p, parse_group_by("month"), day("2024-12-31"));
  CHECK(rows_of(months) ==
        std::vector<std::string>{"2024-03|null|800|null|null", "2024-04|null|285|null|null", "2024-11|null|301|null|null"});
  CHECK(totals_of_table(months) == std::vector<std::string>{"null", "null", "1386", "null", "null"});
  CHECK(grouped(p, "payee") == std::vector<std::string>{"CV Jaya|null|1386|null|null"});
}

TEST_CASE("a date of which only the year is known has the year as its month") {
  Portfolio p = two_grants();
  set_journal(p, {spent("2023", 3, "CAMPAIGN", "521"), spent("2024-01-31", 4, "CAMPAIGN", "521"), spent("2024-01", 5, "CAMPAIGN", "521")});
  CHECK(grouped(p, "month") == std::vector<std::string>{"2023|null|3|null|null", "2024-01|null|9|null|null"});
}

TEST_CASE("spending without a budget line has the ceiling zero and no share") {
  Portfolio p = two_grants();
  set_journal(p, {spent("2024-03-04", 7, "CAMPAIGN", "999")});
  CHECK(grouped(p, "account") == std::vector<std::string>{"521|1400|0|1400|0.00%", "522|100|0|100|0.00%", "999|0|7|-7|null"});
}

TEST_CASE("the budget version in force replaces the earlier one") {
  Portfolio p = portfolio({grant("kpu", "2024-01-02", 1000)});
  Addendum addendum;
  addendum.number = "1";
  addendum.signed_on = parse_date_span("2024-06-01");
  p.grants[0].addenda.push_back(addendum);
  set_budget(p, {{0, "A", "1", 1000, 0}, {0, "A", "1", 700, 1}, {0, "B", "1", 300, 1}});
  set_journal(p, {});
  CHECK(grouped(p, "stage", "2024-05-31") == std::vector<std::string>{"A|1000|0|1000|0.00%"});
  CHECK(grouped(p, "stage", "2024-06-01") == std::vector<std::string>{"A|700|0|700|0.00%", "B|300|0|300|0.00%"});
  p.grants[0].addenda[0].signed_on = parse_date_span("2024-06");
  CHECK(grouped(p, "grant", "2024-06-15") == std::vector<std::string>{"kpu|null|0|null|null"});
}

TEST_CASE("without a budget, ceilings are null and so are their totals") {
  Portfolio p = two_grants();
  p.budget.reset();
  const Table table = realisation(p, {GroupBy::grant}, day("2024-12-31"));
  CHECK(rows_of(table) == std::vector<std::string>{"bawaslu|null|500|null|null", "kpu|null|886|null|null"});
  CHECK(totals_of_table(table) == std::vector<std::string>{"null", "null", "1386", "null", "null"});
}

TEST_CASE("a grant without a plan makes the ceiling unknown in the rows that it has spending in") {
  Portfolio p = two_grants();
  set_budget(p, {{0, "CAMPAIGN", "521", 600}, {0, "VOTING", "521", 400}});
  CHECK(grouped(p, "stage") == std::vector<std::string>{"CAMPAIGN|null|1085|null|null", "VOTING|400|301|99|75.25%"});
  CHECK(grouped(p, "grant") == std::vector<std::string>{"bawaslu|null|500|null|null", "kpu|1000|886|114|88.60%"});
}

TEST_CASE("a grant whose spending is not recorded is null by grant, and left out with a note otherwise") {
  Portfolio p = two_grants();
  p.grants[1].recorded = {EntryKind::disbursement};
  const Table by_grant = realisation(p, {GroupBy::grant}, day("2024-12-31"));
  CHECK(rows_of(by_grant) == std::vector<std::string>{"bawaslu|500|null|null|null", "kpu|1000|886|114|88.60%"});
  CHECK(totals_of_table(by_grant) == std::vector<std::string>{"null", "1500", "null", "null", "null"});
  CHECK(by_grant.notes.empty());
  const Table by_stage = realisation(p, {GroupBy::stage}, day("2024-12-31"));
  CHECK(rows_of(by_stage) == std::vector<std::string>{"CAMPAIGN|600|585|15|97.50%", "VOTING|400|301|99|75.25%"});
  REQUIRE(by_stage.notes.size() == 1);
  CHECK(by_stage.notes.front().en.find("bawaslu") != std::string::npos);
  CHECK(grouped(p, "grant,month").front() == "bawaslu|null|null|null|null|null");
  p.grants[1].recorded = {EntryKind::realisation};  // without its refunds, realisation less refunds is not known
  CHECK(grouped(p, "grant").front() == "bawaslu|500|null|null|null");
}

TEST_CASE("without a journal no total of zero is claimed") {
  Portfolio p = two_grants();
  p.journal.reset();
  const Table by_stage = realisation(p, {GroupBy::stage}, day("2024-12-31"));
  CHECK(by_stage.rows() == 0);
  CHECK(totals_of_table(by_stage) == std::vector<std::string>{"null", "null", "null", "null", "null"});
  CHECK(grouped(p, "grant") == std::vector<std::string>{"bawaslu|500|null|null|null", "kpu|1000|null|null|null"});
}

TEST_CASE("a column that the journal lacks is an unknown key, an empty cell is an empty text") {
  Portfolio p = two_grants();
  set_journal(p, {spent("2024-03-04", 3, "", "521")});
  CHECK(grouped(p, "stage").front() == "|0|3|-3|null");
  set_journal(p, {spent("2024-03-04", 3, "", "521")}, {JournalColumn::stage});
  CHECK(grouped(p, "stage") == std::vector<std::string>{"null|null|3|null|null"});
  CHECK(grouped(p, "account").front() == "521|1400|3|1397|0.21%");
}

TEST_CASE("a grant that is signed later is left out") {
  Portfolio p = two_grants();
  p.grants[1].signed_on = parse_date_span("2024-12-02");
  CHECK(grouped(p, "grant", "2024-12-01") == std::vector<std::string>{"kpu|1000|886|114|88.60%"});
}

TEST_CASE("a total that does not fit is an error") {
  Portfolio p = portfolio({grant("kpu", "2024-01-02", 1000)});
  const std::int64_t most = 92'233'720'368'547'758;
  set_journal(p, {spent("2024-03-04", most, "A", "1"), spent("2024-03-04", most, "B", "1")});
  CHECK_THROWS_AS((void)realisation(p, {GroupBy::stage}, day("2024-12-31")), AmountOverflow);
}

TEST_CASE("group-by text is read, and what is unknown or comes twice is refused") {
  CHECK(parse_group_by("stage, account") == std::vector<GroupBy>{GroupBy::stage, GroupBy::account});
  CHECK(parse_group_by("MONTH") == std::vector<GroupBy>{GroupBy::month});
  for (const std::string_view text : {"", "stage,", "stages", "stage,account,stage", "stage;account"}) {
    CAPTURE(text);
    CHECK_THROWS_AS((void)parse_group_by(text), UsageError);
  }
  CHECK_THROWS_AS((void)realisation(two_grants(), {}, day("2024-12-31")), UsageError);
  CHECK_THROWS_AS((void)realisation(two_grants(), {GroupBy::stage, GroupBy::stage}, day("2024-12-31")), UsageError);
}
