#include <libhibah/agreement/grant.hpp>
#include <libhibah/journal/portfolio.hpp>

#include "bound.hpp"

namespace hibah::bindings {
namespace {

void bind_grant(py::module_& module) {
  py::class_<Grant>(module, "Grant", "An agreement (NPHD) as first signed, and how many addenda it has.")
      .def_property_readonly("id", [](const Grant& self) { return text_of(self.id); })
      .def_property_readonly("recipient", [](const Grant& self) { return text_of(self.recipient); })
      .def_property_readonly("role", [](const Grant& self) { return name_of(self.role); })
      .def_property_readonly("nphd", [](const Grant& self) { return text_or_none(self.nphd); })
      .def_property_readonly("signed", [](const Grant& self) { return self.signed_on; })
      .def_readonly("amount", &Grant::amount)
      .def_property_readonly("return_account", [](const Grant& self) { return text_of(self.return_account); })
      .def_property_readonly("tranches", [](const Grant& self) { return self.tranches.size(); })
      .def_property_readonly("addenda", [](const Grant& self) { return self.addenda.size(); })
      .def_property_readonly("sources",
                             [](const Grant& self) {
                               py::list sources;
                               for (const std::string& source : self.sources) sources.append(text_of(source));
                               return sources;
                             })
      .def("__repr__", [](const Grant& self) {
        return text_of("<hibah.Grant " + self.id + ": " + self.recipient + ", " + std::string(name_of(self.role)) + ">");
      });
}

std::size_t entries_of(const Portfolio& portfolio) {
  return portfolio.journal ? portfolio.journal->size() : 0;
}

py::dict settings_of(const Portfolio& portfolio) {
  py::dict settings;
  for (const auto& [key, value] : portfolio.settings) settings[text_of(key)] = text_of(value);
  return settings;
}

py::list grants_of(const Portfolio& portfolio) {
  py::list grants;
  for (const Grant& grant : portfolio.grants) grants.append(py::cast(grant));
  return grants;
}

py::list inputs_of(const Portfolio& portfolio) {
  py::list inputs;
  for (const InputFile& input : portfolio.inputs) inputs.append(text_of(input.name));
  return inputs;
}

}  // namespace

void bind_journal(py::module_& module) {
  bind_grant(module);
  PortfolioClass(module, "Portfolio", "All grants of one election in one region, as read from a folder. A value: nothing changes it.")
      .def_property_readonly("name", [](const Portfolio& self) { return text_of(self.name); })
      .def_property_readonly("region", [](const Portfolio& self) { return text_or_none(self.region); })
      .def_property_readonly("grantor", [](const Portfolio& self) { return text_of(self.grantor); })
      .def_property_readonly("election", [](const Portfolio& self) { return text_of(self.timetable.id); })
      .def_property_readonly("regulation", [](const Portfolio& self) { return text_of(self.regulation.id); })
      .def_property_readonly("calendar", [](const Portfolio& self) { return self.calendar; })
      .def_readonly("stated_total", &Portfolio::stated_total)
      .def_property_readonly("settings", &settings_of)
      .def_property_readonly("grants", &grants_of)
      .def_property_readonly("entries", &entries_of, "The number of journal entries.")
      .def_property_readonly("inputs", &inputs_of, "The files that were read.")
      .def("__repr__",
           [](const Portfolio& self) {
             return text_of("<hibah.Portfolio " + self.name + ": " + std::to_string(self.grants.size()) + " grants, " +
                            std::to_string(entries_of(self)) + " entries>");
           })
      .def("_repr_html_", [](const py::object& self) { return py::module_::import("hibah.notebook").attr("portfolio_html")(self); });
}

}  // namespace hibah::bindings
