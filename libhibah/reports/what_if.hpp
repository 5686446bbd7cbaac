// libhibah: what if — a portfolio before and after a change, held against each other on one day.
#pragma once

// Two portfolios of the same grants, such as one and its copy with another voting day, are asked the same day: the schedule, the limits of
// the regulation, the last days of use, report and return, and all findings. What differs stands in a table, each thing as two rows, before
// and after; what is the same is counted in the notes. Nothing of the portfolio that was given is changed.
//
// Findings are held against each other by fingerprint. This is no forecast: the journal is the same on both sides.
//
// Example (Pilkada 2020): with the vote moved from 23 September to 9 December 2020, `voting - 4 months` moves from 23 May to 9 August 2020.

#include <libhibah/base/text.hpp>
#include <libhibah/checks/engine.hpp>
#include <libhibah/journal/portfolio.hpp>
#include <libhibah/reports/table.hpp>

namespace hibah {

/// The portfolio as if a decree of `as_of` had moved the voting day, and that alone: the stages stay where they are.
[[nodiscard]] Portfolio with_voting(const Portfolio& portfolio, Date voting, Date as_of);

struct WhatIfOptions {
  Date as_of;
  Language language = Language::id;  ///< of `reason`
  unsigned threads = 0;              ///< 0 = as many as the machine has; never changes the result
};

/// Columns: grant, tranche, item, side, date, state, amount, days, reason. `side` is before or after. `item` is
/// - due: a tranche; its due day, state (TrancheStatus), plan and days late, as in the schedule. `reason` begins with its expression;
/// - legal_limit (`tranche` is the step), use_until, report_due, return_due: the day, and the state known, not_applicable or not_evaluable;
/// - a rule's code: a finding; its state, difference as `amount` or `days`, and its message as `reason`.
/// What is not there on a side has the state none. In the order of the portfolio, then findings in that of the catalogue.
/// `after` has the grants of `before`. Errors: AmountOverflow; UsageError as check.
[[nodiscard]] Table what_if(const Portfolio& before, const Portfolio& after, const Catalogue& catalogue, const WhatIfOptions& options);

}  // namespace hibah
