// libhibah: Basis — what a rule or a limit rests on, and how well that was verified.
#pragma once

// A basis is a citation, not the text of the law. Its mark travels to every output and is never upgraded on the way:
// `read` = read in the instrument itself, `press` = reported by the press or a ministry, `memory` = from memory, unverified.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hibah {

enum class Mark : std::uint8_t { read, press, memory };

[[nodiscard]] std::string_view name_of(Mark mark) noexcept;  ///< read, press, memory
[[nodiscard]] std::optional<Mark> mark_of(std::string_view name) noexcept;

struct Basis {
  std::vector<std::string> rules;  ///< codes of the rules that cite it
  std::string instrument;          ///< "Permendagri 41/2020", or "arithmetic", "bookkeeping", "NPHD", "practice"
  std::string article;             ///< "Pasal 16 ayat (4)"; empty where unknown
  std::optional<Mark> mark;        ///< absent where there is no instrument to read (arithmetic, bookkeeping)
  std::string source;              ///< where it was read
  friend bool operator==(const Basis&, const Basis&) = default;
};

}  // namespace hibah
