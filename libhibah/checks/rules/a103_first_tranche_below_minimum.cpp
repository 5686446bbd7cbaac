// A103 first-tranche-below-minimum: the first tranche as first agreed is under the least share that the regulation asks.
#include <libhibah/checks/rules/rules.hpp>
#include <libhibah/checks/rules/support.hpp>

namespace hibah::rules {

namespace {

void check(const GrantView& view, Verdicts& out) {
  const LegalSchedule* schedule = view.portfolio().regulation.schedule_of(view.grant().role);
  const Terms terms = view.grant().first_terms();
  if (!schedule || schedule->tranches.empty() || terms.amount.is_zero()) {
    out.not_applicable();
    return;
  }
  if (terms.tranches.empty()) {
    not_evaluable_once(view, out, {"perjanjian tidak merinci tahap pencairan", "the agreement states no tranches"});
    return;
  }
  const Ratio& minimum = schedule->tranches.front().minimum_share;
  const PlannedTranche& first = terms.tranches.front();
  // A share as written counts as written: its amount in whole rupiah may fall short of it by less than one rupiah.
  const Ratio share = first.share ? *first.share : Ratio::of(first.planned, terms.amount);
  if (share >= minimum) {
    out.pass();
    return;
  }
  Finding& finding = out.fail();
  identify(finding, view.portfolio(), {.grant = view.index()});
  finding.expected = minimum;
  finding.actual = share;
  finding.difference = share - minimum;
  finding.unit = Unit::share;
  finding.evidence.push_back(evidence_at(first.where, first.share ? "share" : "amount"));
  finding.evidence.push_back(evidence_at(terms.amount_where, "amount"));
  say(finding,
      {"tahap pertama {first} adalah {share} dari {amount}, di bawah paling sedikit {minimum}",
       "the first tranche {first} is {share} of {amount}, under the minimum of {minimum}"},
      {{"first", rp(first.planned)}, {"share", word(share.to_text())}, {"amount", rp(terms.amount)}, {"minimum", word(minimum.to_text())}});
}

}  // namespace

Rule a103_first_tranche_below_minimum() {
  return {.info = {.code = "A103",
                   .name = "first-tranche-below-minimum",
                   .title = {"Tahap pertama di bawah minimum", "First tranche below minimum"},
                   .subject = "grant",
                   .severity = Severity::error},
          .check_grant = check};
}

}  // namespace hibah::rules
