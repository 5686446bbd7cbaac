// A101 tranches-do-not-add-up: the tranches in force do not sum to the agreement in force.
#include <libhibah/checks/rules/rules.hpp>
#include <libhibah/checks/rules/support.hpp>

namespace hibah::rules {

namespace {

void check(const GrantView& view, Verdicts& out) {
  const Terms* terms = terms_or_answer(view, out);
  if (!terms) return;
  if (terms->tranches.empty()) {
    not_evaluable_once(view, out, {"perjanjian tidak merinci tahap pencairan", "the agreement states no tranches"});
    return;
  }
  RupiahSum sum;
  for (const PlannedTranche& tranche : terms->tranches) sum.add(tranche.planned);
  const Rupiah total = sum.total();
  if (total == terms->amount) {
    out.pass();
    return;
  }
  Finding& finding = out.fail();
  identify(finding, view.portfolio(), {.grant = view.index()});
  measure(finding, terms->amount, total);
  finding.evidence.push_back(evidence_at(terms->amount_where, "amount"));
  for (const PlannedTranche& tranche : terms->tranches) finding.evidence.push_back(evidence_at(tranche.where, tranche.share ? "share" : "amount"));
  say(finding,
      {"jumlah tahap {actual} tidak sama dengan nilai perjanjian {expected}, selisih {difference}",
       "the tranches sum to {actual}, the agreement is {expected}, a difference of {difference}"},
      {{"actual", rp(total)}, {"expected", rp(terms->amount)}, {"difference", to_message(finding.difference)}});
}

}  // namespace

Rule a101_tranches_do_not_add_up() {
  return {.info = {.code = "A101",
                   .name = "tranches-do-not-add-up",
                   .title = {"Jumlah tahap tidak sama dengan perjanjian", "Tranches do not add up"},
                   .subject = "grant",
                   .severity = Severity::error,
                   .basis = {basis("NPHD")}},
          .check_grant = check};
}

}  // namespace hibah::rules
