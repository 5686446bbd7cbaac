// S501 unspent-not-returned: after the return day more is left than the interest of the account.
#include <libhibah/checks/rules/rules.hpp>
#include <libhibah/checks/rules/settlement.hpp>

namespace hibah::rules {

namespace {

void check(const GrantView& view, Verdicts& out) {
  const Due& due = view.return_due();
  if (!past_or_answer(view, out, due)) return;
  const Bounds balance = balance_bounds(view);
  const Bounds interest = total_bounds(view, EntryKind::interest);
  if (balance.most <= interest.least) {
    out.pass();
    return;
  }
  if (balance.least <= interest.most) {
    balance_uncertain(view, out);
    return;
  }
  Finding& finding = out.fail();
  fill_unreturned(finding, view, totals_of(view.journal(), view.books().certain).balance());
  say(finding, {"sisa {balance} belum disetor; batas pengembalian {due}", "{balance} is unspent and not returned; it was to be returned by {due}"},
      {{"balance", to_message(finding.actual)}, {"due", to_long(due.date())}});
}

}  // namespace

Rule s501_unspent_not_returned() {
  return {.info = {.code = "S501",
                   .name = "unspent-not-returned",
                   .title = {"Sisa dana belum dikembalikan", "Unspent money not returned"},
                   .subject = "grant",
                   .severity = Severity::error,
                   .needs = settlement_needs()},
          .check_grant = check};
}

}  // namespace hibah::rules
