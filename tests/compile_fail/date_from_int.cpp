// expect: private
// 20240304 is a number, and so are days since some day: a date says what its parts are.
#include <libhibah/calendar/date.hpp>

using hibah::Date;

int main() {
#ifdef HIBAH_OFFENDING
  const Date day(20240304);
#else
  const Date day = Date::from_ymd(2024, 3, 4);
#endif
  return day == Date::first() ? 1 : 0;
}
