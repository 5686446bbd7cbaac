// S501 unspent-not-returned: after the return day more is left than the interest of the account.
#include <libhibah/checks/rules/rules.hpp>
#include <libhibah/checks/rules/settlement.hpp>

namespace hibah::rules {

namespace {

void check(const GrantView& view, Verdicts& out) {
  const Due& due = view.return_due();
  if (!past_or_answer(view, out, due)) return;
  const Bounds unspent = unspent_bounds(view);
  if (unspent.most <= Rupiah{}) {
    out.pass();
    return;
  }
  if (unspent.least <= Rupiah{}) {
    balance_uncertain(view, out);
    return;
  }
  Finding& finding = out.fail();
  fill_unreturned(finding, view, totals_of(view.books().certain).balance());
  say(finding,
      {"sisa {balance} belum disetor; batas pengembalian {due}", "{balance} is unspent and not returned; it was to be returned by {due}"},
      {{"balance", to_message(finding.actual)}, {"due", to_long(due.date())}});
}

}  // namespace

Rule s501_unspent_not_returned() {
  return {.info = {.code = "S501",
                   .name = "unspent-not-returned",
                   .title = {"Sisa dana belum dikembalikan", "Unspent money not returned"},
                   .subject = "grant",
                   .severity = Severity::error,
                   .needs = settlement_needs(),
                   // example: tests/rules/S501/fires-100-million-left.case
                   .page = {.what = {"Setelah hari pengembalian lewat, memeriksa apakah saldo hibah lebih besar dari seluruh jasa "
                                     "giro yang dibukukan. Saldo adalah pencairan, jasa giro dan pengembalian belanja dikurangi "
                                     "belanja dan setoran, ke mana pun setoran itu. Hari pengembalian diambil dari perjanjian "
                                     "(return_due), jika tidak ada dari peraturan: tiga bulan setelah pengusulan pengesahan "
                                     "pengangkatan.",
                                     "Once the return day has passed it asks whether the balance of the grant is more than all "
                                     "interest booked. The balance is disbursements, interest and refunds less realisations and "
                                     "returns, whatever a return's destination. The return day is the agreement's (return_due), else "
                                     "the regulation's: three months after the proposal of appointment."},
                            .why = {"Sisa hibah adalah uang daerah dan harus kembali ke kas daerah. Menurut pers, sisa dana yang "
                                    "tidak dikembalikan termasuk dalam perkara hibah Bawaslu Jawa Timur tahun 2013. Pasal yang "
                                    "dikutip pers berbeda: Blitar dan Lampung Utara menyebut Pasal 20 ayat (3), Ngawi Pasal 26 ayat "
                                    "(1).",
                                    "What is left belongs to the region and must go back to its treasury. According to the press, "
                                    "leftover that was kept is part of the case on the 2013 grant of Bawaslu Jawa Timur. The press "
                                    "quotes different articles: Pasal 20 ayat (3) for Blitar and Lampung Utara, Pasal 26 ayat (1) for "
                                    "Ngawi."},
                            .example = {"Dicairkan Rp1.000.000.000, dibelanjakan Rp900.000.000, tidak ada jasa giro dan setoran. "
                                        "Pengusulan 12 Januari 2025, maka batas 12 April 2025; pada 13 April saldo Rp100.000.000 "
                                        "belum kembali.",
                                        "Rp1.000.000.000 was disbursed and Rp900.000.000 spent, without interest or returns. The "
                                        "proposal was on 12 January 2025, so the limit is 12 April 2025; on 13 April a balance of "
                                        "Rp100.000.000 had not come back."},
                            .not_proved = {"Temuan ini tidak membuktikan bahwa uang itu hilang: mungkin masih di rekening hibah, atau "
                                           "setorannya belum dicatat. Saldo yang tidak melebihi jasa giro ditunjukkan oleh S505, "
                                           "setoran yang terlambat oleh S502.",
                                           "It does not prove that the money is gone: it may still be in the account, or its return "
                                           "may not be recorded. A balance of at most the interest is shown by S505, a late return by "
                                           "S502."},
                            .needs = {"Perlu jurnal yang memuat pencairan, belanja, pengembalian belanja, jasa giro dan setoran "
                                      "secara lengkap, dan tanggal peristiwa pengusulan. Tanpa peristiwa itu aturan belum berlaku "
                                      "sampai hari pemungutan suara, dan sesudahnya tidak dapat dinilai.",
                                      "It needs a journal that holds disbursements, realisations, refunds, interest and returns in "
                                      "full, and the date of the proposal. Without that event the rule does not speak up to voting "
                                      "day and is not evaluable after it."}}},
          .check_grant = check};
}

}  // namespace hibah::rules
