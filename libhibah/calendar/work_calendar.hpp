// libhibah: WorkCalendar — which days are working days, inside stated years.
#pragma once

// A working day is Monday to Friday, less national holidays, cuti bersama (joint leave) and local days off. Which days those are stands in
// decrees (SKB of three ministers, Keppres for voting days) that are made year by year and changed within the year. So a calendar
// knows its horizon, the first and last day for which it has decrees, and a question outside it is an error, never a guess. A calendar
// is not a clock and holds no time of day. Exchange and bank holidays are not in it.
//
// Whether cuti bersama counts as a working day is a setting: government offices are closed, but no text that defines "hari kerja" for
// grants was read. The default is that it does not count as one.
//
// `as_known_on(day)` takes the calendar back to what was decreed on a day: deadlines were reckoned with that, and in 2020 four decrees
// moved the joint leave of Idul Fitri. A holiday whose decree's day is unknown is taken as known from the start.
//
// Range: `from()`..`to()`, both included. Two holidays may fall on one day. Fails: HorizonError outside the horizon.
//
// Example (calendar "indonesia"):
//   calendar.is_working_day(parse_date("2020-05-26"));                                        // true: taken away in April 2020
//   calendar.as_known_on(parse_date("2020-03-01")).is_working_day(parse_date("2020-05-26"));  // false: still joint leave then
//   calendar.is_working_day(parse_date("2027-01-04"));                                        // HorizonError

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <libhibah/calendar/date.hpp>

namespace hibah {

/// Who took the day off: the nation, the civil service (joint leave), the region.
enum class HolidayKind : std::uint8_t { national, cuti_bersama, local };

/// A day off, and what made it one.
struct Holiday {
  Date date;
  HolidayKind kind{};
  std::string name;
  std::string decree;  ///< the decree (SKB, Keppres, ...) as far as the source names it; else empty
  std::string source;
  std::optional<Date> known_from;  ///< the day from which it was known, where a later decree brought it
};

/// A day off that a later decree took away.
struct SupersededHoliday {
  Holiday holiday;  ///< as first decreed; known_from where the decree's day is known
  std::string removed_by;
  std::optional<Date> removed_on;  ///< absent where the day of removal is unknown: such a row never changes an answer
};

/// Why a day was not counted. A holiday on a Saturday or Sunday is named by the holiday.
enum class SkipReason : std::uint8_t { weekend, national, cuti_bersama, local };

struct SkippedDay {
  Date date;
  SkipReason why{};
  std::string name;    ///< the holiday's name; empty for a weekend
  std::string decree;  ///< empty where the source names none
  friend bool operator==(const SkippedDay&, const SkippedDay&) = default;
};

/// An immutable value: every change gives a new calendar.
class WorkCalendar {
 public:
  /// Covers `from`..`to`, both included. Errors: UsageError invalid_argument where `to` is before `from`; HorizonError where a holiday lies
  /// outside.
  WorkCalendar(std::string id, Date from, Date to, std::vector<Holiday> holidays, std::vector<SupersededHoliday> superseded = {});

  /// With these days off too; repeated ones count once. Errors: HorizonError where a day lies outside.
  [[nodiscard]] WorkCalendar with_local_holidays(std::span<const Date> days) const;
  /// With cuti bersama counted as working days, or not.
  [[nodiscard]] WorkCalendar with_cuti_bersama_working(bool is_working) const;
  /// The calendar as it was decreed on `day`: days added later are out, days taken away later are back in. A decree counts from its own day
  /// on. A removal whose day is unknown changes nothing.
  [[nodiscard]] WorkCalendar as_known_on(Date day) const;

  [[nodiscard]] const std::string& id() const noexcept { return id_; }
  [[nodiscard]] Date from() const noexcept { return from_; }
  [[nodiscard]] Date to() const noexcept { return to_; }
  [[nodiscard]] bool covers(Date day) const noexcept { return from_ <= day && day <= to_; }
  [[nodiscard]] std::span<const Holiday> holidays() const noexcept { return holidays_; }
  [[nodiscard]] std::span<const SupersededHoliday> superseded() const noexcept { return superseded_; }
  [[nodiscard]] bool cuti_bersama_is_working() const noexcept { return cuti_bersama_is_working_; }

  /// Errors: HorizonError outside from..to.
  [[nodiscard]] bool is_working_day(Date day) const;
  /// Why `day` is off; nothing for a working day. Errors: HorizonError.
  [[nodiscard]] std::optional<SkippedDay> day_off(Date day) const;
  /// The n-th working day after (n > 0) or before (n < 0) `anchor`, whose own day does not count; n = 0 is `anchor`.
  /// Every day off passed over is appended to `skipped`, in the order of counting. Errors: HorizonError, also where only `anchor`
  /// is outside.
  [[nodiscard]] Date add_working_days(Date anchor, int n, std::vector<SkippedDay>* skipped = nullptr) const;
  /// Working days after `from` up to and with `to`; where `to` is before `from`, minus those the other way round. Errors: HorizonError.
  [[nodiscard]] int working_days_between(Date from, Date to) const;

 private:
  void index();
  [[nodiscard]] std::size_t place_of(Date day) const;
  [[nodiscard]] bool is_working_at(std::size_t place) const noexcept { return working_before_[place + 1] != working_before_[place]; }
  [[nodiscard]] const Holiday* holiday_on(Date day) const noexcept;
  [[nodiscard]] SkippedDay skipped_day(Date day) const;

  std::string id_;
  Date from_;
  Date to_;
  std::vector<Holiday> holidays_;  // sorted by date, then as given
  std::vector<SupersededHoliday> superseded_;
  bool cuti_bersama_is_working_ = false;
  std::vector<std::int32_t> working_before_;  // [i]: working days among the first i days of the horizon
};

[[nodiscard]] std::string_view name_of(HolidayKind) noexcept;  ///< national, cuti_bersama, local
[[nodiscard]] std::string_view name_of(SkipReason) noexcept;   ///< weekend, national, cuti_bersama, local

}  // namespace hibah
