// libhibah: day_off — what T209 and R409 have in common.
#pragma once

#include <libhibah/checks/rules/support.hpp>

namespace hibah::rules {

/// Whether the day of `date` is no working day; unknown outside the calendar and where a partial date leaves it open.
[[nodiscard]] Truth is_day_off(const WorkCalendar& calendar, const DateSpan& date);
/// Why that is unknown.
[[nodiscard]] Message day_off_unknown(const WorkCalendar& calendar, const DateSpan& date);
/// What made a day off one: the holiday, or the day of the week.
[[nodiscard]] Message why_off(const WorkCalendar& calendar, Date day);

}  // namespace hibah::rules
