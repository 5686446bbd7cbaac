// S502 returned-late: the return that settled the grant came after the return day.
#include <algorithm>
#include <vector>

#include <libhibah/checks/rules/rules.hpp>
#include <libhibah/checks/rules/settlement.hpp>

namespace hibah::rules {

namespace {

/// How the grant was settled in a reading.
struct Settlement {
  State state = State::pass;       // not_evaluable: the return and its limit cannot be put in order
  EntryIndex settling = no_entry;  // the last return that brought the balance from above to zero or below
  DateSpan day = {};               // and its day, or the days that it may have been
};

Settlement settlement(const GrantView& view, const DateSpan& due, const Reading& reading) {
  const Journal& journal = view.journal();
  Settlement found;
  Rupiah balance;
  for (const Movement& movement : movements_in(view, reading)) {
    const Rupiah before = balance;
    if (movement.is_receipt) {
      balance += journal.amount(movement.entry);
    } else {
      balance -= journal.amount(movement.entry);
    }
    if (journal.kind(movement.entry) != EntryKind::return_ || before <= Rupiah{} || balance > Rupiah{}) continue;
    found.settling = movement.entry;
    found.day = movement.day;
  }
  if (balance > Rupiah{}) return {.state = State::not_applicable};  // S501 or S505 speaks of it
  if (found.settling == no_entry) return found;
  const Truth in_time = is_on_or_before(found.day, due);
  found.state = in_time == Truth::yes ? State::pass : in_time == Truth::no ? State::fail : State::not_evaluable;
  return found;
}

/// What holds in every reading; not_evaluable where they differ. The settling return is one of those that it may have been, or none where in
/// some reading there is none.
Settlement settlement(const GrantView& view, const DateSpan& due) {
  Settlement found = settlement(view, due, Reading{});
  for (const Reading& reading : other_readings(view)) {
    const Settlement other = settlement(view, due, reading);
    if (other.state != found.state) found.state = State::not_evaluable;
    if (other.settling == no_entry) found.settling = no_entry;
    found.day = DateSpan(std::min(found.day.first, other.day.first), std::max(found.day.last, other.day.last));
  }
  return found;
}

void check(const GrantView& view, Verdicts& out) {
  const Due& due = view.return_due();
  if (!past_or_answer(view, out, due)) return;
  const Settlement found = settlement(view, due.date());
  if (found.state == State::pass) {
    out.pass();
    return;
  }
  if (found.state == State::not_applicable) {
    out.not_applicable();
    return;
  }
  if (found.settling == no_entry) {
    balance_uncertain(view, out);
    return;
  }
  const Slots slots{{"amount", rp(view.journal().amount(found.settling))}, {"day", to_long(found.day)}, {"due", to_long(due.date())}};
  if (found.state == State::not_evaluable) {
    not_evaluable_once(view, out,
                       fill({"setoran bertanggal {day}, batasnya {due}: tidak pasti mana yang lebih dulu",
                             "the return is dated {day}, its limit is {due}: which came first is uncertain"},
                            slots));
    return;
  }
  Finding& finding = out.fail();
  identify(finding, view.portfolio(), {.grant = view.index()});
  measure(finding, due.date(), found.day);
  finding.evidence.push_back(evidence_of(view.journal(), found.settling, "date"));
  say(finding,
      {"sisa dana baru lunas disetor {day} ({amount}), batasnya {due}",
       "the rest was returned only on {day} ({amount}), its limit was {due}"},
      slots);
}

}  // namespace

Rule s502_returned_late() {
  return {.info = {.code = "S502",
                   .name = "returned-late",
                   .title = {"Sisa dana terlambat dikembalikan", "Returned late"},
                   .subject = "grant",
                   .severity = Severity::error,
                   .needs = settlement_needs(),
                   // example: tests/rules/S502/fires-returned-18-days-late.case
                   .page = {.what = {"Setelah hari pengembalian lewat dan saldo nol atau kurang, mencari setoran terakhir yang "
                                     "membawa saldo dari atas nol ke nol atau kurang. Bila setoran itu bertanggal setelah hari "
                                     "pengembalian, pengembalian terlambat. Setoran tepat pada hari itu diterima.",
                                     "Once the return day has passed and the balance is zero or below, it finds the last return that "
                                     "brought the balance there from above. Where that return is dated after the return day, the "
                                     "money came late. A return on that very day is accepted."},
                            .why = {"Sisa hibah harus kembali paling lambat tiga bulan setelah pengusulan pengesahan pengangkatan. "
                                    "Menurut pers, KPU Ngawi menghitungnya dari 16 Januari sampai 16 April 2025; hari awal yang "
                                    "dipakai daerah lain berbeda-beda.",
                                    "What is left must be back within three months of the proposal of appointment. According to the "
                                    "press, KPU Ngawi counted from 16 January to 16 April 2025; other regions start from another day."},
                            .example = {"Batas 12 April 2025. Sisa Rp100.000.000 disetor 30 April 2025 (T1): terlambat 18 hari.",
                                        "The limit is 12 April 2025. The rest of Rp100.000.000 was returned on 30 April 2025 (T1): 18 "
                                        "days late."},
                            .not_proved = {"Temuan ini tidak menunjukkan siapa yang terlambat: tanggal dalam jurnal mungkin tanggal "
                                           "pencatatan di kas daerah. Selama saldo masih di atas nol yang berbicara adalah S501 atau "
                                           "S505; setoran yang melebihi sisa ditunjukkan oleh S503.",
                                           "It does not show whose delay it was: the date in the journal may be the treasury's "
                                           "booking date. While the balance is above zero S501 or S505 speaks; a return of more than "
                                           "was there is shown by S503."},
                            .needs = {"Perlu jurnal yang memuat pencairan, belanja, pengembalian belanja, jasa giro dan setoran "
                                      "secara lengkap, dan tanggal peristiwa pengusulan. Tanggal tidak lengkap yang menentukan tidak "
                                      "dapat dinilai.",
                                      "It needs a journal that holds disbursements, realisations, refunds, interest and returns in "
                                      "full, and the date of the proposal. An incomplete date that decides is not evaluable."}}},
          .check_grant = check};
}

}  // namespace hibah::rules
