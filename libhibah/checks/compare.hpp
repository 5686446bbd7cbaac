// libhibah: compare — what is new, changed, unchanged or gone between two reports.
#pragma once

// Findings are paired by fingerprint, which is made of natural keys: a row that moved makes no difference. Of several with one fingerprint
// the first goes with the first. A pair is changed where its state, severity, expected or actual value, its number of subjects, or
// whether it is waived differ; wording and evidence do not count.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <libhibah/checks/finding.hpp>

namespace hibah {

struct Report;

enum class Change : std::uint8_t { added, changed, unchanged, gone };
[[nodiscard]] std::string_view name_of(Change change) noexcept;  ///< new, changed, unchanged, gone

/// A finding of either report; null where the report has none.
struct FindingPair {
  const Finding* before = nullptr;
  const Finding* after = nullptr;

  [[nodiscard]] Change change() const;
  /// True where nobody has accepted what is found now, and it was not there or was no such fail before.
  [[nodiscard]] bool is_new_fail() const noexcept;
};

/// The findings of `after` in their order, then those that are gone. The pairs point into the reports.
[[nodiscard]] std::vector<FindingPair> compare(const Report& before, const Report& after);

/// What a report was held against, and what came of it.
struct Baseline {
  std::string portfolio;  ///< of the earlier report
  Date as_of;
  std::string sha256;           ///< of its JSON; empty where it was not read from one
  std::vector<Change> changes;  ///< of each finding of the report
  std::vector<Finding> gone;    ///< those of the earlier report that are not in it
  std::uint64_t new_fails = 0;
};
[[nodiscard]] Baseline held_against(const Report& after, const Report& before);

}  // namespace hibah
