// A106 addendum-below-disbursed: an addendum sets a total below what had been disbursed when it was signed.
#include <algorithm>
#include <vector>

#include <libhibah/checks/rules/rules.hpp>
#include <libhibah/checks/rules/support.hpp>

namespace hibah::rules {

namespace {

/// Disbursements in the order of a day, with what they had come to after each.
class RunningTotal {
 public:
  void add(Date day, EntryIndex entry, Rupiah amount) { rows_.push_back({day, entry, amount}); }
  void settle() {
    std::stable_sort(rows_.begin(), rows_.end(), [](const Row& a, const Row& b) { return a.day < b.day; });
    for (std::size_t i = 1; i < rows_.size(); ++i) rows_[i].total += rows_[i - 1].total;
  }
  [[nodiscard]] Rupiah before(Date day) const { return count_before(day) == 0 ? Rupiah{} : rows_[count_before(day) - 1].total; }
  /// The entries before `day` from the one on that took the total above `amount`.
  [[nodiscard]] std::vector<EntryIndex> above(Rupiah amount, Date day) const {
    std::vector<EntryIndex> entries;
    for (std::size_t i = 0; i < count_before(day); ++i) {
      if (rows_[i].total > amount) entries.push_back(rows_[i].entry);
    }
    return entries;
  }

 private:
  struct Row {
    Date day;
    EntryIndex entry;
    Rupiah total;
  };
  [[nodiscard]] std::size_t count_before(Date day) const {
    const auto end = std::lower_bound(rows_.begin(), rows_.end(), day, [](const Row& row, Date d) { return row.day < d; });
    return static_cast<std::size_t>(end - rows_.begin());
  }
  std::vector<Row> rows_;
};

/// What of the disbursements surely, and perhaps, came before a day.
struct Disbursed {
  RunningTotal sure;
  RunningTotal perhaps;
};

Disbursed disbursements(const GrantView& view) {
  Disbursed disbursed;
  const Journal& journal = view.journal();
  for_each_entry(view, EntryKind::disbursement, [&](const BookRow& row, bool is_certain) {
    const DateSpan date = journal.date(row.entry);
    if (is_certain) disbursed.sure.add(date.last, row.entry, row.amount);
    disbursed.perhaps.add(date.first, row.entry, row.amount);
  });
  disbursed.sure.settle();
  disbursed.perhaps.settle();
  return disbursed;
}

void check_addendum(const GrantView& view, const Addendum& addendum, const Disbursed& disbursed, Verdicts& out) {
  if (!addendum.amount) {
    out.not_applicable();
    return;
  }
  if (disbursed.perhaps.before(addendum.signed_on.last) <= *addendum.amount) {
    out.pass();
    return;
  }
  const Rupiah paid = disbursed.sure.before(addendum.signed_on.first);
  const bool is_certain = paid > *addendum.amount && addendum.signed_on.last <= view.as_of();
  Finding& finding =
      is_certain
          ? out.fail()
          : out.not_evaluable({"tanggal adendum atau entri tidak lengkap: tidak pasti berapa yang sudah cair saat itu",
                               "the date of the addendum or of an entry is not complete: what had been disbursed then is uncertain"});
  identify(finding, view.portfolio(), {.grant = view.index()}, addendum.number + '\x1f' + to_iso(addendum.signed_on));
  measure(finding, paid, *addendum.amount);
  finding.evidence.push_back(evidence_at(addendum.where, "amount"));
  for (const EntryIndex entry : disbursed.sure.above(*addendum.amount, addendum.signed_on.first)) {
    finding.evidence.push_back(evidence_of(view.journal(), entry, "amount"));
  }
  say(finding,
      {"adendum {number} ({signed}) menetapkan {amount}, padahal sudah cair {paid}",
       "addendum {number} ({signed}) sets {amount}, but {paid} had been disbursed"},
      {{"number", word(addendum.number)}, {"signed", to_long(addendum.signed_on)}, {"amount", rp(*addendum.amount)}, {"paid", rp(paid)}});
}

void check(const GrantView& view, Verdicts& out) {
  const Disbursed disbursed = disbursements(view);
  for (const Addendum& addendum : view.grant().addenda) {
    if (addendum.signed_on.first <= view.as_of()) check_addendum(view, addendum, disbursed, out);
  }
}

}  // namespace

Rule a106_addendum_below_disbursed() {
  return {.info = {.code = "A106",
                   .name = "addendum-below-disbursed",
                   .title = {"Adendum di bawah pencairan", "Addendum below disbursed"},
                   .subject = "addendum",
                   .severity = Severity::error,
                   .needs = {.journal = true, .kinds = {EntryKind::disbursement}},
                   .basis = {basis("NPHD")},
                   // example: tests/rules/A106/fires-50-million-below.case
                   .page = {.what = {"Membandingkan jumlah yang ditetapkan setiap adendum dengan seluruh pencairan sebelum hari "
                                     "penandatanganannya. Adendum yang tidak mengubah jumlah tidak diperiksa.",
                                     "It holds the total that each addendum sets against all disbursements before the day on which it was "
                                     "signed. An addendum that does not change the total is not looked at."},
                            .why = {"Perjanjian tidak dapat diturunkan di bawah uang yang sudah dibayarkan tanpa pengembalian. Selisihnya "
                                    "harus kembali ke kas daerah, dan mudah terlupakan karena tidak ada lagi yang menagihnya.",
                                    "An agreement cannot be lowered below what was paid already unless money comes back. The difference "
                                    "belongs to the treasury and is easily forgotten, because nobody asks for it any more."},
                            .example = {"Sudah cair Rp400.000.000 dan Rp550.000.000. Adendum 1 tanggal 2 September 2024 menetapkan "
                                        "Rp900.000.000: Rp50.000.000 di bawah pencairan, bukti dimulai dari D2.",
                                        "Rp400.000.000 and Rp550.000.000 had been disbursed. Addendum 1 of 2 September 2024 sets "
                                        "Rp900.000.000: Rp50.000.000 below what was disbursed, with evidence that starts at D2."},
                            .not_proved = {"Temuan ini tidak mengatakan bahwa kelebihannya dibelanjakan. Pencairan pada hari "
                                           "penandatanganan atau sesudahnya yang melampaui perjanjian adalah urusan T203.",
                                           "It does not say that the excess was spent. A disbursement on the day of signing or later that "
                                           "exceeds the agreement is the matter of T203."},
                            .needs = {"Perlu jurnal yang memuat pencairan secara lengkap. Tanggal adendum atau pencairan yang tidak "
                                      "lengkap dan menentukan membuat adendum itu tidak dapat dinilai.",
                                      "It needs a journal that holds disbursements in full. An incomplete date of the addendum or of a "
                                      "disbursement that decides leaves the addendum not evaluable."}}},
          .check_grant = check};
}

}  // namespace hibah::rules
