// libhibah: schedule — for every tranche what was planned, when it was due, what was paid and when.
#pragma once

// One row for each tranche of the terms in force on the day of the question, in the portfolio's order, for every grant that is signed by
// then. Money that surely stands on that day counts; what a partial date leaves open does not, and where it would change the state, the
// state is `unknown`. A figure that is not known is null and `reason` says why; it is never a guess and never zero. This is no judgement:
// the rules (T201, T202, ...) judge, and they ask the same functions.
//
// - `share` is text as written ("40%"), null where the agreement wrote an amount.
// - `due` is null where the limit does not apply, is not known, or is a span of days because only a month is known.
// - `days_late` counts calendar days: from due to completion, or from due to the day of the question while overdue; 0 when paid in time;
//   null where there is nothing to count or the days are not known.
//
// Example: 40% due on 15 March 2024 and complete on 26 March 2024, asked on 3 September 2024:
//   paid_late, days_late 11; with the payment known only as "2024-03": unknown, and completed_on null.

#include <libhibah/base/text.hpp>
#include <libhibah/journal/portfolio.hpp>
#include <libhibah/reports/table.hpp>

namespace hibah {

enum class TrancheStatus : std::uint8_t {
  paid,            ///< complete by its due day, or complete where no due day applies
  paid_late,       ///< complete after its due day
  part_paid,       ///< something was disbursed, it is not complete, and its due day has not passed
  upcoming,        ///< nothing was disbursed, and its due day has not passed
  overdue,         ///< its due day has passed and it is not complete
  not_applicable,  ///< nothing was disbursed, and no due day applies (yet)
  unknown,         ///< the reason says what is not known
};
[[nodiscard]] std::string_view name_of(TrancheStatus status) noexcept;

/// Columns: grant, tranche, share, planned, due, disbursed, completed_on, days_late, state, reason (in `language`). No control totals.
/// Errors: AmountOverflow.
[[nodiscard]] Table schedule(const Portfolio& portfolio, Date as_of, Language language = Language::id);

}  // namespace hibah
