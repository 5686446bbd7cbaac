// libhibah: load — reads a portfolio folder, or says everything that is wrong with it.
#pragma once

// One run reports every problem of every file, each with file, row, column, what stood there and what was expected. Nothing is half-loaded:
// either the whole portfolio comes back, or an InputError with all its problems.

#include <functional>
#include <string>

#include <libhibah/journal/portfolio.hpp>

namespace hibah {

struct LoadOptions {
  unsigned threads = 0;                                                   ///< 0 = as many as the machine has
  std::function<void(std::uint64_t done, std::uint64_t total)> progress;  ///< bytes of the journal; may be empty
};

/// `folder` holds a portfolio.toml. Errors: InputError.
[[nodiscard]] Portfolio load(const std::string& folder, const LoadOptions& options = {});

}  // namespace hibah
