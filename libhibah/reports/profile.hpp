// libhibah: profile — what a check cost, rule by rule and phase by phase, as tables.
#pragma once

// For whoever runs checks, not for whoever reads them: the figures differ from run to run, and say nothing about a grant. They are no
// money, so the tables have no control totals.
//
// Example:
//   options.clock = thread_clock;                          // the caller's own: the library has none
//   const Report report = check(portfolio, catalogue, options);
//   to_text(profile_table(report), {.language = Language::en});

#include <vector>

#include <libhibah/checks/engine.hpp>
#include <libhibah/reports/table.hpp>

namespace hibah {

/// Columns: rule, rows, cpu_us, share, findings, bytes. A row for each rule that ran, in the catalogue's order, then one for each
/// SharedPart under its name, of which rows, findings and bytes are null. `share` is the row's part of all CPU time of the table, null
/// where none was measured. `bytes` is what the findings of the report hold now, with the evidence's text where it was read, without the
/// bases, which they share. Errors: UsageError invalid_argument for a report without a profile.
[[nodiscard]] Table profile_table(const Report& report);

/// Columns: phase, time_us, peak_bytes; in the order given.
[[nodiscard]] Table phase_table(Date as_of, const std::vector<Phase>& phases);

}  // namespace hibah
