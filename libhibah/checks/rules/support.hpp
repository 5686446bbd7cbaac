// libhibah: support — what several rule files share.
#pragma once

#include <optional>
#include <span>
#include <vector>

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

/// An entry of one kind that stands on the day, or perhaps stands.
struct StandingEntry {
  EntryIndex entry;
  bool is_certain;
};
[[nodiscard]] std::vector<StandingEntry> entries_of(const GrantView& view, EntryKind kind);
/// How many entries of a kind stand or perhaps stand.
[[nodiscard]] std::uint64_t count_of(const GrantView& view, EntryKind kind);

/// A fail about an entry, or a not_evaluable where the entry's existence is uncertain; subject, fingerprint and evidence are set.
Finding& fail_entry(const GrantView& view, Verdicts& out, const StandingEntry& standing, std::string_view column);
/// A not_evaluable about an entry.
Finding& not_evaluable_entry(const GrantView& view, Verdicts& out, EntryIndex entry, std::string_view column, Message reason);

/// The terms in force, or one not_evaluable for the grant and null.
[[nodiscard]] const Terms* terms_or_answer(const GrantView& view, Verdicts& out);
/// The grant with every addendum surely signed by a day or surely not: one where all is known, one for each way that partial dates
/// leave open. Empty where those are too many to follow.
[[nodiscard]] std::vector<Grant> possible_grants(const Grant& grant, Date day);
/// The terms that may be in force on a day, one for each of possible_grants. Empty where those are too many, or where the order of two
/// addenda is uncertain.
[[nodiscard]] std::vector<Terms> possible_terms(const Grant& grant, Date day);
/// The tranches in force with what was paid, or one not_evaluable for the grant and null (no tranche list; a disbursement without number).
[[nodiscard]] const TrancheStates* tranches_or_answer(const GrantView& view, Verdicts& out);
/// Subject of a tranche.
[[nodiscard]] Subject of_tranche(const GrantView& view, const PlannedTranche& tranche);
/// Whether the tranche was incomplete on the last day of `fiscal_year`, which lies before the day of the question (T208).
[[nodiscard]] Truth has_lapsed(const TrancheState& state, int fiscal_year, Date as_of);

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
