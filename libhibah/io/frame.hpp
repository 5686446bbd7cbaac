// libhibah: frame — a dataframe as an input: its columns, and its rows in pieces for several threads.
#pragma once

// What CsvFile is for a file: the names of the columns are matched with the format's, rows are handed out in pieces, and what came of them
// is given back in order. Pieces are cut from the rows of the frame and not from its batches, so nothing depends on how it is chunked.
//
// The SHA-256 of a frame is that of its cells as text: the header, then every row, each cell as its length in four bytes (lowest first)
// and its bytes. So the same cells have the same hash whatever their types, batches and dictionaries are.
//
// Private to io.

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <libhibah/base/parallel.hpp>
#include <libhibah/base/sha256.hpp>
#include <libhibah/io/frame_rows.hpp>
#include <libhibah/journal/portfolio.hpp>
#include <libhibah/money/notation.hpp>

namespace hibah {

/// Gives a stream back whatever happens; one that was read is empty by then. Null is none.
class GivenBack {
 public:
  explicit GivenBack(ArrowArrayStream* stream) noexcept : stream_(stream) {}
  GivenBack(const GivenBack&) = delete;
  GivenBack& operator=(const GivenBack&) = delete;
  ~GivenBack() {
    if (stream_ && stream_->release) stream_->release(stream_);
  }

 private:
  ArrowArrayStream* stream_;
};

class Frame {
 public:
  /// Takes all of the stream. Faults of the stream, the names and the types go to `problems`; progress is told rows, of a total that is not
  /// known yet.
  Frame(ArrowArrayStream& stream, const std::string& name, std::span<const ColumnSpec> columns, detail::Problems& problems,
        const Progress& progress);

  /// False where there is nothing to read. Columns at fault are told, and the others are read on.
  [[nodiscard]] bool is_readable() const noexcept { return is_readable_; }
  [[nodiscard]] const RowLayout& layout() const noexcept { return layout_; }
  [[nodiscard]] bool has(std::size_t column) const noexcept { return layout_.has(column); }
  /// How amounts of a column of texts are written; nothing where no row shows it.
  [[nodiscard]] std::optional<Notation> notation(std::size_t column) const;

  /// One piece as it is handed out.
  struct Unit {
    std::size_t most_rows = 0;
  };
  /// As CsvFile::read, with FrameRows for CsvRows; no result is ever given up.
  template <typename Result, typename Taker>
  std::vector<Result> read(unsigned threads, const Progress& progress, Taker& taker);

  /// What Portfolio::inputs keeps of the frame. Only after read().
  void describe(InputFile& input);

 private:
  /// Rows that are handed out at once: few enough for the caches, many enough that handing out costs nothing.
  static constexpr std::uint64_t rows_in_piece = 16'384;

  void take_schema(const ArrowSchema& schema, std::span<const ColumnSpec> columns);
  void take_batches(ArrowArrayStream& stream, const Progress& progress);
  void hash_header();
  /// Puts what is hashed of these rows in place of `text`, whose memory is used again.
  void put_hashed(std::uint64_t begin, std::uint64_t end, std::string& text) const;
  /// Calls `work(worker, rows, number)` for every piece, and before it `prepare(worker, number, rows in it)` in the order of the frame.
  void in_pieces(unsigned threads, const Progress& progress, const std::function<void(unsigned, std::uint64_t, std::size_t)>& prepare,
                 const std::function<void(unsigned, FrameRows&, std::uint64_t)>& work);

  std::shared_ptr<FrameData> data_;
  RowLayout layout_;
  detail::Problems* problems_;
  bool is_readable_ = false;

  std::mutex guard_;
  std::uint64_t next_piece_ = 0;
  std::uint64_t problems_kept_ = 0;
  std::atomic<std::uint64_t> rows_read_{0};

  // The hash of the cells, in order.
  InTurn in_turn_;
  Sha256 hash_;
};

template <typename Result, typename Taker>
std::vector<Result> Frame::read(unsigned threads, const Progress& progress, Taker& taker) {
  std::vector<std::optional<Result>> by_piece(static_cast<std::size_t>((data_->rows() + rows_in_piece - 1) / rows_in_piece));
  in_pieces(
      threads, progress,
      [&](unsigned worker, std::uint64_t number, std::size_t rows) { by_piece[number] = taker.begin(worker, Unit{rows}); },
      [&](unsigned worker, FrameRows& rows, std::uint64_t number) { taker.take(worker, rows, *by_piece[number]); });
  std::vector<Result> results;
  results.reserve(by_piece.size());
  for (std::optional<Result>& result : by_piece) results.push_back(std::move(*result));
  return results;
}

}  // namespace hibah
