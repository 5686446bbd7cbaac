// R401 outside-stage-window: a realisation far from the window of its stage.
#include <map>
#include <optional>
#include <utility>

#include <libhibah/checks/rules/rules.hpp>
#include <libhibah/checks/rules/support.hpp>

namespace hibah::rules {

namespace {

/// The days that are accepted for a stage; an open side has no limit.
struct Window {
  bool is_known = false;
  Message unknown;               // why not
  std::optional<Date> first;
  std::optional<Date> last;
};

/// Looks windows up once per stage and timetable version.
class Windows {
 public:
  explicit Windows(const GrantView& view) : view_(&view) {}

  const Window& on(WordId stage, Date day) {
    const TimetableVersion* version = view_->portfolio().timetable.effective_on(day);
    const auto [place, is_new] = windows_.try_emplace({stage, version});
    if (is_new) place->second = make(stage, day, version);
    return place->second;
  }

 private:
  Window make(WordId stage, Date day, const TimetableVersion* version) const {
    const Portfolio& portfolio = view_->portfolio();
    const std::string_view code = portfolio.words.stage.text(stage);
    Window window;
    if (!version) {
      window.unknown = fill({"belum ada versi jadwal {timetable} yang berlaku pada tanggal entri", "no version of timetable {timetable} was effective on the entry's day"},
                            {{"timetable", word(portfolio.timetable.id)}});
      return window;
    }
    const Stage* found = portfolio.timetable.stage_on(code, day);
    if (!found || (!found->start && !found->end)) {
      window.unknown = fill({"tahapan {stage} tidak bertanggal dalam jadwal {timetable}", "stage {stage} has no dates in timetable {timetable}"},
                            {{"stage", word(code)}, {"timetable", word(portfolio.timetable.id)}});
      return window;
    }
    window.is_known = true;
    if (found->start) window.first = add_days(*found->start, -static_cast<int>(view_->settings().days("R401.days_before")));
    if (found->end) window.last = add_days(*found->end, static_cast<int>(view_->settings().days("R401.days_after")));
    return window;
  }

  const GrantView* view_;
  std::map<std::pair<WordId, const TimetableVersion*>, Window> windows_;
};

bool holds(const Window& window, Date day) { return (!window.first || *window.first <= day) && (!window.last || day <= *window.last); }

void fail_outside(const GrantView& view, const StandingEntry& standing, const Window& window, const DateSpan& date, Verdicts& out) {
  const bool is_early = window.first && date.last < *window.first;
  Finding& finding = fail_entry(view, out, standing, "date");
  const Date limit = is_early ? *window.first : *window.last;
  measure(finding, limit, date);
  say(finding,
      is_early ? Text{"belanja {amount} bertanggal {day}, tahapan {stage} baru diterima sejak {limit}",
                      "{amount} was spent on {day}, stage {stage} is accepted from {limit}"}
               : Text{"belanja {amount} bertanggal {day}, tahapan {stage} hanya diterima sampai {limit}",
                      "{amount} was spent on {day}, stage {stage} is accepted until {limit}"},
      {{"amount", rp(view.journal().amount(standing.entry))}, {"day", to_long(date)}, {"stage", word(finding.stage)}, {"limit", to_long(limit)}});
}

void check_entry(const GrantView& view, Windows& windows, const StandingEntry& standing, Verdicts& out) {
  const Journal& journal = view.journal();
  const WordId stage = journal.stage(standing.entry);
  const DateSpan date = journal.date(standing.entry);
  const Window& at_first = windows.on(stage, date.first);
  const Window& at_last = windows.on(stage, date.last);
  if (!at_first.is_known || !at_last.is_known) {
    not_evaluable_entry(view, out, standing.entry, "stage", at_first.is_known ? at_last.unknown : at_first.unknown);
    return;
  }
  if (holds(at_first, date.first) && holds(at_first, date.last) && holds(at_last, date.first) && holds(at_last, date.last)) {
    out.pass();
    return;
  }
  const auto surely_outside = [&](const Window& window) {
    return (window.first && date.last < *window.first) || (window.last && *window.last < date.first);
  };
  if (surely_outside(at_first) && surely_outside(at_last)) {
    fail_outside(view, standing, at_first, date, out);
    return;
  }
  not_evaluable_entry(view, out, standing.entry, "date",
                      fill({"tanggal entri hanya diketahui {day}: tidak pasti apakah di dalam tahapannya", "the entry is dated only {day}: whether it lies within its stage is uncertain"},
                           {{"day", to_long(date)}}));
}

void check(const GrantView& view, Verdicts& out) {
  const Role role = view.grant().role;
  Windows windows(view);
  for (const StandingEntry& standing : entries_of(view, EntryKind::realisation)) {
    if (role == Role::police || role == Role::military || view.journal().stage(standing.entry) == 0) {
      out.not_applicable();
    } else {
      check_entry(view, windows, standing, out);
    }
  }
}

}  // namespace

Rule r401_outside_stage_window() {
  return {.info = {.code = "R401",
                   .name = "outside-stage-window",
                   .title = {"Belanja di luar masa tahapan", "Outside stage window"},
                   .subject = "entry",
                   .severity = Severity::warning,
                   .needs = {.journal = true, .kinds = {EntryKind::realisation}, .columns = {JournalColumn::stage}},
                   .settings = {"R401.days_before", "R401.days_after"}},
          .check_grant = check};
}

}  // namespace hibah::rules
