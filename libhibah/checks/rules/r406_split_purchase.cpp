// R406 split-purchase: purchases from one payee, each within the limit of direct procurement and together above it.
#include <algorithm>
#include <array>
#include <cstdint>
#include <numeric>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <libhibah/checks/rules/rules.hpp>
#include <libhibah/checks/rules/support.hpp>

namespace hibah::rules {

namespace {

/// Whether an account buys from shops: goods, services, maintenance, capital; honoraria are none.
bool is_purchase(std::string_view account) noexcept {
  constexpr std::array<std::string_view, 5> bought{"5211", "5218", "522", "523", "53"};
  constexpr std::array<std::string_view, 2> honoraria{"521115", "521213"};
  const auto begins = [&](std::string_view code) { return account.starts_with(code); };
  return std::any_of(bought.begin(), bought.end(), begins) && std::none_of(honoraria.begin(), honoraria.end(), begins);
}

bool is_construction(std::string_view account) noexcept {
  return account.starts_with("533");
}

/// The limit of direct procurement for a contract of `day`; nothing where the regulation has none.
std::optional<Rupiah> limit_on(const Regulation& regulation, Date day, bool construction) {
  std::optional<Rupiah> limit;
  for (const DirectProcurement& row : regulation.direct_procurement) {
    if (row.valid_from <= day) limit = construction ? row.construction : row.goods;
  }
  return limit;
}

/// A purchase and the limit of its day.
struct Purchase {
  EntryIndex entry = no_entry;
  Date day;
  bool is_day{};  // known, and surely standing
  Rupiah amount;
  Rupiah limit;
};

using PayeeAndAccount = std::pair<WordId, WordId>;

/// The purchases within their limit.
class Purchases {
 public:
  EntryIndex without_limit = no_entry;

  void add(const PayeeAndAccount& seller, const Purchase& purchase) {
    const std::uint32_t number = numbers_.of(seller.first, seller.second);
    if (number == sellers_.size()) sellers_.push_back({seller, number});
    all_.push_back({number, purchase});
  }
  /// Calls `take(seller, purchases)` for each payee and account, by their ids; the purchases come as they were added.
  template <typename Take>
  void each_seller(const Take& take) const {
    std::vector<std::size_t> ends(sellers_.size() + 1);
    for (const auto& item : all_) ++ends[item.first + 1];
    std::partial_sum(ends.begin(), ends.end(), ends.begin());
    std::vector<std::size_t> next = ends;
    std::vector<Purchase> sorted(all_.size());
    for (const auto& item : all_) sorted[next[item.first]++] = item.second;
    std::vector<std::pair<PayeeAndAccount, std::uint32_t>> sellers = sellers_;
    std::sort(sellers.begin(), sellers.end());
    for (const auto& [seller, number] : sellers) take(seller, std::span(sorted).subspan(ends[number], ends[number + 1] - ends[number]));
  }

 private:
  Numbering numbers_;
  std::vector<std::pair<PayeeAndAccount, std::uint32_t>> sellers_;  // and their numbers
  std::vector<std::pair<std::uint32_t, Purchase>> all_;
};

Purchases purchases_of(const GrantView& view) {
  const Journal& journal = view.journal();
  const Words& words = view.portfolio().words;
  const Regulation& regulation = view.portfolio().regulation;
  enum class Kind : std::uint8_t { unseen, no_purchase, goods, construction };
  std::vector<Kind> kinds(words.account.size(), Kind::unseen);
  Purchases purchases;
  for_each_entry(view, EntryKind::realisation, [&](const BookRow& row, bool is_certain) {
    Kind& kind = kinds[row.account];
    if (kind == Kind::unseen) {
      const std::string_view account = words.account.text(row.account);
      kind = !is_purchase(account) ? Kind::no_purchase : is_construction(account) ? Kind::construction : Kind::goods;
    }
    if (kind == Kind::no_purchase) return;
    const Date day = row.is_day() ? Date::from_days(row.day) : journal.first_day(row.entry);
    const std::optional<Rupiah> limit = limit_on(regulation, day, kind == Kind::construction);
    if (!limit) {
      if (purchases.without_limit == no_entry) purchases.without_limit = row.entry;
      return;
    }
    const bool is_known = is_certain && row.is_day();
    if (is_known && row.amount > *limit) return;
    purchases.add({words.payee.name(journal.payee(row.entry)), row.account}, {row.entry, day, is_known, row.amount, *limit});
  });
  return purchases;
}

void point(Finding& finding, const GrantView& view, const PayeeAndAccount& seller, const Purchase* first, const Purchase* end) {
  identify(finding, view.portfolio(), {.grant = view.index(), .account = seller.second},
           folded(view.portfolio().words.payee.text(seller.first)) + '\x1f' + to_iso(first->day));
  for (const Purchase* purchase = first; purchase != end; ++purchase)
    finding.evidence.push_back(evidence_of(view.journal(), purchase->entry, "amount"));
}

/// Answers for one group: `first` to `end`, all within days of the first.
void answer_group(const GrantView& view, const PayeeAndAccount& seller, const Purchase* first, const Purchase* end, Verdicts& out) {
  RupiahSum sum;
  Rupiah limit;
  for (const Purchase* purchase = first; purchase != end; ++purchase) {
    sum.add(purchase->amount);
    limit = std::max(limit, purchase->limit);
  }
  const Rupiah total = sum.total();
  if (total <= limit) {
    out.pass();
    return;
  }
  const bool has_payee = seller.first != 0;
  Finding& finding = has_payee ? out.fail()
                               : out.not_evaluable({"belanja tanpa nama penerima: tidak pasti apakah dari satu penyedia",
                                                    "realisations without a payee: whether they are of one seller is uncertain"});
  point(finding, view, seller, first, end);
  measure(finding, limit, total);
  say(finding,
      {"{count} belanja kepada {payee} pada rekening {account} sejak {day} berjumlah {total}, masing-masing dalam batas {limit}",
       "{count} realisations to {payee} on account {account} from {day} on sum to {total}, each within the limit of {limit}"},
      {{"count", count(static_cast<std::uint64_t>(end - first))},
       {"payee", word(view.portfolio().words.payee.text(view.journal().payee(first->entry)))},
       {"account", word(finding.account)},
       {"day", to_long(first->day)},
       {"total", rp(total)},
       {"limit", rp(limit)}});
}

/// Where a date is not known the groups are not either: all purchases together are within the limit, or nobody can tell.
void answer_uncertain(const GrantView& view, const PayeeAndAccount& seller, std::span<const Purchase> purchases, Verdicts& out) {
  RupiahSum sum;
  Rupiah limit = purchases.front().limit;
  for (const Purchase& purchase : purchases) {
    sum.add(purchase.amount);
    limit = std::min(limit, purchase.limit);
  }
  if (sum.total() <= limit) {
    out.pass();
    return;
  }
  point(out.not_evaluable({"tanggal entri tidak lengkap: tidak pasti belanja mana yang berdekatan",
                           "an entry's date is not complete: which purchases are close to each other is uncertain"}),
        view, seller, purchases.data(), purchases.data() + purchases.size());
}

void check(const GrantView& view, Verdicts& out) {
  const auto days = static_cast<std::int32_t>(view.settings().days("R406.days"));
  const Purchases purchases = purchases_of(view);
  if (purchases.without_limit != no_entry) {
    Finding& finding = out.not_evaluable(fill({"peraturan {regulation} tidak menyebut batas pengadaan langsung pada tanggal belanja",
                                               "regulation {regulation} states no limit of direct procurement for the day of a purchase"},
                                              {{"regulation", word(view.portfolio().regulation.id)}}));
    identify(finding, view.portfolio(), {.grant = view.index()}, "grant");
    finding.evidence.push_back(evidence_of(view.journal(), purchases.without_limit, "date"));
  }
  purchases.each_seller([&](const PayeeAndAccount& seller, std::span<const Purchase> own) {
    if (std::any_of(own.begin(), own.end(), [](const Purchase& purchase) { return !purchase.is_day; })) {
      answer_uncertain(view, seller, own, out);
      return;
    }
    for (const Purchase* first = own.data(); first != own.data() + own.size();) {
      const Purchase* end = first;
      while (end != own.data() + own.size() && end->day - first->day <= days) ++end;
      answer_group(view, seller, first, end, out);
      first = end;
    }
  });
}

}  // namespace

Rule r406_split_purchase() {
  return {
      .info =
          {.code = "R406",
           .name = "split-purchase",
           .title = {"Pembelian dipecah", "Split purchase"},
           .subject = "group",
           .severity = Severity::warning,
           .needs = {.journal = true, .kinds = {EntryKind::realisation}, .columns = {JournalColumn::account, JournalColumn::payee}},
           .settings = {"R406.days"},
           // example: tests/rules/R406/fires-three-times-80-million.case
           .page =
               {.what = {"Mengelompokkan belanja satu hibah kepada satu penerima pada satu rekening: dari yang pertama semua yang paling "
                         "jauh 7 hari sesudahnya (R406.days), masing-masing paling banyak batas pengadaan langsung pada tanggalnya. "
                         "Kelompok yang bersama-sama melampaui batas ditandai. Hanya rekening yang berawal 5211, 5218, 522, 523 atau 53, "
                         "tanpa 521115 dan 521213; 533 adalah konstruksi.",
                         "It groups the realisations of one grant to one payee on one account: from the first, all that are at most 7 days "
                         "later (R406.days), each at or below the limit of direct procurement of its date. A group that is above the limit "
                         "together is reported. Only accounts that begin with 5211, 5218, 522, 523 or 53 count, without 521115 and 521213; "
                         "533 is construction."},
                .why = {"Di atas batas itu pengadaan harus lewat tender atau cara lain yang terbuka. Memecah satu pembelian menjadi "
                        "beberapa kuitansi menghindarinya. Batas untuk barang dan konstruksi diambil dari peraturan menurut tanggal, "
                        "dengan tanda verifikasinya.",
                        "Above the limit a purchase has to go through a tender or another open way. Splitting it over several receipts "
                        "avoids that. The limits for goods and construction come from the regulation by date, with the mark of how well "
                        "they were verified."},
                .example = {"CV Contoh Jaya dibayar Rp80.000.000 pada 1, 4 dan 8 Oktober 2024 (B1, B2, B3) dari rekening 522191: bersama "
                            "Rp240.000.000, di atas batas Rp200.000.000 sebesar Rp40.000.000.",
                            "CV Contoh Jaya was paid Rp80.000.000 on 1, 4 and 8 October 2024 (B1, B2, B3) from account 522191: together "
                            "Rp240.000.000, above the limit of Rp200.000.000 by Rp40.000.000."},
                .not_proved = {"Temuan ini tidak membuktikan pemecahan: termin satu kontrak yang sudah ditenderkan tampak sama. Batas yang "
                               "lebih rendah untuk jasa konsultansi tidak diperiksa. Pembayaran yang sama dua kali ditunjukkan oleh R405.",
                               "It does not prove splitting: instalments of one tendered contract look the same. The lower limit for "
                               "consultants is not looked at. The same payment twice is shown by R405."},
                .needs = {"Perlu jurnal dengan belanja yang lengkap dan kolom kode rekening dan penerima, serta batas dalam peraturan. "
                          "Belanja tanpa nama penerima yang bersama melampaui batas, dan tanggal tidak lengkap, tidak dapat dinilai.",
                          "It needs a journal that holds realisations in full, with the columns account and payee, and the limits of the "
                          "regulation. Realisations without a payee that are above the limit together, and incomplete dates, are not "
                          "evaluable."}}},
      .check_grant = check};
}

}  // namespace hibah::rules
