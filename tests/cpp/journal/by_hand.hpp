// Journals and agreements put together in memory, for the tests of this floor.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <libhibah/journal/journal_builder.hpp>

namespace hibah::by_hand {

inline Date day(std::string_view text) {
  return parse_date(text);
}

inline Rupiah rupiah(std::int64_t whole) {
  return Rupiah::from_rupiah(whole);
}

/// One row, as a treasurer writes it.
struct Row {
  std::string id{};
  std::string date = "2024-06-01";
  EntryKind kind = EntryKind::disbursement;
  std::int64_t whole = 100;
  int tranche = 0;
  std::string reverses{};
  std::uint32_t grant = 0;
};

inline const std::vector<std::string>& files() {
  static const std::vector<std::string> names{"portfolio.toml", "journal.csv"};
  return names;
}

/// The row as the builder takes it; it points into `row`. `line` is its line in journal.csv.
inline Entry entry_of(const Row& row, std::uint32_t line) {
  Entry entry;
  entry.id = row.id;
  entry.date = parse_date_span(row.date);
  entry.kind = row.kind;
  entry.grant = row.grant;
  entry.tranche = row.tranche;
  entry.amount = rupiah(row.whole);
  entry.reverses = row.reverses;
  entry.where = {1, line, line * 50ULL};
  return entry;
}

/// A builder that holds these rows; the first stands on line 2.
inline JournalBuilder builder_of(const std::vector<Row>& rows) {
  JournalBuilder builder;
  for (std::size_t i = 0; i < rows.size(); ++i) builder.add(entry_of(rows[i], static_cast<std::uint32_t>(i + 2)));
  return builder;
}

inline Journal journal_of(const std::vector<Row>& rows, std::size_t grants = 1) {
  return builder_of(rows).finish(grants, files());
}

inline std::vector<EntryIndex> list(std::span<const EntryIndex> entries) {
  return {entries.begin(), entries.end()};
}

}  // namespace hibah::by_hand
