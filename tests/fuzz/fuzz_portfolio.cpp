// Any bytes as one file of a portfolio: it loads and can be checked and shown, or its problems are told.
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include <unistd.h>

#include <libhibah/checks/engine.hpp>
#include <libhibah/io/evidence.hpp>
#include <libhibah/io/json.hpp>
#include <libhibah/io/portfolio_reader.hpp>
#include <libhibah/io/render.hpp>
#include <libhibah/io/sarif.hpp>
#include <libhibah/reports/position.hpp>
#include <libhibah/reports/realisation.hpp>
#include <libhibah/reports/schedule.hpp>

using namespace hibah;
namespace fs = std::filesystem;

namespace {

constexpr std::string_view portfolio_text = R"(format = 1
name = "n"
grantor = "g"
election = "pilkada-2024"
regulation = "permendagri-41-2020"
[[event]]
kind = "proposal_of_appointment"
date = 2025-01-12
[[grant]]
id = "kpu"
recipient = "KPU"
role = "organiser"
signed = 2024-03-04
amount = "Rp1.000.000"
  [[grant.tranche]]
  share = "40%"
  due = "signed + 14 working days"
  [[grant.tranche]]
  share = "60%"
  due = "voting - 5 months"
)";

constexpr std::string_view names[] = {"portfolio.toml", "journal.csv", "budget.csv", "documents.csv", "waivers.toml", "bank.csv"};

void write(const fs::path& path, std::string_view text) {
  std::ofstream(path, std::ios::binary).write(text.data(), static_cast<std::streamsize>(text.size()));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  static const fs::path folder = fs::temp_directory_path() / ("hibah-fuzz-" + std::to_string(getpid()));
  fs::create_directories(folder);
  for (const std::string_view name : names) fs::remove(folder / name);
  write(folder / "portfolio.toml", portfolio_text);
  write(folder / names[data[0] % std::size(names)], std::string_view(reinterpret_cast<const char*>(data) + 1, size - 1));
  try {
    const Portfolio portfolio = load(folder.string());
    CheckOptions options;
    options.as_of = Date::from_ymd(2025, 6, 30);
    options.threads = 1;
    Report report = check(portfolio, builtin_catalogue(), options);
    attach_raw(report);
    static_cast<void>(to_json(report));
    static_cast<void>(to_sarif(report, builtin_catalogue()));
    static_cast<void>(to_text(report, {}));
    static_cast<void>(to_text(schedule(portfolio, options.as_of), {}));
    static_cast<void>(to_text(position(portfolio, options.as_of), {}));
    static_cast<void>(to_text(realisation(portfolio, {GroupBy::stage, GroupBy::payee}, options.as_of), {}));
  } catch (const InputError&) {
  }
  return 0;
}
