// libhibah: limits — the sizes and ranges that the library promises to handle, in one place.
#pragma once

// What is beyond a limit is an error that names it, never a crash, a hang or a silent cut. The range of an amount is not
// here: it is that of 64-bit sen, Rupiah::min() to Rupiah::max().
//
// Example:
//   limits::last_year;      // 2099
//   limits::max_columns;    // 256

#include <cstddef>
#include <cstdint>

namespace hibah::limits {

inline constexpr int first_year = 2000;  ///< dates outside 2000 to 2099 are errors
inline constexpr int last_year = 2099;
inline constexpr int max_offset = 10'000;                ///< the largest N of a deadline expression
inline constexpr std::size_t max_line_bytes = 1u << 20;  ///< one CSV row, line breaks in quotes included
inline constexpr std::size_t max_columns = 256;
inline constexpr std::size_t max_toml_bytes = 16u << 20;  ///< portfolio, timetable and regulation files
inline constexpr std::size_t max_grants = 65'000;
inline constexpr std::size_t max_tranches = 250;         ///< of one agreement or addendum
inline constexpr std::size_t max_problems_kept = 1'000;  ///< problems reported in full; the others are counted

}  // namespace hibah::limits
