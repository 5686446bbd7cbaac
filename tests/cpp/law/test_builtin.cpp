#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <libhibah/law/builtin.hpp>

using namespace hibah;

// Embedding cuts the text into literals and may lose nothing: every byte of every file is compared.
TEST_CASE("every data file is compiled in, byte for byte, and nothing else is") {
  std::set<std::string> names;
  std::vector<std::filesystem::path> paths;
  for (const char* folder : {HIBAH_SOURCE_DIR "/libhibah/law/data", HIBAH_SOURCE_DIR "/libhibah/io/data"}) {
    for (const auto& entry : std::filesystem::directory_iterator(folder)) paths.push_back(entry.path());
  }
  for (const std::filesystem::path& path : paths) {
    const std::string name = path.stem().string();
    CAPTURE(name);
    names.insert(name);
    const auto hyphen = name.find('-');
    const BuiltinFile* file = find_builtin(name.substr(0, hyphen), name.substr(hyphen + 1));
    REQUIRE(file != nullptr);
    std::ostringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    CHECK(file->text == text.str());
  }
  CHECK(names.size() == builtin_files().size());
  CHECK(names.count("timetable-pilkada-2024") == 1);
}

TEST_CASE("an id that is not built in is a null pointer") {
  CHECK(find_builtin("timetable", "pilkada-2024") != nullptr);
  CHECK(find_builtin("timetable", "pilkada-1955") == nullptr);
  CHECK(find_builtin("regulation", "pilkada-2024") == nullptr);
  CHECK(find_builtin("", "") == nullptr);
}
