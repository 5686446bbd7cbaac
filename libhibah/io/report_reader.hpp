// libhibah: report reader — reads a report back from its JSON, so that a later one can be held against it.
#pragma once

// What stands in the JSON comes back: counts, findings with their values and fingerprints, waivers, the chain to an earlier report. What
// only a check knows (counts by grant, settings' meaning) does not: such a report cannot be CheckOptions::after. A reason stands in the
// JSON in one language and is given in both. Keys that are not known are passed over: a newer version may have more.
//
// Example:
//   const Report before = read_report("laporan-2024-08.json");
//   report.baseline = held_against(report, before);

#include <string>
#include <string_view>
#include <vector>

#include <libhibah/checks/engine.hpp>

namespace hibah {

/// The reports of a file: one, or a list of them, as `hibah check` writes for several folders. Errors: InputError with every problem.
[[nodiscard]] std::vector<Report> read_reports(const std::string& path);
/// The same of a text that is called `name` in problems.
[[nodiscard]] std::vector<Report> reports_of(std::string_view text, const std::string& name);
/// The one report of a file. Errors: InputError, also where there are several.
[[nodiscard]] Report read_report(const std::string& path);

}  // namespace hibah
