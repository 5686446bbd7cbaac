// B303 realised-above-agreement: more was spent than the agreement in force.
#include <libhibah/checks/rules/rules.hpp>
#include <libhibah/checks/rules/support.hpp>

namespace hibah::rules {

namespace {

/// The entries since spending last rose above `limit`.
std::vector<EntryIndex> last_stretch_above(const GrantView& view, Rupiah limit) {
  const Journal& journal = view.journal();
  std::vector<EntryIndex> stretch;
  Rupiah net;
  for (const EntryIndex entry : view.books().certain) {
    if (journal.kind(entry) == EntryKind::realisation) {
      net += journal.amount(entry);
    } else if (journal.kind(entry) == EntryKind::refund) {
      net -= journal.amount(entry);
    } else {
      continue;
    }
    if (net > limit) {
      stretch.push_back(entry);
    } else {
      stretch.clear();
    }
  }
  return stretch;
}

void check(const GrantView& view, Verdicts& out) {
  const Terms* terms = terms_or_answer(view, out);
  if (!terms) return;
  const Bounds realised = total_bounds(view, EntryKind::realisation);
  const Bounds refunded = total_bounds(view, EntryKind::refund);
  if (realised.most - refunded.least <= terms->amount) {
    out.pass();
    return;
  }
  if (realised.least - refunded.most <= terms->amount) {
    not_evaluable_once(view, out,
                       {"tanggal entri tidak lengkap: tidak pasti apakah belanja melampaui perjanjian",
                        "an entry's date is not complete: whether spending exceeds the agreement is uncertain"});
    return;
  }
  Finding& finding = out.fail();
  identify(finding, view.portfolio(), {.grant = view.index()});
  measure(finding, terms->amount, realised.least - refunded.least);
  for (const EntryIndex entry : last_stretch_above(view, terms->amount)) finding.evidence.push_back(evidence_of(view.journal(), entry, "amount"));
  finding.evidence.push_back(evidence_at(terms->amount_where, "amount"));
  say(finding,
      {"belanja {actual} melampaui nilai perjanjian {expected} sebesar {difference}", "spending of {actual} exceeds the agreement of {expected} by {difference}"},
      {{"actual", to_message(finding.actual)}, {"expected", to_message(finding.expected)}, {"difference", to_message(finding.difference)}});
}

}  // namespace

Rule b303_realised_above_agreement() {
  return {.info = {.code = "B303",
                   .name = "realised-above-agreement",
                   .title = {"Belanja melampaui perjanjian", "Realised above agreement"},
                   .subject = "grant",
                   .severity = Severity::error,
                   .needs = {.journal = true, .kinds = {EntryKind::realisation, EntryKind::refund}},
                   .basis = {basis("NPHD")}},
          .check_grant = check};
}

}  // namespace hibah::rules
