// X703 not-in-journal: money came in, or with the setting went out, on the bank statement without an entry of that amount.
#include <vector>

#include <libhibah/checks/rules/reconciliation.hpp>
#include <libhibah/checks/rules/rules.hpp>

namespace hibah::rules {

namespace {

void judge(const PairedRow& each, const BankPlaces& places, std::int64_t days, Verdicts& out) {
  const BankRow& row = *each.row;
  if (each.fate == PairFate::paired) {
    out.pass();
  } else if (each.fate == PairFate::alone && each.is_certain) {
    Finding& finding = out.fail();
    places.place(finding, row, "amount");
    say(finding,
        row.amount.is_negative() ? Text{"keluar {amount} pada {date} menurut rekening koran, tanpa entri jurnal dalam {days} hari kerja",
                                        "{amount} went out on {date} by the statement, without a journal entry within {days} working days"}
                                 : Text{"masuk {amount} pada {date} menurut rekening koran, tanpa entri jurnal dalam {days} hari kerja",
                                        "{amount} came in on {date} by the statement, without a journal entry within {days} working days"},
        {{"amount", rp(row.amount.is_negative() ? -row.amount : row.amount)},
         {"date", to_long(row.date)},
         {"days", count(static_cast<std::uint64_t>(days))}});
  } else {
    const Text why = each.fate == PairFate::off_calendar
                         ? Text{"tanggal di luar tahun kalender kerja", "a date outside the years of the working calendar"}
                         : Text{"tanggal tidak lengkap: tidak pasti baris mana yang cocok dengan entri jurnal",
                                "a date is not complete: which row goes with which journal entry is uncertain"};
    places.place(out.not_evaluable(fill(why, {})), row, "date");
  }
}

/// Whether the rule speaks of a row.
bool is_asked(const BankRow& row, bool debits) {
  return row.amount.is_negative() ? debits : !row.amount.is_zero();
}

void check(const GrantView& view, Verdicts& out) {
  const bool debits = view.settings().truth("X703.realisations");
  // A refund comes in, too. It takes what is left over, so that both rules see the same pairs.
  std::vector<std::vector<EntryKind>> kinds{{EntryKind::disbursement, EntryKind::interest, EntryKind::return_}, {EntryKind::refund}};
  if (debits) {
    kinds.front().push_back(EntryKind::realisation);
    kinds.front().push_back(EntryKind::refund);
  }
  for (const EntryKind kind : {EntryKind::realisation, EntryKind::return_}) {
    if (!debits || view.grant().records(kind)) continue;
    not_evaluable_once(view, out,
                       fill({"jurnal tidak memuat {kind} hibah ini secara lengkap (recorded)",
                             "the journal does not hold this grant's {kind} in full (recorded)"},
                            {{"kind", Message{std::string(indonesian_name_of(kind)), std::string(name_of(kind))}}}));
    return;
  }
  const std::int64_t days = view.settings().days("X703.days");
  const BankPairs pairs = pair_with_bank(view, kinds, days);
  if (!has_statement_or_answer(view, pairs.rows, out)) return;
  const BankPlaces places(view);
  for (const PairedRow& row : pairs.rows) {
    if (is_asked(*row.row, debits)) {
      judge(row, places, days, out);
    } else {
      out.not_applicable();
    }
  }
}

}  // namespace

Rule x703_not_in_journal() {
  return {
      .info = {.code = "X703",
               .name = "not-in-journal",
               .title = {"Tidak ada dalam jurnal", "Not in the journal"},
               .subject = "bank row",
               .severity = Severity::error,
               .needs = {.journal = true, .bank = true, .kinds = {EntryKind::disbursement, EntryKind::interest, EntryKind::refund}},
               .basis = {basis("reconciliation")},
               .settings = {"X703.days", "X703.realisations"},
               // example: tests/rules/X703/fires-interest-not-booked.case
               .page = {.what = {"Mencari untuk setiap uang masuk pada rekening koran satu entri jurnal hibah itu dengan jumlah yang sama "
                                 "(pencairan, jasa giro, pengembalian belanja), paling jauh 3 hari kerja, satu lawan satu seperti X702. "
                                 "Dengan X703.realisations = true juga uang keluar (belanja, setoran).",
                                 "It looks for one entry of the grant's journal for each credit on the bank statement, of the same amount "
                                 "(disbursement, interest, refund), at most 3 working days apart, one to one as X702 does. With "
                                 "X703.realisations = true for debits, too (realisation, return)."},
                        .why = {"Uang yang masuk rekening hibah dan tidak dibukukan dapat keluar lagi tanpa jejak. Jasa giro yang tidak "
                                "dibukukan tidak ikut disetor.",
                                "Money that came into the grant's account and was not booked can leave it without a trace. Interest that "
                                "is not booked is not returned either."},
                        .example = {"Rekening koran mencatat jasa giro Rp97.432 pada 29 Maret 2024. Jurnal tidak memuat entri Rp97.432 "
                                    "dalam 3 hari kerja: temuan.",
                                    "The statement has interest of Rp97.432 on 29 March 2024. The journal has no entry of Rp97.432 within "
                                    "3 working days: a finding."},
                        .not_proved = {"Temuan ini tidak mengatakan milik siapa uang itu. Yang dibukukan dengan jumlah lain juga muncul "
                                       "dalam X702.",
                                       "It does not say whose money it is. What was booked with another amount shows up in X702, too."},
                        .needs = {"Perlu jurnal dan bank.csv. Uang keluar tidak berlaku kecuali diminta. Tanggal yang tidak lengkap atau "
                                  "di luar tahun kalender membuatnya tidak dapat dinilai bila ada entri dengan jumlah yang sama.",
                                  "It needs the journal and bank.csv. To debits the rule does not apply unless asked to. A date that is "
                                  "not complete, or outside the calendar's years, makes it not evaluable where there is an entry of that "
                                  "amount."}}},
      .check_grant = check};
}

}  // namespace hibah::rules
