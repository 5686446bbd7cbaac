#include <libhibah/io/csv_table.hpp>

#include <algorithm>

#include <libhibah/base/text.hpp>

namespace hibah {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// A CR that does not belong to a line end.
std::size_t find_lone_return(std::string_view text) noexcept {
  std::size_t at = text.find('\r');
  while (at != std::string_view::npos && (at + 1 == text.size() || text[at + 1] == '\n')) at = text.find('\r', at + 1);
  return at;
}

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

CsvTable::CsvTable(std::string_view text, const std::string& file, std::span<const ColumnSpec> columns, detail::Problems& problems)
    : text_(text), file_(&file), columns_(columns), problems_(&problems), place_(columns.size(), -1), reader_({}, ',') {
  if (check_bytes()) read_header();
}

bool CsvTable::check_bytes() {
  if (text_.starts_with("\xFF\xFE") || text_.starts_with("\xFE\xFF")) {
    problems_->add(ErrorCode::not_utf8, *file_, 1, "", "", "UTF-16");
    return false;
  }
  const std::string_view body = text_.starts_with(byte_order_mark) ? text_.substr(byte_order_mark.size()) : text_;
  if (trimmed(body).empty()) {
    problems_->add(ErrorCode::file_empty, *file_, 0, "", "");
    return false;
  }
  is_dirty_ = text_.find('\0') != std::string_view::npos || find_lone_return(text_) != std::string_view::npos || !is_utf8(text_);
  return true;
}

/// The first row that is not blank; the separator is found from it.
bool CsvTable::read_header_row() {
  const std::size_t skip = text_.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
  const std::size_t first = std::min(text_.find_first_not_of(" \r\n", skip), text_.size());
  separator_ = CsvReader::find_separator(text_.substr(first, limits::max_line_bytes));
  reader_ = CsvReader(text_.substr(skip), separator_, skip);
  CsvFault fault;
  do {
    const CsvReader::Step step = reader_.next(row_, fault);
    if (step == CsvReader::Step::end) {
      problems_->add(ErrorCode::file_empty, *file_, 0, "", "");
      return false;
    }
    if (step == CsvReader::Step::fault) {
      problems_->add(fault.code, *file_, fault.line, "", fault.text);
      return false;
    }
  } while (is_blank());
  return !is_dirty_ || check_cells();
}

/// Whether every cell of the row is text; what is not is told, the first such cell of the row.
bool CsvTable::check_cells() {
  for (std::size_t i = 0; i < row_.cells.size(); ++i) {
    const std::string_view cell = row_.cells[i];
    if (const std::size_t nul = cell.find('\0'); nul != std::string_view::npos) {
      problems_->add(ErrorCode::nul_byte, *file_, row_.line, title_at(i), cell, shown_byte(cell, nul));
      return false;
    }
    if (!is_utf8(cell)) {
      problems_->add(ErrorCode::not_utf8, *file_, row_.line, title_at(i), cell, shown_byte(cell, find_bad_byte(cell)));
      return false;
    }
    const bool is_quoted = cell.data() <= text_.data() || cell.data() > text_.data() + text_.size() || cell.data()[-1] == '"';
    if (!is_quoted && find_lone_return(cell) != std::string_view::npos) {
      problems_->add(ErrorCode::value_not_allowed, *file_, row_.line, title_at(i), cell, "LF, CR LF");
      return false;
    }
  }
  return true;
}

void CsvTable::read_header() {
  if (!read_header_row()) return;
  for (std::size_t i = 0; i < row_.cells.size(); ++i) {
    header_.emplace_back(trimmed(row_.cells[i]));
    known_as_.emplace_back();
    const std::string name = ascii_lower(header_.back());
    if (name.empty()) {
      problems_->add(ErrorCode::column_unnamed, *file_, row_.line, std::to_string(i + 1), "");
      continue;
    }
    const bool is_repeated =
        std::any_of(header_.begin(), header_.end() - 1, [&](const std::string& other) { return ascii_lower(other) == name; });
    const auto spec = std::find_if(columns_.begin(), columns_.end(),
                                   [&](const ColumnSpec& column) { return name == column.english || name == column.indonesian; });
    const auto column = static_cast<std::size_t>(spec - columns_.begin());
    if (is_repeated || (spec != columns_.end() && place_[column] >= 0)) {
      const std::string first =
          spec != columns_.end() && place_[column] >= 0 ? header_[static_cast<std::size_t>(place_[column])] : header_.back();
      problems_->add(ErrorCode::column_twice, *file_, row_.line, header_.back(), header_.back(), first);
    } else if (spec != columns_.end()) {
      place_[column] = static_cast<int>(i);
      known_as_.back() = spec->english;
    }
  }
  for (std::size_t column = 0; column < columns_.size(); ++column) {
    if (!columns_[column].is_required || place_[column] >= 0) continue;
    std::vector<std::string_view> names(header_.begin(), header_.end());
    const std::string_view near = nearest(columns_[column].english, names);
    problems_->add(ErrorCode::column_missing, *file_, row_.line, columns_[column].english,
                   text_.substr(row_.offset, row_.end - row_.offset), std::string(near));
  }
  is_readable_ = true;
}

std::string_view CsvTable::title(std::size_t column) const noexcept {
  return place_[column] < 0 ? columns_[column].english : std::string_view(header_[static_cast<std::size_t>(place_[column])]);
}

std::optional<Notation> CsvTable::notation_of(std::size_t column, std::string_view asked) const {
  if (asked == "plain") return Notation::plain;
  if (asked == "id") return Notation::indonesian;
  if (!has(column)) return std::nullopt;
  CsvReader reader = reader_;
  CsvRow row;
  CsvFault fault;
  const auto place = static_cast<std::size_t>(place_[column]);
  for (CsvReader::Step step = reader.next(row, fault); step != CsvReader::Step::end; step = reader.next(row, fault)) {
    if (step == CsvReader::Step::fault || place >= row.cells.size()) continue;
    switch (notation_evidence(trimmed(row.cells[place]))) {
      case NotationEvidence::plain:
        return Notation::plain;
      case NotationEvidence::indonesian:
        return Notation::indonesian;
      case NotationEvidence::nothing:
      case NotationEvidence::ambiguous:
        break;
    }
  }
  return std::nullopt;
}

bool CsvTable::next() {
  CsvFault fault;
  while (true) {
    switch (reader_.next(row_, fault)) {
      case CsvReader::Step::end:
        return false;
      case CsvReader::Step::fault:
        problems_->add(fault.code, *file_, fault.line, title_at(fault.cell), fault.text);
        break;
      case CsvReader::Step::row:
        if (row_.cells.size() != header_.size() && is_blank()) break;
        ++rows_;
        if (row_.cells.size() == header_.size() && (!is_dirty_ || check_cells())) return true;
        if (row_.cells.size() == header_.size()) break;
        problems_->add(ErrorCode::field_count, *file_, row_.line, "", std::to_string(row_.cells.size()), std::to_string(header_.size()));
        break;
    }
  }
}

void CsvTable::problem(ErrorCode code, std::size_t column, std::string hint) {
  problems_->add(code, *file_, row_.line, title(column), cell(column), std::move(hint));
}

void CsvTable::describe(InputFile& input) const {
  input.rows = rows_;
  input.header = header_;
  input.known_as = known_as_;
  input.separator = separator_;
}

}  // namespace hibah
