// libhibah: trace — the money of a grant, or of one entry, from the agreement to the return, with where each step is written.
#pragma once

// A total that nobody believes can be asked where it comes from. The chain of a grant is its agreement with its addenda, the tranches and
// budget lines in force, then every entry of its journal in canonical order (day, receipts before payments, input order). The chain of an
// entry is the same with only what bears on it: its tranche or budget line, the disbursements before it, what takes it back, the returns
// after it.
//
// `before` and `after` are running figures, and what they run over depends on the step:
//   an entry      the balance of the grant: disbursed + interest + refunds - realised - returned
//   addendum      the amount of the agreement
//   tranche       what was disbursed of it; budget line: what was realised of it less refunds. Before and after the entry that is traced;
//                 of a whole grant `after` alone, up to the day of the question
// Where the journal does not hold a grant in full, or a date that is not complete leaves the order open, they are null and `reason` says why.
// An entry that is taken back stands in the chain and does not move the balance, and so does its reversal.

#include <string_view>

#include <libhibah/base/text.hpp>
#include <libhibah/journal/portfolio.hpp>
#include <libhibah/reports/table.hpp>

namespace hibah {

/// `subject` is the id of a grant, else the id of an entry, else a journal file and row as evidence names it ("journal.csv:12").
/// Columns: step (agreement, addendum, tranche, budget_line, or the kind of an entry), date, name, amount, before, after, file, row, reason
/// (in `language`). No control totals. Errors: UsageError unknown_name; InputError where an input is no longer what was read; AmountOverflow.
[[nodiscard]] Table trace(const Portfolio& portfolio, std::string_view subject, Date as_of, Language language = Language::id);

}  // namespace hibah
