// libhibah: BuiltinFile — the timetables, regulations, calendars and schemas that are compiled in, as the text of their data files.
#pragma once

// The library needs no data folder: each file of `law/data/` stands in the program, byte for byte, in the same documented
// form that a portfolio may override. This floor hands out the text; `io` reads it (io/law_reader.hpp), with the same
// reader as a file beside a portfolio. The texts live as long as the program. Nothing here fails: an id that is not built
// in is a null pointer.
//
// Example:
//   const hibah::BuiltinFile* file = hibah::find_builtin("timetable", "pilkada-2024");
//   file->text                                          // the TOML of law/data/timetable-pilkada-2024.toml
//   hibah::find_builtin("timetable", "pilkada-1955")    // null

#include <span>
#include <string_view>

namespace hibah {

struct BuiltinFile {
  std::string_view kind;  ///< "timetable", "regulation", "calendar" or "schema"
  std::string_view id;    ///< such as "pilkada-2024"
  std::string_view text;  ///< the whole file
};

/// Every built-in file, in a fixed order.
[[nodiscard]] std::span<const BuiltinFile> builtin_files() noexcept;
/// The file of this kind and id; null where there is none.
[[nodiscard]] const BuiltinFile* find_builtin(std::string_view kind, std::string_view id) noexcept;

}  // namespace hibah
