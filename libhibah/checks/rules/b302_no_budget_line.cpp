// B302 no-budget-line: a realisation that the plan in force has no line for.
#include <cstdint>
#include <unordered_set>

#include <libhibah/checks/rules/rules.hpp>
#include <libhibah/checks/rules/support.hpp>

namespace hibah::rules {

namespace {

void check(const GrantView& view, Verdicts& out) {
  const auto* lines = budget_or_answer(view, out);
  if (!lines) return;
  const Journal& journal = view.journal();
  const auto key = [](WordId stage, WordId account) { return (std::uint64_t{stage} << 32) | account; };
  std::unordered_set<std::uint64_t> known;
  for (const BudgetLine& line : *lines) known.insert(key(line.stage, line.account));
  for (const StandingEntry& standing : entries_of(view, EntryKind::realisation)) {
    if (known.contains(key(journal.stage(standing.entry), journal.account(standing.entry)))) {
      out.pass();
      continue;
    }
    Finding& finding = fail_entry(view, out, standing, "account");
    say(finding,
        {"belanja {amount} pada tahapan \"{stage}\" rekening \"{account}\" tidak ada dalam RAB",
         "{amount} was spent on stage \"{stage}\", account \"{account}\", which the plan does not have"},
        {{"amount", rp(journal.amount(standing.entry))}, {"stage", word(finding.stage)}, {"account", word(finding.account)}});
  }
}

}  // namespace

Rule b302_no_budget_line() {
  return {.info = {.code = "B302",
                   .name = "no-budget-line",
                   .title = {"Belanja di luar RAB", "No budget line"},
                   .subject = "entry",
                   .severity = Severity::error,
                   .needs = {.journal = true,
                             .budget = true,
                             .kinds = {EntryKind::realisation},
                             .columns = {JournalColumn::stage, JournalColumn::account}},
                   .basis = {basis("RAB")}},
          .check_grant = check};
}

}  // namespace hibah::rules
