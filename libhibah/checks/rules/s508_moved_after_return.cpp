// S508 moved-after-return: money moved after a return had brought the balance to zero.
#include <algorithm>
#include <optional>
#include <vector>

#include <libhibah/checks/rules/rules.hpp>
#include <libhibah/checks/rules/settlement.hpp>

namespace hibah::rules {

namespace {

bool is_subject(EntryKind kind) noexcept {
  return kind == EntryKind::disbursement || kind == EntryKind::realisation || kind == EntryKind::refund;
}

/// Tells quickly whether an addendum was signed between two days, both included.
class Signings {
 public:
  explicit Signings(const Grant& grant) {
    for (const Addendum& addendum : grant.addenda) {
      by_first_.push_back(addendum.signed_on);
      by_last_.push_back(addendum.signed_on);
    }
    std::sort(by_first_.begin(), by_first_.end(), [](const DateSpan& a, const DateSpan& b) { return a.first < b.first; });
    std::sort(by_last_.begin(), by_last_.end(), [](const DateSpan& a, const DateSpan& b) { return a.last < b.last; });
    // From each place on: the earliest end, the earliest beginning.
    for (std::size_t i = by_first_.size(); i-- > 1;) {
      by_first_[i - 1].last = std::min(by_first_[i - 1].last, by_first_[i].last);
      by_last_[i - 1].first = std::min(by_last_[i - 1].first, by_last_[i].first);
    }
  }
  [[nodiscard]] Truth between(Date from, Date to) const {
    const auto sure = std::lower_bound(by_first_.begin(), by_first_.end(), from, [](const DateSpan& a, Date day) { return a.first < day; });
    if (sure != by_first_.end() && sure->last <= to) return Truth::yes;
    const auto perhaps = std::lower_bound(by_last_.begin(), by_last_.end(), from, [](const DateSpan& a, Date day) { return a.last < day; });
    return perhaps != by_last_.end() && perhaps->first <= to ? Truth::unknown : Truth::no;
  }

 private:
  std::vector<DateSpan> by_first_;
  std::vector<DateSpan> by_last_;
};

/// A return that brought the balance from above zero to zero or below, and its day.
struct Settled {
  EntryIndex entry = no_entry;
  Date day;
};

/// Goes through the movements of a grant and knows the latest return of an earlier day that settled it.
class Account {
 public:
  void move(Date day, EntryIndex entry, EntryKind kind, Rupiah amount) {
    if (day != today_) before_today_ = latest_;
    today_ = day;
    const Rupiah before = balance_;
    if (is_receipt(kind)) {
      balance_ += amount;
    } else {
      balance_ -= amount;
    }
    if (kind == EntryKind::return_ && before > Rupiah{} && balance_ <= Rupiah{}) latest_ = Settled{entry, day};
  }
  /// Before the day of the last movement.
  [[nodiscard]] const std::optional<Settled>& settled() const noexcept { return before_today_; }

 private:
  Rupiah balance_;
  Date today_;
  std::optional<Settled> latest_;
  std::optional<Settled> before_today_;
};

/// An entry that moved after a return: whether that is sure, and the return.
struct Moved {
  EntryIndex entry;
  Truth is_after;
  EntryIndex settling;
};

void fail_moved(const GrantView& view, const Moved& moved, bool is_certain, Verdicts& out) {
  const Journal& journal = view.journal();
  Finding& finding = fail_entry(view, out, {moved.entry, is_certain}, "date");
  finding.evidence.push_back(evidence_of(journal, moved.settling, "date"));
  const EntryKind kind = journal.kind(moved.entry);
  say(finding,
      {"{kind} {amount} bertanggal {day}, setelah setoran {settled} menghabiskan saldo",
       "{kind} of {amount} on {day}, after the return of {settled} had emptied the account"},
      {{"kind", Message{std::string(indonesian_name_of(kind)), std::string(name_of(kind))}},
       {"amount", rp(journal.amount(moved.entry))},
       {"day", to_long(journal.date(moved.entry))},
       {"settled", to_long(journal.date(moved.settling))}});
}

void answer(const GrantView& view, const Moved& moved, bool is_certain, Verdicts& out) {
  switch (moved.is_after) {
    case Truth::no:
      out.pass();
      break;
    case Truth::yes:
      fail_moved(view, moved, is_certain, out);
      break;
    case Truth::unknown:
      not_evaluable_entry(view, out, moved.entry, "date",
                          {"tanggal tidak lengkap: tidak pasti apakah entri ini sesudah setoran yang menghabiskan saldo",
                           "a date is not complete: whether this entry came after the return that emptied the account is uncertain"});
      break;
  }
}

Moved moved(const Account& account, const Signings& signings, EntryIndex entry, Date day) {
  if (!account.settled()) return {entry, Truth::no, no_entry};
  const Truth lifted = signings.between(account.settled()->day, day);
  const Truth is_after = lifted == Truth::yes ? Truth::no : lifted == Truth::no ? Truth::yes : Truth::unknown;
  return {entry, is_after, account.settled()->entry};
}

/// What each subject is in a reading, in the order of entries.
std::vector<Moved> moved_in(const GrantView& view, const Signings& signings, const Reading& reading) {
  const Journal& journal = view.journal();
  Account account;
  std::vector<Moved> all;
  for (const Movement& movement : movements_in(view, reading)) {
    const EntryKind kind = journal.kind(movement.entry);
    account.move(movement.day, movement.entry, kind, journal.amount(movement.entry));
    if (is_subject(kind)) all.push_back(moved(account, signings, movement.entry, movement.day));
  }
  std::sort(all.begin(), all.end(), [](const Moved& a, const Moved& b) { return a.entry < b.entry; });
  return all;
}

/// Puts together what a subject is in two readings; the entries of each stand in order. One that stands in one reading only is what it is there.
std::vector<Moved> both_readings(const std::vector<Moved>& a, const std::vector<Moved>& b) {
  std::vector<Moved> all;
  auto left = a.begin();
  for (const Moved& right : b) {
    while (left != a.end() && left->entry < right.entry) all.push_back(*left++);
    Moved whole = right;
    if (left != a.end() && left->entry == right.entry) {
      if (left->is_after != right.is_after) whole.is_after = Truth::unknown;
      ++left;
    }
    all.push_back(whole);
  }
  all.insert(all.end(), left, a.end());
  return all;
}

/// Where partial dates leave several readings: what holds in all of them.
void check_readings(const GrantView& view, const Signings& signings, const std::vector<Reading>& others, Verdicts& out) {
  std::vector<Moved> all = moved_in(view, signings, Reading{});
  for (const Reading& reading : others) all = both_readings(all, moved_in(view, signings, reading));
  std::vector<EntryIndex> certain;
  for (const BookRow& row : view.books().certain) certain.push_back(row.entry);
  std::sort(certain.begin(), certain.end());
  for (const Moved& row : all) answer(view, row, std::binary_search(certain.begin(), certain.end(), row.entry), out);
}

void check(const GrantView& view, Verdicts& out) {
  const Signings signings(view.grant());
  const std::vector<Reading> others = other_readings(view);
  if (!others.empty()) {
    check_readings(view, signings, others, out);
    return;
  }
  // Every day is known: the books stand in the order of the one reading.
  Account account;
  for (const BookRow& row : view.books().certain) {
    const Date day = Date::from_days(row.day);
    account.move(day, row.entry, row.kind, row.amount);
    if (is_subject(row.kind)) answer(view, moved(account, signings, row.entry, day), true, out);
  }
}

}  // namespace

Rule s508_moved_after_return() {
  return {
      .info =
          {.code = "S508",
           .name = "moved-after-return",
           .title = {"Bergerak setelah saldo dikembalikan", "Moved after the return"},
           .subject = "entry",
           .severity = Severity::error,
           .needs = settlement_needs(),
           .basis = {basis("bookkeeping")},
           // example: tests/rules/S508/fires-spent-after-the-return.case
           .page = {.what = {"Mencari pencairan, belanja atau pengembalian belanja yang bertanggal setelah setoran yang membawa saldo dari "
                             "atas nol ke nol atau kurang. Yang dihitung adalah setoran terakhir seperti itu dari hari-hari sebelumnya. "
                             "Adendum yang ditandatangani di antaranya membuka hibah itu kembali.",
                             "It looks for a disbursement, realisation or refund dated after a return that brought the balance from above "
                             "zero to zero or below. What counts is the latest such return of an earlier day. An addendum signed in "
                             "between opens the grant again."},
                    .why = {"Setelah sisa dana dikembalikan hibah itu selesai. Uang yang masih bergerak sesudahnya berarti rekening tidak "
                            "ditutup, setoran dihitung terlalu dini, atau bukti lama dibukukan belakangan.",
                            "Once what was left is returned the grant is settled. Money that moves after that means that the account was "
                            "not closed, that the return was worked out too early, or that an old voucher was booked afterwards."},
                    .example = {"Sisa Rp100.000.000 disetor 28 Februari 2025 (T1) dan saldo menjadi nol. Pada 10 Maret 2025 masih "
                                "dibukukan belanja Rp2.500.000 (B2).",
                                "What was left, Rp100.000.000, was returned on 28 February 2025 (T1), and the balance was zero. On 10 "
                                "March 2025 a realisation of Rp2.500.000 (B2) was booked nevertheless."},
                    .not_proved = {"Temuan ini tidak mengatakan bahwa entrinya keliru; mungkin tanggal setoran yang keliru. Belanja "
                                   "setelah masa penggunaan ditunjukkan oleh R403, saldo di bawah nol oleh R402.",
                                   "It does not say that the entry is wrong; the date of the return may be. Spending after the period of "
                                   "use is shown by R403, a balance below zero by R402."},
                    .needs = {"Perlu jurnal yang memuat pencairan, belanja, pengembalian belanja, jasa giro dan setoran secara lengkap. "
                              "Tanggal tidak lengkap yang menentukan, juga tanggal adendum, membuat entri itu tidak dapat dinilai.",
                              "It needs a journal that holds disbursements, realisations, refunds, interest and returns in full. An "
                              "incomplete date that decides, also that of an addendum, leaves the entry not evaluable."}}},
      .check_grant = check};
}

}  // namespace hibah::rules
