// A103 first-tranche-below-minimum: the first tranche as first agreed is under the least share that the regulation asks.
#include <libhibah/checks/rules/rules.hpp>
#include <libhibah/checks/rules/support.hpp>

namespace hibah::rules {

namespace {

/// The share with the decimal sign of each language.
Message in_words(const Ratio& share) {
  return {share.to_text(Language::id), share.to_text(Language::en)};
}

void check(const GrantView& view, Verdicts& out) {
  const Terms terms = view.grant().first_terms();
  const LegalSchedule* schedule = schedule_or_answer(view, terms, out);
  if (!schedule) return;
  const Ratio& minimum = schedule->tranches.front().minimum_share;
  const PlannedTranche& first = terms.tranches.front();
  const Ratio share = share_of(first, terms.amount);
  if (share >= minimum) {
    out.pass();
    return;
  }
  Finding& finding = out.fail();
  identify(finding, view.portfolio(), {.grant = view.index()});
  measure(finding, minimum, share);
  finding.evidence.push_back(evidence_at(first.where, first.share ? "share" : "amount"));
  finding.evidence.push_back(evidence_at(terms.amount_where, "amount"));
  say(finding,
      {"tahap pertama {first} adalah {share} dari {amount}, di bawah paling sedikit {minimum}",
       "the first tranche {first} is {share} of {amount}, under the minimum of {minimum}"},
      {{"first", rp(first.planned)}, {"share", in_words(share)}, {"amount", rp(terms.amount)}, {"minimum", in_words(minimum)}});
}

}  // namespace

Rule a103_first_tranche_below_minimum() {
  return {.info = {.code = "A103",
                   .name = "first-tranche-below-minimum",
                   .title = {"Tahap pertama di bawah minimum", "First tranche below minimum"},
                   .subject = "grant",
                   .severity = Severity::error,
                   // example: tests/rules/A103/fires-30-percent.case
                   .page = {.what = {"Membandingkan bagian tahap pertama, menurut perjanjian saat pertama ditandatangani, dengan "
                                     "bagian paling sedikit menurut peraturan untuk peran penerima. Bagian yang ditulis dalam persen "
                                     "dinilai sebagaimana tertulis. Satu tahap 100% lolos, dan adendum tidak mengubah jawabannya.",
                                     "It holds the share of the first tranche, in the agreement as first signed, against the least "
                                     "share that the regulation asks for the recipient's role. A share written as a percentage is "
                                     "taken as written. One tranche of 100% passes, and an addendum does not change the answer."},
                            .why = {"Tahapan pemilihan dimulai sebelum anggaran tahun berikutnya tersedia. Tahap pertama yang "
                                    "terlalu kecil membuat penyelenggara menunda pekerjaan atau berutang.",
                                    "The stages of an election begin before the next year's budget is there. A first tranche that "
                                    "is too small makes the organiser put off work or run into debt."},
                            .example = {"Perjanjian Rp1.000.000.000 dengan tahap pertama 30%, sedangkan peraturan meminta paling "
                                        "sedikit 40%. Selisihnya -10%.",
                                        "An agreement of Rp1.000.000.000 has a first tranche of 30%, where the regulation asks for at "
                                        "least 40%. The difference is -10%."},
                            .not_proved = {"Temuan ini hanya tentang yang disepakati. Apakah dan kapan tahap itu dibayar diperiksa oleh "
                                           "T201 dan T202, dan batas waktunya oleh A104.",
                                           "It speaks only of what was agreed. Whether and when the tranche was paid is what T201 and T202 "
                                           "look at, and A104 looks at its due day."},
                            .needs = {"Perlu daftar tahap dalam perjanjian yang pertama ditandatangani; tanpa daftar tidak dapat "
                                      "dinilai. Peran tanpa jadwal dalam peraturan, seperti polisi dan militer, tidak terkena.",
                                      "It needs the list of tranches in the agreement as first signed; without one it is not "
                                      "evaluable. A role without a schedule in the regulation, such as police or military, is not "
                                      "concerned."}}},
          .check_grant = check};
}

}  // namespace hibah::rules
