// S502 returned-late: the return that settled the grant came after the return day.
#include <libhibah/checks/rules/rules.hpp>
#include <libhibah/checks/rules/settlement.hpp>

namespace hibah::rules {

namespace {

/// The last return that brought the balance from above to zero or below.
EntryIndex settling_return(const GrantView& view) {
  const Journal& journal = view.journal();
  EntryIndex settling = no_entry;
  Rupiah balance;
  for (const EntryIndex entry : view.books().certain) {
    const Rupiah before = balance;
    if (is_receipt(journal.kind(entry))) {
      balance += journal.amount(entry);
    } else {
      balance -= journal.amount(entry);
    }
    if (journal.kind(entry) == EntryKind::return_ && before > Rupiah{} && balance <= Rupiah{}) settling = entry;
  }
  return settling;
}

void check(const GrantView& view, Verdicts& out) {
  const Due& due = view.return_due();
  if (!past_or_answer(view, out, due)) return;
  const Bounds balance = balance_bounds(view);
  if (balance.least > Rupiah{}) {
    out.not_applicable();  // S501 or S505 speaks of it
    return;
  }
  if (balance.most > Rupiah{} || !view.books().possible.empty()) {
    balance_uncertain(view, out);
    return;
  }
  const EntryIndex settling = settling_return(view);
  if (settling == no_entry) {
    out.pass();
    return;
  }
  const DateSpan date = view.journal().date(settling);
  const Slots slots{{"amount", rp(view.journal().amount(settling))}, {"day", to_long(date)}, {"due", to_long(due.date())}};
  switch (is_on_or_before(date, due.date())) {
    case Truth::yes: out.pass(); return;
    case Truth::unknown:
      not_evaluable_once(view, out,
                         fill({"setoran bertanggal {day}, batasnya {due}: tidak pasti mana yang lebih dulu", "the return is dated {day}, its limit is {due}: which came first is uncertain"},
                              slots));
      return;
    case Truth::no: break;
  }
  Finding& finding = out.fail();
  identify(finding, view.portfolio(), {.grant = view.index()});
  measure(finding, due.date(), date);
  finding.evidence.push_back(evidence_of(view.journal(), settling, "date"));
  say(finding, {"sisa dana baru lunas disetor {day} ({amount}), batasnya {due}", "the rest was returned only on {day} ({amount}), its limit was {due}"}, slots);
}

}  // namespace

Rule s502_returned_late() {
  return {.info = {.code = "S502",
                   .name = "returned-late",
                   .title = {"Sisa dana terlambat dikembalikan", "Returned late"},
                   .subject = "grant",
                   .severity = Severity::error,
                   .needs = settlement_needs()},
          .check_grant = check};
}

}  // namespace hibah::rules
