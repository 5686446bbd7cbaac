// R402 cash-below-zero: a realisation left less than nothing in the grant account.
#include <algorithm>
#include <utility>

#include <libhibah/checks/rules/rules.hpp>
#include <libhibah/checks/rules/settlement.hpp>

namespace hibah::rules {

namespace {

/// How unknown days are taken: all in the account's favour, or all against it.
enum class World { best, worst };

/// The movements of a world in their order.
std::vector<Movement> movements(const GrantView& view, World world) {
  const Journal& journal = view.journal();
  std::vector<Movement> all;
  const auto take = [&](EntryIndex entry, bool is_certain) {
    const bool receipt = is_receipt(journal.kind(entry));
    const bool early = receipt == (world == World::best);  // receipts first help, payments first hurt
    if (!is_certain && !early) return;                     // what perhaps stands counts only where it pulls this world's way
    const DateSpan date = journal.date(entry);
    all.push_back({early ? date.first : date.last, entry, receipt});
  };
  for (const EntryIndex entry : view.books().certain) take(entry, true);
  for (const EntryIndex entry : view.books().possible) take(entry, false);
  sort_movements(all);
  return all;
}

struct Overdraft {
  EntryIndex first = no_entry;
  Rupiah lowest;
  std::vector<EntryIndex> entries;  // realisations after which the balance was below zero
};

/// Goes through movements in their order.
class Account {
 public:
  void move(EntryIndex entry, EntryKind kind, Rupiah amount) {
    if (is_receipt(kind)) {
      balance_ += amount;
    } else {
      balance_ -= amount;
    }
    if (kind != EntryKind::realisation || balance_ >= Rupiah{}) return;
    if (found_.entries.empty()) found_.first = entry;
    found_.entries.push_back(entry);
    found_.lowest = std::min(found_.lowest, balance_);
  }
  [[nodiscard]] Overdraft take() { return std::move(found_); }

 private:
  Rupiah balance_;
  Overdraft found_;
};

Overdraft overdraft(const GrantView& view, World world) {
  const Journal& journal = view.journal();
  Account account;
  for (const Movement& movement : movements(view, world)) {
    account.move(movement.entry, journal.kind(movement.entry), journal.amount(movement.entry));
  }
  return account.take();
}

/// Where every day is known there is one world, and the books stand in its order.
Overdraft overdraft(const Books& books) {
  Account account;
  for (const BookRow& row : books.certain) account.move(row.entry, row.kind, row.amount);
  return account.take();
}

void check(const GrantView& view, Verdicts& out) {
  const bool is_one_world = view.books().possible.empty() && view.books().are_days;
  const Overdraft sure = is_one_world ? overdraft(view.books()) : overdraft(view, World::best);
  if (sure.entries.empty()) {
    const Overdraft perhaps = is_one_world ? Overdraft{} : overdraft(view, World::worst);
    if (perhaps.entries.empty()) {
      out.pass();
      return;
    }
    Finding& finding = out.not_evaluable({"tanggal entri tidak lengkap: tidak pasti apakah saldo pernah di bawah nol",
                                          "an entry's date is not complete: whether the balance was ever below zero is uncertain"});
    identify(finding, view.portfolio(), {.grant = view.index()}, "grant");
    finding.evidence.push_back(evidence_of(view.journal(), perhaps.first, "amount"));
    return;
  }
  Finding& finding = out.fail();
  identify(finding, view.portfolio(), {.grant = view.index()});
  measure(finding, Rupiah{}, sure.lowest);
  for (const EntryIndex entry : sure.entries) finding.evidence.push_back(evidence_of(view.journal(), entry, "amount"));
  say(finding,
      {"saldo di bawah nol sejak {day}, terendah {lowest}, setelah {count} belanja",
       "the balance was below zero from {day}, at lowest {lowest}, after {count} realisations"},
      {{"day", to_long(view.journal().date(sure.first))}, {"lowest", rp(sure.lowest)}, {"count", count(sure.entries.size())}});
}

}  // namespace

Rule r402_cash_below_zero() {
  return {.info = {.code = "R402",
                   .name = "cash-below-zero",
                   .title = {"Saldo di bawah nol", "Cash below zero"},
                   .subject = "grant",
                   .severity = Severity::error,
                   .needs = settlement_needs(),
                   .basis = {basis("cash management")},
                   // example: tests/rules/R402/fires-20-million-below.case
                   .page = {.what = {"Menghitung saldo rekening hibah setelah setiap belanja: pencairan, jasa giro dan pengembalian "
                                     "belanja dikurangi belanja dan setoran. Dalam satu hari penerimaan didahulukan dari pengeluaran. "
                                     "Satu temuan per hibah: hari pertama, saldo terendah, dan jumlah belanja yang menyisakan saldo "
                                     "di bawah nol.",
                                     "It works out the balance of the grant account after each realisation: disbursements, interest "
                                     "and refunds less realisations and returns. Within one day receipts come before payments. There "
                                     "is one finding a grant: the first day, the lowest balance, and the number of realisations that "
                                     "left it below zero."},
                            .why = {"Rekening tidak dapat membayar lebih dari isinya. Saldo di bawah nol berarti uang lain dipakai "
                                    "lebih dulu, ada penerimaan yang belum dicatat, atau tanggal pembayaran tidak benar.",
                                    "An account cannot pay more than it holds. A balance below zero means that other money was used "
                                    "first, that a receipt is not recorded, or that the date of a payment is not true."},
                            .example = {"Dicairkan Rp100.000.000 pada 10 Januari 2024, dibayar Rp90.000.000 pada 1 Februari, "
                                        "Rp25.000.000 pada 5 Februari (B2) dan Rp5.000.000 pada 6 Februari; pencairan berikutnya baru "
                                        "15 Februari. Saldo di bawah nol sejak 5 Februari setelah 2 belanja, terendah -Rp20.000.000.",
                                        "Rp100.000.000 was disbursed on 10 January 2024; Rp90.000.000 was paid on 1 February, "
                                        "Rp25.000.000 on 5 February (B2) and Rp5.000.000 on 6 February; the next disbursement came on "
                                        "15 February. The balance is below zero from 5 February after 2 realisations, at lowest "
                                        "-Rp20.000.000."},
                            .not_proved = {"Temuan ini tidak menunjukkan dari mana uang itu datang. Saldo di bawah nol karena "
                                           "setoran, bukan karena belanja, ditunjukkan oleh S503.",
                                           "It does not show where the money came from. A balance below zero because of a return, and "
                                           "not of a realisation, is shown by S503."},
                            .needs = {"Perlu jurnal yang memuat pencairan, belanja, pengembalian belanja, jasa giro dan setoran "
                                      "secara lengkap. Dengan tanggal yang hanya diketahui bulannya: gagal bila saldo di bawah nol "
                                      "walaupun penerimaan didahulukan dan pengeluaran diakhirkan, lolos bila tidak pernah walaupun "
                                      "sebaliknya, selain itu tidak dapat dinilai.",
                                      "It needs a journal that holds disbursements, realisations, refunds, interest and returns in "
                                      "full. Where only the month of a date is known it fails if the balance is below zero even with "
                                      "receipts first and payments last, passes if it never is with the opposite, and is not "
                                      "evaluable otherwise."}}},
          .check_grant = check};
}

}  // namespace hibah::rules
