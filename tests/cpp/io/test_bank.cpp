// bank.csv: amounts with a sign in both notations, every problem told, and what was read is written back.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <libhibah/io/portfolio_reader.hpp>
#include <libhibah/io/portfolio_writer.hpp>
#include <libhibah/money/notation.hpp>

namespace fs = std::filesystem;
using namespace hibah;

namespace {

constexpr const char* agreement = R"(format = 1
name = "Hibah Uji"
grantor = "Pemerintah Kabupaten Uji"
election = "pilkada-2024"
regulation = "permendagri-41-2020"
[[grant]]
id = "kpu"
recipient = "KPU Kabupaten Uji"
role = "organiser"
signed = 2024-03-04
amount = 1000
)";

class Folder {
 public:
  explicit Folder(const std::string& bank) : path_(fs::temp_directory_path() / ("hibah-bank-" + std::to_string(number_++))) {
    fs::remove_all(path_);
    fs::create_directories(path_);
    std::ofstream(path_ / "portfolio.toml", std::ios::binary) << agreement;
    std::ofstream(path_ / "bank.csv", std::ios::binary) << bank;
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { fs::remove_all(path_); }
  [[nodiscard]] std::string str() const { return path_.string(); }
  [[nodiscard]] std::string inner(const char* name) const { return (path_ / name).string(); }

 private:
  static inline int number_ = 0;
  fs::path path_;
};

std::vector<std::string> problems_of(const std::string& bank) {
  const Folder folder(bank);
  std::vector<std::string> lines;
  try {
    static_cast<void>(load(folder.str()));
  } catch (const InputError& error) {
    for (const Problem& problem : error.problems()) lines.push_back(problem.line(Language::en));
  }
  return lines;
}

/// "2024-03-01 -1.00 5.00 ref" of each row; "-" for a balance that is not stated.
std::vector<std::string> rows_of(const Bank& bank) {
  std::vector<std::string> rows;
  for (const BankRow& row : bank.rows) {
    rows.push_back(to_iso(row.date) + " " + to_plain(row.amount) + " " + (row.balance ? to_plain(*row.balance) : "-") + " " +
                   row.reference);
  }
  return rows;
}

std::vector<std::string> rows_of(const std::string& text) {
  const Portfolio portfolio = load(Folder(text).str());
  REQUIRE(portfolio.bank);
  return rows_of(*portfolio.bank);
}

}  // namespace

TEST_CASE("a statement is read in both notations and header languages, in any order of columns") {
  const std::vector<std::string> wanted{"2024-03-01 1250.00 1250.00 A-1", "2024-03-02 -250.50 999.50 A 2", "2024-03 -999.50 - "};
  CHECK(rows_of("grant,date,amount,balance,reference,description\nkpu,2024-03-01,1250,1250.00,A-1,x\nkpu,2024-03-02,-250.50,999.50,A 2,\n"
                "kpu,2024-03,-999.50,,,\n") == wanted);
  CHECK(
      rows_of("saldo;mutasi;hibah;tanggal;referensi;cabang\n1.250,00;1.250;kpu;1 Maret 2024;A-1;Pusat\n999,50;-250,50;kpu;02/03/2024;A 2;\n"
              ";-999,50;kpu;2024-03;;\n") == wanted);
}

TEST_CASE("either of the two amounts shows how both are written") {
  // 1.250 alone reads two ways; the balance, or a later row, decides.
  CHECK(rows_of("grant,date,amount,balance\nkpu,2024-03-01,1.250,\"1.250,00\"\n") ==
        std::vector<std::string>{"2024-03-01 1250.00 1250.00 "});
  CHECK(rows_of("grant,date,amount,balance\nkpu,2024-03-01,1.250,\nkpu,2024-03-02,5,\"1.255,00\"\n").front() == "2024-03-01 1250.00 - ");
  CHECK(problems_of("grant,date,amount,balance\nkpu,2024-03-01,1.250,\n").size() == 1);
  CHECK(problems_of("grant,date,amount,balance\nkpu,2024-03-01,1250.00,\"1.250,00\"\n").size() == 1);
}

TEST_CASE("a file without balances says so, and one without rows is there all the same") {
  const Portfolio without = load(Folder("grant,date,amount\nkpu,2024-03-01,5\n").str());
  REQUIRE(without.bank);
  CHECK_FALSE(without.bank->has_balance);
  const Portfolio empty = load(Folder("grant,date,amount,balance\n").str());
  REQUIRE(empty.bank);
  CHECK(empty.bank->has_balance);
  CHECK(empty.bank->rows.empty());
}

TEST_CASE("every problem of a statement is told with row and column") {
  const auto lines = problems_of("grant,date,amount,balance\nkpuu,2024-02-30,1x,2y\n,,,\nkpu,2024-03-01,5\n");
  REQUIRE(lines.size() == 8);
  const char* parts[] = {"row 2, column grant", "row 2, column date", "row 2, column amount", "row 2, column balance",
                         "row 3, column grant", "row 3, column date", "row 3, column amount", "row 4"};
  for (std::size_t i = 0; i < lines.size(); ++i) CHECK_MESSAGE(lines[i].find(parts[i]) != std::string::npos, lines[i]);
  CHECK(problems_of("grant,date\nkpu,2024-03-01\n").size() == 1);
  CHECK(problems_of("").size() == 1);
  CHECK(problems_of("grant,date,amount\nkpu,2024-03-01,99999999999999999\n").size() == 1);
}

TEST_CASE("a statement is written as it was read") {
  for (const char* text :
       {"grant,date,amount,balance,reference,description\nkpu,2024-03-01,1250.00,1250.00,\"A, 1\",x\nkpu,2024-03,-0.01,,,\n",
        "grant,date,amount\nkpu,2024-03-01,5\n"}) {
    const Folder folder(text);
    const Portfolio first = load(folder.str());
    save(first, folder.inner("again"));
    const Portfolio second = load(folder.inner("again"));
    REQUIRE(second.bank);
    CHECK(rows_of(*second.bank) == rows_of(*first.bank));
    CHECK(second.bank->has_balance == first.bank->has_balance);
  }
}
