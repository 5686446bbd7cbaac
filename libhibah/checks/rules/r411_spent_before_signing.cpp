// R411 spent-before-signing: the recipient spent before the agreement was signed.
#include <libhibah/checks/rules/before_signing.hpp>
#include <libhibah/checks/rules/rules.hpp>

namespace hibah::rules {

namespace {

void check(const GrantView& view, Verdicts& out) {
  check_before_signing(view, out, EntryKind::realisation,
                       {"belanja {amount} bertanggal {entry_day}, sebelum perjanjian ditandatangani {signed}",
                        "{amount} was spent on {entry_day}, before the agreement was signed on {signed}"});
}

}  // namespace

Rule r411_spent_before_signing() {
  return {.info = {.code = "R411",
                   .name = "spent-before-signing",
                   .title = {"Belanja sebelum penandatanganan", "Spent before signing"},
                   .subject = "entry",
                   .severity = Severity::error,
                   .needs = {.journal = true, .kinds = {EntryKind::realisation}},
                   .basis = {basis("NPHD")},
                   // example: tests/rules/R411/fires-spent-nine-days-early.case
                   .page = {.what = {"Menandai setiap belanja yang bertanggal sebelum hari penandatanganan perjanjian. Belanja pada "
                                     "hari penandatanganan diterima. Adendum tidak mengubah hari itu.",
                                     "It reports every realisation that is dated before the day on which the agreement was signed. "
                                     "Spending on the day of signing is accepted. An addendum does not move that day."},
                            .why = {"Sebelum perjanjian ditandatangani tidak ada hibah yang dapat dibelanjakan. Belanja yang lebih "
                                    "awal berarti dana lain dipakai dulu, atau tanggalnya tidak benar.",
                                    "Before the agreement is signed there is no grant to spend. Earlier spending means that other "
                                    "money was used first, or that the date is not true."},
                            .example = {"Perjanjian ditandatangani 10 November 2023. Belanja Rp5.000.000 bertanggal 1 November 2023 "
                                        "(B1): satu temuan. Belanja 1 Desember 2023 (B2) lolos.",
                                        "The agreement was signed on 10 November 2023. A realisation of Rp5.000.000 is dated 1 "
                                        "November 2023 (B1): one finding. The one of 1 December 2023 (B2) passes."},
                            .not_proved = {"Temuan ini tidak membuktikan bahwa uang hibah dipakai sebelum waktunya: mungkin dibayar "
                                           "dengan talangan atau tanggalnya salah ketik. Pencairan sebelum penandatanganan "
                                           "ditunjukkan oleh T205.",
                                           "It does not prove that grant money was used too early: it may have been an advance, or a "
                                           "mistyped date. Disbursements before the signing are shown by T205."},
                            .needs = {"Perlu jurnal dengan belanja yang lengkap. Bila hanya bulan belanja atau bulan penandatanganan "
                                      "yang diketahui dan urutannya tidak pasti, entri itu tidak dapat dinilai.",
                                      "It needs a journal that holds realisations in full. Where only the month of the realisation or "
                                      "of the signing is known and their order is uncertain, the entry is not evaluable."}}},
          .check_grant = check};
}

}  // namespace hibah::rules
