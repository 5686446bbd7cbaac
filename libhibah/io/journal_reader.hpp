// libhibah: journal reader — journal.csv, journal/*.csv or a frame to columns, on several threads.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include <libhibah/io/csv_file.hpp>
#include <libhibah/io/detail/row_cells.hpp>
#include <libhibah/io/frame.hpp>
#include <libhibah/journal/journal_filler.hpp>

namespace hibah {

/// Reads the files of one journal one after the other.
class JournalReader {
 public:
  /// All outlive the reader; the words of the journal go to the portfolio's. Entries come behind those that the portfolio has already.
  JournalReader(const detail::RowContext& context, Portfolio& portfolio, detail::Problems& problems);

  /// `file` is the number of `input` among the portfolio's inputs; what was learned of it is noted there.
  void read(std::shared_ptr<InputBytes> bytes, std::uint32_t file, InputFile& input, const CsvOptions& options);
  /// The same of a frame that is readable.
  void read(Frame& frame, std::uint32_t file, InputFile& input, unsigned threads, const Progress& progress);
  /// Tells ids that are used twice. Nothing where there was any problem at all. Errors: InputError.
  [[nodiscard]] std::optional<Journal> finish(unsigned threads, bool keep_ids);

 private:
  template <typename Taker, typename Pieces>
  void take_over(const Taker& taker, Pieces& pieces, const InputFile& input, const RowLayout& layout, unsigned threads);
  void tell_overflow(std::size_t first, const InputFile& input, const RowLayout& layout);
  void report_duplicate(const DuplicateId& duplicate);

  const detail::RowContext* context_;
  Portfolio* portfolio_;
  detail::Problems* problems_;
  JournalFiller filler_;
  RupiahSum moved_;
};

/// The columns of a journal, as a file or a frame names them.
[[nodiscard]] std::span<const ColumnSpec> journal_columns() noexcept;

}  // namespace hibah
