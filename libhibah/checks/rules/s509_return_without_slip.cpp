// S509 return-without-slip: a return to the treasury has no slip (STS) of its days.
#include <algorithm>
#include <vector>

#include <libhibah/checks/rules/papers.hpp>
#include <libhibah/checks/rules/rules.hpp>

namespace hibah::rules {

namespace {

constexpr int days_around = 5;

/// The days that a slip of a return may be dated on.
DateSpan around(const DateSpan& date) {
  const int before = std::min(days_around, date.first - Date::first());
  const int after = std::min(days_around, Date::last() - date.last);
  return {add_days(date.first, -before), add_days(date.last, after)};
}

/// The slips of a grant, kept so that one of a day is found quickly.
class Slips {
 public:
  explicit Slips(const GrantView& view) {
    for (const Document* paper : papers_of(view, DocumentKind::return_slip)) {
      if (paper->date.is_day()) {
        days_.push_back(paper->date.first);
      } else if (std::find(spans_.begin(), spans_.end(), paper->date) == spans_.end()) {
        spans_.push_back(paper->date);  // months and years: there are not many different ones
      }
    }
    std::sort(days_.begin(), days_.end());
  }
  /// Whether a slip belongs to a return of that date.
  [[nodiscard]] Truth has(const DateSpan& date) const {
    const DateSpan window = around(date);
    const auto place = std::lower_bound(days_.begin(), days_.end(), window.first);
    if (place != days_.end() && *place <= window.last) return date.is_day() ? Truth::yes : Truth::unknown;
    const bool is_perhaps = std::any_of(spans_.begin(), spans_.end(),
                                        [&](const DateSpan& span) { return span.first <= window.last && window.first <= span.last; });
    return is_perhaps ? Truth::unknown : Truth::no;
  }

 private:
  std::vector<Date> days_;
  std::vector<DateSpan> spans_;
};

void check(const GrantView& view, Verdicts& out) {
  const Slips slips(view);
  for_each_entry(view, EntryKind::return_, [&](const BookRow& row, bool is_certain) {
    const DateSpan date = view.journal().date(row.entry);
    const Truth has = slips.has(date);
    if (has == Truth::yes) {
      out.pass();
    } else if (view.as_of() <= around(date).last) {
      out.not_applicable();  // its slip may still come
    } else if (has == Truth::unknown) {
      not_evaluable_entry(view, out, row.entry, "date",
                          {"tanggal setoran atau STS tidak lengkap: tidak pasti apakah STS-nya ada",
                           "the date of the return or of a slip is not complete: whether it has its slip is uncertain"});
    } else {
      Finding& finding = fail_entry(view, out, {row.entry, is_certain}, "date");
      say(finding, {"setoran {amount} bertanggal {day} tanpa STS", "the return of {amount} on {day} has no slip"},
          {{"amount", rp(row.amount)}, {"day", to_long(date)}});
    }
  });
}

}  // namespace

Rule s509_return_without_slip() {
  return {
      .info =
          {.code = "S509",
           .name = "return-without-slip",
           .title = {"Setoran tanpa STS", "Return without slip"},
           .subject = "entry",
           .severity = Severity::warning,
           .needs = {.journal = true, .documents = true, .kinds = {EntryKind::return_}},
           .basis = {basis("accountability")},
           // example: tests/rules/S509/fires-six-days-later.case
           .page =
               {.what = {"Untuk setiap setoran mencari surat tanda setoran (return_slip) hibah itu yang bertanggal sama atau paling jauh 5 "
                         "hari kalender sebelum atau sesudahnya. Setoran yang lima harinya belum lewat belum diperiksa.",
                         "For each return it looks for a slip (return_slip) of the grant dated the same day or at most 5 calendar days "
                         "before or after. A return whose five days are not over is not looked at yet."},
                .why = {"Surat tanda setoran adalah bukti bahwa uangnya sampai di kas daerah. Setoran tanpa bukti tidak dapat dicocokkan "
                        "dengan penerimaan daerah.",
                        "The slip is the proof that the money reached the treasury. A return without it cannot be matched with the "
                        "region's receipts."},
                .example =
                    {"Setoran Rp100.000.000 bertanggal 8 April 2025 (T1); satu-satunya STS bertanggal 14 April 2025, enam hari sesudahnya.",
                     "A return of Rp100.000.000 is dated 8 April 2025 (T1); the only slip is of 14 April 2025, six days later."},
                .not_proved = {"Temuan ini tidak membuktikan bahwa uangnya tidak disetor: STS mungkin belum dicatat. Jumlah pada STS tidak "
                               "dibandingkan. Setoran ke rekening yang salah ditunjukkan oleh S504.",
                               "It does not prove that the money was not returned: the slip may not be recorded yet. The amount of the "
                               "slip is not compared. A return to the wrong account is shown by S504."},
                .needs = {"Perlu documents.csv dan jurnal dengan setoran yang lengkap. Tanggal setoran atau STS yang tidak lengkap tidak "
                          "dapat dinilai bila menentukan.",
                          "It needs documents.csv and a journal that holds returns in full. An incomplete date of a return or a slip is "
                          "not evaluable where it decides."}}},
      .check_grant = check};
}

}  // namespace hibah::rules
