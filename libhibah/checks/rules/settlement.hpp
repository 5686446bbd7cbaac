// libhibah: settlement — what the rules on unspent money have in common.
#pragma once

#include <vector>

#include <libhibah/checks/rules/support.hpp>

namespace hibah::rules {

/// The kinds that a balance is made of.
inline constexpr EntryKind balance_kinds[] = {EntryKind::disbursement, EntryKind::realisation, EntryKind::refund, EntryKind::interest,
                                              EntryKind::return_};

/// What these rules need: the journal, with every kind of the balance in full.
[[nodiscard]] Needs settlement_needs();

/// A movement on the account, on the day on which it is taken to have happened.
struct Movement {
  Date day;
  EntryIndex entry;
  bool is_receipt;
};
/// By day, receipts before payments, then input order.
void sort_movements(std::vector<Movement>& movements);

/// One way to read what partial dates leave open.
struct Reading {
  bool returns_late = false;  // on the last day of their span instead of the first
  bool others_late = false;
  bool receipts_stand = false;  // those that perhaps stand
  bool payments_stand = false;
};
/// The readings beside the first, Reading{}; none where every day is known and every entry surely stands.
[[nodiscard]] std::vector<Reading> other_readings(const GrantView& view);
/// The movements of a reading in their order.
[[nodiscard]] std::vector<Movement> movements_in(const GrantView& view, const Reading& reading);

/// The balance less all interest booked: what an entry of interest adds to both does not make it uncertain.
[[nodiscard]] Bounds unspent_bounds(const GrantView& view);

/// Fills in a finding that money is still there after the return day: balance, due day, evidence.
void fill_unreturned(Finding& finding, const GrantView& view, Rupiah balance);
/// Answers that partial dates leave the balance uncertain.
void balance_uncertain(const GrantView& view, Verdicts& out);

}  // namespace hibah::rules
