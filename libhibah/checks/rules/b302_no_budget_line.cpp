// B302 no-budget-line: a realisation that the plan in force has no line for.
#include <libhibah/checks/rules/rules.hpp>
#include <libhibah/checks/rules/support.hpp>

namespace hibah::rules {

namespace {

void check(const GrantView& view, Verdicts& out) {
  const auto* lines = budget_or_answer(view, out);
  if (!lines) return;
  const LineIndex index(*lines);
  for_each_entry(view, EntryKind::realisation, [&](const BookRow& row, bool is_certain) {
    if (index.find(row.stage, row.account) != LineIndex::none) {
      out.pass();
      return;
    }
    Finding& finding = fail_entry(view, out, {row.entry, is_certain}, "account");
    say(finding,
        {"belanja {amount} pada tahapan \"{stage}\" rekening \"{account}\" tidak ada dalam RAB",
         "{amount} was spent on stage \"{stage}\", account \"{account}\", which the plan does not have"},
        {{"amount", rp(row.amount)}, {"stage", word(finding.stage)}, {"account", word(finding.account)}});
  });
}

}  // namespace

Rule b302_no_budget_line() {
  return {.info = {.code = "B302",
                   .name = "no-budget-line",
                   .title = {"Belanja di luar RAB", "No budget line"},
                   .subject = "entry",
                   .severity = Severity::error,
                   .needs = {.journal = true,
                             .budget = true,
                             .kinds = {EntryKind::realisation},
                             .columns = {JournalColumn::stage, JournalColumn::account}},
                   .basis = {basis("RAB")},
                   // example: tests/rules/B302/fires-account-not-in-the-budget.case
                   .page = {.what = {"Mencari untuk setiap belanja baris RAB dengan hibah, tahapan dan kode rekening yang sama, dalam "
                                     "versi yang berlaku pada hari yang ditanyakan. Setiap belanja tanpa baris adalah satu temuan. "
                                     "Belanja yang sudah dibatalkan tidak diperiksa.",
                                     "It looks for a budget line with the same grant, stage and account for every realisation, in the "
                                     "version of the plan that is in force on the day of the question. Every realisation without a "
                                     "line is a finding. A realisation that was reversed is not looked at."},
                            .why = {"Belanja tanpa baris dalam RAB tidak pernah disetujui pemberi hibah. Menurut pers, salah "
                                    "penganggaran rekening termasuk temuan BPK atas keuangan KPU tahun 2024 di beberapa satuan kerja.",
                                    "Spending without a line in the plan was never consented to by the grantor. According to the "
                                    "press, wrong budget accounts are among the findings of BPK on the finances of KPU for 2024 in "
                                    "several units."},
                            .example = {"RAB tahapan CAMPAIGN hanya memuat rekening 521211. Perjalanan Rp2.500.000 dibayar pada 2 "
                                        "Oktober 2024 dari rekening 524113 (B2): satu temuan. Belanja Rp10.000.000 dari rekening "
                                        "521211 (B1) lolos.",
                                        "The plan has only account 521211 in stage CAMPAIGN. Travel of Rp2.500.000 was paid on 2 "
                                        "October 2024 from account 524113 (B2): one finding. The payment of Rp10.000.000 from account "
                                        "521211 (B1) passes."},
                            .not_proved = {"Temuan ini tidak membuktikan bahwa belanja itu tidak perlu: mungkin hanya kode tahapan "
                                           "atau rekening yang salah ketik. Besarnya kelebihan pada baris yang ada ditunjukkan oleh "
                                           "B301.",
                                           "It does not prove that the spending was needless: a stage or account may only be "
                                           "mistyped. How far an existing line is exceeded is shown by B301."},
                            .needs = {"Perlu budget.csv serta jurnal dengan belanja yang lengkap dan kolom tahapan dan kode rekening. "
                                      "Sel tahapan yang kosong adalah fakta dan berarti tidak ada baris; kolom yang tidak ada dan "
                                      "hibah tanpa baris RAB tidak dapat dinilai.",
                                      "It needs budget.csv and a journal that holds realisations in full, with the columns stage and "
                                      "account. An empty stage cell is a fact and means that there is no line; a missing column and a "
                                      "grant without budget lines are not evaluable."}}},
          .check_grant = check};
}

}  // namespace hibah::rules
