// S505 interest-kept: after the return day what is left is at most the interest of the account.
#include <libhibah/checks/rules/rules.hpp>
#include <libhibah/checks/rules/settlement.hpp>

namespace hibah::rules {

namespace {

void check(const GrantView& view, Verdicts& out) {
  const Due& due = view.return_due();
  if (!past_or_answer(view, out, due)) return;
  const Bounds balance = balance_bounds(view);
  const Bounds unspent = unspent_bounds(view);
  if (balance.most <= Rupiah{} || unspent.least > Rupiah{}) {
    out.pass();  // nothing is left, or so much that S501 speaks of it
    return;
  }
  if (balance.least <= Rupiah{} || unspent.most > Rupiah{}) {
    balance_uncertain(view, out);
    return;
  }
  const Totals totals = totals_of(view.books().certain);
  Finding& finding = out.fail();
  fill_unreturned(finding, view, totals.balance());
  say(finding,
      {"jasa giro {balance} dari {interest} belum disetor; batas pengembalian {due}",
       "{balance} of {interest} interest is not returned; it was to be returned by {due}"},
      {{"balance", to_message(finding.actual)}, {"interest", rp(totals.interest)}, {"due", to_long(due.date())}});
}

}  // namespace

Rule s505_interest_kept() {
  return {.info = {.code = "S505",
                   .name = "interest-kept",
                   .title = {"Jasa giro belum dikembalikan", "Interest kept"},
                   .subject = "grant",
                   .severity = Severity::error,
                   .needs = settlement_needs(),
                   .basis = {basis("NPHD")},
                   // example: tests/rules/S505/fires-rp103.case
                   .page = {.what = {"Setelah hari pengembalian lewat, memeriksa apakah masih ada saldo yang tidak lebih besar dari "
                                     "seluruh jasa giro yang dibukukan. Selisihnya adalah saldo itu. Saldo yang lebih besar "
                                     "ditunjukkan oleh S501 saja.",
                                     "Once the return day has passed it asks whether a balance is left that is at most all interest "
                                     "booked. The difference is that balance. A larger balance is shown by S501 alone."},
                            .why = {"Jasa giro lahir dari uang daerah dan ikut kembali. Menurut pers, KPU Pamekasan pada 2025 "
                                    "menyetor Rp6.831.757.241, padahal jumlah sisa dan jasa gironya Rp6.831.757.344; KPU Kalimantan "
                                    "Timur mengembalikan jasa giro hibah 2018.",
                                    "Interest was earned on the region's money and goes back with it. According to the press, KPU "
                                    "Pamekasan returned Rp6.831.757.241 in 2025 where the rest and the interest add up to "
                                    "Rp6.831.757.344; KPU Kalimantan Timur returned the interest of its 2018 grant."},
                            .example = {"Dicairkan Rp50.000.000.000, dibelanjakan Rp43.463.026.663, jasa giro Rp294.784.007: ada "
                                        "Rp6.831.757.344. Disetor Rp6.831.757.241: tersisa Rp103.",
                                        "Rp50.000.000.000 was disbursed, Rp43.463.026.663 spent and Rp294.784.007 of interest earned: "
                                        "Rp6.831.757.344 was there. Rp6.831.757.241 was returned: Rp103 is left."},
                            .not_proved = {"Temuan ini tidak membuktikan bahwa yang tersisa memang jasa giro: uang tidak bertanda, "
                                           "ini hanya pembagian menurut besarnya. Setoran yang terlambat ditunjukkan oleh S502.",
                                           "It does not prove that what is left is interest: money has no mark, this is only a "
                                           "division by size. A late return is shown by S502."},
                            .needs = {"Perlu jurnal yang memuat pencairan, belanja, pengembalian belanja, jasa giro dan setoran "
                                      "secara lengkap, dan tanggal peristiwa pengusulan. Tanpa peristiwa itu aturan belum berlaku "
                                      "sampai hari pemungutan suara, dan sesudahnya tidak dapat dinilai.",
                                      "It needs a journal that holds disbursements, realisations, refunds, interest and returns in "
                                      "full, and the date of the proposal. Without that event the rule does not speak up to voting "
                                      "day and is not evaluable after it."}}},
          .check_grant = check};
}

}  // namespace hibah::rules
