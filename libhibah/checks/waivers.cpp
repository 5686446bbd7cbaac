#include <libhibah/checks/waivers.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_map>

namespace hibah {

namespace {

/// The form in which people are compared: a blank more inside a name makes nobody else of him.
std::string person(std::string_view name) {
  std::string form;
  for (const char byte : folded(name)) {
    const bool is_blank = byte == ' ' || byte == '\t';
    if (!is_blank) form += byte;
    if (is_blank && !form.ends_with(' ')) form += ' ';
  }
  return form;
}

std::size_t characters(std::string_view text) noexcept {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }));
}

/// The entry that a finding is about: the first that bears it out.
const Evidence* entry_of(const Finding& finding) noexcept {
  const auto found =
      std::find_if(finding.evidence.begin(), finding.evidence.end(), [](const Evidence& evidence) { return evidence.entry != no_entry; });
  return found == finding.evidence.end() ? nullptr : &*found;
}

/// What a waiver asks of a finding, beside rule and grant, as texts in the order of `keys_of`; empty: nothing.
std::vector<std::string> keys_of(const Waiver& waiver) {
  return {waiver.tranche ? std::to_string(*waiver.tranche) : std::string{}, waiver.stage, waiver.account, folded(waiver.voucher),
          waiver.entry};
}

std::vector<std::string> keys_of(const Finding& finding, const Portfolio& portfolio) {
  const Evidence* entry = entry_of(finding);
  return {finding.subject.tranche ? std::to_string(*finding.subject.tranche) : std::string{}, finding.stage, finding.account,
          entry ? folded(portfolio.journal->text(entry->entry, JournalColumn::voucher)) : std::string{},
          entry ? entry->entry_id : std::string{}};
}

/// Whether the keys that a waiver gives are those of the finding. What could not be judged perhaps is what the waiver means where the
/// finding leaves a key open.
bool fits(const std::vector<std::string>& asked, const std::vector<std::string>& there, bool is_open) {
  for (std::size_t i = 0; i < asked.size(); ++i) {
    if (asked[i].empty() || asked[i] == there[i]) continue;
    if (!is_open || !there[i].empty()) return false;
  }
  return true;
}

class Waivers {
 public:
  Waivers(const Portfolio& portfolio, Date as_of, const Catalogue& catalogue, std::span<const Rule* const> ran) : portfolio_(&portfolio) {
    for (const Waiver& waiver : *portfolio.waivers) {
      WaiverUse use{
          .waiver = &waiver, .is_issued = waiver.issued <= as_of, .is_expired = waiver.expires < as_of, .faults = faults_of(waiver)};
      const Rule* rule = catalogue.find(waiver.rule);
      use.is_rule_known = rule != nullptr;
      use.is_about_waivers = rule != nullptr && rule->check_waivers != nullptr;
      use.has_rule_run = rule != nullptr && !use.is_about_waivers && std::find(ran.begin(), ran.end(), rule) != ran.end();
      if (use.is_issued && use.has_rule_run) {
        by_place_[place_of(waiver.rule, waiver.grant ? std::string_view(portfolio.grants[*waiver.grant].id) : std::string_view{})]
            .push_back(uses_.size());
      }
      keys_.push_back(keys_of(waiver));
      shared_.push_back(std::make_shared<const Waiver>(waiver));
      uses_.push_back(use);
    }
  }

  void look_at(Finding& finding) {
    finding.waiver = nullptr;  // an earlier report's
    const auto candidates = by_place_.find(place_of(finding.rule, finding.grant));
    if (candidates == by_place_.end()) return;
    const bool is_open = finding.state == State::not_evaluable;
    const std::vector<std::string> there = keys_of(finding, *portfolio_);
    for (const std::size_t number : candidates->second) {
      if (!fits(keys_[number], there, is_open)) continue;
      WaiverUse& use = uses_[number];
      if (is_open) {
        use.may_match = true;
        continue;
      }
      ++use.matched;
      if (!finding.waiver && !use.is_expired && !use.faults.any()) finding.waiver = shared_[number];
    }
  }

  [[nodiscard]] std::vector<WaiverUse> take() { return std::move(uses_); }

 private:
  const std::string& place_of(std::string_view rule, std::string_view grant) {
    place_.assign(rule);
    place_ += '\x1f';
    place_ += grant;
    return place_;
  }

  const Portfolio* portfolio_;
  std::vector<WaiverUse> uses_;
  std::vector<std::vector<std::string>> keys_;
  std::vector<std::shared_ptr<const Waiver>> shared_;
  std::unordered_map<std::string, std::vector<std::size_t>> by_place_;  // rule and grant
  std::string place_;                                                   // the last one asked for
};

}  // namespace

WaiverFaults faults_of(const Waiver& waiver) {
  return {.approves_itself = person(waiver.approved_by) == person(waiver.requested_by),
          .has_short_justification = characters(trimmed(waiver.justification)) < shortest_justification,
          .runs_too_long = waiver.expires - waiver.issued > longest_waiver_days};
}

std::vector<WaiverUse> apply_waivers(const Portfolio& portfolio, Date as_of, const Catalogue& catalogue, std::span<const Rule* const> ran,
                                     Findings& findings) {
  if (!portfolio.waivers) return {};
  Waivers waivers(portfolio, as_of, catalogue, ran);
  for (Finding& finding : findings) waivers.look_at(finding);
  return waivers.take();
}

}  // namespace hibah
