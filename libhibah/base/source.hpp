// libhibah: source — where a fact was read, kept in sixteen bytes, and how it is read again.
#pragma once

// Facts remember where they came from, so that a finding can lead to its cell. This is an address, not an excerpt: it
// costs the same for a row of ten bytes and for one of a megabyte. A fact made in memory has the address "nowhere".
//
// Example:
//   SourceRef{}.file == SourceRef::no_file;    // true: a fact made in memory
//   sizeof(SourceRef) == 16;                   // true

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hibah {

/// A place in an input. The text itself is not kept: who prints evidence reads the row again.
struct SourceRef {
  static constexpr std::uint32_t no_file = 0xFFFFFFFFu;
  std::uint32_t file = no_file;  ///< index in Portfolio::inputs; `no_file` for facts made in memory
  std::uint32_t row = 0;         ///< 1-based line on which the row begins; 0 where unknown
  std::uint64_t offset = 0;      ///< byte where the row begins; for a frame the number of its row, from 0
  friend bool operator==(const SourceRef&, const SourceRef&) = default;
};

/// Reads the rows of an input again. Safe to ask from several threads.
class InputRows {
 public:
  InputRows() = default;
  InputRows(const InputRows&) = delete;
  InputRows& operator=(const InputRows&) = delete;
  virtual ~InputRows() = default;
  /// Shows the trimmed cells of the row that begins at `offset`, one for each column of the header, to `look`, which must not keep them.
  /// Errors: InputError where the input is no longer what was read.
  virtual void show(std::uint64_t offset, const std::function<void(std::span<const std::string_view>)>& look) const = 0;
  /// Those cells, to keep.
  [[nodiscard]] std::vector<std::string> cells(std::uint64_t offset) const {
    std::vector<std::string> kept;
    show(offset, [&](std::span<const std::string_view> cells) { kept.assign(cells.begin(), cells.end()); });
    return kept;
  }
  /// Calls `take(k, cells)` with what `show` shows of each row: one begins at offsets[k], and they do not descend. Neighbours are read
  /// together. Errors: as show, perhaps after rows were taken.
  virtual void each_row(std::span<const std::uint64_t> offsets,
                        const std::function<void(std::size_t, std::span<const std::string_view>)>& take) const = 0;
  /// That row as it stands, its line end cut off. Errors: as cells.
  [[nodiscard]] virtual std::string row(std::uint64_t offset) const = 0;
};

}  // namespace hibah
