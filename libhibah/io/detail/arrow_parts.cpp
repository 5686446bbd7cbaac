#include <libhibah/io/detail/arrow_parts.hpp>

#include <algorithm>

#include <libhibah/base/error.hpp>

namespace hibah::detail {

namespace {

constexpr std::int64_t flag_nullable = 2;  // ARROW_FLAG_NULLABLE

void release_schema(ArrowSchema* schema) {
  delete static_cast<SchemaParts*>(schema->private_data);
  schema->release = nullptr;
}

void release_array(ArrowArray* array) {
  delete static_cast<ArrayParts*>(array->private_data);
  array->release = nullptr;
}

template <typename Parts>
void release_all(Parts& parts) noexcept {
  for (auto& child : parts.children) {
    if (child.release) child.release(&child);
  }
  if (parts.dictionary.release) parts.dictionary.release(&parts.dictionary);
}

}  // namespace

ArrowWords arrow_words(const std::vector<std::string_view>& list) {
  std::size_t bytes = 0;
  for (const std::string_view word : list) bytes += word.size();
  if (bytes > INT32_MAX) throw UsageError(ErrorCode::invalid_argument, "the words of a column have more than 2 GiB");
  ArrowWords words{ArrowBuffer((list.size() + 1) * 4), ArrowBuffer(bytes), static_cast<std::int64_t>(list.size())};
  std::size_t at = 0;
  for (std::size_t i = 0; i < list.size(); ++i) {
    std::copy(list[i].begin(), list[i].end(), words.text.data() + at);
    at += list[i].size();
    words.offsets.put(i + 1, static_cast<std::int32_t>(at));
  }
  return words;
}

SchemaParts::~SchemaParts() {
  release_all(*this);
}

ArrayParts::~ArrayParts() {
  release_all(*this);
}

/// Hands `parts` over to `out`: nothing fails after this.
void give(ArrowSchema& out, const char* format, std::int64_t flags, std::unique_ptr<SchemaParts> parts) {
  for (ArrowSchema& child : parts->children) parts->pointers.push_back(&child);
  out = ArrowSchema{};
  out.format = format;
  out.name = parts->name.c_str();
  out.flags = flags;
  out.n_children = static_cast<std::int64_t>(parts->children.size());
  out.children = parts->pointers.empty() ? nullptr : parts->pointers.data();
  out.dictionary = parts->dictionary.release ? &parts->dictionary : nullptr;
  out.release = &release_schema;
  out.private_data = parts.release();
}

void give(ArrowArray& out, std::int64_t rows, std::int64_t nulls, std::int64_t buffers, std::unique_ptr<ArrayParts> parts) {
  for (ArrowArray& child : parts->children) parts->pointers.push_back(&child);
  out = ArrowArray{};
  out.length = rows;
  out.null_count = nulls;
  out.n_buffers = buffers;
  out.n_children = static_cast<std::int64_t>(parts->children.size());
  out.buffers = parts->buffers.data();
  out.children = parts->pointers.empty() ? nullptr : parts->pointers.data();
  out.dictionary = parts->dictionary.release ? &parts->dictionary : nullptr;
  out.release = &release_array;
  out.private_data = parts.release();
}

void give_column(ArrowSchema& out, std::string name, const char* format, bool is_dictionary) {
  auto parts = std::make_unique<SchemaParts>();
  parts->name = std::move(name);
  if (is_dictionary) give(parts->dictionary, "u", 0, std::make_unique<SchemaParts>());
  give(out, format, flag_nullable, std::move(parts));
}

void give_column(ArrowArray& out, const std::shared_ptr<const void>& memory, std::int64_t rows, std::int64_t nulls, const void* validity,
                 const void* values, const ArrowWords* words) {
  auto parts = std::make_unique<ArrayParts>(memory);
  parts->buffers = {nulls == 0 ? nullptr : validity, values, nullptr};
  if (words) {
    auto dictionary = std::make_unique<ArrayParts>(memory);
    dictionary->buffers = {nullptr, words->offsets.data(), words->text.data()};
    give(parts->dictionary, words->count, 0, 3, std::move(dictionary));
  }
  give(out, rows, nulls, 2, std::move(parts));
}

}  // namespace hibah::detail
