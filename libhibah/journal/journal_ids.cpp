// How a journal finds entries by their own ids, which it does not keep, when more rows are appended to it.
#include <algorithm>
#include <span>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include <libhibah/base/parallel.hpp>
#include <libhibah/journal/journal_filler.hpp>

namespace hibah {

namespace {

/// Bits of which one is set for each hash that is looked for: most others fall on one that is not.
class HashFilter {
 public:
  explicit HashFilter(std::size_t hashes) {
    while (bits_ < 29 && (std::size_t{1} << bits_) < hashes * 16) ++bits_;
    words_.resize((std::size_t{1} << bits_) / 64);
  }
  void set(std::uint32_t hash) noexcept { words_[place_of(hash) / 64] |= std::uint64_t{1} << (place_of(hash) % 64); }
  [[nodiscard]] bool may_have(std::uint32_t hash) const noexcept { return (words_[place_of(hash) / 64] >> (place_of(hash) % 64) & 1) != 0; }

 private:
  [[nodiscard]] std::uint32_t place_of(std::uint32_t hash) const noexcept { return (hash * 0x9E3779B1u) >> (32 - bits_); }
  unsigned bits_ = 12;
  std::vector<std::uint64_t> words_;
};

/// The chunks in which entries from `begin` to `end` lie, as numbers to and from.
std::pair<std::size_t, std::size_t> chunks_of(EntryIndex begin, EntryIndex end) noexcept {
  return {begin >> JournalChunk::bits, ((end - 1) >> JournalChunk::bits) + std::size_t{1}};
}

}  // namespace

std::vector<EntryIndex> detail::entries_with(const IdHashes& hashes, EntryIndex begin, EntryIndex end,
                                             std::span<const std::uint32_t> wanted, unsigned threads) {
  if (begin == end || wanted.empty()) return {};
  HashFilter filter(wanted.size());
  for (const std::uint32_t hash : wanted) filter.set(hash);
  const std::unordered_set<std::uint32_t> exact(wanted.begin(), wanted.end());
  const std::pair<std::size_t, std::size_t> chunks = chunks_of(begin, end);
  std::vector<std::vector<EntryIndex>> met(chunks.second - chunks.first);
  for_each_index(met.size(), threads, {}, [&](std::size_t number) {
    const std::size_t first = (chunks.first + number) << JournalChunk::bits;
    const std::uint32_t* const own = hashes[chunks.first + number].get();
    const std::size_t last = std::min<std::size_t>(end - first, JournalChunk::rows);
    for (std::size_t k = std::max<std::size_t>(begin, first) - first; k < last; ++k) {
      if (own[k] != 0 && filter.may_have(own[k]) && exact.contains(own[k])) met[number].push_back(static_cast<EntryIndex>(first + k));
    }
  });
  std::vector<EntryIndex> entries;
  for (const std::vector<EntryIndex>& some : met) entries.insert(entries.end(), some.begin(), some.end());
  return entries;
}

void Journal::find(std::vector<WantedId>& wanted, std::string_view first, std::string_view last, unsigned threads) {
  if (wanted.empty()) return;
  for (IdPart& part : id_parts_) {
    if (!part.do_ascend) {
      if (!part.hashes) part.hashes = hashes_of(part, threads);
      find_by_hash(part, wanted, threads);
    } else {
      const bool is_apart =
          !first.empty() && (JournalFiller::id_precedes(part.last, first) || JournalFiller::id_precedes(last, part.first));
      if (!is_apart) find_by_halving(part, wanted, threads);
    }
  }
}

/// Each entry's id is read at most once: whatever is looked for goes down the same halves together.
void Journal::find_by_halving(const IdPart& part, std::vector<WantedId>& wanted, unsigned threads) const {
  for_each_index(wanted.size(), threads, {}, [&](std::size_t k) {
    if (wanted[k].text.empty()) wanted[k].text = own_id(wanted[k].entry);
  });
  std::vector<WantedId*> sought;
  for (WantedId& id : wanted) {
    if (!JournalFiller::id_precedes(id.text, part.first) && !JournalFiller::id_precedes(part.last, id.text)) sought.push_back(&id);
  }
  std::sort(sought.begin(), sought.end(),
            [](const WantedId* a, const WantedId* b) { return JournalFiller::id_precedes(a->text, b->text); });
  struct Half {
    std::size_t from, to;  // of what is sought
    EntryIndex begin, end;
  };
  std::vector<Half> open{{0, sought.size(), part.begin, part.end}};
  while (!open.empty()) {
    const Half half = open.back();
    open.pop_back();
    if (half.from == half.to || half.begin == half.end) continue;
    const EntryIndex middle = half.begin + (half.end - half.begin) / 2;
    EntryIndex at = middle;
    while (at < half.end && !has_own_id(at)) ++at;
    if (at == half.end) {  // none has an id from the middle on
      open.push_back({half.from, half.to, half.begin, middle});
      continue;
    }
    const std::string id = own_id(at);
    const auto begin = sought.begin() + static_cast<std::ptrdiff_t>(half.from);
    const auto end = sought.begin() + static_cast<std::ptrdiff_t>(half.to);
    const auto equal = std::partition_point(begin, end, [&](const WantedId* w) { return JournalFiller::id_precedes(w->text, id); });
    const auto after = std::partition_point(equal, end, [&](const WantedId* w) { return w->text == id; });
    for (auto each = equal; each != after; ++each) (*each)->found = at;
    open.push_back({half.from, static_cast<std::size_t>(equal - sought.begin()), half.begin, middle});
    open.push_back({static_cast<std::size_t>(after - sought.begin()), half.to, at + 1, half.end});
  }
}

void Journal::find_by_hash(const IdPart& part, std::vector<WantedId>& wanted, unsigned threads) const {
  std::unordered_map<std::uint32_t, std::vector<WantedId*>> by_hash;
  std::vector<std::uint32_t> hashes;
  for (WantedId& id : wanted) {
    by_hash[id.hash].push_back(&id);
    hashes.push_back(id.hash);
  }
  for (const EntryIndex entry : detail::entries_with(*part.hashes, part.begin, part.end, hashes, threads)) {
    const std::string id = own_id(entry);
    for (WantedId* each : by_hash.find(id_hash_of(id))->second) {
      if (each->text.empty()) each->text = own_id(each->entry);
      if (each->found == no_entry && each->text == id) each->found = entry;
    }
  }
}

/// Reads every id of the part once more.
std::shared_ptr<const detail::IdHashes> Journal::hashes_of(const IdPart& part, unsigned threads) const {
  auto hashes = std::make_shared<detail::IdHashes>();
  const auto range = chunks_of(part.begin, part.end);
  const std::size_t from = range.first;
  const std::size_t to = range.second;
  hashes->resize(from);
  for (std::size_t c = from; c < to; ++c) hashes->push_back(detail::new_id_hashes());
  for_each_index(to - from, threads, {}, [&](std::size_t number) {
    const std::size_t first = (from + number) << JournalChunk::bits;
    const std::size_t end = std::min<std::size_t>(part.end, first + JournalChunk::rows);
    std::vector<EntryIndex> entries;
    std::vector<SourceRef> places;
    for (std::size_t i = std::max<std::size_t>(part.begin, first); i < end; ++i) {
      if (!has_own_id(static_cast<EntryIndex>(i))) continue;
      entries.push_back(static_cast<EntryIndex>(i));
      places.push_back(where(entries.back()));
    }
    texts_->each_text(entries, places, JournalColumn::id,
                      [&](std::size_t k, std::string_view id) { (*hashes)[from + number][entries[k] - first] = id_hash_of(id); });
  });
  return hashes;
}

}  // namespace hibah
