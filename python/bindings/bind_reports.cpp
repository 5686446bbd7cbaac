#include <functional>

#include <libhibah/io/arrow.hpp>
#include <libhibah/reports/derivation.hpp>
#include <libhibah/reports/position.hpp>
#include <libhibah/reports/realisation.hpp>
#include <libhibah/reports/schedule.hpp>
#include <libhibah/reports/trace.hpp>

#include "bound.hpp"

namespace hibah::bindings {
namespace {

py::object cell_value(const Cell& cell) {
  if (const auto* text = std::get_if<std::string>(&cell)) return text_of(*text);
  if (const auto* amount = std::get_if<Rupiah>(&cell)) return py::cast(*amount);
  if (const auto* day = std::get_if<Date>(&cell)) return from_date(*day);
  if (const auto* number = std::get_if<std::int64_t>(&cell)) return py::int_(*number);
  return py::none();
}

py::list column_names(const BoundTable& self) {
  py::list names;
  for (const Column& column : self.table.columns) names.append(text_of(column.name));
  return names;
}

py::list column_values(const BoundTable& self, const Utf8& name) {
  const Column* column = self.table.column(name.bytes);
  if (!column) throw py::key_error(name.bytes);
  py::list values;
  for (const Cell& cell : column->cells) values.append(cell_value(cell));
  return values;
}

py::list to_dicts(const BoundTable& self) {
  py::list rows;
  for (std::size_t row = 0; row < self.table.rows(); ++row) {
    py::dict values;
    for (const Column& column : self.table.columns) values[text_of(column.name)] = cell_value(column.cells[row]);
    rows.append(values);
  }
  return rows;
}

py::dict by_column(const BoundTable& self, const std::function<py::object(std::size_t)>& value) {
  py::dict all;
  for (std::size_t i = 0; i < self.table.columns.size(); ++i) {
    const py::object each = value(i);
    if (each) all[text_of(self.table.columns[i].name)] = each;
  }
  return all;
}

py::dict totals_of(const BoundTable& self) {
  return by_column(self, [&](std::size_t i) {
    const bool has_total = !self.table.totals.empty() && self.table.columns[i].type == ColumnType::amount;
    return has_total ? cell_value(self.table.totals[i]) : py::object();
  });
}

py::dict types_of(const BoundTable& self) {
  return by_column(self, [&](std::size_t i) -> py::object { return py::str(name_of(self.table.columns[i].type)); });
}

py::object arrow_stream(const BoundTable& self, const py::object& /*requested_schema*/) {
  auto stream = std::make_unique<ArrowArrayStream>();
  released([&] { export_table(self.table, *stream); });
  return capsule_of(std::move(stream), "arrow_array_stream");
}

py::object arrow_schema(const BoundTable& self) {
  auto schema = std::make_unique<ArrowSchema>();
  export_schema(self.table, *schema);
  return capsule_of(std::move(schema), "arrow_schema");
}

void bind_table(py::module_& module) {
  TableClass(module, "Table",
             "A report in typed columns. Speaks the Arrow PyCapsule protocol; amounts are decimal128(18, 2), never a float.")
      .def_property_readonly("name", [](const BoundTable& self) { return text_of(self.table.name); })
      .def_property_readonly("title", [](const BoundTable& self) { return message_of(self.table.title); })
      .def_property_readonly("as_of", [](const BoundTable& self) { return self.table.as_of; })
      .def_property_readonly("columns", &column_names)
      .def_property_readonly("types", &types_of, "The type of each column: text, amount, date or number.")
      .def_property_readonly("totals", &totals_of, "Control totals by amount column; None where a figure of the column is unknown.")
      .def_property_readonly(
          "notes", [](const BoundTable& self) { return self.table.notes; }, "What the figures leave out.")
      .def("__len__", [](const BoundTable& self) { return self.table.rows(); })
      .def("__getitem__", &column_values, py::arg("column"), "The values of a column.")
      .def("to_dicts", &to_dicts, "The rows as dicts of Rupiah, date, int, str and None.")
      .def("__arrow_c_stream__", &arrow_stream, py::arg("requested_schema") = py::none())
      .def("__arrow_c_schema__", &arrow_schema)
      .def(
          "to_pandas",
          [](const py::object& self, const py::object& backend) {
            return py::module_::import("hibah.frames").attr("to_pandas")(self, backend);
          },
          py::arg("dtype_backend") = py::none(), "The rows as a pandas DataFrame with exact amounts.")
      .def("__repr__", [](const BoundTable& self) {
        return text_of("<hibah.Table " + self.table.name + " as of " + to_iso(self.table.as_of) + ": " + std::to_string(self.table.rows()) +
                       " rows, " + std::to_string(self.table.columns.size()) + " columns>");
      });
}

BoundTable schedule_of(const Portfolio& self, Date as_of, Language language) {
  return {released([&] { return schedule(self, as_of, language); }), language};
}

BoundTable derivations_of(const Portfolio& self, Date as_of, Language language) {
  return {released([&] { return derivation_table(self, as_of, language); }), language};
}

std::vector<GroupBy> group_of(const WordList& by) {
  std::string keys;
  for (const std::string& word : by.words) keys += (keys.empty() ? "" : ",") + word;
  return by.words.empty() ? std::vector<GroupBy>{} : parse_group_by(keys);
}

BoundTable realisation_of(const Portfolio& self, const WordList& by, Date as_of, Language language) {
  const std::vector<GroupBy> group = group_of(by);
  return {released([&] { return realisation(self, group, as_of); }), language};
}

BoundTable position_of(const Portfolio& self, Date as_of, Language language) {
  return {released([&] { return position(self, as_of); }), language};
}

BoundTable trace_of(const Portfolio& self, const Utf8& subject, Date as_of, Language language) {
  return {released([&] { return trace(self, subject.bytes, as_of, language); }), language};
}

}  // namespace

void bind_reports(py::module_& module) {
  module.def(
      "group_keys",
      [](const WordList& by) {
        py::list keys;
        for (const GroupBy key : group_of(by)) keys.append(py::str(name_of(key)));
        return keys;
      },
      py::arg("by"), "The keys that a realisation may be asked by, checked.");
  bind_table(module);
  bound_class<PortfolioClass>(module, "Portfolio")
      .def("schedule", &schedule_of, py::kw_only(), py::arg("as_of"), py::arg("lang") = "id",
           "For every tranche what was planned, when it was due, what was paid and when.")
      .def("derivations", &derivations_of, py::kw_only(), py::arg("as_of"), py::arg("lang") = "id",
           "How every deadline came about: what it was counted from, each day passed over with its decree, the day that came out.")
      .def("realisation", &realisation_of, py::arg("by"), py::kw_only(), py::arg("as_of"), py::arg("lang") = "id",
           "What was spent against its ceiling, by any of grant, stage, account, payee, month.")
      .def("position", &position_of, py::kw_only(), py::arg("as_of"), py::arg("lang") = "id",
           "Where every grant stands: agreed, disbursed, realised, interest, returned, balance.")
      .def("trace", &trace_of, py::arg("subject"), py::kw_only(), py::arg("as_of"), py::arg("lang") = "id",
           "The money of a grant or of one entry, from the agreement to the return, with running figures, files and rows.");
}

}  // namespace hibah::bindings
