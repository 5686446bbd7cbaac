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

/// The balance less all interest booked: what an entry of interest adds to both does not make it uncertain.
[[nodiscard]] Bounds unspent_bounds(const GrantView& view);

/// Fills in a finding that money is still there after the return day: balance, due day, evidence.
void fill_unreturned(Finding& finding, const GrantView& view, Rupiah balance);
/// Answers that partial dates leave the balance uncertain.
void balance_uncertain(const GrantView& view, Verdicts& out);

}  // namespace hibah::rules
