// S507 use-report-late: the report on the use of the grant came after the report day.
#include <algorithm>
#include <optional>
#include <vector>

#include <libhibah/checks/rules/papers.hpp>
#include <libhibah/checks/rules/rules.hpp>

namespace hibah::rules {

namespace {

/// The first report, and the days on which it may have been made. A later one mends it and makes nothing late.
struct First {
  const Document* paper;
  DateSpan day;
  bool is_certain;  // surely exists on the day of the question
};

std::optional<First> first_report(const GrantView& view) {
  std::optional<First> first;
  for (const Document* paper : papers_of(view, DocumentKind::use_report)) {
    const bool is_certain = surely_exists(*paper, view.as_of());
    if (!first) {
      first = First{paper, paper->date, is_certain};
      continue;
    }
    if (paper->date.first < first->day.first) first->paper = paper;
    // One that perhaps exists may be the first, and may be none.
    const Date last = is_certain == first->is_certain ? std::min(paper->date.last, first->day.last)
                      : is_certain                    ? paper->date.last
                                                      : first->day.last;
    first->day = DateSpan(std::min(paper->date.first, first->day.first), last);
    first->is_certain = first->is_certain || is_certain;
  }
  return first;
}

void check(const GrantView& view, Verdicts& out) {
  const Due& due = view.report_due();
  const std::optional<First> first = first_report(view);
  if (due.state == Due::State::not_applicable || !first) {
    out.not_applicable();  // S506 speaks of a report that is not there
    return;
  }
  if (due.state == Due::State::not_evaluable) {
    not_evaluable_once(view, out, due.reason);
    return;
  }
  const Truth in_time = is_on_or_before(first->day, due.date());
  if (in_time == Truth::yes) {
    out.pass();
    return;
  }
  const Slots slots{{"day", to_long(first->day)}, {"due", to_long(due.date())}};
  if (in_time == Truth::unknown || !first->is_certain) {
    not_evaluable_once(view, out,
                       fill({"laporan penggunaan bertanggal {day}, batasnya {due}: tidak pasti apakah terlambat",
                             "the use report is dated {day}, its limit is {due}: whether it is late is uncertain"},
                            slots));
    return;
  }
  Finding& finding = out.fail();
  identify(finding, view.portfolio(), {.grant = view.index()});
  measure(finding, due.date(), first->day);
  finding.evidence.push_back(evidence_at(first->paper->where, "date"));
  say(finding, {"laporan penggunaan bertanggal {day}, batasnya {due}", "the use report is dated {day}, its limit was {due}"}, slots);
}

}  // namespace

Rule s507_use_report_late() {
  return {
      .info =
          {.code = "S507",
           .name = "use-report-late",
           .title = {"Laporan penggunaan terlambat", "Use report late"},
           .subject = "grant",
           .severity = Severity::warning,
           .needs = {.documents = true},
           // example: tests/rules/S507/fires-nine-days-late.case
           .page =
               {.what = {"Membandingkan tanggal laporan penggunaan hibah (use_report) dengan hari laporan. Bila ada beberapa laporan, yang "
                         "pertama yang dihitung: perbaikan sesudahnya tidak membuatnya terlambat. Laporan pada hari itu diterima.",
                         "It holds the date of the report on the use of the grant (use_report) against the report day. Where there are "
                         "several, the first one counts: mending it later does not make it late. A report on that day is accepted."},
                .why = {"Laporan yang terlambat menunda penghitungan dan pengembalian sisa dana. Bawaslu Karanganyar sendiri memberitakan "
                        "laporan fisik pada 21-22 April 2025, setelah pengembalian 9 April.",
                        "A late report delays working out and returning what is left. Bawaslu Karanganyar itself told of its printed "
                        "report on 21-22 April 2025, after the return on 9 April."},
                .example =
                    {"Perjanjian Rp1.000.000.000; laporan paling lambat 12 April 2025. Laporan bertanggal 21 April 2025: terlambat 9 hari.",
                     "An agreement of Rp1.000.000.000; the report was due on 12 April 2025. It is dated 21 April 2025: 9 days late."},
                .not_proved =
                    {"Temuan ini tidak mengatakan kapan laporan diterima atau apakah isinya benar. Laporan yang tidak ada ditunjukkan oleh "
                     "S506.",
                     "It does not say when the report was received or whether it is right. A report that is not there is shown by S506."},
                .needs = {"Perlu documents.csv dan tanggal peristiwa pengusulan. Tanggal laporan yang tidak lengkap di sekitar batas tidak "
                          "dapat dinilai.",
                          "It needs documents.csv and the date of the proposal. An incomplete date of the report around the limit is not "
                          "evaluable."}}},
      .check_grant = check};
}

}  // namespace hibah::rules
