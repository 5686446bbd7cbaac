#include <doctest/doctest.h>

#include <cstdint>
#include <map>
#include <utility>

#include <libhibah/base/numbering.hpp>

using namespace hibah;

TEST_CASE("numbers come in the order in which things come first, and stay") {
  Numbering numbers;
  CHECK(numbers.of(7, 1) == 0);
  CHECK(numbers.of(1, 7) == 1);
  CHECK(numbers.of(7, 1) == 0);
  CHECK(numbers.of(0, 0) == 2);
  CHECK(numbers.size() == 3);
  std::map<std::pair<std::uint64_t, std::uint64_t>, std::uint32_t> known{{{7, 1}, 0}, {{1, 7}, 1}, {{0, 0}, 2}};
  std::uint64_t state = 1;
  for (int i = 0; i < 20'000; ++i) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    const std::uint64_t a = state >> 60;
    const std::uint64_t b = ~(state >> 52 & 0x3FF);
    const auto place = known.try_emplace({a, b}, static_cast<std::uint32_t>(known.size())).first;
    REQUIRE(numbers.of(a, b) == place->second);
  }
  CHECK(numbers.size() == known.size());
}
