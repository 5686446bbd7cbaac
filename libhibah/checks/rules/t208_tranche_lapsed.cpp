// T208 tranche-lapsed: a tranche was not complete when its fiscal year ended.
#include <algorithm>

#include <libhibah/checks/rules/rules.hpp>
#include <libhibah/checks/rules/support.hpp>

namespace hibah::rules {

namespace {

/// What a tranche had by the end of a year: its own disbursements, and what earlier tranches had got above their plan by then.
Rupiah disbursed_by(const Journal& journal, const TrancheStates& states, const TrancheState& wanted, Date last_day) {
  Rupiah above;
  for (const TrancheState& state : states.tranches) {
    Rupiah paid = above;
    for (const EntryIndex entry : state.entries) {
      if (journal.date(entry).last <= last_day) paid += journal.amount(entry);
    }
    if (&state == &wanted) return paid;
    above = std::max(Rupiah{}, paid - state.plan->planned);
  }
  return above;
}

void check_tranche(const GrantView& view, const TrancheStates& states, const TrancheState& state, Verdicts& out) {
  const std::optional<int> year = state.plan->fiscal_year;
  if (!year || view.as_of() <= Date::from_ymd(*year, 12, 31)) {
    out.not_applicable();
    return;
  }
  const Truth lapsed = has_lapsed(state, *year, view.as_of());
  if (lapsed == Truth::no) {
    out.pass();
    return;
  }
  Finding& finding =
      lapsed == Truth::yes
          ? out.fail()
          : out.not_evaluable(
                {"tanggal pencairan tidak lengkap: tidak pasti apakah tahap lengkap pada akhir tahun anggaran",
                 "a disbursement's date is not complete: whether the tranche was complete at the end of the fiscal year is uncertain"});
  identify(finding, view.portfolio(), of_tranche(view, *state.plan));
  finding.evidence.push_back(evidence_at(state.plan->where, "fiscal_year"));
  for (const EntryIndex entry : state.entries) finding.evidence.push_back(evidence_of(view.journal(), entry, "date"));
  measure(finding, state.plan->planned, disbursed_by(view.journal(), states, state, Date::from_ymd(*year, 12, 31)));
  say(finding,
      {"tahap {tranche} dari anggaran {year}: sampai 31 Desember {year} baru cair {actual} dari {expected}",
       "tranche {tranche} from the budget of {year}: by 31 December {year} {actual} of {expected} had been disbursed"},
      {{"tranche", count(static_cast<std::uint64_t>(state.plan->number))},
       {"year", count(static_cast<std::uint64_t>(*year))},
       {"actual", to_message(finding.actual)},
       {"expected", to_message(finding.expected)}});
}

void check(const GrantView& view, Verdicts& out) {
  const TrancheStates* states = tranches_or_answer(view, out);
  if (!states) return;
  for (const TrancheState& state : states->tranches) check_tranche(view, *states, state, out);
}

}  // namespace

Rule t208_tranche_lapsed() {
  return {
      .info =
          {.code = "T208",
           .name = "tranche-lapsed",
           .title = {"Tahap hangus", "Tranche lapsed"},
           .subject = "tranche",
           .severity = Severity::error,
           .needs = {.journal = true, .kinds = {EntryKind::disbursement}},
           // example: tests/rules/T208/fires-never-paid.case
           .page =
               {.what =
                    {"Setelah 31 Desember tahun anggaran sebuah tahap lewat, memeriksa apakah tahap itu lengkap pada hari itu. Kelebihan "
                     "tahap sebelumnya ikut dihitung. Selisihnya adalah yang cair sampai hari itu dikurangi rencana.",
                     "Once 31 December of a tranche's fiscal year has passed it looks whether the tranche was complete on that day. What "
                     "earlier tranches got above their plan counts too. The difference is what was disbursed by that day less the plan."},
                .why = {"Anggaran berakhir bersama tahunnya: tahap yang belum dibayar perlu dianggarkan kembali. Menurut pers, hibah KPU "
                        "Kepahiang turun dari Rp23 miliar menjadi Rp16,2 miliar karena tahap tahun 2023 tidak dibayar.",
                        "A budget ends with its year: a tranche that was not paid has to be appropriated again. According to the press, "
                        "the grant of KPU Kepahiang fell from Rp23 miliar to Rp16,2 miliar because the tranche of 2023 was not paid."},
                .example =
                    {"Tahap 1 sebesar Rp400.000.000 dari anggaran 2023 tidak dibayar sampai 31 Desember 2023: kurang Rp400.000.000.",
                     "Tranche 1 of Rp400.000.000 from the budget of 2023 was not paid by 31 December 2023: Rp400.000.000 are missing."},
                .not_proved = {"Temuan ini tidak mengatakan bahwa uangnya hilang: tahun berikutnya mungkin menganggarkannya lagi, dan "
                               "adendum belum dicatat. Tahap yang lewat jatuh tempo tanpa dibayar ditunjukkan oleh T202.",
                               "It does not say that the money is lost: the next year may appropriate it again, with an addendum that is "
                               "not recorded yet. A tranche unpaid after its due day is shown by T202."},
                .needs = {"Perlu fiscal_year pada tahap; tanpa itu aturan ini tidak berlaku. Perlu jurnal yang memuat pencairan secara "
                          "lengkap, dengan nomor tahap bila perjanjian punya beberapa tahap.",
                          "It needs fiscal_year on the tranche; without it the rule does not apply. It needs a journal that holds "
                          "disbursements in full, with tranche numbers where the agreement has several."}}},
      .check_grant = check};
}

}  // namespace hibah::rules
