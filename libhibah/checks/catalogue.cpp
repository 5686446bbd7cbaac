#include <libhibah/checks/catalogue.hpp>

#include <algorithm>
#include <utility>

#include <libhibah/base/error.hpp>
#include <libhibah/checks/rules/rules.hpp>

namespace hibah {

namespace {

bool is_code(std::string_view code) noexcept {
  return !code.empty() && std::all_of(code.begin(), code.end(), [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); });
}

}  // namespace

void Catalogue::add(Rule rule) {
  if (!is_code(rule.info.code)) throw UsageError(ErrorCode::invalid_argument, "a rule's code is made of capital letters and digits");
  if (find(rule.info.code)) throw UsageError(ErrorCode::invalid_argument, "the code " + std::string(rule.info.code) + " is taken");
  rules_.push_back(std::move(rule));
}

const Rule* Catalogue::find(std::string_view code) const noexcept {
  const auto found = std::find_if(rules_.begin(), rules_.end(), [&](const Rule& rule) { return rule.info.code == code; });
  return found == rules_.end() ? nullptr : &*found;
}

std::vector<const Rule*> Catalogue::chosen(const std::vector<std::string>& select, const std::vector<std::string>& ignore) const {
  const auto named_by = [](const Rule& rule, const std::vector<std::string>& names) {
    return std::any_of(names.begin(), names.end(), [&](const std::string& name) { return rule.info.code.starts_with(name); });
  };
  for (const auto* names : {&select, &ignore}) {
    for (const std::string& name : *names) {
      const bool is_known =
          !name.empty() && std::any_of(rules_.begin(), rules_.end(), [&](const Rule& rule) { return rule.info.code.starts_with(name); });
      if (is_known) continue;
      std::vector<std::string_view> codes;
      for (const Rule& rule : rules_) codes.push_back(rule.info.code);
      const std::string_view near = nearest(name, codes);
      throw UsageError(ErrorCode::unknown_rule, name + (near.empty() ? "" : " (" + std::string(near) + "?)"));
    }
  }
  std::vector<const Rule*> chosen;
  for (const Rule& rule : rules_) {
    if ((select.empty() || named_by(rule, select)) && !named_by(rule, ignore)) chosen.push_back(&rule);
  }
  return chosen;
}

Catalogue builtin_catalogue() {
  Catalogue catalogue;
  for (const auto make : rules::all) catalogue.add(make());
  return catalogue;
}

}  // namespace hibah
