#include <libhibah/checks/rules/settlement.hpp>

#include <array>
#include <iterator>

namespace hibah::rules {

Needs settlement_needs() { return {.journal = true, .kinds = {std::begin(balance_kinds), std::end(balance_kinds)}}; }

void fill_unreturned(Finding& finding, const GrantView& view, Rupiah balance) {
  identify(finding, view.portfolio(), {.grant = view.index()});
  measure(finding, Rupiah{}, balance);
  finding.evidence.push_back(evidence_at(view.grant().where, "id"));
  add_entries(finding, view, std::array{EntryKind::interest, EntryKind::return_});
}

void balance_uncertain(const GrantView& view, Verdicts& out) {
  not_evaluable_once(view, out, {"tanggal entri tidak lengkap: saldo tidak pasti", "an entry's date is not complete: the balance is uncertain"});
}

}  // namespace hibah::rules
