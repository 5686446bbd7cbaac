#include <libhibah/checks/rules/waiver_answers.hpp>

#include <algorithm>
#include <string>

namespace hibah::rules {

namespace {

/// What tells a waiver from others, its row apart.
std::string key_of(const Waiver& waiver) {
  std::string key = waiver.rule;
  for (const std::string& part : {waiver.stage, waiver.account, waiver.voucher, waiver.entry, to_iso(waiver.issued)}) {
    key += '\x1f';
    key += part;
  }
  return key;
}

bool are_alike(const Waiver& a, const Waiver& b) {
  return a.grant == b.grant && a.tranche == b.tranche && key_of(a) == key_of(b);
}

}  // namespace

void for_each_issued(std::span<const WaiverUse> uses, Verdicts& out, const std::function<void(const WaiverUse&)>& judge) {
  if (uses.empty()) out.not_applicable();
  for (const WaiverUse& use : uses) {
    if (use.is_issued) {
      judge(use);
    } else {
      out.not_applicable();
    }
  }
}

void place_waiver(Finding& finding, const Portfolio& portfolio, std::span<const WaiverUse> uses, const WaiverUse& use,
                  std::string_view column) {
  const Waiver& waiver = *use.waiver;
  const auto ordinal = std::count_if(uses.data(), &use, [&](const WaiverUse& other) { return are_alike(*other.waiver, waiver); });
  Subject subject{.grant = waiver.grant};
  if (waiver.tranche) subject.tranche = static_cast<int>(*waiver.tranche);
  identify(finding, portfolio, subject, key_of(waiver) + '\x1f' + std::to_string(ordinal + 1));
  // Beside the fingerprint: whether the portfolio has these words makes no difference to it.
  if (const WordId stage = portfolio.words.stage.find(waiver.stage)) finding.subject.stage = stage;
  if (const WordId account = portfolio.words.account.find(waiver.account)) finding.subject.account = account;
  finding.stage = waiver.stage;
  finding.account = waiver.account;
  finding.evidence.push_back(evidence_at(waiver.where, column));
}

Message waiver_name(const Portfolio& portfolio, const Waiver& waiver) {
  std::string name = waiver.rule;
  if (waiver.grant) name += " " + portfolio.grants[*waiver.grant].id;
  return same(name);
}

}  // namespace hibah::rules
