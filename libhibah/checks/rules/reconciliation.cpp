#include <libhibah/checks/rules/reconciliation.hpp>

#include <algorithm>
#include <string>
#include <unordered_map>
#include <utility>

#include <libhibah/money/notation.hpp>

namespace hibah::rules {

namespace {

Rupiah as_bank_writes(const BookRow& row) {
  return is_receipt(row.kind) ? row.amount : -row.amount;
}

/// Its place among `kinds`; their number where it is none of them.
std::size_t phase_of(EntryKind kind, std::span<const std::vector<EntryKind>> kinds) {
  const auto found = std::find_if(kinds.begin(), kinds.end(), [&](const std::vector<EntryKind>& of_phase) {
    return std::find(of_phase.begin(), of_phase.end(), kind) != of_phase.end();
  });
  return static_cast<std::size_t>(found - kinds.begin());
}

std::vector<PairedEntry> entries_of(const GrantView& view, std::span<const std::vector<EntryKind>> kinds) {
  std::vector<PairedEntry> entries;
  const auto add = [&](const std::vector<BookRow>& rows, bool is_certain) {
    for (const BookRow& row : rows) {
      if (phase_of(row.kind, kinds) == kinds.size()) continue;
      entries.push_back({row.entry, is_certain, row.kind, as_bank_writes(row), view.journal().date(row.entry)});
    }
  };
  add(view.books().certain, true);
  add(view.books().possible, false);
  std::sort(entries.begin(), entries.end(), [](const PairedEntry& a, const PairedEntry& b) { return a.entry < b.entry; });
  return entries;
}

/// All of one signed amount.
struct Bucket {
  bool has_entries = false;
  bool has_rows = false;
  bool is_open = false;
  bool is_off_calendar = false;
};

/// Rows of one amount on days with the same number of working days before them, which is what distance is measured by.
struct Queue {
  std::vector<std::uint32_t> rows;  // in the order of the file
  std::size_t taken = 0;
};

class Pairing {
 public:
  Pairing(const GrantView& view, BankPairs& pairs) : calendar_(&view.portfolio().calendar), pairs_(&pairs) {
    for (const PairedEntry& entry : pairs.entries) note(entry.amount, entry.is_certain, entry.date).has_entries = true;
    for (const PairedRow& row : pairs.rows) note(row.row->amount, row.is_certain, row.row->date).has_rows = true;
  }

  void run(std::span<const std::vector<EntryKind>> kinds, std::int64_t days) {
    for (std::uint32_t r = 0; r < pairs_->rows.size(); ++r) {
      PairedRow& row = pairs_->rows[r];
      const std::uint32_t bucket = bucket_of(row.row->amount);
      row.fate = fate_of(buckets_[bucket]);
      if (is_pairing(buckets_[bucket])) queue(bucket, working_day(row.row->date.first)).rows.push_back(r);
    }
    for (std::size_t phase = 0; phase < kinds.size(); ++phase) {
      for (std::int64_t distance = 0; distance <= days; ++distance) {
        for (PairedEntry& entry : pairs_->entries) {
          if (phase_of(entry.kind, kinds) == phase) pair(entry, distance);
        }
      }
    }
  }

 private:
  Bucket& note(Rupiah amount, bool is_certain, const DateSpan& date) {
    const std::uint32_t number = numbers_.of(static_cast<std::uint64_t>(amount.sen()), 0);
    if (number == buckets_.size()) buckets_.emplace_back();
    Bucket& bucket = buckets_[number];
    if (!is_certain || !date.is_day()) bucket.is_open = true;
    if (!calendar_->covers(date.first) || !calendar_->covers(date.last)) bucket.is_off_calendar = true;
    return bucket;
  }
  [[nodiscard]] std::uint32_t bucket_of(Rupiah amount) { return numbers_.of(static_cast<std::uint64_t>(amount.sen()), 0); }
  [[nodiscard]] static bool is_pairing(const Bucket& bucket) noexcept {
    return bucket.has_entries && bucket.has_rows && !bucket.is_open && !bucket.is_off_calendar;
  }
  [[nodiscard]] static PairFate fate_of(const Bucket& bucket) noexcept {
    if (!bucket.has_entries || !bucket.has_rows) return PairFate::alone;
    if (bucket.is_off_calendar) return PairFate::off_calendar;
    return bucket.is_open ? PairFate::open : PairFate::alone;
  }
  /// Working days from the beginning of the calendar up to and with `day`: of two days they differ by the working days between them.
  [[nodiscard]] std::int64_t working_day(Date day) const { return calendar_->working_days_between(calendar_->from(), day); }
  Queue& queue(std::uint32_t bucket, std::int64_t working_day) {
    const std::uint32_t number = queue_numbers_.of(bucket, static_cast<std::uint64_t>(working_day));
    if (number == queues_.size()) queues_.emplace_back();
    return queues_[number];
  }

  void pair(PairedEntry& entry, std::int64_t distance) {
    if (entry.fate == PairFate::paired) return;
    const std::uint32_t bucket = bucket_of(entry.amount);
    entry.fate = fate_of(buckets_[bucket]);
    if (!is_pairing(buckets_[bucket])) return;
    const std::int64_t own = working_day(entry.date.first);
    const auto free_row = [&](std::int64_t day) {
      const Queue& rows = queue(bucket, day);
      return rows.taken < rows.rows.size() ? rows.rows[rows.taken] : LineIndex::none;
    };
    const std::uint32_t before = free_row(own - distance);
    const std::uint32_t after = free_row(own + distance);
    const std::uint32_t nearest = std::min(before, after);  // the first in the order of rows
    if (nearest == LineIndex::none) return;
    ++queue(bucket, nearest == before ? own - distance : own + distance).taken;
    entry.fate = PairFate::paired;
    pairs_->rows[nearest].fate = PairFate::paired;
  }

  const WorkCalendar* calendar_;
  BankPairs* pairs_;
  Numbering numbers_;  // of signed amounts
  std::vector<Bucket> buckets_;
  Numbering queue_numbers_;  // of bucket and working day
  std::vector<Queue> queues_;
};

std::string key_of(const BankRow& row) {
  return to_iso(row.date) + '\x1f' + to_plain(row.amount) + '\x1f' + row.reference;
}

}  // namespace

BankPairs pair_with_bank(const GrantView& view, std::span<const std::vector<EntryKind>> kinds, std::int64_t days) {
  BankPairs pairs{entries_of(view, kinds), statement_on_day(view)};
  Pairing(view, pairs).run(kinds, days);
  return pairs;
}

std::vector<PairedRow> statement_on_day(const GrantView& view) {
  std::vector<PairedRow> rows;
  for (const BankRow* row : view.statement()) {
    if (row->date.first <= view.as_of()) rows.push_back({row, row->date.last <= view.as_of()});
  }
  return rows;
}

bool has_statement_or_answer(const GrantView& view, const std::vector<PairedRow>& rows, Verdicts& out) {
  if (!rows.empty()) return true;
  not_evaluable_once(
      view, out,
      fill({"rekening koran tidak memuat baris hibah ini sampai {day}", "the bank statement has no row of this grant up to {day}"},
           {{"day", to_long(view.as_of())}}));
  return false;
}

BankPlaces::BankPlaces(const GrantView& view) : view_(&view) {
  // Counted over all rows of the grant: an ordinal does not move with the day of the question.
  std::unordered_map<std::string, std::uint32_t> seen;
  ordinals_.reserve(view.statement().size());
  for (const BankRow* row : view.statement()) ordinals_.push_back(++seen[key_of(*row)]);
}

void BankPlaces::place(Finding& finding, const BankRow& row, std::string_view column) const {
  const auto& rows = view_->statement();
  const auto found = std::lower_bound(rows.begin(), rows.end(), &row);  // rows of one list, in its order
  const std::uint32_t ordinal = ordinals_[static_cast<std::size_t>(found - rows.begin())];
  identify(finding, view_->portfolio(), {.grant = view_->index()}, key_of(row) + '\x1f' + std::to_string(ordinal));
  finding.evidence.push_back(evidence_at(row.where, column));
}

}  // namespace hibah::rules
