// T206 wrong-fiscal-year: a disbursement outside its tranche's fiscal year.
#include <libhibah/checks/rules/rules.hpp>
#include <libhibah/checks/rules/support.hpp>

namespace hibah::rules {

namespace {

void check_entry(const GrantView& view, const StandingEntry& standing, const TrancheState& state, Verdicts& out) {
  const int year = view.journal().first_day(standing.entry).year();  // a partial date never leaves its year
  const std::optional<int> fiscal_year = state.plan->fiscal_year;
  const Truth lapsed = fiscal_year ? has_lapsed(state, *fiscal_year, view.as_of()) : Truth::no;
  if (!fiscal_year || lapsed == Truth::yes) {
    out.not_applicable();
    return;
  }
  if (year == *fiscal_year) {
    out.pass();
    return;
  }
  if (lapsed == Truth::unknown) {
    not_evaluable_entry(view, out, standing.entry, "date",
                        {"tidak pasti apakah tahapnya hangus pada akhir tahun anggaran",
                         "whether its tranche lapsed at the end of the fiscal year is uncertain"});
    return;
  }
  Finding& finding = fail_entry(view, out, standing, "date");
  finding.evidence.push_back(evidence_at(state.plan->where, "fiscal_year"));
  say(finding,
      {"tahap {tranche} dianggarkan tahun {year}, {amount} cair pada {day}",
       "tranche {tranche} belongs to fiscal year {year}, {amount} was disbursed on {day}"},
      {{"tranche", count(static_cast<std::uint64_t>(state.plan->number))},
       {"year", count(static_cast<std::uint64_t>(*fiscal_year))},
       {"amount", rp(view.journal().amount(standing.entry))},
       {"day", to_long(view.journal().date(standing.entry))}});
}

void check(const GrantView& view, Verdicts& out) {
  const TrancheStates* states = tranches_or_answer(view, out);
  if (!states) return;
  for (const StandingEntry& standing : entries_of(view, EntryKind::disbursement)) {
    const auto number = static_cast<std::size_t>(tranche_of(view.journal(), standing.entry, *view.terms()));
    if (number > states->tranches.size()) {
      out.not_applicable();
    } else {
      check_entry(view, standing, states->tranches[number - 1], out);
    }
  }
}

}  // namespace

Rule t206_wrong_fiscal_year() {
  return {.info = {.code = "T206",
                   .name = "wrong-fiscal-year",
                   .title = {"Tahun anggaran tidak sesuai", "Wrong fiscal year"},
                   .subject = "entry",
                   .severity = Severity::warning,
                   .needs = {.journal = true, .kinds = {EntryKind::disbursement}},
                   // example: tests/rules/T206/fires-december.case
                   .page = {.what = {"Membandingkan tahun setiap pencairan dengan tahun anggaran tahapnya. Tahap yang belum lengkap "
                                     "pada 31 Desember tahun anggarannya dan sudah lewat hari itu dianggap hangus; pencairannya "
                                     "tidak dinilai di sini.",
                                     "It holds the year of each disbursement against the fiscal year of its tranche. A tranche that "
                                     "was not complete on 31 December of its fiscal year, once that day is past, has lapsed; its "
                                     "disbursements are not judged here."},
                            .why = {"APBD berlaku untuk satu tahun. Tahap yang dianggarkan pada satu tahun tidak dapat dibayar dari "
                                    "anggaran tahun lain.",
                                    "A regional budget (APBD) is for one year. A tranche budgeted in one year cannot be paid from "
                                    "the budget of another."},
                            .example = {"Tahap 2 dianggarkan pada tahun 2024, tetapi Rp100.000.000 di antaranya cair pada 20 Desember "
                                        "2023. Sisanya, Rp500.000.000, cair pada 1 Maret 2024 dan lolos.",
                                        "Tranche 2 belongs to fiscal year 2024, but Rp100.000.000 of it was disbursed on 20 December "
                                        "2023. The other Rp500.000.000 was disbursed on 1 March 2024 and passes."},
                            .not_proved = {"Temuan ini tidak mengatakan dari anggaran tahun mana uangnya diambil. Tahap yang belum lengkap "
                                           "pada batas waktunya diperiksa oleh T202.",
                                           "It does not say from which year's budget the money was taken. A tranche that is not complete "
                                           "when it is due is what T202 looks at."},
                            .needs = {"Perlu fiscal_year pada tahap; tanpa itu aturan ini tidak berlaku. Perlu jurnal yang memuat "
                                      "pencairan secara lengkap, dengan nomor tahap bila perjanjian punya beberapa tahap.",
                                      "It needs fiscal_year on the tranche; without it the rule does not apply. It needs a journal "
                                      "that holds disbursements in full, with tranche numbers where the agreement has several "
                                      "tranches."}}},
          .check_grant = check};
}

}  // namespace hibah::rules
