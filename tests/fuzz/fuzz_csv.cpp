// Any bytes as a CSV text: rows come out or faults are told, every line is passed once, and the reader ends.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include <libhibah/io/csv_reader.hpp>

using namespace hibah;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  CsvReader reader(text, CsvReader::find_separator(text.substr(0, text.find('\n'))));
  CsvRow row;
  CsvFault fault;
  std::uint32_t line = 0;
  std::size_t rows = 0;
  for (CsvReader::Step step = reader.next(row, fault); step != CsvReader::Step::end; step = reader.next(row, fault)) {
    const bool is_row = step == CsvReader::Step::row;
    const std::uint32_t at = is_row ? row.line : fault.line;
    if (at <= line || ++rows > size || (is_row && (row.cells.empty() || row.offset >= size || row.end > size))) std::abort();
    line = at;
  }
  return 0;
}
