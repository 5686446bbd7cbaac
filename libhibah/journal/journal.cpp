#include <libhibah/journal/journal.hpp>

#include <algorithm>
#include <array>
#include <new>

#include <libhibah/base/hash.hpp>
#include <libhibah/base/text.hpp>

namespace hibah {

namespace {

constexpr std::array<std::string_view, journal_column_count> column_names{"id",      "tranche",  "stage",       "account",    "payee",
                                                                          "voucher", "reverses", "destination", "description"};

}  // namespace

std::string_view name_of(JournalColumn column) noexcept {
  return column_names[static_cast<std::size_t>(column)];
}

std::uint64_t voucher_key(std::string_view voucher) {
  if (voucher.empty()) return 0;
  // Folding of ASCII is one letter for one letter in place, which the hash can do as it reads; the rest is folded first.
  const std::uint64_t hash = is_ascii(voucher) ? hash_without_case(voucher) : hash_without_case(folded(voucher));
  return hash == 0 ? 1 : hash;
}

std::int32_t detail::packed(const DateSpan& date) {
  const std::int32_t first = date.first.days_since_1970();
  if (date.is_day()) return first;
  if (date == DateSpan::month(date.first.year(), date.first.month())) return month_mark + first;
  if (date == DateSpan::year(date.first.year())) return year_mark + first;
  throw UsageError(ErrorCode::invalid_argument, "the date of a journal entry is a day, a whole month or a whole year: " + to_iso(date));
}

detail::IdHashes::value_type detail::new_id_hashes() {
  IdHashes::value_type hashes(static_cast<std::uint32_t*>(std::calloc(JournalChunk::rows, sizeof(std::uint32_t))));
  if (!hashes) throw std::bad_alloc();
  return hashes;
}

void EntryTexts::each_text(std::span<const EntryIndex> entries, std::span<const SourceRef> where, JournalColumn column,
                           const std::function<void(std::size_t, std::string_view)>& take) const {
  for (std::size_t k = 0; k < entries.size(); ++k) take(k, text(entries[k], where[k], column));
}

DateSpan Journal::date(EntryIndex i) const noexcept {
  const std::int32_t packed = packed_day(i);
  const Date first = Date::from_days(detail::first_day_of(packed));
  if (packed >= 0) return first;
  return packed >= detail::month_mark ? DateSpan::month(first.year(), first.month()) : DateSpan::year(first.year());
}

const Journal::Stretch& Journal::stretch_of(EntryIndex i) const noexcept {
  const auto after = std::upper_bound(stretches_.begin(), stretches_.end(), i,
                                      [](EntryIndex entry, const Stretch& stretch) { return entry < stretch.first; });
  return *(after - 1);
}

SourceRef Journal::where(EntryIndex i) const noexcept {
  const Stretch& stretch = stretch_of(i);
  std::uint32_t line = stretch.line + (i - stretch.first);
  const auto after = std::upper_bound(stretch.jumps.begin(), stretch.jumps.end(), i - stretch.first,
                                      [](std::uint32_t place, const auto& jump) { return place < jump.first; });
  if (after != stretch.jumps.begin()) line += (after - 1)->second;
  return {stretch.file, line, stretch.offset + chunk(i).offset[in_chunk(i)]};
}

std::string Journal::text(EntryIndex i, JournalColumn column) const {
  return texts_ ? texts_->text(i, where(i), column) : std::string{};
}

std::string_view Journal::reverses_text(EntryIndex reversal) const noexcept {
  const auto place = std::lower_bound(reversals_.begin(), reversals_.end(), reversal,
                                      [](const Reversal& row, EntryIndex entry) { return row.entry < entry; });
  return place != reversals_.end() && place->entry == reversal ? std::string_view(place->text) : std::string_view{};
}

EntryIndex Journal::reverses(EntryIndex reversal) const noexcept {
  const auto place = std::lower_bound(reversals_.begin(), reversals_.end(), reversal,
                                      [](const Reversal& row, EntryIndex entry) { return row.entry < entry; });
  return place != reversals_.end() && place->entry == reversal ? place->target : no_entry;
}

std::vector<EntryIndex> Journal::reversals_naming(EntryIndex first) const {
  std::vector<EntryIndex> found;
  for (const Reversal& reversal : reversals_) {
    if (reversal.target != no_entry && reversal.target >= first) found.push_back(reversal.entry);
  }
  return found;
}

std::span<const EntryIndex> Journal::of_grant(std::uint32_t grant) const noexcept {
  if (grant + std::size_t{1} >= grant_begin_.size()) return {};
  return std::span(*order_).subspan(grant_begin_[grant], grant_begin_[grant + 1] - grant_begin_[grant]);
}

std::size_t Journal::rows_in(std::size_t number) const noexcept {
  return std::min(JournalChunk::rows, size_ - (number << JournalChunk::bits));
}

}  // namespace hibah
