// W901 waiver-expired: what was accepted until a day that is past is still there.
#include <libhibah/checks/rules/rules.hpp>
#include <libhibah/checks/rules/waiver_answers.hpp>

namespace hibah::rules {

namespace {

void judge(const Portfolio& portfolio, std::span<const WaiverUse> uses, const WaiverUse& use, Verdicts& out) {
  if (!use.has_rule_run) {
    out.not_applicable();  // W902 tells of a rule that is not known
    return;
  }
  if (!use.is_expired || (use.matched == 0 && !use.may_match)) {
    out.pass();
    return;
  }
  if (use.matched == 0) {
    place_waiver(out.not_evaluable(fill({"yang dikecualikan ({waiver}) tidak dapat dinilai", "what it waives ({waiver}) is not evaluable"},
                                        {{"waiver", waiver_name(portfolio, *use.waiver)}})),
                 portfolio, uses, use, "expires");
    return;
  }
  Finding& finding = out.fail();
  place_waiver(finding, portfolio, uses, use, "expires");
  say(finding,
      {"pengecualian {waiver} berakhir pada {expires}, tetapi {count} temuan yang dikecualikannya masih ada",
       "the waiver {waiver} expired on {expires}, and what it waives is still found: {count}"},
      {{"waiver", waiver_name(portfolio, *use.waiver)}, {"expires", to_long(use.waiver->expires)}, {"count", count(use.matched)}});
}

void check(const Portfolio& portfolio, std::span<const WaiverUse> uses, Verdicts& out) {
  for_each_issued(uses, out, [&](const WaiverUse& use) { judge(portfolio, uses, use, out); });
}

}  // namespace

Rule w901_waiver_expired() {
  return {.info = {.code = "W901",
                   .name = "waiver-expired",
                   .title = {"Pengecualian sudah berakhir", "Waiver expired"},
                   .subject = "waiver",
                   .severity = Severity::error,
                   .basis = {basis("waivers.toml")},
                   // example: tests/rules/W901/fires-the-day-after.case
                   .page = {.what = {"Melihat setiap pengecualian di waivers.toml yang hari terakhirnya (expires) sudah lewat. Bila temuan "
                                     "yang dikecualikannya masih ada, pengecualian itu sendiri menjadi temuan, dan temuan tadi kembali "
                                     "dihitung. Hari terakhir itu sendiri masih berlaku.",
                                     "It looks at each waiver in waivers.toml whose last day (expires) is past. Where what it waives is "
                                     "still found, the waiver itself is a finding, and what it waived counts again. The last day "
                                     "itself is still valid."},
                            .why = {"Pengecualian diberikan untuk waktu tertentu. Tanpa pemeriksaan ini, keputusan sementara menjadi "
                                    "tetap tanpa ada yang memutuskannya lagi.",
                                    "An exception is granted for a time. Without this check a decision for the time being becomes "
                                    "permanent, and nobody has decided it again."},
                            .example = {"Tahap 1 jatuh tempo 26 Maret 2024 dan lunas 27 Maret 2024 (T201). Pengecualiannya berlaku sampai "
                                        "31 Agustus 2024. Pada 1 September 2024 keterlambatan itu masih ada: temuan.",
                                        "Tranche 1 was due on 26 March 2024 and complete on 27 March 2024 (T201). It is waived until 31 "
                                        "August 2024. On 1 September 2024 the lateness is still there: a finding."},
                            .not_proved = {"Temuan ini tidak mengatakan bahwa pengecualian itu dulu keliru. W903 memeriksa apakah "
                                           "pengecualian itu sah, W902 apakah masih ada gunanya.",
                                           "It does not say that the waiver was wrong at the time. W903 checks whether it is valid, W902 "
                                           "whether it is of any use."},
                            .needs = {"Perlu waivers.toml; tanpa itu aturan ini tidak berlaku. Tidak berlaku pula bila aturan yang "
                                      "dikecualikan tidak dijalankan, dan tidak dapat dinilai bila aturan itu tidak dapat menilai hal "
                                      "yang dikecualikan.",
                                      "It needs waivers.toml; without it the rule does not apply. Nor does it apply where the waived rule "
                                      "was not run, and it is not evaluable where that rule could not judge what is waived."}}},
          .check_waivers = check};
}

}  // namespace hibah::rules
