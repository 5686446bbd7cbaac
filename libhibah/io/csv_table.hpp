// libhibah: CSV table — a CSV file of the portfolio format: header, known columns, rows with their place.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <libhibah/io/csv_reader.hpp>
#include <libhibah/io/detail/problems.hpp>
#include <libhibah/journal/portfolio.hpp>
#include <libhibah/money/notation.hpp>

namespace hibah {

/// A column of the format: both names, and whether a file must have it.
struct ColumnSpec {
  std::string_view english;
  std::string_view indonesian;
  bool is_required = false;
};

/// One CSV file. Faults of the file as a whole, of its header and of its rows go to `problems`.
class CsvTable {
 public:
  /// `text` must outlive the table.
  CsvTable(std::string_view text, const std::string& file, std::span<const ColumnSpec> columns, detail::Problems& problems);

  /// False where there is nothing to read. A header at fault is told, and the columns that it does have are read on.
  [[nodiscard]] bool is_readable() const noexcept { return is_readable_; }
  [[nodiscard]] bool has(std::size_t column) const noexcept { return place_[column] >= 0; }
  /// The name of a column as the file writes it; the format's name where the file lacks it.
  [[nodiscard]] std::string_view title(std::size_t column) const noexcept;
  /// How amounts of `column` are written: as asked, or by the first cell that shows it. Nothing where no cell does.
  [[nodiscard]] std::optional<Notation> notation_of(std::size_t column, std::string_view asked) const;

  /// The next row of as many cells as the header; rows at fault are passed over. False at the end.
  bool next();
  [[nodiscard]] std::uint32_t line() const noexcept { return row_.line; }
  [[nodiscard]] std::uint64_t offset() const noexcept { return row_.offset; }
  /// The trimmed cell of a column; empty where the file lacks it.
  [[nodiscard]] std::string_view cell(std::size_t column) const noexcept {
    return place_[column] < 0 ? std::string_view{} : trimmed(row_.cells[static_cast<std::size_t>(place_[column])]);
  }
  void problem(ErrorCode code, std::size_t column, std::string hint = {});

  /// What Portfolio::inputs keeps of the file.
  void describe(InputFile& input) const;

 private:
  bool check_bytes();
  bool read_header_row();
  void read_header();
  [[nodiscard]] bool is_blank() const noexcept { return row_.cells.size() == 1 && trimmed(row_.cells[0]).empty(); }
  bool check_cells();
  [[nodiscard]] std::string_view title_at(std::size_t place) const noexcept {
    return place < header_.size() ? std::string_view(header_[place]) : "";
  }

  std::string_view text_;
  const std::string* file_;
  std::span<const ColumnSpec> columns_;
  detail::Problems* problems_;
  char separator_ = ',';
  bool is_readable_ = false;
  bool is_dirty_ = false;  // some byte of the file is not UTF-8, NUL or a CR of its own: each row is looked at
  std::vector<std::string> header_;
  std::vector<std::string> known_as_;
  std::vector<int> place_;
  std::uint64_t rows_ = 0;
  CsvReader reader_;
  CsvRow row_;
};

}  // namespace hibah
