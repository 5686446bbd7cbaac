// libhibah: Journal — what happened to the money: append-only, one array per attribute.
#pragma once

// An entry is never edited: it is taken back by a reversal that names it. The columns are built once (JournalBuilder) and
// then only read; an index gives the entries of one grant by day. Words are numbers into Words, the text of a row is not copied.
// Ten million entries fit: about 60 bytes a row and the dictionaries.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <libhibah/agreement/grant.hpp>
#include <libhibah/base/dictionary.hpp>
#include <libhibah/base/source.hpp>
#include <libhibah/calendar/date_span.hpp>
#include <libhibah/money/rupiah.hpp>

namespace hibah {

/// The dictionaries that budget and journal share, so that a line and an entry are compared by number.
struct Words {
  Dictionary stage;
  Dictionary account;
  Dictionary payee;
  Dictionary voucher;
  Dictionary destination;
  Dictionary description;
};

using EntryIndex = std::uint32_t;
inline constexpr EntryIndex no_entry = 0xFFFFFFFFu;

/// One entry on its way into the journal.
struct Entry {
  std::string_view id;  ///< empty: none of its own
  DateSpan date;
  EntryKind kind{};
  std::uint32_t grant = 0;  ///< index in Portfolio::grants
  int tranche = 0;          ///< 0: none stated
  WordId stage = 0;
  WordId account = 0;
  Rupiah amount;
  WordId payee = 0;
  WordId voucher = 0;
  WordId destination = 0;
  WordId description = 0;
  std::string_view reverses;  ///< id of the entry that a reversal takes back
  SourceRef where;
};

/// Optional columns that an input may lack; what is not there is unknown, not empty.
enum class JournalColumn : std::uint8_t { id, tranche, stage, account, payee, voucher, reverses, destination, description };
inline constexpr int journal_column_count = 9;
[[nodiscard]] std::string_view name_of(JournalColumn column) noexcept;

class Journal {
 public:
  [[nodiscard]] std::size_t size() const noexcept { return amount_.size(); }

  [[nodiscard]] DateSpan date(EntryIndex i) const noexcept;
  [[nodiscard]] Date first_day(EntryIndex i) const noexcept;
  [[nodiscard]] EntryKind kind(EntryIndex i) const noexcept { return kind_[i]; }
  [[nodiscard]] std::uint32_t grant(EntryIndex i) const noexcept { return grant_[i]; }
  [[nodiscard]] int tranche(EntryIndex i) const noexcept { return tranche_[i]; }
  [[nodiscard]] WordId stage(EntryIndex i) const noexcept { return stage_[i]; }
  [[nodiscard]] WordId account(EntryIndex i) const noexcept { return account_[i]; }
  [[nodiscard]] WordId payee(EntryIndex i) const noexcept { return payee_[i]; }
  [[nodiscard]] WordId voucher(EntryIndex i) const noexcept { return voucher_[i]; }
  [[nodiscard]] WordId destination(EntryIndex i) const noexcept { return destination_[i]; }
  [[nodiscard]] WordId description(EntryIndex i) const noexcept { return description_[i]; }
  [[nodiscard]] Rupiah amount(EntryIndex i) const noexcept { return Rupiah::from_sen(amount_[i]); }
  [[nodiscard]] SourceRef where(EntryIndex i) const noexcept;
  /// The entry's own id; empty where it has none.
  [[nodiscard]] std::string_view own_id(EntryIndex i) const noexcept;
  /// The id that a reversal names, and the entry that it names (no_entry where there is none such).
  [[nodiscard]] std::string_view reverses_text(EntryIndex reversal) const noexcept;
  [[nodiscard]] EntryIndex reverses(EntryIndex reversal) const noexcept;

  [[nodiscard]] bool has(JournalColumn column) const noexcept { return present_[static_cast<std::size_t>(column)]; }
  /// The entries of a grant by first day, within a day receipts before payments, then input order.
  [[nodiscard]] std::span<const EntryIndex> of_grant(std::uint32_t grant) const noexcept;

  // Whole columns, for sweeps and for Arrow.
  [[nodiscard]] std::span<const std::int64_t> amounts() const noexcept { return amount_; }
  [[nodiscard]] std::span<const std::int32_t> days() const noexcept { return day_; }

 private:
  friend class JournalBuilder;
  std::vector<std::int32_t> day_;  // first day of the span, days since 1970
  std::vector<Precision> precision_;
  std::vector<EntryKind> kind_;
  std::vector<std::uint16_t> grant_;
  std::vector<std::uint16_t> tranche_;
  std::vector<std::uint16_t> stage_;
  std::vector<WordId> account_;
  std::vector<WordId> payee_;
  std::vector<WordId> voucher_;
  std::vector<WordId> destination_;  // empty where no entry has one
  std::vector<WordId> description_;
  std::vector<std::int64_t> amount_;  // sen
  std::vector<std::uint16_t> file_;
  std::vector<std::uint32_t> row_;
  std::vector<std::uint64_t> offset_;
  std::string ids_;  // own ids, one after the other
  std::vector<std::uint32_t> id_end_;
  struct Reversal {
    EntryIndex entry;
    EntryIndex target;
    std::string text;
  };
  std::vector<Reversal> reversals_;  // ascending by entry
  std::vector<EntryIndex> order_;
  std::vector<std::uint32_t> grant_begin_;
  std::vector<bool> present_ = std::vector<bool>(journal_column_count, true);
};

}  // namespace hibah
