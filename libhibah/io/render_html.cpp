// The HTML of reports and tables: fragments for notebooks, readable on light and dark grounds.
#include <algorithm>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <libhibah/io/detail/layout.hpp>
#include <libhibah/io/detail/wording.hpp>
#include <libhibah/io/messages.hpp>
#include <libhibah/io/render.hpp>

namespace hibah {

namespace {

using detail::grouped;

constexpr std::uint64_t rows_shown = 200;
constexpr std::size_t raw_characters = 60;

// Everything is scoped to .hibah and inherits the notebook's colours; severities have words as well as colours.
constexpr std::string_view style_sheet =
    "<style>"
    ".hibah{color:inherit;background:transparent;line-height:1.35}"
    ".hibah table{border-collapse:collapse;margin:.5em 0}"
    ".hibah caption{text-align:left;font-weight:bold;padding:.2em 0}"
    ".hibah th,.hibah td{text-align:left;vertical-align:top;padding:.2em .6em;border-bottom:1px solid rgba(128,128,128,.35)}"
    ".hibah thead th,.hibah tfoot td{border-bottom:2px solid rgba(128,128,128,.7);font-weight:bold}"
    ".hibah .n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}"
    ".hibah .s{display:inline-block;margin:0 1em .3em 0}"
    ".hibah .error{color:#d23f31;font-weight:bold}"
    ".hibah .warning{color:#b7791f;font-weight:bold}"
    ".hibah .info{color:#3178c6;font-weight:bold}"
    ".hibah .q{opacity:.75}"
    "</style>";

/// Text from anywhere, made visible and free of markup.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char byte : detail::shown(text)) {
    switch (byte) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += byte;
    }
  }
  return out;
}

class Html {
 public:
  explicit Html(Language language) : language_(language) { text_ = "<div class=\"hibah\">" + std::string(style_sheet) + "\n"; }

  [[nodiscard]] Language language() const noexcept { return language_; }
  [[nodiscard]] std::string say(Label name) const { return std::string(label(name).in(language_)); }
  void raw(std::string_view markup) { text_ += markup; }
  /// `<tag class="...">text</tag>`, the text escaped.
  void element(std::string_view tag, std::string_view css_class, std::string_view text) {
    text_ += "<" + std::string(tag);
    if (!css_class.empty()) text_ += " class=\"" + std::string(css_class) + "\"";
    text_ += ">" + escaped(text) + "</" + std::string(tag) + ">";
  }
  /// Says how many rows are shown, where that is not all.
  void cut_note(std::uint64_t total) {
    if (total <= rows_shown) return;
    element("p", "q", fill(label(Label::showing), {{"shown", grouped(rows_shown)}, {"total", grouped(total)}}).in(language_));
    text_ += "\n";
  }
  [[nodiscard]] std::string take() {
    text_ += "</div>\n";
    return std::move(text_);
  }

 private:
  std::string text_;
  Language language_;
};

void write_strip(Html& html, const Report& report) {
  const Language language = html.language();
  html.element(
      "p", "",
      html.say(Label::report_title) + ": " + report.portfolio + " — " + html.say(Label::as_of) + " " + to_long(report.as_of, language));
  html.element("p", "q",
               html.say(Label::regulation) + " " + report.regulation.id + " · " + html.say(Label::timetable) + " " + report.timetable.id +
                   " · " + html.say(Label::calendar) + " " + report.calendar.id);
  std::uint64_t by_severity[3] = {0, 0, 0};
  for (const Finding& finding : report.findings) {
    if (is_open_fail(finding)) ++by_severity[static_cast<std::size_t>(finding.severity)];
  }
  html.raw("\n<p>");
  for (const Severity severity : {Severity::error, Severity::warning, Severity::info}) {
    const std::uint64_t count = by_severity[static_cast<std::size_t>(severity)];
    html.element("span", count == 0 ? "s" : "s " + std::string(name_of(severity)),
                 grouped(count, language) + " " + std::string(label(severity).in(language)));
  }
  const RuleCount total = report.total();
  const std::pair<Label, std::uint64_t> states[] = {{Label::passed, total.pass},
                                                    {Label::not_applicable, total.not_applicable},
                                                    {Label::not_evaluable, total.not_evaluable},
                                                    {Label::waived, total.waived}};
  for (const auto& [name, count] : states) html.element("span", "s", grouped(count, language) + " " + html.say(name));
  html.raw("</p>\n");
  html.element("p", "", detail::verdict(report).in(language));
  if (const auto since = detail::since_then(report)) html.element("p", "", since->in(language));
  html.raw("\n");
}

void write_finding(Html& html, const Finding& finding) {
  const Language language = html.language();
  html.raw("<tr>");
  html.element("td", "", finding.rule);
  html.element("td", name_of(finding.severity), label(finding.severity).in(language));
  html.element("td", "", detail::place_text(finding, language));
  html.element("td", "", finding.message.in(language));
  for (const Measure* measure : {&finding.expected, &finding.actual, &finding.difference}) {
    html.element("td", "n", detail::measure_text(*measure, finding.unit, language));
  }
  std::string evidence;
  if (!finding.evidence.empty()) evidence = detail::evidence_text(finding.evidence.front(), raw_characters);
  if (finding.evidence.size() > 1) evidence += " +" + grouped(std::uint64_t{finding.evidence.size() - 1}, language);
  html.element("td", "", evidence);
  html.raw("</tr>\n");
}

void write_findings(Html& html, const std::vector<const Finding*>& findings) {
  if (findings.empty()) return;
  html.raw("<table><thead><tr>");
  for (const Label name : {Label::rule, Label::severity, Label::place, Label::message}) html.element("th", "", html.say(name));
  for (const Label name : {Label::expected, Label::actual, Label::difference}) html.element("th", "n", html.say(name));
  html.element("th", "", html.say(Label::evidence));
  html.raw("</tr></thead><tbody>\n");
  for (std::size_t i = 0; i < std::min<std::size_t>(findings.size(), rows_shown); ++i) write_finding(html, *findings[i]);
  html.raw("</tbody></table>\n");
  html.cut_note(findings.size());
}

void write_waived(Html& html, const Report& report) {
  std::vector<const Finding*> waived;
  for (const Finding& finding : report.findings) {
    if (finding.waiver) waived.push_back(&finding);
  }
  if (waived.empty()) return;
  html.raw("<table>");
  html.element("caption", "", html.say(Label::waived));
  html.raw("<thead><tr>");
  for (const Label name : {Label::rule, Label::place, Label::message, Label::reason}) html.element("th", "", html.say(name));
  html.raw("</tr></thead><tbody>\n");
  for (std::size_t i = 0; i < std::min<std::size_t>(waived.size(), rows_shown); ++i) {
    html.raw("<tr>");
    html.element("td", "", waived[i]->rule);
    html.element("td", "", detail::place_text(*waived[i], html.language()));
    html.element("td", "", waived[i]->message.in(html.language()));
    html.element("td", "", detail::waiver_text(*waived[i]->waiver).in(html.language()));
    html.raw("</tr>\n");
  }
  html.raw("</tbody></table>\n");
  html.cut_note(waived.size());
}

void write_not_evaluable(Html& html, const Report& report) {
  struct Line {
    std::string_view rule;
    std::vector<const Finding*> findings;
  };
  std::vector<Line> lines;
  for (const Finding& finding : report.findings) {
    if (finding.state != State::not_evaluable) continue;
    if (lines.empty() || lines.back().rule != finding.rule) lines.push_back({finding.rule, {}});
    lines.back().findings.push_back(&finding);
  }
  if (lines.empty()) return;
  std::uint64_t rows = 0;
  html.raw("<table>");
  html.element("caption", "", html.say(Label::not_evaluable));
  html.raw("<thead><tr>");
  for (const Label name : {Label::rule, Label::reason}) html.element("th", "", html.say(name));
  html.raw("</tr></thead><tbody>\n");
  for (const Line& line : lines) {
    for (const detail::Reason& reason : detail::reasons_of(line.findings, html.language())) {
      if (++rows > rows_shown) continue;
      html.raw("<tr>");
      html.element("td", "", line.rule);
      html.element("td", "", reason.line(html.language()));
      html.raw("</tr>\n");
    }
  }
  html.raw("</tbody></table>\n");
  html.cut_note(rows);
}

void write_totals(Html& html, const Table& table, const detail::CellStyle& style) {
  if (table.totals.empty()) return;
  html.raw("<tfoot><tr>");
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const Column& column = table.columns[i];
    if (column.type == ColumnType::amount) {
      html.element("td", "n", detail::cell_text(column, table.totals[i], style));
    } else {
      html.element("td", "", i == 0 ? html.say(Label::total) : std::string{});
    }
  }
  html.raw("</tr></tfoot>");
}

}  // namespace

std::string to_html(const Report& report, Language language) {
  Html html(language);
  write_strip(html, report);
  std::vector<const Finding*> findings;
  for (const Finding& finding : report.findings) {
    if (is_open_fail(finding)) findings.push_back(&finding);
  }
  std::stable_sort(findings.begin(), findings.end(), [](const Finding* a, const Finding* b) { return a->severity < b->severity; });
  write_findings(html, findings);
  write_waived(html, report);
  write_not_evaluable(html, report);
  return html.take();
}

std::string to_html(const Table& table, Language language) {
  Html html(language);
  const detail::CellStyle style{language, true, detail::has_sen(table)};
  html.raw("<table>");
  html.element("caption", "",
               std::string(table.title.in(language)) + " — " + html.say(Label::as_of) + " " + to_long(table.as_of, language));
  html.raw("<thead><tr>");
  for (const Column& column : table.columns) html.element("th", detail::is_figure(column) ? "n" : "", column.title.in(language));
  html.raw("</tr></thead><tbody>\n");
  for (std::size_t row = 0; row < std::min<std::size_t>(table.rows(), rows_shown); ++row) {
    html.raw("<tr>");
    for (const Column& column : table.columns) {
      html.element("td", detail::is_figure(column) ? "n" : "", detail::cell_text(column, column.cells[row], style));
    }
    html.raw("</tr>\n");
  }
  html.raw("</tbody>");
  write_totals(html, table, style);
  html.raw("</table>\n");
  html.cut_note(table.rows());
  for (const Message& note : table.notes) html.element("p", "q", note.in(language));
  return html.take();
}

}  // namespace hibah
