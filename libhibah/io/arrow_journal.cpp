#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <libhibah/base/error.hpp>
#include <libhibah/io/arrow.hpp>
#include <libhibah/io/detail/arrow_parts.hpp>

namespace hibah {

namespace {

using detail::ArrowBuffer;
using detail::ArrowWords;

enum Field : std::size_t {
  f_date,
  f_kind,
  f_grant,
  f_tranche,
  f_stage,
  f_account,
  f_payee,
  f_destination,
  f_amount,
  f_file,
  f_row,
  f_date_first,
  f_date_last,  // the last two only where some date is partial
  field_count
};

struct FieldInfo {
  const char* name;
  const char* format;
  bool has_words;
};
constexpr std::array<FieldInfo, field_count> infos{{{"date", "tdD", false},
                                                    {"kind", "C", true},
                                                    {"grant", "S", true},
                                                    {"tranche", "C", false},
                                                    {"stage", "S", true},
                                                    {"account", "I", true},
                                                    {"payee", "I", true},
                                                    {"destination", "I", true},
                                                    {"amount_sen", "l", false},
                                                    {"file", "I", true},
                                                    {"row", "I", false},
                                                    {"date_first", "tdD", false},
                                                    {"date_last", "tdD", false}}};

/// What all batches of a journal share.
struct Shared {
  std::array<ArrowWords, field_count> words;
  std::size_t columns = field_count - 2;
};

/// Which cells of a column are not null.
struct Validity {
  ArrowBuffer bits;
  std::int64_t nulls = 0;
};

/// One chunk as a batch: the columns that are made for it, beside those that are there.
struct Batch {
  std::shared_ptr<const Shared> shared;
  std::shared_ptr<const JournalChunk> chunk;
  std::array<Validity, field_count> validity;
  ArrowBuffer file, row, date_first, date_last;
};

template <typename IsThere>
Validity validity_of(std::size_t rows, const IsThere& is_there) {
  Validity validity{ArrowBuffer(rows / 8 + 1)};
  for (std::size_t k = 0; k < rows; ++k) {
    if (is_there(k)) {
      validity.bits.set_bit(k);
    } else {
      ++validity.nulls;
    }
  }
  return validity;
}

/// Words by number: number 0 is no word, and no cell that is not null has it.
ArrowWords words_of(const Dictionary& dictionary) {
  std::vector<std::string_view> list;
  for (WordId id = 0; id < dictionary.size(); ++id) list.push_back(dictionary.text(id));
  return detail::arrow_words(list);
}

const Journal& journal_of(const Portfolio& portfolio) {
  if (!portfolio.journal) throw UsageError(ErrorCode::invalid_argument, "the portfolio has no journal");
  return *portfolio.journal;
}

bool has_partial_dates(const Journal& journal) noexcept {
  for (std::size_t c = 0; c < journal.chunk_count(); ++c) {
    const auto& days = journal.chunk_at(c)->day;
    if (std::any_of(days.begin(), days.begin() + static_cast<std::ptrdiff_t>(journal.rows_in(c)),
                    [](std::int32_t day) { return day < 0; })) {
      return true;
    }
  }
  return false;
}

std::shared_ptr<const Shared> shared_of(const Portfolio& portfolio) {
  auto shared = std::make_shared<Shared>();
  if (has_partial_dates(journal_of(portfolio))) shared->columns = field_count;
  std::vector<std::string_view> kinds, grants, files;
  for (int k = 0; k < entry_kind_count; ++k) kinds.push_back(name_of(static_cast<EntryKind>(k)));
  for (const Grant& grant : portfolio.grants) grants.emplace_back(grant.id);
  for (const InputFile& input : portfolio.inputs) files.emplace_back(input.name);
  shared->words[f_kind] = detail::arrow_words(kinds);
  shared->words[f_grant] = detail::arrow_words(grants);
  shared->words[f_stage] = words_of(portfolio.words.stage);
  shared->words[f_account] = words_of(portfolio.words.account);
  shared->words[f_payee] = words_of(portfolio.words.payee);
  shared->words[f_destination] = words_of(portfolio.words.destination);
  shared->words[f_file] = detail::arrow_words(files);
  return shared;
}

std::shared_ptr<const Batch> batch_of(const Journal& journal, const std::shared_ptr<const Shared>& shared, std::size_t number) {
  const std::size_t rows = journal.rows_in(number);
  auto batch = std::make_shared<Batch>();
  batch->shared = shared;
  batch->chunk = journal.chunk_at(number);
  const JournalChunk& chunk = *batch->chunk;
  batch->validity[f_date] = validity_of(rows, [&](std::size_t k) { return chunk.day[k] >= 0; });
  batch->validity[f_tranche] = validity_of(rows, [&](std::size_t k) { return chunk.tranche[k] != 0; });
  batch->validity[f_stage] = validity_of(rows, [&](std::size_t k) { return chunk.stage[k] != 0; });
  batch->validity[f_account] = validity_of(rows, [&](std::size_t k) { return chunk.account[k] != 0; });
  batch->validity[f_payee] = validity_of(rows, [&](std::size_t k) { return chunk.payee[k] != 0; });
  batch->validity[f_destination] = validity_of(rows, [&](std::size_t k) { return chunk.destination[k] != 0; });
  batch->file = ArrowBuffer(rows * 4);
  batch->row = ArrowBuffer(rows * 4);
  const auto first = static_cast<EntryIndex>(number << JournalChunk::bits);
  for (std::size_t k = 0; k < rows; ++k) {
    const SourceRef where = journal.where(first + static_cast<EntryIndex>(k));
    batch->file.put(k, where.file);
    batch->row.put(k, where.row);
  }
  // An entry that was made in memory stands in no input.
  const auto* const files = static_cast<const std::uint32_t*>(std::as_const(batch->file).data());
  batch->validity[f_file] = validity_of(rows, [&](std::size_t k) { return files[k] != SourceRef::no_file; });
  batch->validity[f_row] = batch->validity[f_file];
  if (shared->columns != field_count) return batch;
  batch->date_first = ArrowBuffer(rows * 4);
  batch->date_last = ArrowBuffer(rows * 4);
  for (std::size_t k = 0; k < rows; ++k) {
    const DateSpan date = journal.date(first + static_cast<EntryIndex>(k));
    batch->date_first.put(k, date.first.days_since_1970());
    batch->date_last.put(k, date.last.days_since_1970());
  }
  return batch;
}

const void* values_of(const Batch& batch, std::size_t field) {
  const JournalChunk& chunk = *batch.chunk;
  switch (field) {
    case f_date:
      return chunk.day.data();
    case f_kind:
      return chunk.kind.data();
    case f_grant:
      return chunk.grant.data();
    case f_tranche:
      return chunk.tranche.data();
    case f_stage:
      return chunk.stage.data();
    case f_account:
      return chunk.account.data();
    case f_payee:
      return chunk.payee.data();
    case f_destination:
      return chunk.destination.data();
    case f_amount:
      return chunk.amount.data();
    case f_file:
      return batch.file.data();
    case f_row:
      return batch.row.data();
    case f_date_first:
      return batch.date_first.data();
    default:
      return batch.date_last.data();
  }
}

void journal_schema(const Shared& shared, ArrowSchema& out) {
  detail::give_struct(out, shared.columns, [](std::size_t field, ArrowSchema& column) {
    detail::give_column(column, infos[field].name, infos[field].format, infos[field].has_words);
  });
}

struct JournalStream {
  std::shared_ptr<const Journal> journal;
  std::shared_ptr<const Shared> shared;
  std::size_t number = 0;

  void schema(ArrowSchema& out) const { journal_schema(*shared, out); }
  void next(ArrowArray& out) {
    if (number == journal->chunk_count()) return;
    const auto batch = batch_of(*journal, shared, number);
    const auto rows = static_cast<std::int64_t>(journal->rows_in(number));
    detail::give_struct(out, batch, rows, shared->columns, [&](std::size_t field, ArrowArray& column) {
      const Validity& validity = batch->validity[field];
      detail::give_column(column, batch, rows, validity.nulls, validity.bits.data(), values_of(*batch, field),
                          infos[field].has_words ? &shared->words[field] : nullptr);
    });
    ++number;
  }
};

}  // namespace

void export_journal(const Portfolio& portfolio, ArrowArrayStream& out) {
  auto journal = std::make_shared<const Journal>(journal_of(portfolio));  // chunks and index are shared
  detail::give_stream(out, std::make_unique<JournalStream>(JournalStream{std::move(journal), shared_of(portfolio)}));
}

void export_journal(std::shared_ptr<const Portfolio> portfolio, ArrowArrayStream& out) {
  std::shared_ptr<const Shared> shared = shared_of(*portfolio);
  const Journal* const journal = &journal_of(*portfolio);
  detail::give_stream(out, std::make_unique<JournalStream>(
                               JournalStream{std::shared_ptr<const Journal>(std::move(portfolio), journal), std::move(shared)}));
}

void export_journal_schema(const Portfolio& portfolio, ArrowSchema& out) {
  journal_schema(*shared_of(portfolio), out);
}

}  // namespace hibah
