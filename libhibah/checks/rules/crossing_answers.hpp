// libhibah: crossing_answers — what R410 says, within a portfolio and across several.
#pragma once

#include <functional>
#include <span>
#include <string>

#include <libhibah/checks/crossing.hpp>
#include <libhibah/checks/rules/support.hpp>

namespace hibah::rules {

/// The grants of a portfolio whose payments can be looked at on the day. Tells of the others why not, by `tell(grant, reason)`.
[[nodiscard]] std::vector<bool> paying_grants(const Portfolio& portfolio, Date as_of, const Needs& needs,
                                              const std::function<void(std::uint32_t grant, Message reason)>& tell);
/// Fills a finding about a group: subject, fingerprint, evidence and message. `unit` names whoever paid.
void tell_crossing(Finding& finding, const CrossingGroup& group, std::span<const CrossingSource> sources, std::int64_t days,
                   const std::function<std::string(const CrossingPayment&)>& unit);
/// Why a group could not be judged.
[[nodiscard]] Message crossing_unknown();

}  // namespace hibah::rules
