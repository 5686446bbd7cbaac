// R407 sen-in-payment: a realisation that is not whole rupiah.
#include <libhibah/checks/rules/rules.hpp>
#include <libhibah/checks/rules/support.hpp>

namespace hibah::rules {

namespace {

void check(const GrantView& view, Verdicts& out) {
  for_each_entry(view, EntryKind::realisation, [&](const BookRow& row, bool is_certain) {
    if (row.amount.is_whole()) {
      out.pass();
      return;
    }
    Finding& finding = fail_entry(view, out, {row.entry, is_certain}, "amount");
    say(finding, {"belanja {amount} bukan rupiah bulat", "a realisation of {amount} is not whole rupiah"}, {{"amount", rp(row.amount)}});
  });
}

}  // namespace

Rule r407_sen_in_payment() {
  return {
      .info =
          {.code = "R407",
           .name = "sen-in-payment",
           .title = {"Belanja bersen", "Sen in payment"},
           .subject = "entry",
           .severity = Severity::info,
           .needs = {.journal = true, .kinds = {EntryKind::realisation}},
           .basis = {basis("practice")},
           // example: tests/rules/R407/fires-50-sen.case
           .page =
               {.what =
                    {"Menandai belanja yang jumlahnya tidak bulat dalam rupiah. Jasa giro, setoran dan pencairan tidak dilihat.",
                     "It reports realisations whose amount is not whole rupiah. Interest, returns and disbursements are not looked at."},
                .why = {"Tidak ada yang membayar dengan sen. Sen pada belanja biasanya sisa hitungan lembar kerja, pajak yang belum "
                        "dibulatkan, atau jumlah yang dibagi rata, dan tidak sama dengan yang tertulis di kuitansi.",
                        "Nobody pays in sen. Sen in a realisation usually come from a worksheet, a tax that was not rounded, or a sum "
                        "split evenly, and do not match the receipt."},
                .example = {"Belanja Rp4.166.666,50 (B1) berakhir dengan 50 sen.", "A realisation of Rp4.166.666,50 (B1) ends in 50 sen."},
                .not_proved =
                    {"Temuan ini hanya informasi: tidak ada yang dibayar berlebih karena sen. Belanja tanpa bukti ditunjukkan oleh R408.",
                     "It is for information only: nothing was overpaid because of sen. Spending without a voucher is shown by R408."},
                .needs = {"Perlu jurnal dengan belanja yang lengkap. Belanja yang karena tanggalnya mungkin belum ada tidak dapat dinilai.",
                          "It needs a journal that holds realisations in full. A realisation that by its date is perhaps not there yet is "
                          "not evaluable."}}},
      .check_grant = check};
}

}  // namespace hibah::rules
