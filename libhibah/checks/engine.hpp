// libhibah: check — runs the rules over a portfolio as of a day.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <libhibah/base/parallel.hpp>
#include <libhibah/checks/catalogue.hpp>
#include <libhibah/checks/compare.hpp>
#include <libhibah/checks/findings.hpp>
#include <libhibah/checks/profile.hpp>

namespace hibah {

struct Report;

struct CheckOptions {
  Date as_of;
  std::vector<std::string> select = {};  ///< codes or beginnings of codes; empty = all
  std::vector<std::string> ignore = {};
  std::map<std::string, std::string> settings = {};  ///< override the portfolio's
  unsigned threads = 0;                              ///< 0 = as many as the machine has; never changes the result
  Progress progress = {};                            ///< grants done; may be empty
  ThreadClock clock = {};                            ///< where there is one, the report has a profile
  /// A report of the portfolio before rows were appended to its journal (io/append.hpp), or null. Grants that the new rows do not touch are
  /// not looked at again; the report is the same as without. It must be by the same catalogue, settings, choice of rules and day.
  const Report* after = nullptr;
};

struct RuleCount {
  std::string rule = {};
  std::uint64_t pass = 0;
  std::uint64_t fail = 0;
  std::uint64_t not_applicable = 0;
  std::uint64_t not_evaluable = 0;
  std::uint64_t waived = 0;  ///< fails that somebody has accepted; not counted as fail
  Message title = {};        ///< of the rule, for people
};

/// How often a rule gave each state on one grant, waived or not.
struct GrantCount {
  std::uint64_t pass = 0;
  std::uint64_t not_applicable = 0;
  std::uint32_t fail = 0;
  std::uint32_t not_evaluable = 0;
  std::uint32_t findings = 0;  ///< in Report::findings; what is not_evaluable for one reason is one of them
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
  std::vector<RuleCount> rules;                 ///< in the catalogue's order, only the chosen ones; those about waivers last
  Findings findings;                            ///< fail and not_evaluable, by rule, grant, then day
  bool complete = true;
  std::string sha256;                ///< of the JSON that it was read from (io/report_reader.hpp); empty for a check's own report
  std::optional<Baseline> baseline;  ///< the report that it was held against: set by whoever asks for that
  std::optional<Profile> profile;    ///< what it cost, where a clock was brought; in no form of the report

  // For a later check of the same portfolio with more rows: see CheckOptions::after.
  std::vector<GrantCount> by_grant;                               ///< of the first rule every grant, then of the next
  std::uint64_t entries = 0;                                      ///< of the journal
  std::optional<std::array<bool, journal_column_count>> columns;  ///< which optional ones the journal has; nothing without a journal
  bool has_budget = false;
  bool has_documents = false;
  bool has_bank = false;

  [[nodiscard]] RuleCount total() const;
  /// True where a fail at or above `severity` stands that is not waived.
  [[nodiscard]] bool fails_at(Severity severity) const noexcept;
};

/// Errors: UsageError (unknown rule or setting; report_of_other where `after` is not what it must be).
[[nodiscard]] Report check(const Portfolio& portfolio, const Catalogue& catalogue, const CheckOptions& options);

}  // namespace hibah
