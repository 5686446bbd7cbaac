// T205 disbursed-before-signing: money left the treasury before the agreement was signed.
#include <libhibah/checks/rules/before_signing.hpp>
#include <libhibah/checks/rules/rules.hpp>

namespace hibah::rules {

namespace {

void check(const GrantView& view, Verdicts& out) {
  check_before_signing(view, out, EntryKind::disbursement,
                       {"{amount} cair pada {entry_day}, sebelum perjanjian ditandatangani {signed}",
                        "{amount} was disbursed on {entry_day}, before the agreement was signed on {signed}"});
}

}  // namespace

Rule t205_disbursed_before_signing() {
  return {.info = {.code = "T205",
                   .name = "disbursed-before-signing",
                   .title = {"Pencairan sebelum penandatanganan", "Disbursed before signing"},
                   .subject = "entry",
                   .severity = Severity::error,
                   .needs = {.journal = true, .kinds = {EntryKind::disbursement}},
                   .basis = {basis("NPHD")},
                   // example: tests/rules/T205/fires-four-days-early.case
                   .page = {.what = {"Mencari pencairan yang bertanggal sebelum perjanjian ditandatangani.",
                            "Finds disbursements dated before the agreement was signed."},
                            .why = {"Sebelum NPHD ditandatangani tidak ada dasar untuk membayar.",
                            "Before the agreement (NPHD) is signed there is nothing to pay on."},
                            .example = {"Cair 29 Februari 2024, perjanjian ditandatangani 4 Maret 2024: empat hari terlalu awal.",
                            "Paid on 29 February 2024, the agreement was signed on 4 March 2024: four days too early."},
                            .not_proved = {"Temuan ini tidak membedakan salah catat tanggal dari pembayaran yang benar-benar mendahului. Belanja "
                            "sebelum penandatanganan diperiksa R411.",
                            "The finding does not tell a wrongly recorded date from a payment that truly came early. Spending "
                            "before the signing is what R411 looks at."},
                            .needs = {"Perlu jurnal yang memuat pencairan secara lengkap. Bila hari penandatanganan atau pencairan tidak "
                            "lengkap, urutannya mungkin tidak dapat dinilai.",
                            "Needs a journal that holds disbursements in full. Where the day of signing or payment is not "
                            "complete, the order may not be evaluable."}}},
          .check_grant = check};
}

}  // namespace hibah::rules
