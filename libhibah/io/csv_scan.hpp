// libhibah: CSV scan — where the separators, quotes and line ends of a text are, 64 bytes at a time.
#pragma once

// The text is compared with each sign in blocks of 64 bytes; what is found comes out as one bit a byte and is written down as positions.
// There is code for several widths of registers, of which the quickest that the processor has is taken; all of them, and the plain loop that
// every machine can run, give the same positions.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace hibah {

/// How the text is gone through. `best` is the quickest that the processor can; a width that it cannot becomes `plain`.
enum class ScanWidth : std::uint8_t { best, plain, bits128, bits256, bits512 };

/// What a text holds beside its cells.
struct CsvMarks {
  std::vector<std::uint32_t> at;  ///< of every separator, quote and line feed, in order; then the size of the text
  std::size_t count = 0;          ///< how many of them are marks; what stands behind the size has no meaning
  bool has_quote = false;
  bool has_return = false;  ///< a carriage return
  bool has_nul = false;
  bool is_ascii = true;
};

/// Marks `text`, which is shorter than 4 GiB. `marks` is used again: its memory is kept.
void scan_csv(std::string_view text, char separator, CsvMarks& marks, ScanWidth width = ScanWidth::best);

/// Whether the processor can do a width.
[[nodiscard]] bool has_width(ScanWidth width) noexcept;

[[nodiscard]] std::size_t count_of(char sign, std::string_view text) noexcept;

/// The bytes of `text` up to and with its last line feed outside of quotes, where it begins outside of them; 0 where there is none.
[[nodiscard]] std::size_t size_of_whole_rows(std::string_view text) noexcept;

}  // namespace hibah
