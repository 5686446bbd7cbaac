// libhibah: JSON — reports and tables as JSON text, byte-stable.
#pragma once

// For programs. Amounts are plain decimal texts ("97.00"), days whole numbers in text ("3"), dates ISO, absent values null; nothing is a
// JSON number but counts, row numbers and tranches. Keys stand in a fixed order; two blanks of indent, a line end at the end; UTF-8 as it
// is (bytes that are no UTF-8 become U+FFFD). Nothing is left out.
//
// Example:
//   to_json(deadline, reckoning)    // {"expression": "2025-03-19 + 14 working days", "date": "2025-04-17", "skipped": [...]}

#include <string>
#include <string_view>

#include <libhibah/calendar/deadline.hpp>
#include <libhibah/checks/engine.hpp>
#include <libhibah/reports/table.hpp>

namespace hibah {

/// {"tool", "portfolio", "as_of", "provenance", "settings", "summary", "rules", "findings"}. `findings` holds the fail and the
/// not_evaluable ones; `reason` is in `language`, `message` in both. A piece of evidence has `extra` where its row has columns that the
/// format does not know. Where the report was held against an earlier one, its findings have `baseline`, those that are gone stand under
/// "gone", and "provenance" names the earlier report under "previous". `threads` 0 is as many as the machine has; it never changes the text.
[[nodiscard]] std::string to_json(const Report& report, Language language = Language::id, unsigned threads = 0);
/// {"as_of", "rows": [{column: value}]}; control totals under "totals", by amount column, where the table has them.
[[nodiscard]] std::string to_json(const Table& table);
/// {"expression", "date", "skipped": [{"date", "why", "decree"}]}; `why` is weekend, national, cuti_bersama or local.
[[nodiscard]] std::string to_json(const Deadline& deadline, const Reckoning& reckoning);

}  // namespace hibah
