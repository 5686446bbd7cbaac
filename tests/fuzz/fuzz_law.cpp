// Any text as a timetable, a regulation or a calendar: it is read or its problems are told.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <libhibah/io/law_reader.hpp>

using namespace hibah;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto expect_problems = [&](const auto& read) {
    try {
      static_cast<void>(read(text, "fuzz.toml"));
    } catch (const InputError&) {
    }
  };
  expect_problems(read_timetable);
  expect_problems(read_regulation);
  expect_problems(read_calendar);
  return 0;
}
