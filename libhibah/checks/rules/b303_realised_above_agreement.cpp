// B303 realised-above-agreement: more was spent than the agreement in force.
#include <algorithm>
#include <vector>

#include <libhibah/checks/rules/rules.hpp>
#include <libhibah/checks/rules/support.hpp>

namespace hibah::rules {

namespace {

/// The entries since spending last rose above `limit`.
std::vector<EntryIndex> last_stretch_above(const GrantView& view, Rupiah limit) {
  const Journal& journal = view.journal();
  std::vector<EntryIndex> stretch;
  Rupiah net;
  for (const EntryIndex entry : view.books().certain) {
    if (journal.kind(entry) == EntryKind::realisation) {
      net += journal.amount(entry);
    } else if (journal.kind(entry) == EntryKind::refund) {
      net -= journal.amount(entry);
    } else {
      continue;
    }
    if (net > limit) {
      stretch.push_back(entry);
    } else {
      stretch.clear();
    }
  }
  return stretch;
}

/// Whether the agreement holds `spent` whatever an unknown day of an addendum turns out to be.
bool fits_in_any_case(const GrantView& view, Rupiah spent) {
  const std::vector<Terms> possible = possible_terms(view.grant(), view.as_of());
  return !possible.empty() && std::all_of(possible.begin(), possible.end(), [&](const Terms& terms) { return spent <= terms.amount; });
}

void check(const GrantView& view, Verdicts& out) {
  const Bounds realised = total_bounds(view, EntryKind::realisation);
  const Bounds refunded = total_bounds(view, EntryKind::refund);
  if (fits_in_any_case(view, realised.most - refunded.least)) {
    out.pass();
    return;
  }
  const Terms* terms = terms_or_answer(view, out);
  if (!terms) return;
  if (realised.least - refunded.most <= terms->amount) {
    not_evaluable_once(view, out,
                       {"tanggal entri tidak lengkap: tidak pasti apakah belanja melampaui perjanjian",
                        "an entry's date is not complete: whether spending exceeds the agreement is uncertain"});
    return;
  }
  Finding& finding = out.fail();
  identify(finding, view.portfolio(), {.grant = view.index()});
  measure(finding, terms->amount, realised.least - refunded.least);
  for (const EntryIndex entry : last_stretch_above(view, terms->amount)) {
    finding.evidence.push_back(evidence_of(view.journal(), entry, "amount"));
  }
  finding.evidence.push_back(evidence_at(terms->amount_where, "amount"));
  say(finding,
      {"belanja {actual} melampaui nilai perjanjian {expected} sebesar {difference}",
       "spending of {actual} exceeds the agreement of {expected} by {difference}"},
      {{"actual", to_message(finding.actual)}, {"expected", to_message(finding.expected)}, {"difference", to_message(finding.difference)}});
}

}  // namespace

Rule b303_realised_above_agreement() {
  return {.info = {.code = "B303",
                   .name = "realised-above-agreement",
                   .title = {"Belanja melampaui perjanjian", "Realised above agreement"},
                   .subject = "grant",
                   .severity = Severity::error,
                   .needs = {.journal = true, .kinds = {EntryKind::realisation, EntryKind::refund}},
                   .basis = {basis("NPHD")},
                   // example: tests/rules/B303/fires-30-million-over.case
                   .page = {.what = {"Membandingkan seluruh belanja dikurangi pengembalian belanja dengan nilai perjanjian (NPHD) "
                                     "yang berlaku pada hari yang ditanyakan, setelah adendum. Jasa giro tidak menambah nilai "
                                     "perjanjian.",
                                     "It holds all realisations less refunds against the amount of the agreement (NPHD) in force on "
                                     "the day of the question, after addenda. Interest does not add to the agreement."},
                            .why = {"Nilai perjanjian adalah batas tertinggi hibah. Yang dibelanjakan di atasnya tidak punya sumber "
                                    "dana yang disetujui dan tidak dapat dipertanggungjawabkan kepada pemberi hibah.",
                                    "The amount of the agreement is the most that the grant can be. What is spent above it has no "
                                    "agreed source and cannot be accounted for to the grantor."},
                            .example = {"Perjanjian bernilai Rp1.000.000.000. Dibelanjakan Rp600.000.000 dan Rp450.000.000, kembali "
                                        "Rp20.000.000: belanja bersih Rp1.030.000.000, selisih Rp30.000.000.",
                                        "The agreement is of Rp1.000.000.000. Rp600.000.000 and Rp450.000.000 were spent and "
                                        "Rp20.000.000 came back: net spending of Rp1.030.000.000, a difference of Rp30.000.000."},
                            .not_proved = {"Temuan ini tidak menunjukkan belanja mana yang seharusnya tidak dilakukan: B301 dan B302 "
                                           "menunjukkan barisnya. Pencairan di atas perjanjian ditunjukkan oleh T203, saldo kas di "
                                           "bawah nol oleh R402.",
                                           "It does not show which spending should not have been: B301 and B302 show the lines. "
                                           "Disbursements above the agreement are shown by T203, a cash balance below zero by R402."},
                            .needs = {"Perlu jurnal yang memuat belanja dan pengembalian belanja secara lengkap. Adendum yang hanya "
                                      "diketahui bulannya dan entri yang belum pasti ada pada hari itu membuatnya tidak dapat "
                                      "dinilai, bila menentukan.",
                                      "It needs a journal that holds realisations and refunds in full. An addendum of which only the "
                                      "month is known, and an entry that perhaps does not exist yet on that day, make it not "
                                      "evaluable where they decide."}}},
          .check_grant = check};
}

}  // namespace hibah::rules
