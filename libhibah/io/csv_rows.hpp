// libhibah: CSV rows — one piece of a CSV file, row by row, with the place of each and every fault told.
#pragma once

// Most rows are taken straight from the marks of csv_scan: as many cells as the header, plain or wholly in quotes. Any other row is given
// to CsvReader, which knows all that can be wrong with one. So the common row costs little, and the uncommon one is read by the one piece
// of code that defines what a row is.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <libhibah/base/text.hpp>
#include <libhibah/io/csv_reader.hpp>
#include <libhibah/io/csv_scan.hpp>
#include <libhibah/io/detail/problems.hpp>
#include <libhibah/io/detail/row_layout.hpp>

namespace hibah {

/// What the header of a file says of its rows.
struct CsvLayout : RowLayout {
  char separator = ',';
};

/// A piece of a file. `text` begins at a row.
struct CsvPiece {
  std::string_view text;
  std::size_t limit = 0;     ///< rows that begin from here on belong to the next piece
  bool has_quotes = true;    ///< false where there is no quote in the text
  std::uint64_t offset = 0;  ///< of the text in the file
  std::uint32_t line = 1;    ///< on which the text begins
};

/// Rows of one block, one after the other, with as many plain cells as the header: what most rows of most files are. Whoever takes them
/// goes through them column by column, which a processor does several times quicker than row by row.
struct CsvBatch {
  std::string_view text;                ///< the block
  const std::uint32_t* ends = nullptr;  ///< where each cell ends, row after row
  std::size_t columns = 0;
  std::size_t rows = 0;
  std::size_t begin = 0;     ///< of the first row
  std::uint64_t offset = 0;  ///< of the text in the file
  std::uint32_t line = 1;    ///< of the first row
  bool is_ascii = false;

  [[nodiscard]] std::size_t begin_of(std::size_t row) const noexcept { return row == 0 ? begin : ends[row * columns - 1] + std::size_t{1}; }
  [[nodiscard]] std::string_view raw_cell(std::size_t row, std::size_t place) const noexcept {
    const std::size_t from = place == 0 ? begin_of(row) : ends[row * columns + place - 1] + std::size_t{1};
    return {text.data() + from, ends[row * columns + place] - from};
  }
};

class CsvRows {
 public:
  static constexpr bool is_typed = false;  // every cell is text

  /// The layout outlives the rows.
  CsvRows(const CsvLayout& layout, ScanWidth width);

  /// Begins with a piece; problems go to `problems`. Without marks every row goes through CsvReader.
  void open(const CsvPiece& piece, detail::Problems& problems, bool by_marks);
  /// The next row of as many cells as the header; rows at fault are told and passed over. False at the end.
  [[nodiscard]] bool next();

  /// Instead of next(): the next rows that are common ones, at most `most`. False where the next row is none, or there is none left;
  /// next() tells.
  [[nodiscard]] bool next_batch(CsvBatch& batch, std::size_t most);
  /// The trimmed cells of a column of the format, a row of the batch each; empty ones where the file lacks it.
  void column(const CsvBatch& batch, std::size_t column, std::string_view* cells) const noexcept;
  /// Goes to a row of the last batch, as if next() had come to it.
  void stand_on(const CsvBatch& batch, std::size_t row) noexcept;

  [[nodiscard]] std::uint32_t line() const noexcept { return row_line_; }
  [[nodiscard]] std::uint64_t offset() const noexcept { return piece_.offset + row_begin_; }
  /// The trimmed cell of a column; empty where the file lacks it.
  [[nodiscard]] std::string_view cell(std::size_t column) const noexcept { return detail::trimmed_cell(cells_[place_[column]]); }
  [[nodiscard]] bool has(std::size_t column) const noexcept { return layout_->has(column); }
  void problem(ErrorCode code, std::size_t column, std::string hint = {});
  [[nodiscard]] bool is_full() const noexcept { return problems_->is_full(); }

  /// Rows so far, those at fault included.
  [[nodiscard]] std::uint64_t count() const noexcept { return count_; }
  /// Where the next row begins, once next() was false.
  [[nodiscard]] std::size_t end() const noexcept { return at_; }
  /// True where a quote was at fault: how the rest of the file falls into rows is then not known from the number of quotes.
  [[nodiscard]] bool has_broken_quotes() const noexcept { return has_broken_quotes_; }

 private:
  enum class Step : std::uint8_t { row, passed_over, other };
  bool next_block();
  Step next_by_marks();
  bool take_common(CsvBatch& batch, std::size_t most) noexcept;
  bool take_quoted(std::size_t columns);
  Step next_by_reader();
  bool check_cells();
  [[nodiscard]] std::string_view title_at(std::size_t place) const noexcept {
    return place < layout_->header.size() ? std::string_view(layout_->header[place]) : "";
  }

  const CsvLayout* layout_;
  ScanWidth width_;
  CsvPiece piece_;
  detail::Problems* problems_ = nullptr;
  bool by_marks_ = true;
  bool is_dirty_ = false;  // some byte of the block is not UTF-8, NUL or a CR of its own: each row is looked at
  bool has_broken_quotes_ = false;
  std::size_t columns_ = 0;
  std::uint64_t count_ = 0;

  std::size_t at_ = 0;         // where the next row begins
  std::uint32_t line_ = 1;     // its line
  std::size_t row_begin_ = 0;  // the row that was read
  std::uint32_t row_line_ = 1;

  // The block whose marks are known.
  CsvMarks marks_;
  std::size_t block_begin_ = 0;
  std::size_t block_end_ = 0;
  std::size_t mark_ = 0;  // the first one of the next row

  std::vector<std::string_view> cells_;  // of the row that was read, and an empty one at the end
  std::vector<std::size_t> place_;       // for each column of the format its cell; the empty one where the file lacks it
  CsvReader reader_{{}, ','};            // keeps what it copied, which cells may point into
  CsvRow listed_;
};

}  // namespace hibah
