// T202 tranche-unpaid: a tranche whose due day has passed and that is not complete.
#include <libhibah/checks/rules/rules.hpp>
#include <libhibah/checks/rules/support.hpp>

namespace hibah::rules {

namespace {

void fill_in(Finding& finding, const GrantView& view, const TrancheState& state) {
  identify(finding, view.portfolio(), of_tranche(view, *state.plan));
  finding.evidence.push_back(evidence_at(state.plan->where, "due"));
  for (const EntryIndex entry : state.entries) finding.evidence.push_back(evidence_of(view.journal(), entry, "amount"));
}

void check_tranche(const GrantView& view, const TrancheState& state, Verdicts& out) {
  const Due due = view.due(*state.plan);
  if (due.state == Due::State::not_applicable || (due.is_known() && is_past(due, view.as_of()) == Truth::no)) {
    out.not_applicable();
    return;
  }
  if (state.complete == Truth::yes) {
    out.pass();
    return;
  }
  if (due.state == Due::State::not_evaluable) {
    fill_in(out.not_evaluable(due.reason), view, state);
    return;
  }
  if (is_past(due, view.as_of()) == Truth::unknown || state.complete == Truth::unknown) {
    fill_in(out.not_evaluable(
                fill({"batas {due} atau hari pencairannya tidak lengkap: tidak pasti apakah tahap menunggak pada {day}",
                      "the limit {due} or the day of a disbursement is not complete: whether the tranche is unpaid on {day} is uncertain"},
                     {{"due", to_long(due.date())}, {"day", to_long(view.as_of())}})),
            view, state);
    return;
  }
  Finding& finding = out.fail();
  fill_in(finding, view, state);
  // What an earlier tranche got above its plan counts here too, as it does for being complete.
  measure(finding, state.plan->planned, state.disbursed + state.carried);
  say(finding,
      {"tahap {tranche} jatuh tempo {due} ({deadline}); sampai {day} baru cair {actual} dari {expected}",
       "tranche {tranche} was due on {due} ({deadline}); by {day} {actual} of {expected} had been disbursed"},
      {{"tranche", count(static_cast<std::uint64_t>(state.plan->number))},
       {"due", to_long(due.date())},
       {"deadline", word(state.plan->due.text)},
       {"day", to_long(view.as_of())},
       {"actual", to_message(finding.actual)},
       {"expected", to_message(finding.expected)}});
}

void check(const GrantView& view, Verdicts& out) {
  const TrancheStates* states = tranches_or_answer(view, out);
  if (!states) return;
  for (const TrancheState& state : states->tranches) check_tranche(view, state, out);
}

}  // namespace

Rule t202_tranche_unpaid() {
  return {
      .info =
          {.code = "T202",
           .name = "tranche-unpaid",
           .title = {"Tahap belum dicairkan", "Tranche unpaid"},
           .subject = "tranche",
           .severity = Severity::error,
           .needs = {.journal = true, .kinds = {EntryKind::disbursement}},
           // example: tests/rules/T202/fires-second-tranche.case
           .page = {.what = {"Mencari tahap yang batas pencairannya sudah lewat pada hari pertanyaan tetapi belum lengkap.",
                             "Finds tranches whose due day has passed on the day of the question and that are not complete."},
                    .why = {"Uang yang dijanjikan tetapi tidak dibayar menghentikan tahapan. Menurut pers, KPU Kepahiang "
                            "kehilangan sebagian hibahnya karena tahapnya hangus bersama tahun anggaran.",
                            "Money promised and not paid stops the stages. According to the press, KPU Kepahiang lost part of its "
                            "grant because a tranche lapsed with the fiscal year."},
                    .example = {"Tahap 2 sebesar Rp600.000.000 jatuh tempo 27 Juni 2024 dan tidak dibayar: kurang Rp600.000.000.",
                                "Tranche 2 of Rp600.000.000 was due on 27 June 2024 and was not paid: Rp600.000.000 are missing."},
                    .not_proved = {"Temuan ini tidak mengatakan apakah uangnya ditahan atau hanya belum dicatat. Tahap yang dibayar "
                                   "terlambat adalah urusan T201.",
                                   "The finding does not say whether the money was withheld or merely not recorded. A tranche paid late "
                                   "is the matter of T201."},
                    .needs = {"Perlu jurnal yang memuat pencairan secara lengkap, dengan nomor tahap bila perjanjian punya beberapa "
                              "tahap.",
                              "Needs a journal that holds disbursements in full, with tranche numbers where the agreement has "
                              "several."}}},
      .check_grant = check};
}

}  // namespace hibah::rules
