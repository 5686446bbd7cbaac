// libhibah: row cells — cells of rows, of a CSV file or a frame, as values of the portfolio, or what is wrong with them.
#pragma once

// What all rows share stands in RowContext and is only read. What one thread learns on its way (words, notes on stages) stands in its
// RowCells. Private to io.

#include <array>
#include <cstdint>
#include <cstring>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <libhibah/base/dictionary.hpp>
#include <libhibah/base/hash.hpp>
#include <libhibah/io/csv_rows.hpp>
#include <libhibah/io/frame_rows.hpp>
#include <libhibah/journal/journal.hpp>
#include <libhibah/journal/portfolio.hpp>
#include <libhibah/money/notation.hpp>

namespace hibah::detail {

inline constexpr std::uint64_t max_csv_bytes = std::uint64_t{1} << 40;

/// The codes of stages that may be named: those of a portfolio's timetable and of all built-in ones.
[[nodiscard]] std::set<std::string, std::less<>> known_stages(const Timetable& timetable);

/// What the rows of every file are held against.
struct RowContext {
  const Portfolio* portfolio = nullptr;
  const std::set<std::string, std::less<>>* stages = nullptr;
  bool knows_stages = false;
  std::optional<Notation> notation = {};  ///< as portfolio.toml asks for; nothing where the rows are to show it
  bool knows_notation = false;            ///< false where portfolio.toml, which may say it, could not be read
  Dictionary grant_ids = {};              ///< word n is an id of grant grant_of[n]
  std::vector<std::uint32_t> grant_of = {};

  /// From the portfolio's grants.
  void index_grants();
  /// Worked out anew for each call: callers ask once a word, and not at all once their problems are only counted.
  [[nodiscard]] std::string nearest_grant(std::string_view id) const;
  [[nodiscard]] std::string nearest_stage(std::string_view code) const;
};

/// Words of one column on one thread: a dictionary of its own, with the place where each word came first.
class WordColumn {
 public:
  /// The number of `word` in this column's own dictionary. `entry` is where it stands.
  WordId operator()(std::string_view word, std::uint64_t entry) {
    if (word.empty()) return 0;
    if (word.size() > 16) return expected(word, hash_of(word), entry);
    const auto [head, tail] = head_and_tail(word);
    Near& near = near_[mixed(head, tail ^ word.size()) % near_.size()];
    if (near.head != head || near.tail != tail || near.size != word.size()) {
      near = {head, tail, static_cast<std::uint32_t>(word.size()), expected(word, hash_of(word), entry)};
    }
    return near.id;
  }
  /// For a column of many words, in two steps with other work between them.
  [[nodiscard]] std::uint64_t expect(std::string_view word) const noexcept {
    const std::uint64_t hash = hash_of(word);
    words_.expect(hash);
    return hash;
  }
  WordId expected(std::string_view word, std::uint64_t hash, std::uint64_t entry) {
    if (word.empty()) return 0;
    const WordId id = words_.intern(word, hash);
    if (id >= first_.size()) first_.push_back(entry);
    return id;
  }
  [[nodiscard]] const Dictionary& words() const noexcept { return words_; }
  /// By number: the place of the first entry with the word.
  [[nodiscard]] const std::vector<std::uint64_t>& first() const noexcept { return first_; }

 private:
  /// A word that was asked for lately. Its two halves, which may overlap, and its size are all of it.
  struct Near {
    std::uint64_t head = 0;
    std::uint64_t tail = 0;
    std::uint32_t size = 0;
    WordId id = 0;
  };
  /// Of 1 to 16 bytes.
  [[nodiscard]] static std::pair<std::uint64_t, std::uint64_t> head_and_tail(std::string_view word) noexcept {
    const char* const bytes = word.data();
    const std::size_t size = word.size();
    if (size >= 8) return {load8(bytes), load8(bytes + size - 8)};
    if (size >= 4) return {load4(bytes), load4(bytes + size - 4)};
    std::uint64_t head = 0;
    std::memcpy(&head, bytes, size);
    return {head, 0};
  }

  Dictionary words_;
  std::vector<std::uint64_t> first_{0};
  std::array<Near, 128> near_;  // most columns hold few words that come again and again
};

/// For each thread's words their numbers in `target`, to which new ones are added in the order of their first place.
[[nodiscard]] std::vector<std::vector<WordId>> merged(const std::vector<const WordColumn*>& columns, Dictionary& target);

/// The number of a cell's word in `words`. `entry` is where it stands. Of a frame's dictionary each entry is looked up once.
template <typename Rows>
WordId word_of(Rows& rows, std::size_t column, WordColumn& words, std::uint64_t entry) {
  if constexpr (Rows::is_typed) {
    if (std::uint32_t* note = rows.note(column)) {
      if (*note == 0) *note = words(rows.cell(column), entry) + 1;
      return *note - 1;
    }
  }
  return words(rows.cell(column), entry);
}

/// Reads cells on one thread. Every function tells what is wrong with its cell and then gives nothing.
/// `Rows` is CsvRows or FrameRows.
template <typename Rows>
class RowCells {
 public:
  explicit RowCells(const RowContext& context) : context_(&context) {}

  // What a text says where nothing is wrong with it; where these give false, the row is asked, which tells what is wrong. What the row
  // before said, which is what most rows say again, is answered at once.
  [[nodiscard]] bool try_grant(std::string_view id, std::uint32_t& grant) {
    if (id.empty() || (!same_text(id, last_grant_id_) && !find_grant(id))) return false;
    grant = last_grant_;
    return true;
  }
  /// Where the notation is not known, only what shows none.
  [[nodiscard]] static bool try_amount(std::string_view text, std::optional<Notation> notation, Rupiah& amount) noexcept {
    if (notation != Notation::indonesian && try_parse_common(text, amount)) return notation || text.find('.') == std::string_view::npos;
    return notation && try_parse_cell(text, *notation, amount) && amount.sen() >= 0;
  }
  [[nodiscard]] bool try_date(std::string_view text, DateSpan& date) {
    Date day;
    if (try_parse_iso_date(text, day)) {
      date = day;
      return true;
    }
    if (text.empty() || (!same_text(text, last_date_) && !find_date(text))) return false;
    date = last_span_;
    return true;
  }
  [[nodiscard]] bool try_stage(std::string_view code, std::uint64_t entry, WordId& stage) {
    stage = stages_(code, entry);
    return stage == 0 || !context_->knows_stages || is_known_stage(stage, code);
  }
  [[nodiscard]] bool try_kind(std::string_view text, EntryKind& kind) {
    if (text.empty() || (!same_text(text, last_kind_name_) && !find_kind(text))) return false;
    kind = last_kind_;
    return true;
  }

  [[nodiscard]] std::optional<std::uint32_t> grant(Rows& rows, std::size_t column) {
    std::uint32_t* const note = noted(rows, column);
    if (note && *note != 0) return *note - 1;
    std::uint32_t grant = 0;
    if (!try_grant(rows.cell(column), grant)) return other_grant(rows, column);
    if (note) *note = grant + 1;
    return grant;
  }
  /// Where nothing in the file shows its notation, what reads the same in both is taken, and what does not is a problem.
  [[nodiscard]] std::optional<Rupiah> amount(Rows& rows, std::size_t column, std::optional<Notation> notation) {
    if constexpr (!Rows::is_typed) {
      Rupiah amount;
      if (notation == Notation::plain && try_parse_common(rows.cell(column), amount)) return amount;
    }
    return other_amount(rows, column, notation);
  }
  /// The same, of an amount that may be below zero.
  [[nodiscard]] std::optional<Rupiah> signed_amount(Rows& rows, std::size_t column, std::optional<Notation> notation);
  [[nodiscard]] std::optional<DateSpan> date(Rows& rows, std::size_t column) {
    if constexpr (!Rows::is_typed) {
      DateSpan date;
      if (try_date(rows.cell(column), date)) return date;
    }
    return other_date(rows, column);
  }
  [[nodiscard]] std::optional<WordId> stage(Rows& rows, std::size_t column, std::uint64_t entry) {
    const WordId id = word_of(rows, column, stages_, entry);
    if (id == 0 || !context_->knows_stages || is_known_stage(id, rows.cell(column))) return id;
    rows.problem(ErrorCode::stage_unknown, column, rows.is_full() ? std::string{} : context_->nearest_stage(rows.cell(column)));
    return std::nullopt;
  }
  [[nodiscard]] std::optional<EntryKind> kind(Rows& rows, std::size_t column) {
    std::uint32_t* const note = noted(rows, column);
    if (note && *note != 0) return static_cast<EntryKind>(*note - 1);
    EntryKind kind{};
    if (!try_kind(rows.cell(column), kind)) return other_kind(rows, column);
    if (note) *note = static_cast<std::uint32_t>(kind) + 1;
    return kind;
  }
  /// A whole number from 0; an empty cell is 0.
  [[nodiscard]] std::optional<int> number(Rows& rows, std::size_t column, ErrorCode code) {
    return rows.cell(column).empty() ? std::optional<int>(0) : other_number(rows, column, code);
  }
  [[nodiscard]] std::optional<int> tranche(Rows& rows, std::size_t column, const std::optional<std::uint32_t>& grant);
  [[nodiscard]] const WordColumn& stages() const noexcept { return stages_; }

 private:
  /// Room for a note on the dictionary entry that a frame's cell names; null where there is none.
  [[nodiscard]] static std::uint32_t* noted(Rows& rows, std::size_t column) {
    if constexpr (Rows::is_typed) return rows.note(column);
    return nullptr;
  }
  [[nodiscard]] std::optional<std::uint32_t> other_grant(Rows& rows, std::size_t column);
  [[nodiscard]] std::optional<Rupiah> other_amount(Rows& rows, std::size_t column, std::optional<Notation> notation);
  [[nodiscard]] std::optional<DateSpan> other_date(Rows& rows, std::size_t column);
  [[nodiscard]] std::optional<EntryKind> other_kind(Rows& rows, std::size_t column);
  [[nodiscard]] std::optional<int> other_number(Rows& rows, std::size_t column, ErrorCode code);

  // These take what they find for the last one; false where it is not there.
  bool find_grant(std::string_view id);
  bool find_date(std::string_view text);
  bool find_kind(std::string_view text);
  [[nodiscard]] bool is_known_stage(WordId id, std::string_view code) {
    if (id >= stage_is_known_.size()) stage_is_known_.resize(id + std::size_t{1}, -1);
    if (stage_is_known_[id] < 0) stage_is_known_[id] = context_->stages->contains(code) ? 1 : 0;
    return stage_is_known_[id] == 1;
  }

  const RowContext* context_;
  WordColumn stages_;
  std::vector<signed char> stage_is_known_;  // by number in stages_; -1 where not yet looked at
  std::unordered_map<std::string, std::string> nearest_grants_;
  std::string last_grant_id_;
  std::uint32_t last_grant_ = 0;
  std::string last_date_;
  DateSpan last_span_;
  std::string last_kind_name_;
  EntryKind last_kind_{};
};

extern template class RowCells<CsvRows>;
extern template class RowCells<FrameRows>;

}  // namespace hibah::detail
