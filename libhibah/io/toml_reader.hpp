// libhibah: TOML — text to a tree of values with their places; the only door to toml++.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <libhibah/base/error.hpp>

namespace hibah {

enum class TomlType : std::uint8_t { table, array, text, integer, floating, boolean, date, time };

/// The word that TOML has for it: string, integer, ...
[[nodiscard]] std::string_view name_of(TomlType type) noexcept;

struct TomlMember;

/// One value. Members stand in the order of the source.
struct TomlValue {
  TomlType type = TomlType::table;
  std::uint32_t line = 0;  ///< 1-based; of the key where it has one
  std::string text;        ///< text, or the written form of a scalar
  std::int64_t integer = 0;
  bool boolean = false;
  std::vector<TomlMember> members;
  std::vector<TomlValue> items;

  TomlValue();
  TomlValue(const TomlValue&);
  TomlValue(TomlValue&&) noexcept;
  TomlValue& operator=(const TomlValue&);
  TomlValue& operator=(TomlValue&&) noexcept;
  ~TomlValue();
  [[nodiscard]] const TomlValue* find(std::string_view key) const noexcept;
};

struct TomlMember {
  std::string key;
  TomlValue value;
};

/// The root table; where the text is no TOML, one problem is added and an empty table comes back.
[[nodiscard]] TomlValue parse_toml(std::string_view text, const std::string& file, std::vector<Problem>& problems);

/// What stood there, for a problem.
[[nodiscard]] std::string shown(const TomlValue& value);

}  // namespace hibah
