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
  const std::string range = " (" + range_of(setting) + ")";
  page.paragraph(std::string(indent, ' '), std::string(setting.key) + " = " + std::string(setting.default_value) + ": " +
                                               std::string(page.say(setting.meaning)) + range);
}

void write_section(Page& page, Label heading, Text text) {
  if (page.say(text).empty()) return;
  page.blank();
  page.line(page.say(label(heading)), Paint::bold);
  page.paragraphs(2, page.say(text));
}

/// What a rule rests on: the rows of the regulation, then its own.
std::vector<Basis> bases_of(const RuleInfo& rule, const Regulation& regulation) {
  std::vector<Basis> bases = regulation.basis_of(rule.code);
  bases.insert(bases.end(), rule.basis.begin(), rule.basis.end());
  return bases;
}

void write_bases(Page& page, const RuleInfo& rule, const Regulation& regulation) {
  const std::vector<Basis> bases = bases_of(rule, regulation);
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

/// A word of what is known of a deadline, and its value.
void write_entry(Page& page, Label heading, const std::string& value) {
  constexpr std::size_t width = 14;
  page.paragraph("  " + padded(std::string(page.say(label(heading))), width), value);
}

/// Every day that was passed over, with its reason and decree.
void write_skipped(Page& page, const Reckoning& reckoning) {
  if (reckoning.skipped.empty()) return;
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
}

/// What a deadline is of: "kpu · tranche 2", "kpu · legal limit 2 (at least 60%)", "kpu · last day of use".
std::string subject_of(const Derivation& each, const Portfolio& portfolio, Language language) {
  std::string text = detail::shown(portfolio.grants[each.grant].id) + " · ";
  if (each.kind == DeadlineKind::due) {
    text += label(Label::tranche).in(language);
  } else {
    text += label(each.kind).in(language);
  }
  if (each.number != 0) text += " " + std::to_string(each.number);
  if (each.minimum_share) text += " (≥ " + each.minimum_share->to_text(language) + ")";
  return text;
}

void write_derivation(Page& page, const Derivation& each, const Portfolio& portfolio) {
  const std::string expression = each.expression.empty() ? std::string(page.say(label(Label::not_written))) : each.expression;
  page.blank();
  page.paragraph("", subject_of(each, portfolio, page.language()) + ": " + expression, Paint::bold);
  std::string paper = each.written_in.in(page.language());
  if (each.where.file < portfolio.inputs.size()) {
    paper += ", " + portfolio.inputs[each.where.file].name + ":" + std::to_string(each.where.row);
  }
  if (!each.expression.empty()) write_entry(page, Label::written_in, paper);
  if (!each.due.is_counted && !each.expression.empty()) write_entry(page, Label::counted_from, each.anchor.in(page.language()));
  if (each.due.is_counted) {
    write_entry(page, Label::counted_from,
                with_weekday(each.due.reckoning.anchor, page.language()) + ": " + each.anchor.in(page.language()));
    write_entry(page, Label::falls_on, with_weekday(each.due.date(), page.language()));
  }
  if (!each.due.is_known()) {
    const Label state = each.due.state == Due::State::not_applicable ? Label::not_applicable : Label::not_evaluable;
    page.paragraph("  ", std::string(page.say(label(state))) + ": " + each.due.reason.in(page.language()));
  }
  if (each.due.is_counted) write_skipped(page, each.due.reckoning);
}

// ---- Markdown ----

/// Text that Markdown shows as it stands.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : detail::shown(text)) {
    if (std::string_view("\\`*_<>[]|#").find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

class Markdown {
 public:
  explicit Markdown(Language language) : language_(language) {}

  [[nodiscard]] std::string say(Text text) const { return escaped(text.in(language_)); }
  void heading(std::string_view marks, const std::string& text) {
    text_ += (text_.empty() ? "" : "\n") + std::string(marks) + " " + text + "\n\n";
  }
  void line(const std::string& text) { text_ += text + "\n"; }
  /// Paragraphs of a page, with an empty line between; nothing where the text is empty.
  void section(Label title, Text text) {
    std::string_view rest = text.in(language_);
    if (rest.empty()) return;
    heading("##", say(label(title)));
    bool is_first = true;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      const std::string_view part = trimmed(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
      if (part.empty()) continue;
      if (!is_first) line("");
      line(escaped(part));
      is_first = false;
    }
  }
  [[nodiscard]] std::string take() { return std::move(text_); }
  [[nodiscard]] Language language() const noexcept { return language_; }

 private:
  Language language_;
  std::string text_;
};

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

std::string explain_markdown(const Rule& rule, const Regulation& regulation, Language language) {
  const RuleInfo& info = rule.info;
  Markdown page(language);
  page.heading("#", escaped(info.code) + " " + escaped(info.name) + ": " + page.say(info.title));
  page.line("**" + page.say(label(Label::severity_heading)) + ":** " + page.say(label(info.severity)) + " · **" +
            page.say(label(Label::subject)) + ":** " + page.say(subject_label(info.subject)));
  page.section(Label::what, info.page.what);
  page.section(Label::why, info.page.why);
  page.section(Label::example, info.page.example);
  page.section(Label::not_proved, info.page.not_proved);
  page.section(Label::needs, info.page.needs);
  const std::vector<const SettingInfo*> settings = settings_of(info);
  if (!settings.empty()) page.heading("##", page.say(label(Label::settings)));
  for (const SettingInfo* setting : settings) {
    page.line("- `" + std::string(setting->key) + " = " + std::string(setting->default_value) + "` (" + range_of(*setting) +
              "): " + page.say(setting->meaning));
  }
  page.heading("##", page.say(label(Label::basis)) + " (" + escaped(regulation.id) + ")");
  const std::vector<Basis> bases = bases_of(info, regulation);
  if (bases.empty()) page.line(page.say(label(Label::no_basis)));
  for (const Basis& basis : bases) {
    page.line("- " + escaped(detail::basis_text(basis, language)) + (basis.source.empty() ? "" : ": " + escaped(basis.source)));
  }
  return page.take();
}

std::string to_text(const Deadline& deadline, const Reckoning& reckoning, const TextStyle& style) {
  Page page(style);
  page.paragraph("", deadline.text, Paint::bold);
  write_entry(page, Label::counted_from, with_weekday(reckoning.anchor, page.language()));
  write_entry(page, Label::falls_on, with_weekday(reckoning.date, page.language()));
  write_skipped(page, reckoning);
  return page.take();
}

std::string to_text(const std::vector<Derivation>& derivations, const Portfolio& portfolio, const TextStyle& style) {
  Page page(style);
  page.line(page.say(label(Label::derivations_title)), Paint::bold);
  if (derivations.empty()) page.line(page.say(label(Label::no_rows)));
  for (const Derivation& each : derivations) write_derivation(page, each, portfolio);
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
