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

/// The columns of a portfolio's journal, which they keep alive.
struct BoundJournal {
  std::shared_ptr<const Portfolio> portfolio;
};

/// One finding of a report, which it keeps alive.
struct BoundFinding {
  std::shared_ptr<const Finding> finding;  // keeps its report
  std::optional<Change> change = {};       // since the report that its report was held against

  [[nodiscard]] const Finding& get() const noexcept { return *finding; }
};

/// The waiver of a finding, which lives as long as somebody holds it.
struct BoundWaiver {
  std::shared_ptr<const Waiver> waiver;

  const Waiver* operator->() const noexcept { return waiver.get(); }
};

using PortfolioClass = py::class_<Portfolio, std::shared_ptr<Portfolio>>;
using ReportClass = py::class_<Report, std::shared_ptr<Report>>;
using TableClass = py::class_<BoundTable, std::shared_ptr<BoundTable>>;

/// A capsule that gives back what nobody took over.
template <class Structure>
py::object capsule_of(std::unique_ptr<Structure> structure, const char* name) {
  PyObject* capsule = PyCapsule_New(structure.get(), name, [](PyObject* self) {
    auto* kept = static_cast<Structure*>(PyCapsule_GetPointer(self, PyCapsule_GetName(self)));
    if (!kept) {
      PyErr_WriteUnraisable(self);
      return;
    }
    if (kept->release) kept->release(kept);
    delete kept;
  });
  if (!capsule) {
    structure->release(structure.get());
    throw py::error_already_set();
  }
  static_cast<void>(structure.release());
  return py::reinterpret_steal<py::object>(capsule);
}

}  // namespace hibah::bindings
