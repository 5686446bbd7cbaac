// T203 disbursed-above-agreement: more was disbursed than the agreement in force on the entry's day allows.
#include <algorithm>

#include <libhibah/checks/rules/rules.hpp>
#include <libhibah/checks/rules/support.hpp>

namespace hibah::rules {

namespace {

/// What the agreement allowed from a day on, until the next step.
struct Step {
  Date from;
  std::optional<Bounds> allowed;  // nothing where too many addenda are not dated to the day
};

/// The steps up to the day of the question. They can only lie on the first and the last day of an addendum's date.
std::vector<Step> steps_of(const GrantView& view) {
  const Grant& grant = view.grant();
  std::vector<Date> days;
  for (const Addendum& addendum : grant.addenda) {
    for (const Date day : {addendum.signed_on.first, addendum.signed_on.last}) {
      if (day <= view.as_of()) days.push_back(day);
    }
  }
  std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());
  std::vector<Step> steps{{Date{}, Bounds{grant.amount, grant.amount}}};
  for (const Date day : days) {
    std::optional<Bounds> allowed;
    for (const Terms& terms : possible_terms(grant, day)) {
      if (!allowed) allowed = Bounds{terms.amount, terms.amount};
      allowed = Bounds{std::min(allowed->least, terms.amount), std::max(allowed->most, terms.amount)};
    }
    steps.push_back({day, allowed});
  }
  return steps;
}

/// Calls `look(allowed, last)` for each step that holds a day of `date`; `last` is the last such day.
template <typename Look>
void for_each_step(const std::vector<Step>& steps, const DateSpan& date, const Look& look) {
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const bool is_last = i + 1 == steps.size();
    if (steps[i].from > date.last || (!is_last && steps[i + 1].from <= date.first)) continue;
    look(steps[i].allowed, is_last ? date.last : std::min(date.last, add_days(steps[i + 1].from, -1)));
  }
}

/// A disbursement with the days up to the day of the question that it may stand for.
struct Paid {
  StandingEntry standing;
  DateSpan date;
};

std::vector<Paid> disbursements(const GrantView& view) {
  std::vector<Paid> paid;
  for (const StandingEntry& standing : entries_of(view, EntryKind::disbursement)) {
    const DateSpan date = view.journal().date(standing.entry);
    paid.push_back({standing, DateSpan(date.first, std::min(date.last, view.as_of()))});
  }
  return paid;
}

/// Whether some day that the disbursements may stand for would put their sum above the agreement of that day.
bool is_perhaps_above(const GrantView& view, const std::vector<Step>& steps, std::vector<Paid> paid) {
  std::stable_sort(paid.begin(), paid.end(), [](const Paid& a, const Paid& b) { return a.date.first < b.date.first; });
  std::vector<Rupiah> sums{Rupiah{}};
  for (const Paid& payment : paid) sums.push_back(sums.back() + view.journal().amount(payment.standing.entry));
  const auto most_by = [&](Date day) {
    const auto end = std::upper_bound(paid.begin(), paid.end(), day, [](Date d, const Paid& row) { return d < row.date.first; });
    return sums[static_cast<std::size_t>(end - paid.begin())];
  };
  return std::any_of(paid.begin(), paid.end(), [&](const Paid& payment) {
    bool is_above = false;
    for_each_step(steps, payment.date, [&](const std::optional<Bounds>& allowed, Date last) {
      is_above = is_above || !allowed || most_by(last) > allowed->least;
    });
    return is_above;
  });
}

struct Excess {
  std::vector<EntryIndex> entries;  // surely above, from the crossing entry on
  Rupiah allowed;                   // where it was worst
  Rupiah total;
};

/// What surely was above. Of the payments that must have been made by a day, the last was made between the latest of their first days
/// and that day: the most that was allowed in between is what their sum must exceed.
Excess excess_of(const GrantView& view, const std::vector<Step>& steps, std::vector<Paid> paid) {
  std::erase_if(paid, [](const Paid& payment) { return !payment.standing.is_certain; });
  std::stable_sort(paid.begin(), paid.end(), [](const Paid& a, const Paid& b) { return a.date.last < b.date.last; });
  Excess excess;
  RupiahSum sum;
  Date since;
  for (const Paid& payment : paid) {
    sum.add(view.journal().amount(payment.standing.entry));
    since = std::max(since, payment.date.first);
    bool is_known = true;
    Rupiah most;
    for_each_step(steps, DateSpan(since, payment.date.last), [&](const std::optional<Bounds>& allowed, Date) {
      is_known = is_known && allowed.has_value();
      if (allowed) most = std::max(most, allowed->most);
    });
    const Rupiah total = sum.total();
    if (!is_known || total <= most) continue;
    if (excess.entries.empty() || total - most > excess.total - excess.allowed) {
      excess.allowed = most;
      excess.total = total;
    }
    excess.entries.push_back(payment.standing.entry);
  }
  return excess;
}

void check(const GrantView& view, Verdicts& out) {
  const std::vector<Step> steps = steps_of(view);
  const std::vector<Paid> paid = disbursements(view);
  const Excess excess = excess_of(view, steps, paid);
  if (excess.entries.empty()) {
    if (!is_perhaps_above(view, steps, paid)) {
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
  measure(finding, excess.allowed, excess.total);
  for (const EntryIndex entry : excess.entries) finding.evidence.push_back(evidence_of(view.journal(), entry, "amount"));
  say(finding,
      {"pencairan {actual} melampaui nilai perjanjian {expected} sebesar {difference}, sejak {day}",
       "disbursements of {actual} exceed the agreement of {expected} by {difference}, since {day}"},
      {{"actual", rp(excess.total)},
       {"expected", rp(excess.allowed)},
       {"difference", rp(excess.total - excess.allowed)},
       {"day", to_long(view.journal().date(excess.entries.front()))}});
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
