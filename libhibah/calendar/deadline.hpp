// libhibah: Deadline — an anchor and an offset, which can explain itself.
#pragma once

// Vocabulary
//   anchor     what the days are counted from: the signing of the agreement, voting day, the start or end of a stage, an event, the end
//              of a fiscal year (31 December), or a given day
//   offset     how far, and in which unit: days (calendar days), working days, months, years
//   deadline   anchor and offset, as written in an agreement or a regulation: `ANCHOR [+|- N days | working days | months | years]`
//   reckoning  the day that comes out, with the day it was counted from and every day off that was passed over, and why
//
// A Deadline is only read here. Who knows the agreement and the timetable puts the anchor's days in (journal/due.hpp). It is not a
// judgement: whether a day that lies before the signing binds anyone is decided there.
//
// How each unit counts
//   days, working days   the anchor's own day does not count
//   working days         as the WorkCalendar says; outside its horizon an error
//   months, years        the same day number, or the month's last day where it has no such day: 31 May - 3 months is 28 or 29 February
// A deadline is not moved off a day off: four months before 27 November 2024 is Saturday 27 July 2024.
// A partial anchor (a DateSpan) gives a span: its first day is reckoned from the first, its last from the last.
//
// Case study: a deadline across Idul Fitri 2025. The grants for the re-vote in Kutai Kartanegara were signed on Wednesday 19 March
// 2025, and the first tranche is due by `signed + 14 working days`. Two calendar weeks later it would be 2 April. But
//     20, 21, 24, 25, 26, 27 March         six working days
//     28 March                             joint leave (cuti bersama) for Nyepi
//     29 March (Nyepi), 30 March           a holiday on a Saturday, and a Sunday
//     31 March, 1 April                    Idul Fitri
//     2, 3, 4, 7 April                     joint leave, with a weekend between
//     8, 9, 10, 11, 14, 15, 16, 17 April   eight working days
// so it is due on Thursday 17 April 2025, two days before the vote. Where joint leave counts as working, it is 10 April. A week lies
// between the two readings, which is why the reckoning names each skipped day and its decree.
//
// Text: any blanks between the words; blanks around the sign are needed, because ISO dates have dashes of their own; N is 0 to 10000;
// `day`, `working day`, `month`, `year` are read too. Refused, each with its code:
//   signed+14 days, 14 days after signing, signed + 14 hari, 2024-03   deadline_not_understood
//   signed + 10001 days, signed + 1.5 months                           number_not_understood
//   2024-02-30 + 1 days, fiscal_year_end 1999                          date_does_not_exist, date_out_of_range
//
// Example:
//   const Reckoning r = reckon(parse_deadline("2025-03-19 + 14 working days"), calendar);
//   to_iso(r.date);        // "2025-04-17"
//   r.skipped.size();      // 15
//   to_iso(reckon(parse_deadline("2024-11-27 - 5 months"), calendar).date);  // "2024-06-27"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <libhibah/calendar/date_span.hpp>
#include <libhibah/calendar/work_calendar.hpp>

namespace hibah {

/// What a deadline is counted from.
enum class AnchorKind : std::uint8_t { signed_day, voting, stage_start, stage_end, event, fiscal_year_end, date };
/// In what it is counted.
enum class OffsetUnit : std::uint8_t { days, working_days, months, years };

/// `ANCHOR [+|- N days | working days | months | years]`, read but not yet reckoned.
struct Deadline {
  AnchorKind anchor{};
  std::string name;          ///< stage code or event kind
  int year = 0;              ///< fiscal_year_end
  std::optional<Date> date;  ///< anchor `date`
  int count = 0;             ///< signed offset; 0 where there is none
  OffsetUnit unit = OffsetUnit::days;
  std::string text;  ///< as written, less the blanks around it
};

/// Errors: ParseError deadline_not_understood, date_does_not_exist, date_out_of_range, number_not_understood.
[[nodiscard]] Deadline parse_deadline(std::string_view text);

/// A reckoned deadline: from which day it was counted, to which day, and every day that was passed over.
struct Reckoning {
  DateSpan anchor;
  DateSpan date;
  std::vector<SkippedDay> skipped;  ///< of the latest anchor day, where the anchor is a span
};

/// Applies the offset to the anchor's days. Errors: HorizonError (working days outside the calendar), UsageError date_out_of_range.
[[nodiscard]] Reckoning reckon(const Deadline& deadline, const DateSpan& anchor, const WorkCalendar& calendar);

/// The reckoning of a deadline that needs nothing but itself (anchor date or fiscal_year_end).
/// Errors: as above; UsageError invalid_argument where the anchor needs an agreement or a timetable.
[[nodiscard]] Reckoning reckon(const Deadline& deadline, const WorkCalendar& calendar);

}  // namespace hibah
