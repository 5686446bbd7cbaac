// T203 disbursed-above-agreement: more was disbursed than the agreement in force on the entry's day allows.
#include <algorithm>

#include <libhibah/checks/rules/rules.hpp>
#include <libhibah/checks/rules/support.hpp>

namespace hibah::rules {

namespace {

/// The least and the most that the agreement allowed on the days of an entry; nothing where addenda are not dated to the day.
std::optional<Bounds> allowed_on(const Grant& grant, const DateSpan& date) {
  if (grant.addenda.empty()) return Bounds{grant.amount, grant.amount};
  const auto first = grant.terms_on(date.first);
  const auto last = grant.terms_on(date.last);
  if (!first || !last) return std::nullopt;
  return Bounds{std::min(first->amount, last->amount), std::max(first->amount, last->amount)};
}

void check(const GrantView& view, Verdicts& out) {
  const Journal& journal = view.journal();
  RupiahSum sure;
  RupiahSum perhaps;
  for (const EntryIndex entry : view.books().possible) {
    if (journal.kind(entry) == EntryKind::disbursement) perhaps.add(journal.amount(entry));
  }
  Rupiah worst;
  Rupiah worst_allowed;
  Rupiah worst_total;
  std::vector<EntryIndex> above;
  bool is_uncertain = false;
  for (const StandingEntry& standing : entries_of(view, EntryKind::disbursement)) {
    const std::optional<Bounds> allowed = allowed_on(view.grant(), journal.date(standing.entry));
    if (standing.is_certain) sure.add(journal.amount(standing.entry));
    const Rupiah total = sure.total();
    if (!allowed || total + perhaps.total() > allowed->least) is_uncertain = true;
    if (!standing.is_certain || !allowed || total <= allowed->most) continue;
    above.push_back(standing.entry);
    if (total - allowed->most > worst) {
      worst = total - allowed->most;
      worst_allowed = allowed->most;
      worst_total = total;
    }
  }
  if (above.empty()) {
    if (!is_uncertain) {
      out.pass();
      return;
    }
    not_evaluable_once(view, out,
                       {"tanggal entri atau adendum tidak lengkap: tidak pasti apakah pencairan melampaui perjanjian",
                        "the date of an entry or addendum is not complete: whether disbursements exceed the agreement is uncertain"});
    return;
  }
  Finding& finding = out.fail();
  identify(finding, view.portfolio(), {.grant = view.index()});
  measure(finding, worst_allowed, worst_total);
  for (const EntryIndex entry : above) finding.evidence.push_back(evidence_of(journal, entry, "amount"));
  say(finding,
      {"pencairan {actual} melampaui nilai perjanjian {expected} sebesar {difference}, sejak {day}",
       "disbursements of {actual} exceed the agreement of {expected} by {difference}, since {day}"},
      {{"actual", rp(worst_total)},
       {"expected", rp(worst_allowed)},
       {"difference", rp(worst)},
       {"day", to_long(journal.date(above.front()))}});
}

}  // namespace

Rule t203_disbursed_above_agreement() {
  return {
      .info =
          {.code = "T203",
           .name = "disbursed-above-agreement",
           .title = {"Pencairan melampaui perjanjian", "Disbursed above agreement"},
           .subject = "grant",
           .severity = Severity::error,
           .needs = {.journal = true, .kinds = {EntryKind::disbursement}},
           .basis = {basis("NPHD")},
           // example: tests/rules/T203/fires-crossing-entry.case
           .page = {.what = {"Membandingkan jumlah pencairan dengan nilai perjanjian yang berlaku pada hari setiap pencairan. "
                             "Bukti dimulai pada pencairan yang melampauinya.",
                             "Holds the sum of disbursements against the agreement amount in force on the day of each. The "
                             "evidence starts at the disbursement that crosses it."},
                    .why = {"Perjanjian adalah batas tertinggi. Tambahan yang dibayar sebelum adendumnya ditandatangani tidak "
                            "punya dasar.",
                            "The agreement is the upper limit. An increase that is paid before its addendum is signed has no "
                            "basis."},
                    .example = {"Perjanjian Rp1.000.000.000; cair Rp900.000.000, lalu dua kali Rp200.000.000: Rp1.300.000.000, lebih "
                                "Rp300.000.000 sejak pencairan kedua.",
                                "An agreement of Rp1.000.000.000; Rp900.000.000 were paid, then twice Rp200.000.000: Rp1.300.000.000, "
                                "Rp300.000.000 too much since the second payment."},
                    .not_proved = {"Temuan ini tidak mengatakan bahwa kelebihannya dibelanjakan; B303 dan S501 mengatakan lebih banyak.",
                                   "The finding does not say that the excess was spent; B303 and S501 tell more."},
                    .needs = {"Perlu jurnal yang memuat pencairan secara lengkap. Tanggal adendum yang tidak lengkap dapat "
                              "membuatnya tidak dapat dinilai.",
                              "Needs a journal that holds disbursements in full. The date of an addendum that is not complete can "
                              "make it not evaluable."}}},
      .check_grant = check};
}

}  // namespace hibah::rules
