// libhibah: Settings — the thresholds of rules, with defaults; unknown ones are errors.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <libhibah/base/error.hpp>

namespace hibah {

enum class SettingType : std::uint8_t { days, number, truth };  // number: rows, payees, percent, rupiah; truth: true or false

/// One threshold: its key, default, range and meaning.
struct SettingInfo {
  std::string_view key;  ///< "R401.days_after"
  SettingType type{};
  std::string_view default_value;  ///< "30"
  std::int64_t minimum = 0;        ///< the least and the most; of a truth nothing
  std::int64_t maximum = 0;
  Text meaning;
};

[[nodiscard]] std::span<const SettingInfo> setting_infos() noexcept;
/// What a setting may be: "0 .. 366", "true, false".
[[nodiscard]] std::string range_of(const SettingInfo& info);

/// The settings in force: the defaults and what was given instead.
class Settings {
 public:
  Settings();
  /// Errors: UsageError setting_unknown (with the nearest known key), invalid_argument (not of its type, or outside its range).
  void set(std::string_view key, std::string_view value);
  [[nodiscard]] std::int64_t days(std::string_view key) const { return number(key); }
  [[nodiscard]] std::int64_t number(std::string_view key) const;
  [[nodiscard]] bool truth(std::string_view key) const;
  /// Every key with its value in force, ascending by key.
  [[nodiscard]] std::map<std::string, std::string> all() const;

 private:
  std::map<std::string, std::string, std::less<>> values_;
};

}  // namespace hibah
