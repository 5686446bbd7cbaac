// libhibah: load — reads a portfolio folder, or says everything that is wrong with it.
#pragma once

// One run reports every problem of every file, each with file, row, column, what stood there and what was expected. Nothing is half-loaded:
// either the whole portfolio comes back, or an InputError with all its problems.

#include <string>

#include <libhibah/base/parallel.hpp>
#include <libhibah/io/csv_scan.hpp>
#include <libhibah/journal/portfolio.hpp>

namespace hibah {

struct LoadOptions {
  unsigned threads = 0;  ///< 0 = as many as the machine has
  Progress progress;     ///< bytes of the file that is being read; may be empty
  ScanWidth width = ScanWidth::widest;
  bool plain = false;  ///< every CSV row on one thread and byte by byte: slow, for comparison
};

/// `folder` holds a portfolio.toml. Errors: InputError.
[[nodiscard]] Portfolio load(const std::string& folder, const LoadOptions& options = {});

}  // namespace hibah
