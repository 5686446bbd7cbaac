// libhibah: comparison — two reports as a table of what is new, changed, unchanged and gone.
#pragma once

// Example:
//   comparison(before, after, {Change::added, Change::changed})    // what an auditor has to look at since last time

#include <vector>

#include <libhibah/checks/compare.hpp>
#include <libhibah/reports/table.hpp>

namespace hibah {

/// Columns: change, rule, severity, grant, tranche, stage, account, before_state and after_state (fail, waived, not_evaluable; null where
/// there is none), before and after (the actual value as in the JSON), unit, reason (the message), fingerprint. New ones come first, then
/// changed, gone and unchanged ones. `only`: these changes; all where empty. The notes count all of them, and say whether `after` names
/// `before` as the report that it was held against.
[[nodiscard]] Table comparison(const Report& before, const Report& after, const std::vector<Change>& only = {},
                               Language language = Language::id);

}  // namespace hibah
