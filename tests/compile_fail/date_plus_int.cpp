// expect: a day and a bare number do not add
// A bare number has no unit: 3 days, working days or months?
#include <libhibah/calendar/date.hpp>

using hibah::Date;

int main() {
  const Date day = Date::from_ymd(2024, 3, 4);
#ifdef HIBAH_OFFENDING
  const Date later = day + 3;
#else
  const Date later = hibah::add_months(day, 3);
#endif
  return later == day ? 1 : 0;
}
