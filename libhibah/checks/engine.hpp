// libhibah: check — runs the rules over a portfolio as of a day.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <libhibah/base/parallel.hpp>
#include <libhibah/checks/catalogue.hpp>
#include <libhibah/checks/profile.hpp>

namespace hibah {

struct CheckOptions {
  Date as_of;
  std::vector<std::string> select;  ///< codes or beginnings of codes; empty = all
  std::vector<std::string> ignore;
  std::map<std::string, std::string> settings;  ///< override the portfolio's
  unsigned threads = 0;                         ///< 0 = as many as the machine has; never changes the result
  Progress progress = {};                       ///< grants done; may be empty
  ThreadClock clock = {};                       ///< where there is one, the report has a profile
};

struct RuleCount {
  std::string rule = {};
  std::uint64_t pass = 0;
  std::uint64_t fail = 0;
  std::uint64_t not_applicable = 0;
  std::uint64_t not_evaluable = 0;
  std::uint64_t waived = 0;
};

/// What a check gives: counts of every state per rule, and every finding.
struct Report {
  std::string portfolio;  ///< its name
  Date as_of;
  LawSource regulation;
  LawSource timetable;
  LawSource calendar;
  Date calendar_from;
  Date calendar_to;
  std::vector<InputFile> inputs;
  std::map<std::string, std::string> settings;  ///< all settings in force
  std::vector<RuleCount> rules;                 ///< in the catalogue's order, only the chosen ones
  std::vector<Finding> findings;                ///< fail and not_evaluable, by rule, grant, then day
  bool complete = true;
  std::optional<Profile> profile;  ///< what it cost, where a clock was brought; in no form of the report

  [[nodiscard]] RuleCount total() const;
  /// True where a fail at or above `severity` stands that is not waived.
  [[nodiscard]] bool fails_at(Severity severity) const noexcept;
};

/// Errors: UsageError (unknown rule or setting).
[[nodiscard]] Report check(const Portfolio& portfolio, const Catalogue& catalogue, const CheckOptions& options);

}  // namespace hibah
