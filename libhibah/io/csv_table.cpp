#include <libhibah/io/csv_table.hpp>

#include <algorithm>

#include <libhibah/base/text.hpp>

namespace hibah {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

std::uint64_t line_of(std::string_view text, std::size_t at) {
  return static_cast<std::uint64_t>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n')) + 1;
}

/// The first line that is not UTF-8.
std::size_t first_bad_line(std::string_view text) {
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    if (!is_utf8(text.substr(begin, end - begin))) return begin;
    begin = end + 1;
  }
  return 0;
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
  if (const std::size_t nul = text_.find('\0'); nul != std::string_view::npos) {
    problems_->add(ErrorCode::nul_byte, *file_, line_of(text_, nul), "", text_.substr(nul, 1));
    return false;
  }
  if (!is_utf8(text_)) {
    const std::size_t at = first_bad_line(text_);
    problems_->add(ErrorCode::not_utf8, *file_, line_of(text_, at), "", text_.substr(at, std::min(text_.find('\n', at), at + 160) - at));
    return false;
  }
  const std::string_view body = text_.starts_with(byte_order_mark) ? text_.substr(byte_order_mark.size()) : text_;
  if (trimmed(body).empty()) {
    problems_->add(ErrorCode::file_empty, *file_, 0, "", "");
    return false;
  }
  return true;
}

void CsvTable::read_header() {
  const std::size_t skip = text_.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
  separator_ = CsvReader::find_separator(text_.substr(skip, limits::max_line_bytes));
  reader_ = CsvReader(text_.substr(skip), separator_, skip);
  CsvFault fault;
  if (reader_.next(row_, fault) != CsvReader::Step::row) {
    problems_->add(fault.code, *file_, fault.line, "", fault.text);
    return;
  }
  bool is_good = true;
  for (std::size_t i = 0; i < row_.cells.size(); ++i) {
    header_.emplace_back(trimmed(row_.cells[i]));
    known_as_.emplace_back();
    const std::string name = ascii_lower(header_.back());
    if (name.empty()) {
      problems_->add(ErrorCode::column_unnamed, *file_, row_.line, std::to_string(i + 1), "");
      is_good = false;
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
      is_good = false;
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
    is_good = false;
  }
  is_readable_ = is_good;
}

std::string_view CsvTable::title(std::size_t column) const noexcept {
  return place_[column] < 0 ? columns_[column].english : std::string_view(header_[static_cast<std::size_t>(place_[column])]);
}

std::optional<Notation> CsvTable::notation_of(std::size_t column, std::string_view asked) const {
  if (asked == "plain") return Notation::plain;
  if (asked == "id") return Notation::indonesian;
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
        problems_->add(fault.code, *file_, fault.line, "", fault.text);
        break;
      case CsvReader::Step::row:
        ++rows_;
        if (row_.cells.size() == header_.size()) return true;
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
