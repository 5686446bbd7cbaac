#include <libhibah/io/detail/toml_fields.hpp>

#include <algorithm>

#include <libhibah/money/notation.hpp>

namespace hibah::detail {

TomlFields::TomlFields(const TomlValue& table, std::string path, const std::string& file, Problems& problems,
                       std::initializer_list<std::string_view> known)
    : table_(&table), path_(std::move(path)), file_(&file), problems_(&problems) {
  for (const auto& [key, value] : table.members) {
    if (std::find(known.begin(), known.end(), key) != known.end()) continue;
    problems.add(ErrorCode::key_unknown, file, value.line == 0 ? line() : value.line, named(key), key,
                 problems.is_full() ? "" : std::string(nearest(key, known)));
  }
}

std::uint32_t TomlFields::line_of(std::string_view key) const noexcept {
  const TomlValue* value = table_->find(key);
  return value && value->line != 0 ? value->line : line();
}

std::string TomlFields::named(std::string_view key) const {
  return path_.empty() ? std::string(key) : path_ + "." + std::string(key);
}

void TomlFields::problem(ErrorCode code, std::string_view key, std::string_view found, std::string hint) {
  problems_->add(code, *file_, line_of(key), named(key), found, std::move(hint));
}

void TomlFields::require(std::initializer_list<std::string_view> keys) {
  for (const std::string_view key : keys) {
    if (!table_->find(key)) problem(ErrorCode::key_missing, key, "", std::string(key));
  }
}

const TomlValue* TomlFields::typed(std::string_view key, std::initializer_list<TomlType> types) {
  const TomlValue* value = table_->find(key);
  if (!value) return nullptr;
  if (std::find(types.begin(), types.end(), value->type) != types.end()) return value;
  std::string hint;
  for (const TomlType type : types) hint += (hint.empty() ? "" : ", ") + std::string(name_of(type));
  problem(ErrorCode::value_type, key, shown(*value), std::move(hint));
  return nullptr;
}

std::optional<std::string> TomlFields::text(std::string_view key) {
  const TomlValue* value = typed(key, {TomlType::text});
  return value ? std::optional(value->text) : std::nullopt;
}

std::string TomlFields::filled_text(std::string_view key) {
  const auto found = text(key);
  if (found && trimmed(*found).empty()) problem(ErrorCode::cell_empty, key, *found);
  return found.value_or("");
}

std::optional<std::int64_t> TomlFields::integer(std::string_view key, std::int64_t least, std::int64_t most) {
  const TomlValue* value = typed(key, {TomlType::integer});
  if (!value) return std::nullopt;
  if (value->integer >= least && value->integer <= most) return value->integer;
  problem(ErrorCode::value_not_allowed, key, value->text, std::to_string(least) + " .. " + std::to_string(most));
  return std::nullopt;
}

std::optional<bool> TomlFields::boolean(std::string_view key) {
  const TomlValue* value = typed(key, {TomlType::boolean});
  return value ? std::optional(value->boolean) : std::nullopt;
}

std::optional<Rupiah> TomlFields::amount(std::string_view key) {
  const TomlValue* value = table_->find(key);
  if (value && value->type == TomlType::floating) {
    problem(ErrorCode::amount_is_float, key, value->text);
    return std::nullopt;
  }
  value = typed(key, {TomlType::integer, TomlType::text});
  if (!value) return std::nullopt;
  try {
    const Rupiah amount = value->type == TomlType::integer ? Rupiah::from_rupiah(value->integer) : parse_rupiah(value->text);
    if (amount.sen() >= 0) return amount;
    problem(ErrorCode::amount_negative, key, value->text);
  } catch (const ParseError& error) {
    problem(error.code(), key, value->text, error.problems().front().hint);
  } catch (const AmountOverflow&) {
    problem(ErrorCode::amount_out_of_range, key, value->text);
  }
  return std::nullopt;
}

std::optional<Ratio> TomlFields::share(std::string_view key) {
  const TomlValue* value = typed(key, {TomlType::text});
  if (!value) return std::nullopt;
  try {
    return parse_share(value->text);
  } catch (const ParseError& error) {
    problem(error.code(), key, value->text, error.problems().front().hint);
    return std::nullopt;
  }
}

std::optional<DateSpan> TomlFields::date_span(std::string_view key) {
  const TomlValue* value = typed(key, {TomlType::date, TomlType::text});
  if (!value) return std::nullopt;
  DateSpan span;
  ErrorCode code{};
  if (try_parse_date_span(value->text, span, code)) return span;
  problem(code, key, value->text);
  return std::nullopt;
}

std::optional<Date> TomlFields::date(std::string_view key) {
  const auto span = date_span(key);
  if (!span) return std::nullopt;
  if (span->is_day()) return span->first;
  problem(ErrorCode::date_not_understood, key, table_->find(key)->text);
  return std::nullopt;
}

std::optional<Deadline> TomlFields::deadline(std::string_view key) {
  const TomlValue* value = typed(key, {TomlType::text, TomlType::date});
  if (!value) return std::nullopt;
  try {
    return parse_deadline(value->text);
  } catch (const ParseError& error) {
    problem(error.code(), key, value->text, error.problems().front().hint);
    return std::nullopt;
  }
}

std::vector<const TomlValue*> TomlFields::items(std::string_view key) {
  std::vector<const TomlValue*> found;
  if (const TomlValue* value = typed(key, {TomlType::array})) {
    for (const TomlValue& item : value->items) found.push_back(&item);
  }
  return found;
}

std::vector<const TomlValue*> TomlFields::tables(std::string_view key) {
  std::vector<const TomlValue*> found;
  for (const TomlValue* item : items(key)) {
    if (item->type == TomlType::table) {
      found.push_back(item);
    } else {
      problem(ErrorCode::value_type, key, shown(*item), "[[" + std::string(key) + "]]");
    }
  }
  return found;
}

std::vector<std::string> TomlFields::texts(std::string_view key) {
  std::vector<std::string> found;
  for (const TomlValue* item : items(key)) {
    if (item->type == TomlType::text) {
      found.push_back(item->text);
    } else {
      problem(ErrorCode::value_type, key, shown(*item), std::string(name_of(TomlType::text)));
    }
  }
  return found;
}

}  // namespace hibah::detail
