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
                   .basis = {basis("arithmetic")},
                   // example: tests/rules/P101/fires-103-miliar.case
                   .page = {.what = {"Membandingkan total yang pernah disebut (stated_total) dengan jumlah semua perjanjian yang berlaku "
                            "pada hari pertanyaan.",
                            "Holds a total that somebody stated (stated_total) against the sum of all agreements in force on the "
                            "day of the question."},
                            .why = {"Total yang disebut di rapat atau pers sering dipotong atau memakai angka lama. Menurut pers, hibah "
                            "Pilkada 2024 Kutai Kartanegara disebut Rp103 miliar, sedangkan bagian-bagiannya tidak berjumlah "
                            "tepat itu.",
                            "A total named in a meeting or in the press is often cut off or out of date. According to the press "
                            "the 2024 election grants of Kutai Kartanegara were Rp103 miliar, and their parts do not sum to "
                            "exactly that."},
                            .example = {"Disebut Rp91 miliar; perjanjian Rp76.055.000.000 dan Rp15.400.000.000 berjumlah Rp91.455.000.000. "
                            "Selisihnya Rp455.000.000.",
                            "Rp91 miliar was stated; agreements of Rp76,055,000,000 and Rp15,400,000,000 sum to Rp91,455,000,000. "
                            "The difference is Rp455,000,000."},
                            .not_proved = {"Temuan ini tidak mengatakan angka mana yang salah: perjanjian mungkin belum lengkap tercatat, atau "
                            "totalnya hanya dibulatkan.",
                            "The finding does not say which figure is wrong: an agreement may be missing here, or the total was "
                            "merely rounded."},
                            .needs = {"Perlu stated_total; tanpa itu aturan ini tidak berlaku. Tanggal perjanjian atau adendum yang tidak "
                            "lengkap dapat membuatnya tidak dapat dinilai.",
                            "Needs stated_total; without it the rule does not apply. The date of an agreement or addendum that is "
                            "not complete can make it not evaluable."}}},
          .check_portfolio = check};
}

}  // namespace hibah::rules
