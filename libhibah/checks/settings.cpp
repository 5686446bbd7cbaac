#include <libhibah/checks/settings.hpp>

#include <algorithm>
#include <array>
#include <charconv>

#include <libhibah/base/text.hpp>

namespace hibah {

namespace {

constexpr std::array<SettingInfo, 18> infos{{
    {"N801.millionths",
     SettingType::number,
     "2200",
     1,
     1000000,
     {"rata-rata simpangan angka pertama yang masih diterima, dalam sepersejuta",
      "mean deviation of first digits that is still accepted, in millionths"}},
    {"N801.rows",
     SettingType::number,
     "1000",
     1,
     1000000000,
     {"jumlah belanja yang paling sedikit diperlukan", "least number of realisations that are needed"}},
    {"N802.days",
     SettingType::days,
     "30",
     1,
     366,
     {"hari terakhir masa penggunaan yang dihitung", "last days of the period of use that count"}},
    {"N802.percent",
     SettingType::number,
     "40",
     1,
     100,
     {"persen belanja yang masih diterima dalam hari-hari itu", "per cent of realisation that is still accepted in those days"}},
    {"N803.percent",
     SettingType::number,
     "30",
     1,
     100,
     {"persen belanja bulat yang masih diterima", "per cent of round realisations that is still accepted"}},
    {"N803.rows",
     SettingType::number,
     "100",
     1,
     1000000000,
     {"jumlah belanja yang paling sedikit diperlukan", "least number of realisations that are needed"}},
    {"N803.rupiah",
     SettingType::number,
     "1000000",
     1,
     1000000000000,
     {"kelipatan rupiah yang disebut bulat", "rupiah whose multiples are called round"}},
    {"N804.payees",
     SettingType::number,
     "20",
     2,
     1000000,
     {"jumlah penerima yang paling sedikit diperlukan", "least number of payees that are needed"}},
    {"N804.percent",
     SettingType::number,
     "25",
     1,
     100,
     {"persen belanja kepada satu penerima yang masih diterima", "per cent of realisation to one payee that is still accepted"}},
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
    {"R410.days",
     SettingType::days,
     "31",
     0,
     366,
     {"jarak hari pembayaran yang sama dari dua hibah", "days within which two grants' payments may be the same"}},
    {"X702.days",
     SettingType::days,
     "3",
     0,
     60,
     {"hari kerja paling banyak antara entri dan baris rekening koran", "most working days between an entry and its row on the statement"}},
    {"X702.realisations",
     SettingType::truth,
     "false",
     0,
     0,
     {"apakah belanja dan pengembalian belanja juga harus ada pada rekening koran",
      "whether realisations and refunds have to stand on the statement, too"}},
    {"X703.days",
     SettingType::days,
     "3",
     0,
     60,
     {"hari kerja paling banyak antara baris rekening koran dan entri", "most working days between a row of the statement and its entry"}},
    {"X703.realisations",
     SettingType::truth,
     "false",
     0,
     0,
     {"apakah uang keluar pada rekening koran juga harus ada dalam jurnal", "whether what went out has to stand in the journal, too"}},
}};

const SettingInfo* find(std::string_view key) noexcept {
  const auto found = std::find_if(infos.begin(), infos.end(), [&](const SettingInfo& info) { return info.key == key; });
  return found == infos.end() ? nullptr : &*found;
}

}  // namespace

std::span<const SettingInfo> setting_infos() noexcept {
  return infos;
}

std::string range_of(const SettingInfo& info) {
  if (info.type == SettingType::truth) return "true, false";
  return std::to_string(info.minimum) + ".." + std::to_string(info.maximum);
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
  const auto refuse = [&] {
    throw UsageError(ErrorCode::invalid_argument, std::string(key) + " = " + std::string(value) + ": " + range_of(*info));
  };
  if (info->type == SettingType::truth) {
    if (value != "true" && value != "false") refuse();
    values_.find(key)->second = value;
    return;
  }
  std::int64_t number = 0;
  const auto [end, fault] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (fault != std::errc{} || end != value.data() + value.size() || number < info->minimum || number > info->maximum) refuse();
  values_.find(key)->second = std::to_string(number);
}

bool Settings::truth(std::string_view key) const {
  const auto place = values_.find(key);
  if (place == values_.end()) throw UsageError(ErrorCode::setting_unknown, std::string(key));
  return place->second == "true";
}

std::int64_t Settings::number(std::string_view key) const {
  const auto place = values_.find(key);
  if (place == values_.end()) throw UsageError(ErrorCode::setting_unknown, std::string(key));
  std::int64_t number = 0;
  std::from_chars(place->second.data(), place->second.data() + place->second.size(), number);
  return number;
}

std::map<std::string, std::string> Settings::all() const {
  return {values_.begin(), values_.end()};
}

}  // namespace hibah
