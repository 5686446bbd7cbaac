// R408 no-voucher: a realisation without a voucher number.
#include <libhibah/checks/rules/rules.hpp>
#include <libhibah/checks/rules/support.hpp>

namespace hibah::rules {

namespace {

void check(const GrantView& view, Verdicts& out) {
  const Journal& journal = view.journal();
  for (const StandingEntry& standing : entries_of(view, EntryKind::realisation)) {
    if (journal.voucher(standing.entry) != 0) {
      out.pass();
      continue;
    }
    Finding& finding = fail_entry(view, out, standing, "voucher");
    say(finding, {"belanja {amount} pada {day} tidak bernomor bukti", "{amount} was spent on {day} without a voucher number"},
        {{"amount", rp(journal.amount(standing.entry))}, {"day", to_long(journal.date(standing.entry))}});
  }
}

}  // namespace

Rule r408_no_voucher() {
  return {.info = {.code = "R408",
                   .name = "no-voucher",
                   .title = {"Belanja tanpa bukti", "No voucher"},
                   .subject = "entry",
                   .severity = Severity::error,
                   .needs = {.journal = true, .kinds = {EntryKind::realisation}, .columns = {JournalColumn::voucher}},
                   .basis = {basis("accountability")}},
          .check_grant = check};
}

}  // namespace hibah::rules
