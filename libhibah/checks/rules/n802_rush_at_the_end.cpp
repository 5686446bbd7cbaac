// N802 rush-at-the-end: much of the spending falls in the last days of the period of use.
#include <algorithm>

#include <libhibah/checks/rules/rules.hpp>
#include <libhibah/checks/rules/support.hpp>

namespace hibah::rules {

namespace {

/// Spending in the last days and besides, sure and possible.
struct Spending {
  RupiahSum late;
  RupiahSum late_perhaps;
  RupiahSum other;
  RupiahSum other_perhaps;
  EntryIndex first_late = no_entry;
};

/// The share of `late` where both are added up; nothing is spent where both are zero.
Ratio share(const RupiahSum& late, const RupiahSum& other) {
  RupiahSum sum = late;
  sum.add(other);
  const Rupiah total = sum.total();
  return total.is_zero() ? Ratio{} : Ratio::of(late.total(), total);
}

RupiahSum together(RupiahSum a, const RupiahSum& b) {
  a.add(b);
  return a;
}

/// So many days earlier, and never before the first day that there is.
Date back(Date day, int days) {
  return add_days(day, -std::min(days, day - Date::first()));
}

Spending spending_of(const GrantView& view, const DateSpan& until) {
  const int before = static_cast<int>(view.settings().days("N802.days")) - 1;
  const Date surely_from = back(until.last, before);
  const Date perhaps_from = back(until.first, before);
  Spending spending;
  for_each_entry(view, EntryKind::realisation, [&](const BookRow& row, bool is_certain) {
    const DateSpan date = view.journal().date(row.entry);
    const bool is_late = surely_from <= date.first && date.last <= until.first;
    const bool is_other = date.last < perhaps_from || until.last < date.first;
    if (is_late && is_certain) {
      spending.late.add(row.amount);
      if (spending.first_late == no_entry) spending.first_late = row.entry;
    } else if (is_other && is_certain) {
      spending.other.add(row.amount);
    } else {
      if (!is_other) spending.late_perhaps.add(row.amount);
      if (!is_late) spending.other_perhaps.add(row.amount);
    }
  });
  return spending;
}

void check(const GrantView& view, Verdicts& out) {
  const Due& until = view.use_until();
  if (!past_or_answer(view, out, until)) return;
  const Spending spending = spending_of(view, until.date());
  const Ratio limit = Ratio::from_fraction(view.settings().number("N802.percent"), 100);
  const Ratio most = share(together(spending.late, spending.late_perhaps), spending.other);
  const Ratio least = share(spending.late, together(spending.other, spending.other_perhaps));
  if (most.is_zero() && least.is_zero() && spending.other.total().is_zero()) {
    out.not_applicable();
    return;
  }
  if (most <= limit) {
    out.pass();
    return;
  }
  if (least <= limit) {
    not_evaluable_once(view, out,
                       {"tanggal entri tidak lengkap: tidak pasti berapa yang dibelanjakan pada hari-hari terakhir",
                        "an entry's date is not complete: how much was spent in the last days is uncertain"});
    return;
  }
  Finding& finding = out.fail();
  identify(finding, view.portfolio(), {.grant = view.index()});
  measure(finding, limit, least);
  finding.evidence.push_back(evidence_of(view.journal(), spending.first_late, "date"));
  say(finding,
      {"petunjuk, bukan bukti: {late} dari {total} dibelanjakan dalam {days} hari terakhir sampai {until}, lebih dari {limit}",
       "an alert, not proof: {late} of {total} was spent in the last {days} days up to {until}, more than {limit}"},
      {{"late", rp(spending.late.total())},
       {"total", rp(together(together(spending.late, spending.other), spending.other_perhaps).total())},
       {"days", count(static_cast<std::uint64_t>(view.settings().days("N802.days")))},
       {"until", to_long(until.date())},
       {"limit", same(limit.to_text())}});
}

}  // namespace

Rule n802_rush_at_the_end() {
  return {
      .info = {.code = "N802",
               .name = "rush-at-the-end",
               .title = {"Belanja menumpuk di akhir", "Rush at the end"},
               .subject = "grant",
               .severity = Severity::info,
               .needs = {.journal = true, .kinds = {EntryKind::realisation}},
               .basis = {basis("BPK findings")},
               .settings = {"N802.days", "N802.percent"},
               // example: tests/rules/N802/fires-half-in-the-last-month.case
               .page = {.what = {"Setelah masa penggunaan berakhir, menghitung bagian belanja yang bertanggal dalam 30 hari terakhirnya, "
                                 "hari terakhir termasuk. Lebih dari 40% ditandai. Keduanya dapat disetel (N802.days, N802.percent).",
                                 "Once the period of use has ended it works out the part of the spending dated in its last 30 days, the "
                                 "last day included. More than 40% is reported. Both are settings (N802.days, N802.percent)."},
                        .why = {"Uang yang dihabiskan menjelang batas sering dibelanjakan tanpa kebutuhan, supaya tidak perlu "
                                "dikembalikan. Puncak kegiatan pemilihan sudah lewat saat itu.",
                                "Money that is used up shortly before the limit is often spent without need, so that it need not be "
                                "returned. The peak of an election is over by then."},
                        .example = {"Masa penggunaan berakhir 12 Januari 2025. Dibelanjakan Rp500.000.000 pada November 2024 dan "
                                    "Rp500.000.000 pada 20 Desember 2024 (B2): 50% dalam 30 hari terakhir.",
                                    "The period of use ended on 12 January 2025. Rp500.000.000 was spent in November 2024 and "
                                    "Rp500.000.000 on 20 December 2024 (B2): 50% in the last 30 days."},
                        .not_proved = {"Temuan ini petunjuk, tidak pernah bukti: tagihan besar memang datang setelah pemungutan suara. "
                                       "Belanja setelah masa penggunaan ditunjukkan oleh R403.",
                                       "It is an alert and never proof: large bills do come after voting day. Spending after the period of "
                                       "use is shown by R403."},
                        .needs = {"Perlu jurnal dengan belanja yang lengkap dan akhir masa penggunaan. Tanggal tidak lengkap yang "
                                  "menentukan tidak dapat dinilai; hibah tanpa belanja tidak terkena.",
                                  "It needs a journal that holds realisations in full, and the end of the period of use. An incomplete "
                                  "date that decides is not evaluable; a grant without spending is not concerned."}}},
      .check_grant = check};
}

}  // namespace hibah::rules
