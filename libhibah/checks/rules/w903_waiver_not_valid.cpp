// W903 waiver-not-valid: a waiver approves itself, gives no justification, or runs too long.
#include <string>
#include <utility>
#include <vector>

#include <libhibah/checks/rules/rules.hpp>
#include <libhibah/checks/rules/waiver_answers.hpp>

namespace hibah::rules {

namespace {

struct Fault {
  std::string_view column;
  Message what;
};

std::vector<Fault> faults(const WaiverUse& use) {
  const Waiver& waiver = *use.waiver;
  std::vector<Fault> all;
  if (use.faults.approves_itself) {
    all.push_back({"approved_by", fill({"penyetujunya adalah pemohonnya sendiri ({name})", "its approver is its requester ({name})"},
                                       {{"name", word(waiver.approved_by)}})});
  }
  if (use.faults.has_short_justification) {
    all.push_back({"justification", fill({"alasannya kurang dari {least} huruf", "its justification has fewer than {least} characters"},
                                         {{"least", count(shortest_justification)}})});
  }
  if (use.faults.runs_too_long) {
    all.push_back(
        {"expires",
         fill({"masanya {issued} sampai {expires} lebih dari {most} hari", "it runs from {issued} to {expires}, more than {most} days"},
              {{"issued", to_long(waiver.issued)}, {"expires", to_long(waiver.expires)}, {"most", count(longest_waiver_days)}})});
  }
  return all;
}

void judge(const Portfolio& portfolio, std::span<const WaiverUse> uses, const WaiverUse& use, Verdicts& out) {
  const std::vector<Fault> all = faults(use);
  if (all.empty()) {
    out.pass();
    return;
  }
  Finding& finding = out.fail();
  place_waiver(finding, portfolio, uses, use, all.front().column);
  Message what = all.front().what;
  for (std::size_t i = 1; i < all.size(); ++i) {
    finding.evidence.push_back(evidence_at(use.waiver->where, all[i].column));
    what = {what.id + "; " + all[i].what.id, what.en + "; " + all[i].what.en};
  }
  say(finding,
      {"pengecualian {waiver} tidak sah dan tidak mengecualikan apa pun: {what}",
       "the waiver {waiver} is not valid and waives nothing: {what}"},
      {{"waiver", waiver_name(portfolio, *use.waiver)}, {"what", std::move(what)}});
}

void check(const Portfolio& portfolio, std::span<const WaiverUse> uses, Verdicts& out) {
  for_each_issued(uses, out, [&](const WaiverUse& use) { judge(portfolio, uses, use, out); });
}

}  // namespace

Rule w903_waiver_not_valid() {
  return {.info = {.code = "W903",
                   .name = "waiver-not-valid",
                   .title = {"Pengecualian tidak sah", "Waiver not valid"},
                   .subject = "waiver",
                   .severity = Severity::error,
                   .basis = {basis("waivers.toml")},
                   // example: tests/rules/W903/fires-approves-itself.case
                   .page = {.what = {"Memeriksa setiap pengecualian di waivers.toml: penyetuju (approved_by) bukan pemohon "
                                     "(requested_by), alasan (justification) sekurangnya 20 huruf, dan hari terakhirnya (expires) paling "
                                     "lama 366 hari sesudah diterbitkan (issued). Pengecualian yang tidak sah tidak mengecualikan apa "
                                     "pun. Nama dibandingkan tanpa memandang huruf besar dan spasi di tepi.",
                                     "It checks each waiver in waivers.toml: the approver (approved_by) is not the requester "
                                     "(requested_by), the justification has at least 20 characters, and the last day (expires) is at "
                                     "most 366 days after the issue (issued). A waiver that is not valid waives nothing. Names are "
                                     "compared without regard to case and to blanks around them."},
                            .why = {"Pengecualian mengalahkan temuan. Karena itu harus ada dua orang, alasan yang dapat dibaca orang "
                                    "lain, dan akhir.",
                                    "A waiver overrules a finding. So there have to be two people, a reason that others can read, and "
                                    "an end."},
                            .example = {"Pengecualian T201 diminta oleh Bendahara Contoh dan disetujui oleh BENDAHARA CONTOH: orang yang "
                                        "sama. Keterlambatan itu tetap dihitung, dan pengecualian itu menjadi temuan.",
                                        "The waiver of T201 was requested by Bendahara Contoh and approved by BENDAHARA CONTOH: the same "
                                        "person. The lateness still counts, and the waiver is a finding."},
                            .not_proved = {"Temuan ini tidak menilai apakah alasannya benar, atau apakah penyetujunya berwenang. W901 "
                                           "memeriksa pengecualian yang sudah berakhir.",
                                           "It does not judge whether the reason is true, or whether the approver had the authority. W901 "
                                           "checks waivers that have expired."},
                            .needs = {"Perlu waivers.toml; tanpa itu aturan ini tidak berlaku. Pengecualian yang diterbitkan sesudah hari "
                                      "yang ditanyakan belum ada.",
                                      "It needs waivers.toml; without it the rule does not apply. A waiver issued after the day of the "
                                      "question does not exist yet."}}},
          .check_waivers = check};
}

}  // namespace hibah::rules
