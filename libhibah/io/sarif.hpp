// libhibah: SARIF — a report in the Static Analysis Results Interchange Format, version 2.1.0.
#pragma once

// For viewers and pipelines that know nothing of grants. A fail is a result of kind `fail` with the level of its severity; what could not
// be judged is of kind `open`. What passed or did not apply has one result a rule, of kind `pass` or `notApplicable`, with the number of
// subjects in its properties. A waived finding has an accepted suppression with its justification. Where the report was held against an
// earlier one, results have a baselineState; those that are gone are `absent`. Fingerprints are ours, under "hibah/v1".

#include <string>

#include <libhibah/checks/catalogue.hpp>
#include <libhibah/checks/engine.hpp>

namespace hibah {

/// `catalogue` has the pages of the rules; one that it does not have is described by its title alone. Files are relative to the portfolio
/// folder, PORTFOLIO.
[[nodiscard]] std::string to_sarif(const Report& report, const Catalogue& catalogue, Language language = Language::id);

}  // namespace hibah
