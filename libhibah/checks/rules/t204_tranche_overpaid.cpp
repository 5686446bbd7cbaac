// T204 tranche-overpaid: a tranche's own disbursements exceed its plan.
#include <libhibah/checks/rules/rules.hpp>
#include <libhibah/checks/rules/support.hpp>

namespace hibah::rules {

namespace {

void fill_in(Finding& finding, const GrantView& view, const TrancheState& state) {
  identify(finding, view.portfolio(), of_tranche(view, *state.plan));
  for (const EntryIndex entry : state.entries) finding.evidence.push_back(evidence_of(view.journal(), entry, "amount"));
  finding.evidence.push_back(evidence_at(state.plan->where, state.plan->share ? "share" : "amount"));
}

void check_tranche(const GrantView& view, const TrancheState& state, Verdicts& out) {
  if (state.disbursed + state.disbursed_possible <= state.plan->planned) {
    out.pass();
    return;
  }
  if (state.disbursed <= state.plan->planned) {
    fill_in(out.not_evaluable({"tanggal pencairan tidak lengkap: tidak pasti apakah tahap dibayar lebih",
                               "the day of a disbursement is not complete: whether the tranche is overpaid is uncertain"}),
            view, state);
    return;
  }
  Finding& finding = out.fail();
  fill_in(finding, view, state);
  measure(finding, state.plan->planned, state.disbursed);
  say(finding,
      {"tahap {tranche} direncanakan {expected}, cair {actual}, lebih {difference}", "tranche {tranche} was planned at {expected}, {actual} was disbursed, {difference} more"},
      {{"tranche", count(static_cast<std::uint64_t>(state.plan->number))},
       {"expected", to_message(finding.expected)},
       {"actual", to_message(finding.actual)},
       {"difference", to_message(finding.difference)}});
}

void check(const GrantView& view, Verdicts& out) {
  const TrancheStates* states = tranches_or_answer(view, out);
  if (!states) return;
  for (const TrancheState& state : states->tranches) check_tranche(view, state, out);
}

}  // namespace

Rule t204_tranche_overpaid() {
  return {.info = {.code = "T204",
                   .name = "tranche-overpaid",
                   .title = {"Tahap dibayar lebih", "Tranche overpaid"},
                   .subject = "tranche",
                   .severity = Severity::warning,
                   .needs = {.journal = true, .kinds = {EntryKind::disbursement}},
                   .basis = {basis("NPHD")}},
          .check_grant = check};
}

}  // namespace hibah::rules
