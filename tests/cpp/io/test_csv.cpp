// The ways through a CSV file give the same: every width of registers, the plain loop, one thread or several, whatever is wrong with it.
#include <doctest/doctest.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <libhibah/base/limits.hpp>
#include <libhibah/io/csv_file.hpp>

using namespace hibah;

namespace {

constexpr ScanWidth widths[] = {ScanWidth::plain, ScanWidth::bits128, ScanWidth::bits256, ScanWidth::bits512};

/// SplitMix64: the same numbers on every machine.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t below(std::uint64_t bound) {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return (z ^ (z >> 31)) % bound;
  }

 private:
  std::uint64_t state_;
};

/// A file in a folder that goes when the test ends.
class File {
 public:
  explicit File(const std::string& text) {
    static int number = 0;
    path_ =
        std::filesystem::temp_directory_path() / ("libhibah-csv-" + std::to_string(++number) + "-" + std::to_string(text.size()) + ".csv");
    std::ofstream(path_, std::ios::binary) << text;
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() { std::filesystem::remove(path_); }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

constexpr ColumnSpec columns[] = {{"a", "satu", true}, {"b", "dua", true}, {"c", "tiga"}};

/// Writes down every row with its place.
struct Writer {
  std::vector<std::string> begin(unsigned, const CsvFile::Unit&) { return {}; }
  void give_up(const std::vector<std::string>&) {}
  void take(unsigned, CsvRows& rows, std::vector<std::string>& out) {
    while (rows.next()) {
      std::string line = std::to_string(rows.line()) + "@" + std::to_string(rows.offset());
      for (std::size_t column = 0; column < std::size(columns); ++column) line += "|" + std::string(rows.cell(column));
      out.push_back(std::move(line));
    }
  }
};

/// All that reading a file tells: rows, problems, hash.
std::string told(const std::filesystem::path& path, const CsvOptions& options) {
  detail::Problems problems;
  CsvFile file(open_input(path, "x.csv", std::uint64_t{1} << 40), "x.csv", columns, problems);
  std::string text;
  if (file.is_readable()) {
    Writer writer;
    for (const auto& piece : file.read<std::vector<std::string>>(options, writer)) {
      for (const std::string& line : piece) text += line + "\n";
    }
    InputFile input;
    file.describe(input);
    text += input.sha256 + " " + std::to_string(input.rows) + "\n";
  }
  try {
    problems.throw_if_any();
  } catch (const InputError& error) {
    for (const Problem& problem : error.problems()) text += problem.line(Language::en) + "\n";
    text += std::to_string(error.total());
  }
  return text;
}

std::string told_plainly(const std::filesystem::path& path) {
  CsvOptions options;
  options.plain = true;
  return told(path, options);
}

void check_all_ways(const std::string& text) {
  const File file(text);
  const std::string plain = told_plainly(file.path());
  for (const ScanWidth width : widths) {
    for (const unsigned threads : {1u, 2u, 3u, 8u}) {
      CsvOptions options;
      options.threads = threads;
      options.width = width;
      INFO("width " << static_cast<int>(width) << ", threads " << threads);
      CHECK(told(file.path(), options) == plain);
    }
  }
}

/// Rows of random shape: quotes, line ends in quotes, blank lines, CR LF, and now and then something broken.
std::string random_text(Random& random, std::size_t rows, bool is_broken) {
  std::string text = "a,b,c\n";
  for (std::size_t i = 0; i < rows; ++i) {
    for (int column = 0; column < 3; ++column) {
      if (column != 0) text += ',';
      switch (random.below(8)) {
        case 0:
          break;
        case 1:
          text += "\"x, y\"";
          break;
        case 2:
          text += "\"two\nlines\"";
          break;
        case 3:
          text += "\"he said \"\"no\"\"\"";
          break;
        case 4:
          text += " \u00A0padded ";
          break;
        default:
          text += std::string(1 + random.below(40), static_cast<char>('a' + random.below(26)));
      }
      if (is_broken && random.below(200) == 0) text += "\"\r,\0x\xFF"[random.below(6)];
    }
    text += random.below(3) == 0 ? "\r\n" : "\n";
    if (random.below(20) == 0) text += random.below(2) == 0 ? "\n" : "  \r\n";
  }
  if (random.below(2) == 0) text.pop_back();
  return text;
}

}  // namespace

TEST_CASE("every width marks the same places") {
  Random random(1);
  for (int round = 0; round < 400; ++round) {
    std::string text;
    for (std::size_t i = random.below(300); i > 0; --i) text += ",;\n\"\r\0ab\xC3 "[random.below(10)];
    CsvMarks plain;
    scan_csv(text, ',', plain, ScanWidth::plain);
    CHECK(plain.at[plain.count] == text.size());
    for (const ScanWidth width : widths) {
      CsvMarks marks;
      scan_csv(text, ',', marks, width);
      REQUIRE(marks.count == plain.count);
      CHECK(std::equal(marks.at.begin(), marks.at.begin() + static_cast<std::ptrdiff_t>(marks.count), plain.at.begin()));
      CHECK(marks.has_quote == plain.has_quote);
      CHECK(marks.has_return == plain.has_return);
      CHECK(marks.has_nul == plain.has_nul);
      CHECK(marks.is_ascii == plain.is_ascii);
    }
  }
}

TEST_CASE("rows end outside of quotes") {
  CHECK(size_of_whole_rows("a\nb") == 2);
  CHECK(size_of_whole_rows("a\n\"b\n") == 2);
  CHECK(size_of_whole_rows("a\n\"b\n\"\n") == 7);
  CHECK(size_of_whole_rows("\"a\n") == 0);
  CHECK(size_of_whole_rows("ab") == 0);
  CHECK(count_of('\n', std::string(1000, '\n')) == 1000);
}

TEST_CASE("small files read the same in every way") {
  for (const char* text : {"a,b,c\n1,2,3\n", "a;b;c\n1;2;3", "a\tb\n1\t2\n\n3\t4\n", "a,b\r\n\"1\",\"2\"\r\n", "a,b\n1\n1,2,3\n,\n",
                           "a,b\n\"1,2\n3,4\n", "a,b\n1\",2\n3,4\n", "a,b\n\"1\"x,2\n3,4\n", "a,b\n1,2\r3\n",
                           "\xEF\xBB\xBF"
                           "a,b\n1,2\n",
                           "a,b\n", "a,b\n\n\n", "a,b\n1,\"2"}) {
    check_all_ways(text);
  }
}

TEST_CASE("a carriage return of its own is told at the begin of a piece, too") {
  CsvLayout layout;
  layout.file = "x.csv";
  layout.header = layout.known_as = layout.titles = {"a", "b"};
  layout.place = {0, 1};
  const std::string text = "\r\r,2\n3,4\n";
  CsvPiece piece;
  piece.text = text;
  piece.limit = text.size();
  for (const bool by_marks : {true, false}) {
    CsvRows rows(layout, ScanWidth::best);
    detail::Problems problems;
    rows.open(piece, problems, by_marks);
    CHECK(rows.next());
    CHECK(rows.cell(0) == "3");
    CHECK(problems.total() == 1);
  }
}

TEST_CASE("random files read the same in every way") {
  Random random(2);
  for (int round = 0; round < 60; ++round) check_all_ways(random_text(random, 1 + random.below(60), round % 2 == 1));
}

TEST_CASE("files of several pieces read the same in every way") {
  Random random(3);
  const File good(random_text(random, 140'000, false));
  const File bad(random_text(random, 140'000, true));
  for (const File* file : {&good, &bad}) {
    REQUIRE(std::filesystem::file_size(file->path()) > (std::uint64_t{5} << 20));
    const std::string plain = told_plainly(file->path());
    for (const unsigned threads : {1u, 2u, 3u, 8u}) {
      CsvOptions options;
      options.threads = threads;
      CHECK((told(file->path(), options) == plain));
    }
  }
}

TEST_CASE("a row as long as the limit, and one that is longer, at the border of a piece") {
  for (const std::size_t size :
       {limits::max_line_bytes - 1, limits::max_line_bytes, limits::max_line_bytes + 1, 3 * limits::max_line_bytes}) {
    std::string text = "a,b\n";
    for (int i = 0; i < 200'000; ++i) text += "1,2\n";
    text += std::string(size - 2, 'x') + ",y\n";
    text += "\"" + std::string(size - 5, 'q') + "\",y\n";
    for (int i = 0; i < 500'000; ++i) text += "3,4\n";
    const File file(text);
    const std::string plain = told_plainly(file.path());
    CsvOptions options;
    options.threads = 2;
    CHECK((told(file.path(), options) == plain));
  }
}

namespace {

using Row = std::vector<std::string>;

/// The rows after the header of a text, by marks or by the reader.
std::vector<Row> rows_of(const std::string& text, const Row& header, bool by_marks) {
  CsvLayout layout;
  layout.file = "x.csv";
  layout.header = header;
  layout.known_as = header;
  layout.titles = header;
  for (std::size_t i = 0; i < header.size(); ++i) layout.place.push_back(static_cast<int>(i));
  detail::Problems problems;
  CsvRows rows(layout, ScanWidth::best);
  CsvPiece piece;
  piece.text = text;
  piece.limit = text.size();
  rows.open(piece, problems, by_marks);
  std::vector<Row> all;
  while (rows.next()) {
    Row& row = all.emplace_back();
    for (std::size_t i = 0; i < header.size(); ++i) row.emplace_back(rows.cell(i));
  }
  CHECK(problems.empty());
  return all;
}

}  // namespace

TEST_CASE("what the public collections of difficult CSV ask for") {
  // The shapes of csv-spectrum, with texts of our own.
  struct Shape {
    const char* name;
    Row header;
    std::string text;
    std::vector<Row> rows;
  };
  const std::vector<Shape> shapes{
      {"comma in quotes",
       {"nama", "alamat"},
       "nama,alamat\nBudi,\"Jl. Merdeka 1, Tenggarong\"\n",
       {{"nama", "alamat"}, {"Budi", "Jl. Merdeka 1, Tenggarong"}}},
      {"empty", {"a", "b", "c"}, "a,b,c\n7,\"\",\"\"\n8,9,10\n", {{"a", "b", "c"}, {"7", "", ""}, {"8", "9", "10"}}},
      {"empty, CR LF", {"a", "b", "c"}, "a,b,c\r\n7,\"\",\"\"\r\n8,9,10\r\n", {{"a", "b", "c"}, {"7", "", ""}, {"8", "9", "10"}}},
      {"escaped quotes", {"a", "b"}, "a,b\n1,\"kata \"\"ya\"\" itu\"\n3,4\n", {{"a", "b"}, {"1", "kata \"ya\" itu"}, {"3", "4"}}},
      {"JSON in a cell",
       {"k", "v"},
       "k,v\n1,\"{\"\"jenis\"\": \"\"titik\"\", \"\"xy\"\": [1, 2]}\"\n",
       {{"k", "v"}, {"1", "{\"jenis\": \"titik\", \"xy\": [1, 2]}"}}},
      {"line ends in quotes",
       {"a", "b", "c"},
       "a,b,c\n1,2,3\n\"dua\nbaris\",5,6\n",
       {{"a", "b", "c"}, {"1", "2", "3"}, {"dua\nbaris", "5", "6"}}},
      {"line ends in quotes, CR LF", {"a", "b"}, "a,b\r\n\"dua\r\nbaris\",5\r\n", {{"a", "b"}, {"dua\r\nbaris", "5"}}},
      {"quotes and line ends", {"a", "b"}, "a,b\n1,\"kata \n\"\"ya\"\" itu\"\n3,4", {{"a", "b"}, {"1", "kata \n\"ya\" itu"}, {"3", "4"}}},
      {"simple, no last line end", {"a", "b", "c"}, "a,b,c\n1,2,3", {{"a", "b", "c"}, {"1", "2", "3"}}},
      {"UTF-8", {"a", "b"}, "a,b\n1,ʤ é\n\"Ωμέγα\",ꦲ\n", {{"a", "b"}, {"1", "ʤ é"}, {"Ωμέγα", "ꦲ"}}},
  };
  for (const Shape& shape : shapes) {
    for (const bool by_marks : {true, false}) {
      INFO(shape.name << (by_marks ? ", by marks" : ", by the reader"));
      CHECK(rows_of(shape.text, shape.header, by_marks) == shape.rows);
    }
  }
}
