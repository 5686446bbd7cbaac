#include <libhibah/checks/rules/support.hpp>

#include <algorithm>
#include <string>
#include <utility>

#include <libhibah/money/notation.hpp>

namespace hibah::rules {

Basis basis(std::string_view what) {
  Basis row;
  row.instrument = what;
  return row;
}

Message rp(Rupiah amount) {
  return same(to_text(amount));
}
Message count(std::uint64_t number) {
  return same(std::to_string(number));
}
Message word(std::string_view text) {
  return same(std::string(text));
}

void say(Finding& finding, Text wording, const Slots& slots) {
  if (finding.state == State::fail) finding.message = fill(wording, slots);
}

void not_evaluable_once(const GrantView& view, Verdicts& out, Message reason) {
  Finding& finding = out.not_evaluable(std::move(reason));
  identify(finding, view.portfolio(), {.grant = view.index()}, "grant");
  finding.evidence.push_back(evidence_at(view.grant().where, "id"));
}

void not_evaluable_counting(const GrantView& view, Verdicts& out) {
  not_evaluable_once(view, out,
                     {"tanggal entri tidak lengkap: tidak pasti belanja mana yang dihitung",
                      "an entry's date is not complete: which realisations count is uncertain"});
}

std::vector<StandingEntry> entries_of(const GrantView& view, EntryKind kind) {
  std::vector<StandingEntry> entries;
  for_each_entry(view, kind, [&](const BookRow& row, bool is_certain) { entries.push_back({row.entry, is_certain}); });
  return entries;
}

std::uint64_t count_of(const GrantView& view, EntryKind kind) {
  std::uint64_t count = 0;
  for_each_entry(view, kind, [&](const BookRow&, bool) { ++count; });
  return count;
}

namespace {

Subject of_entry(const GrantView& view, EntryIndex entry) {
  const Journal& journal = view.journal();
  Subject subject{.grant = view.index()};
  if (journal.tranche(entry) != 0) subject.tranche = journal.tranche(entry);
  if (journal.stage(entry) != 0) subject.stage = journal.stage(entry);
  if (journal.account(entry) != 0) subject.account = journal.account(entry);
  return subject;
}

void place(Finding& finding, const GrantView& view, EntryIndex entry, std::string_view column) {
  finding.evidence.push_back(evidence_of(view.journal(), entry, column));
  identify_by_entry(finding, view.portfolio(), of_entry(view, entry));
}

}  // namespace

Finding& fail_entry(const GrantView& view, Verdicts& out, const StandingEntry& standing, std::string_view column) {
  const DateSpan date = view.journal().date(standing.entry);
  Finding& finding = standing.is_certain
                         ? out.fail()
                         : out.not_evaluable(fill({"tanggal entri hanya diketahui {date}: tidak pasti apakah entri berlaku pada {day}",
                                                   "the entry is dated only {date}: whether it stands on {day} is uncertain"},
                                                  {{"date", to_long(date)}, {"day", to_long(view.as_of())}}));
  place(finding, view, standing.entry, column);
  return finding;
}

Finding& not_evaluable_entry(const GrantView& view, Verdicts& out, EntryIndex entry, std::string_view column, Message reason) {
  Finding& finding = out.not_evaluable(std::move(reason));
  place(finding, view, entry, column);
  return finding;
}

void not_evaluable_among(const GrantView& view, Verdicts& out, EntryIndex entry, std::string_view column, const Message& reason) {
  if (Finding* const first = out.not_evaluable_among(reason)) place(*first, view, entry, column);
}

void not_evaluable_all(const GrantView& view, Verdicts& out, EntryKind kind, std::string_view column, const Message& reason) {
  Finding* finding = nullptr;
  for_each_entry(view, kind, [&](const BookRow& row, bool) {
    if (finding) {
      ++finding->subjects;
    } else {
      finding = &not_evaluable_entry(view, out, row.entry, column, reason);
    }
  });
}

const Terms* terms_or_answer(const GrantView& view, Verdicts& out) {
  if (view.terms()) return &*view.terms();
  not_evaluable_once(view, out,
                     fill({"tanggal adendum tidak lengkap: isi perjanjian pada {day} tidak pasti",
                           "an addendum's date is not complete: the agreement in force on {day} is uncertain"},
                          {{"day", to_long(view.as_of())}}));
  return nullptr;
}

std::vector<Grant> possible_grants(const Grant& grant, Date day) {
  constexpr std::size_t most_open = 6;
  std::vector<std::size_t> open;  // addenda that are perhaps signed by that day
  for (std::size_t i = 0; i < grant.addenda.size(); ++i) {
    const DateSpan& signed_on = grant.addenda[i].signed_on;
    if (signed_on.first <= day && signed_on.last > day) open.push_back(i);
  }
  if (open.size() > most_open) return {};
  std::vector<Grant> possible;
  for (std::size_t choice = 0; choice < (std::size_t{1} << open.size()); ++choice) {
    Grant& assumed = possible.emplace_back(grant);
    for (std::size_t i = 0; i < open.size(); ++i) {
      DateSpan& signed_on = assumed.addenda[open[i]].signed_on;
      const bool is_signed = (choice >> i & 1) != 0;
      signed_on = is_signed ? DateSpan(signed_on.first, day) : DateSpan(add_days(day, 1), signed_on.last);
    }
  }
  return possible;
}

std::vector<Terms> possible_terms(const Grant& grant, Date day) {
  if (const std::optional<Terms> known = grant.terms_on(day)) return {*known};  // addenda that change no amount may be many
  std::vector<Terms> possible;
  for (const Grant& assumed : possible_grants(grant, day)) {
    auto terms = assumed.terms_on(day);
    if (!terms) return {};
    possible.push_back(std::move(*terms));
  }
  return possible;
}

bool states_tranches_or_answer(const GrantView& view, const Terms& terms, Verdicts& out) {
  if (!terms.tranches.empty()) return true;
  not_evaluable_once(view, out, {"perjanjian tidak merinci tahap pencairan", "the agreement states no tranches"});
  return false;
}

const LegalSchedule* schedule_or_answer(const GrantView& view, const Terms& terms, Verdicts& out) {
  const LegalSchedule* schedule = view.portfolio().regulation.schedule_of(view.grant().role);
  if (!schedule || schedule->tranches.empty() || terms.amount.is_zero()) {
    out.not_applicable();
    return nullptr;
  }
  return states_tranches_or_answer(view, terms, out) ? schedule : nullptr;
}

const TrancheStates* tranches_or_answer(const GrantView& view, Verdicts& out) {
  const Terms* terms = terms_or_answer(view, out);
  if (!terms || !states_tranches_or_answer(view, *terms, out)) return nullptr;
  const TrancheStates& states = view.tranches();
  if (states.culprit == no_entry) return &states;
  Finding& finding = out.not_evaluable({"ada pencairan tanpa nomor tahap, padahal perjanjian punya beberapa tahap",
                                        "a disbursement has no tranche number, and the agreement has several tranches"});
  identify(finding, view.portfolio(), {.grant = view.index()}, "grant");
  finding.evidence.push_back(evidence_of(view.journal(), states.culprit, "tranche"));
  return nullptr;
}

Ratio share_of(const PlannedTranche& tranche, Rupiah agreement) {
  return tranche.share ? *tranche.share : Ratio::of(tranche.planned, agreement);
}

Subject of_tranche(const GrantView& view, const PlannedTranche& tranche) {
  return {.grant = view.index(), .tranche = tranche.number};
}

Truth has_lapsed(const TrancheState& state, int fiscal_year, Date as_of) {
  const Date last_day = Date::from_ymd(fiscal_year, 12, 31);
  if (as_of <= last_day) return Truth::no;
  switch (state.complete) {
    case Truth::no:
      return Truth::yes;
    case Truth::unknown:
      return state.earliest_completion > last_day ? Truth::yes : Truth::unknown;
    case Truth::yes:
      break;
  }
  if (state.completed_on->last <= last_day) return Truth::no;
  return state.completed_on->first > last_day ? Truth::yes : Truth::unknown;
}

LineIndex::LineIndex(const std::vector<BudgetLine>& lines) {
  std::size_t size = 16;
  while (size < lines.size() * 2) size *= 2;
  slots_.resize(size);
  for (std::uint32_t i = 0; i < lines.size(); ++i) {
    const std::uint64_t key = key_of(lines[i].stage, lines[i].account);
    std::size_t at = place_of(key);
    while (slots_[at].line != none) at = (at + 1) & (size - 1);
    slots_[at] = {key, i};
  }
}

const std::vector<BudgetLine>* budget_or_answer(const GrantView& view, Verdicts& out) {
  if (view.portfolio().budget->by_grant[view.index()].empty()) {
    not_evaluable_once(view, out, {"budget.csv tidak memuat rencana (RAB) hibah ini", "budget.csv has no plan (RAB) for this grant"});
    return nullptr;
  }
  const std::optional<int> version = view.budget_version();
  if (!version || *version < 0) {
    not_evaluable_once(
        view, out,
        fill({"tidak diketahui versi RAB mana yang berlaku pada {day}", "which version of the plan is in force on {day} is unknown"},
             {{"day", to_long(view.as_of())}}));
    return nullptr;
  }
  return &view.budget_lines();
}

Truth is_past(const Due& due, Date as_of) {
  if (as_of > due.date().last) return Truth::yes;
  return as_of <= due.date().first ? Truth::no : Truth::unknown;
}

bool past_or_answer(const GrantView& view, Verdicts& out, const Due& due) {
  if (due.state == Due::State::not_applicable) {
    out.not_applicable();
    return false;
  }
  if (due.state == Due::State::not_evaluable) {
    not_evaluable_once(view, out, due.reason);
    return false;
  }
  switch (is_past(due, view.as_of())) {
    case Truth::yes:
      return true;
    case Truth::no:
      out.not_applicable();
      return false;
    case Truth::unknown:
      break;
  }
  not_evaluable_once(view, out,
                     fill({"batas hanya diketahui {due}: tidak pasti apakah sudah lewat pada {day}",
                           "the limit is known only as {due}: whether it has passed on {day} is uncertain"},
                          {{"due", to_long(due.date())}, {"day", to_long(view.as_of())}}));
  return false;
}

Bounds balance_bounds(const GrantView& view) {
  const Totals sure = totals_of(view.books().certain);
  const Totals perhaps = totals_of(view.books().possible);
  const Rupiah balance = sure.balance();
  return {balance - perhaps.realised - perhaps.returned, balance + perhaps.disbursed + perhaps.interest + perhaps.refunded};
}

Bounds total_bounds(const GrantView& view, EntryKind kind) {
  const auto total = [&](const std::vector<BookRow>& rows) {
    RupiahSum sum;
    for (const BookRow& row : rows) {
      if (row.kind == kind) sum.add(row.amount);
    }
    return sum.total();
  };
  const Rupiah sure = total(view.books().certain);
  return {sure, sure + total(view.books().possible)};
}

void add_entries(Finding& finding, const GrantView& view, std::span<const EntryKind> kinds) {
  for (const BookRow& row : view.books().certain) {
    if (std::find(kinds.begin(), kinds.end(), row.kind) != kinds.end()) {
      finding.evidence.push_back(evidence_of(view.journal(), row.entry, "amount"));
    }
  }
}

}  // namespace hibah::rules
