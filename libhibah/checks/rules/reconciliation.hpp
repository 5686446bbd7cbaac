// libhibah: reconciliation — entries and rows of the bank statement, one to one.
#pragma once

// An entry and a row go together where they are of one grant and one signed amount, and at most so many working days apart: the nearest
// ones first, then in the order of entries, then in that of rows. Where a partial date leaves open who goes with whom, all of that amount
// are left open. Cost: linear in entries and rows, times the days.

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <libhibah/checks/rules/support.hpp>

namespace hibah::rules {

enum class PairFate : std::uint8_t {
  paired,
  alone,         ///< nothing of its amount is near enough, whatever the partial dates mean
  open,          ///< a partial date, its own or another's, leaves open whether it has a partner
  off_calendar,  ///< the same, because a day lies outside the years of the working calendar
};

struct PairedEntry {
  EntryIndex entry = no_entry;
  bool is_certain = false;  ///< surely exists on the day of the question
  EntryKind kind{};
  Rupiah amount;  ///< signed, as the bank writes it
  DateSpan date;
  PairFate fate = PairFate::alone;
};

struct PairedRow {
  const BankRow* row = nullptr;
  bool is_certain = false;
  PairFate fate = PairFate::alone;
};

struct BankPairs {
  std::vector<PairedEntry> entries;  ///< in the order of the input
  std::vector<PairedRow> rows;       ///< those that exist on the day of the question, or perhaps do, in the order of the file
};

/// Entries of the first kinds take their rows before those of the next.
[[nodiscard]] BankPairs pair_with_bank(const GrantView& view, std::span<const std::vector<EntryKind>> kinds, std::int64_t days);

/// Where the statement has no row of the grant: one not_evaluable, and false.
[[nodiscard]] bool has_statement_or_answer(const GrantView& view, const std::vector<PairedRow>& rows, Verdicts& out);
/// The rows of the statement that exist on the day of the question, or perhaps do.
[[nodiscard]] std::vector<PairedRow> statement_on_day(const GrantView& view);

/// Sets subject, fingerprint and evidence of a finding about a row. `rows` are those of the grant, so that equal ones are told apart.
class BankPlaces {
 public:
  explicit BankPlaces(const GrantView& view);
  void place(Finding& finding, const BankRow& row, std::string_view column) const;

 private:
  const GrantView* view_;
  std::vector<std::uint32_t> ordinals_;  // by place in the grant's statement
};

}  // namespace hibah::rules
