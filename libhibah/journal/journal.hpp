// libhibah: Journal — what happened to the money: append-only, one array per attribute.
#pragma once

// An entry is never edited: it is taken back by a reversal that names it. The columns are filled once (JournalBuilder, or a reader) and
// then only read; an index gives the entries of one grant by day. Words that repeat (stages, accounts, payees, destinations) are numbers
// into Words. Words that hardly do (ids, vouchers, descriptions) are not kept at all: their text is read again where somebody asks for it
// (EntryTexts), and a voucher has a key by which equal ones are found. So an entry takes 40 bytes, whatever stands in its row.
//
// The columns lie in chunks of `JournalChunk::rows` entries: they grow without moving, threads fill them side by side, and each chunk
// leaves as a record batch without a copy.

#include <array>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <libhibah/agreement/grant.hpp>
#include <libhibah/base/dictionary.hpp>
#include <libhibah/base/source.hpp>
#include <libhibah/calendar/date_span.hpp>
#include <libhibah/money/rupiah.hpp>

namespace hibah {

/// The dictionaries that budget and journal share, so that a line and an entry are compared by number.
struct Words {
  Dictionary stage;
  Dictionary account;
  Dictionary payee;
  Dictionary destination;
  Dictionary description;  ///< of budget lines; those of entries are read again
};

using EntryIndex = std::uint32_t;
inline constexpr EntryIndex no_entry = 0xFFFFFFFFu;

/// One entry on its way into the journal.
struct Entry {
  std::string_view id;  ///< empty: none of its own
  DateSpan date;
  EntryKind kind{};
  std::uint32_t grant = 0;  ///< index in Portfolio::grants
  int tranche = 0;          ///< 0: none stated
  WordId stage = 0;
  WordId account = 0;
  Rupiah amount;
  WordId payee = 0;
  WordId destination = 0;
  std::string_view voucher;
  std::string_view description;
  std::string_view reverses;  ///< id of the entry that a reversal takes back
  SourceRef where;
};

/// Optional columns that an input may lack; what is not there is unknown, not empty.
enum class JournalColumn : std::uint8_t { id, tranche, stage, account, payee, voucher, reverses, destination, description };
inline constexpr int journal_column_count = 9;
[[nodiscard]] std::string_view name_of(JournalColumn column) noexcept;

/// The words of entries that are in no dictionary. Safe to ask from several threads.
class EntryTexts {
 public:
  EntryTexts() = default;
  EntryTexts(const EntryTexts&) = delete;
  EntryTexts& operator=(const EntryTexts&) = delete;
  virtual ~EntryTexts() = default;
  /// The trimmed id, voucher or description of the entry that stands at `where`; empty where it has none.
  /// Errors: InputError where the input is no longer what was read.
  [[nodiscard]] virtual std::string text(EntryIndex entry, const SourceRef& where, JournalColumn column) const = 0;
  /// Calls `take(k, text)` with that of each of many entries, which ascend. Errors: as text.
  virtual void each_text(std::span<const EntryIndex> entries, std::span<const SourceRef> where, JournalColumn column,
                         const std::function<void(std::size_t, std::string_view)>& take) const;
};

/// A number that is equal for vouchers that are the same name (trimmed, without case), and hardly ever for others; 0 for none.
[[nodiscard]] std::uint64_t voucher_key(std::string_view voucher);

/// Dates of entries as one number, so that a column of days is a column of numbers.
namespace detail {
/// A known day is its number since 1970; of a month or a year it is the number of its first day with a mark that makes it negative.
inline constexpr std::int32_t month_mark = -1'000'000;
inline constexpr std::int32_t year_mark = -2'000'000;
/// Errors: UsageError for a span that is no day, whole month or whole year.
[[nodiscard]] std::int32_t packed(const DateSpan& date);
[[nodiscard]] inline std::int32_t first_day_of(std::int32_t packed) noexcept {
  if (packed >= 0) return packed;
  return packed >= month_mark ? packed - month_mark : packed - year_mark;
}

struct Freed {
  void operator()(std::uint32_t* memory) const noexcept { std::free(memory); }
};
/// A hash of each entry's own id (0 for none), in chunks as the columns are. A chunk that holds no hashes is null.
using IdHashes = std::vector<std::unique_ptr<std::uint32_t[], Freed>>;
[[nodiscard]] IdHashes::value_type new_id_hashes();  ///< of one chunk, all of them 0
}  // namespace detail

/// Some of the journal's entries, column by column. A page of a column that nobody wrote takes no memory and reads as zeros.
struct JournalChunk {
  static constexpr std::size_t bits = 16;
  static constexpr std::size_t rows = std::size_t{1} << bits;

  template <typename T>
  using Column = std::array<T, rows>;
  Column<std::int64_t> amount;    // sen
  Column<std::uint64_t> voucher;  // voucher_key
  Column<std::int32_t> day;       // packed
  Column<WordId> account;
  Column<WordId> payee;
  Column<WordId> destination;  // few entries have one
  Column<std::uint16_t> grant;
  Column<std::uint16_t> stage;
  Column<std::uint16_t> offset;  // bytes from the stretch's own
  Column<EntryKind> kind;
  Column<std::uint8_t> tranche;
  std::array<std::uint64_t, rows / 64> has_id;  // a bit for each entry
};

class Journal {
 public:
  [[nodiscard]] std::size_t size() const noexcept { return size_; }

  [[nodiscard]] DateSpan date(EntryIndex i) const noexcept;
  [[nodiscard]] Date first_day(EntryIndex i) const noexcept { return Date::from_days(detail::first_day_of(packed_day(i))); }
  /// True where the day itself is known, not only its month or year.
  [[nodiscard]] bool is_day(EntryIndex i) const noexcept { return packed_day(i) >= 0; }
  [[nodiscard]] EntryKind kind(EntryIndex i) const noexcept { return chunk(i).kind[in_chunk(i)]; }
  [[nodiscard]] std::uint32_t grant(EntryIndex i) const noexcept { return chunk(i).grant[in_chunk(i)]; }
  [[nodiscard]] int tranche(EntryIndex i) const noexcept { return chunk(i).tranche[in_chunk(i)]; }
  [[nodiscard]] WordId stage(EntryIndex i) const noexcept { return chunk(i).stage[in_chunk(i)]; }
  [[nodiscard]] WordId account(EntryIndex i) const noexcept { return chunk(i).account[in_chunk(i)]; }
  [[nodiscard]] WordId payee(EntryIndex i) const noexcept { return chunk(i).payee[in_chunk(i)]; }
  [[nodiscard]] WordId destination(EntryIndex i) const noexcept { return chunk(i).destination[in_chunk(i)]; }
  [[nodiscard]] std::uint64_t voucher(EntryIndex i) const noexcept { return chunk(i).voucher[in_chunk(i)]; }
  [[nodiscard]] Rupiah amount(EntryIndex i) const noexcept { return Rupiah::from_sen(chunk(i).amount[in_chunk(i)]); }
  /// The day as it is kept: see detail::packed.
  [[nodiscard]] std::int32_t packed_day(EntryIndex i) const noexcept { return chunk(i).day[in_chunk(i)]; }
  [[nodiscard]] SourceRef where(EntryIndex i) const noexcept;

  /// The trimmed id, voucher or description of an entry, as it is written; empty where it has none. Errors: InputError.
  [[nodiscard]] std::string text(EntryIndex i, JournalColumn column) const;
  [[nodiscard]] const std::shared_ptr<const EntryTexts>& texts() const noexcept { return texts_; }
  /// The entry's own id; empty where it has none. Errors: InputError.
  [[nodiscard]] std::string own_id(EntryIndex i) const { return text(i, JournalColumn::id); }
  [[nodiscard]] bool has_own_id(EntryIndex i) const noexcept { return (chunk(i).has_id[in_chunk(i) / 64] >> (i % 64) & 1) != 0; }
  [[nodiscard]] bool has_reversals() const noexcept { return !reversals_.empty(); }
  /// The id that a reversal names, and the entry that it names (no_entry where there is none such).
  [[nodiscard]] std::string_view reverses_text(EntryIndex reversal) const noexcept;
  [[nodiscard]] EntryIndex reverses(EntryIndex reversal) const noexcept;
  /// The reversals that name one of the entries from `first` on.
  [[nodiscard]] std::vector<EntryIndex> reversals_naming(EntryIndex first) const;

  [[nodiscard]] bool has(JournalColumn column) const noexcept { return present_[static_cast<std::size_t>(column)]; }
  /// The entries of a grant by first day, within a day receipts before payments, then input order.
  [[nodiscard]] std::span<const EntryIndex> of_grant(std::uint32_t grant) const noexcept;

  // Whole columns, for sweeps and for Arrow.
  [[nodiscard]] std::size_t chunk_count() const noexcept { return (size_ + JournalChunk::rows - 1) >> JournalChunk::bits; }
  /// Whoever keeps a chunk keeps its columns.
  [[nodiscard]] const std::shared_ptr<JournalChunk>& chunk_at(std::size_t number) const noexcept { return chunks_[number]; }
  /// Entries in that chunk: JournalChunk::rows in all but the last.
  [[nodiscard]] std::size_t rows_in(std::size_t number) const noexcept;

 private:
  friend class JournalFiller;

  /// Entries that stand one after the other in an input, their rows beginning within 64 KiB.
  struct Stretch {
    EntryIndex first = 0;
    std::uint32_t file = SourceRef::no_file;
    std::uint32_t line = 0;  // of the first entry
    std::uint64_t offset = 0;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> jumps = {};  // entries from there on stand so many lines further down
  };
  struct Reversal {
    EntryIndex entry;
    EntryIndex target;
    std::string text;
  };
  /// How entries are found by their own ids when more rows are appended. Where the ids ascend they are found by halving, from the inputs;
  /// else by their hashes, which are there where somebody asked to keep them, and are made anew from the inputs where not.
  struct IdPart {
    EntryIndex begin = 0;
    EntryIndex end = 0;
    bool do_ascend = false;
    std::string first = {};  // of ids that ascend
    std::string last = {};
    std::shared_ptr<const detail::IdHashes> hashes = {};
  };
  /// An id that is looked for: that of `entry`, or a text.
  struct WantedId {
    std::uint32_t hash = 0;
    EntryIndex entry = no_entry;
    std::string text = {};
    EntryIndex found = no_entry;
  };

  /// Finds the entries with these own ids. `first` and `last` are the ends of the ids where they ascend, empty where not.
  void find(std::vector<WantedId>& wanted, std::string_view first, std::string_view last, unsigned threads);
  void find_by_halving(const IdPart& part, std::vector<WantedId>& wanted, unsigned threads) const;
  void find_by_hash(const IdPart& part, std::vector<WantedId>& wanted, unsigned threads) const;
  [[nodiscard]] std::shared_ptr<const detail::IdHashes> hashes_of(const IdPart& part, unsigned threads) const;

  [[nodiscard]] const JournalChunk& chunk(EntryIndex i) const noexcept { return *chunks_[i >> JournalChunk::bits]; }
  [[nodiscard]] static std::size_t in_chunk(EntryIndex i) noexcept { return i & (JournalChunk::rows - 1); }
  [[nodiscard]] const Stretch& stretch_of(EntryIndex i) const noexcept;

  std::size_t size_ = 0;
  std::vector<std::shared_ptr<JournalChunk>> chunks_;  // shared by copies: nobody writes any more
  std::vector<Stretch> stretches_;                     // ascending by first
  std::shared_ptr<const EntryTexts> texts_;
  std::vector<Reversal> reversals_;                       // ascending by entry
  std::shared_ptr<const std::vector<EntryIndex>> order_;  // shared by copies
  std::vector<std::uint32_t> grant_begin_;
  std::vector<IdPart> id_parts_;  // ascending; entries between them have no id of their own
  std::array<bool, journal_column_count> present_{true, true, true, true, true, true, true, true, true};
};

}  // namespace hibah
