// R403 spent-after-use-period: a realisation after the last day on which the grant might be used.
#include <libhibah/checks/rules/rules.hpp>
#include <libhibah/checks/rules/support.hpp>

namespace hibah::rules {

namespace {

void check(const GrantView& view, Verdicts& out) {
  const Due& until = view.use_until();
  if (until.state == Due::State::not_applicable) {
    out.not_applicable(count_of(view, EntryKind::realisation));
    return;
  }
  if (until.state == Due::State::not_evaluable) {
    not_evaluable_once(view, out, until.reason);
    return;
  }
  for (const StandingEntry& standing : entries_of(view, EntryKind::realisation)) {
    const DateSpan date = view.journal().date(standing.entry);
    const Slots slots{{"amount", rp(view.journal().amount(standing.entry))}, {"day", to_long(date)}, {"limit", to_long(until.date())}};
    switch (is_on_or_before(date, until.date())) {
      case Truth::yes: out.pass(); break;
      case Truth::no: {
        Finding& finding = fail_entry(view, out, standing, "date");
        measure(finding, until.date(), date);
        say(finding,
            {"belanja {amount} bertanggal {day}, masa penggunaan berakhir {limit}", "{amount} was spent on {day}, the period of use ended on {limit}"}, slots);
        break;
      }
      case Truth::unknown:
        not_evaluable_entry(view, out, standing.entry, "date",
                            fill({"entri bertanggal {day}, masa penggunaan berakhir {limit}: tidak pasti mana yang lebih dulu",
                                  "the entry is dated {day}, the period of use ended on {limit}: which came first is uncertain"},
                                 slots));
        break;
    }
  }
}

}  // namespace

Rule r403_spent_after_use_period() {
  return {.info = {.code = "R403",
                   .name = "spent-after-use-period",
                   .title = {"Belanja setelah masa penggunaan", "Spent after the use period"},
                   .subject = "entry",
                   .severity = Severity::error,
                   .needs = {.journal = true, .kinds = {EntryKind::realisation}}},
          .check_grant = check};
}

}  // namespace hibah::rules
