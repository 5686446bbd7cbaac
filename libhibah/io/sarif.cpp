#include <libhibah/io/sarif.hpp>

#include <algorithm>
#include <string_view>
#include <utility>

#include <libhibah/base/version.hpp>
#include <libhibah/io/detail/json_writer.hpp>
#include <libhibah/io/detail/layout.hpp>
#include <libhibah/io/detail/wording.hpp>
#include <libhibah/io/law_reader.hpp>
#include <libhibah/io/messages.hpp>
#include <libhibah/io/render.hpp>
#include <libhibah/law/builtin.hpp>

namespace hibah {

namespace {

using detail::Json;

constexpr const char* schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
constexpr const char* base_id = "PORTFOLIO";

std::string_view level_of(Severity severity) noexcept {
  switch (severity) {
    case Severity::error:
      return "error";
    case Severity::warning:
      return "warning";
    case Severity::info:
      return "note";
  }
  return {};
}

std::string_view baseline_state(Change change) noexcept {
  switch (change) {
    case Change::added:
      return "new";
    case Change::changed:
      return "updated";
    case Change::unchanged:
      return "unchanged";
    case Change::gone:
      return "absent";
  }
  return {};
}

/// A file name as a relative reference (RFC 3986).
std::string uri_of(std::string_view name) {
  static constexpr char digits[] = "0123456789ABCDEF";
  std::string uri;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                          std::string_view("-._~/").find(c) != std::string_view::npos;
    if (is_plain) {
      uri += c;
    } else {
      uri += {'%', digits[byte >> 4], digits[byte & 15]};
    }
  }
  return uri;
}

/// "tranche-late" as a name of programs: "TrancheLate".
std::string identifier(std::string_view name) {
  std::string out;
  bool is_first = true;
  for (const char c : name) {
    if (c == '-') {
      is_first = true;
      continue;
    }
    out += is_first && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    is_first = false;
  }
  return out;
}

Json text_json(std::string_view text) {
  return {{"text", text}};
}

Json text_or_null(std::string_view text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

class Sarif {
 public:
  Sarif(const Report& report, const Catalogue& catalogue, Language language)
      : report_(&report), catalogue_(&catalogue), language_(language) {}

  std::string run() {
    json_.open('{');
    json_.member("$schema", schema);
    json_.member("version", "2.1.0");
    json_.key("runs");
    json_.open('[');
    json_.next();
    json_.open('{');
    write_tool();
    json_.member("language", language_ == Language::id ? "id" : "en");
    json_.member("columnKind", "unicodeCodePoints");
    json_.member("automationDetails", {{"id", "hibah/" + report_->portfolio + "/" + to_iso(report_->as_of)}});
    json_.member(
        "originalUriBaseIds",
        {{base_id, {{"description", text_json(std::string(label(Label::portfolio_itself).in(language_)) + " " + report_->portfolio)}}}});
    json_.member("invocations", Json::array({{{"executionSuccessful", report_->complete}}}));
    write_artifacts();
    write_results();
    json_.member("properties", properties());
    json_.close('}');
    json_.close(']');
    json_.close('}');
    return json_.take();
  }

 private:
  // ---- rules ----

  void write_tool() {
    json_.key("tool");
    json_.open('{');
    json_.key("driver");
    json_.open('{');
    json_.member("name", "hibah");
    json_.member("version", version());
    json_.member("semanticVersion", version());
    json_.key("rules");
    json_.open('[');
    const Regulation regulation = regulation_of_report();
    for (const RuleCount& count : report_->rules) json_.element(rule_json(count, regulation));
    json_.close(']');
    json_.close('}');
    json_.close('}');
  }

  /// The bases of the regulation, where it is one that everybody has.
  [[nodiscard]] Regulation regulation_of_report() const {
    return find_builtin("regulation", report_->regulation.id) ? builtin_regulation(report_->regulation.id) : Regulation{};
  }

  [[nodiscard]] Json rule_json(const RuleCount& count, const Regulation& regulation) const {
    Json rule{{"id", count.rule}};
    const Rule* known = catalogue_->find(count.rule);
    if (!known) {
      const std::string& title = count.title.in(language_);
      rule["shortDescription"] = text_json(title.empty() ? count.rule : title);
      return rule;
    }
    const RuleInfo& info = known->info;
    rule["name"] = identifier(info.name);
    rule["shortDescription"] = text_json(info.title.in(language_));
    if (!info.page.what.en.empty()) rule["fullDescription"] = text_json(info.page.what.in(language_));
    rule["help"] = {{"text", explain_text(*known, regulation, {.language = language_, .width = 100})},
                    {"markdown", explain_markdown(*known, regulation, language_)}};
    rule["defaultConfiguration"] = {{"level", level_of(info.severity)}};
    rule["properties"] = {{"subject", info.subject}};
    return rule;
  }

  [[nodiscard]] std::size_t index_of(std::string_view rule) const {
    const auto found =
        std::find_if(report_->rules.begin(), report_->rules.end(), [&](const RuleCount& count) { return count.rule == rule; });
    return static_cast<std::size_t>(found - report_->rules.begin());
  }

  // ---- places ----

  [[nodiscard]] static Json artifact_location(std::string_view file) { return {{"uri", uri_of(file)}, {"uriBaseId", base_id}}; }

  void write_artifacts() {
    json_.key("artifacts");
    json_.open('[');
    for (const InputFile& input : report_->inputs) {
      Json artifact{{"location", artifact_location(input.name)}};
      if (!input.sha256.empty()) artifact["hashes"] = {{"sha-256", input.sha256}};
      artifact["properties"] = {{"rows", input.rows}};
      json_.element(artifact);
    }
    json_.close(']');
  }

  [[nodiscard]] static Json location(const Evidence& evidence) {
    Json physical{{"artifactLocation", artifact_location(evidence.file)}};
    if (evidence.where.row != 0) {
      physical["region"] = {{"startLine", evidence.where.row}};
      if (evidence.raw) physical["region"]["snippet"] = text_json(*evidence.raw);
    }
    Json place{{"physicalLocation", std::move(physical)}};
    place["message"] = text_json(detail::evidence_text(evidence, 200));
    return place;
  }

  /// Where a finding is in the portfolio, whatever file tells of it.
  [[nodiscard]] static Json logical_location(const Finding& finding) {
    std::string name = finding.grant;
    const auto add = [&](std::string_view part) { name += "/" + std::string(part); };
    if (finding.subject.tranche) add(std::to_string(*finding.subject.tranche));
    if (!finding.stage.empty()) add(finding.stage);
    if (!finding.account.empty()) add(finding.account);
    return {{"name", finding.grant}, {"fullyQualifiedName", name}, {"kind", "grant"}};
  }

  // ---- results ----

  void write_results() {
    json_.key("results");
    json_.open('[');
    std::size_t number = 0;
    for (const Finding& finding : report_->findings) {
      const Change* change = report_->baseline ? &report_->baseline->changes[number] : nullptr;
      json_.element(result(finding, change));
      ++number;
    }
    if (report_->baseline) {
      const Change gone = Change::gone;
      for (const Finding& finding : report_->baseline->gone) json_.element(result(finding, &gone));
    }
    for (const RuleCount& count : report_->rules) {
      if (count.pass != 0) json_.element(count_result(count, "pass", count.pass, Label::passed));
      if (count.not_applicable != 0) json_.element(count_result(count, "notApplicable", count.not_applicable, Label::not_applicable));
    }
    json_.close(']');
  }

  [[nodiscard]] Json result(const Finding& finding, const Change* change) const {
    const bool is_fail = finding.state == State::fail;
    Json out{{"ruleId", finding.rule}};
    if (const std::size_t index = index_of(finding.rule); index < report_->rules.size()) out["ruleIndex"] = index;
    out["kind"] = is_fail ? "fail" : "open";
    out["level"] = is_fail ? level_of(finding.severity) : "none";
    out["message"] = text_json(finding.message.in(language_));
    Json places = Json::array();
    Json others = Json::array();
    for (const Evidence& evidence : finding.evidence) {
      if (evidence.file.empty()) continue;
      (places.empty() ? places : others).push_back(location(evidence));
    }
    if (!finding.grant.empty()) {
      if (places.empty()) places.push_back(Json::object());
      places[0]["logicalLocations"] = Json::array({logical_location(finding)});
    }
    if (!places.empty()) out["locations"] = std::move(places);
    for (std::size_t i = 0; i < others.size(); ++i) others[i]["id"] = i + 1;
    if (!others.empty()) out["relatedLocations"] = std::move(others);
    out["partialFingerprints"] = {{"hibah/v1", finding.fingerprint}};
    if (change) out["baselineState"] = baseline_state(*change);
    if (finding.waiver) out["suppressions"] = Json::array({suppression(*finding.waiver)});
    out["properties"] = finding_properties(finding);
    return out;
  }

  [[nodiscard]] static Json suppression(const Waiver& waiver) {
    Json out{{"kind", "external"}, {"status", "accepted"}, {"justification", waiver.justification}};
    Json physical{{"artifactLocation", artifact_location(waivers_file)}};
    if (waiver.where.row != 0) physical["region"] = {{"startLine", waiver.where.row}};
    out["location"] = {{"physicalLocation", std::move(physical)}};
    out["properties"] = {{"requested_by", waiver.requested_by},
                         {"approved_by", waiver.approved_by},
                         {"issued", to_iso(waiver.issued)},
                         {"expires", to_iso(waiver.expires)},
                         {"document", text_or_null(waiver.document)}};
    return out;
  }

  [[nodiscard]] Json finding_properties(const Finding& finding) const {
    const auto value = [](const Measure& measure) {
      const std::optional<std::string> text = to_text(measure);
      return text ? Json(*text) : Json(nullptr);
    };
    Json basis = Json::array();
    for (const Basis& each : finding.basis) basis.push_back(detail::basis_text(each, language_));
    return {{"grant", text_or_null(finding.grant)},
            {"tranche", finding.subject.tranche ? Json(*finding.subject.tranche) : Json(nullptr)},
            {"stage", text_or_null(finding.stage)},
            {"account", text_or_null(finding.account)},
            {"expected", value(finding.expected)},
            {"actual", value(finding.actual)},
            {"difference", value(finding.difference)},
            {"unit", text_or_null(name_of(finding.unit))},
            {"subjects", finding.subjects},
            {"basis", std::move(basis)}};
  }

  [[nodiscard]] Json count_result(const RuleCount& count, const char* kind, std::uint64_t subjects, Label name) const {
    return {{"ruleId", count.rule},
            {"ruleIndex", index_of(count.rule)},
            {"kind", kind},
            {"level", "none"},
            {"message", text_json(detail::grouped(subjects, language_) + " " + std::string(label(name).in(language_)))},
            {"properties", {{"subjects", subjects}}}};
  }

  // ---- the whole ----

  [[nodiscard]] Json properties() const {
    const RuleCount total = report_->total();
    Json settings = Json::object();
    for (const auto& [key, value] : report_->settings) settings[key] = value;
    Json all{{"portfolio", report_->portfolio},
             {"as_of", to_iso(report_->as_of)},
             {"regulation", report_->regulation.id},
             {"timetable", report_->timetable.id},
             {"calendar", report_->calendar.id},
             {"summary",
              {{"pass", total.pass},
               {"fail", total.fail},
               {"not_applicable", total.not_applicable},
               {"not_evaluable", total.not_evaluable},
               {"waived", total.waived},
               {"complete", report_->complete}}},
             {"settings", std::move(settings)}};
    if (report_->baseline) {
      all["previous"] = {{"portfolio", report_->baseline->portfolio},
                         {"as_of", to_iso(report_->baseline->as_of)},
                         {"sha256", text_or_null(report_->baseline->sha256)}};
    }
    return all;
  }

  const Report* report_;
  const Catalogue* catalogue_;
  Language language_;
  detail::JsonWriter json_;
};

}  // namespace

std::string to_sarif(const Report& report, const Catalogue& catalogue, Language language) {
  return Sarif(report, catalogue, language).run();
}

}  // namespace hibah
