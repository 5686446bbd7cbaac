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
      {"tahap {tranche} direncanakan {expected}, cair {actual}, lebih {difference}",
       "tranche {tranche} was planned at {expected}, {actual} was disbursed, {difference} more"},
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
  return {
      .info =
          {.code = "T204",
           .name = "tranche-overpaid",
           .title = {"Tahap dibayar lebih", "Tranche overpaid"},
           .subject = "tranche",
           .severity = Severity::warning,
           .needs = {.journal = true, .kinds = {EntryKind::disbursement}},
           .basis = {basis("NPHD")},
           // example: tests/rules/T204/fires-called-40-percent.case
           .page = {.what = {"Membandingkan pencairan sebuah tahap sendiri dengan rencananya menurut perjanjian yang berlaku.",
                             "Holds a tranche's own disbursements against its plan under the agreement in force."},
                    .why = {"Tahap yang dibayar lebih biasanya berarti persentase dihitung dari nilai yang salah. Menurut pers, "
                            "tahap pertama Bawaslu Kutai Kartanegara sebesar Rp7,045 miliar disebut 40 %, padahal 40 % dari "
                            "Rp15,4 miliar adalah Rp6,16 miliar.",
                            "An overpaid tranche usually means that the percentage was taken of the wrong amount. According to "
                            "the press the first tranche of Bawaslu Kutai Kartanegara, Rp7,045 miliar, was called 40 %, while 40 "
                            "% of Rp15,4 miliar is Rp6,16 miliar."},
                    .example = {"Tahap 1 direncanakan 40 % dari Rp1.000.000.000, yaitu Rp400.000.000; cair Rp450.000.000, lebih "
                                "Rp50.000.000.",
                                "Tranche 1 was planned at 40 % of Rp1.000.000.000, which is Rp400.000.000; Rp450.000.000 were paid, "
                                "Rp50.000.000 more."},
                    .not_proved = {"Temuan ini tidak mengatakan bahwa seluruh perjanjian terlampaui: itu diperiksa T203. Kelebihan satu "
                                   "tahap boleh melengkapi tahap berikutnya.",
                                   "The finding does not say that the agreement as a whole was exceeded: T203 looks at that. The surplus "
                                   "of one tranche may complete the next."},
                    .needs = {"Perlu jurnal yang memuat pencairan secara lengkap, dengan nomor tahap bila perjanjian punya beberapa "
                              "tahap.",
                              "Needs a journal that holds disbursements in full, with tranche numbers where the agreement has "
                              "several."}}},
      .check_grant = check};
}

}  // namespace hibah::rules
