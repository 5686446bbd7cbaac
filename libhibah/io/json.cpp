#include <libhibah/io/json.hpp>

#include <nlohmann/json.hpp>

#include <utility>
#include <vector>

#include <libhibah/base/version.hpp>
#include <libhibah/money/notation.hpp>

namespace hibah {

namespace {

using Json = nlohmann::ordered_json;

/// A JSON object or list that is written part by part, so that a report of a million findings needs the memory of one.
class Writer {
 public:
  void open(char bracket) {
    text_ += bracket;
    ++depth_;
    is_first_ = true;
  }
  void close(char bracket) {
    --depth_;
    if (!is_first_) break_line();
    text_ += bracket;
    is_first_ = false;
  }
  void key(std::string_view name) {
    next();
    text_ += dumped(Json(name));
    text_ += ": ";
  }
  void member(std::string_view name, const Json& value) {
    key(name);
    put(value);
  }
  void element(const Json& value) {
    next();
    put(value);
  }
  [[nodiscard]] std::string take() {
    text_ += '\n';
    return std::move(text_);
  }

 private:
  static std::string dumped(const Json& value) { return value.dump(2, ' ', false, Json::error_handler_t::replace); }
  void break_line() {
    text_ += '\n';
    text_.append(2 * depth_, ' ');
  }
  void next() {
    if (!is_first_) text_ += ',';
    break_line();
    is_first_ = false;
  }
  /// A line end inside a string is escaped, so every line end here is one of layout.
  void put(const Json& value) {
    for (const char byte : dumped(value)) {
      if (byte == '\n') {
        break_line();
      } else {
        text_ += byte;
      }
    }
  }

  std::string text_;
  std::size_t depth_ = 0;
  bool is_first_ = true;
};

Json text_or_null(std::string_view text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

Json measure_json(const Measure& measure) {
  const std::optional<std::string> text = to_text(measure);
  return text ? Json(*text) : Json(nullptr);
}

Json basis_json(const Bases& bases) {
  Json list = Json::array();
  for (const Basis& basis : bases) {
    list.push_back({{"instrument", basis.instrument},
                    {"article", text_or_null(basis.article)},
                    {"mark", basis.mark ? Json(name_of(*basis.mark)) : Json(nullptr)}});
  }
  return list;
}

Json evidence_json(const std::vector<Evidence>& evidence) {
  Json list = Json::array();
  for (const Evidence& piece : evidence) {
    Json object{{"file", text_or_null(piece.file)},
                {"row", piece.where.row != 0 ? Json(piece.where.row) : Json(nullptr)},
                {"column", text_or_null(piece.column)},
                {"raw", piece.raw ? Json(*piece.raw) : Json(nullptr)},
                {"entry", text_or_null(piece.entry_id)}};
    if (!piece.extra.empty()) {
      Json extra = Json::object();
      for (const auto& [column, text] : piece.extra) extra[column] = text;
      object["extra"] = std::move(extra);
    }
    list.push_back(std::move(object));
  }
  return list;
}

Json finding_json(const Finding& finding, Language language) {
  const std::string_view unit = name_of(finding.unit);
  return {{"rule", finding.rule},
          {"severity", name_of(finding.severity)},
          {"state", name_of(finding.state)},
          {"grant", text_or_null(finding.grant)},
          {"tranche", finding.subject.tranche ? Json(*finding.subject.tranche) : Json(nullptr)},
          {"stage", text_or_null(finding.stage)},
          {"account", text_or_null(finding.account)},
          {"expected", measure_json(finding.expected)},
          {"actual", measure_json(finding.actual)},
          {"difference", measure_json(finding.difference)},
          {"unit", text_or_null(unit)},
          {"message", {{"id", finding.message.id}, {"en", finding.message.en}}},
          {"basis", basis_json(finding.basis)},
          {"evidence", evidence_json(finding.evidence)},
          {"fingerprint", finding.fingerprint},
          {"reason", finding.state == State::not_evaluable ? text_or_null(finding.reason.in(language)) : Json(nullptr)},
          {"subjects", finding.subjects}};
}

Json source_json(const LawSource& source) {
  return {{"id", source.id}, {"sha256", source.sha256}};
}

Json provenance_json(const Report& report) {
  Json inputs = Json::array();
  for (const InputFile& input : report.inputs) inputs.push_back({{"file", input.name}, {"sha256", input.sha256}, {"rows", input.rows}});
  return {{"regulation", source_json(report.regulation)},
          {"timetable", source_json(report.timetable)},
          {"calendar",
           {{"id", report.calendar.id},
            {"sha256", report.calendar.sha256},
            {"from", to_iso(report.calendar_from)},
            {"to", to_iso(report.calendar_to)}}},
          {"inputs", std::move(inputs)}};
}

Json settings_json(const Report& report) {
  Json settings = Json::object();
  for (const auto& [key, value] : report.settings) settings[key] = value;
  return settings;
}

Json rules_json(const Report& report) {
  Json rules = Json::array();
  for (const RuleCount& count : report.rules) {
    rules.push_back({{"rule", count.rule},
                     {"pass", count.pass},
                     {"fail", count.fail},
                     {"not_applicable", count.not_applicable},
                     {"not_evaluable", count.not_evaluable}});
  }
  return rules;
}

Json cell_json(const Column& column, const Cell& cell) {
  if (const auto* text = std::get_if<std::string>(&cell)) return *text;
  if (const auto* amount = std::get_if<Rupiah>(&cell)) return to_plain(*amount);
  if (const auto* day = std::get_if<Date>(&cell)) return to_iso(*day);
  if (const auto* number = std::get_if<std::int64_t>(&cell)) return column.unit == "day" ? Json(std::to_string(*number)) : Json(*number);
  return nullptr;
}

}  // namespace

std::string to_json(const Report& report, Language language) {
  const RuleCount total = report.total();
  Writer json;
  json.open('{');
  json.member("tool", {{"name", "hibah"}, {"version", version()}});
  json.member("portfolio", report.portfolio);
  json.member("as_of", to_iso(report.as_of));
  json.member("provenance", provenance_json(report));
  json.member("settings", settings_json(report));
  json.member("summary", {{"pass", total.pass},
                          {"fail", total.fail},
                          {"not_applicable", total.not_applicable},
                          {"not_evaluable", total.not_evaluable},
                          {"waived", total.waived},
                          {"complete", report.complete}});
  json.member("rules", rules_json(report));
  json.key("findings");
  json.open('[');
  for (const Finding& finding : report.findings) json.element(finding_json(finding, language));
  json.close(']');
  json.close('}');
  return json.take();
}

std::string to_json(const Table& table) {
  Writer json;
  json.open('{');
  json.member("as_of", to_iso(table.as_of));
  json.key("rows");
  json.open('[');
  for (std::size_t row = 0; row < table.rows(); ++row) {
    Json object = Json::object();
    for (const Column& column : table.columns) object[column.name] = cell_json(column, column.cells[row]);
    json.element(object);
  }
  json.close(']');
  if (!table.totals.empty()) {
    Json totals = Json::object();
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      if (table.columns[i].type == ColumnType::amount) totals[table.columns[i].name] = cell_json(table.columns[i], table.totals[i]);
    }
    json.member("totals", totals);
  }
  json.close('}');
  return json.take();
}

std::string to_json(const Deadline& deadline, const Reckoning& reckoning) {
  Json skipped = Json::array();
  for (const SkippedDay& day : reckoning.skipped) {
    skipped.push_back({{"date", to_iso(day.date)}, {"why", name_of(day.why)}, {"decree", text_or_null(day.decree)}});
  }
  Writer json;
  json.open('{');
  json.member("expression", deadline.text);
  json.member("date", to_iso(reckoning.date));
  json.member("skipped", skipped);
  json.close('}');
  return json.take();
}

}  // namespace hibah
