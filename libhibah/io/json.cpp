#include <libhibah/io/json.hpp>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <utility>
#include <vector>

#include <libhibah/base/parallel.hpp>
#include <libhibah/base/text.hpp>
#include <libhibah/base/version.hpp>
#include <libhibah/io/detail/json_writer.hpp>
#include <libhibah/money/notation.hpp>

namespace hibah {

namespace {

using detail::Json;
using Writer = detail::JsonWriter;

Json text_or_null(std::string_view text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

void write_measure(Writer& json, std::string_view name, const Measure& measure) {
  json.key(name);
  const std::optional<std::string> text = to_text(measure);
  text ? json.text(*text) : json.null();
}

void write_basis(Writer& json, const Bases& bases) {
  json.key("basis");
  json.open('[');
  for (const Basis& basis : bases) {
    json.next();
    json.open('{');
    json.key("instrument");
    json.text(basis.instrument);
    json.key("article");
    json.text_or_null(basis.article);
    json.key("mark");
    basis.mark ? json.text(name_of(*basis.mark)) : json.null();
    json.close('}');
  }
  json.close(']');
}

void write_extra(Writer& json, const std::vector<std::pair<std::string, std::string>>& extra) {
  json.key("extra");
  json.open('{');
  for (auto cell = extra.begin(); cell != extra.end(); ++cell) {
    json.outer_key(cell->first);
    json.text(cell->second);
  }
  json.close('}');
}

void write_evidence(Writer& json, const std::vector<Evidence>& evidence) {
  json.key("evidence");
  json.open('[');
  for (const Evidence& piece : evidence) {
    json.next();
    json.open('{');
    json.key("file");
    json.text_or_null(piece.file);
    json.key("row");
    piece.where.row != 0 ? json.number(piece.where.row) : json.null();
    json.key("column");
    json.text_or_null(piece.column);
    json.key("raw");
    piece.raw ? json.text(*piece.raw) : json.null();
    json.key("entry");
    json.text_or_null(piece.entry_id);
    if (!piece.extra.empty()) write_extra(json, piece.extra);
    json.close('}');
  }
  json.close(']');
}

void write_message(Writer& json, const Message& message) {
  json.key("message");
  json.open('{');
  json.key("id");
  json.text(message.id);
  json.key("en");
  json.text(message.en);
  json.close('}');
}

void write_waiver(Writer& json, const Waiver* waiver) {
  json.key("waiver");
  if (!waiver) {
    json.null();
    return;
  }
  json.open('{');
  json.key("justification");
  json.text(waiver->justification);
  json.key("requested_by");
  json.text(waiver->requested_by);
  json.key("approved_by");
  json.text(waiver->approved_by);
  json.key("issued");
  json.text(to_iso(waiver->issued));
  json.key("expires");
  json.text(to_iso(waiver->expires));
  json.key("document");
  json.text_or_null(waiver->document);
  json.key("row");
  json.number(waiver->where.row);
  json.close('}');
}

/// What became of it since the report that it was held against; `change` is null where there is none.
void write_finding(Writer& json, const Finding& finding, const Change* change, Language language) {
  json.next();
  json.open('{');
  json.key("rule");
  json.text(finding.rule);
  json.key("severity");
  json.text(name_of(finding.severity));
  json.key("state");
  json.text(name_of(finding.state));
  json.key("grant");
  json.text_or_null(finding.grant);
  json.key("tranche");
  finding.subject.tranche ? json.number(*finding.subject.tranche) : json.null();
  json.key("stage");
  json.text_or_null(finding.stage);
  json.key("account");
  json.text_or_null(finding.account);
  write_measure(json, "expected", finding.expected);
  write_measure(json, "actual", finding.actual);
  write_measure(json, "difference", finding.difference);
  json.key("unit");
  json.text_or_null(name_of(finding.unit));
  write_message(json, finding.message);
  write_basis(json, finding.basis);
  write_evidence(json, finding.evidence);
  json.key("fingerprint");
  json.text(finding.fingerprint);
  json.key("reason");
  json.text_or_null(finding.state == State::not_evaluable ? finding.reason.in(language) : std::string_view());
  json.key("subjects");
  json.number(static_cast<std::int64_t>(finding.subjects));
  write_waiver(json, finding.waiver.get());
  if (change) {
    json.key("baseline");
    json.text(name_of(*change));
  }
  json.close('}');
}

/// Pieces of a text, joined in their order in whatever order they are ready. Nobody waits for another.
class Joint {
 public:
  explicit Joint(Writer& whole) : whole_(&whole) {}
  /// Takes a piece; what `parts` holds afterwards is free to be written over.
  void add(std::size_t number, std::string& parts) {
    const std::lock_guard lock(guard_);
    if (number != next_) {
      early_.emplace(number, std::exchange(parts, {}));
      return;
    }
    whole_->append(parts);
    ++next_;
    for (auto ready = early_.begin(); ready != early_.end() && ready->first == next_; ready = early_.erase(ready), ++next_) {
      whole_->append(ready->second);
    }
  }

 private:
  Writer* whole_;
  std::mutex guard_;
  std::size_t next_ = 0;
  std::map<std::size_t, std::string> early_;
};

const Change* change_of(const Report& report, std::size_t finding) {
  return report.baseline ? &report.baseline->changes[finding] : nullptr;
}

/// What all findings will take, with something over, by a sample of them: a text that outgrows its memory would be copied.
std::size_t likely_size(const Report& report, std::size_t depth, Language language) {
  const Findings& findings = report.findings;
  constexpr std::size_t sample = 256;
  const std::size_t stride = findings.size() / sample + 1;
  Writer json(depth);
  std::size_t seen = 0;
  for (std::size_t i = 0; i < findings.size(); i += stride, ++seen) write_finding(json, findings[i], change_of(report, i), language);
  return seen == 0 ? 0 : json.parts().size() / seen * findings.size() / 16 * 17;
}

void write_findings(Writer& json, const Report& report, Language language, unsigned threads) {
  const Findings& findings = report.findings;
  constexpr std::size_t depth = 2;
  constexpr std::size_t share = 256;
  json.reserve(likely_size(report, depth, language));
  const std::size_t pieces = (findings.size() + share - 1) / share;
  std::atomic<std::size_t> next{0};
  Joint joint(json);
  const auto fitting = static_cast<unsigned>(std::min<std::size_t>(thread_count(threads), std::max<std::size_t>(pieces, 1)));
  on_workers(fitting, {}, [&](unsigned, const StopFlag& stop) {
    Writer piece(depth);
    for (std::size_t number = next++; number < pieces && !stop.is_stopped(); number = next++) {
      piece.restart(number == 0);
      auto finding = findings.from(number * share);
      for (std::size_t i = 0; i < share && finding != findings.end(); ++i, ++finding) {
        write_finding(piece, *finding, change_of(report, number * share + i), language);
      }
      joint.add(number, piece.parts());
    }
  });
}

void write_gone(Writer& json, const Baseline& baseline, Language language) {
  json.key("gone");
  json.open('[');
  const Change gone = Change::gone;
  for (const Finding& finding : baseline.gone) write_finding(json, finding, &gone, language);
  json.close(']');
}

Json source_json(const LawSource& source) {
  return {{"id", source.id}, {"sha256", source.sha256}};
}

Json provenance_json(const Report& report) {
  Json inputs = Json::array();
  for (const InputFile& input : report.inputs) inputs.push_back({{"file", input.name}, {"sha256", input.sha256}, {"rows", input.rows}});
  Json all{{"regulation", source_json(report.regulation)},
           {"timetable", source_json(report.timetable)},
           {"calendar",
            {{"id", report.calendar.id},
             {"sha256", report.calendar.sha256},
             {"from", to_iso(report.calendar_from)},
             {"to", to_iso(report.calendar_to)}}},
           {"inputs", std::move(inputs)}};
  if (report.baseline) {
    all["previous"] = {{"portfolio", report.baseline->portfolio},
                       {"as_of", to_iso(report.baseline->as_of)},
                       {"sha256", text_or_null(report.baseline->sha256)}};
  }
  return all;
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
                     {"not_evaluable", count.not_evaluable},
                     {"waived", count.waived}});
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

std::string to_json(const Report& report, Language language, unsigned threads) {
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
  write_findings(json, report, language, threads);
  json.close(']');
  if (report.baseline) write_gone(json, *report.baseline, language);
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
