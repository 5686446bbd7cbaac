#include <libhibah/checks/rules/day_off.hpp>

namespace hibah::rules {

Truth is_day_off(const WorkCalendar& calendar, const DateSpan& date) {
  if (!calendar.covers(date.first) || !calendar.covers(date.last)) return Truth::unknown;
  if (date.is_day()) return calendar.is_working_day(date.first) ? Truth::no : Truth::yes;
  return Truth::unknown;  // every month has days of both sorts
}

Message day_off_unknown(const WorkCalendar& calendar, const DateSpan& date) {
  if (calendar.covers(date.first) && calendar.covers(date.last)) {
    return fill({"tanggal entri hanya diketahui {day}: tidak pasti apakah hari kerja",
                 "the entry is dated only {day}: whether it is a working day is uncertain"},
                {{"day", to_long(date)}});
  }
  return fill({"tanggal {day} di luar tahun kalender kerja ({from} s.d. {to})",
               "the date {day} is outside the years of the working calendar ({from} to {to})"},
              {{"day", to_long(date)}, {"from", to_long(calendar.from())}, {"to", to_long(calendar.to())}});
}

Message why_off(const WorkCalendar& calendar, Date day) {
  const std::optional<SkippedDay> off = calendar.day_off(day);
  if (off && off->why != SkipReason::weekend) return same(off->name);
  return day.weekday() == 6 ? Message{"Sabtu", "Saturday"} : Message{"Minggu", "Sunday"};
}

}  // namespace hibah::rules
