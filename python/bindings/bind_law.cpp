#include <libhibah/law/basis.hpp>

#include "pybind.hpp"

namespace hibah::bindings {

void bind_law(py::module_& module) {
  py::class_<Basis> basis(module, "Basis", "What a rule rests on, and how well that was verified.");
  basis.def_property_readonly("instrument", [](const Basis& self) { return text_or_none(self.instrument); })
      .def_property_readonly("article", [](const Basis& self) { return text_or_none(self.article); })
      .def_property_readonly("mark", [](const Basis& self) { return self.mark ? text_or_none(name_of(*self.mark)) : py::none(); })
      .def_property_readonly("source", [](const Basis& self) { return text_or_none(self.source); })
      .def("__repr__", [](const Basis& self) {
        const std::string mark(self.mark ? " [" + std::string(name_of(*self.mark)) + "]" : "");
        return text_of("<hibah.Basis " + self.instrument + (self.article.empty() ? "" : " " + self.article) + mark + ">");
      });
  add_mapping(basis, {{"instrument", "instrument"}, {"article", "article"}, {"mark", "mark"}});
}

}  // namespace hibah::bindings
