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
                   .basis = {basis("NPHD")},
                   // example: tests/rules/A101/fires-90-percent.case
                   .page = {.what = {"Menjumlahkan tahap pencairan yang berlaku dan membandingkannya dengan nilai perjanjian yang berlaku. "
                            "Bagian dalam persen dijadikan rupiah dengan sisa terbesar, sehingga 100 % selalu tepat.",
                            "Sums the tranches in force and holds them against the agreement amount in force. Shares become "
                            "rupiah by largest remainder, so that 100 % always meets the amount."},
                            .why = {"Tahap yang tidak berjumlah nilai perjanjian berarti ada uang yang tidak pernah dijadwalkan, atau "
                            "dijadwalkan dua kali. Adendum yang hanya mengubah nilai sering lupa mengubah tahapnya.",
                            "Tranches that do not sum to the agreement leave money that is never scheduled, or scheduled twice. "
                            "An addendum that only changes the amount often forgets the tranches."},
                            .example = {"Perjanjian Rp1.000.000.000 dengan tahap 40 % dan 50 %: tahapnya berjumlah Rp900.000.000, selisih "
                            "-Rp100.000.000.",
                            "An agreement of Rp1,000,000,000 with tranches of 40 % and 50 %: they sum to Rp900,000,000, a "
                            "difference of -Rp100,000,000."},
                            .not_proved = {"Temuan ini tidak mengatakan apakah nilai atau tahapnya yang keliru. Apakah uangnya benar-benar cair "
                            "diperiksa T202 dan T203.",
                            "The finding does not say whether the amount or a tranche is wrong. Whether the money was paid is "
                            "what T202 and T203 look at."},
                            .needs = {"Perlu daftar tahap dalam perjanjian. Tanpa daftar, atau bila tanggal adendum tidak lengkap, tidak "
                            "dapat dinilai.",
                            "Needs the agreement's list of tranches. Without one, or where an addendum's date is not complete, it "
                            "is not evaluable."}}},
          .check_grant = check};
}

}  // namespace hibah::rules
