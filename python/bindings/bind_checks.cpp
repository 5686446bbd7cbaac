#include <libhibah/checks/across.hpp>
#include <libhibah/checks/catalogue.hpp>
#include <libhibah/checks/engine.hpp>
#include <libhibah/io/change_reader.hpp>
#include <libhibah/io/evidence.hpp>
#include <libhibah/money/notation.hpp>

#include <libhibah/reports/comparison.hpp>
#include <libhibah/reports/profile.hpp>
#include <libhibah/reports/what_if.hpp>

#include "bound.hpp"
#include "gauge.hpp"
#include "own_rules.hpp"

namespace hibah::bindings {
namespace {

py::object measure_text(const Measure& measure) {
  const std::optional<std::string> text = to_text(measure);
  return text ? py::object(text_of(*text)) : py::none();
}

py::object measure_value(const Measure& measure) {
  if (const auto* amount = std::get_if<Rupiah>(&measure)) return py::cast(*amount);
  if (const auto* ratio = std::get_if<Ratio>(&measure)) return to_fraction(*ratio);
  if (const auto* span = std::get_if<DateSpan>(&measure)) return from_span(*span);
  if (const auto* number = std::get_if<std::int64_t>(&measure)) return py::int_(*number);
  return py::none();
}

/// Counts of the states: of a rule, or (without a rule) of the whole report.
struct Summary {
  RuleCount count;
  bool complete = true;
};

/// A setting as it may be written: a text, a whole number, True or False, an amount.
std::string setting_text(py::handle value) {
  if (PyUnicode_Check(value.ptr())) return bytes_of(value);
  if (PyBool_Check(value.ptr())) return value.cast<bool>() ? "true" : "false";
  if (py::isinstance<Rupiah>(value)) return to_plain(value.cast<Rupiah>());
  return std::to_string(to_whole(value).value);
}

std::map<std::string, std::string> settings_of(const py::object& settings) {
  std::map<std::string, std::string> texts;
  if (settings.is_none()) return texts;
  for (const auto& [key, value] : py::dict(settings)) {
    if (!PyUnicode_Check(key.ptr())) throw UsageError(ErrorCode::invalid_argument, "the keys of settings are texts, not " + type_name(key));
    texts.emplace(bytes_of(key), setting_text(value));
  }
  return texts;
}

CheckOptions options_of(Date as_of, WordList select, WordList ignore, const py::object& settings, const Whole& threads,
                        const py::object& progress, bool profile) {
  CheckOptions options;
  options.as_of = as_of;
  options.select = std::move(select.words);
  options.ignore = std::move(ignore.words);
  options.threads = to_threads(threads);
  options.progress = to_progress(progress, "grants");
  options.settings = settings_of(settings);
  if (profile) options.clock = thread_time;
  return options;
}

Phase phase(const char* name, const Gauge& begun, const Gauge& ended) {
  return {name, ended.microseconds - begun.microseconds, ended.peak_bytes};
}

std::shared_ptr<Report> checked(const std::shared_ptr<Portfolio>& portfolio, Date as_of, WordList select, WordList ignore,
                                const py::object& settings, const Report* after, const Report* baseline, const py::object& rules,
                                const Whole& threads, const py::object& progress, bool profile) {
  const Portfolio& self = *portfolio;
  CheckOptions options = options_of(as_of, std::move(select), std::move(ignore), settings, threads, progress, profile);
  options.after = after;
  const OwnRules own(rules);
  const Catalogue catalogue = own.catalogue(portfolio, options);
  return shared_with_python(released([&] {
    const Gauge begun = gauge();
    Report report = check(self, catalogue, options);
    const Gauge answered = gauge();
    attach_raw(report, [&] { options.progress(self.grants.size(), self.grants.size()); });
    if (baseline) report.baseline = held_against(report, *baseline);
    if (report.profile) report.profile->phases = {phase("check", begun, answered), phase("evidence", answered, gauge())};
    return report;
  }));
}

std::shared_ptr<Report> checked_across(const py::object& portfolios, Date as_of, const py::object& settings, const py::object& progress) {
  std::vector<std::shared_ptr<Portfolio>> held;  // as long as the check looks at them
  std::vector<NamedPortfolio> named;
  for (const auto& [name, portfolio] : py::dict(portfolios)) {
    if (!PyUnicode_Check(name.ptr()))
      throw UsageError(ErrorCode::invalid_argument, "the names of portfolios are texts, not " + type_name(name));
    held.push_back(portfolio.cast<std::shared_ptr<Portfolio>>());
    named.push_back({bytes_of(name), held.back().get()});
  }
  AcrossOptions options{as_of, settings_of(settings), to_progress(progress, "grants")};
  return shared_with_python(released([&] {
    Report report = check_across(named, options);
    attach_raw(report, [&] {
      if (options.progress) options.progress(0, 1);
    });
    return report;
  }));
}

/// A path, or the id of a built-in file; empty where there is none.
std::string named_file(const py::object& name) {
  return name.is_none() ? std::string{} : path_of(name);
}

BoundTable what_if_of(const Portfolio& self, Date as_of, const std::optional<Date>& voting, const py::object& timetable,
                      const py::object& regulation, const py::object& addendum, Language language, const Whole& threads) {
  const Changes changes{voting, named_file(timetable), named_file(regulation), named_file(addendum)};
  const bool is_nothing = !voting && timetable.is_none() && regulation.is_none() && addendum.is_none();
  if (is_nothing) throw UsageError(ErrorCode::invalid_argument, "what_if needs one of voting, timetable, regulation, addendum");
  WhatIfOptions options{as_of, language, to_threads(threads)};
  return {released([&] { return what_if(self, changed(self, changes, as_of), builtin_catalogue(), options); }), language};
}

void bind_evidence(py::module_& module) {
  py::class_<Evidence> evidence(module, "Evidence", "A cell that bears a finding out.");
  evidence.def_property_readonly("file", [](const Evidence& self) { return text_or_none(self.file); })
      .def_property_readonly("row",
                             [](const Evidence& self) { return self.where.row == 0 ? py::object(py::none()) : py::int_(self.where.row); })
      .def_property_readonly("column", [](const Evidence& self) { return text_or_none(self.column); })
      .def_property_readonly("raw", [](const Evidence& self) { return self.raw ? py::object(text_of(*self.raw)) : py::none(); })
      .def_property_readonly("entry", [](const Evidence& self) { return text_or_none(self.entry_id); })
      .def_property_readonly("extra",
                             [](const Evidence& self) {
                               py::dict extra;
                               for (const auto& [column, text] : self.extra) extra[text_of(column)] = text_of(text);
                               return extra;
                             })
      .def("__repr__", [](const Evidence& self) {
        std::string place = self.file + (self.where.row == 0 ? "" : ":" + std::to_string(self.where.row));
        if (!self.column.empty()) place += " " + self.column;
        return text_of("<hibah.Evidence " + place + (self.raw ? " \"" + shortened(*self.raw) + "\"" : "") + ">");
      });
  add_mapping(evidence, {{"file", "file"}, {"row", "row"}, {"column", "column"}, {"raw", "raw"}, {"entry", "entry"}, {"extra", "extra"}},
              "extra");
}

std::string repr_of(const Finding& finding) {
  std::string text =
      "<hibah.Finding " + finding.rule + " " + std::string(name_of(finding.state)) + " " + std::string(name_of(finding.severity));
  if (!finding.grant.empty()) text += " " + finding.grant;
  if (finding.subject.tranche) text += " tranche " + std::to_string(*finding.subject.tranche);
  const Message& said = finding.state == State::not_evaluable ? finding.reason : finding.message;
  return text + ": " + said.en + ">";
}

py::object reason_in(const Finding& finding, Language language) {
  return finding.state == State::not_evaluable ? text_or_none(finding.reason.in(language)) : py::none();
}

void bind_waiver(py::module_& module) {
  py::class_<BoundWaiver> type(module, "Waiver", "A line of waivers.toml that accepts a finding.");
  type.def_property_readonly("justification", [](const BoundWaiver& self) { return text_of(self->justification); })
      .def_property_readonly("requested_by", [](const BoundWaiver& self) { return text_of(self->requested_by); })
      .def_property_readonly("approved_by", [](const BoundWaiver& self) { return text_of(self->approved_by); })
      .def_property_readonly("issued", [](const BoundWaiver& self) { return self->issued; })
      .def_property_readonly(
          "expires", [](const BoundWaiver& self) { return self->expires; }, "Its last day.")
      .def_property_readonly("document", [](const BoundWaiver& self) { return text_or_none(self->document); })
      .def_property_readonly(
          "row", [](const BoundWaiver& self) { return self->where.row; }, "Where it stands in waivers.toml.")
      .def("__repr__", [](const BoundWaiver& self) {
        return text_of("<hibah.Waiver by " + self->approved_by + " until " + to_iso(self->expires) + ">");
      });
  add_mapping(type, {{"justification", "justification"},
                     {"requested_by", "requested_by"},
                     {"approved_by", "approved_by"},
                     {"issued", "issued"},
                     {"expires", "expires"},
                     {"document", "document"},
                     {"row", "row"}});
}

void bind_finding_values(py::class_<BoundFinding>& type) {
  using Self = BoundFinding;
  type.def_property_readonly("expected", [](const Self& self) { return measure_text(self.get().expected); })
      .def_property_readonly("actual", [](const Self& self) { return measure_text(self.get().actual); })
      .def_property_readonly("difference", [](const Self& self) { return measure_text(self.get().difference); })
      .def_property_readonly("unit", [](const Self& self) { return text_or_none(name_of(self.get().unit)); })
      .def_property_readonly("expected_value", [](const Self& self) { return measure_value(self.get().expected); })
      .def_property_readonly("actual_value", [](const Self& self) { return measure_value(self.get().actual); })
      .def_property_readonly("difference_value", [](const Self& self) { return measure_value(self.get().difference); });
}

void bind_finding(py::module_& module) {
  using Self = BoundFinding;
  py::class_<Self> type(module, "Finding", "What a rule found, as data: the fields of the JSON report by the same names.");
  type.def_property_readonly("rule", [](const Self& self) { return text_of(self.get().rule); })
      .def_property_readonly("severity", [](const Self& self) { return name_of(self.get().severity); })
      .def_property_readonly("state", [](const Self& self) { return name_of(self.get().state); })
      .def_property_readonly("grant", [](const Self& self) { return text_or_none(self.get().grant); })
      .def_property_readonly("tranche", [](const Self& self) { return self.get().subject.tranche; })
      .def_property_readonly("stage", [](const Self& self) { return text_or_none(self.get().stage); })
      .def_property_readonly("account", [](const Self& self) { return text_or_none(self.get().account); });
  bind_finding_values(type);
  type.def_property_readonly("message", [](const Self& self) { return self.get().message; })
      .def_property_readonly("basis", [](const Self& self) { return self.get().basis.list(); })
      .def_property_readonly("evidence", [](const Self& self) { return self.get().evidence; })
      .def_property_readonly("fingerprint", [](const Self& self) { return text_of(self.get().fingerprint); })
      .def_property_readonly("reason", [](const Self& self) { return reason_in(self.get(), Language::id); })
      .def_property_readonly(
          "subjects", [](const Self& self) { return self.get().subjects; },
          "How many entries of the grant cannot be judged for this reason, of which the first is named; 1 for a fail.")
      .def_property_readonly("reason_en", [](const Self& self) { return reason_in(self.get(), Language::en); })
      .def_property_readonly(
          "waiver", [](const Self& self) { return self.get().waiver ? py::cast(BoundWaiver{self.get().waiver}) : py::object(py::none()); },
          "Who has accepted it, why and until when; None where nobody has.")
      .def_property_readonly(
          "baseline", [](const Self& self) { return self.change ? py::object(text_of(name_of(*self.change))) : py::object(py::none()); },
          "new, changed, unchanged or gone since the report that was held against; None where none was.")
      .def("__repr__", [](const Self& self) { return text_of(repr_of(self.get())); });
  std::vector<std::pair<const char*, const char*>> fields;
  for (const char* name : {"rule", "severity", "state", "grant", "tranche", "stage", "account", "expected", "actual", "difference", "unit",
                           "message", "basis", "evidence", "fingerprint", "reason", "subjects", "waiver", "baseline"}) {
    fields.emplace_back(name, name);
  }
  add_mapping(type, fields, "baseline");
}

void bind_counts(py::module_& module) {
  py::class_<RuleCount> count(module, "RuleCount", "How often a rule gave each state.");
  count.def_property_readonly("rule", [](const RuleCount& self) { return text_of(self.rule); })
      .def_readonly("passed", &RuleCount::pass)
      .def_readonly("fail", &RuleCount::fail)
      .def_readonly("not_applicable", &RuleCount::not_applicable)
      .def_readonly("not_evaluable", &RuleCount::not_evaluable)
      .def_readonly("waived", &RuleCount::waived, "Fails that somebody has accepted; not counted as fail.")
      .def("__repr__", [](const RuleCount& self) {
        return text_of("<hibah.RuleCount " + self.rule + ": " + std::to_string(self.pass) + " pass, " + std::to_string(self.fail) +
                       " fail, " + std::to_string(self.not_applicable) + " not applicable, " + std::to_string(self.not_evaluable) +
                       " not evaluable>");
      });
  add_mapping(count, {{"rule", "rule"},
                      {"pass", "passed"},
                      {"fail", "fail"},
                      {"not_applicable", "not_applicable"},
                      {"not_evaluable", "not_evaluable"},
                      {"waived", "waived"}});

  py::class_<Summary> summary(module, "Summary", "Counts of every state over all rules of a report.");
  summary.def_property_readonly("passed", [](const Summary& self) { return self.count.pass; })
      .def_property_readonly("fail", [](const Summary& self) { return self.count.fail; })
      .def_property_readonly("not_applicable", [](const Summary& self) { return self.count.not_applicable; })
      .def_property_readonly("not_evaluable", [](const Summary& self) { return self.count.not_evaluable; })
      .def_property_readonly("waived", [](const Summary& self) { return self.count.waived; })
      .def_readonly("complete", &Summary::complete)
      .def("__repr__", [](const py::object& self) { return py::repr(self.attr("to_dict")()); });
  add_mapping(summary, {{"pass", "passed"},
                        {"fail", "fail"},
                        {"not_applicable", "not_applicable"},
                        {"not_evaluable", "not_evaluable"},
                        {"waived", "waived"},
                        {"complete", "complete"}});
}

py::list findings_of(const std::shared_ptr<Report>& self) {
  py::list findings;
  std::size_t number = 0;
  for (const Finding& finding : std::as_const(self->findings)) {
    const auto change = self->baseline ? std::optional(self->baseline->changes[number]) : std::nullopt;
    findings.append(py::cast(BoundFinding{std::shared_ptr<const Finding>(self, &finding), change}));
    ++number;
  }
  return findings;
}

py::list gone_of(const std::shared_ptr<Report>& self) {
  py::list findings;
  if (!self->baseline) return findings;
  for (const Finding& finding : std::as_const(self->baseline->gone)) {
    findings.append(py::cast(BoundFinding{std::shared_ptr<const Finding>(self, &finding), Change::gone}));
  }
  return findings;
}

std::vector<Change> changes_of(const WordList& names) {
  std::vector<Change> changes;
  for (const std::string& name : names.words) {
    const Change known[] = {Change::added, Change::changed, Change::gone, Change::unchanged};
    const auto* found = std::find_if(std::begin(known), std::end(known), [&](Change change) { return name == name_of(change); });
    if (found == std::end(known)) throw UsageError(ErrorCode::unknown_name, name + " (new, changed, gone, unchanged)");
    changes.push_back(*found);
  }
  return changes;
}

void bind_compare(py::module_& module) {
  module.def(
      "compare",
      [](const Report& before, const Report& after, const WordList& only, Language language) {
        const std::vector<Change> changes = changes_of(only);
        return BoundTable{released([&] { return comparison(before, after, changes, language); }), language};
      },
      py::arg("before"), py::arg("after"), py::kw_only(), py::arg("only") = py::none(), py::arg("lang") = "id",
      "What is new, changed, unchanged or gone between two reports, by fingerprint.");
  module.def(
      "new_fails", [](const Report& before, const Report& after) { return held_against(after, before).new_fails; }, py::arg("before"),
      py::arg("after"), "How many findings of `after` nobody has accepted and `before` does not have as such.");
}

py::dict provenance_of(const Report& report) {
  const auto source = [](const LawSource& law) {
    py::dict both;
    both["id"] = text_of(law.id);
    both["sha256"] = text_of(law.sha256);
    return both;
  };
  py::dict all;
  all["regulation"] = source(report.regulation);
  all["timetable"] = source(report.timetable);
  py::dict calendar = source(report.calendar);
  calendar["from"] = to_iso(report.calendar_from);
  calendar["to"] = to_iso(report.calendar_to);
  all["calendar"] = calendar;
  py::list inputs;
  for (const InputFile& input : report.inputs) {
    py::dict file;
    file["file"] = text_of(input.name);
    file["sha256"] = text_of(input.sha256);
    file["rows"] = input.rows;
    inputs.append(file);
  }
  all["inputs"] = inputs;
  if (report.baseline) {
    py::dict previous;
    previous["portfolio"] = text_of(report.baseline->portfolio);
    previous["as_of"] = to_iso(report.baseline->as_of);
    previous["sha256"] = text_or_none(report.baseline->sha256);
    all["previous"] = previous;
  }
  return all;
}

Severity severity_of(const std::string& name) {
  for (const Severity severity : {Severity::error, Severity::warning, Severity::info}) {
    if (name == name_of(severity)) return severity;
  }
  throw UsageError(ErrorCode::invalid_argument, "severity is \"error\", \"warning\" or \"info\", not \"" + shortened(name) + "\"");
}

std::optional<BoundTable> table_of(Table table) {
  return BoundTable{std::move(table), Language::id};
}

void bind_report(py::module_& module) {
  ReportClass(module, "Report", "What a check gives: counts of every state, and every finding.")
      .def_property_readonly("portfolio", [](const Report& self) { return text_of(self.portfolio); })
      .def_property_readonly("as_of", [](const Report& self) { return self.as_of; })
      .def_property_readonly("findings", &findings_of, "The fail and the not_evaluable ones, by rule, grant, then day.")
      .def_property_readonly("gone", &gone_of, "What the report that this one was held against had found and this one does not.")
      .def_property_readonly(
          "new_fails",
          [](const Report& self) { return self.baseline ? py::object(py::int_(self.baseline->new_fails)) : py::object(py::none()); },
          "How many findings nobody has accepted and the earlier report did not have; None where there was none.")
      .def_property_readonly("summary",
                             [](const Report& self) {
                               return Summary{self.total(), self.complete};
                             })
      .def_property_readonly("rules", [](const Report& self) { return self.rules; })
      .def_property_readonly("settings",
                             [](const Report& self) {
                               py::dict settings;
                               for (const auto& [key, value] : self.settings) settings[text_of(key)] = text_of(value);
                               return settings;
                             })
      .def_property_readonly("provenance", &provenance_of)
      .def_property_readonly(
          "profile", [](const Report& self) { return self.profile ? table_of(profile_table(self)) : std::nullopt; },
          "What each rule cost, as a table; None where the check was not asked for it.")
      .def_property_readonly(
          "phases",
          [](const Report& self) { return self.profile ? table_of(phase_table(self.as_of, self.profile->phases)) : std::nullopt; },
          "What the check and its evidence took, as a table; None where the check was not asked for it.")
      .def(
          "fails_at", [](const Report& self, const Utf8& severity) { return self.fails_at(severity_of(severity.bytes)); },
          py::arg("severity"), "True where a finding at or above `severity` (error, warning, info) stands.")
      .def("__repr__", [](const Report& self) {
        const RuleCount total = self.total();
        return text_of("<hibah.Report " + self.portfolio + " as of " + to_iso(self.as_of) + ": " + std::to_string(total.pass) + " pass, " +
                       std::to_string(total.fail) + " fail, " + std::to_string(total.not_applicable) + " not applicable, " +
                       std::to_string(total.not_evaluable) + " not evaluable>");
      });
}

void bind_rules(py::module_& module) {
  py::class_<RuleInfo> rule(module, "RuleInfo", "What is said of a rule: code, name, title, severity, subject, settings.");
  rule.def_property_readonly("code", [](const RuleInfo& self) { return self.code; })
      .def_property_readonly("name", [](const RuleInfo& self) { return self.name; })
      .def_property_readonly("title", [](const RuleInfo& self) { return message_of(self.title); })
      .def_property_readonly("severity", [](const RuleInfo& self) { return name_of(self.severity); })
      .def_property_readonly("subject", [](const RuleInfo& self) { return self.subject; })
      .def_property_readonly(
          "settings", [](const RuleInfo& self) { return self.settings; }, "The keys of its thresholds.")
      .def("__repr__",
           [](const RuleInfo& self) { return "<hibah.RuleInfo " + std::string(self.code) + " " + std::string(self.name) + ">"; });
  add_mapping(
      rule,
      {{"code", "code"}, {"name", "name"}, {"title", "title"}, {"severity", "severity"}, {"subject", "subject"}, {"settings", "settings"}});
  module.def(
      "rules",
      [] {
        const Catalogue catalogue = builtin_catalogue();
        std::vector<RuleInfo> infos;
        for (const Rule& each : catalogue.rules()) infos.push_back(each.info);
        return infos;
      },
      "Every rule of the catalogue, in its order.");
  module.def(
      "chosen_rules",
      [](const WordList& select, const WordList& ignore, const py::object& rules) {
        const OwnRules own(rules);
        const Catalogue catalogue = own.named();
        py::list codes;
        for (const Rule* each : catalogue.chosen(select.words, ignore.words)) codes.append(py::str(each->info.code));
        return codes;
      },
      py::arg("select") = py::none(), py::arg("ignore") = py::none(), py::arg("rules") = py::none(),
      "The codes of the rules that a check would run.");
  module.def(
      "chosen_settings",
      [](const py::object& settings) {
        Settings chosen;
        for (const auto& [key, value] : settings_of(settings)) chosen.set(key, value);
        py::dict texts;
        for (const auto& [key, value] : chosen.all()) texts[text_of(key)] = text_of(value);
        return texts;
      },
      py::arg("settings") = py::none(), "Every threshold with its value where these are given.");
  module.def(
      "settings",
      [] {
        py::dict defaults;
        for (const SettingInfo& info : setting_infos()) defaults[py::str(info.key)] = py::str(info.default_value);
        return defaults;
      },
      "Every threshold with its default.");
}

/// For the command line, which measures what stands around a check.
void bind_phases(py::module_& module) {
  module.def(
      "gauge",
      [] {
        const Gauge now = gauge();
        return std::pair(now.microseconds, now.peak_bytes);
      },
      "Microseconds since some moment, and the most memory (bytes) that the process has had.");
  module.def(
      "phase_table",
      [](Date as_of, const std::vector<std::tuple<std::string, std::uint64_t, std::uint64_t>>& phases) {
        std::vector<Phase> all;
        for (const auto& [name, microseconds, peak] : phases) all.push_back({name, microseconds, peak});
        return *table_of(phase_table(as_of, all));
      },
      py::arg("as_of"), py::arg("phases"), "A table of phases: each its name, microseconds, and peak memory in bytes.");
}

}  // namespace

void bind_checks(py::module_& module) {
  bind_evidence(module);
  bind_waiver(module);
  bind_finding(module);
  bind_counts(module);
  bind_report(module);
  bind_compare(module);
  module.def("check_across", &checked_across, py::arg("portfolios"), py::kw_only(), py::arg("as_of"), py::arg("settings") = py::none(),
             py::arg("progress") = py::none(),
             "What no single portfolio shows: payments that grants of several portfolios made to one payee (R410).");
  bind_rules(module);
  bind_phases(module);
  bound_class<PortfolioClass>(module, "Portfolio")
      .def("check", &checked, py::kw_only(), py::arg("as_of"), py::arg("select") = py::none(), py::arg("ignore") = py::none(),
           py::arg("settings") = py::none(), py::arg("after") = py::none(), py::arg("baseline") = py::none(), py::arg("rules") = py::none(),
           py::arg("threads") = 0, py::arg("progress") = py::none(), py::arg("profile") = false,
           "Runs the rules over the portfolio as it was known on `as_of`. `after` is a report from before rows were appended: only what "
           "they touch is looked at again. `baseline` is an earlier report: findings then say what is new. `rules` are rules of one's own, "
           "beside those of the library. `progress(done, total)` is told "
           "the grants, and True shows them; "
           "Ctrl-C or anything that it raises stops the check. With `profile` the report tells what each rule cost.")
      .def("what_if", &what_if_of, py::kw_only(), py::arg("as_of"), py::arg("voting") = py::none(), py::arg("timetable") = py::none(),
           py::arg("regulation") = py::none(), py::arg("addendum") = py::none(), py::arg("lang") = "id", py::arg("threads") = 0,
           "What would change in deadlines, states and findings, before and after, with another voting day, timetable, regulation, or "
           "with addenda.");
}

}  // namespace hibah::bindings
