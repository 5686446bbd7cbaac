// Any bytes as a CSV text: rows come out or faults are told, every line is passed once, and the reader ends. The quick ways through the
// text (marks of every width, row by row and by batches) give the same rows and the same problems as the plain one, in one piece and in two.
#include <array>
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

enum class Way { plain, row_by_row, by_batches };
constexpr std::size_t columns = 4;  // the text has three of them

void tell_row(const CsvRows& rows, Told& told) {
  told.rows += std::to_string(rows.line()) + "@" + std::to_string(rows.offset());
  for (std::size_t column = 0; column < columns; ++column) told.rows += "|" + std::string(rows.cell(column));
  told.rows += "\n";
}

/// The common rows of the text that come next, column by column and then row by row.
void tell_batches(CsvRows& rows, Told& told) {
  constexpr std::size_t most = 5;  // so that short texts have several
  std::array<std::array<std::string_view, most>, columns> cells;
  CsvBatch batch;
  while (rows.next_batch(batch, most)) {
    if (batch.rows == 0 || batch.rows > most) std::abort();
    for (std::size_t column = 0; column < columns; ++column) rows.column(batch, column, cells[column].data());
    for (std::size_t row = 0; row < batch.rows; ++row) {
      rows.stand_on(batch, row);
      if (rows.line() != batch.line + row || rows.offset() != batch.offset + batch.begin_of(row)) std::abort();
      for (std::size_t column = 0; column < columns; ++column) {
        if (rows.cell(column) != cells[column][row]) std::abort();
      }
      tell_row(rows, told);
    }
  }
}

void tell(CsvRows& rows, const CsvPiece& piece, Way way, Told& told) {
  detail::Problems problems;
  rows.open(piece, problems, way != Way::plain);
  do {
    if (way == Way::by_batches) tell_batches(rows, told);
    if (!rows.next()) break;
    tell_row(rows, told);
  } while (true);
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

void check_way(const CsvLayout& layout, ScanWidth width, Way way, std::string_view text, const Told& plain) {
  CsvRows rows(layout, width);
  Told marked;
  tell(rows, piece_of(text, 0, 1), way, marked);
  if (marked.has_broken_quotes != plain.has_broken_quotes) std::abort();
  if (!plain.has_broken_quotes && !marked.says_the_same(plain)) std::abort();
  // Cut where the first half has its last row border: as a file is cut for threads.
  const std::size_t whole = size_of_whole_rows(text.substr(0, text.size() / 2));
  Told cut;
  tell(rows, piece_of(text.substr(0, whole), 0, 1), way, cut);
  const bool is_known = !cut.has_broken_quotes;
  const auto lines = static_cast<std::uint32_t>(count_of('\n', text.substr(0, whole)));
  tell(rows, piece_of(text.substr(whole), whole, 1 + lines), way, cut);
  if (is_known && !plain.has_broken_quotes && !cut.says_the_same(plain)) std::abort();
  if (!plain.has_broken_quotes && cut.has_broken_quotes) std::abort();
}

void check_ways(std::string_view text) {
  CsvLayout layout;
  layout.file = "x.csv";
  layout.separator = separator_of(text);
  layout.header = {"a", "b", "c"};
  layout.known_as = layout.header;
  layout.titles = {"a", "b", "c", "d"};
  layout.place = {0, 1, 2, -1};
  Told plain;
  CsvRows plain_rows(layout, ScanWidth::plain);
  tell(plain_rows, piece_of(text, 0, 1), Way::plain, plain);
  for (const ScanWidth width : {ScanWidth::plain, ScanWidth::bits128, ScanWidth::bits256, ScanWidth::bits512}) {
    check_way(layout, width, Way::row_by_row, text, plain);
    check_way(layout, width, Way::by_batches, text, plain);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  check_reader(text);
  check_ways(text);
  return 0;
}
