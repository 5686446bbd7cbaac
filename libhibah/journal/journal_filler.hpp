// libhibah: JournalFiller — the columns of a journal while they are filled, by several threads at once.
#pragma once

// Room is claimed in the order of the input, by one thread at a time; what was claimed is filled by whoever claimed it. In the end the
// pieces are joined in their order: words of the threads become words of the portfolio, claimed room that was not needed is closed up.
// Private to libhibah: users add entries to a JournalBuilder.

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <libhibah/base/hash.hpp>
#include <libhibah/journal/journal_builder.hpp>

namespace hibah {

/// One entry, every value as its column keeps it.
struct PackedEntry {
  std::int64_t amount = 0;
  std::uint64_t voucher = 0;
  std::int32_t day = 0;
  WordId account = 0;
  WordId payee = 0;
  WordId destination = 0;
  std::uint32_t id_hash = 0;
  std::uint16_t grant = 0;
  std::uint16_t stage = 0;
  std::uint16_t offset = 0;
  EntryKind kind{};
  std::uint8_t tranche = 0;
};

/// Some entries, column by column.
struct PackedEntries {
  static constexpr std::size_t most = 128;
  template <typename T>
  using Column = std::array<T, most>;
  Column<std::int64_t> amount;
  Column<std::uint64_t> voucher;
  Column<std::int32_t> day;
  Column<WordId> account;
  Column<WordId> payee;
  Column<WordId> destination;
  Column<std::uint32_t> id_hash;
  Column<std::uint16_t> grant;
  Column<std::uint16_t> stage;
  Column<std::uint16_t> offset;
  Column<EntryKind> kind;
  Column<std::uint8_t> tranche;
};

namespace detail {
/// The entries from `begin` on and before `end` whose id has one of these hashes, ascending.
[[nodiscard]] std::vector<EntryIndex> entries_with(const IdHashes& hashes, EntryIndex begin, EntryIndex end,
                                                   std::span<const std::uint32_t> wanted, unsigned threads);
}  // namespace detail

class JournalFiller {
 public:
  JournalFiller();
  /// Goes on after the entries of a journal, whose full chunks it shares.
  explicit JournalFiller(const Journal& before);
  JournalFiller(JournalFiller&&) noexcept = default;
  JournalFiller& operator=(JournalFiller&&) noexcept = default;

  /// Claimed room. One thread fills it; it must not outlive the filler.
  class Room {
   public:
    /// Errors: none; the caller fills no more than it claimed.
    void put(const PackedEntry& entry) noexcept;
    /// Those from `begin` on and before `end`.
    void put(const PackedEntries& entries, std::size_t begin, std::size_t end) noexcept;
    [[nodiscard]] EntryIndex first() const noexcept { return first_; }
    [[nodiscard]] std::uint32_t used() const noexcept { return used_; }

   private:
    friend class JournalFiller;
    EntryIndex first_ = 0;
    std::uint32_t used_ = 0;
    std::size_t first_chunk_ = 0;
    std::vector<JournalChunk*> chunks_;
    std::vector<std::uint32_t*> hashes_;
  };

  /// A row that reverses another entry.
  struct Reversal {
    std::uint32_t place;  // in its piece
    std::string reverses;
  };
  /// Own ids of entries one after the other, each of the same length as the one before and greater. Numbers that count up are such runs,
  /// and where no two runs reach into each other, no id is there twice.
  struct IdRun {
    std::string first;
    std::string last;
  };
  /// Entries that stand one after the other in an input.
  struct Stretch {
    std::uint32_t place = 0;  // of the first entry, in its piece
    std::uint32_t line = 0;
    std::uint64_t offset = 0;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> jumps = {};
  };
  /// How ids are ordered: shorter ones first, so that numbers count up.
  [[nodiscard]] static bool id_precedes(std::string_view a, std::string_view b) noexcept {
    return a.size() != b.size() ? a.size() < b.size() : a < b;
  }
  /// What was made of one claimed room.
  struct Piece {
    std::uint32_t file = SourceRef::no_file;
    EntryIndex first = 0;    // as claimed
    std::uint32_t used = 0;  // how many entries it holds
    std::vector<Stretch> stretches = {};
    std::vector<Reversal> reversals = {};
    std::vector<std::uint32_t> like_row_ids = {};  // places of entries whose own id may spell the file and row of another
    std::vector<IdRun> id_runs = {};
    bool are_ids_in_runs = true;  // few enough of them to be worth their room
    std::string last_id = {};     // of the last run, as long as they are

    /// Notes where an entry stands, as a rule on the line after the one before and within 64 KiB of where its stretch begins. Gives its
    /// offset within the stretch.
    std::uint16_t note_row(std::uint32_t place, std::uint32_t line, std::uint64_t offset);
    /// Notes an entry's own id, which is not empty.
    void note_id(std::string_view id);
    /// The same for the ids of entries one after the other; empty ones are passed over.
    void note_ids(std::span<const std::string_view> ids);
  };

  [[nodiscard]] Room claim(std::size_t rows);
  [[nodiscard]] std::size_t claimed() const noexcept { return claimed_; }
  /// Gives up what was claimed from there on; nobody fills it any more.
  void shrink(std::size_t claimed);
  /// Puts other words in place of a thread's: maps hold the new number for each old one. May run on several threads, each with pieces
  /// of its own.
  void translate(const Piece& piece, std::span<const WordId> stage, std::span<const WordId> account, std::span<const WordId> payee,
                 std::span<const WordId> destination) noexcept;
  /// Adds a piece, in the order of the input. All pieces come before what follows.
  void join(Piece&& piece);

  void lacks(JournalColumn column) noexcept;
  void set_texts(std::shared_ptr<const EntryTexts> texts) noexcept { journal_.texts_ = std::move(texts); }

  [[nodiscard]] std::size_t size() const noexcept { return journal_.size_; }
  [[nodiscard]] const Journal& journal() const noexcept { return journal_; }

  /// Entries that share an id with an earlier one. An entry without an id of its own has `file:row`. Errors: InputError.
  [[nodiscard]] std::vector<DuplicateId> duplicates(std::span<const std::string> file_names, unsigned threads);
  /// Finds what each reversal names and sorts the index. The filler is empty afterwards. With `keep_ids` the hashes of ids that do not
  /// ascend stay, so that further entries can be appended without reading the ids again. Errors: InputError.
  [[nodiscard]] Journal finish(std::size_t grants, std::span<const std::string> file_names, unsigned threads, bool keep_ids = false);

 private:
  [[nodiscard]] std::uint32_t id_hash(EntryIndex i) const noexcept { return hashes_[i >> JournalChunk::bits][Journal::in_chunk(i)]; }
  void clear_entry(EntryIndex i) noexcept;
  void move_entry(EntryIndex from, EntryIndex to) noexcept;
  [[nodiscard]] bool are_ids_surely_different() const;
  /// The least and the greatest own id, where all of them ascend.
  [[nodiscard]] std::optional<IdRun> ascending_ids() const;
  /// Whether an entry, also one from before, has an id of its own.
  [[nodiscard]] bool has_id(EntryIndex i) const noexcept { return i < begin_ ? journal_.has_own_id(i) : id_hash(i) != 0; }
  [[nodiscard]] std::vector<std::vector<EntryIndex>> with_equal_hashes(unsigned threads) const;
  [[nodiscard]] std::vector<DuplicateId> duplicates_of_before(unsigned threads);
  void resolve_reversals(std::span<const std::string> file_names, unsigned threads);
  void note_ids(bool keep_ids);
  static void extend_index(Journal& journal, EntryIndex begin, std::size_t grants);

  Journal journal_;
  detail::IdHashes hashes_;  // null for the chunks of a journal from before
  EntryIndex begin_ = 0;     // entries up to there are of a journal from before
  std::size_t claimed_ = 0;
  std::vector<EntryIndex> like_row_ids_;
  std::vector<IdRun> id_runs_;
  bool are_ids_in_runs_ = true;
  bool has_ids_ = false;
};

/// The hash of an id as PackedEntry::id_hash: 0 for none.
[[nodiscard]] inline std::uint32_t id_hash_of(std::string_view id) noexcept {
  if (id.empty()) return 0;
  const auto hash = static_cast<std::uint32_t>(hash_of(id));
  return hash == 0 ? 1 : hash;
}

inline std::uint16_t JournalFiller::Piece::note_row(std::uint32_t place, std::uint32_t line, std::uint64_t offset) {
  if (stretches.empty() || offset - stretches.back().offset > 0xFFFF) stretches.push_back({place, line, offset, {}});
  Stretch& stretch = stretches.back();
  const std::uint32_t further = line - stretch.line - (place - stretch.place);
  const std::uint32_t before = stretch.jumps.empty() ? 0 : stretch.jumps.back().second;
  if (further != before) stretch.jumps.emplace_back(place - stretch.place, further);
  return static_cast<std::uint16_t>(offset - stretch.offset);
}

inline void JournalFiller::Piece::note_id(std::string_view id) {
  note_ids({&id, 1});
}

inline void JournalFiller::Room::put(const PackedEntry& entry) noexcept {
  const EntryIndex i = first_ + used_++;
  const std::size_t number = (i >> JournalChunk::bits) - first_chunk_;
  const std::size_t k = Journal::in_chunk(i);
  JournalChunk& chunk = *chunks_[number];
  chunk.amount[k] = entry.amount;
  chunk.day[k] = entry.day;
  chunk.grant[k] = entry.grant;
  chunk.offset[k] = entry.offset;
  chunk.kind[k] = entry.kind;
  // Room holds zeros: what an input lacks is never written, and so takes no memory.
  if (entry.voucher != 0) chunk.voucher[k] = entry.voucher;
  if (entry.account != 0) chunk.account[k] = entry.account;
  if (entry.payee != 0) chunk.payee[k] = entry.payee;
  if (entry.stage != 0) chunk.stage[k] = entry.stage;
  if (entry.destination != 0) chunk.destination[k] = entry.destination;
  if (entry.tranche != 0) chunk.tranche[k] = entry.tranche;
  if (entry.id_hash != 0) hashes_[number][k] = entry.id_hash;
}

}  // namespace hibah
