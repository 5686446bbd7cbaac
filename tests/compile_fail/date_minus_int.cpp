// expect: a bare number cannot be taken from a day
// The difference of two days is a number of days, but a number taken from a day has no unit.
#include <libhibah/calendar/date.hpp>

using hibah::Date;

int main() {
  const Date day = Date::from_ymd(2024, 3, 4);
#ifdef HIBAH_OFFENDING
  const Date earlier = day - 3;
#else
  const Date earlier = hibah::add_days(day, -3);
#endif
  return day - earlier == 3 ? 0 : 1;
}
