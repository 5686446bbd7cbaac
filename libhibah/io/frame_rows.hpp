// libhibah: frame rows — the cells of a dataframe where they lie, as text and as typed values.
#pragma once

// A frame is kept as the Arrow batches that it came in: nothing of it is copied, and it is given back when its last user is gone. What it
// holds is only read, by any number of threads. A cell has one text, whatever its type: the text itself trimmed, the digits of a whole
// number or a decimal (as many decimals as its type has), a day as 2024-03-04. Null is empty. Private to io.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <libhibah/calendar/date.hpp>
#include <libhibah/io/arrow.hpp>
#include <libhibah/io/detail/problems.hpp>
#include <libhibah/io/detail/row_layout.hpp>
#include <libhibah/money/rupiah.hpp>

namespace hibah {

/// How the cells of a column lie in memory.
struct CellFormat {
  enum class Kind : std::uint8_t { nothing, text, text_view, whole, decimal, moment };
  Kind kind = Kind::nothing;
  unsigned bytes = 0;  ///< of a value; of an offset where the kind is text
  bool is_signed = true;
  int scale = 0;                 ///< of a decimal
  std::int64_t parts_a_day = 1;  ///< of a moment: how many of its units a day has
  unsigned index_bytes = 0;      ///< of a dictionary's index; 0 where there is no dictionary
  bool is_index_signed = true;
};

/// Nothing for a type that no column may have.
[[nodiscard]] std::optional<CellFormat> cell_format(const ArrowSchema& column);
/// The name of a column's type for people, such as "float64".
[[nodiscard]] std::string type_name(const ArrowSchema& column);

/// What a typed cell says.
enum class CellState : std::uint8_t {
  text,   ///< nothing: it is to be read as text
  known,  ///< a value
  fault,  ///< a value that is not allowed
};

/// Batches of one schema, and their cells.
class FrameData {
 public:
  FrameData() = default;
  FrameData(const FrameData&) = delete;
  FrameData& operator=(const FrameData&) = delete;
  ~FrameData();

  /// The cells of one array. No part of it is owned.
  struct Cells {
    const unsigned char* validity = nullptr;
    const unsigned char* values = nullptr;
    const char* text = nullptr;            // of a column of texts
    const void* const* further = nullptr;  // of text views: the buffers that long ones lie in
    std::int64_t offset = 0;               // where the first row's cell stands
    std::int64_t length = 0;
  };
  struct Column {
    Cells cells;
    Cells words;  // of a dictionary
  };
  struct Batch {
    ArrowArray array{};
    std::uint64_t first = 0;  // row of the frame
    std::int64_t rows = 0;
    std::vector<Column> columns;
  };

  /// Takes a batch over. Errors: InputError where it does not fit the formats.
  void add(ArrowArray& batch);

  std::string file;  // what problems call the frame
  std::vector<CellFormat> formats;
  [[nodiscard]] const std::vector<Batch>& batches() const noexcept { return batches_; }
  [[nodiscard]] std::uint64_t rows() const noexcept { return rows_; }
  /// The number of the batch in which a row of the frame stands.
  [[nodiscard]] std::size_t batch_of(std::uint64_t row) const noexcept;
  /// The cell's text, trimmed; `buffer` holds it where it is not in the frame itself.
  /// Errors: InputError for an index beyond its dictionary.
  [[nodiscard]] std::string_view text(const Batch& batch, std::size_t place, std::int64_t row, std::string& buffer) const;
  [[nodiscard]] bool is_null(const Batch& batch, std::size_t place, std::int64_t row) const noexcept;
  /// Of a dictionary's cell that is not null. Errors: InputError for an index beyond the dictionary.
  [[nodiscard]] std::int64_t index(const Batch& batch, std::size_t place, std::int64_t row) const;
  /// Whether the cells of these rows, or the words of the dictionary, are known to be ASCII without NUL without looking at each.
  [[nodiscard]] bool is_plain(const Batch& batch, std::size_t place, std::int64_t first, std::int64_t end) const noexcept;

  /// An amount or a day of a cell whose type knows one. `code` is set where it is at fault.
  [[nodiscard]] CellState amount(const Batch& batch, std::size_t place, std::int64_t row, Rupiah& amount, ErrorCode& code) const;
  [[nodiscard]] CellState day(const Batch& batch, std::size_t place, std::int64_t row, Date& day, ErrorCode& code) const;

 private:
  std::vector<Batch> batches_;  // none of them empty
  std::uint64_t rows_ = 0;
};

/// Rows of a frame one after the other, as CsvRows gives those of a file.
class FrameRows {
 public:
  static constexpr bool is_typed = true;

  /// Both outlive the rows.
  FrameRows(const FrameData& data, const RowLayout& layout)
      : data_(&data), layout_(&layout), is_plain_(data.formats.size()), buffers_(data.formats.size()), notes_(layout.place.size()) {}

  /// Begins with the rows `begin` to before `end` of the frame; problems go to `problems`.
  void open(std::uint64_t begin, std::uint64_t end, detail::Problems& problems);
  /// The next row; one that holds what is no text is told and passed over. False at the end.
  [[nodiscard]] bool next();

  /// The number of the row, from 1.
  [[nodiscard]] std::uint32_t line() const noexcept { return static_cast<std::uint32_t>(row_ + 1); }
  /// The same from 0.
  [[nodiscard]] std::uint64_t offset() const noexcept { return row_; }
  /// The trimmed cell of a column; empty where it is null or the frame lacks it. Holds until the next row.
  [[nodiscard]] std::string_view cell(std::size_t column) {
    const int place = layout_->place[column];
    return place < 0 ? std::string_view{} : text(static_cast<std::size_t>(place));
  }
  [[nodiscard]] bool has(std::size_t column) const noexcept { return layout_->has(column); }
  void problem(ErrorCode code, std::size_t column, std::string hint = {});
  [[nodiscard]] bool is_full() const noexcept { return problems_->is_full(); }

  /// Room for a note on the dictionary entry that the cell names, 0 until somebody writes one; null where there is no such entry.
  [[nodiscard]] std::uint32_t* note(std::size_t column);
  [[nodiscard]] CellState amount(std::size_t column, Rupiah& amount, ErrorCode& code) const {
    return data_->amount(*batch_, static_cast<std::size_t>(layout_->place[column]), in_batch_, amount, code);
  }
  [[nodiscard]] CellState day(std::size_t column, Date& day, ErrorCode& code) const {
    return data_->day(*batch_, static_cast<std::size_t>(layout_->place[column]), in_batch_, day, code);
  }

 private:
  /// Notes on the words of one column's dictionary, which several batches may share.
  struct Notes {
    const void* values = nullptr;
    std::int64_t offset = 0;
    std::vector<std::uint32_t> list;
  };
  void enter_batch();
  bool check_cells();
  [[nodiscard]] std::string_view text(std::size_t place) { return data_->text(*batch_, place, in_batch_, buffers_[place]); }

  const FrameData* data_;
  const RowLayout* layout_;
  detail::Problems* problems_ = nullptr;
  std::uint64_t next_ = 0;
  std::uint64_t end_ = 0;
  std::uint64_t row_ = 0;
  const FrameData::Batch* batch_ = nullptr;
  std::int64_t in_batch_ = 0;
  bool is_dirty_ = false;             // some column is not plain
  std::vector<bool> is_plain_;        // by place
  std::vector<std::string> buffers_;  // by place
  std::vector<Notes> notes_;          // by column of the format
};

}  // namespace hibah
