// P101 stated-total-differs: a total that somebody stated is not the sum of the agreements in force.
#include <libhibah/checks/rules/rules.hpp>
#include <libhibah/checks/rules/support.hpp>

namespace hibah::rules {

namespace {

void check(const Portfolio& portfolio, Date as_of, const Settings&, Verdicts& out) {
  if (!portfolio.stated_total) {
    out.not_applicable();
    return;
  }
  RupiahSum sum;
  std::vector<Evidence> agreements;
  for (const Grant& grant : portfolio.grants) {
    if (grant.signed_on.first > as_of) continue;
    const std::optional<Terms> terms = grant.signed_on.last > as_of ? std::nullopt : grant.terms_on(as_of);
    if (!terms) {
      Finding& finding = out.not_evaluable(fill({"nilai perjanjian {grant} pada {day} tidak pasti karena tanggalnya tidak lengkap",
                                                 "the amount of agreement {grant} on {day} is uncertain because a date is not complete"},
                                                {{"grant", word(grant.id)}, {"day", to_long(as_of)}}));
      identify(finding, portfolio, {});
      finding.evidence.push_back(evidence_at(grant.where, "signed"));
      return;
    }
    sum.add(terms->amount);
    agreements.push_back(evidence_at(terms->amount_where, "amount"));
  }
  const Rupiah total = sum.total();
  if (total == *portfolio.stated_total) {
    out.pass();
    return;
  }
  Finding& finding = out.fail();
  identify(finding, portfolio, {});
  measure(finding, *portfolio.stated_total, total);
  finding.evidence.push_back(evidence_at(portfolio.stated_total_where, "stated_total"));
  finding.evidence.insert(finding.evidence.end(), agreements.begin(), agreements.end());
  say(finding,
      {"total yang disebut {expected}, jumlah perjanjian {actual}, selisih {difference}",
       "the stated total is {expected}, the agreements sum to {actual}, a difference of {difference}"},
      {{"expected", rp(*portfolio.stated_total)}, {"actual", rp(total)}, {"difference", to_message(finding.difference)}});
}

}  // namespace

Rule p101_stated_total_differs() {
  return {.info = {.code = "P101",
                   .name = "stated-total-differs",
                   .title = {"Total yang disebut berbeda", "Stated total differs"},
                   .subject = "portfolio",
                   .severity = Severity::warning,
                   .basis = {basis("arithmetic")}},
          .check_portfolio = check};
}

}  // namespace hibah::rules
