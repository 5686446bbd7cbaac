#include <libhibah/journal/journal_builder.hpp>

#include <libhibah/base/limits.hpp>
#include <libhibah/journal/journal_filler.hpp>

namespace hibah {

namespace {

/// The words of entries that were added by hand: nothing to read again, so they are kept.
class KeptTexts : public EntryTexts {
 public:
  void add(const Entry& entry) {
    ids_.push_back(words_.intern(entry.id));
    vouchers_.push_back(words_.intern(entry.voucher));
    descriptions_.push_back(words_.intern(entry.description));
  }
  [[nodiscard]] std::string text(EntryIndex entry, const SourceRef&, JournalColumn column) const override {
    switch (column) {
      case JournalColumn::id:
        return std::string(words_.text(ids_[entry]));
      case JournalColumn::voucher:
        return std::string(words_.text(vouchers_[entry]));
      case JournalColumn::description:
        return std::string(words_.text(descriptions_[entry]));
      default:
        return {};
    }
  }

 private:
  Dictionary words_;
  std::vector<WordId> ids_;
  std::vector<WordId> vouchers_;
  std::vector<WordId> descriptions_;
};

constexpr std::size_t room_rows = 4096;

}  // namespace

struct JournalBuilder::State {
  JournalFiller filler;
  JournalFiller::Room room;
  JournalFiller::Piece piece;
  std::size_t room_left = 0;
  std::shared_ptr<KeptTexts> texts = std::make_shared<KeptTexts>();

  State() { filler.set_texts(texts); }

  /// Opens a piece for entries of `file`; the room that the last one left is used on.
  void open(std::uint32_t file) {
    close();
    if (room_left == 0) {
      room = filler.claim(room_rows);
      room_left = room_rows;
    }
    piece = {};
    piece.file = file;
    piece.first = room.first() + room.used();
  }
  void close() {
    if (piece.used != 0) filler.join(std::move(piece));
    piece = {};
  }
};

JournalBuilder::JournalBuilder() : state_(std::make_unique<State>()) {}
JournalBuilder::JournalBuilder(JournalBuilder&&) noexcept = default;
JournalBuilder& JournalBuilder::operator=(JournalBuilder&&) noexcept = default;
JournalBuilder::~JournalBuilder() = default;

void JournalBuilder::add(const Entry& entry) {
  if (entry.amount < Rupiah{}) throw UsageError(ErrorCode::amount_negative, "a journal entry's amount is never negative");
  if (entry.grant > 0xFFFF || entry.stage > 0xFFFF) {
    throw UsageError(ErrorCode::invalid_argument, "grant and stage numbers of an entry lie between 0 and 65,535");
  }
  if (entry.tranche < 0 || entry.tranche > static_cast<int>(limits::max_tranches)) {
    throw UsageError(ErrorCode::invalid_argument, "the tranche number of an entry lies between 0 and 250");
  }
  PackedEntry packed;
  packed.day = detail::packed(entry.date);
  State& state = *state_;
  JournalFiller::Piece& piece = state.piece;
  if (state.room_left == 0 || piece.used == 0 || piece.file != entry.where.file) state.open(entry.where.file);
  const std::uint32_t place = piece.used;
  packed.amount = entry.amount.sen();
  packed.voucher = voucher_key(entry.voucher);
  packed.account = entry.account;
  packed.payee = entry.payee;
  packed.destination = entry.destination;
  packed.id_hash = id_hash_of(entry.id);
  packed.grant = static_cast<std::uint16_t>(entry.grant);
  packed.stage = static_cast<std::uint16_t>(entry.stage);
  packed.offset = piece.note_row(place, entry.where.row, entry.where.offset);
  packed.kind = entry.kind;
  packed.tranche = static_cast<std::uint8_t>(entry.tranche);
  if (entry.kind == EntryKind::reversal) piece.reversals.push_back({place, std::string(entry.reverses)});
  if (!entry.id.empty()) {
    piece.note_id(entry.id);
    if (entry.id.find(':') != std::string_view::npos) piece.like_row_ids.push_back(place);
  }
  state.texts->add(entry);
  state.room.put(packed);
  ++piece.used;
  --state.room_left;
}

void JournalBuilder::lacks(JournalColumn column) {
  state_->filler.lacks(column);
}

std::size_t JournalBuilder::size() const noexcept {
  return state_->filler.size() + state_->piece.used;
}

std::vector<DuplicateId> JournalBuilder::duplicates(std::span<const std::string> file_names) {
  state_->close();
  return state_->filler.duplicates(file_names, 1);
}

Journal JournalBuilder::finish(std::size_t grants, std::span<const std::string> file_names) {
  state_->close();
  Journal journal = state_->filler.finish(grants, file_names, 1);
  state_ = std::make_unique<State>();
  return journal;
}

}  // namespace hibah
