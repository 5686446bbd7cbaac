// A109 regulation-not-in-force: the agreement was signed before the portfolio's regulation was valid.
#include <libhibah/checks/rules/rules.hpp>
#include <libhibah/checks/rules/support.hpp>

namespace hibah::rules {

namespace {

void check(const GrantView& view, Verdicts& out) {
  const Regulation& regulation = view.portfolio().regulation;
  if (!regulation.valid_from) {
    not_evaluable_once(
        view, out,
        fill({"tidak diketahui sejak kapan peraturan {regulation} berlaku", "from when regulation {regulation} was valid is unknown"},
             {{"regulation", word(regulation.id)}}));
    return;
  }
  const DateSpan& signed_on = view.grant().signed_on;
  const Slots slots{{"signed", to_long(signed_on)}, {"regulation", word(regulation.name)}, {"valid", to_long(*regulation.valid_from)}};
  switch (is_before(signed_on, *regulation.valid_from)) {
    case Truth::no:
      out.pass();
      break;
    case Truth::yes: {
      Finding& finding = out.fail();
      identify(finding, view.portfolio(), {.grant = view.index()});
      finding.evidence.push_back(evidence_at(view.grant().where, "signed"));
      say(finding,
          {"ditandatangani {signed}, sebelum {regulation} berlaku ({valid})",
           "signed on {signed}, before {regulation} was valid ({valid})"},
          slots);
      break;
    }
    case Truth::unknown:
      not_evaluable_once(view, out,
                         fill({"hari penandatanganan hanya diketahui {signed}: tidak pasti apakah {regulation} sudah berlaku ({valid})",
                               "the signing is known only as {signed}: whether {regulation} was valid ({valid}) is uncertain"},
                              slots));
      break;
  }
}

}  // namespace

Rule a109_regulation_not_in_force() {
  return {
      .info =
          {.code = "A109",
           .name = "regulation-not-in-force",
           .title = {"Peraturan belum berlaku", "Regulation not in force"},
           .subject = "grant",
           .severity = Severity::warning,
           // example: tests/rules/A109/fires-signed-three-months-before.case
           .page = {.what = {"Membandingkan hari penandatanganan perjanjian dengan hari sejak peraturan portofolio berlaku. "
                             "Penandatanganan pada hari itu diterima.",
                             "It holds the day on which the agreement was signed against the day from which the portfolio's regulation was "
                             "valid. Signing on that day is accepted."},
                    .why = {"Batas, bagian tahap dan hari pengembalian diambil dari peraturan yang ditulis di portofolio. Untuk perjanjian "
                            "yang lebih tua mungkin berlaku peraturan lain, dan temuan aturan lain lalu bertumpu pada batas yang salah.",
                            "Limits, shares of tranches and the return day are taken from the regulation that the portfolio names. An "
                            "older agreement may be under another one, and what other rules find then rests on the wrong limits."},
                    .example =
                        {"Perjanjian Rp9.400.000.000 ditandatangani 2 Maret 2020, sedangkan Permendagri 41/2020 baru berlaku 15 Juni 2020.",
                         "An agreement of Rp9.400.000.000 was signed on 2 March 2020, while Permendagri 41/2020 was valid only from 15 "
                         "June 2020."},
                    .not_proved = {"Temuan ini tidak mengatakan peraturan mana yang berlaku bagi perjanjian itu, dan adendum yang lebih "
                                   "baru tidak dilihat. Penandatanganan yang terlambat ditunjukkan oleh A108.",
                                   "It does not say which regulation the agreement is under, and a later addendum is not looked at. "
                                   "Signing too late is shown by A108."},
                    .needs = {"Perlu hari berlaku peraturan (valid_from); tanpa itu, seperti pada Permendagri 54/2019 bawaan, tidak dapat "
                              "dinilai. Begitu pula hari penandatanganan yang tidak lengkap di sekitar hari itu.",
                              "It needs the day from which the regulation was valid (valid_from); without it, as in the built-in "
                              "Permendagri 54/2019, it is not evaluable. Nor is an incomplete signing day around that day."}}},
      .check_grant = check};
}

}  // namespace hibah::rules
