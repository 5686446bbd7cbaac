// libhibah: render — reports and tables for people (text, HTML) and as CSV.
#pragma once

// The same values in every form; nothing is computed here. Renderers return text and never print. The same input gives the same bytes on
// every machine. What came from outside is made safe: control characters are made visible in text, markup is escaped in HTML, and a text
// cell of a CSV that a spreadsheet would take for a formula (a leading = + - @, tab or CR) gets a leading apostrophe; amounts, dates,
// numbers and percentages do not.
//
// A text never says that all is well while something could not be judged. Where a view is cut (HTML shows 200 rows, text three pieces of
// evidence a finding), it says how much it leaves out; CSV has every finding with its first evidence, JSON has everything.
//
// Example:
//   to_csv(table);                                        // grant,recipient,agreement,...
//   to_text(table, {.language = Language::en});           // aligned columns, Rp76.055.000.000 at the right
//   to_text(report, {.colour = true, .width = 120});

#include <cstddef>
#include <string>
#include <vector>

#include <libhibah/base/error.hpp>
#include <libhibah/calendar/deadline.hpp>
#include <libhibah/checks/engine.hpp>
#include <libhibah/reports/derivation.hpp>
#include <libhibah/reports/table.hpp>

namespace hibah {

struct TextStyle {
  Language language = Language::id;
  bool colour = false;      ///< ANSI colour
  std::size_t width = 100;  ///< columns; lines are never longer. Less than 40 counts as 40
};

/// Heading, counts, findings by severity and rule, what could not be judged with its reasons, counts by rule.
[[nodiscard]] std::string to_text(const Report& report, const TextStyle& style);
/// The table in aligned columns with control totals and notes. Where it is wider than the style: no `Rp`, then shorter words, then the
/// columns in panels below each other; no figure is ever cut.
[[nodiscard]] std::string to_text(const Table& table, const TextStyle& style);
/// The day, what it was counted from, and every day passed over with its reason.
[[nodiscard]] std::string to_text(const Deadline& deadline, const Reckoning& reckoning, const TextStyle& style);
/// Every deadline with where it is written, what it was counted from and each day passed over: `schedule --explain`.
[[nodiscard]] std::string to_text(const std::vector<Derivation>& derivations, const Portfolio& portfolio, const TextStyle& style);
/// RFC 4180 with LF, one row a finding: rule, severity, state, grant, tranche, stage, account, expected, actual, difference, unit, message,
/// reason, basis, file, row, column, raw, entry (of the first evidence), evidence_count, fingerprint, subjects,
/// waived_until, approved_by, justification, baseline (new, changed, unchanged, gone; empty where no earlier report was held against).
[[nodiscard]] std::string to_csv(const Report& report, Language language);
/// RFC 4180 with LF: plain amounts, ISO dates, null as an empty cell; without control totals.
[[nodiscard]] std::string to_csv(const Table& table);
[[nodiscard]] std::string to_html(const Report& report, Language language);  ///< a fragment for notebooks
[[nodiscard]] std::string to_html(const Table& table, Language language);
/// `hibah rules`: every rule with its severity and title; `settings` adds the thresholds.
[[nodiscard]] std::string rules_text(const Catalogue& catalogue, bool settings, const TextStyle& style);
/// `hibah explain CODE`: the page of a rule, with the bases that `regulation` gives it.
[[nodiscard]] std::string explain_text(const Rule& rule, const Regulation& regulation, const TextStyle& style);
/// The same page in Markdown. What came from outside is escaped, so that it is shown as it stands.
[[nodiscard]] std::string explain_markdown(const Rule& rule, const Regulation& regulation, Language language);
/// Every problem of an input, one a line, with the count.
[[nodiscard]] std::string to_text(const InputError& error, Language language);

}  // namespace hibah
