// libhibah: waiver reader — waivers.toml as values, or problems.
#pragma once

#include <set>
#include <string>
#include <vector>

#include <libhibah/io/detail/agreement_fields.hpp>
#include <libhibah/io/detail/problems.hpp>
#include <libhibah/journal/portfolio.hpp>

namespace hibah {

/// What waivers are held against, and where problems go.
struct WaiverReading {
  const Portfolio* portfolio;                        ///< with its grants
  const std::set<std::string, std::less<>>* stages;  ///< that the timetable has; null where it could not be read
  detail::Problems* problems;
};

/// The waivers of a text called `name`, which is input number `file`. A rule's code is taken as it stands: rules of one's own exist, too.
[[nodiscard]] std::vector<Waiver> read_waivers(const std::string& bytes, const std::string& name, std::uint32_t file,
                                               const WaiverReading& reading);

}  // namespace hibah
