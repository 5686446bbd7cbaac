// W902 waiver-unused: a waiver matches no finding of a rule that ran.
#include <libhibah/checks/rules/rules.hpp>
#include <libhibah/checks/rules/waiver_answers.hpp>

namespace hibah::rules {

namespace {

void not_evaluable(const Portfolio& portfolio, std::span<const WaiverUse> uses, const WaiverUse& use, Verdicts& out, Text why) {
  place_waiver(out.not_evaluable(fill(why, {{"waiver", waiver_name(portfolio, *use.waiver)}, {"rule", word(use.waiver->rule)}})), portfolio,
               uses, use, "rule");
}

void judge(const Portfolio& portfolio, std::span<const WaiverUse> uses, const WaiverUse& use, Verdicts& out) {
  if (!use.is_rule_known) {
    not_evaluable(portfolio, uses, use, out, {"aturan {rule} tidak dikenal di sini", "the rule {rule} is not known here"});
    return;
  }
  if (use.matched != 0) {
    out.pass();
    return;
  }
  if (!use.has_rule_run && !use.is_about_waivers) {
    out.not_applicable();
    return;
  }
  if (use.may_match) {
    not_evaluable(portfolio, uses, use, out,
                  {"yang dikecualikan ({waiver}) tidak dapat dinilai", "what it waives ({waiver}) is not evaluable"});
    return;
  }
  Finding& finding = out.fail();
  place_waiver(finding, portfolio, uses, use, "rule");
  say(finding,
      use.is_about_waivers ? Text{"pengecualian {waiver} tidak mengecualikan apa pun: temuan tentang pengecualian tidak dapat dikecualikan",
                                  "the waiver {waiver} waives nothing: findings about waivers cannot be waived"}
                           : Text{"pengecualian {waiver} tidak mengecualikan temuan apa pun", "the waiver {waiver} matches no finding"},
      {{"waiver", waiver_name(portfolio, *use.waiver)}});
}

void check(const Portfolio& portfolio, std::span<const WaiverUse> uses, Verdicts& out) {
  for_each_issued(uses, out, [&](const WaiverUse& use) { judge(portfolio, uses, use, out); });
}

}  // namespace

Rule w902_waiver_unused() {
  return {
      .info = {.code = "W902",
               .name = "waiver-unused",
               .title = {"Pengecualian tidak terpakai", "Waiver unused"},
               .subject = "waiver",
               .severity = Severity::warning,
               .basis = {basis("waivers.toml")},
               // example: tests/rules/W902/fires-another-tranche.case
               .page = {.what = {"Mencari pengecualian di waivers.toml yang tidak mengecualikan temuan apa pun, padahal aturannya "
                                 "dijalankan. Semua yang disebut pengecualian (hibah, tahap, tahapan, rekening, bukti, entri) harus "
                                 "cocok dengan temuannya.",
                                 "It looks for waivers in waivers.toml that match no finding although their rule was run. All that a "
                                 "waiver names (grant, tranche, stage, account, voucher, entry) has to fit the finding."},
                        .why = {"Pengecualian yang tidak terpakai adalah izin yang menunggu: salah ketik, temuan yang sudah "
                                "diperbaiki, atau persetujuan yang dibuat lebih dulu untuk pelanggaran yang akan datang.",
                                "A waiver that is not used is a permission in waiting: a slip of the pen, a finding that was mended "
                                "long ago, or an approval made beforehand for a breach to come."},
                        .example = {"Tahap 1 lunas satu hari sesudah jatuh tempo (T201), tetapi pengecualiannya menyebut tahap 2. "
                                    "Keterlambatan itu tetap dihitung, dan pengecualian itu menjadi temuan.",
                                    "Tranche 1 was complete one day after its due day (T201), but the waiver names tranche 2. The "
                                    "lateness still counts, and the waiver is a finding."},
                        .not_proved = {"Temuan ini tidak mengatakan mengapa pengecualian itu tidak terpakai. W901 memeriksa "
                                       "pengecualian yang sudah berakhir, W903 yang tidak sah.",
                                       "It does not say why the waiver is not used. W901 checks those that have expired, W903 those that "
                                       "are not valid."},
                        .needs = {"Perlu waivers.toml; tanpa itu aturan ini tidak berlaku, seperti bila aturan yang dikecualikan "
                                  "tidak dijalankan. Tidak dapat dinilai bila aturan itu tidak dikenal, atau tidak dapat menilai hal "
                                  "yang dikecualikan.",
                                  "It needs waivers.toml; without it the rule does not apply, as where the waived rule was not run. "
                                  "It is not evaluable where that rule is not known, or could not judge what is waived."}}},
      .check_waivers = check};
}

}  // namespace hibah::rules
