// libhibah: TOML fields — one table's keys, read by name, with a problem for each that does not fit.
#pragma once

#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <libhibah/calendar/date_span.hpp>
#include <libhibah/calendar/deadline.hpp>
#include <libhibah/io/detail/problems.hpp>
#include <libhibah/io/toml_reader.hpp>
#include <libhibah/money/ratio.hpp>
#include <libhibah/money/rupiah.hpp>

namespace hibah::detail {

/// A key that is not there gives nothing; one that does not fit gives nothing and a problem.
class TomlFields {
 public:
  /// `path` is what problems call the table ("grant kpu"), empty for the root. Keys that are not in `known` are problems.
  TomlFields(const TomlValue& table, std::string path, const std::string& file, Problems& problems,
             std::initializer_list<std::string_view> known);

  [[nodiscard]] std::uint32_t line() const noexcept { return table_->line == 0 ? 1 : table_->line; }
  [[nodiscard]] std::uint32_t line_of(std::string_view key) const noexcept;
  [[nodiscard]] const TomlValue* find(std::string_view key) const noexcept { return table_->find(key); }
  /// Adds a problem for each key that is missing.
  void require(std::initializer_list<std::string_view> keys);

  [[nodiscard]] std::optional<std::string> text(std::string_view key);
  /// A text that must say something; empty where it is missing or does not.
  [[nodiscard]] std::string filled_text(std::string_view key);
  [[nodiscard]] std::optional<std::int64_t> integer(std::string_view key, std::int64_t least, std::int64_t most);
  [[nodiscard]] std::optional<bool> boolean(std::string_view key);
  [[nodiscard]] std::optional<Rupiah> amount(std::string_view key);
  [[nodiscard]] std::optional<Ratio> share(std::string_view key);
  [[nodiscard]] std::optional<Date> date(std::string_view key);
  [[nodiscard]] std::optional<DateSpan> date_span(std::string_view key);
  [[nodiscard]] std::optional<Deadline> deadline(std::string_view key);
  /// The items of an array of texts.
  [[nodiscard]] std::vector<std::string> texts(std::string_view key);
  /// The tables of `[[key]]`.
  [[nodiscard]] std::vector<const TomlValue*> tables(std::string_view key);
  /// The items of an array, whatever they are.
  [[nodiscard]] std::vector<const TomlValue*> items(std::string_view key);

  void problem(ErrorCode code, std::string_view key, std::string_view found, std::string hint = {});
  [[nodiscard]] std::string named(std::string_view key) const;

 private:
  const TomlValue* typed(std::string_view key, std::initializer_list<TomlType> types);

  const TomlValue* table_;
  std::string path_;
  const std::string* file_;
  Problems* problems_;
};

}  // namespace hibah::detail
