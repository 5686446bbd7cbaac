#include <libhibah/io/arrow.hpp>

#include <memory>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include <libhibah/base/error.hpp>
#include <libhibah/io/detail/arrow_parts.hpp>
#include <libhibah/money/notation.hpp>

namespace hibah {

namespace {

using detail::ArrowBuffer;
using detail::ArrowWords;

struct ColumnData {
  std::string name;
  ColumnType type{};
  ArrowBuffer validity;
  ArrowBuffer values;
  std::int64_t nulls = 0;
  ArrowWords words;  // of a text column
};

/// A whole table in Arrow's layout. Everything that is exported shares it.
struct Batch {
  std::int64_t rows = 0;
  std::vector<ColumnData> columns;
};

const char* format_of(ColumnType type) noexcept {
  switch (type) {
    case ColumnType::text:
      return "i";  // int32, into a dictionary
    case ColumnType::amount:
      return "d:18,2";
    case ColumnType::date:
      return "tdD";
    case ColumnType::number:
      return "l";
  }
  return "n";
}

std::size_t width_of(ColumnType type) noexcept {
  switch (type) {
    case ColumnType::text:
    case ColumnType::date:
      return 4;
    case ColumnType::amount:
      return 16;
    case ColumnType::number:
      return 8;
  }
  return 0;
}

void put_amount(ArrowBuffer& values, std::size_t row, Rupiah amount) {
  constexpr std::int64_t most = 999'999'999'999'999'999;  // 18 digits
  if (amount.sen() > most || amount.sen() < -most)
    throw AmountOverflow(to_text(amount) + " has more than 18 digits, which decimal128(18, 2) has not");
  values.put(2 * row, amount.sen());
  values.put(2 * row + 1, std::int64_t{amount.sen() < 0 ? -1 : 0});
}

ColumnData column_of(const Column& column) {
  const std::size_t rows = column.cells.size();
  ColumnData out{column.name, column.type, ArrowBuffer(rows / 8 + 1), ArrowBuffer(rows * width_of(column.type)), 0, {}};
  std::unordered_map<std::string_view, std::int32_t> numbers;
  std::vector<std::string_view> list;
  for (std::size_t row = 0; row < rows; ++row) {
    const Cell& cell = column.cells[row];
    if (std::holds_alternative<std::monostate>(cell)) {
      ++out.nulls;
      continue;
    }
    out.validity.set_bit(row);
    switch (column.type) {
      case ColumnType::text: {
        const std::string& word = std::get<std::string>(cell);
        const auto [place, is_new] = numbers.emplace(word, static_cast<std::int32_t>(list.size()));
        if (is_new) list.push_back(word);
        out.values.put(row, place->second);
        break;
      }
      case ColumnType::amount:
        put_amount(out.values, row, std::get<Rupiah>(cell));
        break;
      case ColumnType::date:
        out.values.put(row, std::get<Date>(cell).days_since_1970());
        break;
      case ColumnType::number:
        out.values.put(row, std::get<std::int64_t>(cell));
        break;
    }
  }
  if (column.type == ColumnType::text) out.words = detail::arrow_words(list);
  return out;
}

std::shared_ptr<const Batch> batch_of(const Table& table) {
  auto batch = std::make_shared<Batch>();
  batch->rows = static_cast<std::int64_t>(table.rows());
  for (const Column& column : table.columns) batch->columns.push_back(column_of(column));
  return batch;
}

template <class Columns>
void table_schema(const Columns& columns, ArrowSchema& out) {
  detail::give_struct(out, columns.size(), [&](std::size_t i, ArrowSchema& column) {
    detail::give_column(column, columns[i].name, format_of(columns[i].type), columns[i].type == ColumnType::text);
  });
}

struct TableStream {
  std::shared_ptr<const Batch> batch;
  bool is_done = false;

  void schema(ArrowSchema& out) const { table_schema(batch->columns, out); }
  void next(ArrowArray& out) {
    if (is_done) return;
    detail::give_struct(out, batch, batch->rows, batch->columns.size(), [&](std::size_t i, ArrowArray& array) {
      const ColumnData& column = batch->columns[i];
      detail::give_column(array, batch, batch->rows, column.nulls, column.validity.data(), column.values.data(),
                          column.type == ColumnType::text ? &column.words : nullptr);
    });
    is_done = true;
  }
};

/// A batch that somebody made, with its schema; both are given on, and can be asked for once.
struct OneBatch {
  ArrowSchema kept_schema{};
  ArrowArray kept_array{};

  OneBatch(ArrowSchema& schema, ArrowArray& array)
      : kept_schema(std::exchange(schema, ArrowSchema{})), kept_array(std::exchange(array, ArrowArray{})) {}
  OneBatch(const OneBatch&) = delete;
  OneBatch& operator=(const OneBatch&) = delete;
  ~OneBatch() {
    if (kept_schema.release) kept_schema.release(&kept_schema);
    if (kept_array.release) kept_array.release(&kept_array);
  }
  void schema(ArrowSchema& out) { out = std::exchange(kept_schema, ArrowSchema{}); }
  void next(ArrowArray& out) { out = std::exchange(kept_array, ArrowArray{}); }
};

}  // namespace

void export_table(const Table& table, ArrowArrayStream& out) {
  detail::give_stream(out, std::make_unique<TableStream>(TableStream{batch_of(table)}));
}

void export_schema(const Table& table, ArrowSchema& out) {
  table_schema(table.columns, out);
}

void stream_of(ArrowSchema& schema, ArrowArray& array, ArrowArrayStream& out) {
  detail::give_stream(out, std::make_unique<OneBatch>(schema, array));
}

}  // namespace hibah
