#include <doctest/doctest.h>

#include <libhibah/base/error.hpp>
#include <libhibah/checks/answers.hpp>
#include <libhibah/checks/engine.hpp>

#include "office.hpp"

using namespace hibah;

namespace {

using Take = void (*)(const GrantView&, Answers&);

/// The rule "KKR001" over realisations (or over the grant) that answers as `take` does.
Report answered(const Portfolio& portfolio, std::string_view as_of, bool are_entries, Take take) {
  Catalogue catalogue;
  catalogue.add({.info = {.code = "KKR001", .title = {"Contoh", "Example"}, .needs = {.journal = true}},
                 .check_grant = [=](const GrantView& view, Verdicts& out) {
                   Answers answers(view, {are_entries, {EntryKind::realisation}}, out);
                   take(view, answers);
                   answers.end();
                 }});
  return check(portfolio, catalogue, {.as_of = parse_date(as_of), .threads = 1});
}

Portfolio three_payments() {
  Portfolio portfolio = test::office({test::grant("kpu")});
  test::keep_journal(
      portfolio,
      {{.id = "B1", .rupiah = 1}, {.id = "B2", .kind = EntryKind::interest, .rupiah = 2}, {.id = "B3", .date = "2024-06", .rupiah = 3}});
  return portfolio;
}

bool is_refused(bool are_entries, Take take) {
  const Portfolio portfolio = three_payments();
  try {
    static_cast<void>(answered(portfolio, "2024-12-31", are_entries, take));
    return false;
  } catch (const UsageError&) {
    return true;
  }
}

}  // namespace

TEST_CASE("entries that are not named have passed") {
  const Portfolio portfolio = three_payments();
  const Report none = answered(portfolio, "2024-12-31", true, [](const GrantView&, Answers&) {});
  CHECK(none.rules[0].pass == 2);
  const Report one = answered(portfolio, "2024-12-31", true, [](const GrantView& view, Answers& answers) {
    answers.take({.entry = 2, .message = {"x", "y"}, .expected = Rupiah::from_rupiah(1), .actual = view.journal().amount(2)});
  });
  CHECK(one.rules[0].pass == 1);
  REQUIRE(one.findings.size() == 1);
  CHECK(one.findings[0].evidence[0].entry_id == "B3");
  CHECK(one.findings[0].evidence[0].column == "amount");
  CHECK(one.findings[0].message.en == "y");
  CHECK(to_text(one.findings[0].difference) == "2.00");
  CHECK(one.rules[0].title.en == "Example");
  CHECK_FALSE(one.findings[0].fingerprint.empty());
}

TEST_CASE("an entry that perhaps stands is not evaluable, whatever the rule says of it") {
  const Report report = answered(three_payments(), "2024-06-15", true, [](const GrantView&, Answers& answers) {
    answers.take({.entry = 2, .message = {"x", "y"}, .expected = std::int64_t{1}, .actual = std::int64_t{2}});
  });
  REQUIRE(report.findings.size() == 1);
  CHECK(report.findings[0].state == State::not_evaluable);
  CHECK_FALSE(to_text(report.findings[0].expected));
  CHECK(report.rules[0].pass == 1);
}

TEST_CASE("a grant passes where nothing is said, and may have several findings") {
  const Portfolio portfolio = three_payments();
  CHECK(answered(portfolio, "2024-12-31", false, [](const GrantView&, Answers&) {}).rules[0].pass == 1);
  const Report report = answered(portfolio, "2024-12-31", false, [](const GrantView&, Answers& answers) {
    answers.take({.message = {"a", "a"}, .key = "a"});
    answers.take({.state = State::not_evaluable, .message = {"b", "b"}, .column = "amount", .key = "b"});
  });
  CHECK(report.rules[0].pass == 0);
  REQUIRE(report.findings.size() == 2);
  CHECK(report.findings[0].fingerprint != report.findings[1].fingerprint);
  CHECK(report.findings[1].reason.en == "b");
  CHECK(report.findings[1].evidence[0].column == "amount");
}

TEST_CASE("answers that cannot be are refused") {
  CHECK_FALSE(is_refused(true, [](const GrantView&, Answers& answers) { answers.take({.entry = 0}); }));
  CHECK(is_refused(true, [](const GrantView&, Answers& answers) { answers.take({}); }));
  CHECK(is_refused(false, [](const GrantView&, Answers& answers) { answers.take({.entry = 0}); }));
  CHECK(is_refused(true, [](const GrantView&, Answers& answers) { answers.take({.entry = 1}); }));  // no realisation
  CHECK(is_refused(true, [](const GrantView&, Answers& answers) { answers.take({.entry = 3}); }));
  CHECK(is_refused(true, [](const GrantView&, Answers& answers) {
    answers.take({.entry = 0});
    answers.take({.entry = 0});
  }));
  CHECK(is_refused(true, [](const GrantView&, Answers& answers) { answers.take({.state = State::not_applicable, .count = 3}); }));
  CHECK(is_refused(true, [](const GrantView&, Answers& answers) {
    answers.take({.entry = 0, .expected = std::int64_t{1}, .actual = Rupiah::from_rupiah(1)});
  }));
}
