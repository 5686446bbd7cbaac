#include <libhibah/io/toml_reader.hpp>

#include <algorithm>
#include <sstream>
#include <utility>

#include <libhibah/base/text.hpp>

// An assertion that aborts would take a Python process with it: faults come back as errors instead.
#define TOML_HEADER_ONLY 1
#define TOML_EXCEPTIONS 0
#define TOML_ASSERT(condition) static_cast<void>(0)
#define TOML_UNDEF_MACROS 1
#define TOML_MAX_NESTED_VALUES 64
#include <toml++/toml.h>

namespace hibah {

namespace {

std::string written(const toml::node& node) {
  std::ostringstream out;
  node.visit([&](const auto& value) {
    if constexpr (toml::is_value<decltype(value)>) out << value;
  });
  return out.str();
}

TomlValue converted(const toml::node& node) {
  TomlValue value;
  value.line = node.source().begin.line;
  if (const toml::table* table = node.as_table()) {
    value.type = TomlType::table;
    for (const auto& [key, member] : *table) {
      TomlValue child = converted(member);
      if (key.source().begin.line != 0) child.line = key.source().begin.line;
      value.members.push_back({std::string(key.str()), std::move(child)});
    }
    std::stable_sort(value.members.begin(), value.members.end(), [](const auto& a, const auto& b) { return a.value.line < b.value.line; });
  } else if (const toml::array* array = node.as_array()) {
    value.type = TomlType::array;
    for (const toml::node& item : *array) value.items.push_back(converted(item));
  } else if (const auto* text = node.as_string()) {
    value.type = TomlType::text;
    value.text = text->get();
  } else if (const auto* integer = node.as_integer()) {
    value.type = TomlType::integer;
    value.integer = integer->get();
    value.text = std::to_string(value.integer);
  } else if (const auto* boolean = node.as_boolean()) {
    value.type = TomlType::boolean;
    value.boolean = boolean->get();
    value.text = value.boolean ? "true" : "false";
  } else if (node.is_floating_point()) {
    value.type = TomlType::floating;
    value.text = written(node);
  } else if (node.is_date()) {
    value.type = TomlType::date;
    value.text = written(node);
  } else {
    value.type = TomlType::time;
    value.text = written(node);
  }
  return value;
}

}  // namespace

// Out of line, where TomlMember is complete.
TomlValue::TomlValue() = default;
TomlValue::TomlValue(const TomlValue&) = default;
TomlValue::TomlValue(TomlValue&&) noexcept = default;
TomlValue& TomlValue::operator=(const TomlValue&) = default;
TomlValue& TomlValue::operator=(TomlValue&&) noexcept = default;
TomlValue::~TomlValue() = default;

const TomlValue* TomlValue::find(std::string_view key) const noexcept {
  const auto place = std::find_if(members.begin(), members.end(), [&](const auto& member) { return member.key == key; });
  return place == members.end() ? nullptr : &place->value;
}

TomlValue parse_toml(std::string_view text, const std::string& file, std::vector<Problem>& problems) {
  const toml::parse_result result = toml::parse(text);
  if (result) return converted(result.table());
  Problem problem;
  problem.code = ErrorCode::toml_syntax;
  problem.file = file;
  const std::uint32_t line = std::max<std::uint32_t>(1, result.error().source().begin.line);
  problem.row = line;
  std::size_t begin = 0;
  for (std::uint32_t at = 1; at < line; ++at) {
    const std::size_t end = text.find('\n', begin);
    if (end == std::string_view::npos) break;
    begin = end + 1;
  }
  problem.text = shortened(trimmed(text.substr(begin, text.find('\n', begin) - begin)));
  problem.hint = std::string(result.error().description());
  problems.push_back(std::move(problem));
  return {};
}

std::string shown(const TomlValue& value) {
  switch (value.type) {
    case TomlType::table:
      return "{...}";
    case TomlType::array:
      return value.items.empty() ? "[]" : "[...]";
    default:
      return value.text;
  }
}

}  // namespace hibah
