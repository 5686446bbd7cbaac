// libhibah: Budget — the spending plan (RAB): a ceiling per grant, stage and account, by version.
#pragma once

// Versions are never added up: the newest one in force replaces the earlier ones of its grant. Rows of one line and version are summed.

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include <libhibah/agreement/grant.hpp>
#include <libhibah/base/dictionary.hpp>
#include <libhibah/base/source.hpp>

namespace hibah {

struct BudgetRow {
  std::uint32_t grant = 0;  ///< index in Portfolio::grants
  WordId stage = 0;
  WordId account = 0;
  Rupiah ceiling;
  int version = 0;  ///< 0 = original, N = the plan of the grant's addendum N
  WordId description = 0;
  SourceRef where;
};

/// One line of a version: all its rows together.
struct BudgetLine {
  WordId stage = 0;
  WordId account = 0;
  Rupiah ceiling;
  std::vector<std::uint32_t> rows;  ///< indices in Budget::rows, in the file's order
};

struct Budget {
  std::vector<BudgetRow> rows;
  /// For each grant the indices of its rows, in the file's order; filled by `index`.
  std::vector<std::vector<std::uint32_t>> by_grant;

  void index(std::size_t grants);

  /// The version in force on `day`: the newest plan whose addendum is signed by then. Nothing where a partial date leaves that
  /// unknown; -1 where the grant has no plan in force.
  [[nodiscard]] std::optional<int> version_on(const Grant& grant, std::uint32_t grant_index, Date day) const;
  /// The lines of one version, in order of first appearance. Errors: AmountOverflow.
  [[nodiscard]] std::vector<BudgetLine> lines(std::uint32_t grant_index, int version) const;
};

/// The addendum that plan `version` belongs to: the one whose number is `version`, else the version-th in the file; null where there is none.
[[nodiscard]] const Addendum* addendum_of_version(const Grant& grant, int version) noexcept;

}  // namespace hibah
