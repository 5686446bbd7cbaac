#include <libhibah/journal/journal_builder.hpp>

#include <algorithm>
#include <charconv>
#include <string>
#include <unordered_map>
#include <utility>

#include <libhibah/journal/books.hpp>

namespace hibah {

namespace {

using IdIndex = std::unordered_map<std::string_view, EntryIndex>;

/// How much of an entry's date is known. Another span has no place in the columns and would come back wider than it went in.
Precision precision_of(const DateSpan& date) {
  if (date.is_day()) return Precision::day;
  if (date == DateSpan::month(date.first.year(), date.first.month())) return Precision::month;
  if (date == DateSpan::year(date.first.year())) return Precision::year;
  throw UsageError(ErrorCode::invalid_argument, "the date of a journal entry is a day, a whole month or a whole year: " + to_iso(date));
}

/// The entry without an id of its own whose file and row `id` spells. Entries stand in the order of files and rows.
EntryIndex entry_at_row(const Journal& journal, std::string_view id, std::span<const std::string> file_names) {
  const std::size_t colon = id.rfind(':');
  if (colon == std::string_view::npos) return no_entry;
  std::uint32_t row = 0;
  const auto [end, fault] = std::from_chars(id.data() + colon + 1, id.data() + id.size(), row);
  if (fault != std::errc{} || end != id.data() + id.size()) return no_entry;
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
  const bool is_there = low < journal.size() && journal.own_id(low).empty() && shown_id(journal, low, file_names) == id;
  return is_there ? low : no_entry;
}

}  // namespace

void JournalBuilder::reserve(std::size_t entries) {
  journal_.day_.reserve(entries);
  journal_.precision_.reserve(entries);
  journal_.kind_.reserve(entries);
  journal_.grant_.reserve(entries);
  journal_.tranche_.reserve(entries);
  journal_.stage_.reserve(entries);
  journal_.account_.reserve(entries);
  journal_.payee_.reserve(entries);
  journal_.voucher_.reserve(entries);
  journal_.destination_.reserve(entries);
  journal_.description_.reserve(entries);
  journal_.amount_.reserve(entries);
  journal_.file_.reserve(entries);
  journal_.row_.reserve(entries);
  journal_.offset_.reserve(entries);
  journal_.id_end_.reserve(entries);
}

void JournalBuilder::add(const Entry& entry) {
  if (entry.amount < Rupiah{}) throw UsageError(ErrorCode::amount_negative, "a journal entry's amount is never negative");
  if (entry.grant > 0xFFFF || entry.stage > 0xFFFF || entry.tranche < 0 || entry.tranche > 0xFFFF) {
    throw UsageError(ErrorCode::invalid_argument, "grant, stage and tranche numbers of an entry lie between 0 and 65,535");
  }
  const auto index = static_cast<EntryIndex>(journal_.size());
  const Precision precision = precision_of(entry.date);
  journal_.day_.push_back(entry.date.first.days_since_1970());
  journal_.precision_.push_back(precision);
  journal_.kind_.push_back(entry.kind);
  journal_.grant_.push_back(static_cast<std::uint16_t>(entry.grant));
  journal_.tranche_.push_back(static_cast<std::uint16_t>(entry.tranche));
  journal_.stage_.push_back(static_cast<std::uint16_t>(entry.stage));
  journal_.account_.push_back(entry.account);
  journal_.payee_.push_back(entry.payee);
  journal_.voucher_.push_back(entry.voucher);
  journal_.destination_.push_back(entry.destination);
  journal_.description_.push_back(entry.description);
  journal_.amount_.push_back(entry.amount.sen());
  journal_.file_.push_back(entry.where.file == SourceRef::no_file ? std::uint16_t{0xFFFF} : static_cast<std::uint16_t>(entry.where.file));
  journal_.row_.push_back(entry.where.row);
  journal_.offset_.push_back(entry.where.offset);
  journal_.ids_.append(entry.id);
  journal_.id_end_.push_back(static_cast<std::uint32_t>(journal_.ids_.size()));
  if (entry.kind == EntryKind::reversal) journal_.reversals_.push_back({index, no_entry, std::string(entry.reverses)});
}

void JournalBuilder::lacks(JournalColumn column) {
  journal_.present_[static_cast<std::size_t>(column)] = false;
}

std::vector<DuplicateId> JournalBuilder::duplicates(std::span<const std::string> file_names) const {
  std::vector<DuplicateId> found;
  IdIndex seen;
  seen.reserve(journal_.size());
  for (EntryIndex i = 0; i < journal_.size(); ++i) {
    const std::string_view id = journal_.own_id(i);
    if (id.empty()) continue;
    const auto [place, is_new] = seen.try_emplace(id, i);
    if (!is_new) found.push_back({place->second, i});
  }
  // An id of its own may also spell the file and row of an entry that has none.
  for (EntryIndex i = 0; i < journal_.size() && !seen.empty(); ++i) {
    if (!journal_.own_id(i).empty()) continue;
    const std::string row_id = shown_id(journal_, i, file_names);
    if (const auto place = seen.find(row_id); place != seen.end()) {
      found.push_back({std::min(place->second, i), std::max(place->second, i)});
    }
  }
  std::sort(found.begin(), found.end(), [](const DuplicateId& a, const DuplicateId& b) { return a.second < b.second; });
  return found;
}

Journal JournalBuilder::finish(std::size_t grants, std::span<const std::string> file_names) {
  Journal journal = std::exchange(journal_, Journal{});
  const auto size = static_cast<EntryIndex>(journal.size());
  if (!journal.reversals_.empty()) {
    IdIndex ids;
    ids.reserve(size);
    for (EntryIndex i = 0; i < size; ++i) {
      if (!journal.own_id(i).empty()) ids.try_emplace(journal.own_id(i), i);
    }
    for (auto& reversal : journal.reversals_) {
      if (reversal.text.empty()) continue;
      const auto place = ids.find(reversal.text);
      reversal.target = place != ids.end() ? place->second : entry_at_row(journal, reversal.text, file_names);
    }
  }
  // Counting by grant, then a stable order by day with receipts before payments: what comes first in the file comes first.
  journal.grant_begin_.assign(grants + 1, 0);
  for (const std::uint16_t grant : journal.grant_) ++journal.grant_begin_[grant + std::size_t{1}];
  for (std::size_t g = 1; g <= grants; ++g) journal.grant_begin_[g] += journal.grant_begin_[g - 1];
  journal.order_.resize(size);
  std::vector<std::uint32_t> next(journal.grant_begin_.begin(), journal.grant_begin_.end());
  for (EntryIndex i = 0; i < size; ++i) journal.order_[next[journal.grant_[i]]++] = i;
  const auto key = [&](EntryIndex i) { return (std::int64_t{journal.day_[i]} << 1) | (is_receipt(journal.kind_[i]) ? 0 : 1); };
  for (std::size_t g = 0; g < grants; ++g) {
    const auto begin = journal.order_.begin() + journal.grant_begin_[g];
    const auto end = journal.order_.begin() + journal.grant_begin_[g + 1];
    std::stable_sort(begin, end, [&](EntryIndex a, EntryIndex b) { return key(a) < key(b); });
  }
  return journal;
}

std::string shown_id(const Journal& journal, EntryIndex entry, std::span<const std::string> file_names) {
  const std::string_view own = journal.own_id(entry);
  if (!own.empty()) return std::string(own);
  const SourceRef where = journal.where(entry);
  const std::string file = where.file < file_names.size() ? file_names[where.file] : std::string("journal");
  const std::uint32_t row = where.file < file_names.size() ? where.row : entry + 1;
  return file + ":" + std::to_string(row);
}

}  // namespace hibah
