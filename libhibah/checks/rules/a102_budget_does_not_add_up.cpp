// A102 budget-does-not-add-up: the spending plan (RAB) in force does not sum to the agreement in force.
#include <libhibah/checks/rules/rules.hpp>
#include <libhibah/checks/rules/support.hpp>

namespace hibah::rules {

namespace {

void check(const GrantView& view, Verdicts& out) {
  const auto* lines = budget_or_answer(view, out);
  if (!lines) return;
  const Terms* terms = terms_or_answer(view, out);
  if (!terms) return;
  RupiahSum sum;
  for (const BudgetLine& line : *lines) sum.add(line.ceiling);
  const Rupiah total = sum.total();
  if (total == terms->amount) {
    out.pass();
    return;
  }
  Finding& finding = out.fail();
  identify(finding, view.portfolio(), {.grant = view.index()});
  measure(finding, terms->amount, total);
  finding.evidence.push_back(evidence_at(terms->amount_where, "amount"));
  for (const BudgetLine& line : *lines) {
    for (const std::uint32_t row : line.rows) finding.evidence.push_back(evidence_at(view.portfolio().budget->rows[row].where, "ceiling"));
  }
  say(finding,
      {"jumlah pagu RAB versi {version} adalah {actual}, nilai perjanjian {expected}, selisih {difference}",
       "version {version} of the plan sums to {actual}, the agreement is {expected}, a difference of {difference}"},
      {{"version", count(static_cast<std::uint64_t>(*view.budget_version()))},
       {"actual", rp(total)},
       {"expected", rp(terms->amount)},
       {"difference", to_message(finding.difference)}});
}

}  // namespace

Rule a102_budget_does_not_add_up() {
  return {.info = {.code = "A102",
                   .name = "budget-does-not-add-up",
                   .title = {"Jumlah RAB tidak sama dengan perjanjian", "Budget does not add up"},
                   .subject = "grant",
                   .severity = Severity::error,
                   .needs = {.budget = true},
                   .basis = {basis("NPHD"), basis("RAB")}},
          .check_grant = check};
}

}  // namespace hibah::rules
