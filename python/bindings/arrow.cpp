#include "arrow.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <new>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include <libhibah/base/error.hpp>
#include <libhibah/money/notation.hpp>

namespace hibah::arrow {
namespace {

constexpr std::int64_t flag_nullable = 2;  // ARROW_FLAG_NULLABLE

/// Bytes at an address that is a multiple of 64, as the specification asks; never null, even where there are none.
class Buffer {
 public:
  Buffer() : Buffer(0) {}
  explicit Buffer(std::size_t bytes) : blocks_(bytes / sizeof(Block) + 1) {}
  [[nodiscard]] unsigned char* data() noexcept { return blocks_.front().bytes; }
  [[nodiscard]] const void* data() const noexcept { return blocks_.data(); }

  template <class Value>
  void put(std::size_t index, Value value) noexcept {
    std::memcpy(data() + index * sizeof(Value), &value, sizeof(Value));
  }

 private:
  struct alignas(64) Block {
    unsigned char bytes[64];
  };
  std::vector<Block> blocks_;
};

/// The words of a text column, each once.
struct Words {
  Buffer offsets;
  Buffer text;
  std::int64_t count = 0;
};

struct ColumnData {
  std::string name;
  ColumnType type{};
  Buffer validity;
  Buffer values;
  std::int64_t nulls = 0;
  Words words;  // of a text column
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

void put_amount(Buffer& values, std::size_t row, Rupiah amount) {
  constexpr std::int64_t most = 999'999'999'999'999'999;  // 18 digits
  if (amount.sen() > most || amount.sen() < -most)
    throw AmountOverflow(to_text(amount) + " has more than 18 digits, which decimal128(18, 2) has not");
  values.put(2 * row, amount.sen());
  values.put(2 * row + 1, std::int64_t{amount.sen() < 0 ? -1 : 0});
}

Words words_of(const std::vector<const std::string*>& list) {
  std::size_t bytes = 0;
  for (const std::string* word : list) bytes += word->size();
  if (bytes > INT32_MAX) throw UsageError(ErrorCode::invalid_argument, "the words of a column have more than 2 GiB");
  Words words{Buffer((list.size() + 1) * 4), Buffer(bytes), static_cast<std::int64_t>(list.size())};
  std::size_t at = 0;
  for (std::size_t i = 0; i < list.size(); ++i) {
    std::copy(list[i]->begin(), list[i]->end(), words.text.data() + at);
    at += list[i]->size();
    words.offsets.put(i + 1, static_cast<std::int32_t>(at));
  }
  return words;
}

ColumnData column_of(const Column& column) {
  const std::size_t rows = column.cells.size();
  ColumnData out{column.name, column.type, Buffer(rows / 8 + 1), Buffer(rows * width_of(column.type)), 0, {}};
  std::unordered_map<std::string_view, std::int32_t> numbers;
  std::vector<const std::string*> list;
  for (std::size_t row = 0; row < rows; ++row) {
    const Cell& cell = column.cells[row];
    if (std::holds_alternative<std::monostate>(cell)) {
      ++out.nulls;
      continue;
    }
    out.validity.data()[row / 8] = static_cast<unsigned char>(out.validity.data()[row / 8] | (1u << (row % 8)));
    switch (column.type) {
      case ColumnType::text: {
        const std::string& word = std::get<std::string>(cell);
        const auto [place, is_new] = numbers.emplace(word, static_cast<std::int32_t>(list.size()));
        if (is_new) list.push_back(&word);
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
  if (column.type == ColumnType::text) out.words = words_of(list);
  return out;
}

std::shared_ptr<const Batch> batch_of(const Table& table) {
  auto batch = std::make_shared<Batch>();
  batch->rows = static_cast<std::int64_t>(table.rows());
  for (const Column& column : table.columns) batch->columns.push_back(column_of(column));
  return batch;
}

// ---- schemas ----

/// Owns what a schema points at. A part that was moved out has no release left and is passed over.
struct SchemaOwner {
  std::string name;
  std::vector<ArrowSchema> children;
  std::vector<ArrowSchema*> pointers;
  ArrowSchema dictionary{};

  SchemaOwner() = default;
  SchemaOwner(const SchemaOwner&) = delete;
  SchemaOwner& operator=(const SchemaOwner&) = delete;
  ~SchemaOwner() {
    for (ArrowSchema& child : children) {
      if (child.release) child.release(&child);
    }
    if (dictionary.release) dictionary.release(&dictionary);
  }
};

void release_schema(ArrowSchema* schema) {
  delete static_cast<SchemaOwner*>(schema->private_data);
  schema->release = nullptr;
}

/// Hands `owner` over to `out`: nothing fails after this.
void give(ArrowSchema& out, const char* format, std::int64_t flags, std::unique_ptr<SchemaOwner> owner) {
  for (ArrowSchema& child : owner->children) owner->pointers.push_back(&child);
  out = ArrowSchema{};
  out.format = format;
  out.name = owner->name.c_str();
  out.flags = flags;
  out.n_children = static_cast<std::int64_t>(owner->children.size());
  out.children = owner->pointers.empty() ? nullptr : owner->pointers.data();
  out.dictionary = owner->dictionary.release ? &owner->dictionary : nullptr;
  out.release = &release_schema;
  out.private_data = owner.release();
}

void column_schema(const std::string& name, ColumnType type, ArrowSchema& out) {
  auto owner = std::make_unique<SchemaOwner>();
  owner->name = name;
  if (type == ColumnType::text) give(owner->dictionary, "u", 0, std::make_unique<SchemaOwner>());
  give(out, format_of(type), flag_nullable, std::move(owner));
}

template <class Columns>
void table_schema(const Columns& columns, ArrowSchema& out) {
  auto owner = std::make_unique<SchemaOwner>();
  owner->children.resize(columns.size());
  owner->pointers.reserve(columns.size());
  for (std::size_t i = 0; i < columns.size(); ++i) column_schema(columns[i].name, columns[i].type, owner->children[i]);
  give(out, "+s", 0, std::move(owner));
}

// ---- arrays ----

struct ArrayOwner {
  std::shared_ptr<const Batch> batch;
  std::array<const void*, 3> buffers{};
  std::vector<ArrowArray> children;
  std::vector<ArrowArray*> pointers;
  ArrowArray dictionary{};

  explicit ArrayOwner(std::shared_ptr<const Batch> shared) : batch(std::move(shared)) {}
  ArrayOwner(const ArrayOwner&) = delete;
  ArrayOwner& operator=(const ArrayOwner&) = delete;
  ~ArrayOwner() {
    for (ArrowArray& child : children) {
      if (child.release) child.release(&child);
    }
    if (dictionary.release) dictionary.release(&dictionary);
  }
};

void release_array(ArrowArray* array) {
  delete static_cast<ArrayOwner*>(array->private_data);
  array->release = nullptr;
}

void give(ArrowArray& out, std::int64_t length, std::int64_t nulls, std::int64_t buffers, std::unique_ptr<ArrayOwner> owner) {
  for (ArrowArray& child : owner->children) owner->pointers.push_back(&child);
  out = ArrowArray{};
  out.length = length;
  out.null_count = nulls;
  out.n_buffers = buffers;
  out.n_children = static_cast<std::int64_t>(owner->children.size());
  out.buffers = owner->buffers.data();
  out.children = owner->pointers.empty() ? nullptr : owner->pointers.data();
  out.dictionary = owner->dictionary.release ? &owner->dictionary : nullptr;
  out.release = &release_array;
  out.private_data = owner.release();
}

void words_array(const std::shared_ptr<const Batch>& batch, const Words& words, ArrowArray& out) {
  auto owner = std::make_unique<ArrayOwner>(batch);
  owner->buffers = {nullptr, words.offsets.data(), words.text.data()};
  give(out, words.count, 0, 3, std::move(owner));
}

void column_array(const std::shared_ptr<const Batch>& batch, const ColumnData& column, ArrowArray& out) {
  auto owner = std::make_unique<ArrayOwner>(batch);
  owner->buffers = {column.nulls == 0 ? nullptr : column.validity.data(), column.values.data(), nullptr};
  if (column.type == ColumnType::text) words_array(batch, column.words, owner->dictionary);
  give(out, batch->rows, column.nulls, 2, std::move(owner));
}

void batch_array(const std::shared_ptr<const Batch>& batch, ArrowArray& out) {
  auto owner = std::make_unique<ArrayOwner>(batch);
  owner->children.resize(batch->columns.size());
  owner->pointers.reserve(batch->columns.size());
  for (std::size_t i = 0; i < batch->columns.size(); ++i) column_array(batch, batch->columns[i], owner->children[i]);
  give(out, batch->rows, 0, 1, std::move(owner));
}

// ---- the stream ----

struct StreamOwner {
  std::shared_ptr<const Batch> batch;
  bool is_done = false;
};

StreamOwner& owner_of(ArrowArrayStream* stream) noexcept {
  return *static_cast<StreamOwner*>(stream->private_data);
}

int get_schema(ArrowArrayStream* stream, ArrowSchema* out) {
  try {
    table_schema(owner_of(stream).batch->columns, *out);
    return 0;
  } catch (const std::bad_alloc&) {  // nothing else can fail here, and no exception may pass a C interface
    return ENOMEM;
  }
}

int get_next(ArrowArrayStream* stream, ArrowArray* out) {
  StreamOwner& owner = owner_of(stream);
  *out = ArrowArray{};  // without `release`: the end of the stream
  if (owner.is_done) return 0;
  try {
    batch_array(owner.batch, *out);
    owner.is_done = true;
    return 0;
  } catch (const std::bad_alloc&) {
    return ENOMEM;
  }
}

const char* get_last_error(ArrowArrayStream*) {
  return nullptr;
}

void release_stream(ArrowArrayStream* stream) {
  delete static_cast<StreamOwner*>(stream->private_data);
  stream->release = nullptr;
}

}  // namespace

void export_stream(const Table& table, ArrowArrayStream& out) {
  auto owner = std::make_unique<StreamOwner>(StreamOwner{batch_of(table)});
  out = ArrowArrayStream{&get_schema, &get_next, &get_last_error, &release_stream, owner.release()};
}

void export_schema(const Table& table, ArrowSchema& out) {
  table_schema(table.columns, out);
}

}  // namespace hibah::arrow
