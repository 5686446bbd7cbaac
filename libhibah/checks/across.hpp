// libhibah: check_across — what no single portfolio shows: payments that grants of several portfolios made to one payee.
#pragma once

// A province and its regencies pay the same ad hoc bodies. Each portfolio's own report has what its own grants paid twice (R410); this one
// has the groups that grants of different portfolios paid, and nothing else.
//
// Example:
//   check_across({{"provinsi", &province}, {"kabupaten", &regency}}, {.as_of = day})

#include <map>
#include <span>
#include <string>
#include <vector>

#include <libhibah/checks/engine.hpp>

namespace hibah {

struct NamedPortfolio {
  std::string name;  ///< stands before its files in the evidence: "provinsi/journal.csv"
  const Portfolio* portfolio = nullptr;
};

struct AcrossOptions {
  Date as_of;
  std::map<std::string, std::string> settings = {};  ///< R410.days; the portfolios' own settings do not count
  Progress progress = {};                            ///< told some times that nothing is over yet; whatever it throws calls the check off
};

/// Groups without a finding are counted as passed, or one pass where there is none; portfolios that cannot be compared have said so in
/// their own reports. The portfolios are read only while this runs; the report keeps their inputs. Errors: UsageError (unknown setting).
[[nodiscard]] Report check_across(std::span<const NamedPortfolio> portfolios, const AcrossOptions& options);

}  // namespace hibah
