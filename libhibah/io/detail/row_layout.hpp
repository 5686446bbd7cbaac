// libhibah: row layout — which column of a table of rows is which column of the format.
#pragma once

// CSV files and frames name their columns alike: in English or Indonesian, in any case and order, unknown ones kept. Private to io.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <libhibah/base/text.hpp>
#include <libhibah/io/detail/problems.hpp>

namespace hibah {

/// A column of the format: both names, and whether a table must have it.
struct ColumnSpec {
  std::string_view english;
  std::string_view indonesian;
  bool is_required = false;
};

/// What the header of a table says of its rows.
struct RowLayout {
  std::string file;
  std::vector<std::string> header;    ///< as written, trimmed
  std::vector<std::string> known_as;  ///< the format's name of each column; empty for an unknown one
  std::vector<int> place;             ///< for each column of the format where it stands; -1 where the table lacks it
  std::vector<std::string> titles;    ///< for each column of the format its name in the table, or the format's name

  [[nodiscard]] bool has(std::size_t column) const noexcept { return place[column] >= 0; }
};

namespace detail {

/// A layout in which no column stands anywhere yet.
void begin_layout(RowLayout& layout, const std::string& file, std::span<const ColumnSpec> columns);
/// Gives the columns their places. What is wrong with the names is told; `line` is the header's, 0 where it stands on none, and `text` is
/// what stood there.
void name_columns(RowLayout& layout, std::span<const ColumnSpec> columns, std::span<const std::string_view> names, std::uint32_t line,
                  std::string_view text, Problems& problems);
/// As trimmed, for cells, which hardly ever need it.
[[nodiscard]] inline std::string_view trimmed_cell(std::string_view cell) noexcept {
  // A cell that begins and ends with a visible character of ASCII, as most do, has nothing to trim.
  const auto is_plain = [](char c) { return static_cast<unsigned char>(c) > ' ' && static_cast<unsigned char>(c) < 0x80; };
  if (cell.empty() || (is_plain(cell.front()) && is_plain(cell.back()))) return cell;
  return trimmed(cell);
}
/// Why a cell is no text, and which byte of it is at fault; nothing where it is UTF-8 without NUL.
[[nodiscard]] std::optional<std::pair<ErrorCode, std::string>> text_fault(std::string_view cell);

}  // namespace detail

}  // namespace hibah
