// libhibah: Catalogue — the rules that a check runs, in fixed order.
#pragma once

// A catalogue is a value: `builtin_catalogue()` gives the rules of this library; an application may add its own to a copy. There is no
// global registry. Codes are permanent: never reused, never renumbered.

#include <string>
#include <string_view>
#include <vector>

#include <libhibah/checks/rule.hpp>

namespace hibah {

class Catalogue {
 public:
  Catalogue() = default;
  /// Errors: UsageError where the code is taken or is not a letter-and-digits word.
  void add(Rule rule);
  [[nodiscard]] const std::vector<Rule>& rules() const noexcept { return rules_; }
  [[nodiscard]] const Rule* find(std::string_view code) const noexcept;
  /// The rules named by `select` (all where empty) less those named by `ignore`; a name is a code, or the beginning of codes
  /// ("T", "T2"). Errors: UsageError unknown_rule with the nearest code.
  [[nodiscard]] std::vector<const Rule*> chosen(const std::vector<std::string>& select, const std::vector<std::string>& ignore) const;

 private:
  std::vector<Rule> rules_;
};

[[nodiscard]] Catalogue builtin_catalogue();

}  // namespace hibah
