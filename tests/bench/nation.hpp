// A portfolio of any size with planted boundary cases, and what must be found in it.
#pragma once

// Many lines meet their ceiling exactly or pass it by one sen; many rows stand on the first and last day of their stage or one day outside;
// vouchers are shared honestly (one day, several payees) or reused on another day; some grants spend one sen more than they received.

#include <cstdint>
#include <filesystem>

namespace hibah::bench {

struct Nation {
  std::uint64_t rows = 0;    ///< realisations; every grant has a disbursement beside
  std::uint64_t grants = 1;  ///< at least one
  std::uint64_t seed = 0;    ///< the same seed gives the same bytes on every machine
};

/// `folder` gets portfolio.toml, budget.csv, journal.csv and truth.txt (rule and number of findings; realised sen by stage and account).
void write_nation(const std::filesystem::path& folder, const Nation& nation);

}  // namespace hibah::bench
