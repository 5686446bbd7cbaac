// R405 probable-double-payment: the same payee got the same amount again within days, under another voucher.
#include <algorithm>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

#include <libhibah/checks/rules/rules.hpp>
#include <libhibah/checks/rules/support.hpp>

namespace hibah::rules {

namespace {

/// A realisation with payee and voucher, and the days on which it may have been.
struct Payment {
  std::size_t pair;  // number of its payee and amount together
  std::uint64_t voucher;
  std::int32_t first;
  std::int32_t last;
  std::size_t place;  // among the payments
  EntryIndex entry;   // of two on one day the later in the journal is the later payment
  bool is_certain;
};

/// The two latest payments of different vouchers, of one payee and amount: enough to know the latest of another voucher than a given one.
class Latest {
 public:
  struct Seen {
    std::int32_t day = std::numeric_limits<std::int32_t>::min();
    std::uint64_t voucher{};
    EntryIndex entry = no_entry;
  };
  void note(const Seen& seen) {
    if (seen.voucher == first_.voucher) {
      if (seen.day >= first_.day) first_ = seen;
    } else if (seen.day >= first_.day) {
      second_ = std::exchange(first_, seen);
    } else if (seen.day >= second_.day) {
      second_ = seen;
    }
  }
  /// Null where there is none.
  [[nodiscard]] const Seen* other_than(std::uint64_t voucher) const noexcept {
    const Seen& seen = first_.voucher == voucher ? second_ : first_;
    return seen.entry == no_entry ? nullptr : &seen;
  }

 private:
  Seen first_;
  Seen second_;
};

/// The payments that can be told apart, in canonical order; answers for the others.
class Payments {
 public:
  Payments(const GrantView& view, Verdicts& out) {
    const Journal& journal = view.journal();
    const Words& words = view.portfolio().words;
    Numbering pairs;
    all.reserve(count_of(view, EntryKind::realisation));
    for_each_entry(view, EntryKind::realisation, [&](const BookRow& row, bool is_certain) {
      const WordId payee = words.payee.name(journal.payee(row.entry));
      if (payee == 0) {
        not_evaluable_among(view, out, row.entry, "payee", {"belanja tanpa nama penerima", "a realisation without a payee"});
        return;
      }
      if (row.voucher == 0) {
        out.not_applicable();  // R408 speaks of it
        return;
      }
      const DateSpan date = row.is_day() ? DateSpan(Date::from_days(row.day)) : journal.date(row.entry);
      const std::uint32_t pair = pairs.of(payee, static_cast<std::uint64_t>(row.amount.sen()));
      all.push_back({pair, row.voucher, date.first.days_since_1970(), date.last.days_since_1970(), all.size(), row.entry, is_certain});
    });
    pair_count = pairs.size();
  }
  std::vector<Payment> all;
  std::size_t pair_count{};
};

/// Orders payments by a day of theirs, then as in the journal.
template <typename Day>
std::vector<const Payment*> sorted_by(const std::vector<Payment>& payments, const Day& day) {
  std::vector<const Payment*> sorted;
  for (const Payment& payment : payments) sorted.push_back(&payment);
  const auto precedes = [&](const Payment* a, const Payment* b) { return std::pair(day(*a), a->entry) < std::pair(day(*b), b->entry); };
  if (!std::is_sorted(sorted.begin(), sorted.end(), precedes)) std::sort(sorted.begin(), sorted.end(), precedes);
  return sorted;
}

constexpr auto first_of = [](const Payment& payment) { return payment.first; };
constexpr auto last_of = [](const Payment& payment) { return payment.last; };

/// Where every day is known and every payment stands: for each the other one that makes it a double; no_entry where there is none.
std::vector<EntryIndex> known_doubles(const Payments& payments, std::int64_t days) {
  std::vector<EntryIndex> doubles(payments.all.size(), no_entry);
  std::vector<Latest> latest(payments.pair_count);
  for (const Payment& payment : payments.all) {
    Latest& own = latest[payment.pair];
    const Latest::Seen* other = own.other_than(payment.voucher);
    if (other && std::int64_t{payment.first} - other->day <= days) doubles[payment.place] = other->entry;
    own.note({payment.first, payment.voucher, payment.entry});
  }
  return doubles;
}

/// For each payment the other one that makes it a double for certain; no_entry where there is none.
std::vector<EntryIndex> sure_doubles(const Payments& payments, std::int64_t days) {
  std::vector<EntryIndex> doubles(payments.all.size(), no_entry);
  std::vector<Latest> latest(payments.pair_count);
  const std::vector<const Payment*> earlier = sorted_by(payments.all, last_of);
  auto next = earlier.begin();
  for (const Payment* payment : sorted_by(payments.all, first_of)) {
    // Those that surely were before it.
    for (; next != earlier.end() && std::pair((*next)->last, (*next)->entry) < std::pair(payment->first, payment->entry); ++next) {
      if ((*next)->is_certain) latest[(*next)->pair].note({(*next)->first, (*next)->voucher, (*next)->entry});
    }
    const Latest::Seen* other = latest[payment->pair].other_than(payment->voucher);
    if (other && std::int64_t{payment->last} - other->day <= days) doubles[payment->place] = other->entry;
  }
  return doubles;
}

/// For each payment another one that may make it a double; no_entry where none can.
std::vector<EntryIndex> possible_doubles(const Payments& payments, std::int64_t days) {
  std::vector<EntryIndex> doubles(payments.all.size(), no_entry);
  std::vector<Latest> latest(payments.pair_count);
  const std::vector<const Payment*> others = sorted_by(payments.all, first_of);
  auto next = others.begin();
  for (const Payment* payment : sorted_by(payments.all, last_of)) {
    // Those that perhaps were before it.
    for (; next != others.end() && std::pair((*next)->first, (*next)->entry) < std::pair(payment->last, payment->entry); ++next)
      latest[(*next)->pair].note({(*next)->last, (*next)->voucher, (*next)->entry});
    const Latest::Seen* other = latest[payment->pair].other_than(payment->voucher);
    if (other && std::int64_t{payment->first} - other->day <= days) doubles[payment->place] = other->entry;
  }
  return doubles;
}

void answer(const GrantView& view, const Payment& payment, EntryIndex sure, EntryIndex perhaps, Verdicts& out) {
  const Journal& journal = view.journal();
  if (sure != no_entry) {
    Finding& finding = fail_entry(view, out, {payment.entry, payment.is_certain}, "amount");
    finding.evidence.push_back(evidence_of(journal, sure, "amount"));
    say(finding,
        {"{payee} menerima {amount} pada {day}, dan jumlah yang sama pada {before} dengan bukti lain",
         "{payee} got {amount} on {day}, and the same amount on {before} under another voucher"},
        {{"payee", word(view.portfolio().words.payee.text(journal.payee(payment.entry)))},
         {"amount", rp(journal.amount(payment.entry))},
         {"day", to_long(journal.date(payment.entry))},
         {"before", to_long(journal.date(sure))}});
  } else if (perhaps != no_entry) {
    Finding& finding = not_evaluable_entry(view, out, payment.entry, "date",
                                           {"tanggal tidak lengkap: tidak pasti apakah pembayaran yang sama ada dalam beberapa hari",
                                            "a date is not complete: whether the same payment was made within days is uncertain"});
    finding.evidence.push_back(evidence_of(journal, perhaps, "date"));
  } else {
    out.pass();
  }
}

void check(const GrantView& view, Verdicts& out) {
  const std::int64_t days = view.settings().days("R405.days");
  const Payments payments(view, out);
  if (view.books().possible.empty() && view.books().are_days) {
    const std::vector<EntryIndex> doubles = known_doubles(payments, days);
    for (const Payment& payment : payments.all) answer(view, payment, doubles[payment.place], no_entry, out);
    return;
  }
  const std::vector<EntryIndex> sure = sure_doubles(payments, days);
  const std::vector<EntryIndex> perhaps = possible_doubles(payments, days);
  for (const Payment& payment : payments.all) answer(view, payment, sure[payment.place], perhaps[payment.place], out);
}

}  // namespace

Rule r405_probable_double_payment() {
  return {
      .info =
          {.code = "R405",
           .name = "probable-double-payment",
           .title = {"Kemungkinan pembayaran ganda", "Probable double payment"},
           .subject = "entry",
           .severity = Severity::warning,
           .needs = {.journal = true, .kinds = {EntryKind::realisation}, .columns = {JournalColumn::payee, JournalColumn::voucher}},
           .basis = {basis("BPK findings")},
           .settings = {"R405.days"},
           // example: tests/rules/R405/fires-five-days-apart.case
           .page =
               {.what = {"Mencari belanja kepada penerima yang sama dengan jumlah yang sama dalam hibah itu, paling jauh 7 hari setelah "
                         "yang lain (R405.days), dengan nomor bukti yang berbeda. Yang ditandai adalah yang belakangan. Belanja tanpa "
                         "nomor bukti tidak diperiksa.",
                         "It looks for realisations to the same payee with the same amount in one grant, at most 7 days after another one "
                         "(R405.days), under a different voucher. The later of the two is reported. Realisations without a voucher number "
                         "are not looked at."},
                .why = {"Tagihan yang diajukan dua kali biasanya mendapat nomor bukti baru. Menurut pers, BPK menemukan perjalanan dinas "
                        "yang dibayar ganda pada satuan kerja KPU, dan kejaksaan menyelidiki kegiatan yang dibayar dua kali di Kota Bogor.",
                        "A bill that is handed in twice usually gets a new voucher number. According to the press, BPK found trips paid "
                        "twice at offices of KPU, and prosecutors investigated activities paid twice in Kota Bogor."},
                .example = {"CV Contoh Jaya dibayar Rp7.250.000 pada 2 Oktober 2024 (B1, KW-014) dan Rp7.250.000 lagi pada 7 Oktober (B2, "
                            "KW-021): lima hari kemudian.",
                            "CV Contoh Jaya was paid Rp7.250.000 on 2 October 2024 (B1, KW-014) and Rp7.250.000 again on 7 October (B2, "
                            "KW-021): five days later."},
                .not_proved = {"Temuan ini tidak membuktikan pembayaran ganda: uang transport atau sewa yang sama setiap minggu adalah "
                               "wajar. Bukti yang sama dipakai dua kali ditunjukkan oleh R404.",
                               "It does not prove a double payment: the same fare or rent each week is honest. One voucher used twice is "
                               "shown by R404."},
                .needs = {"Perlu jurnal dengan belanja yang lengkap dan kolom penerima dan nomor bukti. Belanja tanpa nama penerima, dan "
                          "tanggal tidak lengkap yang menentukan, tidak dapat dinilai.",
                          "It needs a journal that holds realisations in full, with the columns payee and voucher. A realisation without a "
                          "payee, and an incomplete date that decides, are not evaluable."}}},
      .check_grant = check};
}

}  // namespace hibah::rules
