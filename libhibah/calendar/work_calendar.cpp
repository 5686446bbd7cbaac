#include <libhibah/calendar/work_calendar.hpp>

#include <algorithm>
#include <utility>

#include <libhibah/base/error.hpp>

namespace hibah {
namespace {

constexpr std::string_view local_name = "Hari libur daerah";
constexpr int saturday = 6;

bool by_date(const Holiday& a, const Holiday& b) noexcept {
  return a.date < b.date;
}

SkipReason reason_of(HolidayKind kind) noexcept {
  switch (kind) {
    case HolidayKind::national:
      return SkipReason::national;
    case HolidayKind::cuti_bersama:
      return SkipReason::cuti_bersama;
    case HolidayKind::local:
      break;
  }
  return SkipReason::local;
}

}  // namespace

WorkCalendar::WorkCalendar(std::string id, Date from, Date to, std::vector<Holiday> holidays, std::vector<SupersededHoliday> superseded)
    : id_(std::move(id)), from_(from), to_(to), holidays_(std::move(holidays)), superseded_(std::move(superseded)) {
  if (to < from) throw UsageError(ErrorCode::invalid_argument, "calendar " + id_ + ": " + to_iso(to) + " is before " + to_iso(from));
  for (const auto& holiday : holidays_) static_cast<void>(place_of(holiday.date));
  for (const auto& row : superseded_) static_cast<void>(place_of(row.holiday.date));
  index();
}

/// Sorts the holidays and counts the working days; after every change of what is off.
void WorkCalendar::index() {
  std::stable_sort(holidays_.begin(), holidays_.end(), by_date);
  const auto days = static_cast<std::size_t>(to_ - from_) + 1;
  std::vector<bool> off(days);
  for (const auto& holiday : holidays_) {
    if (holiday.kind != HolidayKind::cuti_bersama || !cuti_bersama_is_working_) off[place_of(holiday.date)] = true;
  }
  working_before_.assign(days + 1, 0);
  int weekday = from_.weekday();
  for (std::size_t place = 0; place < days; ++place) {
    const bool works = weekday < saturday && !off[place];
    working_before_[place + 1] = working_before_[place] + (works ? 1 : 0);
    weekday = weekday % 7 + 1;
  }
}

WorkCalendar WorkCalendar::with_local_holidays(std::span<const Date> days) const {
  WorkCalendar changed = *this;
  for (const Date day : days) {
    static_cast<void>(place_of(day));
    const bool is_there = std::any_of(changed.holidays_.begin(), changed.holidays_.end(),
                                      [day](const Holiday& holiday) { return holiday.date == day && holiday.kind == HolidayKind::local; });
    if (!is_there) changed.holidays_.push_back({day, HolidayKind::local, std::string(local_name), {}, {}, {}});
  }
  changed.index();
  return changed;
}

WorkCalendar WorkCalendar::with_cuti_bersama_working(bool is_working) const {
  WorkCalendar changed = *this;
  changed.cuti_bersama_is_working_ = is_working;
  changed.index();
  return changed;
}

WorkCalendar WorkCalendar::as_known_on(Date day) const {
  const auto decreed_later = [day](const Holiday& holiday) { return holiday.known_from && *holiday.known_from > day; };
  WorkCalendar then = *this;
  std::erase_if(then.holidays_, decreed_later);
  then.superseded_.clear();
  for (const auto& row : superseded_) {
    if (!row.removed_on || *row.removed_on <= day) {
      then.superseded_.push_back(row);
    } else if (!decreed_later(row.holiday)) {
      then.holidays_.push_back(row.holiday);
    }
  }
  then.index();
  return then;
}

std::size_t WorkCalendar::place_of(Date day) const {
  if (!covers(day)) throw HorizonError(to_iso(day) + ": calendar " + id_ + " covers " + to_iso(from_) + " to " + to_iso(to_));
  return static_cast<std::size_t>(day - from_);
}

/// The holiday that takes `day` off: a national one before the others.
const Holiday* WorkCalendar::holiday_on(Date day) const noexcept {
  const Holiday* found = nullptr;
  for (auto row = std::partition_point(holidays_.begin(), holidays_.end(), [day](const Holiday& holiday) { return holiday.date < day; });
       row != holidays_.end() && row->date == day; ++row) {
    if (row->kind == HolidayKind::cuti_bersama && cuti_bersama_is_working_) continue;
    if (found == nullptr || row->kind < found->kind) found = &*row;
  }
  return found;
}

SkippedDay WorkCalendar::skipped_day(Date day) const {
  const Holiday* holiday = holiday_on(day);
  if (holiday == nullptr) return {day, SkipReason::weekend, {}, {}};
  return {day, reason_of(holiday->kind), holiday->name, holiday->decree};
}

bool WorkCalendar::is_working_day(Date day) const {
  return is_working_at(place_of(day));
}

std::optional<SkippedDay> WorkCalendar::day_off(Date day) const {
  if (is_working_day(day)) return std::nullopt;
  return skipped_day(day);
}

Date WorkCalendar::add_working_days(Date anchor, int n, std::vector<SkippedDay>* skipped) const {
  if (n == 0) return anchor;
  static_cast<void>(place_of(anchor));
  const int step = n > 0 ? 1 : -1;
  std::int64_t left = n > 0 ? std::int64_t{n} : -std::int64_t{n};
  Date day = anchor;
  while (left > 0) {
    day = add_days(day, step);
    if (is_working_day(day)) {
      --left;
    } else if (skipped != nullptr) {
      skipped->push_back(skipped_day(day));
    }
  }
  return day;
}

int WorkCalendar::working_days_between(Date from, Date to) const {
  const auto upto = [this](Date day) { return working_before_[place_of(day) + 1]; };
  return upto(to) - upto(from);
}

std::string_view name_of(HolidayKind kind) noexcept {
  return name_of(reason_of(kind));
}

std::string_view name_of(SkipReason reason) noexcept {
  switch (reason) {
    case SkipReason::weekend:
      return "weekend";
    case SkipReason::national:
      return "national";
    case SkipReason::cuti_bersama:
      return "cuti_bersama";
    case SkipReason::local:
      break;
  }
  return "local";
}

}  // namespace hibah
