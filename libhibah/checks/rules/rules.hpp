// libhibah: rules — the catalogue's rows, one a rule file, in fixed order.
#pragma once

#include <array>

#include <libhibah/checks/rule.hpp>

namespace hibah::rules {

[[nodiscard]] Rule j101_reversal_mismatch();
[[nodiscard]] Rule j102_refund_above_realisation();
[[nodiscard]] Rule p101_stated_total_differs();
[[nodiscard]] Rule p102_appropriation_exceeded();
[[nodiscard]] Rule a101_tranches_do_not_add_up();
[[nodiscard]] Rule a102_budget_does_not_add_up();
[[nodiscard]] Rule a103_first_tranche_below_minimum();
[[nodiscard]] Rule a104_due_later_than_law();
[[nodiscard]] Rule a105_words_differ();
[[nodiscard]] Rule a106_addendum_below_disbursed();
[[nodiscard]] Rule a107_addenda_out_of_order();
[[nodiscard]] Rule a108_signed_late();
[[nodiscard]] Rule a109_regulation_not_in_force();
[[nodiscard]] Rule t201_tranche_late();
[[nodiscard]] Rule t202_tranche_unpaid();
[[nodiscard]] Rule t203_disbursed_above_agreement();
[[nodiscard]] Rule t204_tranche_overpaid();
[[nodiscard]] Rule t205_disbursed_before_signing();
[[nodiscard]] Rule t206_wrong_fiscal_year();
[[nodiscard]] Rule t207_no_payment_minutes();
[[nodiscard]] Rule t208_tranche_lapsed();
[[nodiscard]] Rule t209_paid_on_day_off();
[[nodiscard]] Rule t210_tranche_out_of_order();
[[nodiscard]] Rule b301_line_over_ceiling();
[[nodiscard]] Rule b302_no_budget_line();
[[nodiscard]] Rule b303_realised_above_agreement();
[[nodiscard]] Rule r401_outside_stage_window();
[[nodiscard]] Rule r402_cash_below_zero();
[[nodiscard]] Rule r403_spent_after_use_period();
[[nodiscard]] Rule r404_voucher_reused();
[[nodiscard]] Rule r405_probable_double_payment();
[[nodiscard]] Rule r406_split_purchase();
[[nodiscard]] Rule r407_sen_in_payment();
[[nodiscard]] Rule r408_no_voucher();
[[nodiscard]] Rule r409_spent_on_day_off();
[[nodiscard]] Rule r410_paid_by_two_grants();
[[nodiscard]] Rule r411_spent_before_signing();
[[nodiscard]] Rule s501_unspent_not_returned();
[[nodiscard]] Rule s502_returned_late();
[[nodiscard]] Rule s503_returned_too_much();
[[nodiscard]] Rule s504_returned_to_wrong_treasury();
[[nodiscard]] Rule s505_interest_kept();
[[nodiscard]] Rule s506_use_report_missing();
[[nodiscard]] Rule s507_use_report_late();
[[nodiscard]] Rule s508_moved_after_return();
[[nodiscard]] Rule s509_return_without_slip();
[[nodiscard]] Rule d601_no_grant_register();
[[nodiscard]] Rule d602_spending_not_ratified();
[[nodiscard]] Rule x701_statement_broken();
[[nodiscard]] Rule x702_not_on_statement();
[[nodiscard]] Rule x703_not_in_journal();
[[nodiscard]] Rule n801_first_digits();
[[nodiscard]] Rule n802_rush_at_the_end();
[[nodiscard]] Rule n803_round_amounts();
[[nodiscard]] Rule n804_one_payee();
[[nodiscard]] Rule w901_waiver_expired();
[[nodiscard]] Rule w902_waiver_unused();
[[nodiscard]] Rule w903_waiver_not_valid();

/// In the order of reports.
inline constexpr std::array all{
    &j101_reversal_mismatch,
    &j102_refund_above_realisation,
    &p101_stated_total_differs,
    &p102_appropriation_exceeded,
    &a101_tranches_do_not_add_up,
    &a102_budget_does_not_add_up,
    &a103_first_tranche_below_minimum,
    &a104_due_later_than_law,
    &a105_words_differ,
    &a106_addendum_below_disbursed,
    &a107_addenda_out_of_order,
    &a108_signed_late,
    &a109_regulation_not_in_force,
    &t201_tranche_late,
    &t202_tranche_unpaid,
    &t203_disbursed_above_agreement,
    &t204_tranche_overpaid,
    &t205_disbursed_before_signing,
    &t206_wrong_fiscal_year,
    &t207_no_payment_minutes,
    &t208_tranche_lapsed,
    &t209_paid_on_day_off,
    &t210_tranche_out_of_order,
    &b301_line_over_ceiling,
    &b302_no_budget_line,
    &b303_realised_above_agreement,
    &r401_outside_stage_window,
    &r402_cash_below_zero,
    &r403_spent_after_use_period,
    &r404_voucher_reused,
    &r405_probable_double_payment,
    &r406_split_purchase,
    &r407_sen_in_payment,
    &r408_no_voucher,
    &r409_spent_on_day_off,
    &r410_paid_by_two_grants,
    &r411_spent_before_signing,
    &s501_unspent_not_returned,
    &s502_returned_late,
    &s503_returned_too_much,
    &s504_returned_to_wrong_treasury,
    &s505_interest_kept,
    &s506_use_report_missing,
    &s507_use_report_late,
    &s508_moved_after_return,
    &s509_return_without_slip,
    &d601_no_grant_register,
    &d602_spending_not_ratified,
    &x701_statement_broken,
    &x702_not_on_statement,
    &x703_not_in_journal,
    &n801_first_digits,
    &n802_rush_at_the_end,
    &n803_round_amounts,
    &n804_one_payee,
    &w901_waiver_expired,
    &w902_waiver_unused,
    &w903_waiver_not_valid,
};

}  // namespace hibah::rules
