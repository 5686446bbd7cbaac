#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include <libhibah/io/change_reader.hpp>
#include <libhibah/io/portfolio_reader.hpp>

using namespace hibah;

namespace {

namespace fs = std::filesystem;

/// A folder of its own, which goes away.
struct Folder {
  Folder() : path(fs::temp_directory_path() / ("hibah-changes-" + std::to_string(reinterpret_cast<std::uintptr_t>(this)))) {
    fs::create_directories(path);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { fs::remove_all(path); }
  std::string file(const std::string& name, const std::string& text) const {
    std::ofstream(path / name, std::ios::binary) << text;
    return (path / name).string();
  }
  fs::path path;
};

const Portfolio& kukar() {
  static const Portfolio portfolio = load(std::string(HIBAH_SOURCE_DIR) + "/examples/kukar-2024");
  return portfolio;
}

const Date as_of = Date::from_ymd(2025, 3, 19);

/// Every problem as "row column code", one a line.
std::string problems_of(const Changes& changes) {
  std::string lines;
  try {
    static_cast<void>(changed(kukar(), changes, as_of));
  } catch (const InputError& error) {
    for (const Problem& problem : error.problems()) {
      lines +=
          (problem.row ? std::to_string(*problem.row) : "-") + " " + problem.column + " " + std::string(error_name(problem.code)) + "\n";
    }
  }
  return lines;
}

}  // namespace

TEST_CASE("a file of addenda adds each to its grant, in the portfolio's own form") {
  const Folder folder;
  const std::string path = folder.file("adendum.toml", R"([[addendum]]
grant = "kpu"
number = "1"
signed = 2025-03-19
amount = "Rp109.755.000.000"
reason = "PSU"
  [[addendum.tranche]]
  share = "100%"
  due = "signed + 14 working days"

[[addendum]]
grant = "bawaslu"
number = "1"
signed = "2025-03"
)");
  const Portfolio after = changed(kukar(), {.addenda = path}, as_of);
  REQUIRE(after.grants[0].addenda.size() == 1);
  const Addendum& addendum = after.grants[0].addenda[0];
  CHECK(addendum.amount == Rupiah::from_rupiah(109'755'000'000));
  CHECK(addendum.tranches.size() == 1);
  CHECK(addendum.where.row == 1);
  CHECK(after.inputs.at(addendum.where.file).name == path);
  CHECK(after.inputs.back().text != nullptr);
  CHECK(after.grants[1].addenda[0].signed_on == DateSpan::month(2025, 3));
  CHECK(kukar().grants[0].addenda.empty());
}

TEST_CASE("every problem of a file of addenda is told, with its line") {
  const Folder folder;
  CHECK(problems_of({.addenda = folder.file("a.toml", R"([[addendum]]
grant = "kpuu"
number = ""
signed = "2025-02-30"
jumlah = "Rp1"

[[addendum]]
number = "2"
signed = 2025-03-19
amount = 1.5
  [[addendum.tranche]]
  due = "stage CAMPAIN end"
)")}) == "2 addendum[1].grant grant_unknown\n"
         "3 addendum[1].number cell_empty\n"
         "4 addendum[1].signed date_does_not_exist\n"
         "5 addendum[1].jumlah key_unknown\n"
         "7 addendum[2].grant key_missing\n"
         "10 addendum[2].amount amount_is_float\n"
         "11 addendum[2].tranche[1].amount share_and_amount\n"
         "12 addendum[2].tranche[1].due stage_unknown\n");
  CHECK(problems_of({.addenda = folder.file("b.toml", "[[adendum]]\n")}) ==
        "1 adendum key_unknown\n"
        "1 addendum key_missing\n");
  CHECK(problems_of({.addenda = folder.file("c.toml", "")}) == "-  file_empty\n");
  CHECK(problems_of({.addenda = folder.file("d.toml", "[[addendum]\n")}) == "1  toml_syntax\n");
  CHECK(problems_of({.addenda = (folder.path / "tidak-ada.toml").string()}) == "-  file_missing\n");
}

TEST_CASE("problems of several files of one question are told together") {
  const Folder folder;
  const std::string found = problems_of({.timetable = folder.file("jadwal.toml", "id = 1\n"),
                                         .regulation = (folder.path / "tidak-ada").string(),
                                         .addenda = folder.file("a.toml", "[[addendum]]\ngrant = \"kpu\"\n")});
  CHECK(found ==
        "1 name key_missing\n"
        "1 version key_missing\n"
        "1 id value_type\n"
        "-  file_missing\n"
        "1 addendum[1].number key_missing\n"
        "1 addendum[1].signed key_missing\n");
}

TEST_CASE("a timetable is built in or a file, and has to know the stages that the portfolio speaks of") {
  CHECK(changed(kukar(), {.timetable = "psu-kukar-2025"}, as_of).timetable.voting_on(as_of) == Date::from_ymd(2025, 4, 19));
  const Folder folder;
  const std::string text = "id = \"lain\"\nname = \"Lain\"\n[[version]]\ndecree = \"X\"\neffective = 2024-01-01\nvoting = 2024-12-04\n";
  const Portfolio after = changed(kukar(), {.timetable = folder.file("jadwal.toml", text)}, as_of);
  CHECK(after.timetable.id == "lain");
  CHECK(after.timetable_source.id == "lain");
  CHECK(after.inputs.back().name.ends_with("jadwal.toml"));

  const std::string own = folder.file("own.toml", text + "  [[version.stage]]\n  code = \"KHUSUS\"\n  end = 2024-05-01\n");
  Portfolio special = changed(kukar(), {.timetable = own}, as_of);
  special.grants[0].tranches[0].due = parse_deadline("stage KHUSUS end");
  try {
    static_cast<void>(changed(special, {.timetable = "pilkada-2024"}, as_of));
    FAIL("a stage that the timetable does not know was taken");
  } catch (const InputError& error) {
    REQUIRE(error.problems().size() == 1);
    CHECK(error.problems()[0].code == ErrorCode::stage_unknown);
    CHECK(error.problems()[0].file == "pilkada-2024");
    CHECK(error.problems()[0].text == "stage KHUSUS end");
  }
}

TEST_CASE("a regulation brings its reading of joint leave with it") {
  const Folder folder;
  const std::string path =
      folder.file("aturan.toml", "id = \"lain\"\nname = \"Lain\"\ncuti_bersama_is_working_day = true\nuse_until = \"voting\"\n");
  const Portfolio after = changed(kukar(), {.regulation = path}, as_of);
  CHECK(after.calendar.is_working_day(parse_date("2025-04-02")));
  CHECK_FALSE(kukar().calendar.is_working_day(parse_date("2025-04-02")));
  CHECK_FALSE(changed(after, {.regulation = "permendagri-41-2020"}, as_of).calendar.is_working_day(parse_date("2025-04-02")));
  CHECK(after.regulation.use_until->text == "voting");
}

TEST_CASE("totals that no longer fit are told, not wrapped") {
  const Folder folder;
  CHECK(problems_of({.addenda = folder.file("a.toml", R"([[addendum]]
grant = "kpu"
number = "1"
signed = 2025-03-19
amount = 92233720368547758
)")}) == "5 addendum[1].amount total_out_of_range\n");
}
