// Findings: what is measured, how it reads, and the fingerprint by which two reports are compared.
#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "office.hpp"

using namespace hibah;
using namespace hibah::test;

namespace {

/// Books with findings of several rules; two rows are equal in everything but their place.
std::vector<Row> rows() {
  return {{.date = "2023-12-01", .kind = EntryKind::disbursement, .rupiah = 100'000'000},
          {.date = "2024-06-01", .rupiah = 60'000'000, .payee = "CV Maju", .voucher = "KW-1"},
          {.date = "2024-06-02", .rupiah = 30'000'000, .payee = "Toko Abadi", .voucher = "kw-1"},
          {.date = "2024-06-03", .rupiah = 30'000'000, .payee = "Toko Abadi"},
          {.date = "2024-06-03", .rupiah = 30'000'000, .payee = "Toko Abadi"},
          {.date = "2023-11-01", .rupiah = 1'000'000, .payee = "Andi", .voucher = "KW-2"},
          {.date = "2025-02-01", .rupiah = 2'000'000, .payee = "Budi", .voucher = "KW-3"},
          {.date = "2025-05-01", .kind = EntryKind::return_, .rupiah = 5'000'000, .destination = "Kas Negara"}};
}

std::multiset<std::string> fingerprints(const Report& report) {
  std::multiset<std::string> found;
  for (const Finding& finding : report.findings) found.insert(finding.rule + " " + finding.fingerprint);
  return found;
}

Report report_of(const std::vector<Row>& journal, std::string file = "journal.csv") {
  Portfolio portfolio = office({grant("kpu")});
  keep_journal(portfolio, journal, std::move(file));
  return checked(portfolio, "2025-06-30", {"R", "S"});
}

Finding measured(Rupiah expected, Rupiah actual) {
  Finding finding;
  measure(finding, expected, actual);
  return finding;
}

}  // namespace

TEST_CASE("an amount is measured with its sign and to the sen") {
  const Finding above = measured(Rupiah::from_rupiah(100), Rupiah::from_sen(10'001));
  CHECK(to_text(above.expected) == "100.00");
  CHECK(to_text(above.actual) == "100.01");
  CHECK(to_text(above.difference) == "0.01");
  CHECK(above.unit == Unit::idr);
  const Finding below = measured(Rupiah::from_rupiah(100), Rupiah::from_rupiah(3));
  CHECK(to_text(below.difference) == "-97.00");
  CHECK(to_message(below.difference).id == to_text(Rupiah::from_rupiah(-97)));
}

TEST_CASE("a day is measured in calendar days, with its sign, and not at all where only the month is known") {
  const DateSpan limit = parse_date("2024-12-23");
  Finding late;
  measure(late, limit, DateSpan(parse_date("2025-01-02")));
  CHECK(to_text(late.expected) == "2024-12-23");
  CHECK(to_text(late.actual) == "2025-01-02");
  CHECK(to_text(late.difference) == "10");
  CHECK(late.unit == Unit::day);
  Finding early;
  measure(early, limit, DateSpan(parse_date("2024-12-22")));
  CHECK(to_text(early.difference) == "-1");
  Finding month;
  measure(month, limit, parse_date_span("2025-01"));
  CHECK(to_text(month.actual) == "2025-01");
  CHECK_FALSE(to_text(month.difference).has_value());
  Finding limit_of_month;
  measure(limit_of_month, parse_date_span("2024-12"), DateSpan(parse_date("2025-01-02")));
  CHECK(to_text(limit_of_month.expected) == "2024-12");
  CHECK_FALSE(to_text(limit_of_month.difference).has_value());
}

TEST_CASE("what could not be judged measures nothing") {
  Finding finding;
  finding.state = State::not_evaluable;
  measure(finding, Rupiah::from_rupiah(1), Rupiah::from_rupiah(2));
  measure(finding, DateSpan(parse_date("2024-12-23")), DateSpan(parse_date("2024-12-24")));
  CHECK_FALSE(to_text(finding.expected).has_value());
  CHECK_FALSE(to_text(finding.actual).has_value());
  CHECK_FALSE(to_text(finding.difference).has_value());
  CHECK(finding.unit == Unit::none);
}

TEST_CASE("a measure reads as the report writes it") {
  CHECK_FALSE(to_text(Measure{}).has_value());
  CHECK(to_text(Measure{std::int64_t{14}}) == "14");
  CHECK(to_text(Measure{parse_date_span("2024")}) == "2024");
  CHECK(to_text(Measure{Rupiah{}}) == "0.00");
  CHECK(to_message(Measure{DateSpan(parse_date("2024-03-26"))}).id == "26 Maret 2024");
  CHECK(to_message(Measure{std::int64_t{14}}).en == "14");
}

TEST_CASE("fingerprints do not depend on the order of rows, on the file, or on the day of the question") {
  const Report report = report_of(rows());
  const auto expected = fingerprints(report);
  CHECK(report.total().fail >= 6);
  std::vector<Row> turned = rows();
  std::reverse(turned.begin(), turned.end());
  CHECK(fingerprints(report_of(turned)) == expected);
  CHECK(fingerprints(report_of(rows(), "journal/2024.csv")) == expected);
  std::vector<Row> rotated = rows();
  std::rotate(rotated.begin(), rotated.begin() + 3, rotated.end());
  CHECK(fingerprints(report_of(rotated, "buku.csv")) == expected);
  Portfolio portfolio = office({grant("kpu")});
  keep_journal(portfolio, rows());
  CHECK(fingerprints(checked(portfolio, "2026-06-30", {"R", "S"})) == expected);
}

TEST_CASE("every finding of a report has a fingerprint of its own, also those of equal rows") {
  const auto found = fingerprints(report_of(rows()));
  CHECK(std::set<std::string>(found.begin(), found.end()).size() == found.size());
  for (const std::string& text : found) CHECK(text.size() == 4 + 1 + 32);
}

TEST_CASE("an entry with an id keeps its fingerprint when its other cells are mended, one without does not") {
  const auto of = [](const Row& row) { return fingerprints(report_of({row})); };
  CHECK(of({.id = "B1", .rupiah = 1'000'000, .payee = "CV Maju"}) == of({.id = "B1", .rupiah = 1'000'000, .payee = "CV Maju Jaya"}));
  CHECK(of({.id = "B1"}) != of({.id = "B2"}));
  CHECK(of({.rupiah = 1'000'000, .payee = "CV Maju"}) != of({.rupiah = 1'000'000, .payee = "CV Mundur"}));
  CHECK(of({.rupiah = 1'000'000}) != of({.rupiah = 1'000'001}));
}

TEST_CASE("two grants with the same books have different fingerprints") {
  Portfolio portfolio = office({grant("kpu"), grant("bawaslu")});
  keep_journal(portfolio, {{.grant = 0}, {.grant = 1}});
  const Report report = checked(portfolio, "2024-12-31", {"R408"});
  REQUIRE(report.findings.size() == 2);
  CHECK(report.findings[0].fingerprint != report.findings[1].fingerprint);
}

TEST_CASE("a finding carries its message in both languages, its basis and its evidence") {
  for (const Finding& finding : report_of(rows()).findings) {
    CAPTURE(finding.rule);
    CHECK_FALSE(finding.message.id.empty());
    CHECK_FALSE(finding.message.en.empty());
    CHECK(finding.message.id.find('{') == std::string::npos);  // every slot was filled
    CHECK(finding.message.en.find('{') == std::string::npos);
    CHECK_FALSE(finding.evidence.empty());
    CHECK((finding.state == State::not_evaluable) == !finding.reason.id.empty());
  }
}
