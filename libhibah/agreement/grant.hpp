// libhibah: Grant — an agreement (NPHD) with tranches and addenda; what is in force on a day is a query.
#pragma once

// A grant is what was agreed. Addenda are later facts: nothing is overwritten, `terms_on(day)` answers what was in force.
// It knows nothing of money that moved (journal floor).

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <libhibah/base/source.hpp>
#include <libhibah/calendar/date_span.hpp>
#include <libhibah/calendar/deadline.hpp>
#include <libhibah/law/regulation.hpp>
#include <libhibah/money/ratio.hpp>
#include <libhibah/money/rupiah.hpp>

namespace hibah {

/// One tranche (tahap) of the plan, as written: a share or an amount.
struct Tranche {
  int number = 0;  ///< 1-based place in its list
  std::optional<Ratio> share;
  std::optional<Rupiah> amount;
  Deadline due;
  std::optional<int> fiscal_year;
  SourceRef where;
};

/// A later change of an agreement.
struct Addendum {
  std::string number;
  DateSpan signed_on;
  std::optional<Rupiah> amount;  ///< the new total, not the increase
  std::string reason;
  std::vector<Tranche> tranches;  ///< replaces the list where not empty
  SourceRef where;
};

/// Kinds of journal entries, one bit each, as in `recorded`.
enum class EntryKind : std::uint8_t { disbursement, realisation, refund, interest, return_, reversal };
inline constexpr int entry_kind_count = 6;
[[nodiscard]] std::string_view name_of(EntryKind kind) noexcept;  ///< disbursement, realisation, refund, interest, return, reversal
/// pencairan, belanja, pengembalian_belanja, jasa_giro, setoran, pembatalan
[[nodiscard]] std::string_view indonesian_name_of(EntryKind kind) noexcept;
/// From the English or the Indonesian name (pencairan, belanja, pengembalian_belanja, jasa_giro, setoran, pembatalan), without regard to case.
[[nodiscard]] std::optional<EntryKind> entry_kind_of(std::string_view name) noexcept;

/// One tranche of the terms in force, with its amount worked out.
struct PlannedTranche {
  int number = 0;
  std::optional<Ratio> share;  ///< as written; absent where an amount was written
  Rupiah planned;
  Deadline due;
  DateSpan signed_on;  ///< what `signed` means for it: the agreement's day, or the addendum's for a tranche that the addendum added
  std::optional<int> fiscal_year;
  SourceRef where;
};

/// What is in force on a day.
struct Terms {
  Rupiah amount;
  std::vector<PlannedTranche> tranches;  ///< empty where the portfolio states none
  int addendum = 0;                      ///< how many addenda have changed the amount or the list; 0 = as first signed
  SourceRef amount_where;                ///< where the amount in force is written
};

struct Grant {
  std::string id;
  std::string recipient;
  Role role = Role::other;
  std::string nphd;  ///< number of the agreement; may be empty
  DateSpan signed_on;
  Rupiah amount;
  std::string amount_raw;  ///< the amount as written
  std::optional<std::string> amount_words;
  std::string return_account = "RKUD";
  std::vector<EntryKind> recorded;    ///< kinds that the journal holds in full; empty = all
  std::optional<Deadline> use_until;  ///< overrides of the regulation
  std::optional<Deadline> report_due;
  std::optional<Deadline> return_due;
  std::vector<std::string> sources;
  std::vector<Tranche> tranches;
  std::vector<Addendum> addenda;  ///< in the file's order
  SourceRef where;                ///< the [[grant]] line

  [[nodiscard]] bool records(EntryKind kind) const noexcept;
  /// The addenda signed on or before `day`, in the order in which they apply (by day, then as in the file);
  /// nothing where a partial date leaves them or their order unknown. Those for which `matters` is not true are left aside.
  [[nodiscard]] std::optional<std::vector<const Addendum*>> addenda_on(Date day,
                                                                       const std::function<bool(const Addendum&)>& matters = {}) const;
  /// The agreement after the addenda signed on or before `day`; nothing where a partial date leaves that unknown. Errors: AmountOverflow.
  [[nodiscard]] std::optional<Terms> terms_on(Date day) const;
  /// The agreement as first signed.
  [[nodiscard]] Terms first_terms() const;
  /// The highest tranche number of any of its lists; 0 where there are none.
  [[nodiscard]] int last_tranche_number() const noexcept;
};

}  // namespace hibah
