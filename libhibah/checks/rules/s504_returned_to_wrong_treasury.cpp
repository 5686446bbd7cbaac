// S504 returned-to-wrong-treasury: unspent money went to another account than the agreement names.
#include <libhibah/checks/rules/rules.hpp>
#include <libhibah/checks/rules/support.hpp>

namespace hibah::rules {

namespace {

/// The regional treasury account (rekening kas umum daerah) goes by two names in the format.
bool is_regional_treasury(std::string_view name) { return name == "rkud" || name == "kas daerah"; }

bool is_same_account(std::string_view destination, std::string_view agreed) {
  const std::string a = folded(destination);
  const std::string b = folded(agreed);
  return a == b || (is_regional_treasury(a) && is_regional_treasury(b));
}

void check(const GrantView& view, Verdicts& out) {
  const Journal& journal = view.journal();
  for (const StandingEntry& standing : entries_of(view, EntryKind::return_)) {
    const std::string_view destination = view.portfolio().words.destination.text(journal.destination(standing.entry));
    if (destination.empty()) {
      not_evaluable_entry(view, out, standing.entry, "destination", {"setoran tanpa rekening tujuan", "a return without destination"});
      continue;
    }
    if (is_same_account(destination, view.grant().return_account)) {
      out.pass();
      continue;
    }
    Finding& finding = fail_entry(view, out, standing, "destination");
    say(finding,
        {"setoran {amount} pada {day} masuk ke \"{destination}\", seharusnya \"{agreed}\"", "{amount} was returned on {day} to \"{destination}\" instead of \"{agreed}\""},
        {{"amount", rp(journal.amount(standing.entry))},
         {"day", to_long(journal.date(standing.entry))},
         {"destination", word(destination)},
         {"agreed", word(view.grant().return_account)}});
  }
}

}  // namespace

Rule s504_returned_to_wrong_treasury() {
  return {.info = {.code = "S504",
                   .name = "returned-to-wrong-treasury",
                   .title = {"Setoran ke kas yang salah", "Returned to the wrong treasury"},
                   .subject = "entry",
                   .severity = Severity::error,
                   .needs = {.journal = true, .kinds = {EntryKind::return_}, .columns = {JournalColumn::destination}}},
          .check_grant = check};
}

}  // namespace hibah::rules
