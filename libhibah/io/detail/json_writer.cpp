#include <libhibah/io/detail/json_writer.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

#include <libhibah/base/text.hpp>

namespace hibah::detail {

namespace {

std::string dumped(const Json& value) {
  return value.dump(2, ' ', false, Json::error_handler_t::replace);
}

/// Of eight bytes the high bit of each that cannot stand in a JSON string as it is, or is not ASCII. A false alarm costs time only.
constexpr std::uint64_t alarms(std::uint64_t bytes) noexcept {
  constexpr std::uint64_t ones = 0x0101010101010101u;
  const std::uint64_t quotes = bytes ^ (ones * '"');
  const std::uint64_t backslashes = bytes ^ (ones * '\\');
  return ((bytes - ones * 0x20) | (quotes - ones) | (backslashes - ones) | bytes) & (ones * 0x80);
}

/// True for what stands in a JSON string as it is.
bool is_plain(std::string_view text) noexcept {
  std::uint64_t found = 0;
  std::uint64_t bytes = 0;
  std::size_t at = 0;
  for (; at + sizeof bytes <= text.size(); at += sizeof bytes) {
    std::memcpy(&bytes, text.data() + at, sizeof bytes);
    found |= alarms(bytes);
  }
  bytes = 0x2020202020202020u;  // blanks behind the end
  text.copy(reinterpret_cast<char*>(&bytes), sizeof bytes, at);
  if ((found | alarms(bytes)) == 0) return true;
  return is_utf8(text) && std::none_of(text.begin(), text.end(),
                                       [](char byte) { return static_cast<unsigned char>(byte) < 0x20 || byte == '"' || byte == '\\'; });
}

void append_in_quotes(std::string& out, std::string_view text, std::string_view behind) {
  const std::size_t at = out.size();
  out.resize(at + 1 + text.size() + behind.size());
  char* place = out.data() + at;
  *place = '"';
  text.copy(place + 1, text.size());
  behind.copy(place + 1 + text.size(), behind.size());
}

void append_string(std::string& out, std::string_view text) {
  if (is_plain(text)) {
    append_in_quotes(out, text, "\"");
  } else {
    out += dumped(Json(text));
  }
}

}  // namespace

void JsonWriter::key(std::string_view name) {
  next();
  append_in_quotes(text_, name, "\": ");
}

void JsonWriter::outer_key(std::string_view name) {
  next();
  append_string(text_, name);
  text_ += ": ";
}

void JsonWriter::text(std::string_view value) {
  append_string(text_, value);
}

void JsonWriter::number(std::int64_t value) {
  std::array<char, 20> digits;
  const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), value);
  static_cast<void>(error);  // none: there is room for every one
  text_.append(digits.data(), end);
}

void JsonWriter::break_line(std::size_t commas) {
  constexpr std::string_view line = ",\n                ";
  if (2 + 2 * depth_ <= line.size()) {
    text_ += line.substr(1 - commas, 1 + commas + 2 * depth_);
  } else {
    text_.append(commas, ',').append(1, '\n').append(2 * depth_, ' ');
  }
}

/// A line end inside a string is escaped, so every line end here is one of layout.
void JsonWriter::put(const Json& value) {
  for (const char byte : dumped(value)) {
    if (byte == '\n') {
      break_line();
    } else {
      text_ += byte;
    }
  }
}

}  // namespace hibah::detail
