#include <libhibah/io/detail/row_layout.hpp>

#include <algorithm>

#include <libhibah/base/text.hpp>

namespace hibah::detail {

namespace {

/// The first byte at which `text` stops being UTF-8. `text` is not UTF-8.
std::size_t find_bad_byte(std::string_view text) noexcept {
  std::size_t good = 0;
  std::size_t size = 1;
  while (good < text.size()) {
    // One code point is one to four bytes: the shortest that is UTF-8 by itself.
    for (size = 1; size <= 4 && good + size <= text.size() && !is_utf8(text.substr(good, size));) ++size;
    if (size > 4 || good + size > text.size()) return good;
    good += size;
  }
  return good;
}

std::string shown_byte(std::string_view cell, std::size_t at) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  const auto byte = static_cast<unsigned char>(cell[at]);
  return "byte " + std::to_string(at + 1) + ": 0x" + digits[byte >> 4] + digits[byte & 15];
}

}  // namespace

void begin_layout(RowLayout& layout, const std::string& file, std::span<const ColumnSpec> columns) {
  layout.file = file;
  layout.place.assign(columns.size(), -1);
  for (const ColumnSpec& column : columns) layout.titles.emplace_back(column.english);
}

void name_columns(RowLayout& layout, std::span<const ColumnSpec> columns, std::span<const std::string_view> names, std::uint32_t line,
                  std::string_view text, Problems& problems) {
  auto& header = layout.header;
  for (std::size_t i = 0; i < names.size(); ++i) {
    header.emplace_back(trimmed(names[i]));
    layout.known_as.emplace_back();
    const std::string name = ascii_lower(header.back());
    if (name.empty()) {
      problems.add(ErrorCode::column_unnamed, layout.file, line, std::to_string(i + 1), "");
      continue;
    }
    const bool is_repeated =
        std::any_of(header.begin(), header.end() - 1, [&](const std::string& other) { return ascii_lower(other) == name; });
    const auto spec = std::find_if(columns.begin(), columns.end(),
                                   [&](const ColumnSpec& column) { return name == column.english || name == column.indonesian; });
    const auto column = static_cast<std::size_t>(spec - columns.begin());
    if (is_repeated || (spec != columns.end() && layout.has(column))) {
      const std::string first =
          spec != columns.end() && layout.has(column) ? header[static_cast<std::size_t>(layout.place[column])] : header.back();
      problems.add(ErrorCode::column_twice, layout.file, line, header.back(), header.back(), first);
    } else if (spec != columns.end()) {
      layout.place[column] = static_cast<int>(i);
      layout.titles[column] = header.back();
      layout.known_as.back() = spec->english;
    }
  }
  for (std::size_t column = 0; column < columns.size(); ++column) {
    if (!columns[column].is_required || layout.has(column)) continue;
    const std::vector<std::string_view> known(header.begin(), header.end());
    const std::string_view near = nearest(columns[column].english, known);
    problems.add(ErrorCode::column_missing, layout.file, line, columns[column].english, text, std::string(near));
  }
}

std::optional<std::pair<ErrorCode, std::string>> text_fault(std::string_view cell) {
  if (const std::size_t nul = cell.find('\0'); nul != std::string_view::npos) return std::pair(ErrorCode::nul_byte, shown_byte(cell, nul));
  if (!is_utf8(cell)) return std::pair(ErrorCode::not_utf8, shown_byte(cell, find_bad_byte(cell)));
  return std::nullopt;
}

}  // namespace hibah::detail
