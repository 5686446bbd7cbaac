// libhibah: CSV — RFC 4180 text to rows of cells with their place, hostile input included.
#pragma once

// A row's cells are views into the text; only a cell with a doubled quote is copied. A fault inside a row passes over that row and says
// where it began: the rows after it are read on. Nothing here is longer than limits::max_line_bytes or wider than limits::max_columns.

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include <libhibah/base/error.hpp>

namespace hibah {

/// One row: its cells (unquoted), the line on which it begins, and the byte where it begins and ends.
struct CsvRow {
  std::vector<std::string_view> cells;  ///< hold until the next row
  std::uint32_t line = 0;
  std::uint64_t offset = 0;
  std::uint64_t end = 0;
};

/// What is wrong with a row.
struct CsvFault {
  ErrorCode code{};
  std::uint32_t line = 0;
  std::size_t cell = 0;  ///< place of the cell at fault in its row
  std::string text;
};

/// Reads a whole text row by row.
class CsvReader {
 public:
  enum class Step : std::uint8_t { row, fault, end };

  /// `bytes` must outlive the reader; `offset` and `line` say where they begin in their file.
  CsvReader(std::string_view bytes, char separator, std::uint64_t offset = 0, std::uint32_t line = 1) noexcept
      : bytes_(bytes), offset_(offset), line_(line), separator_(separator) {}

  /// The next row, blank lines passed over; or what is wrong with it.
  Step next(CsvRow& row, CsvFault& fault);

  /// Where the next row begins, in the bytes and in lines.
  [[nodiscard]] std::size_t position() const noexcept { return at_; }
  [[nodiscard]] std::uint32_t line() const noexcept { return line_; }

  /// `,`, `;` or tab: the one that stands most often in the first line outside quotes; `,` where none does.
  [[nodiscard]] static char find_separator(std::string_view first_line) noexcept;

 private:
  bool quoted_cell(CsvRow& row, ErrorCode& code);
  bool plain_cell(CsvRow& row, ErrorCode& code);
  void skip_line(std::size_t from) noexcept;

  std::string_view bytes_;
  std::size_t at_ = 0;
  std::size_t begin_ = 0;  // of the row being read
  std::uint64_t offset_;
  std::uint32_t line_;
  char separator_;
  std::deque<std::string> copies_;
};

}  // namespace hibah
