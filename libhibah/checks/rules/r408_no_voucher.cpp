// R408 no-voucher: a realisation without a voucher number.
#include <libhibah/checks/rules/rules.hpp>
#include <libhibah/checks/rules/support.hpp>

namespace hibah::rules {

namespace {

void check(const GrantView& view, Verdicts& out) {
  for_each_entry(view, EntryKind::realisation, [&](const BookRow& row, bool is_certain) {
    if (row.voucher != 0) {
      out.pass();
      return;
    }
    Finding& finding = fail_entry(view, out, {row.entry, is_certain}, "voucher");
    say(finding, {"belanja {amount} pada {day} tidak bernomor bukti", "{amount} was spent on {day} without a voucher number"},
        {{"amount", rp(row.amount)}, {"day", to_long(view.journal().date(row.entry))}});
  });
}

}  // namespace

Rule r408_no_voucher() {
  return {.info = {.code = "R408",
                   .name = "no-voucher",
                   .title = {"Belanja tanpa bukti", "No voucher"},
                   .subject = "entry",
                   .severity = Severity::error,
                   .needs = {.journal = true, .kinds = {EntryKind::realisation}, .columns = {JournalColumn::voucher}},
                   .basis = {basis("accountability")},
                   // example: tests/rules/R408/fires-empty-voucher.case
                   .page = {.what = {"Menandai setiap belanja yang kolom nomor buktinya kosong. Pencairan, jasa giro, setoran dan "
                                     "belanja yang sudah dibatalkan tidak diperiksa.",
                                     "It reports every realisation whose voucher number is empty. Disbursements, interest, returns "
                                     "and reversed realisations are not looked at."},
                            .why = {"Belanja tanpa bukti tidak dapat dipertanggungjawabkan, dan bukti harus tersedia untuk "
                                    "pemeriksaan. Menurut pers, belanja tanpa bukti Rp597,7 juta ditemukan pada KPU Sumatera Barat "
                                    "tahun 2005.",
                                    "Spending without a receipt cannot be accounted for, and receipts must be there for the audit. "
                                    "According to the press, Rp597,7 million without receipts was found at KPU Sumatera Barat in "
                                    "2005."},
                            .example = {"Belanja Rp7.500.000 pada 2 Oktober 2024 (B2) tidak bernomor bukti: satu temuan. Belanja "
                                        "Rp5.000.000 sehari sebelumnya dengan bukti KW-013 (B1) lolos.",
                                        "A realisation of Rp7.500.000 on 2 October 2024 (B2) has no voucher number: one finding. The "
                                        "realisation of Rp5.000.000 the day before with voucher KW-013 (B1) passes."},
                            .not_proved = {"Temuan ini tidak membuktikan bahwa buktinya tidak ada: mungkin hanya nomornya belum "
                                           "dicatat. Nomor yang ada juga tidak membuktikan buktinya sah; pemakaian ulang ditunjukkan "
                                           "oleh R404.",
                                           "It does not prove that there is no receipt: perhaps only its number is not recorded. Nor "
                                           "does a number prove a good receipt; reuse is shown by R404."},
                            .needs = {"Perlu jurnal dengan belanja yang lengkap dan kolom nomor bukti. Tanpa kolom itu hibah tidak "
                                      "dapat dinilai; sel yang kosong adalah fakta.",
                                      "It needs a journal that holds realisations in full, with the column voucher. Without that "
                                      "column the grant is not evaluable; an empty cell is a fact."}}},
          .check_grant = check};
}

}  // namespace hibah::rules
