// libhibah: bound — values that exist only for Python: a C++ value with what its methods need.
#pragma once

#include <cstddef>
#include <memory>

#include <libhibah/checks/engine.hpp>
#include <libhibah/reports/table.hpp>

#include "pybind.hpp"

namespace hibah::bindings {

/// A table with the language in which it was asked for.
struct BoundTable {
  Table table;
  Language language = Language::id;
};

/// One finding of a report, which it keeps alive.
struct BoundFinding {
  std::shared_ptr<const Report> report;
  std::size_t index = 0;

  [[nodiscard]] const Finding& get() const { return report->findings[index]; }
};

using PortfolioClass = py::class_<Portfolio, std::shared_ptr<Portfolio>>;
using ReportClass = py::class_<Report, std::shared_ptr<Report>>;
using TableClass = py::class_<BoundTable, std::shared_ptr<BoundTable>>;

}  // namespace hibah::bindings
