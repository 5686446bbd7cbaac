// libhibah: cost meter — whose account the time of a thread goes to.
#pragma once

// At every moment one account is charged: a shared part, a rule, or nobody. An account that is opened within another takes over and gives
// back, so no time is counted twice. Without a meter (null) all of this does nothing.

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include <libhibah/checks/profile.hpp>

namespace hibah {

/// Of one thread.
class CostMeter {
 public:
  CostMeter(const ThreadClock& clock, std::size_t rules) : clock_(&clock), time_(nobody + 1 + rules), rows_(rules), since_(clock()) {}

  [[nodiscard]] static std::size_t account_of(SharedPart part) noexcept { return static_cast<std::size_t>(part); }
  [[nodiscard]] static std::size_t account_of_rule(std::size_t rule) noexcept { return nobody + 1 + rule; }
  /// Charges another account from now on, and gives the one that was charged.
  std::size_t charge(std::size_t account) {
    const std::uint64_t now = (*clock_)();
    time_[current_] += now - since_;
    since_ = now;
    return std::exchange(current_, account);
  }
  void add_rows(std::size_t rule, std::uint64_t rows) { rows_[rule] += rows; }
  void add_to(Profile& profile) const {
    for (std::size_t i = 0; i < shared_part_count; ++i) profile.shared[i] += time_[i];
    for (std::size_t r = 0; r < rows_.size(); ++r) {
      profile.rules[r].rows += rows_[r];
      profile.rules[r].nanoseconds += time_[account_of_rule(r)];
    }
  }

 private:
  static constexpr std::size_t nobody = shared_part_count;

  const ThreadClock* clock_;
  std::vector<std::uint64_t> time_;  // by account
  std::vector<std::uint64_t> rows_;  // by rule
  std::uint64_t since_;
  std::size_t current_ = nobody;
};

/// Charges an account for as long as it lives.
class Charge {
 public:
  Charge(CostMeter* meter, std::size_t account) : meter_(meter), before_(meter ? meter->charge(account) : 0) {}
  Charge(const Charge&) = delete;
  Charge& operator=(const Charge&) = delete;
  ~Charge() {
    if (meter_) meter_->charge(before_);
  }

 private:
  CostMeter* meter_;
  std::size_t before_;
};

}  // namespace hibah
