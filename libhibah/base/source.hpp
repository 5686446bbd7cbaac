// libhibah: source — where a fact was read, kept in sixteen bytes.
#pragma once

// Facts remember where they came from, so that a finding can lead to its cell. This is an address, not an excerpt: it
// costs the same for a row of ten bytes and for one of a megabyte. A fact made in memory has the address "nowhere".
//
// Example:
//   SourceRef{}.file == SourceRef::no_file;    // true: a fact made in memory
//   sizeof(SourceRef) == 16;                   // true

#include <cstdint>

namespace hibah {

/// A place in an input file. The text itself is not kept: who prints evidence reads the row again.
struct SourceRef {
  static constexpr std::uint32_t no_file = 0xFFFFFFFFu;
  std::uint32_t file = no_file;  ///< index in Portfolio::inputs; `no_file` for facts made in memory
  std::uint32_t row = 0;         ///< 1-based line on which the row begins; 0 where unknown
  std::uint64_t offset = 0;      ///< byte where the row begins
  friend bool operator==(const SourceRef&, const SourceRef&) = default;
};

}  // namespace hibah
