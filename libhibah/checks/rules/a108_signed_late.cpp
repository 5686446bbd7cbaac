// A108 signed-late: the agreement was signed after the last day of signing.
#include <libhibah/checks/rules/rules.hpp>
#include <libhibah/checks/rules/support.hpp>

namespace hibah::rules {

namespace {

constexpr std::string_view signing_stage = "NPHD_SIGN";

/// The last day of signing, and what set it; no day where neither regulation nor timetable has one.
struct Limit {
  std::optional<Date> day;
  std::optional<Basis> decree;
};

Limit limit_of(const Portfolio& portfolio, const TimetableVersion& version, Date as_of) {
  const Stage* stage = portfolio.timetable.stage_on(signing_stage, as_of);
  if (!stage || !stage->end) return {};
  Basis decree;
  decree.instrument = version.decree;
  decree.mark = stage->verified ? Mark::press : Mark::memory;  // every stage day was read in the press, or not at all
  decree.source = stage->source;
  return {stage->end, decree};
}

void answer(const GrantView& view, const Limit& limit, Verdicts& out) {
  const DateSpan& signed_on = view.grant().signed_on;
  const Slots slots{{"signed", to_long(signed_on)}, {"limit", to_long(*limit.day)}};
  switch (is_on_or_before(signed_on, *limit.day)) {
    case Truth::yes:
      out.pass();
      break;
    case Truth::no: {
      Finding& finding = out.fail();
      identify(finding, view.portfolio(), {.grant = view.index()});
      measure(finding, *limit.day, signed_on);
      if (limit.decree) finding.basis.push_back(*limit.decree);
      finding.evidence.push_back(evidence_at(view.grant().where, "signed"));
      say(finding, {"ditandatangani {signed}, paling lambat {limit}", "signed on {signed}, the last day was {limit}"}, slots);
      break;
    }
    case Truth::unknown:
      not_evaluable_once(view, out,
                         fill({"hari penandatanganan hanya diketahui {signed}: tidak pasti apakah sesudah {limit}",
                               "the signing is known only as {signed}: whether it came after {limit} is uncertain"},
                              slots));
      break;
  }
}

void check(const GrantView& view, Verdicts& out) {
  const Portfolio& portfolio = view.portfolio();
  Limit limit{portfolio.regulation.sign_until, {}};
  if (!limit.day) {
    const TimetableVersion* version = portfolio.timetable.effective_on(view.as_of());
    if (!version) {
      not_evaluable_once(view, out,
                         fill({"belum ada versi jadwal {timetable} yang berlaku pada {day}",
                               "no version of timetable {timetable} is effective yet on {day}"},
                              {{"timetable", word(portfolio.timetable.id)}, {"day", to_long(view.as_of())}}));
      return;
    }
    limit = limit_of(portfolio, *version, view.as_of());
  }
  if (limit.day) {
    answer(view, limit, out);
  } else {
    out.not_applicable();
  }
}

}  // namespace

Rule a108_signed_late() {
  return {
      .info =
          {.code = "A108",
           .name = "signed-late",
           .title = {"Terlambat ditandatangani", "Signed late"},
           .subject = "grant",
           .severity = Severity::warning,
           .basis = {basis("timetable")},
           // example: tests/rules/A108/fires-nine-days-late.case
           .page =
               {.what = {"Membandingkan hari penandatanganan perjanjian dengan hari terakhir penandatanganan: yang ditulis dalam peraturan "
                         "(sign_until), jika tidak ada akhir tahapan NPHD_SIGN dalam jadwal yang berlaku pada hari yang ditanyakan. "
                         "Penandatanganan pada hari itu diterima.",
                         "It holds the day on which the agreement was signed against the last day of signing: the one in the regulation "
                         "(sign_until), else the end of stage NPHD_SIGN in the timetable that is effective on the day of the question. "
                         "Signing on that day is accepted."},
                .why = {"Tanpa perjanjian tidak ada pencairan, dan tahapan pertama sudah berjalan. Menurut pers, NPHD Pilkada 2020 harus "
                        "ditandatangani paling lambat 1 Oktober 2019.",
                        "Without the agreement nothing is disbursed, and the first stages are under way. According to the press, "
                        "agreements for the elections of 2020 had to be signed by 1 October 2019."},
                .example = {"Menurut jadwal Pilkada 2020, NPHD ditandatangani paling lambat 1 Oktober 2019. Perjanjian Rp9.400.000.000 "
                            "ditandatangani 10 Oktober 2019: terlambat 9 hari.",
                            "By the timetable of 2020 agreements were to be signed by 1 October 2019. An agreement of Rp9.400.000.000 was "
                            "signed on 10 October 2019: 9 days late."},
                .not_proved =
                    {"Temuan ini tidak mengatakan siapa yang menunda. Adendum tidak dilihat; uang yang cair sebelum penandatanganan "
                     "ditunjukkan oleh T205.",
                     "It does not say who delayed it. Addenda are not looked at; money disbursed before the signing is shown by T205."},
                .needs = {"Perlu hari terakhir dalam peraturan atau jadwal; bila keduanya tidak menyebutnya, seperti pada Pilkada 2024, "
                          "aturan ini tidak berlaku. Hari penandatanganan yang tidak lengkap di sekitar batas tidak dapat dinilai.",
                          "It needs a last day in the regulation or the timetable; where neither has one, as for 2024, the rule does not "
                          "apply. An incomplete signing day around the limit is not evaluable."}}},
      .check_grant = check};
}

}  // namespace hibah::rules
