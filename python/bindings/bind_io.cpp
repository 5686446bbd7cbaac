#include <libhibah/calendar/deadline.hpp>
#include <libhibah/checks/catalogue.hpp>
#include <libhibah/io/json.hpp>
#include <libhibah/io/law_reader.hpp>
#include <libhibah/io/portfolio_reader.hpp>
#include <libhibah/io/portfolio_writer.hpp>
#include <libhibah/io/render.hpp>
#include <libhibah/io/report_reader.hpp>
#include <libhibah/io/sarif.hpp>

#include "bound.hpp"
#include "own_rules.hpp"

namespace hibah::bindings {
namespace {

constexpr std::size_t page_width = 100;

/// A deadline with its reckoning: what `hibah.deadline` gives.
struct ReckonedDeadline {
  Deadline deadline;
  Reckoning reckoning;
};

ReckonedDeadline reckoned(const Utf8& text, const std::optional<WorkCalendar>& calendar) {
  Deadline deadline = parse_deadline(text.bytes);
  Reckoning reckoning = reckon(deadline, calendar ? *calendar : builtin_calendar());
  return {std::move(deadline), std::move(reckoning)};
}

/// Runs a renderer without the lock and hands its text over.
template <class Render>
py::str rendered(Render&& render) {
  return text_of(released(std::forward<Render>(render)));
}

void bind_deadline(py::module_& module) {
  using Self = ReckonedDeadline;
  py::class_<Self>(module, "Deadline", "A deadline expression, reckoned, with every day that was skipped.")
      .def_property_readonly("expression", [](const Self& self) { return text_of(self.deadline.text); })
      .def_property_readonly(
          "anchor", [](const Self& self) { return self.reckoning.anchor; }, "The day that was counted from.")
      .def_property_readonly(
          "date", [](const Self& self) { return self.reckoning.date; }, "The deadline: the last day that is in time.")
      .def_property_readonly(
          "skipped", [](const Self& self) { return self.reckoning.skipped; }, "Every day that was passed over, in order.")
      .def("to_json", [](const Self& self) { return text_of(to_json(self.deadline, self.reckoning)); })
      .def(
          "to_text",
          [](const Self& self, Language language, bool colour) {
            return text_of(to_text(self.deadline, self.reckoning, TextStyle{language, colour, page_width}));
          },
          py::arg("lang") = "id", py::kw_only(), py::arg("colour") = false)
      .def("__str__", [](const Self& self) { return text_of(to_text(self.deadline, self.reckoning, TextStyle{})); })
      .def("__repr__", [](const Self& self) {
        return text_of("<hibah.Deadline " + self.deadline.text + " = " + to_iso(self.reckoning.date) + ", " +
                       std::to_string(self.reckoning.skipped.size()) + " days skipped>");
      });
  module.def("deadline", &reckoned, py::arg("expression"), py::arg("calendar") = py::none(),
             "Reckons a deadline that needs nothing but itself, such as \"2025-03-19 + 14 working days\".");
}

void bind_law_files(py::module_& module) {
  module.def(
      "calendar", [](const Utf8& id) { return builtin_calendar(id.bytes); }, py::arg("id") = "indonesia",
      "A built-in calendar of working days.");
  module.def(
      "builtin_text", [](const Utf8& kind, const Utf8& id) { return text_of(builtin_text(kind.bytes, id.bytes)); }, py::arg("kind"),
      py::arg("id"), "The text of a built-in timetable, regulation or calendar (TOML), or schema (JSON).");
}

/// How CSV is gone through: for comparing the ways with each other, all of which give the same.
ScanWidth scan_width(std::string_view name) {
  constexpr std::pair<std::string_view, ScanWidth> widths[] = {{"best", ScanWidth::best},       {"plain", ScanWidth::plain},
                                                               {"bytes", ScanWidth::plain},     {"bits128", ScanWidth::bits128},
                                                               {"bits256", ScanWidth::bits256}, {"bits512", ScanWidth::bits512}};
  for (const auto& [known, width] : widths) {
    if (name == known) return width;
  }
  throw UsageError(ErrorCode::unknown_name, "_scan is one of best, plain, bytes, bits128, bits256, bits512");
}

UsageError unknown_rule(const Catalogue& catalogue, const std::string& code) {
  std::vector<std::string_view> codes;
  for (const Rule& rule : catalogue.rules()) codes.push_back(rule.info.code);
  const std::string_view near = nearest(code, codes);
  return {ErrorCode::unknown_rule, shortened(code) + (near.empty() ? "" : " (" + std::string(near) + "?)")};
}

void bind_rule_pages(py::module_& module) {
  module.def(
      "rules_text",
      [](Language language, bool settings, bool colour, const py::object& rules) {
        const OwnRules own(rules);
        return text_of(rules_text(own.named(), settings, TextStyle{language, colour, page_width}));
      },
      py::arg("lang") = "id", py::kw_only(), py::arg("settings") = false, py::arg("colour") = false, py::arg("rules") = py::none(),
      "Every rule with its severity and title; `settings` adds the thresholds.");
  module.def(
      "explain",
      [](const Utf8& code, Language language, const Utf8& regulation, bool colour, const Utf8& format) {
        const Catalogue catalogue = builtin_catalogue();
        const Rule* rule = catalogue.find(code.bytes);
        if (!rule) throw unknown_rule(catalogue, code.bytes);
        return text_of(page_of(rule->info, language, regulation, colour, format));
      },
      py::arg("code"), py::arg("lang") = "id", py::kw_only(), py::arg("regulation") = "permendagri-41-2020", py::arg("colour") = false,
      py::arg("format") = "text", "The page of a rule: what, why, example, what it does not prove, what it needs, its legal basis.");
}

void add_report_renderers(const py::module_& module) {
  bound_class<ReportClass>(module, "Report")
      .def(
          "to_json", [](const Report& self, Language language) { return rendered([&] { return to_json(self, language); }); },
          py::arg("lang") = "id", "The report as JSON text, byte-stable.")
      .def(
          "to_sarif",
          [](const Report& self, Language language) { return rendered([&] { return to_sarif(self, builtin_catalogue(), language); }); },
          py::arg("lang") = "id", "The report as SARIF 2.1.0, for viewers and pipelines that know nothing of grants.")
      .def(
          "to_csv", [](const Report& self, Language language) { return rendered([&] { return to_csv(self, language); }); },
          py::arg("lang") = "id", "One row a finding.")
      .def(
          "to_text",
          [](const Report& self, Language language, bool colour) {
            return rendered([&] { return to_text(self, TextStyle{language, colour, page_width}); });
          },
          py::arg("lang") = "id", py::kw_only(), py::arg("colour") = false, "The report for people, in lines of at most 100 columns.")
      .def(
          "to_html", [](const Report& self, Language language) { return rendered([&] { return to_html(self, language); }); },
          py::arg("lang") = "id", "An HTML fragment.")
      .def("_repr_html_", [](const Report& self) { return rendered([&] { return to_html(self, Language::id); }); })
      .def("__str__", [](const Report& self) { return rendered([&] { return to_text(self, TextStyle{}); }); });
}

void bind_report_files(py::module_& module) {
  module.def(
      "load_reports",
      [](const py::object& path) {
        const std::string name = path_of(path);
        std::vector<std::shared_ptr<Report>> reports;
        for (Report& report : released([&] { return read_reports(name); })) reports.push_back(shared_with_python(std::move(report)));
        return reports;
      },
      py::arg("path"), "The reports of a JSON file that `hibah check` wrote: one, or those of several folders.");
}

void add_table_renderers(const py::module_& module) {
  const auto chosen = [](const BoundTable& self, const py::object& language) {
    return language.is_none() ? self.language : to_language(language);
  };
  bound_class<TableClass>(module, "Table")
      .def(
          "to_json", [](const BoundTable& self) { return rendered([&] { return to_json(self.table); }); },
          "The table as JSON text, byte-stable.")
      .def(
          "to_csv", [](const BoundTable& self) { return rendered([&] { return to_csv(self.table); }); }, "Plain amounts, ISO dates.")
      .def(
          "to_text",
          [chosen](const BoundTable& self, const py::object& language, bool colour) {
            const TextStyle style{chosen(self, language), colour, page_width};
            return rendered([&] { return to_text(self.table, style); });
          },
          py::arg("lang") = py::none(), py::kw_only(), py::arg("colour") = false, "The table for people, in lines of at most 100 columns.")
      .def(
          "to_html",
          [chosen](const BoundTable& self, const py::object& language) {
            const Language in = chosen(self, language);
            return rendered([&] { return to_html(self.table, in); });
          },
          py::arg("lang") = py::none(), "An HTML fragment.")
      .def("_repr_html_", [](const BoundTable& self) { return rendered([&] { return to_html(self.table, self.language); }); })
      .def("__str__", [](const BoundTable& self) {
        return rendered([&] { return to_text(self.table, TextStyle{self.language, false, page_width}); });
      });
}

}  // namespace

void bind_io(py::module_& module) {
  module.def(
      "load",
      [](const py::object& path, bool keep_ids, const Whole& threads, const py::object& progress, const Utf8& scan) {
        const std::string folder = path_of(path);
        LoadOptions options;
        options.threads = to_threads(threads);
        options.progress = to_progress(progress, "bytes");
        options.width = scan_width(scan.bytes);
        options.plain = scan.bytes == "plain";
        options.keep_ids = keep_ids;
        return shared_with_python(released([&] { return load(folder, options); }));
      },
      py::arg("path"), py::kw_only(), py::arg("keep_ids") = false, py::arg("threads") = 0, py::arg("progress") = py::none(),
      py::arg("_scan") = "best",
      "Reads a portfolio folder, or says everything that is wrong with it (InputError). `progress(done, total)` is told the bytes of the "
      "file being read, and True shows them; Ctrl-C or anything that it raises stops the reading.");
  bound_class<PortfolioClass>(module, "Portfolio")
      .def(
          "save",
          [](const Portfolio& self, const py::object& path) {
            const std::string folder = path_of(path);
            released([&] {
              save(self, folder);
              return true;
            });
          },
          py::arg("path"), "Writes the portfolio as a folder that loads the same again; refuses one that holds a portfolio.")
      .def(
          "derivations_text",
          [](const Portfolio& self, Date as_of, Language language, bool colour) {
            return rendered([&] { return to_text(derivations(self, as_of), self, TextStyle{language, colour, page_width}); });
          },
          py::kw_only(), py::arg("as_of"), py::arg("lang") = "id", py::arg("colour") = false, "The derivations for people.");
  module.def(
      "problems_text",
      [](const std::vector<Problem>& problems, std::uint64_t total, Language language) {
        return text_of(to_text(InputError(problems, total), language));
      },
      py::arg("problems"), py::arg("total"), py::arg("lang"), "Every problem of an input, one a line, with the count.");
  bind_deadline(module);
  bind_law_files(module);
  bind_rule_pages(module);
  bind_report_files(module);
  add_report_renderers(module);
  add_table_renderers(module);
}

}  // namespace hibah::bindings
