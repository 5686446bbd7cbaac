// libhibah: Profile — what each rule of a check cost.
#pragma once

// The library has no clock: a check is measured where its caller brings one (CheckOptions::clock), and costs nothing more where none is
// brought. Time is CPU time of the threads that did the work, summed over them, so it does not grow when the machine is busy with others.
//
// A rule is charged with its answers, with what was missing for them, and with putting its findings in order. What rules share, a grant's
// books or its tranches, is worked out once for whichever rule asks first; it would say nothing about that rule, so each such part has an
// account of its own, and no time is in two accounts. What an account has depends on the other rules that ran: alone, a rule would pay
// for the parts that it shares.
//
// A profile differs from run to run. It stays out of every form of the report; profile_table() (reports) shows it.

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace hibah {

/// Nanoseconds of CPU time of the thread that asks; only differences within a thread mean something. Called from many threads at once.
using ThreadClock = std::function<std::uint64_t()>;

/// What GrantView works out once for all rules of a grant.
enum class SharedPart : std::uint8_t { terms, books, tranches, deadlines, budget, ordinals };
inline constexpr std::size_t shared_part_count = 6;
[[nodiscard]] std::string_view name_of(SharedPart part) noexcept;  ///< terms, books, tranches, deadlines, budget, ordinals

struct RuleCost {
  std::string rule = {};
  /// Journal entries of the grants on which it ran, of every kind and day, for a rule that needs the journal; 0 for one that reads no
  /// entries. A grant that was not evaluable for want of a file, a column or a day does not count, nor one whose answers were taken from an
  /// earlier report.
  std::uint64_t rows = 0;
  std::uint64_t nanoseconds = 0;
};

/// A step of a whole run, as whoever runs it measured it.
struct Phase {
  std::string name = {};           ///< load, check, evidence, report
  std::uint64_t microseconds = 0;  ///< from its begin to its end
  std::uint64_t peak_bytes = 0;    ///< the most memory that the process had had by its end
};

struct Profile {
  std::vector<RuleCost> rules;                               ///< in the order of Report::rules, one for each of them
  std::array<std::uint64_t, shared_part_count> shared = {};  ///< nanoseconds, by SharedPart
  std::vector<Phase> phases;                                 ///< for the caller of the check: the library fills in none
};

}  // namespace hibah
