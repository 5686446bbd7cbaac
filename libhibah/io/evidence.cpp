#include <libhibah/io/evidence.hpp>

#include <algorithm>
#include <optional>

#include <libhibah/base/parallel.hpp>
#include <libhibah/base/text.hpp>

namespace hibah {

namespace {

void attach_row(const InputFile& input, Evidence& evidence) {
  if (evidence.column.empty()) {
    evidence.raw = input.source->row(evidence.where.offset);
  }
  const std::vector<std::string> cells = input.source->cells(evidence.where.offset);
  for (std::size_t i = 0; i < cells.size() && i < input.header.size(); ++i) {
    if (!evidence.column.empty() && input.known_as[i] == evidence.column) evidence.raw = cells[i];
    if (input.known_as[i].empty() && !cells[i].empty()) evidence.extra.emplace_back(input.header[i], cells[i]);
  }
}

/// The value of `key = value`, a comment behind it cut off; nothing where the line has another key.
std::optional<std::string_view> value_of(std::string_view line, std::string_view key) {
  if (!line.starts_with(key)) return std::nullopt;
  std::string_view rest = trimmed(line.substr(key.size()));
  if (!rest.starts_with('=')) return std::nullopt;
  rest = trimmed(rest.substr(1));
  bool in_quotes = false;
  for (std::size_t i = 0; i < rest.size(); ++i) {
    if (rest[i] == '"' && (i == 0 || rest[i - 1] != '\\')) in_quotes = !in_quotes;
    if (rest[i] == '#' && !in_quotes) return trimmed(rest.substr(0, i));
  }
  return rest;
}

/// A fact of a TOML file is kept with the line of its table: the line of its key is looked for from there.
void attach_key(std::string_view text, Evidence& evidence) {
  std::uint32_t row = evidence.where.row;
  for (std::size_t begin = std::min(static_cast<std::size_t>(evidence.where.offset), text.size()), from = begin; begin < text.size(); ++row) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = trimmed(text.substr(begin, end - begin));
    if (evidence.column.empty()) {
      evidence.raw = std::string(line);
      return;
    }
    if (row != evidence.where.row && line.starts_with('[')) return;  // the next table
    if (const auto value = value_of(line, evidence.column)) {
      const bool is_quoted = value->size() >= 2 && value->starts_with('"') && value->ends_with('"');
      evidence.raw = std::string(is_quoted ? value->substr(1, value->size() - 2) : *value);
      evidence.where.row = row;
      evidence.where.offset += begin - from;
      return;
    }
    begin = end + 1;
  }
}

void attach_all(Report& report, const StopFlag& stop) {
  std::vector<std::vector<Evidence*>> by_file(report.inputs.size());
  for (Finding& finding : report.findings) {
    for (Evidence& evidence : finding.evidence) {
      if (evidence.where.file < by_file.size()) by_file[evidence.where.file].push_back(&evidence);
    }
  }
  for (std::size_t file = 0; file < by_file.size(); ++file) {
    const InputFile& input = report.inputs[file];
    std::sort(by_file[file].begin(), by_file[file].end(),
              [](const Evidence* a, const Evidence* b) { return a->where.offset < b->where.offset; });
    for (Evidence* evidence : by_file[file]) {
      if (stop.is_stopped()) return;
      if (input.source) {
        try {
          attach_row(input, *evidence);
        } catch (const InputError&) {
          break;  // the file has changed: no row of it is what was read
        }
      } else if (input.text) {
        attach_key(*input.text, *evidence);
      }
    }
  }
}

}  // namespace

void attach_raw(Report& report, const std::function<void()>& tick) {
  on_workers(1, tick, [&](unsigned, const StopFlag& stop) { attach_all(report, stop); });
}

}  // namespace hibah
