// X701 statement-broken: a balance on the bank statement does not follow from the one before and the amount.
#include <optional>

#include <libhibah/checks/rules/reconciliation.hpp>
#include <libhibah/checks/rules/rules.hpp>

namespace hibah::rules {

namespace {

/// The balance that a row must have, as far as the rows before it tell.
struct Running {
  RupiahSum balance;
  bool has_begun = false;                // some row stated a balance
  const PairedRow* uncertain = nullptr;  // a row from that one on that perhaps does not exist
  const BankRow* stated = nullptr;       // the row that stated the last one
};

void restart(Running& running, const PairedRow& each) {
  running = {};
  running.balance.add(*each.row->balance);
  running.has_begun = true;
  running.stated = each.row;
  if (!each.is_certain) running.uncertain = &each;
}

void judge(const GrantView& view, const PairedRow& each, Running& running, const BankPlaces& places, Verdicts& out) {
  const BankRow& row = *each.row;
  running.balance.add(row.amount);
  if (!each.is_certain) running.uncertain = &each;
  if (!row.balance || !running.has_begun) {
    out.not_applicable();  // nothing is stated, or nothing before it
  } else if (running.uncertain) {
    const DateSpan date = running.uncertain->row->date;
    places.place(out.not_evaluable(fill({"baris rekening koran hanya bertanggal {date}: tidak pasti apakah sudah ada pada {day}",
                                         "a row of the statement is dated only {date}: whether it exists on {day} is uncertain"},
                                        {{"date", to_long(date)}, {"day", to_long(view.as_of())}})),
                 row, "balance");
  } else if (running.balance.fits() && running.balance.total() == *row.balance) {
    out.pass();
  } else {
    Finding& finding = out.fail();
    places.place(finding, row, "balance");
    finding.evidence.push_back(evidence_at(running.stated->where, "balance"));
    if (running.balance.fits()) measure(finding, running.balance.total(), *row.balance);
    say(finding,
        {"saldo {actual} pada {date} tidak mengikuti saldo {before} dan mutasi sesudahnya",
         "the balance of {actual} on {date} does not follow from the balance of {before} and what moved since"},
        {{"actual", rp(*row.balance)}, {"date", to_long(row.date)}, {"before", rp(*running.stated->balance)}});
  }
  if (row.balance) restart(running, each);
}

void check(const GrantView& view, Verdicts& out) {
  if (!view.portfolio().bank->has_balance) {
    not_evaluable_once(view, out, {"bank.csv tidak memiliki kolom balance", "bank.csv has no column balance"});
    return;
  }
  const std::vector<PairedRow> rows = statement_on_day(view);
  if (!has_statement_or_answer(view, rows, out)) return;
  const BankPlaces places(view);
  Running running;
  for (const PairedRow& row : rows) judge(view, row, running, places, out);
}

}  // namespace

Rule x701_statement_broken() {
  return {
      .info = {.code = "X701",
               .name = "statement-broken",
               .title = {"Rekening koran terputus", "Bank statement broken"},
               .subject = "bank row",
               .severity = Severity::error,
               .needs = {.bank = true},
               .basis = {basis("arithmetic")},
               // example: tests/rules/X701/fires-a-row-is-missing.case
               .page = {.what = {"Menghitung ulang saldo rekening koran tiap hibah menurut urutan baris: saldo terakhir yang disebut "
                                 "ditambah semua mutasi sesudahnya harus sama dengan saldo yang disebut berikutnya, sampai sen. Setelah "
                                 "temuan, hitungan dimulai lagi dari saldo yang tertulis.",
                                 "It reckons the balance of each grant's bank statement anew, in the order of rows: the last stated "
                                 "balance and all that moved since must give the next stated balance, to the sen. After a finding it "
                                 "goes on from the balance as written."},
                        .why = {"Saldo yang tidak mengikuti mutasinya berarti ada baris yang hilang, diubah, atau disalin keliru. "
                                "Pencocokan dengan jurnal baru berarti bila rekening korannya sendiri utuh.",
                                "A balance that does not follow from what moved means that a row is missing, was changed or was copied "
                                "wrongly. Holding a statement against the journal means something only where it is whole."},
                        .example = {"Saldo Rp1.000.000; keluar Rp250.000, saldo tertulis Rp650.000. Seharusnya Rp750.000: selisih "
                                    "-Rp100.000, karena satu baris tidak tersalin.",
                                    "A balance of Rp1.000.000; Rp250.000 goes out, and the balance is written as Rp650.000. It should be "
                                    "Rp750.000: a difference of -Rp100.000, because a row was not copied."},
                        .not_proved = {"Temuan ini tidak mengatakan baris mana yang salah. Rekening koran yang utuh pun belum "
                                       "membuktikan bahwa jurnalnya benar: lihat X702 dan X703.",
                                       "It does not say which row is wrong. Nor does a statement that is whole prove that the journal is "
                                       "right: see X702 and X703."},
                        .needs = {"Perlu bank.csv dengan kolom balance. Baris tanpa saldo, dan baris pertama, tidak berlaku. Baris "
                                  "yang karena tanggalnya belum tentu ada membuat saldo berikutnya tidak dapat dinilai.",
                                  "It needs bank.csv with a column balance. To a row without a balance, and to the first one, the rule "
                                  "does not apply. A row that by its date perhaps does not exist makes the next balance not "
                                  "evaluable."}}},
      .check_grant = check};
}

}  // namespace hibah::rules
