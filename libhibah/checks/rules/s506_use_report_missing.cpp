// S506 use-report-missing: the report day has passed, and there is no report on the use of the grant.
#include <libhibah/checks/rules/papers.hpp>
#include <libhibah/checks/rules/rules.hpp>

namespace hibah::rules {

namespace {

void check(const GrantView& view, Verdicts& out) {
  const Due& due = view.report_due();
  if (!past_or_answer(view, out, due)) return;
  const Truth has_report = has_paper(view, DocumentKind::use_report);
  if (has_report == Truth::yes) {
    out.pass();
    return;
  }
  if (has_report == Truth::unknown) {
    not_evaluable_once(view, out,
                       fill({"tanggal laporan penggunaan tidak lengkap: tidak pasti apakah sudah ada pada {day}",
                             "the date of the use report is not complete: whether it exists on {day} is uncertain"},
                            {{"day", to_long(view.as_of())}}));
    return;
  }
  Finding& finding = out.fail();
  identify(finding, view.portfolio(), {.grant = view.index()});
  finding.evidence.push_back(evidence_at(view.grant().where, "id"));
  say(finding,
      {"laporan penggunaan paling lambat {due}; sampai {day} tidak ada", "the use report was due on {due}; by {day} there is none"},
      {{"due", to_long(due.date())}, {"day", to_long(view.as_of())}});
}

}  // namespace

Rule s506_use_report_missing() {
  return {
      .info =
          {.code = "S506",
           .name = "use-report-missing",
           .title = {"Laporan penggunaan tidak ada", "Use report missing"},
           .subject = "grant",
           .severity = Severity::error,
           .needs = {.documents = true},
           // example: tests/rules/S506/fires-no-report.case
           .page =
               {.what = {"Setelah hari laporan lewat, memeriksa apakah ada laporan penggunaan hibah (use_report). Hari laporan adalah yang "
                         "ditulis dalam perjanjian (report_due), jika tidak ada yang dari peraturan.",
                         "Once the report day has passed it looks whether there is a report on the use of the grant (use_report). The "
                         "report day is the one in the agreement (report_due), else that of the regulation."},
                .why = {"Penerima mempertanggungjawabkan penggunaan hibah kepada kepala daerah; menurut pers paling lambat tiga bulan "
                        "setelah pengusulan pengesahan pengangkatan. Tanpa laporan sisa dana tidak dapat dihitung.",
                        "The recipient accounts for the use of the grant to the head of the region; according to the press within three "
                        "months of the proposal of appointment. Without the report what is left cannot be worked out."},
                .example = {"Perjanjian Rp1.000.000.000. Pengusulan terjadi pada 12 Januari 2025, jadi laporan paling lambat 12 April "
                            "2025. Pada 30 Juni 2025 tidak ada laporan.",
                            "An agreement of Rp1.000.000.000. The proposal was made on 12 January 2025, so the report was due on 12 April "
                            "2025. On 30 June 2025 there is none."},
                .not_proved =
                    {"Temuan ini tidak membuktikan bahwa laporan tidak pernah dibuat: mungkin hanya belum dicatat. Laporan yang terlambat "
                     "ditunjukkan oleh S507.",
                     "It does not prove that no report was made: it may not be recorded yet. A report that came late is shown by S507."},
                .needs = {"Perlu documents.csv dan tanggal peristiwa pengusulan. Tanpa peristiwa itu aturan belum berlaku sampai hari "
                          "pemungutan suara, dan sesudahnya tidak dapat dinilai.",
                          "It needs documents.csv and the date of the proposal. Without that event the rule does not speak up to voting "
                          "day, and is not evaluable after it."}}},
      .check_grant = check};
}

}  // namespace hibah::rules
