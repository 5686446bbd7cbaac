// libhibah: support — what several rule files share.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include <libhibah/base/numbering.hpp>
#include <libhibah/checks/rule.hpp>

namespace hibah::rules {

/// A basis that is no instrument: arithmetic, bookkeeping, the agreement itself, practice.
[[nodiscard]] Basis basis(std::string_view what);

[[nodiscard]] Message rp(Rupiah amount);
[[nodiscard]] Message count(std::uint64_t number);
[[nodiscard]] Message word(std::string_view text);

/// Sets the message of a fail; a not_evaluable keeps its own.
void say(Finding& finding, Text wording, const Slots& slots);

/// Answers not_evaluable once for the whole grant.
void not_evaluable_once(const GrantView& view, Verdicts& out, Message reason);

/// The same where partial dates leave open which realisations count.
void not_evaluable_counting(const GrantView& view, Verdicts& out);

/// An entry of one kind that stands on the day, or perhaps stands.
struct StandingEntry {
  EntryIndex entry;
  bool is_certain;
};
[[nodiscard]] std::vector<StandingEntry> entries_of(const GrantView& view, EntryKind kind);
/// Calls `take(const BookRow&, bool is_certain)` for the same entries in the same order: for rules over every realisation.
template <typename Take>
void for_each_entry(const GrantView& view, EntryKind kind, const Take& take) {
  for (const BookRow& row : view.books().certain) {
    if (row.kind == kind) take(row, true);
  }
  for (const BookRow& row : view.books().possible) {
    if (row.kind == kind) take(row, false);
  }
}
/// How many entries of a kind stand or perhaps stand.
[[nodiscard]] std::uint64_t count_of(const GrantView& view, EntryKind kind);

/// A fail about an entry, or a not_evaluable where the entry's existence is uncertain; subject, fingerprint and evidence are set.
Finding& fail_entry(const GrantView& view, Verdicts& out, const StandingEntry& standing, std::string_view column);
/// A not_evaluable about an entry, because of what stands in it.
Finding& not_evaluable_entry(const GrantView& view, Verdicts& out, EntryIndex entry, std::string_view column, Message reason);
/// The same where the cause lies outside of the entry and is one for many: it is told once, with the first of them and their number.
void not_evaluable_among(const GrantView& view, Verdicts& out, EntryIndex entry, std::string_view column, const Message& reason);

/// The same for every entry of a kind.
void not_evaluable_all(const GrantView& view, Verdicts& out, EntryKind kind, std::string_view column, const Message& reason);

/// The terms in force, or one not_evaluable for the grant and null.
[[nodiscard]] const Terms* terms_or_answer(const GrantView& view, Verdicts& out);
/// The grant with every addendum surely signed by a day or surely not: one where all is known, one for each way that partial dates
/// leave open. Empty where those are too many to follow.
[[nodiscard]] std::vector<Grant> possible_grants(const Grant& grant, Date day);
/// The terms that may be in force on a day, one for each of possible_grants. Empty where those are too many, or where the order of two
/// addenda is uncertain.
[[nodiscard]] std::vector<Terms> possible_terms(const Grant& grant, Date day);
/// True where the terms list tranches; else one not_evaluable for the grant.
[[nodiscard]] bool states_tranches_or_answer(const GrantView& view, const Terms& terms, Verdicts& out);
/// The regulation's schedule for the grant's role, to be held against the tranches of `terms`; null, with an answer, where there is no
/// schedule, no amount or no list of tranches.
[[nodiscard]] const LegalSchedule* schedule_or_answer(const GrantView& view, const Terms& terms, Verdicts& out);
/// The tranches in force with what was paid, or one not_evaluable for the grant and null (no tranche list; a disbursement without number).
[[nodiscard]] const TrancheStates* tranches_or_answer(const GrantView& view, Verdicts& out);
/// The share of a tranche: as written, where a share was written (its amount in whole rupiah may fall short of it by less than one
/// rupiah), else its part of the agreement. Errors: UsageError for an agreement of nothing.
[[nodiscard]] Ratio share_of(const PlannedTranche& tranche, Rupiah agreement);
/// Subject of a tranche.
[[nodiscard]] Subject of_tranche(const GrantView& view, const PlannedTranche& tranche);
/// Whether the tranche was incomplete on the last day of `fiscal_year`, which lies before the day of the question (T208).
[[nodiscard]] Truth has_lapsed(const TrancheState& state, int fiscal_year, Date as_of);

/// Finds the place of a stage and account in a list of budget lines.
class LineIndex {
 public:
  static constexpr std::uint32_t none = 0xFFFFFFFFu;
  explicit LineIndex(const std::vector<BudgetLine>& lines);
  [[nodiscard]] std::uint32_t find(WordId stage, WordId account) const noexcept {
    const std::uint64_t key = key_of(stage, account);
    for (std::size_t at = place_of(key);; at = (at + 1) & (slots_.size() - 1)) {
      if (slots_[at].line == none || slots_[at].key == key) return slots_[at].line;
    }
  }

 private:
  struct Slot {
    std::uint64_t key = 0;
    std::uint32_t line = none;
  };
  [[nodiscard]] static std::uint64_t key_of(WordId stage, WordId account) noexcept { return (std::uint64_t{stage} << 32) | account; }
  [[nodiscard]] std::size_t place_of(std::uint64_t key) const noexcept { return (key * 0x9E3779B97F4A7C15u >> 32) & (slots_.size() - 1); }
  std::vector<Slot> slots_;  // open addressing, a power of two, at most half full
};

/// The budget lines in force, or one not_evaluable for the grant and null.
[[nodiscard]] const std::vector<BudgetLine>* budget_or_answer(const GrantView& view, Verdicts& out);

/// Whether the day of the question is past `due`.
[[nodiscard]] Truth is_past(const Due& due, Date as_of);
/// Answers not_applicable or not_evaluable for a grant whose limit is not past or not known; true where it is surely past.
[[nodiscard]] bool past_or_answer(const GrantView& view, Verdicts& out, const Due& due);

/// The least and the most that an amount may be, where some entries perhaps stand.
struct Bounds {
  Rupiah least;
  Rupiah most;
};
/// Balance of the grant.
[[nodiscard]] Bounds balance_bounds(const GrantView& view);
/// Total of one kind.
[[nodiscard]] Bounds total_bounds(const GrantView& view, EntryKind kind);

/// Entries of the given kinds as evidence, in canonical order.
void add_entries(Finding& finding, const GrantView& view, std::span<const EntryKind> kinds);

}  // namespace hibah::rules
