#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

#include <libhibah/base/version.hpp>
#include <libhibah/io/json.hpp>

#include "sample_report.hpp"

using namespace hibah;

TEST_CASE("the JSON of a check has every documented key, in order") {
  const std::string expected = R"json({
  "tool": {
    "name": "hibah",
    "version": "@version@"
  },
  "portfolio": "Kabupaten <Contoh>",
  "as_of": "2024-09-03",
  "provenance": {
    "regulation": {
      "id": "permendagri-41-2020",
      "sha256": "aa"
    },
    "timetable": {
      "id": "pilkada-2024",
      "sha256": "bb"
    },
    "calendar": {
      "id": "indonesia",
      "sha256": "cc",
      "from": "2019-01-01",
      "to": "2026-12-31"
    },
    "inputs": [
      {
        "file": "portfolio.toml",
        "sha256": "dd",
        "rows": 40
      }
    ]
  },
  "settings": {
    "R401.days_after": "30",
    "R405.days": "9"
  },
  "summary": {
    "pass": 5,
    "fail": 1,
    "not_applicable": 1,
    "not_evaluable": 0,
    "waived": 0,
    "complete": true
  },
  "rules": [
    {
      "rule": "T201",
      "pass": 3,
      "fail": 0,
      "not_applicable": 1,
      "not_evaluable": 0,
      "waived": 0
    },
    {
      "rule": "T202",
      "pass": 2,
      "fail": 1,
      "not_applicable": 0,
      "not_evaluable": 0,
      "waived": 0
    }
  ],
  "findings": [
    {
      "rule": "T202",
      "severity": "error",
      "state": "fail",
      "grant": "kpu",
      "tranche": 2,
      "stage": null,
      "account": null,
      "expected": "100.00",
      "actual": "97.00",
      "difference": "-3.00",
      "unit": "IDR",
      "message": {
        "id": "tahap 2 belum lunas: kurang Rp3,00",
        "en": "tranche 2 is not complete: Rp3,00 are missing"
      },
      "basis": [
        {
          "instrument": "Permendagri 41/2020",
          "article": "Pasal 16 ayat (4)",
          "mark": "press"
        },
        {
          "instrument": "NPHD",
          "article": null,
          "mark": null
        }
      ],
      "evidence": [
        {
          "file": "journal.csv",
          "row": 12,
          "column": "amount",
          "raw": "=97,00",
          "entry": "J-0012",
          "extra": {
            "catatan": "\"lihat\" SP2D"
          }
        },
        {
          "file": "portfolio.toml",
          "row": null,
          "column": null,
          "raw": null,
          "entry": null
        }
      ],
      "fingerprint": "f00d",
      "reason": null,
      "subjects": 1,
      "waiver": null
    }
  ]
}
)json";
  std::string text = to_json(sample::report({sample::unpaid_tranche()}));
  const std::string version_line = "\"version\": \"" + std::string(version()) + "\"";
  const std::size_t at = text.find(version_line);
  REQUIRE(at != std::string::npos);
  text.replace(at, version_line.size(), "\"version\": \"@version@\"");
  CHECK(text == expected);
}

TEST_CASE("a finding that is not evaluable tells its reason in the language, and measures nothing") {
  const Report report = sample::report({sample::unknown_day("kpu")});
  const std::string id = to_json(report, Language::id);
  CHECK(id.find("\"state\": \"not_evaluable\"") != std::string::npos);
  CHECK(id.find("\"expected\": null,\n      \"actual\": null,\n      \"difference\": null,\n      \"unit\": null") != std::string::npos);
  CHECK(id.find("\"reason\": \"hari penandatanganan hanya diketahui Oktober 2023\"") != std::string::npos);
  CHECK(to_json(report, Language::en).find("\"reason\": \"the signing is known only as October 2023\"") != std::string::npos);
}

namespace {

/// Findings of every shape, each with its number in it.
std::vector<Finding> many_findings(std::size_t count) {
  std::vector<Finding> findings;
  for (std::size_t i = 0; i < count; ++i) {
    Finding finding = i % 3 == 0 ? sample::unknown_day("hibah-" + std::to_string(i)) : sample::unpaid_tranche();
    finding.fingerprint = "nr-" + std::to_string(i);
    if (i % 5 == 0) finding.basis = Bases();
    if (i % 7 == 0) finding.evidence.clear();
    if (i % 11 == 0) finding.message.en = std::string(i, 'x') + "\xff";
    findings.push_back(std::move(finding));
  }
  return findings;
}

/// The text between "findings": [ and its closing bracket.
std::string findings_of(const std::string& json) {
  const std::string before = "\"findings\": [";
  const std::size_t begin = json.find(before) + before.size();
  return json.substr(begin, json.rfind("\n  ]") - begin);
}

}  // namespace

TEST_CASE("many findings are the single ones in their order, whatever the number of threads") {
  const std::vector<Finding> findings = many_findings(2003);  // pieces for every thread, and a last one that is not full
  std::string expected;
  for (const Finding& finding : findings) {
    expected += (expected.empty() ? "" : ",") + findings_of(to_json(sample::report({finding})));
  }
  const Report report = sample::report(findings);
  const std::string one = to_json(report, Language::id, 1);
  CHECK(findings_of(one) == expected);
  for (const unsigned threads : {2u, 3u, 8u, 0u}) {
    CAPTURE(threads);
    CHECK(to_json(report, Language::id, threads) == one);
  }
}

TEST_CASE("around the border of a piece no comma is missing or too many") {
  for (const std::size_t count : {1u, 255u, 256u, 257u, 512u, 513u}) {
    CAPTURE(count);
    const std::string text = to_json(sample::report(many_findings(count)), Language::id, 2);
    std::size_t commas = 0;
    for (std::size_t at = text.find("\n    },\n    {\n      \"rule\": \"T20"); at != std::string::npos;
         at = text.find("\n    },\n    {\n      \"rule\": \"T20", at + 1)) {
      ++commas;
    }
    CHECK(commas - 1 == count - 1);  // one is between the two counts by rule
    CHECK(text.find(",\n  ]") == std::string::npos);
  }
}

TEST_CASE("whatever stands in a finding is escaped as JSON wants it, wherever in a word it stands") {
  const std::pair<std::string, std::string> cases[] = {{std::string(1, '\0'), "\\u0000"},
                                                       {"\b", "\\b"},
                                                       {"\t", "\\t"},
                                                       {"\n", "\\n"},
                                                       {"\f", "\\f"},
                                                       {"\r", "\\r"},
                                                       {"\x1b", "\\u001b"},
                                                       {"\x1f", "\\u001f"},
                                                       {" ", " "},
                                                       {"\"", "\\\""},
                                                       {"\\", "\\\\"},
                                                       {"!#[]", "!#[]"},
                                                       {"\x7f", "\x7f"},
                                                       {"é–€", "é–€"},
                                                       {"\xF0\x9F\x97\xB3", "\xF0\x9F\x97\xB3"},
                                                       {"\xff", "\xEF\xBF\xBD"},
                                                       {"\xC0\xAF", "\xEF\xBF\xBD\xEF\xBF\xBD"}};
  for (const auto& each : cases) {
    const std::string& raw = each.first;
    const std::string& escaped = each.second;
    for (std::size_t before = 0; before < 18; ++before) {
      for (const std::size_t behind : {0u, 3u, 8u}) {
        CAPTURE(escaped);
        CAPTURE(before);
        Finding finding = sample::unpaid_tranche();
        const auto padded = [&](const std::string& text) { return std::string(before, 'a') + text + std::string(behind, 'z'); };
        finding.evidence[0].raw = padded(raw);
        finding.evidence[0].extra = {{padded(raw), "1"}};
        const std::string text = to_json(sample::report({finding}));
        CHECK(text.find("\"raw\": \"" + padded(escaped) + "\",\n") != std::string::npos);
        CHECK(text.find("\n            \"" + padded(escaped) + "\": \"1\"\n") != std::string::npos);
      }
    }
  }
}

TEST_CASE("a report without findings and rules has empty lists") {
  Report report = sample::report({});
  report.rules.clear();
  report.settings.clear();
  const std::string text = to_json(report);
  CHECK(text.find("\"settings\": {},") != std::string::npos);
  CHECK(text.find("\"rules\": [],\n  \"findings\": []\n}\n") != std::string::npos);
}

TEST_CASE("the JSON of a table has amounts, days and dates as texts, and totals after the rows") {
  CHECK(to_json(sample::small_table()) == R"json({
  "as_of": "2024-09-03",
  "rows": [
    {
      "grant": "kpu",
      "tranche": 2,
      "planned": "-3.00",
      "due": "2024-06-27",
      "days_late": "3",
      "share": "-5.00%"
    },
    {
      "grant": "=1+1",
      "tranche": null,
      "planned": "1250000.00",
      "due": null,
      "days_late": null,
      "share": "a \"b\", <c>"
    }
  ],
  "totals": {
    "planned": "1249997.00"
  }
}
)json");
}

TEST_CASE("a table without control totals has no totals key, and one without rows an empty list") {
  Table table = sample::small_table();
  table.totals.clear();
  for (Column& column : table.columns) column.cells.clear();
  CHECK(to_json(table) == "{\n  \"as_of\": \"2024-09-03\",\n  \"rows\": []\n}\n");
}

TEST_CASE("text outside ASCII stays as it is, and bytes that are no UTF-8 do no harm") {
  Table table = sample::small_table();
  table.columns[0].cells[0] = std::string("Kutai – Élan\n\x1b");
  table.columns[0].cells[1] = std::string("\xff");
  const std::string text = to_json(table);
  CHECK(text.find("\"grant\": \"Kutai – Élan\\n\\u001b\"") != std::string::npos);
  CHECK(text.find("\"grant\": \"\xef\xbf\xbd\"") != std::string::npos);
}

TEST_CASE("the JSON of a deadline lists every day passed over") {
  const Deadline deadline = parse_deadline("2024-12-24 + 1 working days");
  Reckoning reckoning;
  reckoning.anchor = parse_date("2024-12-24");
  reckoning.date = parse_date("2024-12-27");
  reckoning.skipped = {{parse_date("2024-12-25"), SkipReason::national, "Natal", "SKB 3 Menteri"},
                       {parse_date("2024-12-26"), SkipReason::cuti_bersama, "Cuti bersama Natal", ""}};
  CHECK(to_json(deadline, reckoning) == R"json({
  "expression": "2024-12-24 + 1 working days",
  "date": "2024-12-27",
  "skipped": [
    {
      "date": "2024-12-25",
      "why": "national",
      "decree": "SKB 3 Menteri"
    },
    {
      "date": "2024-12-26",
      "why": "cuti_bersama",
      "decree": null
    }
  ]
}
)json");
}
