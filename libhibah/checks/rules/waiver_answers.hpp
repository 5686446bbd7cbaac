// libhibah: waiver_answers — what the rules about waivers have in common.
#pragma once

#include <functional>
#include <span>
#include <string_view>

#include <libhibah/checks/rules/support.hpp>
#include <libhibah/checks/waivers.hpp>

namespace hibah::rules {

/// Calls `judge` for each waiver that has been issued; one issued later does not exist yet and is not_applicable, as is a portfolio
/// without waivers.
void for_each_issued(std::span<const WaiverUse> uses, Verdicts& out, const std::function<void(const WaiverUse&)>& judge);
/// Sets subject, fingerprint and evidence. The fingerprint is made of the rule, what the waiver is for and the day of its issue; `uses`
/// are all, so that equal ones are told apart.
void place_waiver(Finding& finding, const Portfolio& portfolio, std::span<const WaiverUse> uses, const WaiverUse& use,
                  std::string_view column);
/// What a waiver is for: "T201 kpu".
[[nodiscard]] Message waiver_name(const Portfolio& portfolio, const Waiver& waiver);

}  // namespace hibah::rules
