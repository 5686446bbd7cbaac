// libhibah: crossing — equal payments that two grants, or grants of two portfolios, made to one payee. Private to checks.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include <libhibah/checks/finding.hpp>
#include <libhibah/journal/portfolio.hpp>

namespace hibah {

/// A portfolio whose payments are looked at.
struct CrossingSource {
  const Portfolio* portfolio = nullptr;
  std::vector<bool> takes_part;  ///< by grant
  /// By the portfolio's own numbers those that mean the same in all sources; empty where there is one source only.
  std::vector<WordId> payees = {};
  std::vector<WordId> accounts = {};
  std::vector<WordId> stages = {};
};

struct CrossingPayment {
  std::uint32_t source = 0;
  EntryIndex entry = no_entry;
};

/// Realisations of one payee, amount, account and stage from two units or more: grants of one source, else sources.
struct CrossingGroup {
  State state = State::pass;  ///< pass, fail or not_evaluable
  /// Of a fail those that have one of another unit within the days, by day; of not_evaluable those that perhaps have; of pass the first.
  std::vector<CrossingPayment> payments;
};

/// Groups in the order of their first payments. `poll` is called now and then, and may throw. Cost: linear in the entries, and n log n in
/// those that come again elsewhere.
[[nodiscard]] std::vector<CrossingGroup> crossing_groups(std::span<const CrossingSource> sources, Date as_of, std::int64_t days,
                                                         const std::function<void()>& poll);

}  // namespace hibah
