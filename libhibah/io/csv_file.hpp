// libhibah: CSV file — a CSV file of the portfolio format: its header, and its rows in pieces for several threads.
#pragma once

// Rows are cut from the file in pieces that end at row borders, handed out in order and worked on side by side. What came of them is given
// back in order, so nothing depends on the number of threads. Where a quote is at fault the borders are no longer known: from that piece on
// the file is read again, row by row on one thread, by the same code that tells what is wrong.

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <libhibah/base/parallel.hpp>
#include <libhibah/base/sha256.hpp>
#include <libhibah/io/csv_rows.hpp>
#include <libhibah/io/input_bytes.hpp>
#include <libhibah/journal/portfolio.hpp>
#include <libhibah/money/notation.hpp>

namespace hibah {

struct CsvOptions {
  unsigned threads = 1;
  ScanWidth width = ScanWidth::best;
  bool plain = false;  ///< every row by CsvReader on one thread: slow, and the measure of what is right
  Progress progress = {};
};

class CsvFile {
 public:
  /// Reads the header. Faults of the file as a whole and of its header go to `problems`.
  CsvFile(std::shared_ptr<InputBytes> bytes, const std::string& name, std::span<const ColumnSpec> columns, detail::Problems& problems);
  ~CsvFile();

  /// False where there is nothing to read. A header at fault is told, and the columns that it does have are read on.
  [[nodiscard]] bool is_readable() const noexcept { return is_readable_; }
  [[nodiscard]] const CsvLayout& layout() const noexcept { return layout_; }
  [[nodiscard]] bool has(std::size_t column) const noexcept { return layout_.has(column); }
  /// One piece as it is handed out.
  struct Unit {
    std::uint64_t number = 0;
    CsvPiece piece;
    std::size_t most_rows = 0;  ///< no more rows than this stand in it
  };

  /// What the rows of a file are made into, piece by piece. `Result` is moved about.
  ///   Result begin(unsigned worker, const Unit&)    one at a time, in the order of the file
  ///   void take(unsigned worker, CsvRows&, Result&)  side by side
  ///   void give_up(const Result&)                    one at a time: this result and all later ones are not wanted
  /// Comes back with the results in the order of the file; their problems go to the list given to the constructor.
  template <typename Result, typename Taker>
  std::vector<Result> read(const CsvOptions& options, Taker& taker);

  /// As read(), for rows with amounts in `column`, which are written as `asked` or, where nothing is asked, as the rows show. `make(notation,
  /// may_turn)` gives a pointer to the taker. One that may turn does not know the notation, because the first rows are whole rupiah without a
  /// point, and tells by has_turned() that a later row is not: what it took is then given back by `take_back()`, and once all rows have said
  /// which notation it is, all is read again. Comes back with the taker that read them.
  template <typename Result, typename Make, typename TakeBack>
  auto read_amounts(const CsvOptions& options, std::span<const std::size_t> columns, std::optional<Notation> asked, const Make& make,
                    const TakeBack& take_back);

  /// What Portfolio::inputs keeps of the file. Only after read().
  void describe(InputFile& input);

 private:
  struct Buffer {
    std::unique_ptr<char[]> bytes;
    std::size_t capacity = 0;
    void reserve(std::size_t size, std::size_t kept);
  };
  struct Done {
    std::uint64_t number = 0;
    std::uint64_t rows = 0;
    detail::Problems problems;
  };
  using Work = std::function<void(unsigned worker, CsvRows& rows, const Unit& unit)>;

  bool check_bytes();
  bool read_header_row(CsvRow& row);
  void read_header();
  /// How amounts of these columns are written, as far as the first rows show it.
  [[nodiscard]] std::optional<Notation> notation_in_first_rows(std::span<const std::size_t> columns);
  /// The same from all rows: nothing where none shows it.
  [[nodiscard]] std::optional<Notation> notation_in_all_rows(std::span<const std::size_t> columns);
  bool next_unit(Unit& unit, Buffer& buffer);
  void hash_from(std::uint64_t offset, std::string_view text);
  void read_from(std::uint64_t offset, std::uint32_t line, std::string_view carried);
  /// Hands out pieces until the end, or until quotes turn out to be broken. True where they are, with `broken` set to that piece.
  bool in_pieces(const CsvOptions& options, const Work& begin, const Work& take, std::vector<Done>& done, Unit& broken);
  void row_by_row(const CsvOptions& options, const Unit& from, const Work& begin, const Work& take, std::vector<Done>& done);
  void tell_progress(const CsvOptions& options) const;

  std::shared_ptr<InputBytes> bytes_;
  CsvLayout layout_;
  std::span<const ColumnSpec> columns_;
  detail::Problems* problems_;
  bool is_readable_ = false;
  std::uint64_t rows_ = 0;

  // The first bytes of the file, in which the header stands, and where the rows begin.
  std::string prefix_;
  bool is_all_ = false;  // the prefix is the whole file
  std::size_t data_begin_ = 0;
  std::uint32_t data_line_ = 1;

  // What is handed out next; under guard_.
  std::mutex guard_;
  std::string carried_;
  std::uint64_t offset_ = 0;  // of what is carried
  std::uint32_t line_ = 1;
  std::uint64_t number_ = 0;
  bool is_at_end_ = false;
  std::uint64_t problems_kept_ = 0;  // before the file, and by pieces that are done
  std::atomic<std::uint64_t> bytes_read_{0};

  // The hash of the text, in order.
  InTurn in_turn_;
  Sha256 hash_;
  std::uint64_t hashed_bytes_ = 0;
};

template <typename Result, typename Taker>
std::vector<Result> CsvFile::read(const CsvOptions& options, Taker& taker) {
  const unsigned threads = options.plain ? 1 : thread_count(options.threads);
  struct Numbered {
    std::uint64_t number;
    Result result;
  };
  std::vector<std::optional<Numbered>> current(threads);
  std::vector<std::vector<Numbered>> by_worker(threads);
  const Work begin = [&](unsigned worker, CsvRows&, const Unit& unit) {
    current[worker] = Numbered{unit.number, taker.begin(worker, unit)};
  };
  const Work take = [&](unsigned worker, CsvRows& rows, const Unit&) {
    taker.take(worker, rows, current[worker]->result);
    by_worker[worker].push_back(std::move(*current[worker]));
  };
  std::vector<Done> done;
  Unit broken;
  const auto in_order = [&] {
    std::vector<Numbered> all;
    for (auto& list : by_worker) {
      for (Numbered& item : list) all.push_back(std::move(item));
      list.clear();
    }
    std::sort(all.begin(), all.end(), [](const Numbered& a, const Numbered& b) { return a.number < b.number; });
    return all;
  };
  std::vector<Numbered> good;
  CsvOptions used = options;
  used.threads = threads;
  if (options.plain) {
    broken.piece.offset = data_begin_;
    broken.piece.line = data_line_;
    row_by_row(used, broken, begin, take, done);
  } else if (in_pieces(used, begin, take, done, broken)) {
    good = in_order();
    const auto first_bad = std::find_if(good.begin(), good.end(), [&](const Numbered& item) { return item.number >= broken.number; });
    if (first_bad != good.end()) taker.give_up(first_bad->result);
    good.erase(first_bad, good.end());
    std::erase_if(done, [&](const Done& item) { return item.number >= broken.number; });
    row_by_row(used, broken, begin, take, done);
  }
  for (Numbered& item : in_order()) good.push_back(std::move(item));
  std::sort(done.begin(), done.end(), [](const Done& a, const Done& b) { return a.number < b.number; });
  rows_ = 0;
  for (Done& item : done) {
    rows_ += item.rows;
    problems_->take(std::move(item.problems));
  }
  std::vector<Result> results;
  results.reserve(good.size());
  for (Numbered& item : good) results.push_back(std::move(item.result));
  return results;
}

template <typename Result, typename Make, typename TakeBack>
auto CsvFile::read_amounts(const CsvOptions& options, std::span<const std::size_t> columns, std::optional<Notation> asked, const Make& make,
                           const TakeBack& take_back) {
  const std::optional<Notation> known = asked ? asked : notation_in_first_rows(columns);
  const bool has_any = std::any_of(columns.begin(), columns.end(), [&](std::size_t column) { return has(column); });
  auto taker = make(known, !known && has_any);
  const detail::Problems before = *problems_;
  std::vector<Result> results = read<Result>(options, *taker);
  if (taker->has_turned()) {
    *problems_ = before;
    take_back();
    taker = make(notation_in_all_rows(columns), false);
    results = read<Result>(options, *taker);
  }
  return std::pair(std::move(taker), std::move(results));
}

}  // namespace hibah
