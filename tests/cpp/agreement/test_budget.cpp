#include <doctest/doctest.h>

#include <libhibah/agreement/budget.hpp>

using namespace hibah;

namespace {

Date day(std::string_view text) {
  return parse_date(text);
}

Addendum addendum(std::string number, std::string_view signed_on) {
  Addendum out;
  out.number = std::move(number);
  out.signed_on = parse_date_span(signed_on);
  return out;
}

BudgetRow row(std::uint32_t grant, WordId stage, WordId account, std::int64_t rupiah, int version = 0) {
  BudgetRow out;
  out.grant = grant;
  out.stage = stage;
  out.account = account;
  out.ceiling = Rupiah::from_rupiah(rupiah);
  out.version = version;
  return out;
}

Budget budget_of(std::vector<BudgetRow> rows, std::size_t grants = 1) {
  Budget budget;
  budget.rows = std::move(rows);
  budget.index(grants);
  return budget;
}

}  // namespace

TEST_CASE("the index gives each grant its own rows, in the file's order") {
  Budget budget = budget_of({row(1, 1, 1, 5), row(0, 1, 1, 6), row(1, 1, 2, 7)}, 3);
  CHECK(budget.by_grant == std::vector<std::vector<std::uint32_t>>{{1}, {0, 2}, {}});
  budget.index(3);  // again: nothing is counted twice
  CHECK(budget.by_grant[1] == std::vector<std::uint32_t>{0, 2});
}

TEST_CASE("the plan of an addendum is in force from the day of its signing") {
  Grant grant;
  grant.addenda = {addendum("1", "2024-08-01")};
  const Budget budget = budget_of({row(0, 1, 1, 5), row(0, 1, 1, 6, 1)});
  CHECK(budget.version_on(grant, 0, day("2024-07-31")) == 0);
  CHECK(budget.version_on(grant, 0, day("2024-08-01")) == 1);
}

TEST_CASE("an addendum without a plan of its own leaves the earlier one in force") {
  Grant grant;
  grant.addenda = {addendum("1", "2024-08-01"), addendum("2", "2025-03-19")};
  const Budget budget = budget_of({row(0, 1, 1, 5), row(0, 1, 1, 6, 1)});
  CHECK(budget.version_on(grant, 0, day("2025-03-19")) == 1);
}

TEST_CASE("the newest plan is that of the addendum signed last, whatever its number and place in the file") {
  Grant grant;
  grant.addenda = {addendum("2", "2024-08-01"), addendum("1", "2025-03-19")};
  const Budget budget = budget_of({row(0, 1, 1, 7, 1), row(0, 1, 1, 6, 2), row(0, 1, 1, 5)});
  CHECK(budget.version_on(grant, 0, day("2024-07-31")) == 0);
  CHECK(budget.version_on(grant, 0, day("2024-08-01")) == 2);
  CHECK(budget.version_on(grant, 0, day("2025-03-19")) == 1);
}

TEST_CASE("a grant without rows, or with a later plan only, has no plan in force") {
  Grant grant;
  grant.addenda = {addendum("1", "2024-08-01")};
  const Budget budget = budget_of({row(0, 1, 1, 6, 1)}, 2);
  CHECK(budget.version_on(grant, 0, day("2024-07-31")) == -1);
  CHECK(budget.version_on(grant, 0, day("2024-08-01")) == 1);
  CHECK(budget.version_on(grant, 1, day("2024-08-01")) == -1);
}

TEST_CASE("the plan in force is unknown while the month of an addendum runs") {
  Grant grant;
  grant.addenda = {addendum("1", "2024-08")};
  const Budget budget = budget_of({row(0, 1, 1, 5), row(0, 1, 1, 6, 1)});
  CHECK(budget.version_on(grant, 0, day("2024-07-31")) == 0);
  CHECK_FALSE(budget.version_on(grant, 0, day("2024-08-30")));
  CHECK(budget.version_on(grant, 0, day("2024-08-31")) == 1);
}

TEST_CASE("an addendum of a month that brings no plan leaves the plan in force known") {
  Grant grant;
  grant.addenda = {addendum("1", "2024-03-01"), addendum("2", "2024-08")};
  const Budget budget = budget_of({row(0, 1, 1, 5), row(0, 1, 1, 6, 1)});
  CHECK(budget.version_on(grant, 0, day("2024-08-15")) == 1);
}

TEST_CASE("a version belongs to the addendum of that number, else to the one at that place") {
  Grant grant;
  grant.addenda = {addendum("7", "2024-08-01"), addendum("1", "2024-09-01"), addendum("I/2025", "2025-03-19")};
  CHECK(addendum_of_version(grant, 7) == &grant.addenda[0]);
  CHECK(addendum_of_version(grant, 1) == &grant.addenda[1]);
  CHECK(addendum_of_version(grant, 3) == &grant.addenda[2]);
  CHECK(addendum_of_version(grant, 4) == nullptr);
  CHECK(addendum_of_version(grant, 0) == nullptr);
}

TEST_CASE("rows of one line and version are summed, and versions never added up") {
  const Budget budget = budget_of({row(0, 2, 1, 5), row(0, 1, 1, 10), row(0, 2, 1, 7), row(0, 2, 1, 100, 1), row(0, 2, 9, 3)});
  const std::vector<BudgetLine> lines = budget.lines(0, 0);
  REQUIRE(lines.size() == 3);
  CHECK(lines[0].stage == 2);
  CHECK(lines[0].account == 1);
  CHECK(lines[0].ceiling == Rupiah::from_rupiah(12));
  CHECK(lines[0].rows == std::vector<std::uint32_t>{0, 2});
  CHECK(lines[1].stage == 1);
  CHECK(lines[1].ceiling == Rupiah::from_rupiah(10));
  CHECK(lines[2].account == 9);
  REQUIRE(budget.lines(0, 1).size() == 1);
  CHECK(budget.lines(0, 1)[0].ceiling == Rupiah::from_rupiah(100));
  CHECK(budget.lines(0, 2).empty());
}

TEST_CASE("a line that outgrows the range is an error, not a wrap") {
  Budget budget = budget_of({row(0, 1, 1, 0), row(0, 1, 1, 0)});
  budget.rows[0].ceiling = Rupiah::max();
  CHECK(budget.lines(0, 0)[0].ceiling == Rupiah::max());
  budget.rows[1].ceiling = Rupiah::from_sen(1);
  CHECK_THROWS_AS((void)budget.lines(0, 0), AmountOverflow);
}
