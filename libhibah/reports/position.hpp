// libhibah: position — where every grant stands: agreed, disbursed, realised, interest, returned, balance.
#pragma once

// One row for each grant that is signed by the day of the question, in the portfolio's order. Only entries that surely stand count; a note
// counts those that perhaps do. What is not known is null: a kind that the journal does not hold in full (`recorded`), the amount of the
// agreement where a partial date leaves open what is in force, and the balance where any kind is unknown.
//
// Example: disbursed 100, spent 90 of which 2 came back, interest 1, returned 13 gives realised 88 and balance 100 + 1 - 88 - 13 = 0.

#include <libhibah/journal/portfolio.hpp>
#include <libhibah/reports/table.hpp>

namespace hibah {

/// Columns: grant, recipient, agreement, disbursed, realised (less refunds), interest, returned, balance. A kind that is not recorded is
/// null, and so is the balance that needs it. Control totals (null where a part is null). Errors: AmountOverflow.
[[nodiscard]] Table position(const Portfolio& portfolio, Date as_of);

}  // namespace hibah
