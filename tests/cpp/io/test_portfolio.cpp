// Folders are read with every problem told; what is written reads the same again, and the order of rows within a day's freedom changes no finding.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <libhibah/base/limits.hpp>
#include <libhibah/checks/engine.hpp>
#include <libhibah/io/csv_reader.hpp>
#include <libhibah/io/evidence.hpp>
#include <libhibah/io/json.hpp>
#include <libhibah/io/portfolio_reader.hpp>
#include <libhibah/io/portfolio_writer.hpp>
#include <libhibah/io/toml_reader.hpp>
#include <libhibah/reports/position.hpp>
#include <libhibah/reports/realisation.hpp>
#include <libhibah/reports/schedule.hpp>

namespace fs = std::filesystem;
using namespace hibah;

namespace {

/// A folder of its own that goes when the test ends.
class Folder {
 public:
  explicit Folder(const std::string& name) : path_(fs::temp_directory_path() / ("hibah-test-" + name)) { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { fs::remove_all(path_); }
  [[nodiscard]] std::string str() const { return path_.string(); }
  [[nodiscard]] std::map<std::string, std::string> files() const {
    std::map<std::string, std::string> found;
    for (const auto& item : fs::directory_iterator(path_)) {
      std::ifstream in(item.path(), std::ios::binary);
      std::ostringstream text;
      text << in.rdbuf();
      found[item.path().filename().string()] = text.str();
    }
    return found;
  }

 private:
  fs::path path_;
};

std::string example(const std::string& name) {
  return std::string(HIBAH_SOURCE_DIR) + "/examples/" + name;
}

std::multiset<std::string> answers(const Portfolio& portfolio, const char* day) {
  CheckOptions options;
  options.as_of = parse_date(day);
  const Report report = check(portfolio, builtin_catalogue(), options);
  std::multiset<std::string> found;
  for (const RuleCount& count : report.rules) {
    found.insert(count.rule + " " + std::to_string(count.pass) + " " + std::to_string(count.fail) + " " +
                 std::to_string(count.not_applicable) + " " + std::to_string(count.not_evaluable));
  }
  for (const Finding& finding : report.findings) {
    found.insert(finding.rule + std::string(name_of(finding.state)) + finding.fingerprint + to_text(finding.expected).value_or("-") +
                 to_text(finding.actual).value_or("-") + to_text(finding.difference).value_or("-") + finding.message.id +
                 finding.message.en);
  }
  return found;
}

std::string tables(const Portfolio& portfolio, const char* day) {
  const Date as_of = parse_date(day);
  return to_json(schedule(portfolio, as_of)) + to_json(position(portfolio, as_of)) +
         to_json(realisation(portfolio, {GroupBy::grant, GroupBy::stage, GroupBy::account, GroupBy::payee, GroupBy::month}, as_of));
}

}  // namespace

TEST_CASE("loading what was written gives the same portfolio") {
  for (const auto& row : {std::pair{"kukar-2024", "2024-09-03"}, std::pair{"kabupaten-contoh", "2025-06-30"}}) {
    const char* name = row.first;
    const char* day = row.second;
    CAPTURE(name);
    const Portfolio first = load(example(name));
    const Folder folder(std::string("save-") + name);
    save(first, folder.str());
    const Portfolio second = load(folder.str());
    CHECK(answers(first, day) == answers(second, day));
    CHECK(tables(first, day) == tables(second, day));
    const Folder again(std::string("save-again-") + name);
    save(second, again.str());
    CHECK(folder.files() == again.files());
  }
}

TEST_CASE("a folder that holds a portfolio is not written over") {
  const Portfolio portfolio = load(example("kukar-2024"));
  const Folder folder("save-twice");
  save(portfolio, folder.str());
  CHECK_THROWS_AS(save(portfolio, folder.str()), UsageError);
}

TEST_CASE("findings do not depend on the order of rows") {
  Portfolio portfolio = load(example("kabupaten-contoh"));
  const auto expected = answers(portfolio, "2025-06-30");
  const Folder folder("shuffled");
  save(portfolio, folder.str());
  std::mt19937_64 random(2024);
  for (int round = 0; round < 5; ++round) {
    // Rows of different days change places freely; within a day, input order has a meaning (which payment came first) and is kept.
    std::vector<std::string> rows;
    std::istringstream in(folder.files().at("journal.csv"));
    std::string header;
    std::getline(in, header);
    for (std::string row; std::getline(in, row);) rows.push_back(row);
    std::map<std::string, std::vector<std::string>> by_day;
    for (const std::string& row : rows) by_day[row.substr(0, row.find(','))].push_back(row);
    std::vector<std::string> days;
    for (const auto& [day, list] : by_day) days.push_back(day);
    for (std::size_t i = days.size(); i > 1; --i) std::swap(days[i - 1], days[random() % i]);
    std::ofstream out(folder.str() + "/journal.csv", std::ios::binary);
    out << header << '\n';
    for (const std::string& day : days) {
      for (const std::string& row : by_day[day]) out << row << '\n';
    }
    out.close();
    CHECK(answers(load(folder.str()), "2025-06-30") == expected);
  }
}

TEST_CASE("evidence reads the cell again, wherever a row begins") {
  const Folder folder("evidence");
  fs::create_directories(folder.str());
  std::ofstream(folder.str() + "/portfolio.toml", std::ios::binary)
      << "format = 1\r\nname = \"n\"\r\ngrantor = \"g\"\r\nelection = \"pilkada-2024\"\r\nregulation = "
         "\"permendagri-41-2020\"\r\n[[grant]]\r\nid = \"kpu\"\r\n"
         "recipient = \"KPU\"\r\nrole = \"organiser\"\r\nsigned = \"4 Maret 2024\"  # Senin\r\namount = \"Rp1.000\"\r\n";
  std::ofstream(folder.str() + "/journal.csv", std::ios::binary)
      << "\xEF\xBB\xBFtanggal;jenis;hibah;jumlah;uraian;no_sp2d;no_bukti\r\n"
         "2024-02-01;belanja;kpu;\"1.000,00\";\"dua\r\nbaris, \"\"kutip\"\"\";SP-1;V1\r\n"
         "\r\n"
         "3 Februari 2024;belanja;kpu;2,50;x;SP-2;\r\n";
  CheckOptions options;
  options.as_of = parse_date("2024-12-31");
  options.select = {"R411"};
  Report report = check(load(folder.str()), builtin_catalogue(), options);
  attach_raw(report);
  REQUIRE(report.findings.size() == 2);
  const Evidence& first = report.findings[0].evidence[0];
  CHECK(first.where.row == 2);
  CHECK(first.raw == "2024-02-01");
  CHECK(first.extra == std::vector<std::pair<std::string, std::string>>{{"no_sp2d", "SP-1"}});
  CHECK(first.entry_id == "journal.csv:2");
  const Evidence& second = report.findings[1].evidence[0];
  CHECK(second.where.row == 5);
  CHECK(second.raw == "3 Februari 2024");
  CHECK(second.extra == std::vector<std::pair<std::string, std::string>>{{"no_sp2d", "SP-2"}});
  const Evidence& agreement = report.findings[0].evidence[1];
  CHECK(agreement.where.row == 10);
  CHECK(agreement.raw == "4 Maret 2024");
}

namespace {

/// Every row and fault of a CSV text, one a line: `line@offset: cell|cell` or `line: fault of cell`.
std::string read_csv(std::string_view text, char separator = ',') {
  CsvReader reader(text, separator);
  CsvRow row;
  CsvFault fault;
  std::string seen;
  for (auto step = reader.next(row, fault); step != CsvReader::Step::end; step = reader.next(row, fault)) {
    if (step == CsvReader::Step::fault) {
      seen += std::to_string(fault.line) + ": " + std::string(error_name(fault.code)) + " in " + std::to_string(fault.cell) + "\n";
      continue;
    }
    seen += std::to_string(row.line) + "@" + std::to_string(row.offset) + ":";
    for (const std::string_view cell : row.cells) seen += " " + std::string(cell) + "|";
    seen += "\n";
  }
  return seen;
}

/// What loading a folder of these files says is wrong: `file:row column code`, a line each.
std::string problems_of(const std::map<std::string, std::string>& files) {
  const Folder folder("problems");
  for (const auto& [name, text] : files) {
    const fs::path path = fs::path(folder.str()) / name;
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
  }
  fs::create_directories(folder.str());
  std::string seen;
  try {
    static_cast<void>(load(folder.str()));
  } catch (const InputError& error) {
    for (const Problem& problem : error.problems()) {
      seen += problem.file + ":" + std::to_string(problem.row.value_or(0)) + " " + problem.column + " " +
              std::string(error_name(problem.code)) + "\n";
    }
  }
  return seen;
}

const std::string agreement =
    "format = 1\nname = \"n\"\ngrantor = \"g\"\nelection = \"pilkada-2024\"\nregulation = \"permendagri-41-2020\"\n[[grant]]\nid = "
    "\"kpu\"\n"
    "recipient = \"KPU\"\nrole = \"organiser\"\nsigned = 2024-03-04\namount = \"Rp1.000\"\n";

}  // namespace

TEST_CASE("a CSV row knows its line and its byte, whatever stands before it") {
  CHECK(read_csv("a,b\r\n\r\n\"x\ny\",\"say \"\"ja\"\"\"\n1,\n") == "1@0: a| b|\n3@7: x\ny| say \"ja\"|\n5@26: 1| |\n");
  CHECK(read_csv("a;b", ';') == "1@0: a| b|\n");
  CHECK(read_csv("").empty());
}

TEST_CASE("a CSV row at fault is passed over, and the rows after it are read") {
  CHECK(read_csv("a,\"b\n1,2\n") == "1: unclosed_quote in 1\n2@5: 1| 2|\n");
  CHECK(read_csv("a,\"b\"c\n1,2\n") == "1: stray_quote in 1\n2@7: 1| 2|\n");
  CHECK(read_csv("a,b\"c\n1,2\n") == "1: stray_quote in 1\n2@6: 1| 2|\n");
  // The quote of row 1 would close at row 2's: the fault is row 1's alone.
  CHECK(read_csv("a,\"b\n1,\"2\"\n3,4\n") == "1: unclosed_quote in 1\n2@5: 1| 2|\n3@11: 3| 4|\n");
  const std::string long_cell(limits::max_line_bytes, 'x');
  CHECK(read_csv(long_cell + ",b\n1,2\n") == "1: line_too_long in 0\n2@" + std::to_string(long_cell.size() + 3) + ": 1| 2|\n");
  CHECK(read_csv(std::string(limits::max_columns, ',') + "\n") == "1: too_many_columns in 256\n");
  CHECK(read_csv(std::string(limits::max_columns - 1, ',') + "\n").starts_with("1@0: |"));
}

TEST_CASE("the separator is the one that stands most often in the header, outside quotes") {
  CHECK(CsvReader::find_separator("a,b,c") == ',');
  CHECK(CsvReader::find_separator("a;b;c,d") == ';');
  CHECK(CsvReader::find_separator("\"a,b,c\";d") == ';');
  CHECK(CsvReader::find_separator("a\tb\n,,,,") == '\t');
  CHECK(CsvReader::find_separator("a") == ',');
}

TEST_CASE("every problem of every file is told in one run, in the order of file and row") {
  const std::string rows =
      "id,date,kind,grant,amount\n1,2024-02-30,belanja,kpu,5.00\n1,2024-03-05,belanja,bawaslu,5.00\n2,2024-03-05,belanja,kpu,\n";
  CHECK(problems_of({{"portfolio.toml", agreement}, {"journal.csv", rows}}) ==
        "journal.csv:2 date date_does_not_exist\njournal.csv:3 grant grant_unknown\njournal.csv:3 id id_twice\n"
        "journal.csv:4 amount cell_empty\n");
  // Where the agreements cannot be read, no grant is unknown; the rest is told all the same.
  CHECK(problems_of({{"portfolio.toml", "format ="}, {"journal.csv", rows}}) ==
        "portfolio.toml:1  toml_syntax\njournal.csv:2 date date_does_not_exist\njournal.csv:3 id id_twice\n"
        "journal.csv:4 amount cell_empty\n");
  CHECK(problems_of({{"journal.csv", "date,kind,grant\n2024-02-30,belanja,kpu\n"}}) ==
        "portfolio.toml:0  file_missing\njournal.csv:1 amount column_missing\njournal.csv:2 date date_does_not_exist\n");
}

TEST_CASE("a key of 32 dots is read, one of 33 is no TOML that we take") {
  const auto key = [](std::size_t dots) {
    std::string text = "a";
    for (std::size_t i = 0; i < dots; ++i) text += i % 2 == 0 ? ".b" : " . 'c.d'";
    return text;
  };
  std::vector<Problem> problems;
  CHECK(parse_toml(key(32) + " = 1", "x.toml", problems).members.size() == 1);
  CHECK(problems.empty());
  static_cast<void>(
      parse_toml("# " + key(40) + "\ns = \"\"\"" + key(40) + "\"\"\"\nn = [1.5, 2.5]\n[" + key(33) + "]", "x.toml", problems));
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].code == ErrorCode::toml_syntax);
  CHECK(problems[0].row == 4);
}

TEST_CASE("a total that no report could show is told where it stops fitting, once") {
  const std::string most = "92233720368547758.07";
  CHECK(
      problems_of({{"portfolio.toml", agreement},
                   {"journal.csv", "date,kind,grant,amount\n2024-03-05,pencairan,kpu," + most +
                                       "\n"
                                       "2024-03-05,pencairan,kpu,0.00\n2024-03-05,pencairan,kpu,0.01\n2024-03-05,pencairan,kpu,0.01\n"}}) ==
      "journal.csv:4 amount total_out_of_range\n");
  CHECK(problems_of({{"portfolio.toml", agreement + "[[grant]]\nid = \"bawaslu\"\nrecipient = \"Bawaslu\"\nrole = \"supervisor\"\n"
                                                    "signed = 2024-03-04\namount = \"Rp92.233.720.368.546.758,08\"\n"}}) ==
        "portfolio.toml:17 grant[bawaslu].amount total_out_of_range\n");
}
