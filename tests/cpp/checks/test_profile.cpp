// What a check cost: whose account the time of a clock goes to, and that a profile changes nothing else.
#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <functional>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include <libhibah/checks/cost_meter.hpp>
#include <libhibah/io/json.hpp>

#include "office.hpp"

using namespace hibah;
using namespace hibah::test;

namespace {

/// A clock that stands still but for what is said to pass.
struct Hands {
  std::uint64_t now = 0;
  [[nodiscard]] ThreadClock clock() {
    return [this] { return now; };
  }
};

Portfolio two_grants() {
  Portfolio portfolio = office({grant("kpu"), grant("bawaslu"), grant("polres", "2024-11-30")});
  keep_journal(portfolio, {{.id = "B1", .date = "2023-11-11"},
                           {.id = "B2", .date = "2023-12-02"},
                           {.id = "B3", .date = "2023-12-03", .grant = 1, .voucher = ""},
                           {.id = "B4", .date = "2024-12-04", .grant = 2}});
  return portfolio;
}

CheckOptions options_of(std::string_view as_of, ThreadClock clock, unsigned threads = 1) {
  CheckOptions options;
  options.as_of = parse_date(as_of);
  options.clock = std::move(clock);
  options.threads = threads;
  return options;
}

Rule rule(std::string_view code, std::function<void(const GrantView&, Verdicts&)> check_grant, Needs needs = {.journal = true}) {
  Rule made;
  made.info.code = code;
  made.info.needs = std::move(needs);
  made.check_grant = std::move(check_grant);
  return made;
}

std::uint64_t shared(const Profile& profile, SharedPart part) {
  return profile.shared[CostMeter::account_of(part)];
}

}  // namespace

TEST_CASE("without a clock there is no profile") {
  CHECK_FALSE(checked(two_grants(), "2024-06-30").profile.has_value());
}

TEST_CASE("a meter charges one account at a time, and an account within another gives back") {
  Hands hands;
  const ThreadClock clock = hands.clock();
  CostMeter meter(clock, 2);
  hands.now += 1000;  // nobody's
  {
    const Charge first(&meter, CostMeter::account_of_rule(0));
    hands.now += 5;
    {
      const Charge books(&meter, CostMeter::account_of(SharedPart::books));
      hands.now += 70;
      {
        const Charge terms(&meter, CostMeter::account_of(SharedPart::terms));
        hands.now += 300;
      }
      hands.now += 20;
    }
    hands.now += 1;
  }
  hands.now += 1000;
  {
    const Charge second(&meter, CostMeter::account_of_rule(1));
    hands.now += 8;
  }
  meter.add_rows(1, 4);
  Profile profile;
  profile.rules.resize(2);
  meter.add_to(profile);
  meter.add_to(profile);  // a second thread's
  CHECK(profile.rules[0].nanoseconds == 2 * 6);
  CHECK(profile.rules[1].nanoseconds == 2 * 8);
  CHECK(profile.rules[0].rows == 0);
  CHECK(profile.rules[1].rows == 2 * 4);
  CHECK(shared(profile, SharedPart::books) == 2 * 90);
  CHECK(shared(profile, SharedPart::terms) == 2 * 300);
  CHECK(shared(profile, SharedPart::ordinals) == 0);
}

TEST_CASE("a charge without a meter is nothing") {
  CHECK_NOTHROW(Charge(nullptr, 0));
}

TEST_CASE("a rule pays for its own answers only, whichever rule asked first for what they share") {
  Hands hands;
  Catalogue catalogue;
  catalogue.add(rule("Z901", [&](const GrantView& view, Verdicts& out) {
    hands.now += 100;
    (void)view.books();
    out.pass();
  }));
  catalogue.add(rule("Z902", [&](const GrantView&, Verdicts& out) {
    hands.now += 7;
    out.pass();
  }));
  const Report report = check(two_grants(), catalogue, options_of("2024-06-30", hands.clock()));
  REQUIRE(report.profile.has_value());
  REQUIRE(report.profile->rules.size() == 2);
  CHECK(report.profile->rules[0].rule == "Z901");
  CHECK(report.profile->rules[0].nanoseconds == 200);  // polres has not signed yet
  CHECK(report.profile->rules[1].nanoseconds == 14);
  CHECK(std::accumulate(report.profile->shared.begin(), report.profile->shared.end(), std::uint64_t{0}) == 0);  // the hands stood still
}

TEST_CASE("what rules share is charged to its own account, the parts that it stands on apart") {
  // A clock that goes one on each time it is asked: an account has one for each time that it was charged.
  std::uint64_t ticks = 0;
  Catalogue catalogue;
  catalogue.add(rule("Z901", [&](const GrantView& view, Verdicts& out) {
    (void)view.tranches();
    (void)view.tranches();
    (void)view.use_until();
    out.pass();
  }));
  const Report report = check(two_grants(), catalogue, options_of("2024-06-30", [&] { return ++ticks; }));
  const Profile& profile = report.profile.value();
  CHECK(shared(profile, SharedPart::books) == 2);  // once a grant, by the engine's look at reversals or by the tranches
  CHECK(shared(profile, SharedPart::terms) == 2);
  CHECK(shared(profile, SharedPart::tranches) >= 2);
  CHECK(shared(profile, SharedPart::deadlines) >= 2);
  CHECK(shared(profile, SharedPart::budget) == 0);
  CHECK(shared(profile, SharedPart::ordinals) == 0);
}

TEST_CASE("a rule has looked at the entries of the grants on which it ran") {
  const auto rows_of = [](const Portfolio& portfolio, std::string_view as_of, std::string_view code) {
    const Report report = check(portfolio, builtin_catalogue(), options_of(as_of, [] { return std::uint64_t{0}; }));
    const auto& rules = report.profile.value().rules;
    REQUIRE(rules.size() == report.rules.size());
    for (std::size_t i = 0; i < rules.size(); ++i) CHECK(rules[i].rule == report.rules[i].rule);
    return std::find_if(rules.begin(), rules.end(), [&](const RuleCost& cost) { return cost.rule == code; })->rows;
  };
  const Portfolio portfolio = two_grants();
  CHECK(rows_of(portfolio, "2024-06-30", "R408") == 3);
  CHECK(rows_of(portfolio, "2024-12-31", "R408") == 4);
  CHECK(rows_of(portfolio, "2024-12-31", "A101") == 0);  // reads no entries
  CHECK(rows_of(portfolio, "2024-12-31", "P101") == 0);
  CHECK(rows_of(portfolio, "2024-12-31", "B301") == 0);  // not evaluable without a budget
  CHECK(rows_of(office({grant("kpu")}), "2024-12-31", "R408") == 0);

  Rule over_all;
  over_all.info.code = "Z901";
  over_all.info.needs.journal = true;
  over_all.check_portfolio = [](const Portfolio&, Date, const Settings&, Verdicts& out) { out.pass(); };
  Catalogue catalogue;
  catalogue.add(over_all);
  const auto clock = [] { return std::uint64_t{0}; };
  CHECK(check(portfolio, catalogue, options_of("2024-06-30", clock)).profile->rules[0].rows == 4);
  CHECK(check(office({grant("kpu")}), catalogue, options_of("2024-06-30", clock)).profile->rules[0].rows == 0);
}

TEST_CASE("rows do not depend on the threads, and a profile changes no report") {
  std::atomic<std::uint64_t> ticks{0};
  const auto clock = [&] { return ticks.fetch_add(1, std::memory_order_relaxed); };
  const auto rows_of = [](const Report& report) {
    std::vector<std::uint64_t> rows;
    for (const RuleCost& cost : report.profile.value().rules) rows.push_back(cost.rows);
    return rows;
  };
  const Portfolio portfolio = two_grants();
  const std::string expected = to_json(check(portfolio, builtin_catalogue(), options_of("2024-12-31", {})));
  const Report one = check(portfolio, builtin_catalogue(), options_of("2024-12-31", clock, 1));
  for (const unsigned threads : {2u, 3u, 8u}) {
    CAPTURE(threads);
    const Report report = check(portfolio, builtin_catalogue(), options_of("2024-12-31", clock, threads));
    CHECK(to_json(report) == expected);
    CHECK(rows_of(report) == rows_of(one));
    for (const RuleCost& cost : report.profile->rules) CHECK(cost.nanoseconds > 0);
  }
}

TEST_CASE("the names of the shared parts are words, each its own") {
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i < shared_part_count; ++i) names.push_back(name_of(static_cast<SharedPart>(i)));
  std::sort(names.begin(), names.end());
  CHECK(std::adjacent_find(names.begin(), names.end()) == names.end());
  CHECK_FALSE(names.front().empty());
}
