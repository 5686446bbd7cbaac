// libhibah: Waiver — a finding that somebody has accepted: by whom, why and until when.
#pragma once

// A line of waivers.toml, as it was written. Whether it is good for anything on a day is a question for the checks (checks/waivers.hpp).

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <libhibah/base/source.hpp>
#include <libhibah/calendar/date.hpp>

namespace hibah {

/// The file of a portfolio folder that holds them.
inline constexpr std::string_view waivers_file = "waivers.toml";

struct Waiver {
  std::string rule;                          ///< code of the rule whose finding is accepted
  std::optional<std::uint32_t> grant = {};   ///< index in Portfolio::grants; absent for what is found about the portfolio itself
  std::optional<std::int64_t> tranche = {};  ///< this and the following narrow it down; each that is given has to fit
  std::string stage = {};                    ///< empty: not given
  std::string account = {};
  std::string voucher = {};
  std::string entry = {};  ///< id of the journal entry that the finding is about
  std::string justification = {};
  std::string requested_by = {};
  std::string approved_by = {};
  Date issued = {};   ///< before this day it waives nothing
  Date expires = {};  ///< its last day
  std::string document = {};
  SourceRef where = {};
};

}  // namespace hibah
