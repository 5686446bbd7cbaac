// Any text as a day, a span of days or a deadline: it is read or refused, and what was read is written and read again as the same.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include <libhibah/calendar/deadline.hpp>

using namespace hibah;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  Date day;
  ErrorCode code{};
  const bool read = try_parse_date(text, day, code);
  try {
    if (parse_date(text) != day || !read || parse_date(to_iso(day)) != day) std::abort();
  } catch (const ParseError& error) {
    if (read || error.code() != code) std::abort();
  }
  try {
    const DateSpan span = parse_date_span(text);
    if (parse_date_span(to_iso(span)) != span) std::abort();
  } catch (const ParseError&) {
  }
  try {
    static_cast<void>(parse_deadline(text));
  } catch (const ParseError&) {
  }
  return 0;
}
