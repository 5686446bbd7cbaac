// libhibah: arrow parts — structures of the Arrow interface that own what they point at.
#pragma once

// Private to io.

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <new>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <libhibah/io/arrow.hpp>

namespace hibah::detail {

/// Bytes at an address that is a multiple of 64, as the specification asks; never null, even where there are none.
class ArrowBuffer {
 public:
  ArrowBuffer() : ArrowBuffer(0) {}
  explicit ArrowBuffer(std::size_t bytes) : blocks_(bytes / sizeof(Block) + 1) {}
  [[nodiscard]] unsigned char* data() noexcept { return blocks_.front().bytes; }
  [[nodiscard]] const void* data() const noexcept { return blocks_.data(); }

  template <class Value>
  void put(std::size_t index, Value value) noexcept {
    std::memcpy(data() + index * sizeof(Value), &value, sizeof(Value));
  }
  void set_bit(std::size_t index) noexcept { data()[index / 8] = static_cast<unsigned char>(data()[index / 8] | (1u << (index % 8))); }

 private:
  struct alignas(64) Block {
    unsigned char bytes[64];
  };
  std::vector<Block> blocks_;
};

/// Words of a dictionary, each once.
struct ArrowWords {
  ArrowBuffer offsets;
  ArrowBuffer text;
  std::int64_t count = 0;
};
/// Errors: UsageError where they have more than 2 GiB.
[[nodiscard]] ArrowWords arrow_words(const std::vector<std::string_view>& list);

/// A schema on its way: what it will point at.
struct SchemaParts {
  std::string name;
  std::vector<ArrowSchema> children;
  std::vector<ArrowSchema*> pointers;
  ArrowSchema dictionary{};

  SchemaParts() = default;
  SchemaParts(const SchemaParts&) = delete;
  SchemaParts& operator=(const SchemaParts&) = delete;
  /// A part that was moved out has no release left and is passed over.
  ~SchemaParts();
};
/// A column; `format` lives as long as the program. With `is_dictionary` it is that of the index into words.
void give_column(ArrowSchema& out, std::string name, const char* format, bool is_dictionary);
/// A struct of columns, each filled by `column(i, schema)`.
template <typename Column>
void give_struct(ArrowSchema& out, std::size_t columns, const Column& column);

/// An array on its way: what it will point at, and what that lies in.
struct ArrayParts {
  std::shared_ptr<const void> memory;
  std::array<const void*, 3> buffers{};
  std::vector<ArrowArray> children;
  std::vector<ArrowArray*> pointers;
  ArrowArray dictionary{};

  explicit ArrayParts(std::shared_ptr<const void> shared) : memory(std::move(shared)) {}
  ArrayParts(const ArrayParts&) = delete;
  ArrayParts& operator=(const ArrayParts&) = delete;
  ~ArrayParts();
};
/// Values of fixed width; `validity` may be null, and then `nulls` is 0. `words` is null where there is no dictionary.
/// `memory` keeps alive all that is pointed at.
void give_column(ArrowArray& out, const std::shared_ptr<const void>& memory, std::int64_t rows, std::int64_t nulls, const void* validity,
                 const void* values, const ArrowWords* words);
/// A struct of columns, each filled by `column(i, array)`.
template <typename Column>
void give_struct(ArrowArray& out, const std::shared_ptr<const void>& memory, std::int64_t rows, std::size_t columns, const Column& column);

/// Fills `out` with a stream. `Source` has `void schema(ArrowSchema&)` and `void next(ArrowArray&)`,
/// which leaves the array empty at the end.
template <typename Source>
void give_stream(ArrowArrayStream& out, std::unique_ptr<Source> source);

// ---- implementation ----

void give(ArrowSchema& out, const char* format, std::int64_t flags, std::unique_ptr<SchemaParts> parts);
void give(ArrowArray& out, std::int64_t rows, std::int64_t nulls, std::int64_t buffers, std::unique_ptr<ArrayParts> parts);

template <typename Column>
void give_struct(ArrowSchema& out, std::size_t columns, const Column& column) {
  auto parts = std::make_unique<SchemaParts>();
  parts->children.resize(columns);
  parts->pointers.reserve(columns);
  for (std::size_t i = 0; i < columns; ++i) column(i, parts->children[i]);
  give(out, "+s", 0, std::move(parts));
}

template <typename Column>
void give_struct(ArrowArray& out, const std::shared_ptr<const void>& memory, std::int64_t rows, std::size_t columns, const Column& column) {
  auto parts = std::make_unique<ArrayParts>(memory);
  parts->children.resize(columns);
  parts->pointers.reserve(columns);
  for (std::size_t i = 0; i < columns; ++i) column(i, parts->children[i]);
  give(out, rows, 0, 1, std::move(parts));
}

template <typename Source>
void give_stream(ArrowArrayStream& out, std::unique_ptr<Source> source) {
  // Memory is all that can be lacking, and no exception may pass a C interface.
  out.get_schema = [](ArrowArrayStream* stream, ArrowSchema* schema) {
    try {
      static_cast<Source*>(stream->private_data)->schema(*schema);
      return 0;
    } catch (const std::bad_alloc&) {
      return ENOMEM;
    }
  };
  out.get_next = [](ArrowArrayStream* stream, ArrowArray* array) {
    *array = ArrowArray{};  // without `release`: the end of the stream
    try {
      static_cast<Source*>(stream->private_data)->next(*array);
      return 0;
    } catch (const std::bad_alloc&) {
      return ENOMEM;
    }
  };
  out.get_last_error = [](ArrowArrayStream*) -> const char* { return nullptr; };
  out.release = [](ArrowArrayStream* stream) {
    delete static_cast<Source*>(stream->private_data);
    stream->release = nullptr;
  };
  out.private_data = source.release();
}

}  // namespace hibah::detail
