// libhibah: settlement — what the rules on unspent money have in common.
#pragma once

#include <libhibah/checks/rules/support.hpp>

namespace hibah::rules {

/// The kinds that a balance is made of.
inline constexpr EntryKind balance_kinds[] = {EntryKind::disbursement, EntryKind::realisation, EntryKind::refund, EntryKind::interest, EntryKind::return_};

/// What these rules need: the journal, with every kind of the balance in full.
[[nodiscard]] Needs settlement_needs();

/// Fills in a finding that money is still there after the return day: balance, due day, evidence.
void fill_unreturned(Finding& finding, const GrantView& view, Rupiah balance);
/// Answers that partial dates leave the balance uncertain.
void balance_uncertain(const GrantView& view, Verdicts& out);

}  // namespace hibah::rules
