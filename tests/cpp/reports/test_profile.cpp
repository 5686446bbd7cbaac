// The tables of a profile: what stands in each column, and what a profile that is not there says.
#include <doctest/doctest.h>

#include <string>

#include <libhibah/base/error.hpp>
#include <libhibah/reports/profile.hpp>

using namespace hibah;

namespace {

Finding finding_of(std::string rule) {
  Finding finding;
  finding.rule = std::move(rule);
  return finding;
}

/// Two rules and their findings: 6.0005 ms for R401, 2 ms for R408, 1.9995 ms for the books.
Report sample() {
  Report report;
  report.as_of = parse_date("2025-01-31");
  report.findings = {finding_of("R408"), finding_of("R408")};
  report.profile.emplace();
  report.profile->rules = {{"R401", 12, 6'000'500}, {"R408", 15, 2'000'000}};
  report.profile->shared[static_cast<std::size_t>(SharedPart::books)] = 1'999'500;
  return report;
}

std::vector<Cell> cells(const Table& table, std::string_view column) {
  const Column* found = table.column(column);
  REQUIRE(found != nullptr);
  return found->cells;
}

}  // namespace

TEST_CASE("a row for each rule and for each shared part, with its share of all the time") {
  const Table table = profile_table(sample());
  CHECK(table.name == "profile");
  CHECK(table.as_of == parse_date("2025-01-31"));
  REQUIRE(table.rows() == 2 + shared_part_count);
  for (const Column& column : table.columns) CHECK(column.cells.size() == table.rows());
  CHECK(cells(table, "rule")[0] == Cell("R401"));
  CHECK(cells(table, "rows")[0] == Cell(std::int64_t{12}));
  CHECK(cells(table, "cpu_us")[0] == Cell(std::int64_t{6001}));  // half up
  CHECK(cells(table, "share")[0] == Cell("60.01%"));
  CHECK(cells(table, "share")[1] == Cell("20.00%"));
  CHECK(cells(table, "findings")[0] == Cell(std::int64_t{0}));
  CHECK(cells(table, "findings")[1] == Cell(std::int64_t{2}));
  CHECK(cells(table, "bytes")[0] == Cell(std::int64_t{0}));
  CHECK(cells(table, "bytes")[1] == Cell(static_cast<std::int64_t>(2 * sizeof(Finding))));
  const std::size_t books = 2 + static_cast<std::size_t>(SharedPart::books);
  CHECK(cells(table, "rule")[books] == Cell("books"));
  CHECK(cells(table, "share")[books] == Cell("20.00%"));
  CHECK(cells(table, "rows")[books] == Cell{});
  CHECK(cells(table, "bytes")[books] == Cell{});
  CHECK(cells(table, "findings")[books] == Cell{});
  CHECK(table.totals.empty());
}

TEST_CASE("what a finding holds counts with all that hangs on it") {
  Report report = sample();
  const auto bytes = [&] { return std::get<std::int64_t>(cells(profile_table(report), "bytes")[1]); };
  const std::int64_t bare = bytes();
  Finding& finding = report.findings[0];
  finding.message.en = std::string(1000, 'x');
  CHECK(bytes() >= bare + 1000);
  const std::int64_t said = bytes();
  finding.evidence.resize(3);
  CHECK(bytes() >= said + static_cast<std::int64_t>(3 * sizeof(Evidence)));
  const std::int64_t shown = bytes();
  finding.evidence[0].raw = std::string(500, 'x');
  finding.evidence[1].extra.emplace_back(std::string(200, 'k'), std::string(300, 'v'));
  CHECK(bytes() >= shown + 1000);
}

TEST_CASE("where no time was measured there is no share") {
  Report report = sample();
  report.profile->rules = {{"R401", 12, 0}};
  report.profile->shared = {};
  const Table table = profile_table(report);
  CHECK(cells(table, "share")[0] == Cell{});
  CHECK(cells(table, "cpu_us")[0] == Cell(std::int64_t{0}));
}

TEST_CASE("a report without a profile has no table of one") {
  CHECK_THROWS_AS((void)profile_table(Report{}), UsageError);
}

TEST_CASE("phases stand in the order given, with their time and the memory at their end") {
  const Table table = phase_table(parse_date("2025-01-31"), {{"load", 1500, 4096}, {"check", 20, 8192}});
  REQUIRE(table.rows() == 2);
  CHECK(cells(table, "phase")[1] == Cell("check"));
  CHECK(cells(table, "phase")[0] == Cell("load"));
  CHECK(cells(table, "time_us")[0] == Cell(std::int64_t{1500}));
  CHECK(cells(table, "peak_bytes")[1] == Cell(std::int64_t{8192}));
  CHECK(phase_table(parse_date("2025-01-31"), {}).rows() == 0);
}
