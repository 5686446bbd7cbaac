#include <libhibah/checks/rules/settlement.hpp>

#include <algorithm>
#include <array>
#include <iterator>

namespace hibah::rules {

Needs settlement_needs() {
  return {.journal = true, .kinds = {std::begin(balance_kinds), std::end(balance_kinds)}};
}

void sort_movements(std::vector<Movement>& movements) {
  const auto precedes = [](const Movement& a, const Movement& b) {
    if (a.day != b.day) return a.day < b.day;
    if (a.is_receipt != b.is_receipt) return a.is_receipt;
    return a.entry < b.entry;
  };
  // Books stand in this order already, as long as every day is known.
  if (!std::is_sorted(movements.begin(), movements.end(), precedes)) std::stable_sort(movements.begin(), movements.end(), precedes);
}

std::vector<Reading> other_readings(const GrantView& view) {
  if (view.books().possible.empty() && view.books().are_days) return {};
  std::vector<Reading> readings;
  for (const bool returns_late : {false, true}) {
    for (const bool others_late : {false, true}) {
      for (const bool receipts_stand : {false, true}) {
        for (const bool payments_stand : {false, true}) readings.push_back({returns_late, others_late, receipts_stand, payments_stand});
      }
    }
  }
  return readings;
}

std::vector<Movement> movements_in(const GrantView& view, const Reading& reading) {
  const Journal& journal = view.journal();
  std::vector<Movement> all;
  const auto take = [&](EntryIndex entry) {
    const DateSpan date = journal.date(entry);
    const bool is_late = journal.kind(entry) == EntryKind::return_ ? reading.returns_late : reading.others_late;
    all.push_back({is_late ? date.last : date.first, entry, is_receipt(journal.kind(entry))});
  };
  for (const EntryIndex entry : view.books().certain) take(entry);
  for (const EntryIndex entry : view.books().possible) {
    if (is_receipt(journal.kind(entry)) ? reading.receipts_stand : reading.payments_stand) take(entry);
  }
  sort_movements(all);
  return all;
}

Bounds unspent_bounds(const GrantView& view) {
  const Totals sure = totals_of(view.books().certain);
  const Totals perhaps = totals_of(view.books().possible);
  const Rupiah unspent = sure.balance() - sure.interest;
  return {unspent - perhaps.realised - perhaps.returned, unspent + perhaps.disbursed + perhaps.refunded};
}

void fill_unreturned(Finding& finding, const GrantView& view, Rupiah balance) {
  identify(finding, view.portfolio(), {.grant = view.index()});
  measure(finding, Rupiah{}, balance);
  finding.evidence.push_back(evidence_at(view.grant().where, "id"));
  add_entries(finding, view, std::array{EntryKind::interest, EntryKind::return_});
}

void balance_uncertain(const GrantView& view, Verdicts& out) {
  not_evaluable_once(view, out,
                     {"tanggal entri tidak lengkap: saldo tidak pasti", "an entry's date is not complete: the balance is uncertain"});
}

}  // namespace hibah::rules
