#include <libhibah/io/csv_file.hpp>

#include <algorithm>
#include <cstring>
#include <utility>

#include <libhibah/base/limits.hpp>
#include <libhibah/base/text.hpp>

namespace hibah {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
/// What is handed out at once: large enough that handing out costs nothing, small enough for a cache.
constexpr std::size_t unit_bytes = std::size_t{1} << 20;
/// A row, however it is broken, is told from this much of the text after its begin.
constexpr std::size_t look_ahead = limits::max_line_bytes + 2;

constexpr std::size_t no_limit = static_cast<std::size_t>(-1);

}  // namespace

void CsvFile::Buffer::reserve(std::size_t size, std::size_t kept) {
  if (size <= capacity) return;
  auto larger = std::make_unique_for_overwrite<char[]>(size);
  if (kept != 0) std::memcpy(larger.get(), bytes.get(), kept);
  bytes = std::move(larger);
  capacity = size;
}

CsvFile::~CsvFile() = default;

CsvFile::CsvFile(std::shared_ptr<InputBytes> bytes, const std::string& name, std::span<const ColumnSpec> columns,
                 detail::Problems& problems)
    : bytes_(std::move(bytes)), columns_(columns), problems_(&problems) {
  detail::begin_layout(layout_, name, columns);
  // As much as a header may take, after whatever blank lines stand before it.
  do {
    const std::size_t size = prefix_.size();
    prefix_.resize(size + unit_bytes + look_ahead);
    const std::size_t count = bytes_->read(prefix_.data() + size, prefix_.size() - size);
    is_all_ = size + count < prefix_.size();
    prefix_.resize(size + count);
  } while (!is_all_ && trimmed(prefix_).empty());
  if (check_bytes()) read_header();
  hash_.update(prefix_);
  hashed_bytes_ = prefix_.size();
}

bool CsvFile::check_bytes() {
  const std::string_view text = prefix_;
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
    problems_->add(ErrorCode::not_utf8, layout_.file, 1, "", "", "UTF-16");
    return false;
  }
  const std::string_view body = text.starts_with(byte_order_mark) ? text.substr(byte_order_mark.size()) : text;
  if (trimmed(body).empty()) {
    problems_->add(ErrorCode::file_empty, layout_.file, 0, "", "");
    return false;
  }
  return true;
}

/// The first row that is not blank; the separator is found from it.
bool CsvFile::read_header_row(CsvRow& row) {
  const std::string_view text = prefix_;
  const std::size_t skip = text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
  const std::size_t first = std::min(text.find_first_not_of(" \r\n", skip), text.size());
  layout_.separator = CsvReader::find_separator(text.substr(first, limits::max_line_bytes));
  CsvReader reader(text.substr(skip), layout_.separator, skip);
  CsvFault fault;
  do {
    const CsvReader::Step step = reader.next(row, fault);
    if (step == CsvReader::Step::end) {
      problems_->add(ErrorCode::file_empty, layout_.file, 0, "", "");
      return false;
    }
    if (step == CsvReader::Step::fault) {
      problems_->add(fault.code, layout_.file, fault.line, "", fault.text);
      return false;
    }
  } while (row.cells.size() == 1 && trimmed(row.cells[0]).empty());
  data_begin_ = skip + reader.position();
  data_line_ = reader.line();
  // The header is text like any other row.
  CsvLayout alone;
  alone.file = layout_.file;
  alone.separator = layout_.separator;
  alone.header.assign(row.cells.size(), "");
  CsvRows rows(alone, ScanWidth::plain);
  CsvPiece piece;
  piece.text = text.substr(row.offset, data_begin_ - row.offset);
  piece.limit = piece.text.size();
  piece.offset = row.offset;
  piece.line = row.line;
  rows.open(piece, *problems_, false);
  return rows.next();
}

void CsvFile::read_header() {
  CsvRow row;
  if (!read_header_row(row)) return;
  detail::name_columns(layout_, columns_, row.cells, row.line, std::string_view(prefix_).substr(row.offset, row.end - row.offset),
                       *problems_);
  is_readable_ = true;
}

std::optional<Notation> CsvFile::notation_in_first_rows(std::span<const std::size_t> columns) {
  CsvReader reader(std::string_view(prefix_).substr(data_begin_), layout_.separator);
  CsvRow row;
  CsvFault fault;
  // What the end of the prefix cuts off is not a row yet.
  const std::size_t whole = is_all_ ? no_limit : prefix_.size() - data_begin_ - std::min(look_ahead, prefix_.size() - data_begin_);
  while (reader.position() < whole) {
    const CsvReader::Step step = reader.next(row, fault);
    if (step == CsvReader::Step::end) break;
    if (step == CsvReader::Step::fault) continue;
    for (const std::size_t column : columns) {
      const auto place = static_cast<std::size_t>(layout_.place[column]);
      if (!has(column) || place >= row.cells.size()) continue;
      if (const auto shown = notation_shown(trimmed(row.cells[place]))) return shown;
    }
  }
  return std::nullopt;
}

std::optional<Notation> CsvFile::notation_in_all_rows(std::span<const std::size_t> columns) {
  /// Looks for the first cell that shows the notation, and at nothing after it.
  struct Looker {
    std::span<const std::size_t> columns;
    std::optional<Notation> found;
    int begin(unsigned, const Unit&) { return 0; }
    void take(unsigned, CsvRows& rows, int&) {
      while (rows.next()) {
        for (const std::size_t column : columns) {
          if (!found && rows.has(column)) found = notation_shown(rows.cell(column));
        }
      }
    }
    void give_up(int) {}
  };
  Looker looker{columns, {}};
  detail::Problems unheard;
  detail::Problems* const told = std::exchange(problems_, &unheard);
  CsvOptions options;
  options.plain = true;
  read<int>(options, looker);
  problems_ = told;
  return looker.found;
}

/// Begins with the rows from `offset` on.
void CsvFile::read_from(std::uint64_t offset, std::uint32_t line, std::string_view carried) {
  carried_ = carried;
  offset_ = offset;
  line_ = line;
  number_ = 0;
  is_at_end_ = false;
  bytes_->rewind();
  // Past what is carried; a compressed file has no shorter way.
  std::uint64_t left = offset + carried.size();
  std::string passed;
  passed.resize(static_cast<std::size_t>(std::min<std::uint64_t>(left, unit_bytes)));
  while (left > 0) {
    const std::size_t count = bytes_->read(passed.data(), static_cast<std::size_t>(std::min<std::uint64_t>(left, passed.size())));
    if (count == 0) break;
    left -= count;
  }
}

bool CsvFile::next_unit(Unit& unit, Buffer& buffer) {
  std::size_t size = carried_.size();
  buffer.reserve(size + unit_bytes, 0);
  std::memcpy(buffer.bytes.get(), carried_.data(), size);
  std::size_t whole = 0;
  while (true) {
    if (!is_at_end_) {
      buffer.reserve(size + unit_bytes, size);
      const std::size_t count = bytes_->read(buffer.bytes.get() + size, unit_bytes);
      is_at_end_ = count < unit_bytes;
      size += count;
      bytes_read_.store(bytes_->file_bytes_read(), std::memory_order_relaxed);
    }
    const std::string_view text(buffer.bytes.get(), size);
    whole = is_at_end_ ? size : size_of_whole_rows(text);
    if (whole == 0 && !is_at_end_ && size > 2 * look_ahead) whole = size;  // no row is that long: its reader will say what is wrong
    if (whole != 0 || is_at_end_) break;
  }
  if (whole == 0) return false;
  const std::string_view text(buffer.bytes.get(), whole);
  carried_.assign(buffer.bytes.get() + whole, size - whole);
  const std::size_t lines = count_of('\n', text);
  unit.number = number_++;
  unit.piece = {text, whole, text.find('"') != std::string_view::npos, offset_, line_};
  unit.most_rows = lines + (text.back() == '\n' ? 0 : 1);
  offset_ += whole;
  line_ += static_cast<std::uint32_t>(lines);
  return true;
}

void CsvFile::hash_from(std::uint64_t offset, std::string_view text) {
  if (bytes_->is_compressed() || offset + text.size() <= hashed_bytes_) return;
  const std::uint64_t known = hashed_bytes_ > offset ? hashed_bytes_ - offset : 0;
  hash_.update(text.substr(static_cast<std::size_t>(known)));
  hashed_bytes_ = offset + text.size();
}

void CsvFile::tell_progress(const CsvOptions& options) const {
  options.progress(bytes_read_.load(std::memory_order_relaxed), bytes_->file_bytes());
}

bool CsvFile::in_pieces(const CsvOptions& options, const Work& begin, const Work& take, std::vector<Done>& done, Unit& broken) {
  read_from(data_begin_, data_line_, std::string_view(prefix_).substr(data_begin_));
  in_turn_.restart();
  problems_kept_ = problems_->kept();
  bool is_broken = false;
  std::function<void()> tick;
  if (options.progress) tick = [&] { tell_progress(options); };
  // A file that fits into one or two pieces is not worth a second thread.
  const unsigned threads = bytes_->file_bytes() <= 2 * unit_bytes ? 1 : options.threads;
  on_workers(threads, threads == 1 && is_all_ ? std::function<void()>{} : tick, [&](unsigned worker, StopFlag& stop) {
    CsvRows rows(layout_, options.width);
    Buffer buffer;
    while (!stop.is_stopped()) {
      Unit unit;
      Done result;
      {
        const std::lock_guard lock(guard_);
        if (is_broken || !next_unit(unit, buffer)) break;
        result.number = unit.number;
        if (problems_kept_ >= limits::max_problems_kept) result.problems.only_count();
        begin(worker, rows, unit);
      }
      rows.open(unit.piece, result.problems, true);
      try {
        take(worker, rows, unit);
        result.rows = rows.count();
      } catch (...) {
        stop.stop();
        in_turn_(unit.number, [] {});  // others may wait for this turn
        throw;
      }
      in_turn_(unit.number, [&] { hash_from(unit.piece.offset, unit.piece.text); });
      const std::lock_guard lock(guard_);
      if (rows.has_broken_quotes() && (!is_broken || unit.number < broken.number)) {
        is_broken = true;
        broken = unit;
      }
      problems_kept_ += result.problems.kept();
      done.push_back(std::move(result));
    }
  });
  return is_broken;
}

/// The rows that begin in what was read, as long as enough follows to tell where each ends.
void CsvFile::row_by_row(const CsvOptions& options, const Unit& from, const Work& begin, const Work& take, std::vector<Done>& done) {
  read_from(from.piece.offset, from.piece.line, {});
  number_ = from.number;
  std::function<void()> tick;
  if (options.progress) tick = [&] { tell_progress(options); };
  on_workers(1, tick, [&](unsigned worker, StopFlag& stop) {
    CsvRows rows(layout_, options.width);
    Buffer buffer;
    std::size_t size = 0;
    bool is_within_line = false;
    const auto pass = [&](std::size_t used) {
      const std::string_view text(buffer.bytes.get(), used);
      hash_from(offset_, text);
      line_ += static_cast<std::uint32_t>(count_of('\n', text));
      offset_ += used;
      std::memmove(buffer.bytes.get(), buffer.bytes.get() + used, size - used);
      size -= used;
    };
    std::uint64_t kept = problems_->kept();
    for (const Done& item : done) kept += item.problems.kept();
    while (!stop.is_stopped()) {
      buffer.reserve(size + unit_bytes + look_ahead, size);
      if (!is_at_end_) {
        const std::size_t wanted = unit_bytes + look_ahead;
        const std::size_t count = bytes_->read(buffer.bytes.get() + size, wanted);
        is_at_end_ = count < wanted;
        size += count;
        bytes_read_.store(bytes_->file_bytes_read(), std::memory_order_relaxed);
      }
      if (size == 0) return;
      if (is_within_line) {
        const std::size_t feed = std::string_view(buffer.bytes.get(), size).find('\n');
        is_within_line = feed == std::string_view::npos && !is_at_end_;
        pass(feed == std::string_view::npos ? size : feed + 1);
        continue;
      }
      const std::string_view text(buffer.bytes.get(), size);
      Unit unit;
      unit.number = number_++;
      unit.piece = {text, is_at_end_ ? size : size - std::min(size, look_ahead), true, offset_, line_};
      unit.most_rows = count_of('\n', text) + 1;
      Done result;
      result.number = unit.number;
      if (kept >= limits::max_problems_kept) result.problems.only_count();
      begin(worker, rows, unit);
      rows.open(unit.piece, result.problems, false);
      take(worker, rows, unit);
      result.rows = rows.count();
      kept += result.problems.kept();
      // A row at fault is passed over to the end of its line, which may lie beyond what was read.
      is_within_line = !is_at_end_ && rows.end() == size && text.back() != '\n';
      pass(rows.end());
      done.push_back(std::move(result));
      if (is_at_end_ && size == 0) return;
    }
  });
}

namespace {

/// Reads the rows of a CSV file again.
class CsvInputRows : public InputRows {
 public:
  CsvInputRows(std::shared_ptr<const InputBytes> bytes, std::string file, char separator, std::size_t columns)
      : bytes_(std::move(bytes)), file_(std::move(file)), separator_(separator), columns_(columns) {}

  void show(std::uint64_t offset, const std::function<void(std::span<const std::string_view>)>& look) const override {
    bytes_->expect_unchanged();
    read(offset, [&](CsvRow& row, std::string_view) { look(trimmed_cells(row)); });
  }
  void each_row(std::span<const std::uint64_t> offsets,
                const std::function<void(std::size_t, std::span<const std::string_view>)>& take) const override {
    bytes_->expect_unchanged();
    std::vector<char> buffer;
    std::string_view bytes;
    std::uint64_t begin = 0;
    CsvRow row;
    CsvFault fault;
    for (std::size_t k = 0; k < offsets.size(); ++k) {
      // A row is whole where more follows it in what was read.
      const auto is_whole = [&] {
        if (offsets[k] < begin || offsets[k] - begin >= bytes.size()) return false;
        const std::string_view text = bytes.substr(static_cast<std::size_t>(offsets[k] - begin));
        CsvReader reader(text, separator_);
        if (reader.next(row, fault) != CsvReader::Step::row || row.end >= text.size()) return false;
        take(k, trimmed_cells(row));
        return true;
      };
      if (is_whole()) continue;
      begin = offsets[k];
      std::uint64_t last = begin;  // the row up to which reading through costs less than reading anew
      for (std::size_t next = k + 1; next < offsets.size(); ++next) {
        if (offsets[next] - last > far || offsets[next] - begin > bytes_at_once) break;
        last = offsets[next];
      }
      buffer.resize(static_cast<std::size_t>(last - begin) + bytes_of_row);
      bytes = {buffer.data(), bytes_->read_again(begin, buffer.data(), buffer.size())};
      if (!is_whole()) read(begin, [&](CsvRow& long_row, std::string_view) { take(k, trimmed_cells(long_row)); });
    }
  }
  [[nodiscard]] std::string row(std::uint64_t offset) const override {
    bytes_->expect_unchanged();
    std::string text;
    read(offset, [&](CsvRow& row, std::string_view bytes) { text = trimmed(bytes.substr(0, static_cast<std::size_t>(row.end))); });
    return text;
  }

 private:
  /// A cell for each column of the header.
  std::span<const std::string_view> trimmed_cells(CsvRow& row) const {
    for (std::string_view& cell : row.cells) cell = trimmed(cell);
    row.cells.resize(columns_);
    return row.cells;
  }
  /// Hands over the row at `offset`, however long it is.
  template <typename Take>
  void read(std::uint64_t offset, const Take& take) const {
    std::array<char, bytes_of_row> nearby;
    std::vector<char> more;
    std::span<char> buffer = nearby;
    for (; buffer.size() <= 16 * limits::max_line_bytes; more.resize(buffer.size() * 16), buffer = more) {
      const std::string_view bytes(buffer.data(), bytes_->read_again(offset, buffer.data(), buffer.size()));
      CsvReader reader(bytes, separator_);
      CsvRow row;
      row.cells.reserve(columns_);
      CsvFault fault;
      const bool is_row = reader.next(row, fault) == CsvReader::Step::row;
      if (!is_row || (row.end == bytes.size() && bytes.size() == buffer.size())) continue;
      take(row, bytes);
      return;
    }
    Problem problem;
    problem.code = ErrorCode::file_changed;
    problem.file = file_;
    throw InputError({std::move(problem)});
  }

  static constexpr std::size_t bytes_of_row = 384;  // holds all but long ones
  static constexpr std::uint64_t bytes_at_once = std::uint64_t{1} << 18;
  static constexpr std::uint64_t far = 2048;

  std::shared_ptr<const InputBytes> bytes_;
  std::string file_;
  char separator_;
  std::size_t columns_;
};

}  // namespace

void CsvFile::describe(InputFile& input) {
  input.sha256 = bytes_->is_compressed() ? bytes_->file_sha256() : hash_.finish();
  input.rows = rows_;
  input.header = layout_.header;
  input.known_as = layout_.known_as;
  input.source = std::make_shared<CsvInputRows>(bytes_, layout_.file, layout_.separator, layout_.header.size());
}

}  // namespace hibah
