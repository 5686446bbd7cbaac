#include <libhibah/checks/settings.hpp>

#include <algorithm>
#include <array>
#include <charconv>

#include <libhibah/base/text.hpp>

namespace hibah {

namespace {

// R405 and R406 belong to rules of the catalogue that are yet to come: a portfolio may already state them.
constexpr std::array<SettingInfo, 4> infos{{
    {"R401.days_after",
     SettingType::days,
     "30",
     0,
     3660,
     {"hari sesudah akhir tahapan yang masih diterima", "days after the end of a stage that are still accepted"}},
    {"R401.days_before",
     SettingType::days,
     "30",
     0,
     3660,
     {"hari sebelum awal tahapan yang masih diterima", "days before the start of a stage that are still accepted"}},
    {"R405.days",
     SettingType::days,
     "7",
     0,
     366,
     {"jarak hari dua pembayaran yang mungkin sama", "days within which two payments may be the same"}},
    {"R406.days",
     SettingType::days,
     "7",
     0,
     366,
     {"jarak hari pembelian yang mungkin dipecah", "days within which purchases may have been split"}},
}};

const SettingInfo* find(std::string_view key) noexcept {
  const auto found = std::find_if(infos.begin(), infos.end(), [&](const SettingInfo& info) { return info.key == key; });
  return found == infos.end() ? nullptr : &*found;
}

}  // namespace

std::span<const SettingInfo> setting_infos() noexcept {
  return infos;
}

Settings::Settings() {
  for (const SettingInfo& info : infos) values_.emplace(info.key, info.default_value);
}

void Settings::set(std::string_view key, std::string_view value) {
  const SettingInfo* info = find(key);
  if (!info) {
    std::vector<std::string_view> keys;
    for (const SettingInfo& row : infos) keys.push_back(row.key);
    const std::string_view near = nearest(key, keys);
    throw UsageError(ErrorCode::setting_unknown, std::string(key) + (near.empty() ? "" : " (" + std::string(near) + "?)"));
  }
  std::int64_t days = 0;
  const auto [end, fault] = std::from_chars(value.data(), value.data() + value.size(), days);
  if (fault != std::errc{} || end != value.data() + value.size() || days < info->minimum || days > info->maximum) {
    throw UsageError(ErrorCode::invalid_argument, std::string(key) + " = " + std::string(value) + ": " + std::to_string(info->minimum) +
                                                      " .. " + std::to_string(info->maximum));
  }
  values_.find(key)->second = std::to_string(days);
}

std::int64_t Settings::days(std::string_view key) const {
  const auto place = values_.find(key);
  if (place == values_.end()) throw UsageError(ErrorCode::setting_unknown, std::string(key));
  std::int64_t days = 0;
  std::from_chars(place->second.data(), place->second.data() + place->second.size(), days);
  return days;
}

std::map<std::string, std::string> Settings::all() const {
  return {values_.begin(), values_.end()};
}

}  // namespace hibah
