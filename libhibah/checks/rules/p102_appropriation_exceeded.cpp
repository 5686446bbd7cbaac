// P102 appropriation-exceeded: the tranches planned for a fiscal year are more than its appropriation.
#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <libhibah/checks/rules/rules.hpp>
#include <libhibah/checks/rules/support.hpp>

namespace hibah::rules {

namespace {

/// A fiscal year: what was appropriated for it, and what tranches ask of it.
struct Year {
  std::optional<Rupiah> appropriated;
  std::vector<Evidence> appropriations;
  RupiahSum least;  // planned in every way that partial dates leave open
  RupiahSum most;   // planned in some way
  std::vector<Evidence> tranches;
};

/// Why the plan of a portfolio is unknown.
struct Unknown {
  Message reason;
  SourceRef where;
};

/// What the terms plan for each fiscal year.
std::map<int, Rupiah> planned_by_year(const Terms& terms) {
  std::map<int, Rupiah> planned;
  for (const PlannedTranche& tranche : terms.tranches) {
    if (tranche.fiscal_year) planned[*tranche.fiscal_year] += tranche.planned;
  }
  return planned;
}

/// Adds a grant's tranches to their years; false where its terms are too uncertain to tell.
bool add_grant(std::map<int, Year>& years, const Grant& grant, Date as_of) {
  const std::vector<Terms> possible = possible_terms(grant, as_of);
  if (possible.empty()) return false;
  const bool exists = grant.signed_on.last <= as_of;
  std::map<int, Bounds> bounds;
  for (const Terms& terms : possible) {
    for (const auto& [year, planned] : planned_by_year(terms)) bounds.try_emplace(year, Bounds{planned, planned});
  }
  for (const Terms& terms : possible) {
    const std::map<int, Rupiah> planned = planned_by_year(terms);
    for (auto& [year, bound] : bounds) {
      const auto place = planned.find(year);
      const Rupiah amount = place == planned.end() ? Rupiah{} : place->second;
      bound = {std::min(bound.least, amount), std::max(bound.most, amount)};
    }
  }
  for (const auto& [year, bound] : bounds) {
    if (exists) years[year].least.add(bound.least);
    years[year].most.add(bound.most);
  }
  for (const PlannedTranche& tranche : possible.front().tranches) {
    if (tranche.fiscal_year) years[*tranche.fiscal_year].tranches.push_back(evidence_at(tranche.where, tranche.share ? "share" : "amount"));
  }
  return true;
}

void answer(const Portfolio& portfolio, int number, const Year& year, const std::optional<Unknown>& unknown, Verdicts& out) {
  const Slots slots{{"year", count(static_cast<std::uint64_t>(number))}};
  if (!unknown && year.most.total() <= *year.appropriated) {
    out.pass();
    return;
  }
  const Rupiah planned = year.least.total();
  const bool is_certain = planned > *year.appropriated;
  Finding& finding = is_certain ? out.fail()
                     : unknown
                         ? out.not_evaluable(unknown->reason)
                         : out.not_evaluable(fill({"tanggal perjanjian atau adendum tidak lengkap: rencana tahun {year} tidak pasti",
                                                   "a date of an agreement or addendum is not complete: the plan of {year} is uncertain"},
                                                  slots));
  identify(finding, portfolio, {}, std::to_string(number));
  measure(finding, *year.appropriated, planned);
  finding.evidence = year.appropriations;
  if (!is_certain && unknown) finding.evidence.push_back(evidence_at(unknown->where, "signed"));
  finding.evidence.insert(finding.evidence.end(), year.tranches.begin(), year.tranches.end());
  say(finding,
      {"tahap yang direncanakan untuk tahun anggaran {year} berjumlah {actual}, anggarannya {expected}: lebih {difference}",
       "tranches planned for fiscal year {year} sum to {actual}, its appropriation is {expected}: {difference} more"},
      {{"year", count(static_cast<std::uint64_t>(number))},
       {"actual", rp(planned)},
       {"expected", rp(*year.appropriated)},
       {"difference", to_message(finding.difference)}});
}

void check(const Portfolio& portfolio, Date as_of, const Settings&, Verdicts& out) {
  std::map<int, Year> years;
  std::optional<Unknown> unknown;
  for (const Grant& grant : portfolio.grants) {
    if (grant.signed_on.first > as_of || add_grant(years, grant, as_of) || unknown) continue;
    unknown = Unknown{fill({"isi perjanjian {grant} pada {day} tidak pasti karena tanggalnya tidak lengkap",
                            "agreement {grant} on {day} is uncertain because a date is not complete"},
                           {{"grant", word(grant.id)}, {"day", to_long(as_of)}}),
                      grant.where};
  }
  const bool is_planned = !years.empty() || unknown;
  for (const Appropriation& row : portfolio.appropriations) {
    Year& year = years[row.fiscal_year];
    year.appropriated = year.appropriated.value_or(Rupiah{}) + row.amount;
    year.appropriations.push_back(evidence_at(row.where, "amount"));
  }
  if (years.empty()) out.not_applicable();
  for (const auto& [number, year] : years) {
    if (year.appropriated && is_planned) {
      answer(portfolio, number, year, unknown, out);
    } else {
      out.not_applicable();
    }
  }
}

}  // namespace

Rule p102_appropriation_exceeded() {
  return {
      .info =
          {.code = "P102",
           .name = "appropriation-exceeded",
           .title = {"Anggaran APBD terlampaui", "Appropriation exceeded"},
           .subject = "fiscal year",
           .severity = Severity::error,
           // example: tests/rules/P102/fires-2024.case
           .page =
               {.what = {"Menjumlahkan tahap yang berlaku pada hari yang ditanyakan menurut tahun anggarannya, dari semua perjanjian, dan "
                         "membandingkannya dengan anggaran tahun itu ([[appropriation]]). Beberapa baris anggaran untuk satu tahun "
                         "dijumlahkan.",
                         "It adds up the tranches in force on the day of the question by their fiscal year, over all agreements, and holds "
                         "the sum against the appropriation of that year ([[appropriation]]). Several rows of one year are summed."},
                .why = {"Hibah dibayar dari APBD tahun itu: yang dijanjikan di atas anggarannya tidak dapat cair, atau menunggu perubahan "
                        "APBD.",
                        "Grants are paid from the regional budget of the year: what is promised above it cannot be disbursed, or has to "
                        "wait for a change of the budget."},
                .example = {"Anggaran 2024 Rp700.000.000, sedangkan tahap 2 kpu Rp600.000.000 dan tahap 2 bawaslu Rp120.000.000 "
                            "direncanakan dari tahun itu: Rp20.000.000 lebih.",
                            "The appropriation of 2024 is Rp700.000.000, while tranche 2 of kpu, Rp600.000.000, and tranche 2 of bawaslu, "
                            "Rp120.000.000, are planned from that year: Rp20.000.000 more."},
                .not_proved = {"Temuan ini tidak mengatakan bahwa uangnya tidak ada: perubahan APBD mungkin belum dicatat. Pencairan dari "
                               "tahun yang salah ditunjukkan oleh T206.",
                               "It does not say that there is no money: a change of the budget may not be recorded yet. A disbursement "
                               "from the wrong year is shown by T206."},
                .needs = {"Perlu [[appropriation]] dan fiscal_year pada tahap; tahun tanpa anggaran dan tahap tanpa tahun tidak diperiksa. "
                          "Tanggal perjanjian atau adendum yang tidak lengkap dan menentukan membuat tahun itu tidak dapat dinilai.",
                          "It needs [[appropriation]] and fiscal_year on the tranches; a year without an appropriation and a tranche "
                          "without a year are not looked at. An incomplete date of an agreement or addendum that decides leaves the year "
                          "not evaluable."}}},
      .check_portfolio = check};
}

}  // namespace hibah::rules
