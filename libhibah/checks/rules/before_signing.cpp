#include <libhibah/checks/rules/before_signing.hpp>

namespace hibah::rules {

void check_before_signing(const GrantView& view, Verdicts& out, EntryKind kind, Text wording) {
  const Journal& journal = view.journal();
  const DateSpan& signed_on = view.grant().signed_on;
  const std::int32_t last_signing = signed_on.last.days_since_1970();
  for_each_entry(view, kind, [&](const BookRow& row, bool is_certain) {
    if (row.is_day() && row.day >= last_signing) {
      out.pass();
      return;
    }
    const StandingEntry standing{row.entry, is_certain};
    const DateSpan date = journal.date(standing.entry);
    const Slots slots{{"entry_day", to_long(date)}, {"signed", to_long(signed_on)}, {"amount", rp(journal.amount(standing.entry))}};
    switch (is_before(date, signed_on)) {
      case Truth::no:
        out.pass();
        break;
      case Truth::yes: {
        Finding& finding = fail_entry(view, out, standing, "date");
        finding.evidence.push_back(evidence_at(view.grant().where, "signed"));
        say(finding, wording, slots);
        break;
      }
      case Truth::unknown:
        not_evaluable_entry(view, out, standing.entry, "date",
                            fill({"entri bertanggal {entry_day}, perjanjian {signed}: tidak pasti mana yang lebih dulu",
                                  "the entry is dated {entry_day}, the agreement {signed}: which came first is uncertain"},
                                 slots));
        break;
    }
  });
}

}  // namespace hibah::rules
