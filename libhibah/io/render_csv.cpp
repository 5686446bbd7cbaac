#include <libhibah/io/render.hpp>

#include <algorithm>
#include <initializer_list>
#include <string_view>
#include <utility>

#include <libhibah/money/notation.hpp>

namespace hibah {

namespace {

bool is_percent(std::string_view text) noexcept {
  if (text.size() < 2 || text.back() != '%') return false;
  if (text.front() == '-') text.remove_prefix(1);
  return std::all_of(text.begin(), text.end() - 1, [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
}

/// A text that no spreadsheet takes for a formula.
std::string guarded(std::string_view text) {
  const bool looks_like_formula = !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
  return looks_like_formula && !is_percent(text) ? "'" + std::string(text) : std::string(text);
}

class CsvWriter {
 public:
  /// A cell as it stands: a header, an amount, a date, a number.
  void cell(std::string_view text) {
    if (!is_first_) text_ += ',';
    is_first_ = false;
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
      text_ += text;
      return;
    }
    text_ += '"';
    for (const char byte : text) {
      if (byte == '"') text_ += '"';
      text_ += byte;
    }
    text_ += '"';
  }
  /// A cell of words.
  void words(std::string_view text) { cell(guarded(text)); }
  void end_row() {
    text_ += '\n';
    is_first_ = true;
  }
  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  std::string text_;
  bool is_first_ = true;
};

std::string basis_text(const Bases& bases) {
  std::string text;
  for (const Basis& basis : bases) {
    if (!text.empty()) text += "; ";
    text += basis.instrument;
    if (!basis.article.empty()) text += " " + basis.article;
    if (basis.mark) text += " [" + std::string(name_of(*basis.mark)) + "]";
  }
  return text;
}

void write_evidence(CsvWriter& csv, const std::vector<Evidence>& evidence) {
  const Evidence first = evidence.empty() ? Evidence{} : evidence.front();
  csv.words(first.file);
  csv.cell(first.where.row != 0 ? std::to_string(first.where.row) : std::string{});
  csv.words(first.column);
  csv.words(first.raw.value_or(std::string{}));
  csv.words(first.entry_id);
  csv.cell(std::to_string(evidence.size()));
}

void write_finding(CsvWriter& csv, const Finding& finding, std::string_view change, Language language) {
  csv.cell(finding.rule);
  csv.cell(name_of(finding.severity));
  csv.cell(name_of(finding.state));
  csv.words(finding.grant);
  csv.cell(finding.subject.tranche ? std::to_string(*finding.subject.tranche) : std::string{});
  csv.words(finding.stage);
  csv.words(finding.account);
  for (const Measure* measure : {&finding.expected, &finding.actual, &finding.difference}) {
    csv.cell(to_text(*measure).value_or(std::string{}));
  }
  csv.cell(name_of(finding.unit));
  csv.words(finding.message.in(language));
  csv.words(finding.reason.in(language));
  csv.words(basis_text(finding.basis));
  write_evidence(csv, finding.evidence);
  csv.cell(finding.fingerprint);
  csv.cell(std::to_string(finding.subjects));
  const Waiver* waiver = finding.waiver.get();
  csv.cell(waiver ? to_iso(waiver->expires) : std::string{});
  csv.words(waiver ? waiver->approved_by : std::string{});
  csv.words(waiver ? waiver->justification : std::string{});
  csv.cell(change);
  csv.end_row();
}

void write_cell(CsvWriter& csv, const Cell& cell) {
  if (const auto* text = std::get_if<std::string>(&cell)) {
    csv.words(*text);
  } else if (const auto* amount = std::get_if<Rupiah>(&cell)) {
    csv.cell(to_plain(*amount));
  } else if (const auto* day = std::get_if<Date>(&cell)) {
    csv.cell(to_iso(*day));
  } else if (const auto* number = std::get_if<std::int64_t>(&cell)) {
    csv.cell(std::to_string(*number));
  } else {
    csv.cell({});
  }
}

}  // namespace

std::string to_csv(const Report& report, Language language) {
  CsvWriter csv;
  for (const std::string_view name :
       {"rule",       "severity",       "state",       "grant",    "tranche",      "stage",       "account",       "expected", "actual",
        "difference", "unit",           "message",     "reason",   "basis",        "file",        "row",           "column",   "raw",
        "entry",      "evidence_count", "fingerprint", "subjects", "waived_until", "approved_by", "justification", "baseline"}) {
    csv.cell(name);
  }
  csv.end_row();
  std::size_t number = 0;
  for (const Finding& finding : report.findings) {
    write_finding(csv, finding, report.baseline ? name_of(report.baseline->changes[number]) : std::string_view{}, language);
    ++number;
  }
  if (report.baseline) {
    for (const Finding& finding : report.baseline->gone) write_finding(csv, finding, name_of(Change::gone), language);
  }
  return csv.take();
}

std::string to_csv(const Table& table) {
  CsvWriter csv;
  for (const Column& column : table.columns) csv.cell(column.name);
  csv.end_row();
  for (std::size_t row = 0; row < table.rows(); ++row) {
    for (const Column& column : table.columns) write_cell(csv, column.cells[row]);
    csv.end_row();
  }
  return csv.take();
}

}  // namespace hibah
