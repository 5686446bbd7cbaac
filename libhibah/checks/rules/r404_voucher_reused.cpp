// R404 voucher-reused: one voucher on several days, or the same payment entered twice under it.
#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include <libhibah/checks/rules/rules.hpp>
#include <libhibah/checks/rules/support.hpp>

namespace hibah::rules {

namespace {

/// A realisation with a voucher.
struct Use {
  const BookRow* row;
  bool is_certain;
};

/// The uses of each voucher of a grant, in the order in which vouchers come first.
class Uses {
 public:
  explicit Uses(const GrantView& view) {
    std::size_t slots = 16;
    while (slots < count_of(view, EntryKind::realisation) * 2) slots *= 2;
    slots_.assign(slots, none);
    for_each_entry(view, EntryKind::realisation, [&](const BookRow& row, bool is_certain) {
      if (row.voucher != 0) add({&row, is_certain});
    });
  }
  /// Calls `take(uses)` for each voucher.
  template <typename Take>
  void for_each(const Take& take) const {
    std::vector<Use> uses;
    for (std::uint32_t first = 0; first < all_.size(); ++first) {
      if (!all_[first].is_first) continue;
      uses.clear();
      for (std::uint32_t i = first; i != none; i = all_[i].next) uses.push_back(all_[i].use);
      take(uses);
    }
  }

 private:
  static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();
  struct Link {
    Use use;
    std::uint32_t next;  // use of the same voucher
    std::uint32_t last;  // of the first use of a voucher: its last one
    bool is_first;
  };

  void add(Use use) {
    const auto i = static_cast<std::uint32_t>(all_.size());
    std::size_t at = (use.row->voucher >> 20) & (slots_.size() - 1);
    while (slots_[at] != none && all_[slots_[at]].use.row->voucher != use.row->voucher) at = (at + 1) & (slots_.size() - 1);
    const bool is_first = slots_[at] == none;
    all_.push_back({use, none, i, is_first});
    if (is_first) {
      slots_[at] = i;
      return;
    }
    Link& first = all_[slots_[at]];
    all_[first.last].next = i;
    first.last = i;
  }

  std::vector<Link> all_;
  std::vector<std::uint32_t> slots_;  // open addressing: the first use of a voucher
};

struct Judgement {
  Truth reused = Truth::no;
  std::size_t beyond_first{};  // rows, where it is surely reused
};

/// Rows beyond the first of each group of equal payments. Dates are left out: the caller knows that these are of one day, or that they may
/// be; were they not, the voucher would be reused all the same.
std::size_t repeated(const GrantView& view, const std::vector<EntryIndex>& entries) {
  const Journal& journal = view.journal();
  const Words& words = view.portfolio().words;
  std::map<std::tuple<WordId, WordId, std::int64_t>, std::vector<EntryIndex>> groups;
  for (const EntryIndex entry : entries) {
    groups[{words.payee.name(journal.payee(entry)), journal.account(entry), journal.amount(entry).sen()}].push_back(entry);
  }
  std::size_t beyond = 0;
  for (const auto& [key, group] : groups) {
    if (group.size() < 2) continue;
    std::set<std::string> descriptions;  // read again only where all else is the same
    for (const EntryIndex entry : group) {
      if (!descriptions.insert(journal.text(entry, JournalColumn::description)).second) ++beyond;
    }
  }
  return beyond;
}

Judgement judge(const GrantView& view, const std::vector<EntryIndex>& entries) {
  if (entries.size() < 2) return {};
  const Journal& journal = view.journal();
  bool is_uncertain = false;
  Date latest_start = journal.date(entries.front()).first;
  Date earliest_end = journal.date(entries.front()).last;
  for (const EntryIndex entry : entries) {
    const DateSpan date = journal.date(entry);
    latest_start = std::max(latest_start, date.first);
    earliest_end = std::min(earliest_end, date.last);
    if (!date.is_day()) is_uncertain = true;
  }
  if (earliest_end < latest_start) return {Truth::yes, entries.size() - 1};  // no one day can be that of all of them
  const std::size_t beyond = repeated(view, entries);
  if (beyond > 0) {
    // Without these columns nobody can tell a list of payees from one payment entered twice.
    for (const JournalColumn column : {JournalColumn::payee, JournalColumn::account, JournalColumn::description}) {
      if (!journal.has(column)) return {Truth::unknown};
    }
    return {Truth::yes, beyond};
  }
  return {is_uncertain ? Truth::unknown : Truth::no};
}

void answer(const GrantView& view, std::span<const Use> uses, Verdicts& out) {
  std::vector<EntryIndex> sure;
  std::vector<EntryIndex> all;
  for (const Use& use : uses) {
    all.push_back(use.row->entry);
    if (use.is_certain) sure.push_back(use.row->entry);
  }
  Judgement judgement = judge(view, sure);
  if (judgement.reused != Truth::yes && judge(view, all).reused != Truth::no) judgement.reused = Truth::unknown;
  if (judgement.reused == Truth::no) {
    out.pass();
    return;
  }
  Finding& finding = judgement.reused == Truth::yes
                         ? out.fail()
                         : out.not_evaluable({"tanggal atau kolom tidak lengkap: tidak pasti apakah bukti dipakai ulang",
                                              "a date or a column is missing: whether the voucher is reused is uncertain"});
  const Journal& journal = view.journal();
  const std::string voucher = journal.text(all.front(), JournalColumn::voucher);
  identify(finding, view.portfolio(), {.grant = view.index()}, folded(voucher));
  for (const EntryIndex entry : all) finding.evidence.push_back(evidence_of(journal, entry, "voucher"));
  if (judgement.reused != Truth::yes) return;
  measure(finding, std::int64_t{1}, static_cast<std::int64_t>(judgement.beyond_first + 1));
  say(finding,
      {"bukti {voucher} dipakai lagi pada {count} baris setelah yang pertama ({day})",
       "voucher {voucher} is used again on {count} rows after the first ({day})"},
      {{"voucher", word(voucher)}, {"count", count(judgement.beyond_first)}, {"day", to_long(journal.date(sure.front()))}});
}

/// True where a voucher's uses are surely in order: one of them, or all on one day and no two of one amount, account and payee.
bool is_plainly_in_order(const GrantView& view, std::span<const Use> uses) {
  const Words& words = view.portfolio().words;
  for (std::size_t i = 1; i < uses.size(); ++i) {
    const BookRow& row = *uses[i].row;
    if (!row.is_day() || row.day != uses.front().row->day) return false;
    if (i > 16) return false;  // too many to compare each with each
    for (std::size_t k = 0; k < i; ++k) {
      const BookRow& other = *uses[k].row;
      if (other.amount != row.amount || other.account != row.account) continue;
      if (words.payee.name(view.journal().payee(other.entry)) == words.payee.name(view.journal().payee(row.entry))) return false;
    }
  }
  return true;
}

/// Answers for each voucher of uses with one key. Keys of different vouchers hardly ever meet, so their words are read again only where
/// the answer would not be a pass: vouchers that pass together pass each by itself.
void answer_key(const GrantView& view, std::span<const Use> uses, Verdicts& out) {
  if (is_plainly_in_order(view, uses)) {
    out.pass();
    return;
  }
  std::vector<EntryIndex> all;
  for (const Use& use : uses) all.push_back(use.row->entry);
  if (judge(view, all).reused == Truth::no) {
    out.pass();
    return;
  }
  std::vector<std::pair<std::string, std::vector<Use>>> vouchers;
  for (const Use& use : uses) {
    const std::string name = folded(view.journal().text(use.row->entry, JournalColumn::voucher));
    const auto place = std::find_if(vouchers.begin(), vouchers.end(), [&](const auto& row) { return row.first == name; });
    if (place == vouchers.end()) {
      vouchers.push_back({name, {use}});
    } else {
      place->second.push_back(use);
    }
  }
  for (const auto& [name, own] : vouchers) answer(view, own, out);
}

void check(const GrantView& view, Verdicts& out) {
  Uses(view).for_each([&](std::span<const Use> uses) { answer_key(view, uses, out); });
}

}  // namespace

Rule r404_voucher_reused() {
  return {.info = {.code = "R404",
                   .name = "voucher-reused",
                   .title = {"Bukti dipakai ulang", "Voucher reused"},
                   .subject = "voucher",
                   .severity = Severity::error,
                   .needs = {.journal = true, .kinds = {EntryKind::realisation}, .columns = {JournalColumn::voucher}},
                   .basis = {basis("BPK findings")},
                   // example: tests/rules/R404/fires-two-dates.case
                   .page = {.what = {"Mencari nomor bukti yang dalam satu hibah dipakai untuk belanja dengan tanggal berbeda, atau "
                                     "dua kali dengan tanggal, penerima, rekening, jumlah dan uraian yang sama. Satu temuan per nomor "
                                     "bukti, dengan jumlah baris setelah yang pertama. Daftar beberapa penerima di bawah satu bukti "
                                     "dan satu tanggal adalah wajar dan tidak ditandai.",
                                     "It looks for voucher numbers that one grant has on realisations of different dates, or twice "
                                     "with the same date, payee, account, amount and description. There is one finding a voucher, "
                                     "with the number of rows beyond the first. A list of several payees under one voucher and date "
                                     "is honest and is not reported."},
                            .why = {"Satu bukti yang dipakai dua kali dapat berarti satu pembayaran dipertanggungjawabkan dua kali. "
                                    "Menurut pers, kejaksaan menyelidiki kegiatan yang dibayar dua kali atau fiktif pada hibah KPU "
                                    "Kota Bogor tahun 2018.",
                                    "A voucher used twice may mean that one payment is accounted for twice. According to the press, "
                                    "prosecutors investigated activities paid twice or fictitious in the 2018 grant of KPU Kota "
                                    "Bogor."},
                            .example = {"Bukti KW-014 ada pada belanja Rp7.500.000 tanggal 2 Oktober 2024 (B2) dan Rp3.000.000 "
                                        "tanggal 20 Oktober (B3): satu temuan dengan 1 baris setelah yang pertama.",
                                        "Voucher KW-014 stands on realisations of Rp7.500.000 on 2 October 2024 (B2) and Rp3.000.000 "
                                        "on 20 October (B3): one finding with 1 row beyond the first."},
                            .not_proved = {"Temuan ini tidak membuktikan pembayaran ganda: nomor mungkin salah ketik, atau penomoran "
                                           "dimulai lagi dari awal. Belanja tanpa nomor bukti ditunjukkan oleh R408.",
                                           "It does not prove a double payment: a number may be mistyped, or numbering may have "
                                           "started again. Realisations without a voucher number are shown by R408."},
                            .needs = {"Perlu jurnal dengan belanja yang lengkap dan kolom nomor bukti. Tanpa kolom penerima, rekening "
                                      "atau uraian, baris yang tampak sama tidak dapat dinilai; begitu pula tanggal tidak lengkap "
                                      "yang mungkin satu hari dan mungkin tidak.",
                                      "It needs a journal that holds realisations in full, with the column voucher. Without the "
                                      "columns payee, account or description, rows that look the same are not evaluable; nor are "
                                      "incomplete dates that may or may not be one day."}}},
          .check_grant = check};
}

}  // namespace hibah::rules
