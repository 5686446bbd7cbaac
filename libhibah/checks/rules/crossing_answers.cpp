#include <libhibah/checks/rules/crossing_answers.hpp>

#include <algorithm>
#include <utility>
#include <vector>

#include <libhibah/checks/missing.hpp>
#include <libhibah/money/notation.hpp>

namespace hibah::rules {

std::vector<bool> paying_grants(const Portfolio& portfolio, Date as_of, const Needs& needs,
                                const std::function<void(std::uint32_t grant, Message reason)>& tell) {
  std::vector<bool> takes_part(portfolio.grants.size());
  for (std::uint32_t g = 0; g < portfolio.grants.size(); ++g) {
    const Grant& grant = portfolio.grants[g];
    if (grant.signed_on.first > as_of) continue;
    std::vector<ReversalVerdict> reversals;
    auto missing = what_is_missing(portfolio, grant, needs, [&]() -> const std::vector<ReversalVerdict>& {
      if (!portfolio.journal->has(JournalColumn::reverses)) reversals = reversals_on(*portfolio.journal, g, as_of).verdicts;
      return reversals;
    });
    if (grant.signed_on.last > as_of) missing = signing_uncertain(grant, as_of);
    if (missing) {
      tell(g, std::move(*missing));
    } else {
      takes_part[g] = true;
    }
  }
  return takes_part;
}

void tell_crossing(Finding& finding, const CrossingGroup& group, std::span<const CrossingSource> sources, std::int64_t days,
                   const std::function<std::string(const CrossingPayment&)>& unit) {
  const CrossingPayment& first = group.payments.front();
  const Portfolio& portfolio = *sources[first.source].portfolio;
  const Journal& journal = *portfolio.journal;
  const std::string payee(portfolio.words.payee.text(journal.payee(first.entry)));
  Subject subject;
  if (journal.stage(first.entry) != 0) subject.stage = journal.stage(first.entry);
  if (journal.account(first.entry) != 0) subject.account = journal.account(first.entry);
  identify(finding, portfolio, subject, folded(payee) + '\x1f' + to_plain(journal.amount(first.entry)));
  std::vector<std::string> units;
  for (const CrossingPayment& payment : group.payments) {
    finding.evidence.push_back(evidence_of(*sources[payment.source].portfolio->journal, payment.entry, "amount"));
    std::string name = unit(payment);
    if (std::find(units.begin(), units.end(), name) == units.end()) units.push_back(std::move(name));
  }
  std::string names;
  for (const std::string& name : units) names += (names.empty() ? "" : ", ") + name;
  say(finding,
      {"{payee} menerima {amount} untuk hal yang sama dari {units}, berjarak paling jauh {days} hari",
       "{payee} got {amount} for the same thing from {units}, at most {days} days apart"},
      {{"payee", word(payee)},
       {"amount", rp(journal.amount(first.entry))},
       {"units", word(names)},
       {"days", count(static_cast<std::uint64_t>(days))}});
}

Message crossing_unknown() {
  return {"tanggal tidak lengkap: tidak pasti apakah pembayaran yang sama berdekatan",
          "a date is not complete: whether equal payments are near each other is uncertain"};
}

}  // namespace hibah::rules
