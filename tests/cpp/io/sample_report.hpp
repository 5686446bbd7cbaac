// Reports and tables built by hand, with hostile words among the honest ones.
#pragma once

#include <string>
#include <utility>

#include <libhibah/checks/engine.hpp>
#include <libhibah/reports/table.hpp>

namespace hibah::sample {

inline Finding unpaid_tranche() {
  Finding finding;
  finding.rule = "T202";
  finding.severity = Severity::error;
  finding.state = State::fail;
  finding.grant = "kpu";
  finding.subject.grant = 0;
  finding.subject.tranche = 2;
  finding.expected = Rupiah::from_rupiah(100);
  finding.actual = Rupiah::from_rupiah(97);
  finding.difference = Rupiah::from_rupiah(-3);
  finding.unit = Unit::idr;
  finding.message = {"tahap 2 belum lunas: kurang Rp3,00", "tranche 2 is not complete: Rp3,00 are missing"};
  finding.basis = Bases(
      {{{"T202"}, "Permendagri 41/2020", "Pasal 16 ayat (4)", Mark::press, "https://example.org"}, {{}, "NPHD", "", std::nullopt, ""}});
  Evidence row;
  row.where = {1, 12, 345};
  row.column = "amount";
  row.entry = 7;
  row.file = "journal.csv";
  row.entry_id = "J-0012";
  row.raw = "=97,00";
  row.extra = {{"catatan", "\"lihat\" SP2D"}};
  Evidence whole_file;
  whole_file.file = "portfolio.toml";
  finding.evidence = {row, whole_file};
  finding.fingerprint = "f00d";
  return finding;
}

inline Finding unknown_day(std::string grant) {
  Finding finding;
  finding.rule = "T201";
  finding.state = State::not_evaluable;
  finding.grant = std::move(grant);
  finding.message = {"Tahap terlambat: tidak dapat dinilai", "Tranche late: not evaluable"};
  finding.reason = {"hari penandatanganan hanya diketahui Oktober 2023", "the signing is known only as October 2023"};
  finding.fingerprint = "beef";
  return finding;
}

inline Report report(std::vector<Finding> findings) {
  Report out;
  out.portfolio = "Kabupaten <Contoh>";
  out.as_of = parse_date("2024-09-03");
  out.regulation = {"permendagri-41-2020", "aa"};
  out.timetable = {"pilkada-2024", "bb"};
  out.calendar = {"indonesia", "cc"};
  out.calendar_from = parse_date("2019-01-01");
  out.calendar_to = parse_date("2026-12-31");
  InputFile& input = out.inputs.emplace_back();
  input.name = "portfolio.toml";
  input.sha256 = "dd";
  input.rows = 40;
  out.settings = {{"R401.days_after", "30"}, {"R405.days", "9"}};
  const Catalogue catalogue = builtin_catalogue();
  const auto title_of = [&](const char* code) {
    const Text& title = catalogue.find(code)->info.title;
    return Message{std::string(title.id), std::string(title.en)};
  };
  out.rules = {{"T201", 3, 0, 1, 0, 0, title_of("T201")}, {"T202", 2, 0, 0, 0, 0, title_of("T202")}};
  for (Finding& finding : findings) {
    RuleCount& count = out.rules[finding.rule == "T201" ? 0 : 1];
    ++(finding.state == State::fail ? count.fail : count.not_evaluable);
    out.findings.push_back(std::move(finding));
  }
  return out;
}

inline Table small_table() {
  Table table;
  table.name = "realisation";
  table.title = {"Realisasi belanja", "Realisation"};
  table.as_of = parse_date("2024-09-03");
  table.columns = {
      {"grant", {"Hibah", "Grant"}, ColumnType::text, "", {std::string("kpu"), std::string("=1+1")}},
      {"tranche", {"Tahap", "Tranche"}, ColumnType::number, "", {std::int64_t{2}, Cell{}}},
      {"planned", {"Rencana", "Planned"}, ColumnType::amount, "IDR", {Rupiah::from_sen(-300), Rupiah::from_rupiah(1'250'000)}},
      {"due", {"Jatuh tempo", "Due"}, ColumnType::date, "", {parse_date("2024-06-27"), Cell{}}},
      {"days_late", {"Hari telat", "Days late"}, ColumnType::number, "day", {std::int64_t{3}, Cell{}}},
      {"share", {"Serapan", "Share"}, ColumnType::text, "", {std::string("-5.00%"), std::string("a \"b\", <c>")}},
  };
  table.totals = {Cell{}, Cell{}, Rupiah::from_sen(124'999'700), Cell{}, Cell{}, Cell{}};
  return table;
}

}  // namespace hibah::sample
