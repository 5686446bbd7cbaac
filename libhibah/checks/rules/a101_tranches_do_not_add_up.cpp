// A101 tranches-do-not-add-up: the tranches in force do not sum to the agreement in force.
#include <algorithm>

#include <libhibah/checks/rules/rules.hpp>
#include <libhibah/checks/rules/support.hpp>

namespace hibah::rules {

namespace {

Rupiah sum_of(const Terms& terms) {
  RupiahSum sum;
  for (const PlannedTranche& tranche : terms.tranches) sum.add(tranche.planned);
  return sum.total();
}

/// Whether the tranches add up whatever an unknown day of an addendum turns out to be.
bool adds_up_in_any_case(const GrantView& view) {
  const std::vector<Terms> possible = possible_terms(view.grant(), view.as_of());
  return !possible.empty() && std::all_of(possible.begin(), possible.end(),
                                          [](const Terms& terms) { return !terms.tranches.empty() && sum_of(terms) == terms.amount; });
}

void check(const GrantView& view, Verdicts& out) {
  if (adds_up_in_any_case(view)) {
    out.pass();
    return;
  }
  const Terms* terms = terms_or_answer(view, out);
  if (!terms || !states_tranches_or_answer(view, *terms, out)) return;
  const Rupiah total = sum_of(*terms);
  Finding& finding = out.fail();
  identify(finding, view.portfolio(), {.grant = view.index()});
  measure(finding, terms->amount, total);
  finding.evidence.push_back(evidence_at(terms->amount_where, "amount"));
  for (const PlannedTranche& tranche : terms->tranches) {
    finding.evidence.push_back(evidence_at(tranche.where, tranche.share ? "share" : "amount"));
  }
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
                   .page = {.what = {"Menjumlahkan tahap pencairan yang berlaku dan membandingkannya dengan nilai perjanjian yang "
                                     "berlaku. Bagian dalam persen dijadikan rupiah dengan sisa terbesar, sehingga 100% selalu "
                                     "tepat. Adendum tanpa daftar tahap membiarkan tahap yang lama, dan selisihnya tampak di sini.",
                                     "It sums the tranches in force and holds them against the agreement amount in force. Shares "
                                     "become rupiah by largest remainder, so that 100% always meets the amount. An addendum without "
                                     "a tranche list keeps the earlier tranches, and the gap shows here."},
                            .why = {"Tahap yang tidak berjumlah nilai perjanjian berarti ada uang yang tidak pernah dijadwalkan, "
                                    "atau dijadwalkan dua kali. Adendum yang hanya mengubah nilai sering lupa mengubah tahapnya.",
                                    "Tranches that do not sum to the agreement leave money that is never scheduled, or is scheduled "
                                    "twice. An addendum that changes only the amount often forgets the tranches."},
                            .example = {"Perjanjian Rp1.000.000.000 dengan tahap 40% dan 50%: tahapnya berjumlah Rp900.000.000. "
                                        "Selisihnya -Rp100.000.000.",
                                        "An agreement of Rp1.000.000.000 with tranches of 40% and 50%: they sum to Rp900.000.000. The "
                                        "difference is -Rp100.000.000."},
                            .not_proved = {"Temuan ini tidak mengatakan apakah nilai perjanjian atau suatu tahap yang keliru. Apakah "
                                           "uangnya cair diperiksa oleh T202 dan T203.",
                                           "It does not say whether the agreement amount or a tranche is wrong. Whether the money was paid "
                                           "is what T202 and T203 look at."},
                            .needs = {"Perlu daftar tahap dalam perjanjian; tanpa daftar tidak dapat dinilai. Demikian pula bila "
                                      "tanggal adendum tidak lengkap dan jawabannya bergantung padanya.",
                                      "It needs the agreement's list of tranches; without one it is not evaluable. Likewise where the "
                                      "date of an addendum is not complete and the answer depends on it."}}},
          .check_grant = check};
}

}  // namespace hibah::rules
