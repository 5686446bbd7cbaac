// libhibah: Table — the one shape of every report: typed columns with units.
#pragma once

// Every report is a table, and every renderer (text, CSV, JSON, HTML, Arrow) shows the same one: two code paths for one number do not
// exist. A table holds values, not wording: amounts are Rupiah, days are dates, what is unknown is null, which is neither zero nor the
// empty text. All columns have the same number of cells. `notes` say in words what a reader must know beside the figures, such as which
// grants were left out because nothing is known of them.
//
// Example:
//   Column realised{"realised", {"Realisasi", "Realised"}, ColumnType::amount, "IDR", {Rupiah::from_sen(50), Rupiah::from_sen(25)}};
//   control_total(realised);             // Rp0,75
//   realised.cells.push_back(Cell{});    // one figure is unknown,
//   control_total(realised);             // and so is the total: null

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <libhibah/base/text.hpp>
#include <libhibah/calendar/date.hpp>
#include <libhibah/money/rupiah.hpp>

namespace hibah {

enum class ColumnType : std::uint8_t {
  text,    ///< a word of few (dictionary-encoded where it leaves as Arrow)
  amount,  ///< rupiah; Arrow decimal128(18,2)
  date,    ///< Arrow date32
  number,  ///< whole number; Arrow int64
};
[[nodiscard]] std::string_view name_of(ColumnType type) noexcept;  ///< text, amount, date, number

using Cell = std::variant<std::monostate, std::string, Rupiah, Date, std::int64_t>;  // monostate = null

struct Column {
  std::string name;  ///< snake_case, the same in JSON, CSV, Arrow
  Text title;        ///< for people
  ColumnType type{};
  std::string unit;  ///< "IDR", "day" or empty
  std::vector<Cell> cells;
};

/// The sum of an amount column; null where one of its cells is null. Errors: AmountOverflow; UsageError invalid_argument for another type.
[[nodiscard]] Cell control_total(const Column& column);

struct Table {
  std::string name;  ///< schedule, realisation, position
  Text title;
  Date as_of;
  std::vector<Column> columns;
  std::vector<Cell> totals;    ///< control totals, one a column; monostate where none. Empty for a table that has none at all
  std::vector<Message> notes;  ///< what the figures leave out, for people

  [[nodiscard]] std::size_t rows() const noexcept { return columns.empty() ? 0 : columns.front().cells.size(); }
  [[nodiscard]] const Column* column(std::string_view column_name) const noexcept;
};

}  // namespace hibah
