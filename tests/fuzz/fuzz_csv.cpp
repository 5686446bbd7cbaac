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
  std::uint32_t line = 0;
  std::size_t rows = 0;
  while (reader.next(row, [](ErrorCode, std::uint32_t, std::string_view) {})) {
    if (row.line <= line || row.offset >= size || ++rows > size) std::abort();
    line = row.line;
  }
  return 0;
}
