// libhibah: load — reads a portfolio from a folder or from frames, or says everything that is wrong with it.
#pragma once

// One run reports every problem of every file, each with file, row, column, what stood there and what was expected. Nothing is half-loaded:
// either the whole portfolio comes back, or an InputError with all its problems.

#include <string>

#include <libhibah/base/parallel.hpp>
#include <libhibah/io/arrow.hpp>
#include <libhibah/io/csv_scan.hpp>
#include <libhibah/journal/portfolio.hpp>

namespace hibah {

struct LoadOptions {
  unsigned threads = 0;    ///< 0 = as many as the machine has
  Progress progress = {};  ///< bytes of the file, or rows of the frame, that is being read; may be empty
  ScanWidth width = ScanWidth::best;
  bool plain = false;     ///< every CSV row on one thread and byte by byte: slow, for comparison
  bool keep_ids = false;  ///< a hash of each id that does not ascend, 4 bytes an entry, so that `append` need not read them again
};

/// `folder` holds a portfolio.toml. Errors: InputError.
[[nodiscard]] Portfolio load(const std::string& folder, const LoadOptions& options = {});

/// Rows of a portfolio as Arrow streams, whatever made them: the columns are those of the CSV files, by the same names.
///
/// Taken are text, whole numbers (as an amount whole rupiah), decimals that are whole sen, dates, timestamps at midnight without a time zone,
/// dictionaries of text, and null, which is an empty cell; floats and all else are problems. A part that is null is unknown, as a file that
/// is not there. In evidence the inputs are called journal, budget, documents and bank, and rows are counted from 1.
struct Frames {
  bool is_file = true;  ///< `portfolio` is the path of a portfolio.toml, beside which law files stand; else it is the text of one
  ArrowArrayStream* journal = nullptr;
  ArrowArrayStream* budget = nullptr;
  ArrowArrayStream* documents = nullptr;
  ArrowArrayStream* bank = nullptr;
  std::string waivers = {};     ///< the path of a waivers.toml, or the text of one; empty where there is none
  bool is_waivers_file = true;  ///< which of both
};

/// Takes the streams over and releases them. The batches are kept, not copied, as long as the portfolio or a report of it lives: texts of
/// evidence are read from them. Errors: InputError.
[[nodiscard]] Portfolio load_frames(const std::string& portfolio, const Frames& frames, const LoadOptions& options = {});

}  // namespace hibah
