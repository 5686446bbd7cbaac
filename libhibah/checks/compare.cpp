#include <libhibah/checks/compare.hpp>

#include <algorithm>
#include <unordered_map>

#include <libhibah/checks/engine.hpp>

namespace hibah {

namespace {

/// The findings of each fingerprint, the first one last, so that it is taken first.
std::unordered_map<std::string_view, std::vector<const Finding*>> by_fingerprint(const Report& report) {
  std::unordered_map<std::string_view, std::vector<const Finding*>> findings;
  for (const Finding& finding : report.findings) findings[finding.fingerprint].push_back(&finding);
  for (auto& [fingerprint, list] : findings) std::reverse(list.begin(), list.end());
  return findings;
}

bool are_alike(const Finding& a, const Finding& b) {
  return a.state == b.state && a.severity == b.severity && a.subjects == b.subjects && (a.waiver == nullptr) == (b.waiver == nullptr) &&
         to_text(a.expected) == to_text(b.expected) && to_text(a.actual) == to_text(b.actual);
}

}  // namespace

std::string_view name_of(Change change) noexcept {
  switch (change) {
    case Change::added:
      return "new";
    case Change::changed:
      return "changed";
    case Change::unchanged:
      return "unchanged";
    case Change::gone:
      return "gone";
  }
  return {};
}

Change FindingPair::change() const {
  if (!before) return Change::added;
  if (!after) return Change::gone;
  return are_alike(*before, *after) ? Change::unchanged : Change::changed;
}

bool FindingPair::is_new_fail() const noexcept {
  return after && is_open_fail(*after) && !(before && is_open_fail(*before));
}

std::vector<FindingPair> compare(const Report& before, const Report& after) {
  auto open = by_fingerprint(before);
  std::vector<FindingPair> pairs;
  pairs.reserve(after.findings.size());
  for (const Finding& finding : after.findings) {
    FindingPair& pair = pairs.emplace_back();
    pair.after = &finding;
    const auto found = open.find(finding.fingerprint);
    if (found == open.end() || found->second.empty()) continue;
    pair.before = found->second.back();
    found->second.pop_back();
  }
  for (const Finding& finding : before.findings) {
    std::vector<const Finding*>& left = open.at(finding.fingerprint);
    if (left.empty() || left.back() != &finding) continue;
    pairs.push_back({&finding, nullptr});
    left.pop_back();
  }
  return pairs;
}

Baseline held_against(const Report& after, const Report& before) {
  Baseline baseline{before.portfolio, before.as_of, before.sha256, {}, {}, 0};
  baseline.changes.reserve(after.findings.size());
  for (const FindingPair& pair : compare(before, after)) {
    if (pair.after) {
      baseline.changes.push_back(pair.change());
    } else {
      baseline.gone.push_back(*pair.before);
    }
    if (pair.is_new_fail()) ++baseline.new_fails;
  }
  return baseline;
}

}  // namespace hibah
