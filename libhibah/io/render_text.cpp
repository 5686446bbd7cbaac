// The text of a check: heading, counts, findings, what could not be judged.
#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <libhibah/checks/settings.hpp>
#include <libhibah/io/detail/layout.hpp>
#include <libhibah/io/detail/wording.hpp>
#include <libhibah/io/messages.hpp>
#include <libhibah/io/render.hpp>

namespace hibah {

namespace {

using detail::Grid;
using detail::GridColumn;
using detail::grouped;
using detail::padded;
using detail::padded_before;
using detail::Page;
using detail::Paint;
using detail::shown;

constexpr std::size_t evidence_shown = 3;  // pieces a finding
constexpr std::size_t raw_characters = 60;
constexpr std::string_view indent = "   ";

Paint paint_of(Severity severity) noexcept {
  switch (severity) {
    case Severity::error:
      return Paint::red;
    case Severity::warning:
      return Paint::yellow;
    case Severity::info:
      return Paint::cyan;
  }
  return Paint::none;
}

std::string upper(std::string_view text) {
  std::string out(text);
  for (char& byte : out) {
    if (byte >= 'a' && byte <= 'z') byte = static_cast<char>(byte - 'a' + 'A');
  }
  return out;
}

/// The findings of a kind, in the report's order.
template <typename IsWanted>
std::vector<const Finding*> those(const Report& report, const IsWanted& is_wanted) {
  std::vector<const Finding*> findings;
  for (const Finding& finding : report.findings) {
    if (is_wanted(finding)) findings.push_back(&finding);
  }
  return findings;
}

// ---- heading and counts ----

std::string inputs_text(const Report& report, const Page& page) {
  std::string text;
  for (const InputFile& input : report.inputs) {
    if (!text.empty()) text += ", ";
    text += input.name + " (" + grouped(input.rows, page.language()) + " " + std::string(page.say(label(Label::rows))) + ")";
  }
  return text;
}

/// The settings that differ from their defaults.
std::string changed_settings(const Report& report) {
  std::string text;
  for (const SettingInfo& info : setting_infos()) {
    const auto place = report.settings.find(std::string(info.key));
    if (place == report.settings.end() || place->second == info.default_value) continue;
    if (!text.empty()) text += ", ";
    text += place->first + " = " + place->second;
  }
  return text;
}

std::string rules_chosen(const Report& report) {
  std::string text = std::to_string(report.rules.size()) + ":";
  for (const RuleCount& count : report.rules) text += " " + count.rule;
  return text;
}

void write_heading(Page& page, const Report& report) {
  const Language language = page.language();
  page.paragraph("", std::string(page.say(label(Label::report_title))) + ": " + report.portfolio, Paint::bold);
  const std::string horizon = to_long(DateSpan(report.calendar_from, report.calendar_to)).in(language);
  const std::pair<Label, std::string> lines[] = {
      {Label::as_of, to_long(report.as_of, language)},
      {Label::regulation, report.regulation.id},
      {Label::timetable, report.timetable.id},
      {Label::calendar, report.calendar.id + " (" + horizon + ")"},
      {Label::inputs, inputs_text(report, page)},
      {Label::rules_chosen, rules_chosen(report)},
      {Label::changed_settings, changed_settings(report)},
  };
  for (const auto& [name, value] : lines) {
    if (!value.empty()) page.paragraph(padded(std::string(page.say(label(name))), 13) + " ", value);
  }
}

void write_summary(Page& page, const Report& report) {
  const Language language = page.language();
  std::array<std::uint64_t, 3> by_severity{};
  for (const Finding* finding : those(report, is_open_fail)) ++by_severity[static_cast<std::size_t>(finding->severity)];
  const RuleCount total = report.total();
  page.blank();
  page.line(page.say(label(Label::summary)), Paint::bold);
  std::string severities;
  for (const Severity severity : {Severity::error, Severity::warning, Severity::info}) {
    if (!severities.empty()) severities += ", ";
    severities += grouped(by_severity[static_cast<std::size_t>(severity)], language) + " " + std::string(page.say(label(severity)));
  }
  page.paragraph(indent, severities);
  const std::pair<std::uint64_t, Label> states[] = {{total.pass, Label::passed},
                                                    {total.fail, Label::failed},
                                                    {total.not_applicable, Label::not_applicable},
                                                    {total.not_evaluable, Label::not_evaluable},
                                                    {total.waived, Label::waived}};
  std::string text;
  for (const auto& [number, name] : states) {
    if (!text.empty()) text += " · ";
    text += grouped(number, language) + " " + std::string(page.say(label(name)));
  }
  page.paragraph(indent, text);
  page.paragraph(indent, detail::verdict(report).in(language), Paint::bold);
  if (const auto since = detail::since_then(report)) page.paragraph(indent, since->in(language));
}

std::string title_of(const Report& report, std::string_view code, Language language) {
  const auto count = std::find_if(report.rules.begin(), report.rules.end(), [&](const RuleCount& each) { return each.rule == code; });
  return count == report.rules.end() ? std::string{} : count->title.in(language);
}

GridColumn counts_column(const Page& page, const Report& report, Label title, std::uint64_t RuleCount::*field) {
  GridColumn column{std::string(page.say(label(title))), true, false, {}, {}};
  for (const RuleCount& count : report.rules) column.cells.push_back(grouped(count.*field, page.language()));
  column.total = grouped(report.total().*field, page.language());
  return column;
}

void write_counts(Page& page, const Report& report) {
  page.blank();
  page.line(page.say(label(Label::counts_by_rule)), Paint::bold);
  Grid grid;
  grid.has_totals = true;
  GridColumn rules{std::string(page.say(label(Label::rule))), false, false, {}, std::string(page.say(label(Label::total)))};
  GridColumn titles{"", false, true, {}, {}};
  for (const RuleCount& count : report.rules) {
    rules.cells.push_back(count.rule);
    titles.cells.push_back(count.title.in(page.language()));
  }
  grid.columns = {std::move(rules), std::move(titles)};
  grid.columns.push_back(counts_column(page, report, Label::passed, &RuleCount::pass));
  grid.columns.push_back(counts_column(page, report, Label::failed, &RuleCount::fail));
  grid.columns.push_back(counts_column(page, report, Label::not_applicable, &RuleCount::not_applicable));
  grid.columns.push_back(counts_column(page, report, Label::not_evaluable, &RuleCount::not_evaluable));
  if (report.total().waived != 0) grid.columns.push_back(counts_column(page, report, Label::waived, &RuleCount::waived));
  write_grid(page, grid, 2);
}

// ---- findings ----

/// Expected, actual and difference below each other, the values aligned at the right.
void write_measures(Page& page, const Finding& finding) {
  std::vector<std::pair<std::string, std::string>> lines;
  const std::pair<Label, const Measure*> measures[] = {
      {Label::expected, &finding.expected}, {Label::actual, &finding.actual}, {Label::difference, &finding.difference}};
  std::size_t name_width = 0;
  std::size_t value_width = 0;
  for (const auto& [name, measure] : measures) {
    const std::string value = shown(detail::measure_text(*measure, finding.unit, page.language()));
    if (value.empty()) continue;
    lines.emplace_back(page.say(label(name)), value);
    name_width = std::max(name_width, display_width(lines.back().first));
    value_width = std::max(value_width, display_width(value));
  }
  for (auto& [name, value] : lines) {
    page.line(std::string(indent) + padded(name, name_width) + "  " + padded_before(value, value_width));
  }
}

void write_evidence(Page& page, const Finding& finding) {
  if (finding.evidence.empty()) return;
  std::string lead = std::string(indent) + std::string(page.say(label(Label::evidence))) + ": ";
  const std::string hanging(display_width(lead), ' ');
  const std::size_t pieces = std::min(finding.evidence.size(), evidence_shown);
  for (std::size_t i = 0; i < pieces; ++i) {
    page.paragraph(lead, detail::evidence_text(finding.evidence[i], raw_characters));
    lead = hanging;
  }
  const std::size_t others = finding.evidence.size() - pieces;
  if (others != 0) page.paragraph(hanging, page.say(label(Label::more_evidence), {{"count", grouped(std::uint64_t{others})}}));
}

/// What became of each finding since the report that was held against.
class Marks {
 public:
  explicit Marks(const Report& report) {
    if (!report.baseline) return;
    auto change = report.baseline->changes.begin();
    for (const Finding& finding : report.findings) changes_.emplace(&finding, *change++);
  }
  /// " [new]"; nothing for what is as it was.
  [[nodiscard]] std::string of(const Finding& finding, Language language) const {
    const auto found = changes_.find(&finding);
    if (found == changes_.end() || found->second == Change::unchanged) return {};
    return " [" + std::string(label(found->second).in(language)) + "]";
  }

 private:
  std::unordered_map<const Finding*, Change> changes_;
};

void write_finding(Page& page, const Finding& finding, const Marks& marks) {
  page.paragraph("• ", detail::place_text(finding, page.language()) + marks.of(finding, page.language()), Paint::bold);
  page.paragraph(indent, finding.message.in(page.language()));
  write_measures(page, finding);
  write_evidence(page, finding);
}

/// The bases of a rule's findings, each once.
std::vector<const Basis*> bases_of(const std::vector<const Finding*>& findings) {
  std::vector<const Basis*> bases;
  for (const Finding* finding : findings) {
    for (const Basis& basis : finding->basis) {
      if (std::none_of(bases.begin(), bases.end(), [&](const Basis* known) { return *known == basis; })) bases.push_back(&basis);
    }
  }
  return bases;
}

std::string rule_heading(const Page& page, const Report& report, const std::string& code, std::size_t count) {
  const std::string title = title_of(report, code, page.language());
  return code + " " + (title.empty() ? "" : title + " ") + "— " + grouped(std::uint64_t{count}, page.language());
}

/// Findings by rule, in the report's order of rules.
std::vector<std::vector<const Finding*>> by_rule(const std::vector<const Finding*>& findings) {
  std::vector<std::vector<const Finding*>> groups;
  std::map<std::string_view, std::size_t> places;
  for (const Finding* finding : findings) {
    const auto [place, is_new] = places.try_emplace(finding->rule, groups.size());
    if (is_new) groups.emplace_back();
    groups[place->second].push_back(finding);
  }
  return groups;
}

void write_severity(Page& page, const Report& report, Severity severity, const std::vector<const Finding*>& findings, const Marks& marks) {
  page.blank();
  page.line(upper(page.say(label(severity))) + " (" + grouped(std::uint64_t{findings.size()}, page.language()) + ")", paint_of(severity));
  for (const auto& group : by_rule(findings)) {
    page.blank();
    page.paragraph("", rule_heading(page, report, group.front()->rule, group.size()), paint_of(severity));
    for (const Basis* basis : bases_of(group)) {
      page.paragraph(std::string(page.say(label(Label::basis))) + ": ", detail::basis_text(*basis, page.language()));
    }
    for (const Finding* finding : group) write_finding(page, *finding, marks);
  }
}

void write_findings(Page& page, const Report& report, const Marks& marks) {
  const std::vector<const Finding*> fails = those(report, is_open_fail);
  for (const Severity severity : {Severity::error, Severity::warning, Severity::info}) {
    std::vector<const Finding*> findings;
    std::copy_if(fails.begin(), fails.end(), std::back_inserter(findings),
                 [&](const Finding* finding) { return finding->severity == severity; });
    if (!findings.empty()) write_severity(page, report, severity, findings, marks);
  }
}

void write_waived(Page& page, const Report& report, const Marks& marks) {
  const std::vector<const Finding*> waived = those(report, [](const Finding& finding) { return finding.waiver != nullptr; });
  if (waived.empty()) return;
  page.blank();
  page.line(std::string(page.say(label(Label::waived_heading))) + " (" + grouped(std::uint64_t{waived.size()}, page.language()) + ")",
            Paint::bold);
  for (const auto& group : by_rule(waived)) {
    page.blank();
    page.paragraph("", rule_heading(page, report, group.front()->rule, group.size()));
    for (const Finding* finding : group) {
      write_finding(page, *finding, marks);
      page.paragraph(indent, detail::waiver_text(*finding->waiver).in(page.language()));
    }
  }
}

void write_gone(Page& page, const Report& report) {
  if (!report.baseline || report.baseline->gone.empty()) return;
  page.blank();
  page.line(std::string(page.say(label(Label::gone_heading))) + " (" +
                grouped(std::uint64_t{report.baseline->gone.size()}, page.language()) + ")",
            Paint::bold);
  for (const Finding& finding : report.baseline->gone) {
    page.paragraph("• ", finding.rule + " " + detail::place_text(finding, page.language()) + ": " + finding.message.in(page.language()));
  }
}

void write_not_evaluable(Page& page, const Report& report) {
  const std::vector<const Finding*> unknown = those(report, [](const Finding& finding) { return finding.state == State::not_evaluable; });
  if (unknown.empty()) return;
  page.blank();
  page.line(
      std::string(page.say(label(Label::not_evaluable_heading))) + " (" + grouped(std::uint64_t{unknown.size()}, page.language()) + ")",
      Paint::bold);
  for (const auto& group : by_rule(unknown)) {
    page.paragraph("", rule_heading(page, report, group.front()->rule, group.size()));
    for (const detail::Reason& reason : detail::reasons_of(group, page.language())) page.paragraph("   - ", reason.line(page.language()));
  }
}

}  // namespace

std::string to_text(const Report& report, const TextStyle& style) {
  Page page(style);
  write_heading(page, report);
  write_summary(page, report);
  const Marks marks(report);
  write_findings(page, report, marks);
  write_waived(page, report, marks);
  write_gone(page, report);
  write_not_evaluable(page, report);
  write_counts(page, report);
  return page.take();
}

}  // namespace hibah
