// Any bytes as a CSV text: rows come out or faults are told, every line is passed once, and the reader ends. The quick ways through the
// text (marks of every width) give the same rows and the same problems as the plain one, in one piece and in two.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include <libhibah/io/csv_rows.hpp>

using namespace hibah;

namespace {

char separator_of(std::string_view text) {
  return CsvReader::find_separator(text.substr(0, text.find('\n')));
}

void check_reader(std::string_view text) {
  CsvReader reader(text, separator_of(text));
  CsvRow row;
  CsvFault fault;
  std::uint32_t line = 0;
  std::size_t rows = 0;
  for (CsvReader::Step step = reader.next(row, fault); step != CsvReader::Step::end; step = reader.next(row, fault)) {
    const bool is_row = step == CsvReader::Step::row;
    const std::uint32_t at = is_row ? row.line : fault.line;
    if (at <= line || ++rows > text.size() || (is_row && (row.cells.empty() || row.offset >= text.size() || row.end > text.size()))) {
      std::abort();
    }
    line = at;
  }
}

/// All that is told of the rows of a text. Where quotes are broken no piece knows where rows begin, and a file is read in another way.
struct Told {
  std::string rows;
  std::string problems;
  bool has_broken_quotes = false;
  [[nodiscard]] bool says_the_same(const Told& other) const { return rows == other.rows && problems == other.problems; }
};

void tell(CsvRows& rows, const CsvPiece& piece, bool by_marks, Told& told) {
  detail::Problems problems;
  rows.open(piece, problems, by_marks);
  while (rows.next()) {
    told.rows += std::to_string(rows.line()) + "@" + std::to_string(rows.offset());
    for (std::size_t column = 0; column < 3; ++column) told.rows += "|" + std::string(rows.cell(column));
    told.rows += "\n";
  }
  told.has_broken_quotes |= rows.has_broken_quotes();
  try {
    problems.throw_if_any();
  } catch (const InputError& error) {
    for (const Problem& problem : error.problems()) told.problems += problem.line(Language::en) + "\n";
  }
}

CsvPiece piece_of(std::string_view text, std::uint64_t offset, std::uint32_t line) {
  return {text, text.size(), text.find('"') != std::string_view::npos, offset, line};
}

void check_ways(std::string_view text) {
  CsvLayout layout;
  layout.file = "x.csv";
  layout.separator = separator_of(text);
  layout.header = {"a", "b", "c"};
  layout.known_as = layout.header;
  layout.titles = layout.header;
  layout.place = {0, 1, 2};
  Told plain;
  CsvRows plain_rows(layout, ScanWidth::plain);
  tell(plain_rows, piece_of(text, 0, 1), false, plain);
  for (const ScanWidth width : {ScanWidth::plain, ScanWidth::bits128, ScanWidth::bits256, ScanWidth::bits512}) {
    CsvRows rows(layout, width);
    Told marked;
    tell(rows, piece_of(text, 0, 1), true, marked);
    if (marked.has_broken_quotes != plain.has_broken_quotes) std::abort();
    if (!plain.has_broken_quotes && !marked.says_the_same(plain)) std::abort();
    // Cut where the first half has its last row border: as a file is cut for threads.
    const std::size_t whole = size_of_whole_rows(text.substr(0, text.size() / 2));
    Told cut;
    tell(rows, piece_of(text.substr(0, whole), 0, 1), true, cut);
    const bool is_known = !cut.has_broken_quotes;
    const auto lines = static_cast<std::uint32_t>(count_of('\n', text.substr(0, whole)));
    tell(rows, piece_of(text.substr(whole), whole, 1 + lines), true, cut);
    if (is_known && !plain.has_broken_quotes && !cut.says_the_same(plain)) std::abort();
    if (!plain.has_broken_quotes && cut.has_broken_quotes) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  check_reader(text);
  check_ways(text);
  return 0;
}
