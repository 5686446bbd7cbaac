#include <libhibah/io/frame.hpp>

#include <algorithm>
#include <array>
#include <string_view>

#include <libhibah/base/limits.hpp>
#include <libhibah/base/text.hpp>

namespace hibah {

namespace {

/// A structure of the interface that is given back whatever happens.
template <typename Structure>
class Owned {
 public:
  Owned() = default;
  /// Takes it over: the giver's own is empty afterwards.
  explicit Owned(Structure& given) : value(std::exchange(given, Structure{})) {}
  Owned(const Owned&) = delete;
  Owned& operator=(const Owned&) = delete;
  ~Owned() {
    if (value.release) value.release(&value);
  }
  Structure value{};
};

[[noreturn]] void throw_unreadable(ArrowArrayStream& stream, const std::string& file) {
  const char* const reason = stream.get_last_error ? stream.get_last_error(&stream) : nullptr;
  Problem problem;
  problem.code = ErrorCode::file_not_readable;
  problem.file = file;
  problem.text = shortened(reason ? reason : "");
  throw InputError({std::move(problem)});
}

void append_hashed(std::string& text, std::string_view cell) {
  const auto part = [size = cell.size()](unsigned shift) { return static_cast<char>(size >> shift & 0xFF); };
  const std::array<char, 4> size{part(0), part(8), part(16), part(24)};
  text.append(size.data(), size.size()).append(cell);
}

/// Reads the rows of a frame again.
class FrameInputRows : public InputRows {
 public:
  FrameInputRows(std::shared_ptr<const FrameData> data, std::size_t columns) : data_(std::move(data)), columns_(columns) {}

  void show(std::uint64_t offset, const std::function<void(std::span<const std::string_view>)>& look) const override {
    each_row(std::span(&offset, 1), [&](std::size_t, std::span<const std::string_view> cells) { look(cells); });
  }
  void each_row(std::span<const std::uint64_t> offsets,
                const std::function<void(std::size_t, std::span<const std::string_view>)>& take) const override {
    std::vector<std::string> buffers(columns_);
    std::vector<std::string_view> cells(columns_);
    for (std::size_t k = 0; k < offsets.size(); ++k) {
      const FrameData::Batch& batch = data_->batches()[data_->batch_of(offsets[k])];
      for (std::size_t place = 0; place < columns_; ++place) {
        cells[place] = data_->text(batch, place, static_cast<std::int64_t>(offsets[k] - batch.first), buffers[place]);
      }
      take(k, cells);
    }
  }
  /// As a CSV file would have it.
  [[nodiscard]] std::string row(std::uint64_t offset) const override {
    std::string text;
    for (const std::string& cell : cells(offset)) {
      const bool is_quoted = cell.find_first_of(",\"\r\n") != std::string::npos;
      if (is_quoted) text += '"';
      for (const char sign : cell) text.append(sign == '"' ? 2 : 1, sign);
      text += is_quoted ? "\"," : ",";
    }
    if (!text.empty()) text.pop_back();
    return text;
  }

 private:
  std::shared_ptr<const FrameData> data_;
  std::size_t columns_;
};

}  // namespace

Frame::Frame(ArrowArrayStream& stream, const std::string& name, std::span<const ColumnSpec> columns, detail::Problems& problems,
             const Progress& progress)
    : data_(std::make_shared<FrameData>()), problems_(&problems) {
  Owned<ArrowArrayStream> source(stream);
  detail::begin_layout(layout_, name, columns);
  data_->file = name;
  try {
    Owned<ArrowSchema> schema;
    if (source.value.get_schema(&source.value, &schema.value) != 0) throw_unreadable(source.value, name);
    take_schema(schema.value, columns);
    if (is_readable_) take_batches(source.value, progress);
  } catch (const InputError& error) {
    is_readable_ = false;
    for (const Problem& problem : error.problems()) problems_->add(problem);
  }
}

void Frame::take_schema(const ArrowSchema& schema, std::span<const ColumnSpec> columns) {
  if (std::string_view(schema.format) != "+s") {
    problems_->add(ErrorCode::column_type, layout_.file, 0, "", type_name(schema));
    return;
  }
  if (static_cast<std::uint64_t>(schema.n_children) > limits::max_columns) {
    problems_->add(ErrorCode::too_many_columns, layout_.file, 0, "", std::to_string(schema.n_children));
    return;
  }
  std::vector<std::string_view> names;
  std::string all;
  for (std::int64_t i = 0; i < schema.n_children; ++i) {
    const char* const name = schema.children[i]->name;
    names.emplace_back(name ? name : "");
    if (i > 0) all += ',';
    all += names.back();
  }
  detail::name_columns(layout_, columns, names, 0, all, *problems_);
  for (std::size_t place = 0; place < names.size(); ++place) {
    const ArrowSchema& column = *schema.children[place];
    const std::optional<CellFormat> format = cell_format(column);
    data_->formats.push_back(format.value_or(CellFormat{}));
    if (const auto fault = detail::text_fault(names[place])) {
      problems_->add(fault->first, layout_.file, 0, std::to_string(place + 1), names[place], fault->second);
    }
    if (format) continue;
    problems_->add(ErrorCode::column_type, layout_.file, 0, layout_.header[place], type_name(column));
    // Told once, and not again for every cell.
    std::replace(layout_.place.begin(), layout_.place.end(), static_cast<int>(place), -1);
  }
  is_readable_ = true;
}

void Frame::take_batches(ArrowArrayStream& stream, const Progress& progress) {
  while (true) {
    Owned<ArrowArray> batch;
    if (stream.get_next(&stream, &batch.value) != 0) throw_unreadable(stream, layout_.file);
    if (!batch.value.release) return;
    data_->add(batch.value);
    if (progress) progress(data_->rows(), 0);
  }
}

std::optional<Notation> Frame::notation(std::size_t column) const {
  if (!has(column)) return std::nullopt;
  const auto place = static_cast<std::size_t>(layout_.place[column]);
  const CellFormat::Kind kind = data_->formats[place].kind;
  if (kind != CellFormat::Kind::text && kind != CellFormat::Kind::text_view) return std::nullopt;
  std::string buffer;
  for (const FrameData::Batch& batch : data_->batches()) {
    for (std::int64_t row = 0; row < batch.rows; ++row) {
      if (const auto shown = notation_shown(data_->text(batch, place, row, buffer))) return shown;
    }
  }
  return std::nullopt;
}

void Frame::hash_header() {
  std::string text;
  for (const std::string& title : layout_.header) append_hashed(text, title);
  hash_.update(text);
}

void Frame::put_hashed(std::uint64_t begin, std::uint64_t end, std::string& text) const {
  text.clear();
  std::string buffer;
  const FrameData::Batch* batch = nullptr;
  for (std::uint64_t row = begin; row < end; ++row) {
    if (!batch || row >= batch->first + static_cast<std::uint64_t>(batch->rows)) batch = &data_->batches()[data_->batch_of(row)];
    for (std::size_t place = 0; place < data_->formats.size(); ++place) {
      append_hashed(text, data_->text(*batch, place, static_cast<std::int64_t>(row - batch->first), buffer));
    }
  }
}

void Frame::in_pieces(unsigned threads, const Progress& progress, const std::function<void(unsigned, std::uint64_t, std::size_t)>& prepare,
                      const std::function<void(unsigned, FrameRows&, std::uint64_t)>& work) {
  const std::uint64_t total = data_->rows();
  const std::uint64_t pieces = (total + rows_in_piece - 1) / rows_in_piece;
  std::vector<detail::Problems> told(static_cast<std::size_t>(pieces));
  hash_header();
  // A frame that makes one or two pieces is not worth a second thread.
  const unsigned used = pieces <= 2 ? 1 : threads;
  std::function<void()> tick;
  if (progress) tick = [&] { progress(rows_read_.load(std::memory_order_relaxed), total); };
  problems_kept_ = problems_->kept();
  on_workers(used, used == 1 && pieces <= 2 ? std::function<void()>{} : tick, [&](unsigned worker, StopFlag& stop) {
    FrameRows rows(*data_, layout_);
    std::string hashed;
    while (!stop.is_stopped()) {
      std::unique_lock lock(guard_);
      if (next_piece_ == pieces) break;
      const std::uint64_t number = next_piece_++;
      const std::uint64_t begin = number * rows_in_piece;
      const std::uint64_t end = std::min(total, begin + rows_in_piece);
      try {
        if (problems_kept_ >= limits::max_problems_kept) told[number].only_count();
        prepare(worker, number, static_cast<std::size_t>(end - begin));
        lock.unlock();
        rows.open(begin, end, told[number]);
        work(worker, rows, number);
        put_hashed(begin, end, hashed);
      } catch (...) {
        if (lock.owns_lock()) lock.unlock();
        stop.stop();
        in_turn_(number, [] {});  // others may wait for this turn
        throw;
      }
      in_turn_(number, [&] { hash_.update(hashed); });
      rows_read_.fetch_add(end - begin, std::memory_order_relaxed);
      lock.lock();
      problems_kept_ += told[number].kept();
    }
  });
  for (detail::Problems& problems : told) problems_->take(std::move(problems));
}

void Frame::describe(InputFile& input) {
  input.sha256 = hash_.finish();
  input.rows = data_->rows();
  input.header = layout_.header;
  input.known_as = layout_.known_as;
  input.source = std::make_shared<FrameInputRows>(data_, layout_.header.size());
}

}  // namespace hibah
