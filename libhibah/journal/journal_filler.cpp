#include <libhibah/journal/journal_filler.hpp>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <new>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include <libhibah/base/hash.hpp>
#include <libhibah/base/parallel.hpp>
#include <libhibah/journal/books.hpp>

namespace hibah {

namespace {

/// A chunk of zeros. The system hands out pages of zeros that take memory only once they are written: a column that the input lacks
/// costs nothing.
std::shared_ptr<JournalChunk> new_chunk() {
  static_assert(std::is_trivially_copyable_v<JournalChunk>);
  void* memory = std::calloc(1, sizeof(JournalChunk));
  if (!memory) throw std::bad_alloc();
  return {static_cast<JournalChunk*>(memory), [](JournalChunk* chunk) { std::free(chunk); }};
}

/// The entry at a file and row, whether or not it has an id of its own. Entries stand in the order of files and rows.
EntryIndex entry_at_row(const Journal& journal, std::string_view id, std::span<const std::string> file_names) {
  const std::size_t colon = id.rfind(':');
  if (colon == std::string_view::npos) return no_entry;
  std::uint32_t row = 0;
  const std::string_view digits = id.substr(colon + 1);
  const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), row);
  if (fault != std::errc{} || end != digits.data() + digits.size() || digits.front() == '0') return no_entry;
  const auto name = std::find(file_names.begin(), file_names.end(), id.substr(0, colon));
  if (name == file_names.end()) return no_entry;
  const auto place = std::pair(static_cast<std::uint32_t>(name - file_names.begin()), row);
  EntryIndex low = 0;
  auto high = static_cast<EntryIndex>(journal.size());
  while (low < high) {
    const EntryIndex middle = low + (high - low) / 2;
    const SourceRef where = journal.where(middle);
    if (std::pair(where.file, where.row) < place) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  if (low >= journal.size()) return no_entry;
  const SourceRef where = journal.where(low);
  return std::pair(where.file, where.row) == place ? low : no_entry;
}

/// By first day, receipts before payments.
std::int64_t order_key(std::int32_t packed_day, EntryKind kind) noexcept {
  return (std::int64_t{detail::first_day_of(packed_day)} << 1) | (is_receipt(kind) ? 0 : 1);
}

/// Puts entries of one grant, which stand as in the input, in order. Days lie close together, so they are counted, not compared.
void sort_by_day(const Journal& journal, std::span<EntryIndex> entries) {
  std::vector<std::int64_t> keys;
  keys.reserve(entries.size());
  for (const EntryIndex entry : entries) keys.push_back(order_key(journal.packed_day(entry), journal.kind(entry)));
  const auto [least, most] = std::minmax_element(keys.begin(), keys.end());
  const std::int64_t first = *least;
  std::vector<std::uint32_t> next(static_cast<std::size_t>(*most - first) + 2);
  for (const std::int64_t key : keys) ++next[static_cast<std::size_t>(key - first) + 1];
  for (std::size_t k = 1; k < next.size(); ++k) next[k] += next[k - 1];
  const std::vector<EntryIndex> before(entries.begin(), entries.end());
  for (std::size_t k = 0; k < before.size(); ++k) entries[next[static_cast<std::size_t>(keys[k] - first)]++] = before[k];
}

}  // namespace

JournalFiller::JournalFiller() = default;

JournalFiller::JournalFiller(const Journal& before)
    : journal_(before), begin_(static_cast<EntryIndex>(before.size_)), claimed_(before.size_) {
  hashes_.resize(journal_.chunks_.size());
  if (Journal::in_chunk(begin_) == 0) return;
  // The last chunk is filled up: that is done on a copy, in whose rows to come nothing stands.
  std::shared_ptr<JournalChunk> last = new_chunk();
  *last = *journal_.chunks_.back();
  journal_.chunks_.back() = std::move(last);
  hashes_.back() = detail::new_id_hashes();
  shrink(claimed_);
}

JournalFiller::Room JournalFiller::claim(std::size_t rows) {
  if (claimed_ + rows >= no_entry) throw UsageError(ErrorCode::invalid_argument, "a journal holds at most 4,294,967,294 entries");
  Room room;
  room.first_ = static_cast<EntryIndex>(claimed_);
  room.first_chunk_ = claimed_ >> JournalChunk::bits;
  claimed_ += rows;
  for (std::size_t number = room.first_chunk_; number << JournalChunk::bits < claimed_; ++number) {
    if (number == journal_.chunks_.size()) {
      journal_.chunks_.push_back(new_chunk());
      hashes_.push_back(detail::new_id_hashes());
    }
    room.chunks_.push_back(journal_.chunks_[number].get());
    room.hashes_.push_back(hashes_[number].get());
  }
  return room;
}

void JournalFiller::Room::put(const PackedEntries& entries, std::size_t begin, std::size_t end) noexcept {
  for (std::size_t from = begin, count = 0; from < end; from += count) {
    const EntryIndex i = first_ + used_;
    const std::size_t number = (i >> JournalChunk::bits) - first_chunk_;
    const std::size_t at = Journal::in_chunk(i);
    count = std::min(end - from, JournalChunk::rows - at);
    JournalChunk& chunk = *chunks_[number];
    const auto fill = [&](const auto& values, auto* column) { std::copy_n(values.data() + from, count, column + at); };
    // Room holds zeros: what an input lacks is never written, and so takes no memory.
    const auto fill_some = [&](const auto& values, auto* column) {
      const auto* const first = values.data() + from;
      if (std::any_of(first, first + count, [](auto value) { return value != 0; })) std::copy_n(first, count, column + at);
    };
    fill(entries.amount, chunk.amount.data());
    fill(entries.day, chunk.day.data());
    fill(entries.grant, chunk.grant.data());
    fill(entries.offset, chunk.offset.data());
    fill(entries.kind, chunk.kind.data());
    fill_some(entries.voucher, chunk.voucher.data());
    fill_some(entries.account, chunk.account.data());
    fill_some(entries.payee, chunk.payee.data());
    fill_some(entries.destination, chunk.destination.data());
    fill_some(entries.stage, chunk.stage.data());
    fill_some(entries.tranche, chunk.tranche.data());
    fill_some(entries.id_hash, hashes_[number]);
    used_ += static_cast<std::uint32_t>(count);
  }
}

void JournalFiller::shrink(std::size_t claimed) {
  const std::size_t whole = (claimed + JournalChunk::rows - 1) >> JournalChunk::bits;
  journal_.chunks_.resize(whole);
  hashes_.resize(whole);
  for (std::size_t i = claimed; i < whole << JournalChunk::bits; ++i) clear_entry(static_cast<EntryIndex>(i));
  claimed_ = claimed;
}

void JournalFiller::clear_entry(EntryIndex i) noexcept {
  JournalChunk& chunk = *journal_.chunks_[i >> JournalChunk::bits];
  const std::size_t k = Journal::in_chunk(i);
  chunk.voucher[k] = 0;
  chunk.account[k] = 0;
  chunk.payee[k] = 0;
  chunk.destination[k] = 0;
  chunk.stage[k] = 0;
  chunk.tranche[k] = 0;
  hashes_[i >> JournalChunk::bits][k] = 0;
}

void JournalFiller::translate(const Piece& piece, std::span<const WordId> stage, std::span<const WordId> account,
                              std::span<const WordId> payee, std::span<const WordId> destination) noexcept {
  for (EntryIndex i = piece.first; i < piece.first + piece.used; ++i) {
    JournalChunk& chunk = *journal_.chunks_[i >> JournalChunk::bits];
    const std::size_t k = Journal::in_chunk(i);
    // Nothing is written where nothing stands: see new_chunk.
    if (chunk.stage[k] != 0) chunk.stage[k] = static_cast<std::uint16_t>(stage[chunk.stage[k]]);
    if (chunk.account[k] != 0) chunk.account[k] = account[chunk.account[k]];
    if (chunk.payee[k] != 0) chunk.payee[k] = payee[chunk.payee[k]];
    if (chunk.destination[k] != 0) chunk.destination[k] = destination[chunk.destination[k]];
  }
}

void JournalFiller::move_entry(EntryIndex from, EntryIndex to) noexcept {
  const JournalChunk& source = *journal_.chunks_[from >> JournalChunk::bits];
  JournalChunk& target = *journal_.chunks_[to >> JournalChunk::bits];
  const std::size_t a = Journal::in_chunk(from);
  const std::size_t b = Journal::in_chunk(to);
  target.amount[b] = source.amount[a];
  target.voucher[b] = source.voucher[a];
  target.day[b] = source.day[a];
  target.account[b] = source.account[a];
  target.payee[b] = source.payee[a];
  target.destination[b] = source.destination[a];
  target.grant[b] = source.grant[a];
  target.stage[b] = source.stage[a];
  target.offset[b] = source.offset[a];
  target.kind[b] = source.kind[a];
  target.tranche[b] = source.tranche[a];
  hashes_[to >> JournalChunk::bits][b] = hashes_[from >> JournalChunk::bits][a];
}

void JournalFiller::join(Piece&& piece) {
  const auto first = static_cast<EntryIndex>(journal_.size_);
  if (first != piece.first) {
    for (std::uint32_t k = 0; k < piece.used; ++k) move_entry(piece.first + k, first + k);
  }
  for (Stretch& stretch : piece.stretches) {
    journal_.stretches_.push_back({first + stretch.place, piece.file, stretch.line, stretch.offset, std::move(stretch.jumps)});
  }
  for (Reversal& reversal : piece.reversals) {
    journal_.reversals_.push_back({first + reversal.place, no_entry, std::move(reversal.reverses)});
  }
  for (const std::uint32_t place : piece.like_row_ids) like_row_ids_.push_back(first + place);
  has_ids_ = has_ids_ || !piece.are_ids_in_runs || !piece.id_runs.empty();
  if (!piece.id_runs.empty()) piece.id_runs.back().last = std::move(piece.last_id);
  are_ids_in_runs_ = are_ids_in_runs_ && piece.are_ids_in_runs;
  if (are_ids_in_runs_) {
    std::move(piece.id_runs.begin(), piece.id_runs.end(), std::back_inserter(id_runs_));
  } else {
    id_runs_ = {};
  }
  journal_.size_ += piece.used;
}

void JournalFiller::lacks(JournalColumn column) noexcept {
  journal_.present_[static_cast<std::size_t>(column)] = false;
}

void JournalFiller::Piece::note_ids(std::span<const std::string_view> ids) {
  constexpr std::size_t most_runs = 256;
  if (!are_ids_in_runs) return;
  std::string_view last = last_id;
  for (const std::string_view id : ids) {
    if (id.empty()) continue;
    if (id.size() != last.size() || !precedes_of_same_size(last, id)) {
      if (id_runs.size() == most_runs) {
        id_runs = {};
        are_ids_in_runs = false;
        return;
      }
      if (!id_runs.empty()) id_runs.back().last = last;
      id_runs.push_back({std::string(id), {}});
    }
    last = id;
  }
  if (last.data() != last_id.data()) last_id.assign(last);
}

std::optional<JournalFiller::IdRun> JournalFiller::ascending_ids() const {
  if (!are_ids_in_runs_ || id_runs_.empty()) return std::nullopt;
  for (std::size_t r = 1; r < id_runs_.size(); ++r) {
    if (!id_precedes(id_runs_[r - 1].last, id_runs_[r].first)) return std::nullopt;
  }
  return IdRun{id_runs_.front().first, id_runs_.back().last};
}

bool JournalFiller::are_ids_surely_different() const {
  if (!are_ids_in_runs_) return false;
  std::vector<const IdRun*> runs;
  for (const IdRun& run : id_runs_) runs.push_back(&run);
  const auto order = [](const IdRun* run) { return std::pair(run->first.size(), std::string_view(run->first)); };
  std::sort(runs.begin(), runs.end(), [&](const IdRun* a, const IdRun* b) { return order(a) < order(b); });
  for (std::size_t r = 1; r < runs.size(); ++r) {
    if (runs[r]->first.size() == runs[r - 1]->last.size() && runs[r]->first <= runs[r - 1]->last) return false;
  }
  return true;
}

/// Entries whose ids have the same hash, two or more together. First a bit for every hash: only where a bit is set already may a hash be
/// there twice, and those are few.
std::vector<std::vector<EntryIndex>> JournalFiller::with_equal_hashes(unsigned threads) const {
  const std::size_t chunks = journal_.chunk_count();
  unsigned bits = 16;
  while (bits < 29 && (std::size_t{1} << bits) < (journal_.size_ - begin_) * 16) ++bits;
  const auto place_of = [bits](std::uint32_t hash) { return (hash * 0x9E3779B1u) >> (32 - bits); };
  const std::size_t words = (std::size_t{1} << bits) / 64;
  const unsigned parts = std::min(thread_count(threads), 4u);
  const auto for_each_hash = [&](unsigned part, const auto& take) {
    for (std::size_t c = chunks * part / parts; c < chunks * (part + 1) / parts; ++c) {
      const std::uint32_t* const hashes = hashes_[c].get();
      if (!hashes) continue;
      for (std::size_t k = 0, rows = journal_.rows_in(c); k < rows; ++k) {
        if (hashes[k] != 0) take(hashes[k], static_cast<EntryIndex>((c << JournalChunk::bits) + k));
      }
    }
  };
  std::vector<std::vector<std::uint64_t>> seen(parts);
  std::vector<std::vector<std::uint32_t>> met(parts);
  on_workers(parts, {}, [&](unsigned part, StopFlag&) {
    seen[part].assign(words, 0);
    for_each_hash(part, [&](std::uint32_t hash, EntryIndex) {
      const std::uint32_t place = place_of(hash);
      const std::uint64_t bit = std::uint64_t{1} << (place % 64);
      std::uint64_t& word = seen[part][place / 64];
      if ((word & bit) != 0) met[part].push_back(place);
      word |= bit;
    });
  });
  // Now the bits of hashes that may be there twice: within a part, or in two of them.
  std::vector<std::uint64_t> twice(words, 0);
  for (std::size_t w = 0; w < words; ++w) {
    std::uint64_t before = 0;
    for (const auto& part : seen) {
      twice[w] |= before & part[w];
      before |= part[w];
    }
  }
  seen.clear();
  for (const auto& places : met) {
    for (const std::uint32_t place : places) twice[place / 64] |= std::uint64_t{1} << (place % 64);
  }
  using Hashed = std::pair<std::uint32_t, EntryIndex>;
  std::vector<std::vector<Hashed>> by_part(parts);
  on_workers(parts, {}, [&](unsigned part, StopFlag&) {
    for_each_hash(part, [&](std::uint32_t hash, EntryIndex entry) {
      const std::uint32_t place = place_of(hash);
      if ((twice[place / 64] >> (place % 64) & 1) != 0) by_part[part].emplace_back(hash, entry);
    });
    std::sort(by_part[part].begin(), by_part[part].end());
  });
  std::vector<Hashed> all;
  for (const auto& list : by_part) {
    const auto middle = static_cast<std::ptrdiff_t>(all.size());
    all.insert(all.end(), list.begin(), list.end());
    std::inplace_merge(all.begin(), all.begin() + middle, all.end());
  }
  std::vector<std::vector<EntryIndex>> groups;
  for (std::size_t begin = 0, end = 0; begin < all.size(); begin = end) {
    while (end < all.size() && all[end].first == all[begin].first) ++end;
    if (end - begin < 2) continue;
    auto& group = groups.emplace_back();
    for (std::size_t i = begin; i < end; ++i) group.push_back(all[i].second);
  }
  return groups;
}

/// Entries whose own id is that of an entry from before.
std::vector<DuplicateId> JournalFiller::duplicates_of_before(unsigned threads) {
  std::vector<Journal::WantedId> wanted;
  for (EntryIndex i = begin_; i < journal_.size_; ++i) {
    if (id_hash(i) != 0) wanted.push_back({.hash = id_hash(i), .entry = i});
  }
  const IdRun range = ascending_ids().value_or(IdRun{});
  journal_.find(wanted, range.first, range.last, threads);
  std::vector<DuplicateId> found;
  for (const Journal::WantedId& id : wanted) {
    if (id.found != no_entry) found.push_back({id.found, id.entry});
  }
  return found;
}

std::vector<DuplicateId> JournalFiller::duplicates(std::span<const std::string> file_names, unsigned threads) {
  std::vector<DuplicateId> found;
  std::unordered_set<EntryIndex> of_before;
  if (begin_ > 0) found = duplicates_of_before(threads);
  for (const DuplicateId& duplicate : found) of_before.insert(duplicate.second);
  if (!are_ids_surely_different()) {
    for (const std::vector<EntryIndex>& entries : with_equal_hashes(threads)) {
      std::unordered_map<std::string, EntryIndex> first;
      for (const EntryIndex entry : entries) {
        const auto [place, is_new] = first.try_emplace(journal_.own_id(entry), entry);
        if (!is_new && !of_before.contains(entry)) found.push_back({place->second, entry});
      }
    }
  }
  // An id of its own may also spell the file and row of an entry that has none.
  for (const EntryIndex entry : like_row_ids_) {
    const std::string id = journal_.own_id(entry);
    const EntryIndex other = entry_at_row(journal_, id, file_names);
    if (other == no_entry || has_id(other)) continue;
    found.push_back({std::min(entry, other), std::max(entry, other)});
  }
  std::sort(found.begin(), found.end(), [](const DuplicateId& a, const DuplicateId& b) { return a.second < b.second; });
  return found;
}

void JournalFiller::resolve_reversals(std::span<const std::string> file_names, unsigned threads) {
  if (journal_.reversals_.empty()) return;
  std::unordered_map<std::uint32_t, std::vector<std::size_t>> wanted;  // reversals by the hash of the id that they name
  for (std::size_t r = 0; r < journal_.reversals_.size(); ++r) {
    const Journal::Reversal& reversal = journal_.reversals_[r];
    if (!reversal.text.empty() && reversal.target == no_entry) wanted[id_hash_of(reversal.text)].push_back(r);
  }
  std::vector<std::uint32_t> hashes;
  for (const auto& [hash, reversals] : wanted) hashes.push_back(hash);
  for (const EntryIndex i : detail::entries_with(hashes_, begin_, static_cast<EntryIndex>(journal_.size_), hashes, threads)) {
    const std::string id = journal_.own_id(i);
    for (const std::size_t r : wanted.find(id_hash(i))->second) {
      auto& reversal = journal_.reversals_[r];
      if (reversal.target == no_entry && reversal.text == id) reversal.target = i;
    }
  }
  // What stood before was looked through for the reversals of that time.
  std::vector<Journal::WantedId> of_before;
  std::vector<std::size_t> whose;
  for (std::size_t r = 0; r < journal_.reversals_.size() && begin_ > 0; ++r) {
    const Journal::Reversal& reversal = journal_.reversals_[r];
    if (reversal.entry < begin_ || reversal.text.empty() || reversal.target != no_entry) continue;
    of_before.push_back({.hash = id_hash_of(reversal.text), .text = reversal.text});
    whose.push_back(r);
  }
  journal_.find(of_before, {}, {}, threads);
  for (std::size_t k = 0; k < whose.size(); ++k) journal_.reversals_[whose[k]].target = of_before[k].found;
  for (auto& reversal : journal_.reversals_) {
    if (reversal.text.empty() || reversal.target != no_entry) continue;
    const EntryIndex entry = entry_at_row(journal_, reversal.text, file_names);
    if (entry != no_entry && !has_id(entry)) reversal.target = entry;
  }
}

/// How the entries that were filled are found by id; the hashes go where nobody will ask for them.
void JournalFiller::note_ids(bool keep_ids) {
  if (has_ids_) {
    auto& parts = journal_.id_parts_;
    const auto end = static_cast<EntryIndex>(journal_.size_);
    auto range = ascending_ids();
    if (!range) {
      auto hashes = keep_ids || begin_ > 0 ? std::make_shared<const detail::IdHashes>(std::move(hashes_)) : nullptr;
      parts.push_back({.begin = begin_, .end = end, .hashes = std::move(hashes)});
    } else if (!parts.empty() && parts.back().do_ascend && id_precedes(parts.back().last, range->first)) {
      parts.back().end = end;
      parts.back().last = std::move(range->last);
    } else {
      parts.push_back({.begin = begin_, .end = end, .do_ascend = true, .first = std::move(range->first), .last = std::move(range->last)});
    }
  }
  hashes_.clear();
}

/// The index of what stood before with the new entries put in: of each grant a few come to many that stand in order.
void JournalFiller::extend_index(Journal& journal, EntryIndex begin, std::size_t grants) {
  std::vector<std::vector<EntryIndex>> added(grants);
  for (EntryIndex i = begin; i < journal.size_; ++i) added[journal.grant(i)].push_back(i);
  const auto key_of = [&](EntryIndex entry) { return order_key(journal.packed_day(entry), journal.kind(entry)); };
  std::vector<EntryIndex> order;
  order.reserve(journal.size_);
  std::vector<std::uint32_t> grant_begin;
  for (std::uint32_t g = 0; g < grants; ++g) {
    grant_begin.push_back(static_cast<std::uint32_t>(order.size()));
    std::span<const EntryIndex> before = journal.of_grant(g);
    if (!added[g].empty()) sort_by_day(journal, added[g]);
    for (const EntryIndex entry : added[g]) {
      const auto place = std::upper_bound(before.begin(), before.end(), key_of(entry),
                                          [&](std::int64_t key, EntryIndex other) { return key < key_of(other); });
      order.insert(order.end(), before.begin(), place);
      order.push_back(entry);
      before = before.subspan(static_cast<std::size_t>(place - before.begin()));
    }
    order.insert(order.end(), before.begin(), before.end());
  }
  grant_begin.push_back(static_cast<std::uint32_t>(order.size()));
  journal.order_ = std::make_shared<const std::vector<EntryIndex>>(std::move(order));
  journal.grant_begin_ = std::move(grant_begin);
}

Journal JournalFiller::finish(std::size_t grants, std::span<const std::string> file_names, unsigned threads, bool keep_ids) {
  resolve_reversals(file_names, threads);
  for_each_index(journal_.chunk_count(), threads, {}, [&](std::size_t c) {
    if (!hashes_[c]) return;
    for (std::size_t k = 0; k < journal_.rows_in(c); ++k) {
      if (hashes_[c][k] != 0) journal_.chunks_[c]->has_id[k / 64] |= std::uint64_t{1} << (k % 64);
    }
  });
  note_ids(keep_ids);
  const EntryIndex begin = begin_;
  Journal journal = std::exchange(journal_, Journal{});
  *this = JournalFiller();
  journal.chunks_.resize(journal.chunk_count());
  if (begin > 0) {
    extend_index(journal, begin, grants);
    return journal;
  }
  const std::size_t chunks = journal.chunk_count();

  // Counting by grant, each thread over chunks of its own; what comes first in the input comes first. On the way it shows whether the
  // entries of a grant stand in order already, as most do.
  const auto parts = static_cast<unsigned>(std::clamp<std::size_t>(chunks, 1, thread_count(threads)));
  struct Part {
    std::vector<std::uint32_t> next;
    std::vector<std::int64_t> first_key, last_key;
    std::vector<bool> is_sorted;
  };
  std::vector<Part> all(parts);
  const auto chunk_range = [&](unsigned part) { return std::pair(chunks * part / parts, chunks * (part + 1) / parts); };
  constexpr std::int64_t none = -1;
  on_workers(parts, {}, [&](unsigned number, StopFlag&) {
    Part& part = all[number];
    part.next.assign(grants, 0);
    const auto [begin, end] = chunk_range(number);
    for (std::size_t c = begin; c < end; ++c) {
      const JournalChunk& chunk = *journal.chunks_[c];
      const std::size_t rows = journal.rows_in(c);
      for (std::size_t k = 0; k < rows; ++k) ++part.next[chunk.grant[k]];
    }
  });
  journal.grant_begin_.assign(grants + 1, 0);
  std::uint32_t next = 0;
  for (std::size_t g = 0; g < grants; ++g) {
    journal.grant_begin_[g] = next;
    for (Part& part : all) next += std::exchange(part.next[g], next);
  }
  journal.grant_begin_[grants] = next;
  std::vector<EntryIndex> order(journal.size_);
  on_workers(parts, {}, [&](unsigned number, StopFlag&) {
    Part& part = all[number];
    part.first_key.assign(grants, none);
    part.last_key.assign(grants, none);
    part.is_sorted.assign(grants, true);
    const auto [begin, end] = chunk_range(number);
    for (std::size_t c = begin; c < end; ++c) {
      const JournalChunk& chunk = *journal.chunks_[c];
      const std::size_t rows = journal.rows_in(c);
      for (std::size_t k = 0; k < rows; ++k) {
        const std::uint16_t grant = chunk.grant[k];
        order[part.next[grant]++] = static_cast<EntryIndex>((c << JournalChunk::bits) + k);
        const std::int64_t key = order_key(chunk.day[k], chunk.kind[k]);
        if (key < part.last_key[grant]) part.is_sorted[grant] = false;
        if (part.last_key[grant] == none) part.first_key[grant] = key;
        part.last_key[grant] = key;
      }
    }
  });
  std::vector<std::uint32_t> unsorted;
  for (std::uint32_t g = 0; g < grants; ++g) {
    std::int64_t last = none;
    bool is_sorted = true;
    for (const Part& part : all) {
      if (part.last_key[g] == none) continue;
      is_sorted = is_sorted && part.is_sorted[g] && last <= part.first_key[g];
      last = part.last_key[g];
    }
    if (!is_sorted) unsorted.push_back(g);
  }
  for_each_index(unsorted.size(), threads, {}, [&](std::size_t place) {
    const std::uint32_t grant = unsorted[place];
    sort_by_day(journal,
                std::span(order).subspan(journal.grant_begin_[grant], journal.grant_begin_[grant + 1] - journal.grant_begin_[grant]));
  });
  journal.order_ = std::make_shared<const std::vector<EntryIndex>>(std::move(order));
  return journal;
}

std::string shown_id(const Journal& journal, EntryIndex entry, std::span<const std::string> file_names) {
  if (journal.has_own_id(entry)) return journal.own_id(entry);
  const SourceRef where = journal.where(entry);
  const std::string file = where.file < file_names.size() ? file_names[where.file] : std::string("journal");
  const std::uint32_t row = where.file < file_names.size() ? where.row : entry + 1;
  return file + ":" + std::to_string(row);
}

}  // namespace hibah
