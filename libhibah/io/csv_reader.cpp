#include <libhibah/io/csv_reader.hpp>

#include <algorithm>
#include <bit>
#include <cstring>

#include <libhibah/base/limits.hpp>
#include <libhibah/base/text.hpp>

namespace hibah {

namespace {

constexpr std::uint64_t every_byte(char c) noexcept {
  return 0x0101010101010101u * static_cast<unsigned char>(c);
}

/// The high bit of each byte that is zero (and perhaps of bytes above the first such: only the lowest one is used).
constexpr std::uint64_t zero_bytes(std::uint64_t word) noexcept {
  return (word - 0x0101010101010101u) & ~word & 0x8080808080808080u;
}

/// The first separator, line end or quote from `at`; `limit` where there is none before it. Eight bytes at a time.
std::size_t find_end_of_cell(std::string_view bytes, std::size_t at, std::size_t limit, char separator) noexcept {
  if constexpr (std::endian::native == std::endian::little) {
    for (; at + 8 <= limit; at += 8) {
      std::uint64_t word = 0;
      std::memcpy(&word, bytes.data() + at, 8);
      const std::uint64_t found =
          zero_bytes(word ^ every_byte(separator)) | zero_bytes(word ^ every_byte('\n')) | zero_bytes(word ^ every_byte('"'));
      if (found != 0) return at + static_cast<std::size_t>(std::countr_zero(found)) / 8;
    }
  }
  while (at < limit && bytes[at] != separator && bytes[at] != '\n' && bytes[at] != '"') ++at;
  return at;
}

}  // namespace

char CsvReader::find_separator(std::string_view first_line) noexcept {
  std::size_t commas = 0;
  std::size_t semicolons = 0;
  std::size_t tabs = 0;
  bool in_quotes = false;
  for (const char c : first_line) {
    if (c == '"') in_quotes = !in_quotes;
    if (in_quotes) continue;
    if (c == '\n') break;
    commas += c == ',' ? 1 : 0;
    semicolons += c == ';' ? 1 : 0;
    tabs += c == '\t' ? 1 : 0;
  }
  if (semicolons > commas && semicolons >= tabs) return ';';
  return tabs > commas ? '\t' : ',';
}

void CsvReader::skip_line(std::size_t from) noexcept {
  const std::size_t end = bytes_.find('\n', from);
  const std::size_t stop = end == std::string_view::npos ? bytes_.size() : end + 1;
  line_ += static_cast<std::uint32_t>(
      std::count(bytes_.begin() + static_cast<std::ptrdiff_t>(begin_), bytes_.begin() + static_cast<std::ptrdiff_t>(stop), '\n'));
  at_ = stop;
}

// Both cell readers leave at_ on the separator, the line end, or the end of the text.

bool CsvReader::quoted_cell(CsvRow& row, ErrorCode& code) {
  const std::size_t begin = ++at_;
  std::size_t end = begin;
  std::size_t piece = begin;
  std::string* copy = nullptr;
  while (true) {
    const std::size_t limit = std::min(bytes_.size(), begin_ + limits::max_line_bytes);
    const void* found = at_ < limit ? std::memchr(bytes_.data() + at_, '"', limit - at_) : nullptr;
    if (!found) {
      code = ErrorCode::unclosed_quote;
      return false;
    }
    const auto quote = static_cast<std::size_t>(static_cast<const char*>(found) - bytes_.data());
    at_ = quote + 1;
    if (at_ < bytes_.size() && bytes_[at_] == '"') {
      if (!copy) copy = &copies_.emplace_back();
      copy->append(bytes_.substr(piece, at_ - piece));
      piece = ++at_;
      continue;
    }
    if (copy) copy->append(bytes_.substr(piece, quote - piece));
    end = quote;
    break;
  }
  if (at_ < bytes_.size() && bytes_[at_] == '\r' && (at_ + 1 == bytes_.size() || bytes_[at_ + 1] == '\n')) ++at_;
  if (at_ < bytes_.size() && bytes_[at_] != separator_ && bytes_[at_] != '\n') {
    // Text behind the closing quote. Where the cell went over a line end, that quote more likely opens a cell of a later row.
    const bool has_line_end = bytes_.substr(begin, at_ - begin).find('\n') != std::string_view::npos;
    code = has_line_end ? ErrorCode::unclosed_quote : ErrorCode::stray_quote;
    return false;
  }
  row.cells.push_back(copy ? std::string_view(*copy) : bytes_.substr(begin, end - begin));
  return true;
}

bool CsvReader::plain_cell(CsvRow& row, ErrorCode& code) {
  const std::size_t begin = at_;
  const std::size_t limit = std::min(bytes_.size(), begin_ + limits::max_line_bytes);
  at_ = find_end_of_cell(bytes_, at_, limit, separator_);
  if (at_ == limit && limit < bytes_.size()) {
    code = ErrorCode::line_too_long;
    return false;
  }
  if (at_ < bytes_.size() && bytes_[at_] == '"') {
    code = ErrorCode::stray_quote;
    return false;
  }
  std::size_t end = at_;
  if ((at_ == bytes_.size() || bytes_[at_] == '\n') && end > begin && bytes_[end - 1] == '\r') --end;
  row.cells.push_back(bytes_.substr(begin, end - begin));
  return true;
}

CsvReader::Step CsvReader::next(CsvRow& row, CsvFault& fault) {
  while (at_ < bytes_.size() && (bytes_[at_] == '\n' || (bytes_[at_] == '\r' && at_ + 1 < bytes_.size() && bytes_[at_ + 1] == '\n'))) {
    at_ += bytes_[at_] == '\r' ? 2 : 1;
    ++line_;
  }
  if (at_ >= bytes_.size()) return Step::end;
  begin_ = at_;
  row.cells.clear();
  if (!copies_.empty()) copies_.clear();
  row.line = line_;
  row.offset = offset_ + begin_;
  ErrorCode code{};
  bool is_good = true;
  while (true) {
    // A quote may follow blanks only at the very start of a cell.
    is_good = at_ < bytes_.size() && bytes_[at_] == '"' ? quoted_cell(row, code) : plain_cell(row, code);
    if (!is_good) break;
    if (at_ >= bytes_.size() || bytes_[at_] == '\n') break;
    ++at_;  // the separator
    if (row.cells.size() >= limits::max_columns) {
      is_good = false;
      code = ErrorCode::too_many_columns;
      break;
    }
  }
  if (!is_good) {
    fault = {code, row.line, row.cells.size(), shortened(bytes_.substr(begin_, 160))};
    skip_line(code == ErrorCode::unclosed_quote ? begin_ : at_);
    return Step::fault;
  }
  row.end = offset_ + at_;
  if (at_ < bytes_.size()) ++at_;
  line_ += static_cast<std::uint32_t>(
      std::count(bytes_.begin() + static_cast<std::ptrdiff_t>(begin_), bytes_.begin() + static_cast<std::ptrdiff_t>(at_), '\n'));
  return Step::row;
}

}  // namespace hibah
