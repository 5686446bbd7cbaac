// S503 returned-too-much: more was returned than there was.
#include <array>

#include <libhibah/checks/rules/rules.hpp>
#include <libhibah/checks/rules/settlement.hpp>

namespace hibah::rules {

namespace {

void check(const GrantView& view, Verdicts& out) {
  const Bounds balance = balance_bounds(view);
  const Bounds returned = total_bounds(view, EntryKind::return_);
  // Balance is what was there less what was returned: below zero with a return means that too much went back.
  if (returned.most.is_zero() || balance.least >= Rupiah{}) {
    out.pass();
    return;
  }
  if (!view.books().possible.empty() && (returned.least.is_zero() || balance.most >= Rupiah{})) {
    balance_uncertain(view, out);
    return;
  }
  const Totals totals = totals_of(view.journal(), view.books().certain);
  Finding& finding = out.fail();
  identify(finding, view.portfolio(), {.grant = view.index()});
  measure(finding, totals.balance() + totals.returned, totals.returned);
  add_entries(finding, view, std::array{EntryKind::return_});
  say(finding,
      {"disetor {actual}, padahal yang ada {expected}: kelebihan {difference}", "{actual} was returned, only {expected} was there: {difference} too much"},
      {{"actual", to_message(finding.actual)}, {"expected", to_message(finding.expected)}, {"difference", to_message(finding.difference)}});
}

}  // namespace

Rule s503_returned_too_much() {
  return {.info = {.code = "S503",
                   .name = "returned-too-much",
                   .title = {"Setoran berlebih", "Returned too much"},
                   .subject = "grant",
                   .severity = Severity::error,
                   .needs = settlement_needs(),
                   .basis = {basis("arithmetic")}},
          .check_grant = check};
}

}  // namespace hibah::rules
