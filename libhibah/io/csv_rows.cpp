#include <libhibah/io/csv_rows.hpp>

#include <algorithm>
#include <utility>

#include <libhibah/base/limits.hpp>

namespace hibah {

namespace {

/// What is scanned at once: with its marks it stays in the nearest caches.
constexpr std::size_t block_bytes = std::size_t{1} << 15;

/// A CR that does not belong to a line end. One at the end of `text` may, where more follows.
std::size_t find_lone_return(std::string_view text) noexcept {
  std::size_t at = text.find('\r');
  while (at != std::string_view::npos && (at + 1 == text.size() || text[at + 1] == '\n')) at = text.find('\r', at + 1);
  return at;
}

}  // namespace

CsvRows::CsvRows(const CsvLayout& layout, ScanWidth width)
    : layout_(&layout), width_(width), columns_(layout.header.size()), cells_(columns_ + 1) {
  for (const int place : layout.place) place_.push_back(place < 0 ? columns_ : static_cast<std::size_t>(place));
}

void CsvRows::open(const CsvPiece& piece, detail::Problems& problems, bool by_marks) {
  piece_ = piece;
  problems_ = &problems;
  by_marks_ = by_marks;
  has_broken_quotes_ = false;
  count_ = 0;
  at_ = 0;
  line_ = piece.line;
  block_begin_ = block_end_ = 0;
  if (by_marks_) return;
  const std::string_view text = piece_.text;
  is_dirty_ = text.find('\0') != std::string_view::npos || find_lone_return(text) != std::string_view::npos || !is_utf8(text);
}

/// Marks the text from the next row on.
bool CsvRows::next_block() {
  if (at_ >= piece_.limit) return false;
  block_begin_ = at_;
  std::string_view text = piece_.text.substr(at_, block_bytes);
  if (at_ + text.size() < piece_.text.size()) {
    // Up to the end of a row, so that no row lies in two blocks; where none ends so soon, all that is left.
    const std::size_t whole = piece_.has_quotes ? size_of_whole_rows(text) : text.rfind('\n') + 1;
    text = whole != 0 ? text.substr(0, whole) : piece_.text.substr(at_);
  }
  block_end_ = block_begin_ + text.size();
  scan_csv(text, layout_->separator, marks_, width_);
  mark_ = 0;
  is_dirty_ =
      marks_.has_nul || (marks_.has_return && find_lone_return(text) != std::string_view::npos) || (!marks_.is_ascii && !is_utf8(text));
  return true;
}

/// Cells from the marks of a row with quotes: each cell plain, or in quotes from begin to end with none doubled inside.
bool CsvRows::take_quoted(std::size_t columns) {
  const std::string_view text = piece_.text.substr(block_begin_, block_end_ - block_begin_);
  std::size_t mark = mark_;
  std::size_t begin = at_ - block_begin_;
  std::uint32_t lines = 0;
  for (std::size_t place = 0; place < columns; ++place) {
    if (mark >= marks_.count) return false;
    std::size_t end = marks_.at[mark];
    std::size_t next = end;  // where the mark that ends the cell must stand
    std::size_t first = begin;
    if (text[end] == '"') {
      if (end != begin) return false;
      first = begin + 1;
      ++mark;
      while (mark < marks_.count && text[marks_.at[mark]] != '"') {
        if (text[marks_.at[mark]] == '\n') ++lines;
        ++mark;
      }
      if (mark >= marks_.count) return false;
      end = marks_.at[mark++];
      next = end + 1;
      if (next < text.size() && text[next] == '\r') ++next;
      if (mark >= marks_.count || marks_.at[mark] != next) return false;
    } else if (place + 1 == columns && end > begin && text[end - 1] == '\r') {
      --end;
    }
    const char sign = text[next];
    if (place + 1 == columns ? sign != '\n' : sign != layout_->separator || (next > 0 && text[next - 1] == '\r' && next != end))
      return false;
    cells_[place] = text.substr(first, end - first);
    begin = next + 1;
    ++mark;
  }
  if (begin - (at_ - block_begin_) > limits::max_line_bytes) return false;
  row_begin_ = at_;
  row_line_ = line_;
  mark_ = mark;
  at_ = block_begin_ + begin;
  line_ += lines + 1;
  return true;
}

CsvRows::Step CsvRows::next_by_marks() {
  const std::string_view text = piece_.text.substr(block_begin_, block_end_ - block_begin_);
  const std::size_t begin = at_ - block_begin_;
  if (mark_ < marks_.count && marks_.at[mark_] == begin && text[begin] == '\n') {  // a blank line
    ++mark_;
    ++at_;
    ++line_;
    return Step::passed_over;
  }
  if (marks_.has_quote) return columns_ >= 2 && take_quoted(columns_) ? Step::row : Step::other;
  CsvBatch row;
  if (!take_common(row, 1)) return Step::other;
  stand_on(row, 0);
  return Step::row;
}

/// Takes rows without quotes from the marks, up to the first that has not as many cells as the header. False where that is the next one.
bool CsvRows::take_common(CsvBatch& batch, std::size_t most) noexcept {
  if (columns_ < 2) return false;
  batch.text = piece_.text.substr(block_begin_, block_end_ - block_begin_);
  batch.ends = marks_.at.data() + mark_;
  batch.columns = columns_;
  batch.begin = at_ - block_begin_;
  batch.offset = piece_.offset + block_begin_;
  batch.line = line_;
  batch.is_ascii = marks_.is_ascii;
  most = std::min(most, (marks_.count - mark_) / columns_);
  const char* const text = batch.text.data();
  const std::uint32_t* ends = batch.ends;
  std::size_t begin = batch.begin;
  std::size_t rows = 0;
  for (; rows < most; ++rows, ends += columns_) {
    const std::size_t feed = ends[columns_ - 1];
    bool is_common = text[feed] == '\n' && feed - begin < limits::max_line_bytes;
    for (std::size_t place = 0; place + 1 < columns_; ++place) is_common &= text[ends[place]] == layout_->separator;
    if (!is_common) break;
    begin = feed + 1;
  }
  batch.rows = rows;
  at_ = block_begin_ + begin;
  mark_ += rows * columns_;
  line_ += static_cast<std::uint32_t>(rows);
  return rows != 0;
}

bool CsvRows::next_batch(CsvBatch& batch, std::size_t most) {
  if (!by_marks_ || (at_ >= block_end_ && !next_block())) return false;
  if (block_end_ > piece_.limit || is_dirty_ || marks_.has_quote || !take_common(batch, most)) return false;
  count_ += batch.rows;
  return true;
}

void CsvRows::column(const CsvBatch& batch, std::size_t column, std::string_view* cells) const noexcept {
  const std::size_t place = place_[column];
  if (place == columns_) {
    std::fill_n(cells, batch.rows, std::string_view{});
    return;
  }
  for (std::size_t row = 0; row < batch.rows; ++row) cells[row] = detail::trimmed_cell(batch.raw_cell(row, place));
}

void CsvRows::stand_on(const CsvBatch& batch, std::size_t row) noexcept {
  for (std::size_t place = 0; place < columns_; ++place) cells_[place] = batch.raw_cell(row, place);
  if (std::string_view& last = cells_[columns_ - 1]; last.ends_with('\r')) last.remove_suffix(1);
  row_begin_ = block_begin_ + batch.begin_of(row);
  row_line_ = batch.line + static_cast<std::uint32_t>(row);
}

CsvRows::Step CsvRows::next_by_reader() {
  reader_ = CsvReader(piece_.text.substr(at_), layout_->separator, piece_.offset + at_, line_);
  CsvFault fault;
  const CsvReader::Step step = reader_.next(listed_, fault);
  at_ += reader_.position();
  line_ = reader_.line();
  while (mark_ < marks_.count && block_begin_ + marks_.at[mark_] < at_) ++mark_;
  if (step == CsvReader::Step::end) return Step::passed_over;
  if (step == CsvReader::Step::fault) {
    if (fault.code == ErrorCode::unclosed_quote || fault.code == ErrorCode::stray_quote || fault.code == ErrorCode::line_too_long) {
      has_broken_quotes_ = true;
    }
    problems_->add(fault.code, layout_->file, fault.line, title_at(fault.cell), fault.text);
    return Step::passed_over;
  }
  row_begin_ = static_cast<std::size_t>(listed_.offset - piece_.offset);
  row_line_ = listed_.line;
  if (listed_.cells.size() == columns_) {
    std::copy(listed_.cells.begin(), listed_.cells.end(), cells_.begin());
    return Step::row;
  }
  if (listed_.cells.size() == 1 && trimmed(listed_.cells[0]).empty()) return Step::passed_over;  // a blank line
  ++count_;
  problems_->add(ErrorCode::field_count, layout_->file, row_line_, "", std::to_string(listed_.cells.size()), std::to_string(columns_));
  return Step::passed_over;
}

bool CsvRows::next() {
  while (at_ < piece_.limit) {
    if (by_marks_ && at_ >= block_end_ && !next_block()) return false;
    Step step = by_marks_ ? next_by_marks() : Step::other;
    if (step == Step::other) step = next_by_reader();
    if (step == Step::passed_over) continue;
    ++count_;
    if (!is_dirty_ || check_cells()) return true;
  }
  return false;
}

/// Whether every cell of the row is text; what is not is told, the first such cell of the row.
bool CsvRows::check_cells() {
  for (std::size_t i = 0; i < columns_; ++i) {
    const std::string_view cell = cells_[i];
    if (auto fault = detail::text_fault(cell)) {
      problems_->add(fault->first, layout_->file, row_line_, title_at(i), cell, std::move(fault->second));
      return false;
    }
    const char* const begin = piece_.text.data();
    const bool is_copied = cell.data() < begin || cell.data() > begin + piece_.text.size();
    const bool is_quoted = is_copied || (cell.data() > begin && cell.data()[-1] == '"');
    if (!is_quoted && find_lone_return(cell) != std::string_view::npos) {
      problems_->add(ErrorCode::value_not_allowed, layout_->file, row_line_, title_at(i), cell, "LF, CR LF");
      return false;
    }
  }
  return true;
}

void CsvRows::problem(ErrorCode code, std::size_t column, std::string hint) {
  problems_->add(code, layout_->file, row_line_, layout_->titles[column], cell(column), std::move(hint));
}

}  // namespace hibah
