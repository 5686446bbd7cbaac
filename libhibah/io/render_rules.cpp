// The text of rules, rule pages, deadlines and problems of an input.
#include <algorithm>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <libhibah/io/detail/layout.hpp>
#include <libhibah/io/detail/wording.hpp>
#include <libhibah/io/messages.hpp>
#include <libhibah/io/render.hpp>

namespace hibah {

namespace {

using detail::grouped;
using detail::padded;
using detail::Page;
using detail::Paint;

std::vector<const SettingInfo*> settings_of(const RuleInfo& rule) {
  std::vector<const SettingInfo*> settings;
  const std::span<const SettingInfo> infos = setting_infos();
  for (const std::string_view key : rule.settings) {
    const auto found = std::find_if(infos.begin(), infos.end(), [&](const SettingInfo& info) { return info.key == key; });
    if (found != infos.end()) settings.push_back(&*found);
  }
  return settings;
}

void write_setting(Page& page, const SettingInfo& setting, std::size_t indent) {
  const std::string range = " (" + std::to_string(setting.minimum) + ".." + std::to_string(setting.maximum) + ")";
  page.paragraph(std::string(indent, ' '), std::string(setting.key) + " = " + std::string(setting.default_value) + ": " +
                                               std::string(page.say(setting.meaning)) + range);
}

void write_section(Page& page, Label heading, Text text) {
  if (page.say(text).empty()) return;
  page.blank();
  page.line(page.say(label(heading)), Paint::bold);
  page.paragraphs(2, page.say(text));
}

void write_bases(Page& page, const RuleInfo& rule, const Regulation& regulation) {
  std::vector<Basis> bases = regulation.basis_of(rule.code);
  bases.insert(bases.end(), rule.basis.begin(), rule.basis.end());
  page.blank();
  page.line(std::string(page.say(label(Label::basis))) + " (" + detail::shown(regulation.id) + ")", Paint::bold);
  if (bases.empty()) page.paragraph("  ", page.say(label(Label::no_basis)));
  for (const Basis& basis : bases) {
    page.paragraph("  ", detail::basis_text(basis, page.language()));
    if (!basis.source.empty()) page.paragraph("    ", basis.source, Paint::dim);
  }
}

std::string with_weekday(const DateSpan& span, Language language) {
  const std::string text = to_long(span).in(language);
  return span.is_day() ? std::string(weekday_label(span.first.weekday()).in(language)) + ", " + text : text;
}

}  // namespace

std::string rules_text(const Catalogue& catalogue, bool settings, const TextStyle& style) {
  Page page(style);
  page.line(page.say(label(Label::rules_title)), Paint::bold);
  page.blank();
  std::size_t severity_width = 0;
  for (const Severity severity : {Severity::error, Severity::warning, Severity::info}) {
    severity_width = std::max(severity_width, display_width(page.say(label(severity))));
  }
  for (const Rule& rule : catalogue.rules()) {
    const std::string severity = padded(std::string(page.say(label(rule.info.severity))), severity_width);
    page.paragraph(std::string(rule.info.code) + "  " + severity + "  ", page.say(rule.info.title));
    if (!settings) continue;
    for (const SettingInfo* setting : settings_of(rule.info)) write_setting(page, *setting, 6);
  }
  page.blank();
  page.paragraph("", page.say(label(Label::rules_count), {{"count", same(std::to_string(catalogue.rules().size()))}}));
  return page.take();
}

std::string explain_text(const Rule& rule, const Regulation& regulation, const TextStyle& style) {
  const RuleInfo& info = rule.info;
  Page page(style);
  page.paragraph("", std::string(info.code) + " " + std::string(info.name) + " — " + std::string(page.say(info.title)), Paint::bold);
  page.paragraph("", std::string(page.say(label(Label::severity_heading))) + ": " + std::string(page.say(label(info.severity))) + " · " +
                         std::string(page.say(label(Label::subject))) + ": " + std::string(page.say(subject_label(info.subject))));
  write_section(page, Label::what, info.page.what);
  write_section(page, Label::why, info.page.why);
  write_section(page, Label::example, info.page.example);
  write_section(page, Label::not_proved, info.page.not_proved);
  write_section(page, Label::needs, info.page.needs);
  const std::vector<const SettingInfo*> settings = settings_of(info);
  if (!settings.empty()) {
    page.blank();
    page.line(page.say(label(Label::settings)), Paint::bold);
    for (const SettingInfo* setting : settings) write_setting(page, *setting, 2);
  }
  write_bases(page, info, regulation);
  return page.take();
}

std::string to_text(const Deadline& deadline, const Reckoning& reckoning, const TextStyle& style) {
  Page page(style);
  page.paragraph("", deadline.text, Paint::bold);
  const std::size_t width = 14;
  page.paragraph("  " + padded(std::string(page.say(label(Label::counted_from))), width), with_weekday(reckoning.anchor, page.language()));
  page.paragraph("  " + padded(std::string(page.say(label(Label::falls_on))), width), with_weekday(reckoning.date, page.language()));
  if (reckoning.skipped.empty()) return page.take();
  page.line("  " + page.say(label(Label::skipped_days), {{"count", grouped(std::uint64_t{reckoning.skipped.size()})}}));
  std::size_t weekday_width = 0;
  for (int day = 1; day <= 7; ++day) weekday_width = std::max(weekday_width, display_width(page.say(weekday_label(day))));
  for (const SkippedDay& day : reckoning.skipped) {
    std::string why(page.say(label(day.why)));
    if (!day.name.empty()) why += ": " + day.name;
    if (!day.decree.empty()) why += " (" + day.decree + ")";
    page.paragraph(
        "    " + to_iso(day.date) + "  " + padded(std::string(page.say(weekday_label(day.date.weekday()))), weekday_width) + "  ", why);
  }
  return page.take();
}

std::string to_text(const InputError& error, Language language) {
  std::string text;
  for (const Problem& problem : error.problems()) text += problem.line(language) + "\n";
  const std::uint64_t shown = error.problems().size();
  if (error.total() > shown) {
    text += fill(label(Label::problems_shown), {{"count", grouped(error.total())}, {"shown", grouped(shown)}}).in(language);
  } else if (shown == 1) {
    text += label(Label::one_problem).in(language);
  } else {
    text += fill(label(Label::problems), {{"count", grouped(shown)}}).in(language);
  }
  return text + "\n";
}

}  // namespace hibah
