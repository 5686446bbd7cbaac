// The engine: which rules run, with which settings, on how many threads, and what the report adds up to.
#include <doctest/doctest.h>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

#include <libhibah/base/error.hpp>

#include "office.hpp"

using namespace hibah;
using namespace hibah::test;

namespace {

std::vector<std::string> codes(const std::vector<std::string>& select, const std::vector<std::string>& ignore = {}) {
  const Catalogue catalogue = builtin_catalogue();
  std::vector<std::string> found;
  for (const Rule* rule : catalogue.chosen(select, ignore)) found.emplace_back(rule->info.code);
  return found;
}

const RuleCount& count_of(const Report& report, std::string_view rule) {
  const auto found = std::find_if(report.rules.begin(), report.rules.end(), [&](const RuleCount& count) { return count.rule == rule; });
  REQUIRE(found != report.rules.end());
  return *found;
}

/// Everything of a report that a reader can see, in its order.
std::string shown(const Report& report) {
  std::string text;
  for (const RuleCount& count : report.rules) {
    text += count.rule + " " + std::to_string(count.pass) + " " + std::to_string(count.fail) + " " + std::to_string(count.not_applicable) +
            " " + std::to_string(count.not_evaluable) + "\n";
  }
  for (const Finding& finding : report.findings) {
    text += finding.rule + " " + std::string(name_of(finding.state)) + " " + finding.grant + " " + finding.fingerprint + " " +
            finding.message.id + " " + finding.message.en + " " + finding.reason.en;
    for (const Evidence& evidence : finding.evidence) {
      text += " " + evidence.file + ":" + std::to_string(evidence.where.row) + ":" + evidence.column + ":" + evidence.entry_id;
    }
    text += "\n";
  }
  return text;
}

Finding finding(State state, Severity severity) {
  Finding finding;
  finding.state = state;
  finding.severity = severity;
  return finding;
}

/// Many grants with books of every sort: settled, spent too late, kept, spent twice, known only by the month.
Portfolio many_grants() {
  std::vector<Grant> grants;
  std::vector<Row> rows;
  for (std::uint32_t g = 0; g < 40; ++g) {
    grants.push_back(grant("hibah-" + std::to_string(g)));
    rows.push_back({.date = "2023-12-01", .kind = EntryKind::disbursement, .grant = g, .rupiah = 500'000'000});
    for (int i = 0; i < 5; ++i) {
      rows.push_back({.date = "2024-0" + std::to_string(1 + (g + static_cast<unsigned>(i)) % 9) + (g % 7 == 3 ? "" : "-15"),
                      .grant = g,
                      .rupiah = 10'000'000 + i,
                      .voucher = i % 3 == 2 ? "" : "KW-" + std::to_string(i % 2)});
    }
    if (g % 2 == 0) rows.push_back({.date = "2025-02-01", .grant = g, .rupiah = 1'000'000, .voucher = "KW-9"});
    if (g % 3 == 0)
      rows.push_back({.date = "2025-04-14", .kind = EntryKind::return_, .grant = g, .rupiah = 450'000'000, .destination = "Kas Negara"});
  }
  Portfolio portfolio = office(std::move(grants));
  keep_journal(portfolio, rows);
  return portfolio;
}

}  // namespace

TEST_CASE("a name chooses its rule, and the beginning of codes chooses all of them") {
  CHECK(codes({"S503"}) == std::vector<std::string>{"S503"});
  CHECK(codes({"B3"}) == std::vector<std::string>{"B301", "B302", "B303"});
  CHECK(codes({"B", "S504"}) == std::vector<std::string>{"B301", "B302", "B303", "S504"});
  CHECK(codes({"S504", "B"}) == std::vector<std::string>{"B301", "B302", "B303", "S504"});  // always the catalogue's order
  CHECK(codes({"B303", "B303", "B30"}).size() == 3);                                        // once each
  CHECK(codes({}).size() == builtin_catalogue().rules().size());
}

TEST_CASE("what is ignored does not run, whether or not it was chosen") {
  CHECK(codes({"B3"}, {"B301", "B303"}) == std::vector<std::string>{"B302"});
  CHECK(codes({"S503"}, {"S"}).empty());
  const std::vector<std::string> left = codes({}, {"T"});
  CHECK(left.size() < builtin_catalogue().rules().size());
  CHECK(std::none_of(left.begin(), left.end(), [](const std::string& code) { return code.starts_with("T"); }));
}

TEST_CASE("an unknown rule is an error that names the nearest one") {
  for (const auto& [select, ignore] : {std::pair{std::vector<std::string>{"S5O3"}, std::vector<std::string>{}},
                                       std::pair{std::vector<std::string>{}, std::vector<std::string>{"S5O3"}}}) {
    try {
      (void)codes(select, ignore);
      FAIL("S5O3 is no rule");
    } catch (const UsageError& error) {
      CHECK(error.code() == ErrorCode::unknown_rule);
      CHECK(std::string(error.what()).find("S503") != std::string::npos);
    }
  }
  CHECK_THROWS_AS((void)codes({""}), UsageError);       // an empty name would choose everything
  CHECK_THROWS_AS((void)codes({"S5031"}), UsageError);  // longer than any code
  CHECK_THROWS_AS((void)codes({"s503"}), UsageError);   // codes are capital letters
}

TEST_CASE("a report lists exactly the chosen rules, in the catalogue's order, also those with nothing to say") {
  Portfolio portfolio = office({grant("kpu")});
  keep_journal(portfolio, {});
  const Report report = checked(portfolio, "2024-12-31", {"S504", "R408"});
  REQUIRE(report.rules.size() == 2);
  CHECK(report.rules[0].rule == "R408");
  CHECK(report.rules[1].rule == "S504");
  CHECK(report.total().pass + report.total().fail + report.total().not_applicable + report.total().not_evaluable == 0);
  CHECK(report.findings.empty());
}

TEST_CASE("settings of the portfolio hold, those of the call before them, and the report echoes all") {
  Portfolio portfolio = office({grant("kpu")});
  portfolio.settings["R401.days_after"] = "45";
  portfolio.settings["R401.days_before"] = "10";
  CheckOptions options;
  options.as_of = parse_date("2024-12-31");
  options.settings["R401.days_after"] = "60";
  const Report report = check(portfolio, builtin_catalogue(), options);
  CHECK(report.settings.at("R401.days_after") == "60");
  CHECK(report.settings.at("R401.days_before") == "10");
  CHECK(report.settings.size() == setting_infos().size());
}

TEST_CASE("an unknown setting is an error, from the portfolio and from the call") {
  Portfolio portfolio = office({grant("kpu")});
  CheckOptions options;
  options.as_of = parse_date("2024-12-31");
  options.settings["R401.days_aftr"] = "60";
  CHECK_THROWS_AS((void)check(portfolio, builtin_catalogue(), options), UsageError);
  options.settings.clear();
  CHECK_NOTHROW((void)check(portfolio, builtin_catalogue(), options));
  portfolio.settings["R999.days"] = "60";
  CHECK_THROWS_AS((void)check(portfolio, builtin_catalogue(), options), UsageError);
}

TEST_CASE("the number of threads never changes the report") {
  const Portfolio portfolio = many_grants();
  const Report one = checked(portfolio, "2025-04-30", {}, 1);
  CHECK(one.total().fail > 40);
  CHECK(one.total().not_evaluable > 40);
  const std::string expected = shown(one);
  for (const unsigned threads : {2u, 3u, 8u, 0u}) {
    CAPTURE(threads);
    CHECK(shown(checked(portfolio, "2025-04-30", {}, threads)) == expected);
  }
}

TEST_CASE("the totals are the sums of the rules, and each finding is counted once") {
  const Report report = checked(many_grants(), "2025-04-30");
  RuleCount sum;
  for (const RuleCount& count : report.rules) {
    sum.pass += count.pass;
    sum.fail += count.fail;
    sum.not_applicable += count.not_applicable;
    sum.not_evaluable += count.not_evaluable;
  }
  const RuleCount total = report.total();
  CHECK(total.pass == sum.pass);
  CHECK(total.fail == sum.fail);
  CHECK(total.not_applicable == sum.not_applicable);
  CHECK(total.not_evaluable == sum.not_evaluable);
  const auto found = [&](State state) {
    std::uint64_t subjects = 0;
    for (const Finding& finding : report.findings) subjects += finding.state == state ? finding.subjects : 0;
    return subjects;
  };
  CHECK(found(State::fail) == total.fail);
  CHECK(found(State::not_evaluable) == total.not_evaluable);
}

TEST_CASE("findings stand by rule, then by grant") {
  const Report report = checked(many_grants(), "2025-04-30");
  const std::vector<std::string> order = codes({});
  std::size_t rule = 0;
  std::size_t grant = 0;
  const Portfolio portfolio = many_grants();
  for (const Finding& finding : report.findings) {
    const auto place = static_cast<std::size_t>(std::find(order.begin(), order.end(), finding.rule) - order.begin());
    REQUIRE(place < order.size());
    if (place != rule) grant = 0;
    CHECK(place >= rule);
    rule = place;
    const std::size_t at = portfolio.find_grant(finding.grant).value_or(0);
    CHECK(at >= grant);
    grant = at;
  }
}

TEST_CASE("a report fails at a severity where a fail at or above it stands; what could not be judged does not count") {
  Report report;
  CHECK_FALSE(report.fails_at(Severity::info));
  report.findings.push_back(finding(State::not_evaluable, Severity::error));
  CHECK_FALSE(report.fails_at(Severity::info));
  report.findings.push_back(finding(State::fail, Severity::info));
  CHECK(report.fails_at(Severity::info));
  CHECK_FALSE(report.fails_at(Severity::warning));
  report.findings.push_back(finding(State::fail, Severity::warning));
  CHECK(report.fails_at(Severity::warning));
  CHECK_FALSE(report.fails_at(Severity::error));
  report.findings.push_back(finding(State::fail, Severity::error));
  CHECK(report.fails_at(Severity::error));
}

TEST_CASE("a grant signed after the day of the question has no subjects, and one signed on it has") {
  Portfolio portfolio = office({grant("kpu", "2023-11-10")});
  keep_journal(portfolio, {{.id = "B1", .date = "2023-11-01", .voucher = ""}});
  const Report before = checked(portfolio, "2023-11-09", {"R", "S", "B", "A", "T"});
  CHECK(before.total().pass == 0);
  CHECK(before.total().fail == 0);
  CHECK(before.total().not_applicable == 0);
  CHECK(before.total().not_evaluable == 0);
  const Report on = checked(portfolio, "2023-11-10", {"R408", "R411"});
  CHECK(count_of(on, "R408").fail == 1);
  CHECK(count_of(on, "R411").fail == 1);
}

TEST_CASE("a grant of which only the month of signing is known, with the day of the question in it, is not evaluable once for each rule") {
  Portfolio portfolio = office({grant("kpu", "2023-11"), grant("bawaslu", "2023-10")});
  keep_journal(portfolio,
               {{.id = "B1", .date = "2023-11-01"}, {.id = "B2", .date = "2023-11-02"}, {.id = "B3", .date = "2023-11-03", .grant = 1}});
  const Report inside = checked(portfolio, "2023-11-29", {"R408", "R411", "S503"});
  for (const RuleCount& count : inside.rules) {
    CAPTURE(count.rule);
    CHECK(count.not_evaluable == 1);
  }
  CHECK(count_of(inside, "R408").fail == 1);  // the other grant's
  for (const Finding& finding : inside.findings) {
    if (finding.state != State::not_evaluable) continue;
    CHECK(finding.grant == "kpu");
    CHECK_FALSE(finding.reason.id.empty());
    CHECK_FALSE(finding.reason.en.empty());
  }
  // On the last day of the month the agreement exists, whichever day it was.
  CHECK(count_of(checked(portfolio, "2023-11-30", {"R408"}), "R408").fail == 3);
  // Before the month it does not.
  CHECK(count_of(checked(portfolio, "2023-10-31", {"R408"}), "R408").fail == 0);
}

TEST_CASE("a missing journal makes a rule not evaluable once for each grant, with the file's name in the reason") {
  const Portfolio portfolio = office({grant("kpu"), grant("bawaslu")});
  const Report report = checked(portfolio, "2024-12-31", {"S503"});
  CHECK(count_of(report, "S503").not_evaluable == 2);
  REQUIRE(report.findings.size() == 2);
  CHECK(report.findings[0].reason.id.find("journal.csv") != std::string::npos);
  CHECK(report.findings[0].reason.en.find("journal.csv") != std::string::npos);
  CHECK(report.findings[0].fingerprint != report.findings[1].fingerprint);
}

TEST_CASE("an exception in a rule reaches the caller, on one thread and on several") {
  Rule broken;
  broken.info.code = "Z901";
  broken.check_grant = [](const GrantView& view, Verdicts& out) {
    if (view.index() == 3) throw std::runtime_error("the rule broke");
    out.pass();
  };
  Catalogue catalogue;
  catalogue.add(broken);
  const Portfolio portfolio = many_grants();
  CheckOptions options;
  options.as_of = parse_date("2024-12-31");
  for (const unsigned threads : {1u, 3u}) {
    options.threads = threads;
    CHECK_THROWS_WITH_AS((void)check(portfolio, catalogue, options), "the rule broke", std::runtime_error);
  }
}
