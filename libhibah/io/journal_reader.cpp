#include <libhibah/io/journal_reader.hpp>

#include <algorithm>
#include <array>
#include <utility>

#include <libhibah/base/limits.hpp>

namespace hibah {

namespace {

using detail::RowCells;
using detail::word_of;
using detail::WordColumn;

constexpr ColumnSpec specs[] = {{"id", "no"},
                                {"date", "tanggal", true},
                                {"kind", "jenis", true},
                                {"grant", "hibah", true},
                                {"tranche", "tahap"},
                                {"stage", "tahapan"},
                                {"account", "kode_rekening"},
                                {"amount", "jumlah", true},
                                {"payee", "penerima"},
                                {"voucher", "no_bukti"},
                                {"reverses", "membatalkan"},
                                {"destination", "tujuan"},
                                {"description", "uraian"}};
enum Field : std::size_t {
  j_id,
  j_date,
  j_kind,
  j_grant,
  j_tranche,
  j_stage,
  j_account,
  j_amount,
  j_payee,
  j_voucher,
  j_reverses,
  j_destination,
  j_description
};
constexpr std::size_t amount_columns[] = {j_amount};

/// The optional columns of the journal and where a file keeps them.
constexpr std::pair<JournalColumn, std::size_t> optional_columns[] = {{JournalColumn::id, j_id},
                                                                      {JournalColumn::tranche, j_tranche},
                                                                      {JournalColumn::stage, j_stage},
                                                                      {JournalColumn::account, j_account},
                                                                      {JournalColumn::payee, j_payee},
                                                                      {JournalColumn::voucher, j_voucher},
                                                                      {JournalColumn::reverses, j_reverses},
                                                                      {JournalColumn::destination, j_destination},
                                                                      {JournalColumn::description, j_description}};

/// What one piece of a file or frame was made into.
struct Filled {
  unsigned worker = 0;
  JournalFiller::Room room;
  JournalFiller::Piece piece;
  RupiahSum moved;
};

/// Makes rows of a file or a frame into entries.
template <typename Rows>
class Taker {
 public:
  Taker(const detail::RowContext& context, JournalFiller& filler, std::uint32_t file, std::span<const std::string> file_names,
        std::optional<Notation> notation, bool may_turn, unsigned threads)
      : filler_(&filler), file_(file), notation_(notation), may_turn_(may_turn) {
    for (const std::string& name : file_names) row_id_begins_.push_back(name + ":");
    for (unsigned t = 0; t < threads; ++t) workers_.emplace_back(context);
  }

  struct Worker {
    explicit Worker(const detail::RowContext& context) : cells(context) {}
    RowCells<Rows> cells;
    WordColumn account, payee, destination;
    // A batch on its way into the journal.
    PackedEntries entries;
    std::array<std::string_view, PackedEntries::most> texts, ids;
    std::array<bool, PackedEntries::most> is_odd;  // not to be understood without its row
  };

  template <typename Unit>
  Filled begin(unsigned worker, const Unit& unit) {
    Filled filled;
    filled.worker = worker;
    filled.room = filler_->claim(unit.most_rows);
    filled.piece.file = file_;
    filled.piece.first = filled.room.first();
    return filled;
  }

  void give_up(const Filled& filled) { filler_->shrink(filled.room.first()); }

  void take(unsigned worker, Rows& rows, Filled& filled) {
    Worker& own = workers_[worker];
    for (;;) {
      if constexpr (!Rows::is_typed) {
        CsvBatch batch;
        while (rows.next_batch(batch, PackedEntries::most)) take_batch(own, rows, batch, filled);
      }
      if (!rows.next()) break;
      take_row(own, rows, filled);
    }
    filled.piece.used = filled.room.used();
  }

  /// A cell showed the notation after rows that had been read without knowing it.
  [[nodiscard]] bool has_turned() const noexcept { return has_turned_.load(); }
  [[nodiscard]] const std::vector<Worker>& workers() const noexcept { return workers_; }

 private:
  /// Column by column what take_row does row by row, as far as all is well. The odd row goes there.
  void take_batch(Worker& own, Rows& rows, const CsvBatch& batch, Filled& filled) {
    PackedEntries& to = own.entries;
    const std::size_t count = batch.rows;
    const std::uint64_t place = filled.room.first() + std::uint64_t{filled.room.used()};
    const auto read = [&](Field field, auto& texts, const auto& take) {
      rows.column(batch, field, texts.data());
      for (std::size_t k = 0; k < count; ++k) take(k, texts[k]);
    };
    std::fill_n(own.is_odd.begin(), count, false);
    read(j_grant, own.texts, [&](std::size_t k, std::string_view text) {
      std::uint32_t grant = 0;
      own.is_odd[k] = !own.cells.try_grant(text, grant);
      to.grant[k] = static_cast<std::uint16_t>(grant);
    });
    read(j_date, own.texts, [&](std::size_t k, std::string_view text) {
      Date day;
      DateSpan span;
      if (try_parse_iso_date(text, day)) {
        to.day[k] = day.days_since_1970();
      } else if (own.cells.try_date(text, span)) {
        to.day[k] = detail::packed(span);
      } else {
        own.is_odd[k] = true;
      }
    });
    read(j_kind, own.texts, [&](std::size_t k, std::string_view text) {
      if (!own.cells.try_kind(text, to.kind[k]) || to.kind[k] == EntryKind::reversal) own.is_odd[k] = true;
    });
    read(j_tranche, own.texts, [&](std::size_t k, std::string_view text) {
      if (!text.empty()) own.is_odd[k] = true;
      to.tranche[k] = 0;
    });
    read(j_stage, own.texts, [&](std::size_t k, std::string_view text) {
      WordId stage = 0;
      if (!own.cells.try_stage(text, place + k, stage) || stage > 0xFFFF) own.is_odd[k] = true;
      to.stage[k] = static_cast<std::uint16_t>(stage);
    });
    read(j_amount, own.texts, [&](std::size_t k, std::string_view text) {
      Rupiah amount;
      if (!own.cells.try_amount(text, notation_, amount)) own.is_odd[k] = true;
      to.amount[k] = amount.sen();
    });
    read(j_account, own.texts, [&](std::size_t k, std::string_view text) { to.account[k] = own.account(text, place + k); });
    read(j_destination, own.texts, [&](std::size_t k, std::string_view text) { to.destination[k] = own.destination(text, place + k); });
    // Payees are many: all are fetched from memory before the first is looked at.
    std::array<std::uint64_t, PackedEntries::most> hashes;
    read(j_payee, own.texts, [&](std::size_t k, std::string_view text) { hashes[k] = own.payee.expect(text); });
    for (std::size_t k = 0; k < count; ++k) to.payee[k] = own.payee.expected(own.texts[k], hashes[k], place + k);
    read(j_voucher, own.texts, [&](std::size_t k, std::string_view text) { to.voucher[k] = voucher_key(text); });
    read(j_id, own.ids, [&](std::size_t k, std::string_view text) { to.id_hash[k] = id_hash_of(text); });
    for (std::size_t begin = 0, end = 0; begin < count; begin = end) {
      if (own.is_odd[begin]) {
        rows.stand_on(batch, begin);
        take_row(own, rows, filled);
        end = begin + 1;
        continue;
      }
      while (end < count && !own.is_odd[end]) ++end;
      put(own, batch, begin, end, filled);
    }
  }

  /// Puts those rows of a batch that are all well into the journal.
  void put(Worker& own, const CsvBatch& batch, std::size_t begin, std::size_t end, Filled& filled) {
    PackedEntries& entries = own.entries;
    JournalFiller::Piece& piece = filled.piece;
    std::uint32_t used = filled.room.used();
    for (std::size_t k = begin; k < end; ++k, ++used) {
      filled.moved.add(Rupiah::from_sen(entries.amount[k]));
      if (may_spell_row(own.ids[k])) piece.like_row_ids.push_back(used);
      entries.offset[k] = piece.note_row(used, batch.line + static_cast<std::uint32_t>(k), batch.offset + batch.begin_of(k));
    }
    piece.note_ids(std::span(own.ids).subspan(begin, end - begin));
    filled.room.put(entries, begin, end);
  }

  void take_row(Worker& own, Rows& rows, Filled& filled) {
    if (has_turned_.load(std::memory_order_relaxed)) return;
    const std::uint32_t used = filled.room.used();
    const std::uint64_t place = filled.room.first() + std::uint64_t{used};
    if (may_turn_ && notation_evidence(rows.cell(j_amount)) != NotationEvidence::nothing) {
      has_turned_.store(true);
      return;
    }
    // Payees are many: the word is fetched from memory while the other cells are read.
    bool is_known_payee = false;
    if constexpr (Rows::is_typed) is_known_payee = rows.note(j_payee) != nullptr;
    const std::string_view payee = is_known_payee ? std::string_view{} : rows.cell(j_payee);
    const std::uint64_t payee_hash = own.payee.expect(payee);
    const auto grant = own.cells.grant(rows, j_grant);
    const auto date = own.cells.date(rows, j_date);
    const auto kind = own.cells.kind(rows, j_kind);
    const auto tranche = own.cells.tranche(rows, j_tranche, grant);
    const auto stage = own.cells.stage(rows, j_stage, place);
    const auto amount = own.cells.amount(rows, j_amount, notation_);
    // A row at fault is added too, with what is known of it: its id may be used twice. The journal is thrown away in the end.
    PackedEntry entry;
    if (amount) {
      filled.moved.add(*amount);
      entry.amount = amount->sen();
    }
    if (date) entry.day = detail::packed(*date);
    entry.kind = kind.value_or(EntryKind::disbursement);
    entry.grant = static_cast<std::uint16_t>(grant.value_or(0));
    entry.tranche = static_cast<std::uint8_t>(std::clamp(tranche.value_or(0), 0, static_cast<int>(limits::max_tranches)));
    const WordId stage_id = stage.value_or(0);
    entry.stage = static_cast<std::uint16_t>(stage_id <= 0xFFFF ? stage_id : 0);  // that many stages are known to no timetable
    entry.account = word_of(rows, j_account, own.account, place);
    entry.payee = is_known_payee ? word_of(rows, j_payee, own.payee, place) : own.payee.expected(payee, payee_hash, place);
    entry.destination = word_of(rows, j_destination, own.destination, place);
    entry.voucher = voucher_key(rows.cell(j_voucher));
    JournalFiller::Piece& piece = filled.piece;
    const std::string_view id = rows.cell(j_id);
    entry.id_hash = id_hash_of(id);
    if (!id.empty()) piece.note_id(id);
    if (may_spell_row(id)) piece.like_row_ids.push_back(used);
    if (entry.kind == EntryKind::reversal) piece.reversals.push_back({used, std::string(rows.cell(j_reverses))});
    entry.offset = piece.note_row(used, rows.line(), rows.offset());
    filled.room.put(entry);
  }

  /// Whether an id looks like that of an entry which has none of its own.
  [[nodiscard]] bool may_spell_row(std::string_view id) const noexcept {
    return std::any_of(row_id_begins_.begin(), row_id_begins_.end(), [id](const std::string& begin) {
      return id.size() > begin.size() && id[begin.size() - 1] == ':' && id.starts_with(begin);  // one byte settles most
    });
  }

  JournalFiller* filler_;
  std::uint32_t file_;
  std::optional<Notation> notation_;
  bool may_turn_;  // the notation is not known yet, because no row so far has shown it
  std::atomic<bool> has_turned_{false};
  std::vector<std::string> row_id_begins_;
  std::vector<Worker> workers_;
};

/// Texts of entries, read again from the inputs that they stand in.
class TextsOfInputs : public EntryTexts {
 public:
  /// `kept` knows the entries that stand in no input.
  TextsOfInputs(std::span<const InputFile> inputs, std::shared_ptr<const EntryTexts> kept) : kept_(std::move(kept)) {
    if (const auto* earlier = dynamic_cast<const TextsOfInputs*>(kept_.get())) kept_ = earlier->kept_;
    for (const InputFile& input : inputs) {
      Source& source = sources_.emplace_back();
      source.rows = input.source;
      for (std::size_t i = 0; i < input.known_as.size(); ++i) {
        for (const auto& [column, place] : optional_columns) {
          if (input.known_as[i] == specs[place].english) source.place[static_cast<std::size_t>(column)] = static_cast<int>(i);
        }
      }
    }
  }
  [[nodiscard]] std::string text(EntryIndex entry, const SourceRef& where, JournalColumn column) const override {
    if (where.file >= sources_.size() || !sources_[where.file].rows) return kept_ ? kept_->text(entry, where, column) : std::string{};
    const Source& source = sources_[where.file];
    const int place = source.place[static_cast<std::size_t>(column)];
    if (place < 0) return {};
    std::string text;
    source.rows->show(where.offset, [&](std::span<const std::string_view> cells) { text = cells[static_cast<std::size_t>(place)]; });
    return text;
  }

  void each_text(std::span<const EntryIndex> entries, std::span<const SourceRef> where, JournalColumn column,
                 const std::function<void(std::size_t, std::string_view)>& take) const override {
    for (std::size_t begin = 0, end = 0; begin < entries.size(); begin = end) {
      const std::uint32_t file = where[begin].file;
      std::vector<std::uint64_t> offsets;
      for (end = begin; end < entries.size() && where[end].file == file; ++end) offsets.push_back(where[end].offset);
      const int place = file < sources_.size() ? sources_[file].place[static_cast<std::size_t>(column)] : -1;
      if (place < 0 || !sources_[file].rows) {
        EntryTexts::each_text(entries.subspan(begin, end - begin), where.subspan(begin, end - begin), column,
                              [&](std::size_t k, std::string_view text) { take(begin + k, text); });
      } else {
        sources_[file].rows->each_row(offsets, [&](std::size_t k, std::span<const std::string_view> cells) {
          take(begin + k, cells[static_cast<std::size_t>(place)]);
        });
      }
    }
  }

 private:
  struct Source {
    std::shared_ptr<const InputRows> rows;
    std::array<int, journal_column_count> place{-1, -1, -1, -1, -1, -1, -1, -1, -1};
  };
  std::vector<Source> sources_;
  std::shared_ptr<const EntryTexts> kept_;
};

}  // namespace

std::span<const ColumnSpec> journal_columns() noexcept {
  return specs;
}

JournalReader::JournalReader(const detail::RowContext& context, Portfolio& portfolio, detail::Problems& problems)
    : context_(&context), portfolio_(&portfolio), problems_(&problems) {
  if (!portfolio.journal) return;
  const Journal& before = *portfolio.journal;
  filler_ = JournalFiller(before);
  for (std::size_t c = 0; c < before.chunk_count(); ++c) {
    for (std::size_t k = 0; k < before.rows_in(c); ++k) moved_.add(Rupiah::from_sen(before.chunk_at(c)->amount[k]));
  }
}

void JournalReader::read(std::shared_ptr<InputBytes> bytes, std::uint32_t file, InputFile& input, const CsvOptions& options) {
  CsvFile table(std::move(bytes), input.name, specs, *problems_);
  if (!table.is_readable()) return;
  for (const auto& [column, place] : optional_columns) {
    if (!table.has(place)) filler_.lacks(column);
  }
  const std::vector<std::string> names = portfolio_->file_names();
  const std::size_t begin = filler_.claimed();
  const unsigned threads = options.plain ? 1 : thread_count(options.threads);
  auto [taker, pieces] = table.read_amounts<Filled>(
      options, amount_columns, context_->notation,
      [&](std::optional<Notation> notation, bool may_turn) {
        return std::make_unique<Taker<CsvRows>>(*context_, filler_, file, names, notation, may_turn, threads);
      },
      [&] { filler_.shrink(begin); });
  table.describe(input);
  take_over(*taker, pieces, input, table.layout(), threads);
}

void JournalReader::read(Frame& frame, std::uint32_t file, InputFile& input, unsigned asked_threads, const Progress& progress) {
  for (const auto& [column, place] : optional_columns) {
    if (!frame.has(place)) filler_.lacks(column);
  }
  const std::optional<Notation> notation = context_->notation ? context_->notation : frame.notation(j_amount);
  const std::vector<std::string> names = portfolio_->file_names();
  const unsigned threads = thread_count(asked_threads);
  Taker<FrameRows> taker(*context_, filler_, file, names, notation, false, threads);
  std::vector<Filled> pieces = frame.read<Filled>(threads, progress, taker);
  frame.describe(input);
  take_over(taker, pieces, input, frame.layout(), threads);
}

template <typename Taker, typename Pieces>
void JournalReader::take_over(const Taker& taker, Pieces& pieces, const InputFile& input, const RowLayout& layout, unsigned threads) {
  filler_.set_texts(std::make_shared<TextsOfInputs>(portfolio_->inputs, filler_.journal().texts()));
  // The words of the threads become those of the portfolio, in the order in which they came first.
  std::vector<const WordColumn*> stage, account, payee, destination;
  for (const auto& worker : taker.workers()) {
    stage.push_back(&worker.cells.stages());
    account.push_back(&worker.account);
    payee.push_back(&worker.payee);
    destination.push_back(&worker.destination);
  }
  Words& words = portfolio_->words;
  const auto stages = merged(stage, words.stage);
  const auto accounts = merged(account, words.account);
  const auto payees = merged(payee, words.payee);
  const auto destinations = merged(destination, words.destination);
  for_each_index(pieces.size(), threads, {}, [&](std::size_t i) {
    const unsigned worker = pieces[i].worker;
    filler_.translate(pieces[i].piece, stages[worker], accounts[worker], payees[worker], destinations[worker]);
  });
  for (auto& filled : pieces) {
    const bool did_fit = moved_.fits();
    RupiahSum after = moved_;
    after.add(filled.moved);
    const std::size_t first = filler_.size();
    filler_.join(std::move(filled.piece));
    if (did_fit && !after.fits()) tell_overflow(first, input, layout);
    moved_ = after;
  }
}

/// The cell at which the total stops fitting, among the entries from `first` on; told once.
void JournalReader::tell_overflow(std::size_t first, const InputFile& input, const RowLayout& layout) {
  const Journal& journal = filler_.journal();
  RupiahSum total = moved_;
  for (auto i = static_cast<EntryIndex>(first); i < filler_.size(); ++i) {
    total.add(journal.amount(i));
    if (total.fits()) continue;
    const SourceRef where = journal.where(i);
    const std::string text = input.source->cells(where.offset)[static_cast<std::size_t>(layout.place[j_amount])];
    problems_->add(ErrorCode::total_out_of_range, input.name, where.row, layout.titles[j_amount], text);
    return;
  }
}

std::optional<Journal> JournalReader::finish(unsigned threads, bool keep_ids) {
  const std::vector<std::string> names = portfolio_->file_names();
  for (const DuplicateId& duplicate : filler_.duplicates(names, threads)) report_duplicate(duplicate);
  if (!problems_->empty()) return std::nullopt;
  return filler_.finish(portfolio_->grants.size(), names, threads, keep_ids);
}

void JournalReader::report_duplicate(const DuplicateId& duplicate) {
  const Journal& journal = filler_.journal();
  const SourceRef first = journal.where(duplicate.first);
  const SourceRef second = journal.where(duplicate.second);
  if (problems_->is_full()) {
    problems_->add(ErrorCode::id_twice, {}, 0, "", "");
    return;
  }
  const InputFile& input = portfolio_->inputs[second.file];
  const auto column = std::find(input.known_as.begin(), input.known_as.end(), "id");
  const std::string title = column == input.known_as.end() ? "id" : input.header[static_cast<std::size_t>(column - input.known_as.begin())];
  problems_->add(ErrorCode::id_twice, input.name, second.row, title, journal.own_id(duplicate.second),
                 portfolio_->inputs[first.file].name + ":" + std::to_string(first.row));
}

}  // namespace hibah
