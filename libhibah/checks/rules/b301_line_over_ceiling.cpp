// B301 line-over-ceiling: more was spent on a budget line than its ceiling in force.
#include <libhibah/checks/rules/rules.hpp>
#include <libhibah/checks/rules/support.hpp>

namespace hibah::rules {

namespace {

/// What was spent on one line so far.
struct Spending {
  Rupiah net;  // realisations less refunds that surely stand
  Rupiah perhaps_more;
  Rupiah perhaps_less;
  std::vector<EntryIndex> stretch;  // entries since the net last rose above the ceiling
};

void take(Spending& spending, const BookRow& row, Rupiah ceiling) {
  if (row.kind == EntryKind::realisation) {
    spending.net += row.amount;
  } else {
    spending.net -= row.amount;
  }
  if (spending.net > ceiling) {
    spending.stretch.push_back(row.entry);
  } else {
    spending.stretch.clear();
  }
}

void answer(const GrantView& view, const BudgetLine& line, const Spending& spending, Verdicts& out) {
  if (spending.net + spending.perhaps_more <= line.ceiling) {
    out.pass();
    return;
  }
  const bool is_certain = spending.net - spending.perhaps_less > line.ceiling;
  Finding& finding = is_certain ? out.fail()
                                : out.not_evaluable({"tanggal entri tidak lengkap: tidak pasti apakah pagu terlampaui",
                                                     "an entry's date is not complete: whether the ceiling is exceeded is uncertain"});
  identify(finding, view.portfolio(), {.grant = view.index(), .stage = line.stage, .account = line.account});
  measure(finding, line.ceiling, spending.net);
  for (const EntryIndex entry : spending.stretch) finding.evidence.push_back(evidence_of(view.journal(), entry, "amount"));
  for (const std::uint32_t row : line.rows) finding.evidence.push_back(evidence_at(view.portfolio().budget->rows[row].where, "ceiling"));
  say(finding,
      {"belanja {actual} pada tahapan {stage} rekening {account} melampaui pagu {expected} sebesar {difference}",
       "spending of {actual} on stage {stage}, account {account} exceeds the ceiling of {expected} by {difference}"},
      {{"actual", rp(spending.net)},
       {"expected", rp(line.ceiling)},
       {"difference", to_message(finding.difference)},
       {"stage", word(finding.stage)},
       {"account", word(finding.account)}});
}

void check(const GrantView& view, Verdicts& out) {
  const auto* lines = budget_or_answer(view, out);
  if (!lines) return;
  const LineIndex index(*lines);
  std::vector<Spending> spent(lines->size());
  for (const auto* rows : {&view.books().certain, &view.books().possible}) {
    for (const BookRow& row : *rows) {
      if (row.kind != EntryKind::realisation && row.kind != EntryKind::refund) continue;
      if (row.kind == EntryKind::refund && (row.stage == 0 || row.account == 0)) {
        Finding& finding = out.not_evaluable({"pengembalian belanja tanpa tahapan atau rekening", "a refund without stage or account"});
        identify(finding, view.portfolio(), {.grant = view.index()}, "grant");
        finding.evidence.push_back(evidence_of(view.journal(), row.entry, row.stage == 0 ? "stage" : "account"));
        return;
      }
      const std::uint32_t line = index.find(row.stage, row.account);
      if (line == LineIndex::none) continue;  // B302 speaks of it
      if (rows == &view.books().certain) {
        take(spent[line], row, (*lines)[line].ceiling);
      } else {
        (row.kind == EntryKind::realisation ? spent[line].perhaps_more : spent[line].perhaps_less) += row.amount;
      }
    }
  }
  for (std::size_t i = 0; i < spent.size(); ++i) answer(view, (*lines)[i], spent[i], out);
}

}  // namespace

Rule b301_line_over_ceiling() {
  return {.info = {.code = "B301",
                   .name = "line-over-ceiling",
                   .title = {"Belanja melampaui pagu", "Line over ceiling"},
                   .subject = "budget line",
                   .severity = Severity::error,
                   .needs = {.journal = true,
                             .budget = true,
                             .kinds = {EntryKind::realisation, EntryKind::refund},
                             .columns = {JournalColumn::stage, JournalColumn::account}},
                   .basis = {basis("RAB")},
                   // example: tests/rules/B301/fires-over-by-5-million.case
                   .page = {.what = {"Menjumlahkan belanja dikurangi pengembalian belanja untuk setiap hibah, tahapan dan kode "
                                     "rekening, lalu membandingkannya dengan pagu dalam versi RAB yang berlaku pada hari yang "
                                     "ditanyakan. Baris dengan tahapan dan rekening yang sama dijumlahkan; versi tidak pernah "
                                     "dijumlahkan. Bukti dimulai dari entri yang membawa belanja ke atas pagu untuk terakhir kali.",
                                     "It adds up realisations less refunds of each grant, stage and account and holds the sum against "
                                     "the ceiling in the version of the plan (RAB) that is in force on the day of the question. Rows "
                                     "with one stage and account are summed; versions are never added up. The evidence starts at the "
                                     "entry that took the line above its ceiling for the last time."},
                            .why = {"RAB adalah lampiran perjanjian: pagu tiap baris adalah persetujuan pemberi hibah. Perubahan "
                                    "penggunaan harus diberitahukan secara tertulis; menurut pers, BPK mencatat KPU Kabupaten "
                                    "Manokwari mengubah penggunaan hibah Pilkada 2024 tanpa pemberitahuan itu.",
                                    "The plan is part of the agreement: each ceiling is what the grantor consented to. A change of "
                                    "use must be notified in writing; according to the press, BPK found that KPU Manokwari changed "
                                    "the use of its 2024 grant without doing so."},
                            .example = {"Pagu tahapan CAMPAIGN rekening 521211 adalah Rp50.000.000. Dibayar Rp30.000.000 pada 1 "
                                        "Oktober 2024 (B1) dan Rp25.000.000 pada 15 Oktober (B2): belanja Rp55.000.000, selisih "
                                        "Rp5.000.000, bukti dimulai dari B2.",
                                        "The ceiling of stage CAMPAIGN, account 521211 is Rp50.000.000. Rp30.000.000 was paid on 1 "
                                        "October 2024 (B1) and Rp25.000.000 on 15 October (B2): spending of Rp55.000.000, a "
                                        "difference of Rp5.000.000, and evidence that starts at B2."},
                            .not_proved = {"Temuan ini tidak membuktikan bahwa uang disalahgunakan: adendum atau revisi RAB mungkin "
                                           "ada tetapi belum dicatat. Belanja tanpa baris RAB ditunjukkan oleh B302, belanja di atas "
                                           "nilai perjanjian oleh B303.",
                                           "It does not prove misuse: an addendum or a revised plan may exist and not be recorded "
                                           "yet. Spending without a line is shown by B302, spending above the agreement by B303."},
                            .needs = {"Perlu budget.csv serta jurnal dengan belanja dan pengembalian belanja yang lengkap dan kolom "
                                      "tahapan dan kode rekening. Hibah tanpa baris RAB, pengembalian belanja tanpa tahapan atau "
                                      "rekening, dan tanggal tidak lengkap yang menentukan membuatnya tidak dapat dinilai.",
                                      "It needs budget.csv and a journal that holds realisations and refunds in full, with the "
                                      "columns stage and account. A grant without budget lines, a refund without stage or account, "
                                      "and an incomplete date that decides make it not evaluable."}}},
          .check_grant = check};
}

}  // namespace hibah::rules
