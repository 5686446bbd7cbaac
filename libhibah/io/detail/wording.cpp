#include <libhibah/io/detail/wording.hpp>

#include <algorithm>
#include <optional>
#include <set>
#include <unordered_map>

#include <libhibah/io/detail/layout.hpp>
#include <libhibah/io/messages.hpp>
#include <libhibah/money/notation.hpp>

namespace hibah::detail {

namespace {

Message joined(const Message& first, const Message& second) {
  return {first.id + " " + second.id, first.en + " " + second.en};
}

}  // namespace

Message verdict(const Report& report) {
  const RuleCount total = report.total();
  Message message;
  if (total.not_evaluable != 0) {
    const Label wording = total.fail == 0 ? Label::no_findings_but_unknown : Label::findings_and_unknown;
    message = fill(label(wording), {{"count", grouped(total.not_evaluable)}});
  } else if (total.fail == 0) {
    const Label wording = total.pass + total.waived == 0 ? Label::nothing_looked_at : Label::no_findings;
    message = fill(label(wording), {{"count", grouped(total.pass + total.waived)}});
  } else {
    message = fill(label(Label::all_judged), {{"count", grouped(total.pass + total.fail + total.waived)}});
  }
  if (total.waived != 0) message = joined(message, fill(label(Label::waived_note), {{"count", grouped(total.waived)}}));
  if (report.complete) return message;
  return joined(message, fill(label(Label::incomplete), {}));
}

std::optional<Message> since_then(const Report& report) {
  if (!report.baseline) return std::nullopt;
  const Baseline& then = *report.baseline;
  const auto number = [&](Change change) {
    return grouped(static_cast<std::uint64_t>(std::count(then.changes.begin(), then.changes.end(), change)));
  };
  return fill(label(Label::since_then), {{"day", to_long(then.as_of)},
                                         {"new", number(Change::added)},
                                         {"changed", number(Change::changed)},
                                         {"unchanged", number(Change::unchanged)},
                                         {"gone", grouped(std::uint64_t{then.gone.size()})}});
}

Message waiver_text(const Waiver& waiver) {
  Message text = fill(label(Label::waived_by),
                      {{"approver", same(waiver.approved_by)}, {"expires", to_long(waiver.expires)}, {"why", same(waiver.justification)}});
  if (!waiver.document.empty()) text = joined(text, same("(" + waiver.document + ")"));
  return text;
}

std::string basis_text(const Basis& basis, Language language) {
  std::string text(label_of_basis(basis.instrument).in(language));
  if (!basis.article.empty()) text += " " + basis.article;
  if (basis.mark) text += " (" + std::string(label(*basis.mark).in(language)) + ")";
  return text;
}

std::string place_text(const Finding& finding, Language language) {
  std::string text = finding.grant.empty() ? std::string(label(Label::portfolio_itself).in(language)) : finding.grant;
  if (finding.subject.tranche) {
    text += " · " + std::string(label(Label::tranche).in(language)) + " " + std::to_string(*finding.subject.tranche);
  }
  if (!finding.stage.empty()) text += " · " + finding.stage;
  if (!finding.account.empty()) text += " · " + finding.account;
  return text;
}

std::string measure_text(const Measure& measure, Unit unit, Language language) {
  if (const auto* number = std::get_if<std::int64_t>(&measure)) {
    const Slots slots{{"count", same(std::to_string(*number))}};
    const bool is_one = *number == 1 || *number == -1;
    if (unit == Unit::day) return fill(label(is_one ? Label::unit_one_day : Label::unit_day), slots).in(language);
    if (unit == Unit::count) return fill(label(is_one ? Label::unit_one_count : Label::unit_count), slots).in(language);
  }
  return to_message(measure).in(language);
}

std::string evidence_text(const Evidence& evidence, std::size_t raw_characters) {
  std::string text = evidence.file;
  if (evidence.where.row != 0) text += ":" + std::to_string(evidence.where.row);
  const bool is_own_id = !evidence.entry_id.empty() && evidence.entry_id != text;
  const auto add = [&text](std::string_view part) { text += (text.empty() ? "" : " ") + std::string(part); };
  if (!evidence.column.empty()) add(evidence.column);
  if (evidence.raw) add("\"" + shortened(*evidence.raw, raw_characters) + "\"");
  if (is_own_id) add("(" + evidence.entry_id + ")");
  return text;
}

std::string Reason::line(Language language) const {
  std::string names;
  for (const std::string_view grant : grants) {
    if (!names.empty()) names += ", ";
    names += grant.empty() ? label(Label::portfolio_itself).in(language) : grant;
  }
  return text + " (" + grouped(subjects, language) + ": " + names + ")";
}

std::vector<Reason> reasons_of(const std::vector<const Finding*>& findings, Language language) {
  std::vector<Reason> reasons;
  std::unordered_map<std::string_view, std::size_t> places;
  std::vector<std::set<std::string_view>> seen;
  for (const Finding* finding : findings) {
    const auto [place, is_new] = places.try_emplace(finding->reason.in(language), reasons.size());
    if (is_new) {
      reasons.push_back({finding->reason.in(language), 0, {}});
      seen.emplace_back();
    }
    Reason& reason = reasons[place->second];
    reason.subjects += finding->subjects;
    if (seen[place->second].insert(finding->grant).second) reason.grants.push_back(finding->grant);
  }
  return reasons;
}

std::string cell_text(const Column& column, const Cell& cell, const CellStyle& style) {
  if (const auto* amount = std::get_if<Rupiah>(&cell)) {
    std::string text = style.has_sen ? to_text(*amount) : to_short_text(*amount);
    if (!style.has_rp) text.erase(text.find("Rp"), 2);
    return text;
  }
  if (const auto* day = std::get_if<Date>(&cell)) return to_iso(*day);
  if (const auto* number = std::get_if<std::int64_t>(&cell)) return std::to_string(*number);
  if (const auto* text = std::get_if<std::string>(&cell)) {
    if (text->empty()) return std::string(label(Label::empty_text).in(style.language));
    std::optional<Text> said;
    if (column.name == "state") said = tranche_status_label(*text);
    if (!said) said = table_word_label(column.name, *text);
    if (column.name == "rule" || column.name == "phase") said = cost_label(*text);
    return said ? std::string(said->in(style.language)) : *text;
  }
  return "–";
}

bool has_sen(const Table& table) noexcept {
  const auto is_broken = [](const Cell& cell) {
    const auto* amount = std::get_if<Rupiah>(&cell);
    return amount && !amount->is_whole();
  };
  return std::any_of(table.totals.begin(), table.totals.end(), is_broken) ||
         std::any_of(table.columns.begin(), table.columns.end(),
                     [&](const Column& column) { return std::any_of(column.cells.begin(), column.cells.end(), is_broken); });
}

bool is_figure(const Column& column) noexcept {
  return column.type == ColumnType::amount || column.type == ColumnType::number || column.name == "share";
}

}  // namespace hibah::detail
