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
