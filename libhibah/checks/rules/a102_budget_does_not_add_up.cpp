// A102 budget-does-not-add-up: the spending plan (RAB) in force does not sum to the agreement in force.
#include <algorithm>
#include <vector>

#include <libhibah/checks/rules/rules.hpp>
#include <libhibah/checks/rules/support.hpp>

namespace hibah::rules {

namespace {

Rupiah sum_of(const std::vector<BudgetLine>& lines) {
  RupiahSum sum;
  for (const BudgetLine& line : lines) sum.add(line.ceiling);
  return sum.total();
}

/// Whether plan and agreement meet whatever an unknown day of an addendum turns out to be.
bool adds_up_in_any_case(const GrantView& view) {
  const Budget& budget = *view.portfolio().budget;
  const auto adds_up = [&](const Grant& grant) {
    const std::optional<int> version = budget.version_on(grant, view.index(), view.as_of());
    const std::optional<Terms> terms = grant.terms_on(view.as_of());
    return version && *version >= 0 && terms && sum_of(budget.lines(view.index(), *version)) == terms->amount;
  };
  if (adds_up(view.grant())) return true;  // addenda that change neither may be many
  const std::vector<Grant> possible = possible_grants(view.grant(), view.as_of());
  return !possible.empty() && std::all_of(possible.begin(), possible.end(), adds_up);
}

void check(const GrantView& view, Verdicts& out) {
  if (adds_up_in_any_case(view)) {
    out.pass();
    return;
  }
  const auto* lines = budget_or_answer(view, out);
  if (!lines) return;
  const Terms* terms = terms_or_answer(view, out);
  if (!terms) return;
  const Rupiah total = sum_of(*lines);
  Finding& finding = out.fail();
  identify(finding, view.portfolio(), {.grant = view.index()});
  measure(finding, terms->amount, total);
  finding.evidence.push_back(evidence_at(terms->amount_where, "amount"));
  for (const BudgetLine& line : *lines) {
    for (const std::uint32_t row : line.rows) finding.evidence.push_back(evidence_at(view.portfolio().budget->rows[row].where, "ceiling"));
  }
  say(finding,
      {"jumlah pagu RAB versi {version} adalah {actual}, nilai perjanjian {expected}, selisih {difference}",
       "version {version} of the plan sums to {actual}, the agreement is {expected}, a difference of {difference}"},
      {{"version", count(static_cast<std::uint64_t>(*view.budget_version()))},
       {"actual", rp(total)},
       {"expected", rp(terms->amount)},
       {"difference", to_message(finding.difference)}});
}

}  // namespace

Rule a102_budget_does_not_add_up() {
  return {.info = {.code = "A102",
                   .name = "budget-does-not-add-up",
                   .title = {"Jumlah RAB tidak sama dengan perjanjian", "Budget does not add up"},
                   .subject = "grant",
                   .severity = Severity::error,
                   .needs = {.budget = true},
                   .basis = {basis("NPHD"), basis("RAB")},
                   // example: tests/rules/A102/fires-12-million-too-much.case
                   .page = {.what = {"Menjumlahkan pagu dalam versi RAB yang berlaku dan membandingkannya dengan nilai perjanjian "
                                     "yang berlaku. Versi baru menggantikan yang lama; versi tidak pernah dijumlahkan.",
                                     "It sums the ceilings of the version of the plan (RAB) in force and holds them against the "
                                     "agreement amount in force. A new version replaces the earlier one; versions are never added "
                                     "up."},
                            .why = {"RAB merinci nilai perjanjian. Bila keduanya berbeda, ada belanja yang disetujui tanpa uang, "
                                    "atau uang tanpa rencana.",
                                    "The plan details the agreement. Where the two differ, spending was approved without money, or "
                                    "there is money without a plan."},
                            .example = {"Perjanjian Rp1.000.000.000; pagu Rp512.000.000 dan Rp500.000.000 berjumlah Rp1.012.000.000. "
                                        "Selisihnya Rp12.000.000.",
                                        "An agreement of Rp1.000.000.000; ceilings of Rp512.000.000 and Rp500.000.000 sum to "
                                        "Rp1.012.000.000. The difference is Rp12.000.000."},
                            .not_proved = {"Temuan ini tidak mengatakan baris mana yang keliru; RAB perubahan mungkin ada tetapi belum "
                                           "dicatat. Belanja di atas pagu diperiksa oleh B301.",
                                           "It does not say which line is wrong; a revised plan may exist and not be recorded yet. "
                                           "Spending above a ceiling is what B301 looks at."},
                            .needs = {"Perlu budget.csv dengan baris untuk hibah ini; tanpa itu tidak dapat dinilai, sekali untuk "
                                      "setiap hibah. Demikian pula bila tanggal adendum tidak lengkap dan jawabannya bergantung "
                                      "padanya.",
                                      "It needs budget.csv with lines for the grant; without them it is not evaluable, once for each "
                                      "grant. Likewise where the date of an addendum is not complete and the answer depends on "
                                      "it."}}},
          .check_grant = check};
}

}  // namespace hibah::rules
