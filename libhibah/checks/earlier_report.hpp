// libhibah: EarlierReport — what a check of a grown portfolio takes over from the report of before.
#pragma once

// A grant is looked at again where entries came to it, or where one of its reversals names an entry that came. All else that a rule sees
// is the same: the report must be of the same terms, laws, settings, rules and day, and whatever else was read must be what was read then.
// Private to checks.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <libhibah/checks/engine.hpp>

namespace hibah {

class EarlierReport {
 public:
  /// Nothing where `report` is null. Errors: UsageError report_of_other.
  EarlierReport(const Report* report, const Portfolio& grown, const CheckOptions& options,
                const std::map<std::string, std::string>& settings, const std::vector<const Rule*>& rules);

  [[nodiscard]] bool holds(std::size_t grant) const noexcept { return report_ && !is_touched_[grant]; }
  /// Adds the findings of a rule on a grant to a report and gives the counts.
  GrantCount give(std::size_t rule, std::size_t grant, Report& to) const;

 private:
  void compare(const Portfolio& grown, const CheckOptions& options, const std::map<std::string, std::string>& settings,
               const std::vector<const Rule*>& rules) const;
  void compare_inputs(const Portfolio& grown) const;
  void find_places(std::size_t rules);
  void find_touched(const Portfolio& grown);

  const Report* report_;
  std::size_t grants_;
  std::vector<bool> is_touched_;
  std::vector<std::size_t> places_;  // of the first finding of each rule and grant
};

/// What a report says of the portfolio that it was made of, for a later check.
void note_portfolio(Report& report, const Portfolio& portfolio);

}  // namespace hibah
