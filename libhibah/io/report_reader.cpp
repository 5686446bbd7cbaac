#include <libhibah/io/report_reader.hpp>

#include <nlohmann/json.hpp>

#include <charconv>
#include <limits>
#include <memory>
#include <optional>
#include <utility>

#include <libhibah/base/sha256.hpp>
#include <libhibah/io/detail/problems.hpp>
#include <libhibah/io/input_bytes.hpp>
#include <libhibah/money/notation.hpp>

namespace hibah {

namespace {

using Json = nlohmann::json;
using detail::Problems;

constexpr std::uint64_t most_bytes = std::uint64_t{16} << 30;

/// One object of the JSON; what is missing or of another type is a problem that names the way to it.
class Fields {
 public:
  Fields(const Json& object, std::string path, const std::string& file, Problems& problems)
      : object_(&object), path_(std::move(path)), file_(&file), problems_(&problems) {
    if (!object.is_object()) problem("", ErrorCode::value_type, "{...}");
  }

  /// A text that has to be there.
  std::string text(const char* key) {
    const Json* value = find(key);
    if (value && value->is_string()) return value->get<std::string>();
    problem(key, value ? ErrorCode::value_type : ErrorCode::key_missing, "\"...\"");
    return {};
  }
  /// A text, or null: empty.
  std::string text_or_none(const char* key) {
    const Json* value = find(key);
    if (!value || value->is_null()) return {};
    if (value->is_string()) return value->get<std::string>();
    problem(key, ErrorCode::value_type, "\"...\" | null");
    return {};
  }
  std::uint64_t count(const char* key, std::uint64_t otherwise = 0) {
    const Json* value = find(key);
    if (!value || value->is_null()) return otherwise;
    if (value->is_number_unsigned()) return value->get<std::uint64_t>();
    problem(key, ErrorCode::value_type, "0, 1, 2, ...");
    return otherwise;
  }
  Date date(const char* key) { return date_or_none(key).value_or(Date()); }
  /// A date that is not before another one.
  Date date_from(const char* key, Date first) {
    const std::optional<Date> date = date_or_none(key);
    if (date && *date < first) problem(key, ErrorCode::value_not_allowed, ">= " + to_iso(first));
    return date && *date >= first ? *date : first;
  }
  /// One of some words; the first where it is none.
  template <typename Value>
  Value word(const char* key, std::initializer_list<Value> values) {
    const std::string written = text(key);
    std::string names;
    for (const Value value : values) {
      if (written == name_of(value)) return value;
      names += (names.empty() ? "" : ", ") + std::string(name_of(value));
    }
    problem(key, ErrorCode::value_not_allowed, names);
    return *values.begin();
  }
  /// A list that may be missing.
  const Json& list(const char* key) {
    static const Json none = Json::array();
    const Json* value = find(key);
    if (!value || value->is_null()) return none;
    if (value->is_array()) return *value;
    problem(key, ErrorCode::value_type, "[...]");
    return none;
  }
  std::optional<Fields> object(const char* key) {
    const Json* value = find(key);
    if (!value || value->is_null()) return std::nullopt;
    return Fields(*value, path_of(key), *file_, *problems_);
  }
  [[nodiscard]] Fields element(const char* key, const Json& item, std::size_t number) const {
    return {item, path_of(key) + "[" + std::to_string(number) + "]", *file_, *problems_};
  }
  [[nodiscard]] bool truth(const char* key, bool otherwise) const {
    const Json* value = find(key);
    return value && value->is_boolean() ? value->get<bool>() : otherwise;
  }
  [[nodiscard]] const Json* find(const char* key) const {
    if (!object_->is_object()) return nullptr;
    const auto found = object_->find(key);
    return found == object_->end() ? nullptr : &*found;
  }
  void problem(const char* key, ErrorCode code, std::string expected) {
    const Json* value = find(key);
    problems_->add(code, *file_, 0, path_of(key), value ? value->dump(-1, ' ', false, Json::error_handler_t::replace) : std::string{},
                   std::move(expected));
  }

 private:
  std::optional<Date> date_or_none(const char* key) {
    const Json* value = find(key);
    const std::string written = text(key);
    if (!value || !value->is_string()) return std::nullopt;  // told
    DateSpan span;
    ErrorCode code = ErrorCode::date_not_understood;
    if (try_parse_date_span(written, span, code) && span.is_day()) return span.first;
    problem(key, code, "2024-03-26");
    return std::nullopt;
  }
  [[nodiscard]] std::string path_of(const std::string& key) const {
    if (path_.empty() || key.empty()) return path_ + key;
    return path_ + "." + key;
  }

  const Json* object_;
  std::string path_;
  const std::string* file_;
  Problems* problems_;
};

std::optional<std::int64_t> whole(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

/// "40%", "-33.75%", "1409/3080": what Ratio writes.
std::optional<Ratio> ratio_of(std::string_view text) {
  if (const std::size_t slash = text.find('/'); slash != std::string_view::npos) {
    const auto numerator = whole(text.substr(0, slash));
    const auto denominator = whole(text.substr(slash + 1));
    if (!numerator || !denominator || *denominator <= 0) return std::nullopt;
    return Ratio::from_fraction(*numerator, *denominator);
  }
  if (!text.ends_with('%')) return std::nullopt;
  std::string digits(text.substr(0, text.size() - 1));
  std::int64_t denominator = 100;
  if (const std::size_t point = digits.find('.'); point != std::string::npos) {
    for (std::size_t i = point + 1; i < digits.size() && i <= point + 12; ++i) denominator *= 10;
    digits.erase(point, 1);
  }
  const auto numerator = whole(digits);
  if (!numerator) return std::nullopt;
  return Ratio::from_fraction(*numerator, denominator);
}

Measure measure_of(Fields& fields, const char* key, Unit unit) {
  const std::string text = fields.text_or_none(key);
  if (text.empty()) return {};
  if (unit == Unit::idr) {
    Rupiah amount;
    if (try_parse_cell(text, Notation::plain, amount)) return amount;
  } else if (unit == Unit::share) {
    if (const auto ratio = ratio_of(text)) return *ratio;
  } else {
    if (const auto number = whole(text); number && (unit == Unit::count || text.size() < 4 || text.front() == '-')) return *number;
    DateSpan span;
    ErrorCode code{};
    if (unit == Unit::day && try_parse_date_span(text, span, code)) return span;
    if (const auto number = whole(text)) return *number;
  }
  fields.problem(key, ErrorCode::value_not_allowed, std::string(name_of(unit)));
  return {};
}

Unit unit_of(Fields& fields) {
  const std::string text = fields.text_or_none("unit");
  for (const Unit unit : {Unit::none, Unit::idr, Unit::day, Unit::share, Unit::count}) {
    if (text == name_of(unit)) return unit;
  }
  fields.problem("unit", ErrorCode::value_not_allowed, "IDR, day, share, count");
  return Unit::none;
}

std::shared_ptr<const Waiver> waiver_of(Fields fields) {
  auto waiver = std::make_shared<Waiver>();
  waiver->justification = fields.text("justification");
  waiver->requested_by = fields.text("requested_by");
  waiver->approved_by = fields.text("approved_by");
  waiver->issued = fields.date("issued");
  waiver->expires = fields.date("expires");
  waiver->document = fields.text_or_none("document");
  waiver->where.row = static_cast<std::uint32_t>(fields.count("row"));
  return waiver;
}

Evidence evidence_of(Fields fields) {
  Evidence evidence;
  evidence.file = fields.text_or_none("file");
  evidence.where.row = static_cast<std::uint32_t>(fields.count("row"));
  evidence.column = fields.text_or_none("column");
  if (const Json* raw = fields.find("raw"); raw && raw->is_string()) evidence.raw = raw->get<std::string>();
  evidence.entry_id = fields.text_or_none("entry");
  if (const Json* extra = fields.find("extra"); extra && extra->is_object()) {
    for (const auto& [column, text] : extra->items()) {
      if (text.is_string()) evidence.extra.emplace_back(column, text.get<std::string>());
    }
  }
  return evidence;
}

Basis basis_of(Fields fields) {
  Basis basis;
  basis.instrument = fields.text("instrument");
  basis.article = fields.text_or_none("article");
  const std::string mark = fields.text_or_none("mark");
  for (const Mark known : {Mark::read, Mark::press, Mark::memory}) {
    if (mark == name_of(known)) basis.mark = known;
  }
  return basis;
}

template <typename Value, typename Read>
std::vector<Value> all_of(Fields& fields, const char* key, const Read& read) {
  std::vector<Value> values;
  const Json& list = fields.list(key);
  for (std::size_t i = 0; i < list.size(); ++i) values.push_back(read(fields.element(key, list[i], i + 1)));
  return values;
}

Finding finding_of(Fields fields) {
  Finding finding;
  finding.rule = fields.text("rule");
  finding.severity = fields.word<Severity>("severity", {Severity::error, Severity::warning, Severity::info});
  finding.state = fields.word<State>("state", {State::fail, State::not_evaluable});
  finding.grant = fields.text_or_none("grant");
  if (const std::uint64_t tranche = fields.count("tranche"); tranche != 0 && tranche <= std::numeric_limits<int>::max()) {
    finding.subject.tranche = static_cast<int>(tranche);
  }
  finding.stage = fields.text_or_none("stage");
  finding.account = fields.text_or_none("account");
  finding.unit = unit_of(fields);
  finding.expected = measure_of(fields, "expected", finding.unit);
  finding.actual = measure_of(fields, "actual", finding.unit);
  finding.difference = measure_of(fields, "difference", finding.unit);
  if (auto message = fields.object("message")) finding.message = {message->text("id"), message->text("en")};
  finding.basis = Bases(all_of<Basis>(fields, "basis", basis_of));
  finding.evidence = all_of<Evidence>(fields, "evidence", evidence_of);
  finding.fingerprint = fields.text("fingerprint");
  finding.reason = same(fields.text_or_none("reason"));
  finding.subjects = fields.count("subjects", 1);
  if (auto waiver = fields.object("waiver")) finding.waiver = waiver_of(std::move(*waiver));
  return finding;
}

RuleCount count_of(Fields fields) {
  RuleCount count;
  count.rule = fields.text("rule");
  count.pass = fields.count("pass");
  count.fail = fields.count("fail");
  count.not_applicable = fields.count("not_applicable");
  count.not_evaluable = fields.count("not_evaluable");
  count.waived = fields.count("waived");
  return count;
}

LawSource source_of(Fields& provenance, const char* key) {
  auto source = provenance.object(key);
  return source ? LawSource{source->text("id"), source->text("sha256")} : LawSource{};
}

void read_provenance(Fields provenance, Report& report) {
  report.regulation = source_of(provenance, "regulation");
  report.timetable = source_of(provenance, "timetable");
  report.calendar = source_of(provenance, "calendar");
  if (auto calendar = provenance.object("calendar")) {
    report.calendar_from = calendar->date("from");
    report.calendar_to = calendar->date_from("to", report.calendar_from);
  }
  report.inputs = all_of<InputFile>(provenance, "inputs", [](Fields fields) {
    InputFile input;
    input.name = fields.text("file");
    input.sha256 = fields.text_or_none("sha256");
    input.rows = fields.count("rows");
    return input;
  });
  if (auto previous = provenance.object("previous")) {
    Baseline& baseline = report.baseline.emplace();
    baseline.portfolio = previous->text("portfolio");
    baseline.as_of = previous->date("as_of");
    baseline.sha256 = previous->text_or_none("sha256");
  }
}

/// What was found of each finding when the report was held against the one before it.
void read_changes(Fields& fields, Report& report) {
  const Json& list = fields.list("findings");
  for (std::size_t i = 0; i < list.size(); ++i) {
    Fields finding = fields.element("findings", list[i], i + 1);
    report.baseline->changes.push_back(finding.word<Change>("baseline", {Change::added, Change::changed, Change::unchanged}));
  }
  report.baseline->gone = all_of<Finding>(fields, "gone", finding_of);
}

Report report_of(Fields fields) {
  Report report;
  if (auto tool = fields.object("tool"); !tool || tool->text("name") != "hibah") {
    fields.problem("tool", ErrorCode::value_not_allowed, "{\"name\": \"hibah\", ...}");
    return report;
  }
  report.portfolio = fields.text("portfolio");
  report.as_of = fields.date("as_of");
  if (auto provenance = fields.object("provenance")) read_provenance(std::move(*provenance), report);
  if (const Json* settings = fields.find("settings"); settings && settings->is_object()) {
    for (const auto& [key, value] : settings->items()) {
      if (value.is_string()) report.settings.emplace(key, value.get<std::string>());
    }
  }
  if (auto summary = fields.object("summary")) report.complete = summary->truth("complete", true);
  report.rules = all_of<RuleCount>(fields, "rules", count_of);
  report.findings = all_of<Finding>(fields, "findings", finding_of);
  if (report.baseline) read_changes(fields, report);
  return report;
}

}  // namespace

std::vector<Report> reports_of(std::string_view text, const std::string& name) {
  Problems problems;
  Json root;
  try {
    root = Json::parse(text);
  } catch (const Json::parse_error& error) {
    const std::size_t at = std::min<std::size_t>(error.byte, text.size());
    const auto row = static_cast<std::uint64_t>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n')) + 1;
    problems.add(text.empty() ? ErrorCode::file_empty : ErrorCode::json_syntax, name, text.empty() ? 0 : row, "", "");
    problems.throw_if_any();
  } catch (const Json::out_of_range& error) {
    // A number beyond what a double holds. No report has one, and the parser tells its digits in quotes, not its place.
    const std::string_view what = error.what();
    const std::size_t quote = what.find('\'');
    problems.add(ErrorCode::json_syntax, name, 0, "", quote == what.npos ? "" : what.substr(quote + 1, what.rfind('\'') - quote - 1));
    problems.throw_if_any();
  }
  std::vector<Report> reports;
  if (root.is_array()) {
    for (std::size_t i = 0; i < root.size(); ++i)
      reports.push_back(report_of({root[i], "[" + std::to_string(i + 1) + "]", name, problems}));
  } else {
    reports.push_back(report_of({root, "", name, problems}));
  }
  problems.throw_if_any();
  const std::string hash = sha256(text);
  for (Report& report : reports) report.sha256 = hash;
  return reports;
}

std::vector<Report> read_reports(const std::string& path) {
  return reports_of(read_whole(path, path, most_bytes), path);
}

Report read_report(const std::string& path) {
  std::vector<Report> reports = read_reports(path);
  if (reports.size() == 1) return std::move(reports.front());
  Problems problems;
  problems.add(ErrorCode::value_not_allowed, path, 0, "", std::to_string(reports.size()), "1");
  problems.throw_if_any();
  return {};
}

}  // namespace hibah
