// libhibah: before_signing — what T205 and R411 have in common.
#pragma once

#include <libhibah/checks/rules/support.hpp>

namespace hibah::rules {

/// Every entry of `kind` that is dated before the agreement was signed fails with `wording` ({entry_day}, {signed}, {amount}).
void check_before_signing(const GrantView& view, Verdicts& out, EntryKind kind, Text wording);

}  // namespace hibah::rules
