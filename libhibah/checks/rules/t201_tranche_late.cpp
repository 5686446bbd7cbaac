// T201 tranche-late: a tranche that became complete after its due day.
#include <libhibah/checks/rules/rules.hpp>
#include <libhibah/checks/rules/support.hpp>

namespace hibah::rules {

namespace {

void fill_in(Finding& finding, const GrantView& view, const TrancheState& state) {
  identify(finding, view.portfolio(), of_tranche(view, *state.plan));
  finding.evidence.push_back(evidence_at(state.plan->where, "due"));
  for (const EntryIndex entry : state.entries) finding.evidence.push_back(evidence_of(view.journal(), entry, "date"));
}

/// How late, in calendar days and in working days; empty where a day is not known, without working days outside the calendar.
Message lateness(const WorkCalendar& calendar, const DateSpan& limit, const DateSpan& day) {
  if (!limit.is_day() || !day.is_day()) return {};
  const Message days = count(static_cast<std::uint64_t>(day.first - limit.first));
  if (!calendar.covers(limit.first) || !calendar.covers(day.first)) {
    return fill({": terlambat {days} hari kalender", ": late by {days} calendar days"}, {{"days", days}});
  }
  const auto working = static_cast<std::uint64_t>(calendar.working_days_between(limit.first, day.first));
  return fill({": terlambat {days} hari kalender, {working} hari kerja", ": late by {days} calendar days, {working} working days"},
              {{"days", days}, {"working", count(working)}});
}

void check_tranche(const GrantView& view, const TrancheState& state, Verdicts& out) {
  if (state.complete == Truth::no) {
    out.not_applicable();
    return;
  }
  const Due due = view.due(*state.plan);
  if (due.state == Due::State::not_applicable) {
    out.not_applicable();
    return;
  }
  if (due.state == Due::State::not_evaluable) {
    fill_in(out.not_evaluable(due.reason), view, state);
    return;
  }
  const Truth in_time = state.complete == Truth::yes ? is_on_or_before(*state.completed_on, due.date()) : Truth::unknown;
  if (in_time == Truth::yes) {
    out.pass();
    return;
  }
  if (in_time == Truth::unknown) {
    const Message completed = state.completed_on ? to_long(*state.completed_on) : Message{"tidak pasti", "uncertain"};
    fill_in(out.not_evaluable(fill({"tahap lengkap pada {completed}, batasnya {due}: tidak pasti mana yang lebih dulu",
                                    "the tranche was complete on {completed}, its limit is {due}: which came first is uncertain"},
                                   {{"completed", completed}, {"due", to_long(due.date())}})),
            view, state);
    return;
  }
  Finding& finding = out.fail();
  fill_in(finding, view, state);
  measure(finding, due.date(), *state.completed_on);
  say(finding,
      {"tahap {tranche} lengkap pada {actual}, batasnya {expected} ({deadline}){late}",
       "tranche {tranche} was complete on {actual}, its limit was {expected} ({deadline}){late}"},
      {{"tranche", count(static_cast<std::uint64_t>(state.plan->number))},
       {"actual", to_long(*state.completed_on)},
       {"expected", to_long(due.date())},
       {"deadline", word(state.plan->due.text)},
       {"late", lateness(view.portfolio().calendar, due.date(), *state.completed_on)}});
}

void check(const GrantView& view, Verdicts& out) {
  const TrancheStates* states = tranches_or_answer(view, out);
  if (!states) return;
  for (const TrancheState& state : states->tranches) check_tranche(view, state, out);
}

}  // namespace

Rule t201_tranche_late() {
  return {
      .info =
          {.code = "T201",
           .name = "tranche-late",
           .title = {"Tahap terlambat dicairkan", "Tranche paid late"},
           .subject = "tranche",
           .severity = Severity::error,
           .needs = {.journal = true, .kinds = {EntryKind::disbursement}},
           // example: tests/rules/T201/fires-one-day.case
           .page = {.what = {"Membandingkan hari sebuah tahap menjadi lengkap dengan batas pencairannya. Tahap lengkap pada hari "
                             "pertama pencairannya sendiri, ditambah kelebihan tahap sebelumnya, mencapai rencananya.",
                             "Holds the day on which a tranche became complete against its due day. A tranche is complete on the "
                             "first day on which its own disbursements, with what earlier tranches got above their plan, reach its "
                             "plan."},
                    .why = {"Penyelenggara tidak dapat menjalankan tahapan tanpa uang. Menurut pers, pada Juli 2020 hibah "
                            "sejumlah daerah di sebelas provinsi masih di bawah 40 %.",
                            "An organiser cannot run the stages without money. According to the press, in July 2020 grants of "
                            "regions in eleven provinces were still below 40 %."},
                    .example = {"Ditandatangani 4 Maret 2024; empat belas hari kerja kemudian adalah 26 Maret 2024. Tahap 1 lengkap "
                                "pada 27 Maret 2024: terlambat 1 hari.",
                                "Signed on 4 March 2024; fourteen working days later is 26 March 2024. Tranche 1 was complete on 27 "
                                "March 2024: late by 1 day."},
                    .not_proved = {"Temuan ini tidak mengatakan siapa yang menyebabkan keterlambatan. Tahap yang belum lengkap adalah "
                                   "urusan T202.",
                                   "The finding does not say who caused the delay. A tranche that is not complete is the matter of T202."},
                    .needs = {"Perlu jurnal yang memuat pencairan secara lengkap, dengan nomor tahap bila perjanjian punya beberapa "
                              "tahap. Hari penandatanganan, peristiwa atau pencairan yang tidak lengkap dapat membuatnya tidak "
                              "dapat dinilai.",
                              "Needs a journal that holds disbursements in full, with tranche numbers where the agreement has "
                              "several. A day of signing, event or payment that is not complete can make it not evaluable."}}},
      .check_grant = check};
}

}  // namespace hibah::rules
