// libhibah: realisation — what was spent against its ceiling, by any of grant, stage, account, payee, month.
#pragma once

// Realisation is what surely stands on the day of the question: realisations less refunds, reversals taken out. Entries of which a partial
// date leaves open whether they exist yet are left out, and a note counts them. A grant that is signed after the day does not exist yet.
//
// - Ceilings are those of the budget version in force. They are joined where the keys are among grant, stage and account; a budget line
//   without spending has a row with 0.00, spending without a budget line has the ceiling 0.00.
// - A grant whose journal does not hold realisation and refund in full (`recorded`), or a portfolio without a journal, is unknown: with
//   `grant` among the keys its realised amounts are null; without it the grant is left out, and a note names it.
// - A grant without a plan in force has unknown ceilings: null in every row that it has spending in.
// - A journal without the column of a key has null ("unknown") in that key; an empty cell is the empty text. Payees are compared as names
//   (trimmed, without regard to case; the dictionary's names must be settled) and shown as first written.
// - Months are texts, "2024-03"; "2024" where only the year is known.
// - A control total is null where a figure of its column is null.
//
// Example: Rp780.241.000,00 of Rp800.000.000,00 gives left 19759000.00 and share "97.53%" (half up, in integers throughout).

#include <string_view>
#include <vector>

#include <libhibah/journal/portfolio.hpp>
#include <libhibah/reports/table.hpp>

namespace hibah {

enum class GroupBy : std::uint8_t { grant, stage, account, payee, month };
[[nodiscard]] std::string_view name_of(GroupBy key) noexcept;
/// Reads "stage,account". Errors: UsageError unknown_name, also where a key comes twice.
[[nodiscard]] std::vector<GroupBy> parse_group_by(std::string_view text);

/// Columns: the keys, then ceiling, realised (less refunds), left, share (of the ceiling). Ceiling, left and share are null where they are
/// not known (no budget) or make no sense (by payee or month; share also of a ceiling of zero). Rows in ascending order of the keys, null
/// first; control totals. Errors: UsageError invalid_argument for no key or a key twice; AmountOverflow.
[[nodiscard]] Table realisation(const Portfolio& portfolio, const std::vector<GroupBy>& by, Date as_of);

}  // namespace hibah
