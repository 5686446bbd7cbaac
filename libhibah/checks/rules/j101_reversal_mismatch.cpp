// J101 reversal-mismatch: a reversal that does not take back exactly one earlier entry.
#include <string>
#include <vector>

#include <libhibah/checks/rules/rules.hpp>
#include <libhibah/checks/rules/support.hpp>
#include <libhibah/journal/journal_builder.hpp>

namespace hibah::rules {

namespace {

Text wording(ReversalFault fault) {
  switch (fault) {
    case ReversalFault::names_no_entry:
      return {"pembatalan {entry} menunjuk entri \"{target}\" yang tidak ada",
              "reversal {entry} names entry \"{target}\", which does not exist"};
    case ReversalFault::names_a_reversal:
      return {"pembatalan {entry} menunjuk pembatalan lain \"{target}\"", "reversal {entry} names another reversal \"{target}\""};
    case ReversalFault::already_reversed:
      return {"pembatalan {entry} menunjuk \"{target}\" yang sudah dibatalkan",
              "reversal {entry} names \"{target}\", which is already reversed"};
    case ReversalFault::other_amount:
      return {"pembatalan {entry} bernilai lain dari entri \"{target}\"", "reversal {entry} differs in amount from entry \"{target}\""};
    case ReversalFault::other_grant:
      return {"pembatalan {entry} menunjuk \"{target}\" pada hibah lain", "reversal {entry} names \"{target}\" of another grant"};
    case ReversalFault::dated_before:
      return {"pembatalan {entry} bertanggal sebelum entri \"{target}\"", "reversal {entry} is dated before entry \"{target}\""};
    case ReversalFault::none:
    case ReversalFault::unknown_order:
      break;
  }
  return {};
}

void check(const GrantView& view, Verdicts& out) {
  const Journal& journal = view.journal();
  const std::vector<std::string> files = view.portfolio().file_names();
  for (const ReversalVerdict& verdict : view.books().reversals) {
    if (verdict.fault == ReversalFault::none) {
      out.pass();
      continue;
    }
    if (verdict.fault == ReversalFault::unknown_order) {
      not_evaluable_entry(view, out, verdict.reversal, "date",
                          {"tanggal tidak lengkap: tidak pasti apakah pembatalan ini tepat",
                           "a date is not complete: whether this reversal is in order is uncertain"});
      continue;
    }
    Finding& finding = fail_entry(view, out, {verdict.reversal, verdict.exists == Truth::yes}, "reverses");
    if (verdict.fault == ReversalFault::other_amount) measure(finding, journal.amount(verdict.target), journal.amount(verdict.reversal));
    if (verdict.target != no_entry) finding.evidence.push_back(evidence_of(journal, verdict.target, "amount"));
    say(finding, wording(verdict.fault),
        {{"entry", word(shown_id(journal, verdict.reversal, files))}, {"target", word(journal.reverses_text(verdict.reversal))}});
  }
}

}  // namespace

Rule j101_reversal_mismatch() {
  return {.info = {.code = "J101",
                   .name = "reversal-mismatch",
                   .title = {"Pembatalan tidak cocok", "Reversal mismatch"},
                   .subject = "entry",
                   .severity = Severity::error,
                   .needs = {.journal = true},
                   .basis = {basis("bookkeeping")},
                   // example: tests/rules/J101/fires-other-amount.case
                   .page = {.what = {"Memeriksa setiap pembatalan dalam jurnal: ia harus menunjuk satu entri yang ada, bukan "
                                     "pembatalan lain, belum dibatalkan, dari hibah yang sama, dengan jumlah yang sama, dan tidak "
                                     "boleh bertanggal sebelum entri itu. Pembatalan yang keliru tidak membatalkan apa pun; dari dua "
                                     "pembatalan atas satu entri, yang pertama yang dihitung.",
                                     "It looks at every reversal in the journal: it must name one entry that exists, is no reversal, "
                                     "is not reversed yet, belongs to the same grant and has the same amount, and it must not be "
                                     "dated before that entry. A faulty reversal takes nothing back; of two reversals of one entry "
                                     "the first counts."},
                            .why = {"Entri tidak pernah diubah, hanya dibatalkan. Pembatalan yang tidak cocok membuat semua saldo "
                                    "sesudahnya salah tanpa terlihat.",
                                    "Entries are never edited, only reversed. A reversal that does not match makes every later "
                                    "balance wrong without anybody seeing it."},
                            .example = {"Belanja B1 sebesar Rp4.850.000 tanggal 1 Oktober 2024 dibatalkan oleh X1 sebesar Rp4.580.000 "
                                        "tanggal 2 Oktober: dua angka tertukar. Selisihnya -Rp270.000, dan B1 tetap dihitung.",
                                        "Realisation B1 of Rp4.850.000 on 1 October 2024 is reversed by X1 of Rp4.580.000 on 2 October: "
                                        "two figures were swapped. The difference is -Rp270.000, and B1 still counts."},
                            .not_proved = {"Temuan ini tidak mengatakan mana dari dua entri yang benar. Entri yang semestinya dibatalkan "
                                           "masih dihitung oleh aturan lain, sehingga B301 atau R402 dapat ikut memberi temuan.",
                                           "It does not say which of the two entries is right. The entry that was to be taken back still "
                                           "counts for other rules, so that B301 or R402 may report it as well."},
                            .needs = {"Perlu jurnal, dan kolom membatalkan (reverses) bila hibah itu punya pembatalan. Tanggal yang "
                                      "tidak lengkap dapat membuat urutan, atau keberadaan pembatalan pada hari itu, tidak dapat "
                                      "dinilai.",
                                      "It needs the journal, and the column reverses where the grant has reversals. A date that is "
                                      "not complete can leave the order, or whether the reversal exists on that day, not evaluable."}}},
          .check_grant = check};
}

}  // namespace hibah::rules
