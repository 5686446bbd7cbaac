// A portfolio built by hand: two grants, a budget, a journal. Tests change what they are about.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <libhibah/journal/journal_builder.hpp>
#include <libhibah/journal/portfolio.hpp>
#include <libhibah/reports/table.hpp>

namespace hibah::sample {

inline Date day(std::string_view text) {
  return parse_date(text);
}

inline Tranche tranche(int number, std::string_view share, std::string_view due) {
  Tranche out;
  out.number = number;
  out.share = parse_share(share);
  out.due = parse_deadline(due);
  return out;
}

inline Grant grant(std::string id, std::string_view signed_on, std::int64_t rupiah, std::vector<Tranche> tranches = {}) {
  Grant out;
  out.id = std::move(id);
  out.recipient = "Penerima " + out.id;
  out.role = Role::organiser;
  out.signed_on = parse_date_span(signed_on);
  out.amount = Rupiah::from_rupiah(rupiah);
  out.tranches = std::move(tranches);
  return out;
}

/// An entry in words.
struct Line {
  std::string_view date{};
  EntryKind kind{};
  std::int64_t rupiah = 0;
  std::uint32_t grant = 0;
  int tranche = 0;
  std::string_view stage{};
  std::string_view account{};
  std::string_view payee{};
  std::string_view id{};
  std::string_view reverses{};
};

struct PlanLine {
  std::uint32_t grant = 0;
  std::string_view stage{};
  std::string_view account{};
  std::int64_t rupiah = 0;
  int version = 0;
};

inline Portfolio portfolio(std::vector<Grant> grants) {
  Portfolio out(WorkCalendar("contoh", day("2023-01-01"), day("2026-12-31"), {}));
  out.name = "Hibah Pilkada 2024 Kabupaten Contoh";
  out.timetable.id = "pilkada-contoh";
  out.timetable.versions.push_back({"PKPU 2/2024", day("2024-01-26"), day("2024-11-27"), {}, {}});
  out.regulation.id = "permendagri-contoh";
  out.grants = std::move(grants);
  out.inputs.emplace_back().name = "journal.csv";
  return out;
}

inline void set_journal(Portfolio& portfolio, const std::vector<Line>& lines, const std::vector<JournalColumn>& missing = {}) {
  JournalBuilder builder;
  std::uint32_t row = 1;
  for (const Line& line : lines) {
    Entry entry;
    entry.id = line.id;
    entry.date = parse_date_span(line.date);
    entry.kind = line.kind;
    entry.grant = line.grant;
    entry.tranche = line.tranche;
    entry.stage = portfolio.words.stage.intern(line.stage);
    entry.account = portfolio.words.account.intern(line.account);
    entry.amount = Rupiah::from_rupiah(line.rupiah);
    entry.payee = portfolio.words.payee.intern(line.payee);
    entry.reverses = line.reverses;
    entry.where = {0, ++row, 0};
    builder.add(entry);
  }
  for (const JournalColumn column : missing) builder.lacks(column);
  portfolio.journal = builder.finish(portfolio.grants.size(), portfolio.file_names());
  portfolio.words.payee.settle_names();
}

inline void set_budget(Portfolio& portfolio, const std::vector<PlanLine>& lines) {
  Budget budget;
  for (const PlanLine& line : lines) {
    BudgetRow row;
    row.grant = line.grant;
    row.stage = portfolio.words.stage.intern(line.stage);
    row.account = portfolio.words.account.intern(line.account);
    row.ceiling = Rupiah::from_rupiah(line.rupiah);
    row.version = line.version;
    budget.rows.push_back(row);
  }
  budget.index(portfolio.grants.size());
  portfolio.budget = std::move(budget);
}

/// A cell as text: "null" for null, whole rupiah without sen.
inline std::string text_of(const Cell& cell) {
  if (const auto* text = std::get_if<std::string>(&cell)) return *text;
  if (const auto* amount = std::get_if<Rupiah>(&cell)) return std::to_string(amount->sen() / 100);
  if (const auto* date = std::get_if<Date>(&cell)) return to_iso(*date);
  if (const auto* number = std::get_if<std::int64_t>(&cell)) return std::to_string(*number);
  return "null";
}

/// Rows of a table as texts, cells joined by "|"; of the named columns only, where some are named.
inline std::vector<std::string> rows_of(const Table& table, const std::vector<std::string_view>& names = {}) {
  std::vector<std::string> rows(table.rows());
  std::string_view separator = "";
  for (const Column& column : table.columns) {
    if (!names.empty() && std::find(names.begin(), names.end(), column.name) == names.end()) continue;
    for (std::size_t row = 0; row < rows.size(); ++row) rows[row] += std::string(separator) + text_of(column.cells[row]);
    separator = "|";
  }
  return rows;
}

inline std::vector<std::string> totals_of_table(const Table& table) {
  std::vector<std::string> totals;
  for (const Cell& cell : table.totals) totals.push_back(text_of(cell));
  return totals;
}

}  // namespace hibah::sample
