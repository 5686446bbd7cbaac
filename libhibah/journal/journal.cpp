#include <libhibah/journal/journal.hpp>

#include <algorithm>
#include <array>

namespace hibah {

namespace {

constexpr std::array<std::string_view, journal_column_count> column_names{"id",      "tranche",  "stage",       "account",    "payee",
                                                                          "voucher", "reverses", "destination", "description"};

}  // namespace

std::string_view name_of(JournalColumn column) noexcept {
  return column_names[static_cast<std::size_t>(column)];
}

Date Journal::first_day(EntryIndex i) const noexcept {
  return Date::from_days(day_[i]);
}

DateSpan Journal::date(EntryIndex i) const noexcept {
  const Date first = Date::from_days(day_[i]);
  switch (precision_[i]) {
    case Precision::day:
      return first;
    case Precision::month:
      return DateSpan::month(first.year(), first.month());
    case Precision::year:
      return DateSpan::year(first.year());
  }
  return first;
}

SourceRef Journal::where(EntryIndex i) const noexcept {
  return {file_[i] == 0xFFFF ? SourceRef::no_file : file_[i], row_[i], offset_[i]};
}

std::string_view Journal::own_id(EntryIndex i) const noexcept {
  const std::uint32_t begin = i == 0 ? 0 : id_end_[i - 1];
  return std::string_view(ids_).substr(begin, id_end_[i] - begin);
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

std::span<const EntryIndex> Journal::of_grant(std::uint32_t grant) const noexcept {
  if (grant + 1 >= grant_begin_.size()) return {};
  return std::span(order_).subspan(grant_begin_[grant], grant_begin_[grant + 1] - grant_begin_[grant]);
}

}  // namespace hibah
