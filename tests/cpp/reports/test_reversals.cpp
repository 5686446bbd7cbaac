// Without the column that names what a reversal takes back, no report states money as if nothing were taken back.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <variant>

#include <libhibah/io/portfolio_reader.hpp>
#include <libhibah/reports/position.hpp>
#include <libhibah/reports/realisation.hpp>
#include <libhibah/reports/schedule.hpp>

using namespace hibah;
namespace fs = std::filesystem;

namespace {

/// Two grants; only the first has a reversal. `column` is the heading that names what it takes back, or another.
Portfolio portfolio(const std::string& column) {
  const fs::path folder = fs::temp_directory_path() / "hibah-test-reversals";
  fs::remove_all(folder);
  fs::create_directories(folder);
  std::ofstream toml(folder / "portfolio.toml", std::ios::binary);
  toml << "format = 1\nname = \"n\"\ngrantor = \"g\"\nelection = \"pilkada-2024\"\nregulation = \"permendagri-41-2020\"\n";
  for (const char* id : {"kpu", "bawaslu"}) {
    toml << "[[grant]]\nid = \"" << id << "\"\nrecipient = \"r\"\nrole = \"organiser\"\nsigned = 2024-03-04\namount = \"Rp1.000\"\n"
         << "  [[grant.tranche]]\n  share = \"100%\"\n  due = \"signed + 14 working days\"\n";
  }
  toml.close();
  std::ofstream(folder / "journal.csv", std::ios::binary)
      << "id,date,kind,grant,tranche,amount," << column << "\nD1,2024-03-05,disbursement,kpu,1,1000.00,\n"
      << "D2,2024-03-06,disbursement,kpu,1,1000.00,\nX2,2024-03-07,reversal,kpu,,1000.00,D2\n"
      << "D3,2024-03-05,disbursement,bawaslu,1,1000.00,\nB1,2024-03-08,realisation,kpu,,5.00,\nB2,2024-03-08,realisation,bawaslu,,5.00,\n";
  Portfolio loaded = load(folder.string());
  fs::remove_all(folder);
  return loaded;
}

bool is_null(const Table& table, const char* column, std::size_t row) {
  return std::holds_alternative<std::monostate>(table.column(column)->cells.at(row));
}

}  // namespace

TEST_CASE("reports leave open what reversals without a reference leave open, for the grant that has them") {
  const Date day = Date::from_ymd(2024, 12, 31);
  for (const bool has_column : {true, false}) {
    CAPTURE(has_column);
    const Portfolio loaded = portfolio(has_column ? "reverses" : "keterangan");
    CHECK(is_null(position(loaded, day), "disbursed", 0) == !has_column);
    CHECK(is_null(schedule(loaded, day), "disbursed", 0) == !has_column);
    CHECK(is_null(realisation(loaded, {GroupBy::grant}, day), "realised", 1) == !has_column);
    CHECK_FALSE(is_null(position(loaded, day), "disbursed", 1));
    CHECK_FALSE(is_null(schedule(loaded, day), "disbursed", 1));
    CHECK_FALSE(is_null(realisation(loaded, {GroupBy::grant}, day), "realised", 0));
  }
}
