// libhibah: missing — what a rule needs and a grant's portfolio does not have. Private to checks.
#pragma once

#include <optional>
#include <vector>

#include <libhibah/checks/rule.hpp>

namespace hibah {

/// Nothing where all is there. `reversals` are the grant's (Books::reversals).
[[nodiscard]] std::optional<Message> what_is_missing(const Portfolio& portfolio, const Grant& grant, const Needs& needs,
                                                     const std::function<const std::vector<ReversalVerdict>&()>& reversals);
/// Why a grant of which only the month or year of signing is known perhaps does not exist on the day.
[[nodiscard]] Message signing_uncertain(const Grant& grant, Date as_of);

}  // namespace hibah
