// libhibah: waivers — which findings are accepted on a day, and what is wrong with the waivers themselves.
#pragma once

// A waiver takes effect on the day of its issue, ends after its last day, and waives nothing where it is not valid: where its approver is
// its requester, where it gives no justification, or where it runs too long. A waived finding stays where it is and is counted apart.
// Findings about waivers (W9xx) cannot be waived.

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include <libhibah/checks/catalogue.hpp>
#include <libhibah/checks/findings.hpp>
#include <libhibah/journal/waiver.hpp>

namespace hibah {

/// The least number of characters of a justification, and the most days from issue to the last day.
inline constexpr std::size_t shortest_justification = 20;
inline constexpr std::int32_t longest_waiver_days = 366;

/// What is wrong with a waiver, whatever it is used for.
struct WaiverFaults {
  bool approves_itself = false;  ///< approver and requester are one name
  bool has_short_justification = false;
  bool runs_too_long = false;
  [[nodiscard]] bool any() const noexcept { return approves_itself || has_short_justification || runs_too_long; }
};
[[nodiscard]] WaiverFaults faults_of(const Waiver& waiver);

/// A waiver on the day of the question, and what it met.
struct WaiverUse {
  const Waiver* waiver = nullptr;
  bool is_issued = false;
  bool is_expired = false;
  WaiverFaults faults;
  bool is_rule_known = false;  ///< the catalogue has the rule
  bool has_rule_run = false;   ///< and it was chosen; never for rules about waivers
  bool is_about_waivers = false;
  std::uint64_t matched = 0;  ///< findings that it speaks of, waived or not
  bool may_match = false;     ///< what it speaks of could not be judged
};

/// Marks the findings that are waived on `as_of`, and says what came of each waiver, in the file's order. Of several waivers of one
/// finding the first counts; the others are used as well. Cost: per finding, the waivers of its rule and grant.
[[nodiscard]] std::vector<WaiverUse> apply_waivers(const Portfolio& portfolio, Date as_of, const Catalogue& catalogue,
                                                   std::span<const Rule* const> ran, Findings& findings);

}  // namespace hibah
