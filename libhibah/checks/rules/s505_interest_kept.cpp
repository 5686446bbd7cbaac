// S505 interest-kept: after the return day what is left is at most the interest of the account.
#include <libhibah/checks/rules/rules.hpp>
#include <libhibah/checks/rules/settlement.hpp>

namespace hibah::rules {

namespace {

void check(const GrantView& view, Verdicts& out) {
  const Due& due = view.return_due();
  if (!past_or_answer(view, out, due)) return;
  const Bounds balance = balance_bounds(view);
  const Bounds interest = total_bounds(view, EntryKind::interest);
  if (balance.most <= Rupiah{} || balance.least > interest.most) {
    out.pass();  // nothing is left, or so much that S501 speaks of it
    return;
  }
  if (balance.least <= Rupiah{} || balance.most > interest.least) {
    balance_uncertain(view, out);
    return;
  }
  Finding& finding = out.fail();
  fill_unreturned(finding, view, balance.least);
  say(finding,
      {"jasa giro {balance} dari {interest} belum disetor; batas pengembalian {due}", "{balance} of {interest} interest is not returned; it was to be returned by {due}"},
      {{"balance", to_message(finding.actual)}, {"interest", rp(interest.least)}, {"due", to_long(due.date())}});
}

}  // namespace

Rule s505_interest_kept() {
  return {.info = {.code = "S505",
                   .name = "interest-kept",
                   .title = {"Jasa giro belum dikembalikan", "Interest kept"},
                   .subject = "grant",
                   .severity = Severity::error,
                   .needs = settlement_needs(),
                   .basis = {basis("NPHD")}},
          .check_grant = check};
}

}  // namespace hibah::rules
