// J102 refund-above-realisation: more came back on a budget line than was spent on it.
#include <algorithm>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include <libhibah/checks/rules/rules.hpp>
#include <libhibah/checks/rules/support.hpp>

namespace hibah::rules {

namespace {

/// What happened on a stage and account that has refunds.
struct Line {
  WordId stage;
  WordId account;
  RupiahSum realised;
  RupiahSum realised_perhaps;
  RupiahSum refunded;
  RupiahSum refunded_perhaps;
  std::vector<EntryIndex> refunds;
};

/// The lines that have refunds, in the order in which these come.
class Lines {
 public:
  explicit Lines(const GrantView& view) {
    for_each_entry(view, EntryKind::refund, [&](const BookRow& row, bool is_certain) {
      const auto [place, is_new] = places_.try_emplace(key_of(row), lines_.size());
      if (is_new) lines_.push_back({row.stage, row.account, {}, {}, {}, {}, {}});
      Line& line = lines_[place->second];
      (is_certain ? line.refunded : line.refunded_perhaps).add(row.amount);
      line.refunds.push_back(row.entry);
    });
    if (lines_.empty()) return;
    for_each_entry(view, EntryKind::realisation, [&](const BookRow& row, bool is_certain) {
      const auto place = places_.find(key_of(row));
      if (place == places_.end()) return;
      Line& line = lines_[place->second];
      (is_certain ? line.realised : line.realised_perhaps).add(row.amount);
    });
  }
  [[nodiscard]] const std::vector<Line>& all() const noexcept { return lines_; }

 private:
  [[nodiscard]] static std::uint64_t key_of(const BookRow& row) noexcept { return (std::uint64_t{row.stage} << 32) | row.account; }
  std::unordered_map<std::uint64_t, std::size_t> places_;
  std::vector<Line> lines_;
};

/// Why a line that may be above is not surely so; nothing where it is.
std::optional<Message> doubt(const Line& line, Rupiah realised, Rupiah refunded) {
  if (line.stage == 0 || line.account == 0) {
    return Message{"pengembalian belanja tanpa tahapan atau rekening: barisnya tidak diketahui",
                   "a refund without stage or account: which line it belongs to is unknown"};
  }
  if (refunded > realised + line.realised_perhaps.total()) return std::nullopt;
  return Message{"tanggal entri tidak lengkap: tidak pasti apakah pengembalian melebihi belanja",
                 "an entry's date is not complete: whether refunds exceed realisation is uncertain"};
}

void answer(const GrantView& view, const Line& line, Verdicts& out) {
  const Rupiah realised = line.realised.total();
  const Rupiah refunded = line.refunded.total();
  if (refunded + line.refunded_perhaps.total() <= realised) {
    out.pass();
    return;
  }
  std::optional<Message> why = doubt(line, realised, refunded);
  Finding& finding = why ? out.not_evaluable(std::move(*why)) : out.fail();
  Subject subject{.grant = view.index()};
  if (line.stage != 0) subject.stage = line.stage;
  if (line.account != 0) subject.account = line.account;
  identify(finding, view.portfolio(), subject);
  measure(finding, realised, refunded);
  for (const EntryIndex entry : line.refunds) finding.evidence.push_back(evidence_of(view.journal(), entry, "amount"));
  say(finding,
      {"pengembalian {actual} pada tahapan {stage} rekening {account} melebihi belanjanya {expected} sebesar {difference}",
       "refunds of {actual} on stage {stage}, account {account} exceed its realisation of {expected} by {difference}"},
      {{"actual", rp(refunded)},
       {"expected", rp(realised)},
       {"difference", to_message(finding.difference)},
       {"stage", word(finding.stage)},
       {"account", word(finding.account)}});
}

void check(const GrantView& view, Verdicts& out) {
  const Lines lines(view);
  for (const Line& line : lines.all()) answer(view, line, out);
}

}  // namespace

Rule j102_refund_above_realisation() {
  return {
      .info =
          {.code = "J102",
           .name = "refund-above-realisation",
           .title = {"Pengembalian melebihi belanja", "Refund above realisation"},
           .subject = "budget line",
           .severity = Severity::error,
           .needs = {.journal = true,
                     .kinds = {EntryKind::realisation, EntryKind::refund},
                     .columns = {JournalColumn::stage, JournalColumn::account}},
           .basis = {basis("bookkeeping")},
           // example: tests/rules/J102/fires-400-thousand-too-much.case
           .page =
               {.what = {"Untuk setiap tahapan dan kode rekening yang punya pengembalian belanja, membandingkan jumlah pengembalian dengan "
                         "jumlah belanjanya pada hari yang ditanyakan.",
                         "For each stage and account that has refunds it holds their sum against what was spent on it, as of the day of "
                         "the question."},
                .why = {"Yang kembali tidak dapat lebih dari yang keluar. Biasanya pengembalian dibukukan pada rekening yang salah, dan "
                        "realisasi dua baris lalu keliru.",
                        "What comes back cannot be more than what went out. Usually a refund was booked on the wrong account, and the "
                        "realisation of two lines is then wrong."},
                .example = {"Tahapan CAMPAIGN rekening 524113: belanja Rp2.000.000, pengembalian Rp1.500.000 (K1) dan Rp900.000 (K2). "
                            "Pengembalian Rp400.000 lebih banyak dari belanjanya.",
                            "Stage CAMPAIGN, account 524113: Rp2.000.000 was spent, Rp1.500.000 (K1) and Rp900.000 (K2) came back. Refunds "
                            "are Rp400.000 above what was spent."},
                .not_proved =
                    {"Temuan ini tidak mengatakan baris mana yang benar. Baris yang belanjanya melampaui pagu ditunjukkan oleh B301.",
                     "It does not say which line is right. A line that spent more than its ceiling is shown by B301."},
                .needs =
                    {"Perlu jurnal dengan belanja dan pengembalian belanja yang lengkap serta kolom tahapan dan kode rekening. "
                     "Pengembalian tanpa tahapan atau rekening yang tidak tertutup belanja sejenis, dan tanggal tidak lengkap yang "
                     "menentukan, tidak dapat dinilai.",
                     "It needs a journal that holds realisations and refunds in full, with the columns stage and account. A refund without "
                     "stage or account that no such spending covers, and an incomplete date that decides, are not evaluable."}}},
      .check_grant = check};
}

}  // namespace hibah::rules
