// libhibah: derivation — every deadline of a portfolio with what it was counted from, and each day that was passed over.
#pragma once

// The schedule says when a tranche is due; this says why. For each agreement that is signed by the day of the question: the due day of each
// tranche in force, the limit of each step that the regulation gives to the role, the last day of use, of the report and of the return. They
// are those that the rules ask (journal/due.hpp), so what is shown here is what was judged.
//
// Example (Kutai Kartanegara 2025, `signed + 14 working days` of an addendum of 19 March 2025): anchor 2025-03-19, fifteen days passed over
// with their decrees, known 2025-04-17. `voting - 5 months` of the same addendum: anchor 2025-04-19, not_applicable 2024-11-19, because that
// lies before the signing.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <libhibah/base/text.hpp>
#include <libhibah/journal/due.hpp>
#include <libhibah/reports/table.hpp>

namespace hibah {

enum class DeadlineKind : std::uint8_t {
  due,          ///< of a tranche of the terms in force
  legal_limit,  ///< of a step of the regulation's schedule for the role
  use_until,
  report_due,
  return_due,
};
[[nodiscard]] std::string_view name_of(DeadlineKind kind) noexcept;  ///< due, legal_limit, use_until, report_due, return_due

/// One deadline, and how it came about.
struct Derivation {
  std::uint32_t grant = 0;
  DeadlineKind kind{};
  int number = 0;                      ///< of the tranche, or of the step of the regulation's schedule; 0 for the others
  std::optional<Ratio> minimum_share;  ///< of a step
  std::string expression;              ///< as written; empty where neither agreement nor regulation states one
  Message written_in;                  ///< the agreement, an addendum or the regulation
  SourceRef where;                     ///< the line of the portfolio; nowhere for the regulation
  Message anchor;                      ///< what it is counted from: "voting day (PKPU 5/2020)"; empty without an expression
  Due due;
};

/// In the portfolio's order, tranches first. Errors: AmountOverflow.
[[nodiscard]] std::vector<Derivation> derivations(const Portfolio& portfolio, Date as_of);

/// Columns: grant, item (a DeadlineKind), tranche (the number), expression, step, date, reason (in `language`), decree. `step` is anchor; then
/// one row for each day passed over: weekend, national, cuti_bersama or local; then known, not_applicable or not_evaluable with the day that
/// was counted, where one was. A date is null where only a span of days is known; `reason` then says it.
[[nodiscard]] Table derivation_table(const Portfolio& portfolio, Date as_of, Language language = Language::id);

}  // namespace hibah
