// S503 returned-too-much: more was returned than there was.
#include <array>

#include <libhibah/checks/rules/rules.hpp>
#include <libhibah/checks/rules/settlement.hpp>

namespace hibah::rules {

namespace {

void check(const GrantView& view, Verdicts& out) {
  const Bounds balance = balance_bounds(view);
  const Bounds returned = total_bounds(view, EntryKind::return_);
  // Balance is what was there less what was returned: below zero with a return means that too much went back.
  if (returned.most.is_zero() || balance.least >= Rupiah{}) {
    out.pass();
    return;
  }
  if (returned.least.is_zero() || balance.most >= Rupiah{}) {
    balance_uncertain(view, out);
    return;
  }
  const Totals totals = totals_of(view.books().certain);
  Finding& finding = out.fail();
  identify(finding, view.portfolio(), {.grant = view.index()});
  measure(finding, totals.balance() + totals.returned, totals.returned);
  add_entries(finding, view, std::array{EntryKind::return_});
  say(finding,
      {"disetor {actual}, padahal yang ada {expected}: kelebihan {difference}",
       "{actual} was returned, only {expected} was there: {difference} too much"},
      {{"actual", to_message(finding.actual)}, {"expected", to_message(finding.expected)}, {"difference", to_message(finding.difference)}});
}

}  // namespace

Rule s503_returned_too_much() {
  return {.info = {.code = "S503",
                   .name = "returned-too-much",
                   .title = {"Setoran berlebih", "Returned too much"},
                   .subject = "grant",
                   .severity = Severity::error,
                   .needs = settlement_needs(),
                   .basis = {basis("arithmetic")},
                   // example: tests/rules/S503/fires-rp97.case
                   .page = {.what = {"Membandingkan seluruh setoran dengan yang ada untuk disetor: pencairan, jasa giro dan "
                                     "pengembalian belanja dikurangi belanja. Aturan ini tidak berbatas waktu dan tidak melihat "
                                     "tujuan setoran. Hibah tanpa setoran lolos.",
                                     "It holds all returns against what was there to be returned: disbursements, interest and refunds "
                                     "less realisations. It has no deadline and does not look at the destination. A grant without a "
                                     "return passes."},
                            .why = {"Setoran yang melebihi sisa menunjukkan bahwa uang lain ikut disetor, atau bahwa jasa giro atau "
                                    "pengembalian belanja belum dibukukan. Selisih kecil pun membuat laporan tidak cocok dengan "
                                    "rekening koran.",
                                    "A return of more than was left shows that other money went with it, or that interest or a refund "
                                    "is not booked. Even a small difference makes the report disagree with the bank statement."},
                            .example = {"Dicairkan Rp1.000.000.000, jasa giro Rp2.500.000, dibelanjakan Rp900.000.000: ada "
                                        "Rp102.500.000. Disetor Rp102.500.097: kelebihan Rp97.",
                                        "Rp1.000.000.000 was disbursed, Rp2.500.000 of interest earned and Rp900.000.000 spent: "
                                        "Rp102.500.000 was there. Rp102.500.097 was returned: Rp97 too much."},
                            .not_proved = {"Temuan ini tidak menunjukkan catatan mana yang salah. Saldo di bawah nol karena belanja "
                                           "ditunjukkan oleh R402.",
                                           "It does not show which record is wrong. A balance below zero because of spending is shown "
                                           "by R402."},
                            .needs = {"Perlu jurnal yang memuat pencairan, belanja, pengembalian belanja, jasa giro dan setoran "
                                      "secara lengkap. Entri yang belum pasti ada pada hari itu dan menentukan hasilnya membuat hibah "
                                      "tidak dapat dinilai.",
                                      "It needs a journal that holds disbursements, realisations, refunds, interest and returns in "
                                      "full. An entry that perhaps does not exist on that day and decides the answer makes the grant "
                                      "not evaluable."}}},
          .check_grant = check};
}

}  // namespace hibah::rules
