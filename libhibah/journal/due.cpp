#include <libhibah/journal/due.hpp>

#include <string>
#include <utility>

namespace hibah {

namespace {

Due not_evaluable(Message reason) {
  return {Due::State::not_evaluable, {}, std::move(reason)};
}
Due not_applicable(Message reason) {
  return {Due::State::not_applicable, {}, std::move(reason)};
}
Due known(const DateSpan& day) {
  return {Due::State::known, {day, day, {}}, {}};
}

Due no_version(const Portfolio& portfolio, Date as_of) {
  return not_evaluable(
      fill({"belum ada versi jadwal {timetable} yang berlaku pada {day}", "no version of timetable {timetable} is effective yet on {day}"},
           {{"timetable", same(portfolio.timetable.id)}, {"day", to_long(as_of)}}));
}

/// The day that `voting` stands for.
Due voting_anchor(const Portfolio& portfolio, Date as_of) {
  if (!portfolio.timetable.effective_on(as_of)) return no_version(portfolio, as_of);
  if (const auto voting = portfolio.timetable.voting_on(as_of)) return known(*voting);
  return not_evaluable(fill({"jadwal {timetable} tidak menyebut hari pemungutan suara", "timetable {timetable} names no voting day"},
                            {{"timetable", same(portfolio.timetable.id)}}));
}

Due stage_anchor(const Portfolio& portfolio, const Deadline& deadline, Date as_of) {
  if (!portfolio.timetable.effective_on(as_of)) return no_version(portfolio, as_of);
  const Stage* stage = portfolio.timetable.stage_on(deadline.name, as_of);
  const std::optional<Date> day = !stage ? std::nullopt : deadline.anchor == AnchorKind::stage_start ? stage->start : stage->end;
  if (day) return known(*day);
  return not_evaluable(
      fill({"tahapan {stage} tidak bertanggal dalam jadwal {timetable}", "stage {stage} has no such date in timetable {timetable}"},
           {{"stage", same(deadline.name)}, {"timetable", same(portfolio.timetable.id)}}));
}

/// An event that has not happened is no matter of concern before voting, and unknown after it.
Due event_anchor(const Portfolio& portfolio, const Deadline& deadline, Date as_of) {
  const Event* event = portfolio.event(deadline.name);
  const Slots slots{{"event", same(deadline.name)}, {"day", to_long(as_of)}};
  if (event && event->date && event->date->last <= as_of) return known(*event->date);
  if (event && event->date && event->date->first <= as_of) {
    return not_evaluable(fill(
        {"tidak diketahui apakah peristiwa {event} sudah terjadi pada {day}", "whether event {event} had happened by {day} is unknown"},
        slots));
  }
  const Due voting = voting_anchor(portfolio, as_of);
  if (!voting.is_known()) return voting;
  if (as_of <= voting.date().first) {
    return not_applicable(fill({"peristiwa {event} belum terjadi pada {day}", "event {event} had not happened by {day}"}, slots));
  }
  return not_evaluable(
      fill({"tanggal peristiwa {event} tidak diketahui pada {day}", "the date of event {event} is not known on {day}"}, slots));
}

Due anchor_of(const Portfolio& portfolio, const Deadline& deadline, const DateSpan& signed_on, Date as_of) {
  switch (deadline.anchor) {
    case AnchorKind::signed_day:
      return known(signed_on);
    case AnchorKind::voting:
      return voting_anchor(portfolio, as_of);
    case AnchorKind::stage_start:
    case AnchorKind::stage_end:
      return stage_anchor(portfolio, deadline, as_of);
    case AnchorKind::event:
      return event_anchor(portfolio, deadline, as_of);
    case AnchorKind::fiscal_year_end:
      return known(Date::from_ymd(deadline.year, 12, 31));
    case AnchorKind::date:
      return known(*deadline.date);
  }
  return not_evaluable({});
}

/// A deadline that lies before the signing could never be kept.
Due unless_before_signing(Due due, const Deadline& deadline, const DateSpan& signed_on) {
  const Slots slots{{"due", to_long(due.date())}, {"signed", to_long(signed_on)}};
  const Text before{"batas {due} jatuh sebelum penandatanganan {signed}", "the limit {due} lies before the signing on {signed}"};
  const bool hangs_on_signing = deadline.anchor == AnchorKind::signed_day;
  const Truth is_after = hangs_on_signing ? (deadline.count < 0 ? Truth::no : Truth::yes) : is_on_or_before(signed_on, due.date());
  if (is_after == Truth::yes) return due;
  if (is_after == Truth::no) {
    due.state = Due::State::not_applicable;
    due.reason = fill(before, slots);
    return due;
  }
  due.state = Due::State::not_evaluable;
  due.reason = fill({"hari penandatanganan hanya diketahui {signed}: tidak pasti apakah batas {due} sesudahnya",
                     "the signing is known only as {signed}: whether the limit {due} comes after it is uncertain"},
                    slots);
  return due;
}

Due of_grant(const Portfolio& portfolio, const Grant& grant, const std::optional<Deadline>& own, const std::optional<Deadline>& lawful,
             Date as_of) {
  if (own) return due_on(portfolio, *own, grant.signed_on, as_of);
  if (lawful) return due_on(portfolio, *lawful, grant.signed_on, as_of);
  return not_evaluable(fill({"peraturan {regulation} tidak menyebut batas ini", "regulation {regulation} states no such limit"},
                            {{"regulation", same(portfolio.regulation.id)}}));
}

}  // namespace

std::string_view name_of(Due::State state) noexcept {
  switch (state) {
    case Due::State::known:
      return "known";
    case Due::State::not_applicable:
      return "not_applicable";
    case Due::State::not_evaluable:
      return "not_evaluable";
  }
  return {};
}

Due due_on(const Portfolio& portfolio, const Deadline& deadline, const DateSpan& signed_on, Date as_of) {
  Due due = anchor_of(portfolio, deadline, signed_on, as_of);
  if (!due.is_known()) return due;
  try {
    due.reckoning = reckon(deadline, due.date(), portfolio.calendar);
    due.is_counted = true;
  } catch (const HorizonError&) {
    return not_evaluable(
        fill({"batas \"{deadline}\" keluar dari tahun kalender kerja ({from} s.d. {to})",
              "the limit \"{deadline}\" leaves the years of the working calendar ({from} to {to})"},
             {{"deadline", same(deadline.text)}, {"from", to_long(portfolio.calendar.from())}, {"to", to_long(portfolio.calendar.to())}}));
  } catch (const UsageError&) {
    return not_evaluable(
        fill({"batas \"{deadline}\" keluar dari tahun 2000 s.d. 2099", "the limit \"{deadline}\" leaves the years 2000 to 2099"},
             {{"deadline", same(deadline.text)}}));
  }
  return unless_before_signing(std::move(due), deadline, signed_on);
}

Due use_until(const Portfolio& portfolio, const Grant& grant, Date as_of) {
  return of_grant(portfolio, grant, grant.use_until, portfolio.regulation.use_until, as_of);
}

Due report_due(const Portfolio& portfolio, const Grant& grant, Date as_of) {
  return of_grant(portfolio, grant, grant.report_due, portfolio.regulation.report_due, as_of);
}

Due return_due(const Portfolio& portfolio, const Grant& grant, Date as_of) {
  return of_grant(portfolio, grant, grant.return_due, portfolio.regulation.return_due, as_of);
}

}  // namespace hibah
