#include <libhibah/reports/table.hpp>

#include <algorithm>

namespace hibah {

std::string_view name_of(ColumnType type) noexcept {
  switch (type) {
    case ColumnType::text:
      return "text";
    case ColumnType::amount:
      return "amount";
    case ColumnType::date:
      return "date";
    case ColumnType::number:
      return "number";
  }
  return {};
}

Cell control_total(const Column& column) {
  if (column.type != ColumnType::amount) {
    throw UsageError(ErrorCode::invalid_argument, "a control total needs a column of amounts, and " + column.name + " is none");
  }
  RupiahSum total;
  for (const Cell& cell : column.cells) {
    const auto* amount = std::get_if<Rupiah>(&cell);
    if (!amount) return {};
    total.add(*amount);
  }
  return total.total();
}

const Column* Table::column(std::string_view column_name) const noexcept {
  const auto found = std::find_if(columns.begin(), columns.end(), [&](const Column& column) { return column.name == column_name; });
  return found == columns.end() ? nullptr : &*found;
}

}  // namespace hibah
