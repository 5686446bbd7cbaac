// P101 stated-total-differs: a total that somebody stated is not the sum of the agreements in force.
#include <algorithm>
#include <utility>

#include <libhibah/checks/rules/rules.hpp>
#include <libhibah/checks/rules/support.hpp>

namespace hibah::rules {

namespace {

/// Terms that hold the amount in force; nothing where a partial date leaves the amount open.
std::optional<Terms> certain_amount(const Grant& grant, Date day) {
  if (grant.signed_on.last > day) return std::nullopt;
  std::vector<Terms> possible = possible_terms(grant, day);
  const auto is_same = [&](const Terms& terms) { return terms.amount == possible.front().amount; };
  if (possible.empty() || !std::all_of(possible.begin(), possible.end(), is_same)) return std::nullopt;
  return std::move(possible.front());
}

void check(const Portfolio& portfolio, Date as_of, const Settings&, Verdicts& out) {
  if (!portfolio.stated_total) {
    out.not_applicable();
    return;
  }
  RupiahSum sum;
  std::vector<Evidence> agreements;
  for (const Grant& grant : portfolio.grants) {
    if (grant.signed_on.first > as_of) continue;
    const std::optional<Terms> terms = certain_amount(grant, as_of);
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
                   // example: tests/rules/P101/fires-91-miliar.case
                   .page = {.what = {"Membandingkan total yang pernah disebut (stated_total) dengan jumlah nilai semua perjanjian "
                                     "yang berlaku pada hari yang ditanyakan. Perjanjian atau adendum yang ditandatangani sesudah "
                                     "hari itu tidak dihitung.",
                                     "It holds a total that somebody stated (stated_total) against the sum of all agreements in "
                                     "force on the day of the question. An agreement or addendum signed after that day does not "
                                     "count."},
                            .why = {"Total yang disebut di rapat atau di berita sering dibulatkan atau memakai angka lama, lalu "
                                    "dikutip terus. Menurut pers, seluruh hibah Pilkada 2024 Kutai Kartanegara Rp103 miliar, padahal "
                                    "bagian-bagiannya, juga menurut pers, tidak berjumlah tepat itu.",
                                    "A total named in a meeting or in the news is often rounded or out of date, and is then quoted "
                                    "on. According to the press, all 2024 election grants of Kutai Kartanegara came to Rp103 "
                                    "miliar, while the parts, from the press as well, do not sum to exactly that."},
                            .example = {"Disebut Rp91 miliar; perjanjian Rp76.055.000.000 dan Rp15.400.000.000 berjumlah "
                                        "Rp91.455.000.000. Selisihnya Rp455.000.000.",
                                        "Rp91 miliar was stated; agreements of Rp76.055.000.000 and Rp15.400.000.000 sum to "
                                        "Rp91.455.000.000. The difference is Rp455.000.000."},
                            .not_proved = {"Temuan ini tidak mengatakan angka mana yang salah. Mungkin ada perjanjian yang belum dicatat "
                                           "di sini, atau totalnya hanya dibulatkan.",
                                           "It does not say which figure is wrong. An agreement may not be recorded here yet, or the total "
                                           "was merely rounded."},
                            .needs = {"Perlu stated_total; tanpa itu aturan ini tidak berlaku. Tanggal perjanjian atau adendum yang "
                                      "tidak lengkap membuatnya tidak dapat dinilai bila jumlahnya bergantung padanya.",
                                      "It needs stated_total; without it the rule does not apply. A date of an agreement or addendum "
                                      "that is not complete makes it not evaluable where the sum depends on it."}}},
          .check_portfolio = check};
}

}  // namespace hibah::rules
