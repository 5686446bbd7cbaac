// libhibah: own rules — rules written in Python, as a check takes them.
#pragma once

#include <memory>
#include <vector>

#include <libhibah/checks/engine.hpp>

#include "bound.hpp"

namespace hibah::bindings {

struct OwnRule;

/// The page of a rule, as "text" or "markdown". Errors: UsageError.
[[nodiscard]] std::string page_of(const RuleInfo& rule, Language language, const Utf8& regulation, bool colour, const Utf8& format);

/// The rules that a check was given beside those of the library. They, and the catalogue made of them, stay within the call.
class OwnRules {
 public:
  /// From None or an iterable of hibah.Rule. Errors: UsageError.
  explicit OwnRules(const py::object& given);
  /// All rules: those of the library, then one's own. Errors: UsageError where a code is taken.
  [[nodiscard]] Catalogue catalogue(const std::shared_ptr<const Portfolio>& portfolio, const CheckOptions& options) const;

  /// The same without the functions: for what is said of rules.
  [[nodiscard]] Catalogue named() const;

 private:
  std::vector<std::shared_ptr<OwnRule>> rules_;
};

}  // namespace hibah::bindings
