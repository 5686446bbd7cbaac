// The catalogue: its codes, its pages, and rules that an application adds to a copy.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include <libhibah/base/error.hpp>
#include <libhibah/io/law_reader.hpp>
#include <libhibah/law/builtin.hpp>

#include "office.hpp"

using namespace hibah;
using namespace hibah::test;

namespace {

const std::vector<std::string> built{"J101", "J102", "P101", "P102", "A101", "A102", "A103", "A104", "A105", "A106", "A107", "A108",
                                     "A109", "T201", "T202", "T203", "T204", "T205", "T206", "T207", "T208", "T209", "T210", "B301",
                                     "B302", "B303", "R401", "R402", "R403", "R404", "R405", "R406", "R407", "R408", "R409", "R410",
                                     "R411", "S501", "S502", "S503", "S504", "S505", "S506", "S507", "S508", "S509", "D601", "D602",
                                     "X701", "X702", "X703", "N801", "N802", "N803", "N804", "W901", "W902", "W903"};

const std::set<std::string_view> subjects{"portfolio", "fiscal year", "grant", "addendum", "tranche", "budget line",
                                          "entry",     "voucher",     "group", "waiver",   "bank row"};

std::string text_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// The amounts of a text, as it writes them after "Rp": "1.000.000".
std::multiset<std::string> amounts_in(std::string_view text) {
  std::multiset<std::string> amounts;
  for (auto at = text.find("Rp"); at != std::string_view::npos; at = text.find("Rp", at + 1)) {
    std::string amount;
    for (std::size_t i = at + 2; i < text.size() && (is_digit(text[i]) || text[i] == '.' || text[i] == ','); ++i) amount += text[i];
    while (!amount.empty() && !is_digit(amount.back())) amount.pop_back();  // the sentence's own comma or full stop
    amounts.insert(amount);
  }
  return amounts;
}

/// Whether a case states an amount, in either notation.
bool states(const std::string& portfolio, const std::string& amount) {
  if (portfolio.find("Rp" + amount) != std::string::npos) return true;
  std::string plain;
  for (const char c : amount) {
    if (c != '.') plain += c == ',' ? '.' : c;
  }
  for (auto at = portfolio.find(plain); at != std::string::npos; at = portfolio.find(plain, at + 1)) {
    const bool begins = at == 0 || !is_digit(portfolio[at - 1]);
    const std::size_t end = at + plain.size();
    if (begins && (end == portfolio.size() || !is_digit(portfolio[end]))) return true;
  }
  return false;
}

Rule with_code(std::string_view code) {
  Rule rule;
  rule.info.code = code;
  return rule;
}

}  // namespace

TEST_CASE("the catalogue has every rule that is built, once, in the order of reports") {
  const Catalogue catalogue = builtin_catalogue();
  std::vector<std::string> found;
  for (const Rule& rule : catalogue.rules()) found.emplace_back(rule.info.code);
  CHECK(found == built);
  CHECK(std::set<std::string>(found.begin(), found.end()).size() == found.size());
}

TEST_CASE("every rule says what it is, in both languages, and can be run") {
  std::set<std::string_view> names;
  const Catalogue catalogue = builtin_catalogue();
  for (const Rule& rule : catalogue.rules()) {
    const std::string code(rule.info.code);
    CAPTURE(code);
    CHECK(names.insert(rule.info.name).second);
    CHECK_FALSE(rule.info.name.empty());
    CHECK_FALSE(rule.info.title.id.empty());
    CHECK_FALSE(rule.info.title.en.empty());
    CHECK(subjects.contains(rule.info.subject));
    CHECK((rule.check_grant != nullptr) + (rule.check_portfolio != nullptr) + (rule.check_waivers != nullptr) == 1);
    const RulePage& page = rule.info.page;
    for (const Text& text : {page.what, page.why, page.example, page.not_proved, page.needs}) {
      CHECK(text.id.size() > 40);
      CHECK(text.en.size() > 40);
      CHECK(text.id != text.en);
      CHECK(text.id.ends_with('.'));
      CHECK(text.en.ends_with('.'));
    }
  }
}

TEST_CASE("the example of a page is one of its rule's cases, with that case's amounts") {
  // Goal: each rule's source names the case that its example tells; every amount of the example stands in the case.
  const Catalogue catalogue = builtin_catalogue();
  for (const auto& file : std::filesystem::directory_iterator(HIBAH_SOURCE_DIR "/libhibah/checks/rules")) {
    const std::string name = file.path().filename().string();
    if (file.path().extension() != ".cpp" || name.size() < 5 || name[4] != '_') continue;
    CAPTURE(name);
    const std::string source = text_of(file.path());
    const std::string mark = "// example: ";
    const auto place = source.find(mark);
    REQUIRE(place != std::string::npos);
    const std::string example = source.substr(place + mark.size(), source.find('\n', place) - place - mark.size());
    std::string code = name.substr(0, 4);
    std::transform(code.begin(), code.end(), code.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    CHECK(example.starts_with("tests/rules/" + code + "/"));
    const std::string portfolio = text_of(std::filesystem::path(HIBAH_SOURCE_DIR) / example);
    REQUIRE_MESSAGE(!portfolio.empty(), "no such case: ", example);
    REQUIRE(catalogue.find(code) != nullptr);
    const Text& words = catalogue.find(code)->info.page.example;
    for (const std::string_view text : {words.id, words.en}) {
      for (const std::string& amount : amounts_in(text)) CHECK_MESSAGE(states(portfolio, amount), example, " does not state Rp", amount);
    }
    CHECK(amounts_in(words.id) == amounts_in(words.en));
  }
}

TEST_CASE("every rule rests on something, of its own or of each built-in regulation") {
  const Catalogue catalogue = builtin_catalogue();
  std::size_t regulations = 0;
  for (const BuiltinFile& file : builtin_files()) {
    if (file.kind != "regulation") continue;
    ++regulations;
    const Regulation regulation = builtin_regulation(file.id);
    for (const Rule& rule : catalogue.rules()) {
      const std::string pair = std::string(rule.info.code) + " in " + regulation.id;
      CAPTURE(pair);
      CHECK((!rule.info.basis.empty() || !regulation.basis_of(rule.info.code).empty()));
    }
  }
  CHECK(regulations == 2);
}

TEST_CASE("the settings that a rule names are known, and begin with its code") {
  const Catalogue catalogue = builtin_catalogue();
  for (const Rule& rule : catalogue.rules()) {
    for (const std::string_view key : rule.info.settings) {
      CHECK(key.starts_with(std::string(rule.info.code) + "."));
      CHECK(Settings().all().contains(std::string(key)));
    }
  }
}

TEST_CASE("an application adds its own rule to a copy and the built-in catalogue stays as it was") {
  Catalogue catalogue = builtin_catalogue();
  const std::size_t before = catalogue.rules().size();
  catalogue.add({.info = {.code = "Z901",
                          .name = "large-payment",
                          .title = {"Belanja besar", "Large payment"},
                          .subject = "entry",
                          .severity = Severity::info,
                          .needs = {.journal = true, .kinds = {EntryKind::realisation}}},
                 .check_grant = [](const GrantView& view, Verdicts& out) {
                   for (const EntryIndex entry : view.books().certain) {
                     if (view.journal().amount(entry) <= Rupiah::from_rupiah(5'000'000)) {
                       out.pass();
                       continue;
                     }
                     Finding& finding = out.fail();
                     measure(finding, Rupiah::from_rupiah(5'000'000), view.journal().amount(entry));
                     identify(finding, view.portfolio(), {.grant = view.index()}, natural_key(view, entry));
                     finding.evidence.push_back(evidence_of(view.journal(), entry, "amount"));
                   }
                 }});
  REQUIRE(catalogue.find("Z901") != nullptr);
  CHECK(catalogue.rules().size() == before + 1);
  CHECK(builtin_catalogue().find("Z901") == nullptr);

  Portfolio portfolio = office({grant("kpu")});
  keep_journal(portfolio, {{.id = "B1", .rupiah = 5'000'000}, {.id = "B2", .rupiah = 5'000'001}});
  CheckOptions options;
  options.as_of = parse_date("2024-12-31");
  options.select = {"Z"};
  const Report report = check(portfolio, catalogue, options);
  REQUIRE(report.rules.size() == 1);
  CHECK(report.rules[0].pass == 1);
  REQUIRE(report.findings.size() == 1);
  CHECK(to_text(report.findings[0].difference) == "1.00");
  CHECK(report.findings[0].severity == Severity::info);
  CHECK(report.findings[0].evidence[0].entry_id == "B2");
  CHECK(report.findings[0].evidence[0].file == "journal.csv");
}

TEST_CASE("a code is taken once, and is made of capital letters and digits") {
  Catalogue catalogue = builtin_catalogue();
  CHECK_THROWS_AS(catalogue.add(with_code("S503")), UsageError);
  CHECK_THROWS_AS(catalogue.add(with_code("")), UsageError);
  CHECK_THROWS_AS(catalogue.add(with_code("z901")), UsageError);
  CHECK_THROWS_AS(catalogue.add(with_code("Z-901")), UsageError);
  CHECK_NOTHROW(catalogue.add(with_code("Z901")));
}
