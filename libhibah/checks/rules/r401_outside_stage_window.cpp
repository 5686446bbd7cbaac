// R401 outside-stage-window: a realisation far from the window of its stage.
#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include <libhibah/checks/rules/rules.hpp>
#include <libhibah/checks/rules/support.hpp>

namespace hibah::rules {

namespace {

/// The days that are accepted for a stage; an open side has no limit.
struct Window {
  bool is_known = false;
  Message unknown;  // why not
  std::optional<Date> first;
  std::optional<Date> last;
  Bases decree;  // what set it
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
      window.unknown = fill({"belum ada versi jadwal {timetable} yang berlaku pada tanggal entri",
                             "no version of timetable {timetable} was effective on the entry's day"},
                            {{"timetable", word(portfolio.timetable.id)}});
      return window;
    }
    const Stage* found = portfolio.timetable.stage_on(code, day);
    if (!found || (!found->start && !found->end)) {
      window.unknown =
          fill({"tahapan {stage} tidak bertanggal dalam jadwal {timetable}", "stage {stage} has no dates in timetable {timetable}"},
               {{"stage", word(code)}, {"timetable", word(portfolio.timetable.id)}});
      return window;
    }
    window.is_known = true;
    Basis decree;
    decree.instrument = version->decree;
    decree.mark = found->verified ? Mark::press : Mark::memory;  // every stage day was read in the press, or not at all
    decree.source = found->source;
    window.decree.push_back(std::move(decree));
    if (found->start) window.first = add_days(*found->start, -static_cast<int>(view_->settings().days("R401.days_before")));
    if (found->end) window.last = add_days(*found->end, static_cast<int>(view_->settings().days("R401.days_after")));
    return window;
  }

  const GrantView* view_;
  std::map<std::pair<WordId, const TimetableVersion*>, Window> windows_;
};

/// The days that are surely inside a stage's windows, looked up quickly: most entries are, and nothing more need be known of them.
class InsideDays {
 public:
  InsideDays(Windows& windows, const Portfolio& portfolio)
      : windows_(&windows), timetable_(&portfolio.timetable), by_stage_(portfolio.words.stage.size()) {}

  bool contains(WordId stage, std::int32_t day) {
    std::optional<std::vector<Days>>& inside = by_stage_[stage];
    if (!inside) inside = make(stage);
    return std::any_of(inside->begin(), inside->end(), [day](const Days& days) { return days.first <= day && day <= days.last; });
  }

 private:
  struct Days {
    std::int32_t first;
    std::int32_t last;
  };

  /// For each version of the timetable the days on which it is effective and that its window holds.
  std::vector<Days> make(WordId stage) const {
    std::vector<Days> all;
    for (const TimetableVersion& version : timetable_->versions) {
      const Window& window = windows_->on(stage, version.effective);
      if (!window.is_known) continue;
      Days days{version.effective.days_since_1970(), std::numeric_limits<std::int32_t>::max()};
      for (const TimetableVersion& later : timetable_->versions) {
        if (later.effective > version.effective) days.last = std::min(days.last, later.effective.days_since_1970() - 1);
      }
      if (window.first) days.first = std::max(days.first, window.first->days_since_1970());
      if (window.last) days.last = std::min(days.last, window.last->days_since_1970());
      all.push_back(days);
    }
    return all;
  }

  Windows* windows_;
  const Timetable* timetable_;
  std::vector<std::optional<std::vector<Days>>> by_stage_;
};

/// How a span of days lies to the windows: wholly inside, wholly outside, or part of each.
struct Position {
  bool is_inside = true;
  bool is_outside = true;
  bool is_early{};            // of the first part outside
  std::optional<Date> limit;  // of the first part outside
  const Message* unknown = nullptr;
  const Bases* decree = nullptr;  // of that part
};

/// Every day of the span is held against the window of the timetable version that was effective on it.
Position position(const GrantView& view, Windows& windows, WordId stage, const DateSpan& date) {
  Position found;
  for (Date from = date.first, to = from;; from = add_days(to, 1)) {
    to = date.last;
    for (const TimetableVersion& version : view.portfolio().timetable.versions) {
      if (version.effective > from && version.effective <= to) to = add_days(version.effective, -1);
    }
    const Window& window = windows.on(stage, from);
    if (!window.is_known) {
      found.unknown = &window.unknown;
      return found;
    }
    const bool is_early = window.first && to < *window.first;
    const bool is_late = window.last && *window.last < from;
    if (is_early || is_late) {
      found.is_inside = false;
      if (!found.limit) {
        found.is_early = is_early;
        found.limit = is_early ? window.first : window.last;
        found.decree = &window.decree;
      }
    } else {
      found.is_outside = false;
      if ((window.first && from < *window.first) || (window.last && *window.last < to)) found.is_inside = false;
    }
    if (to == date.last) return found;
  }
}

void fail_outside(const GrantView& view, const StandingEntry& standing, const Position& position, const DateSpan& date, Verdicts& out) {
  Finding& finding = fail_entry(view, out, standing, "date");
  measure(finding, *position.limit, date);
  finding.basis = *position.decree;
  say(finding,
      position.is_early ? Text{"belanja {amount} bertanggal {day}, tahapan {stage} baru diterima sejak {limit}",
                               "{amount} was spent on {day}, stage {stage} is accepted from {limit}"}
                        : Text{"belanja {amount} bertanggal {day}, tahapan {stage} hanya diterima sampai {limit}",
                               "{amount} was spent on {day}, stage {stage} is accepted until {limit}"},
      {{"amount", rp(view.journal().amount(standing.entry))},
       {"day", to_long(date)},
       {"stage", word(finding.stage)},
       {"limit", to_long(*position.limit)}});
}

void check_entry(const GrantView& view, Windows& windows, const StandingEntry& standing, Verdicts& out) {
  const DateSpan date = view.journal().date(standing.entry);
  const Position found = position(view, windows, view.journal().stage(standing.entry), date);
  if (found.unknown) {
    not_evaluable_among(view, out, standing.entry, "stage", *found.unknown);
  } else if (found.is_inside) {
    out.pass();
  } else if (found.is_outside) {
    fail_outside(view, standing, found, date, out);
  } else {
    not_evaluable_entry(view, out, standing.entry, "date",
                        fill({"tanggal entri hanya diketahui {day}: tidak pasti apakah di dalam tahapannya",
                              "the entry is dated only {day}: whether it lies within its stage is uncertain"},
                             {{"day", to_long(date)}}));
  }
}

void check(const GrantView& view, Verdicts& out) {
  const Role role = view.grant().role;
  if (role == Role::police || role == Role::military) {
    out.not_applicable(count_of(view, EntryKind::realisation));
    return;
  }
  if (!view.journal().has(JournalColumn::stage)) {
    not_evaluable_once(view, out, {"jurnal tidak memiliki kolom stage", "the journal has no column stage"});
    return;
  }
  Windows windows(view);
  InsideDays inside(windows, view.portfolio());
  for_each_entry(view, EntryKind::realisation, [&](const BookRow& row, bool is_certain) {
    if (row.stage == 0) {
      out.not_applicable();
    } else if (row.is_day() && inside.contains(row.stage, row.day)) {
      out.pass();
    } else {
      check_entry(view, windows, {row.entry, is_certain}, out);
    }
  });
}

}  // namespace

Rule r401_outside_stage_window() {
  return {.info = {.code = "R401",
                   .name = "outside-stage-window",
                   .title = {"Belanja di luar masa tahapan", "Outside stage window"},
                   .subject = "entry",
                   .severity = Severity::warning,
                   .needs = {.journal = true, .kinds = {EntryKind::realisation}},
                   .basis = {basis("timetable")},
                   .settings = {"R401.days_before", "R401.days_after"},
                   // example: tests/rules/R401/fires-31-days-after-the-end.case
                   .page = {.what = {"Membandingkan tanggal setiap belanja dengan masa tahapannya menurut versi jadwal yang berlaku "
                                     "pada hari belanja itu. Belanja diterima sampai 30 hari sebelum awal dan 30 hari sesudah akhir "
                                     "tahapan; kedua angka dapat disetel (R401.days_before, R401.days_after). Sisi yang terbuka tidak "
                                     "berbatas. Kepolisian, TNI dan belanja tanpa tahapan tidak diperiksa.",
                                     "It holds the date of each realisation against the window of its stage in the timetable version "
                                     "that was effective on that day. Spending is accepted up to 30 days before the start and 30 days "
                                     "after the end of the stage; both are settings (R401.days_before, R401.days_after). An open side "
                                     "has no limit. Police, military and realisations without a stage are not asked."},
                            .why = {"Belanja jauh di luar masa tahapannya sering berarti tahapan yang salah dibukukan, atau uang "
                                    "tahapan dipakai untuk hal lain. Sebagian jadwal hanya diketahui dari pers; tanda pada dasar "
                                    "hukum mengatakannya.",
                                    "Spending far from the time of its stage often means that the wrong stage was booked, or that "
                                    "money of a stage was used for something else. Part of the timetables is known from the press "
                                    "only; the mark of the basis says so."},
                            .example = {"Kampanye (CAMPAIGN) Pilkada 2024 berakhir 23 November 2024; belanja diterima sampai 23 "
                                        "Desember. Belanja Rp10.000.000 pada 24 Desember 2024 (B2) lewat 1 hari.",
                                        "The campaign (CAMPAIGN) of 2024 ended on 23 November 2024; spending is accepted until 23 "
                                        "December. A realisation of Rp10.000.000 on 24 December 2024 (B2) is 1 day beyond."},
                            .not_proved = {"Temuan ini tidak membuktikan bahwa belanja itu tidak untuk tahapannya: pembayaran tagihan "
                                           "dapat menyusul. Belanja setelah masa penggunaan hibah ditunjukkan oleh R403, belanja "
                                           "sebelum perjanjian oleh R411.",
                                           "It does not prove that the spending was not for its stage: a bill may be paid later. "
                                           "Spending after the period of use is shown by R403, spending before the agreement by R411."},
                            .needs = {"Perlu jurnal dengan belanja yang lengkap dan kolom tahapan. Tahapan tanpa tanggal, hari "
                                      "sebelum ada jadwal yang berlaku, dan tanggal tidak lengkap yang memotong batas tidak dapat "
                                      "dinilai.",
                                      "It needs a journal that holds realisations in full, with the column stage. A stage without "
                                      "dates, a day before any timetable was effective, and an incomplete date across the limit are "
                                      "not evaluable."}}},
          .check_grant = check};
}

}  // namespace hibah::rules
