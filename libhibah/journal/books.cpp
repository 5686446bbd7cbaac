#include <libhibah/journal/books.hpp>

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace hibah {

namespace {

Truth exists_on(const DateSpan& date, Date as_of) noexcept {
  if (date.first > as_of) return Truth::no;
  return date.last <= as_of ? Truth::yes : Truth::unknown;
}

/// What is wrong with a reversal, its place among other reversals of the same entry apart.
ReversalFault own_fault(const Journal& journal, EntryIndex reversal, EntryIndex target) noexcept {
  if (target == no_entry) return ReversalFault::names_no_entry;
  if (journal.kind(target) == EntryKind::reversal) return ReversalFault::names_a_reversal;
  if (journal.grant(target) != journal.grant(reversal)) return ReversalFault::other_grant;
  if (journal.amount(target) != journal.amount(reversal)) return ReversalFault::other_amount;
  switch (is_on_or_before(journal.date(target), journal.date(reversal))) {
    case Truth::yes:
      return ReversalFault::none;
    case Truth::no:
      return ReversalFault::dated_before;
    case Truth::unknown:
      return ReversalFault::unknown_order;
  }
  return ReversalFault::none;
}

}  // namespace

Reversals reversals_on(const Journal& journal, std::uint32_t grant, Date as_of) {
  Reversals reversals;
  if (!journal.has_reversals()) return reversals;
  for (const EntryIndex entry : journal.of_grant(grant)) {
    if (journal.kind(entry) != EntryKind::reversal) continue;
    const Truth exists = exists_on(journal.date(entry), as_of);
    if (exists == Truth::no) continue;
    const EntryIndex target = journal.reverses(entry);
    ReversalFault fault = own_fault(journal, entry, target);
    if (fault == ReversalFault::none || fault == ReversalFault::unknown_order) {
      const Truth takes_back = fault == ReversalFault::none ? exists : Truth::unknown;
      const auto [place, is_first] = reversals.taken_back.try_emplace(target, takes_back);
      if (!is_first && place->second == Truth::yes) {
        fault = ReversalFault::already_reversed;
      } else if (!is_first) {
        fault = ReversalFault::unknown_order;  // it is the first, or the second of two, as an unknown day turns out
        if (takes_back == Truth::yes) place->second = Truth::yes;
      }
    }
    reversals.verdicts.push_back({entry, target, fault, exists});
  }
  return reversals;
}

namespace {

/// As for_each_standing, with the call spared.
template <typename Take>
void show_standing(const Journal& journal, std::uint32_t grant, Date as_of, const Reversals& reversals, const Take& take) {
  const std::int32_t last_day = as_of.days_since_1970();
  const JournalChunk* chunk = nullptr;  // neighbours lie in one
  std::size_t chunk_number = journal.chunk_count();
  for (const EntryIndex entry : journal.of_grant(grant)) {
    if (entry >> JournalChunk::bits != chunk_number) {
      chunk_number = entry >> JournalChunk::bits;
      chunk = journal.chunk_at(chunk_number).get();
    }
    const std::size_t k = entry & (JournalChunk::rows - 1);
    BookRow row;
    row.day = chunk->day[k];
    if (detail::first_day_of(row.day) > last_day) break;  // canonical order: all later ones do not exist either
    row.kind = chunk->kind[k];
    if (row.kind == EntryKind::reversal) continue;
    Truth stands = row.is_day() ? Truth::yes : exists_on(journal.date(entry), as_of);
    if (!reversals.taken_back.empty()) {
      if (const auto place = reversals.taken_back.find(entry); place != reversals.taken_back.end()) {
        if (place->second == Truth::yes) continue;
        stands = Truth::unknown;
      }
    }
    row.amount = Rupiah::from_sen(chunk->amount[k]);
    row.voucher = chunk->voucher[k];
    row.entry = entry;
    row.account = chunk->account[k];
    row.stage = chunk->stage[k];
    take(row, stands == Truth::yes);
  }
}

}  // namespace

void for_each_standing(const Journal& journal, std::uint32_t grant, Date as_of, const Reversals& reversals,
                       const std::function<void(const BookRow& row, bool is_certain)>& take) {
  show_standing(journal, grant, as_of, reversals, take);
}

Books books_on(const Journal& journal, std::uint32_t grant, Date as_of) {
  Books books;
  const Reversals reversals = reversals_on(journal, grant, as_of);
  books.certain.reserve(journal.of_grant(grant).size());
  show_standing(journal, grant, as_of, reversals, [&](const BookRow& row, bool is_certain) {
    books.are_days = books.are_days && row.is_day();
    (is_certain ? books.certain : books.possible).push_back(row);
  });
  books.reversals = reversals.verdicts;
  return books;
}

bool knows_what_stands(const Journal& journal, const std::vector<ReversalVerdict>& reversals) noexcept {
  return journal.has(JournalColumn::reverses) || reversals.empty();
}

Rupiah Totals::balance() const {
  RupiahSum balance;
  balance.add(disbursed);
  balance.add(interest);
  balance.add(refunded);
  balance.subtract(realised);
  balance.subtract(returned);
  return balance.total();
}

Totals totals_of(const std::vector<BookRow>& entries) {
  RupiahSum sums[entry_kind_count];
  for (const BookRow& row : entries) sums[static_cast<std::size_t>(row.kind)].add(row.amount);
  const auto total = [&](EntryKind kind) { return sums[static_cast<std::size_t>(kind)].total(); };
  return {total(EntryKind::disbursement), total(EntryKind::realisation), total(EntryKind::refund), total(EntryKind::interest),
          total(EntryKind::return_)};
}

int tranche_of(const Journal& journal, EntryIndex entry, const Terms& terms) noexcept {
  const int stated = journal.tranche(entry);
  if (stated == 0 && terms.tranches.size() == 1) return terms.tranches.front().number;
  return stated;
}

namespace {

struct Payment {
  Date day;
  std::size_t tranche;  // place in the list
  Rupiah amount;
};

/// What each tranche may use of what earlier ones got above their plan.
std::vector<Rupiah> carried_to(const Terms& terms, const std::vector<Rupiah>& paid) {
  std::vector<Rupiah> carried;
  Rupiah above;
  for (std::size_t k = 0; k < terms.tranches.size(); ++k) {
    carried.push_back(above);
    above = std::max(Rupiah{}, paid[k] + above - terms.tranches[k].planned);
  }
  return carried;
}

/// The first day on which each tranche is complete, where the payments are dated so. One that was cut to nothing is complete from its
/// signing, on the earliest day that this may have been: it waits for no payment.
std::vector<std::optional<Date>> completions(const Terms& terms, std::vector<Payment> payments) {
  std::stable_sort(payments.begin(), payments.end(), [](const Payment& a, const Payment& b) { return a.day < b.day; });
  std::vector<Rupiah> paid(terms.tranches.size());
  std::vector<std::optional<Date>> complete(terms.tranches.size());
  for (std::size_t k = 0; k < complete.size(); ++k) {
    if (terms.tranches[k].planned.is_zero()) complete[k] = terms.tranches[k].signed_on.first;
  }
  for (const Payment& payment : payments) {
    paid[payment.tranche] += payment.amount;
    const std::vector<Rupiah> carried = carried_to(terms, paid);
    for (std::size_t k = 0; k < complete.size(); ++k) {
      if (!complete[k] && paid[k] + carried[k] >= terms.tranches[k].planned) complete[k] = payment.day;
    }
  }
  return complete;
}

}  // namespace

TrancheStates tranche_states(const Journal& journal, const Books& books, const Terms& terms) {
  TrancheStates result;
  const std::size_t count = terms.tranches.size();
  result.tranches.resize(count);
  for (std::size_t k = 0; k < count; ++k) result.tranches[k].plan = &terms.tranches[k];
  std::vector<Payment> earliest;
  std::vector<Payment> latest;
  const auto take = [&](EntryIndex entry, bool is_certain) {
    if (journal.kind(entry) != EntryKind::disbursement) return;
    const int number = tranche_of(journal, entry, terms);
    if (number == 0 && result.culprit == no_entry) result.culprit = entry;
    if (number < 1 || static_cast<std::size_t>(number) > count) return;
    const auto k = static_cast<std::size_t>(number) - 1;
    TrancheState& state = result.tranches[k];
    const Rupiah amount = journal.amount(entry);
    earliest.push_back({journal.date(entry).first, k, amount});
    if (is_certain) {
      latest.push_back({journal.date(entry).last, k, amount});
      state.disbursed += amount;
      state.entries.push_back(entry);
    } else {
      state.disbursed_possible += amount;
      state.possible.push_back(entry);
    }
  };
  for (const EntryIndex entry : books.certain) take(entry, true);
  for (const EntryIndex entry : books.possible) take(entry, false);

  std::vector<Rupiah> paid;
  for (const TrancheState& state : result.tranches) paid.push_back(state.disbursed);
  const std::vector<Rupiah> carried = carried_to(terms, paid);
  const auto first = completions(terms, std::move(earliest));
  const auto last = completions(terms, std::move(latest));
  for (std::size_t k = 0; k < count; ++k) {
    TrancheState& state = result.tranches[k];
    state.carried = carried[k];
    if (first[k]) state.earliest_completion = *first[k];
    if (last[k]) {
      state.complete = Truth::yes;
      state.completed_on = DateSpan(*first[k], *last[k]);
    } else if (first[k]) {
      state.complete = Truth::unknown;
    }
  }
  return result;
}

}  // namespace hibah
