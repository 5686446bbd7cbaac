// libhibah: Books — the entries of one grant that stand on a day, reversals taken out.
#pragma once

// An entry dated after the day does not exist yet. A valid reversal and the entry that it takes back go out together. What a partial date
// leaves open is kept apart: `certain` surely stands, `possible` perhaps.

#include <functional>
#include <optional>
#include <unordered_map>
#include <vector>

#include <libhibah/journal/portfolio.hpp>

namespace hibah {

/// What is wrong with a reversal.
enum class ReversalFault : std::uint8_t {
  none,
  names_no_entry,
  names_a_reversal,
  already_reversed,
  other_amount,
  other_grant,
  dated_before,
  unknown_order
};

struct ReversalVerdict {
  EntryIndex reversal = no_entry;
  EntryIndex target = no_entry;  ///< what it names
  ReversalFault fault = ReversalFault::none;
  Truth exists = Truth::yes;  ///< unknown where its partial date leaves open whether it exists on the day
};

/// An entry with what is asked of it most: the entries of a grant stand apart in the columns, and here side by side.
struct BookRow {
  Rupiah amount;
  std::uint64_t voucher = 0;  ///< voucher_key
  std::int32_t day = 0;       ///< as Journal::packed_day
  EntryIndex entry = no_entry;
  WordId account = 0;
  std::uint16_t stage = 0;
  EntryKind kind{};

  /// True where the day itself is known.
  [[nodiscard]] bool is_day() const noexcept { return day >= 0; }
  /// Where only the entry is asked for.
  operator EntryIndex() const noexcept { return entry; }  // NOLINT(google-explicit-constructor)
};

struct Books {
  std::vector<BookRow> certain;            ///< in canonical order: day, receipts before payments, input order
  std::vector<BookRow> possible;           ///< in the same order
  std::vector<ReversalVerdict> reversals;  ///< of this grant's reversals that exist on the day, in canonical order
  bool are_days = true;                    ///< the day of every entry is known, not only its month or year
};

[[nodiscard]] Books books_on(const Journal& journal, std::uint32_t grant, Date as_of);

/// The reversals of a grant that exist on the day, and what they take back.
struct Reversals {
  std::vector<ReversalVerdict> verdicts;                  ///< in canonical order
  std::unordered_map<EntryIndex, Truth> taken_back = {};  ///< unknown where a partial date leaves it open
};
[[nodiscard]] Reversals reversals_on(const Journal& journal, std::uint32_t grant, Date as_of);
/// Shows the entries that stand, surely or perhaps, one by one in canonical order: for those who keep none of them.
void for_each_standing(const Journal& journal, std::uint32_t grant, Date as_of, const Reversals& reversals,
                       const std::function<void(const BookRow& row, bool is_certain)>& take);

/// False where reversals take back entries that nobody can name, because the journal lacks the column `reverses`: what stands is unknown.
[[nodiscard]] bool knows_what_stands(const Journal& journal, const std::vector<ReversalVerdict>& reversals) noexcept;

/// Totals of a grant by kind.
struct Totals {
  Rupiah disbursed;
  Rupiah realised;
  Rupiah refunded;
  Rupiah interest;
  Rupiah returned;

  /// disbursed + interest + refunds - realised - returned.
  [[nodiscard]] Rupiah balance() const;
};
[[nodiscard]] Totals totals_of(const std::vector<BookRow>& entries);

[[nodiscard]] constexpr bool is_receipt(EntryKind kind) noexcept {
  return kind == EntryKind::disbursement || kind == EntryKind::interest || kind == EntryKind::refund;
}

/// How far one tranche of the terms in force has been paid.
struct TrancheState {
  const PlannedTranche* plan = nullptr;
  Rupiah disbursed;           ///< its own disbursements that surely stand
  Rupiah disbursed_possible;  ///< and those that perhaps stand
  Rupiah carried;             ///< what earlier tranches got above their plan and this one may use
  Truth complete = Truth::no;
  std::optional<DateSpan> completed_on;  ///< where complete is yes: the first day on which it was; of a plan of nothing, its signing
  Date earliest_completion;              ///< where complete is not no: the first day on which it can have been
  std::vector<EntryIndex> entries;       ///< its own disbursements, certain ones only, in canonical order
  std::vector<EntryIndex> possible;      ///< those that perhaps stand, in the same order
};

/// The tranches of `terms` with what was paid. Nothing where a disbursement does not say its tranche and the grant has several:
/// `culprit` is then that entry. The result points into `terms`.
struct TrancheStates {
  std::vector<TrancheState> tranches;
  EntryIndex culprit = no_entry;
};
[[nodiscard]] TrancheStates tranche_states(const Journal& journal, const Books& books, const Terms& terms);
/// The tranche of `terms` that a disbursement belongs to; 0 where that is unknown.
[[nodiscard]] int tranche_of(const Journal& journal, EntryIndex entry, const Terms& terms) noexcept;

}  // namespace hibah
