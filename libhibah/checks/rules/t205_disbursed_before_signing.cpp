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
                   .page = {.what = {"Mencari pencairan yang bertanggal sebelum perjanjian ditandatangani. Pencairan pada hari "
                                     "penandatanganan lolos.",
                                     "It finds disbursements dated before the agreement was signed. A disbursement on the day of "
                                     "signing passes."},
                            .why = {"Sebelum perjanjian (NPHD) ditandatangani tidak ada dasar untuk membayar. Uang yang cair lebih "
                                    "dulu keluar dari kas daerah tanpa hak dan kewajiban yang disepakati.",
                                    "Before the agreement (NPHD) is signed there is nothing to pay on. Money paid earlier left the "
                                    "treasury without agreed rights and duties."},
                            .example = {"Perjanjian ditandatangani 4 Maret 2024, sedangkan Rp1.000.000.000 cair pada 29 Februari 2024. "
                                        "Itu empat hari terlalu awal.",
                                        "The agreement was signed on 4 March 2024, and Rp1.000.000.000 was disbursed on 29 February "
                                        "2024. That is four days too early."},
                            .not_proved = {"Temuan ini tidak membedakan salah catat tanggal dari pembayaran yang benar-benar mendahului. "
                                           "Belanja sebelum penandatanganan diperiksa oleh R411.",
                                           "It does not tell a wrongly recorded date from a payment that truly came early. Spending before "
                                           "the signing is what R411 looks at."},
                            .needs = {"Perlu jurnal yang memuat pencairan secara lengkap; nomor tahap tidak diperlukan. Bila hari "
                                      "penandatanganan atau pencairan tidak lengkap, urutannya mungkin tidak dapat dinilai.",
                                      "It needs a journal that holds disbursements in full; tranche numbers are not needed. Where the "
                                      "day of signing or of payment is not complete, the order may not be evaluable."}}},
          .check_grant = check};
}

}  // namespace hibah::rules
