#include <doctest/doctest.h>

#include <fstream>
#include <sstream>
#include <string>

#include <libhibah/base/version.hpp>

namespace {

std::string text_of(const std::string& path) {
  std::ifstream file(HIBAH_SOURCE_DIR "/" + path, std::ios::binary);
  REQUIRE_MESSAGE(file, path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace

TEST_CASE("the version is the one of the project() line, and the header's example shows it") {
  const std::string version(hibah::version());
  CHECK(text_of("CMakeLists.txt").find("project(libhibah VERSION " + version + " ") != std::string::npos);
  CHECK(text_of("libhibah/base/version.hpp").find("hibah::version()    // \"" + version + "\"") != std::string::npos);
}
