#include <libhibah/io/evidence.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include <libhibah/base/limits.hpp>
#include <libhibah/base/text.hpp>
#include <libhibah/io/csv_reader.hpp>

namespace hibah {

namespace {

/// Reads pieces of one input file again.
class Source {
 public:
  explicit Source(const InputFile& input) {
    std::error_code fault;
    if (std::filesystem::file_size(input.locator, fault) != input.bytes || fault) return;
    in_.open(input.locator, std::ios::binary);
  }
  [[nodiscard]] bool is_open() const { return in_.is_open(); }
  /// At most `size` bytes from `offset`.
  std::string piece(std::uint64_t offset, std::size_t size) {
    std::string bytes(size, '\0');
    in_.clear();
    in_.seekg(static_cast<std::streamoff>(offset));
    in_.read(bytes.data(), static_cast<std::streamsize>(size));
    bytes.resize(static_cast<std::size_t>(in_.gcount()));
    return bytes;
  }

 private:
  std::ifstream in_;
};

/// The row that begins at `offset`, however long it is.
void attach_row(Source& source, const InputFile& input, Evidence& evidence) {
  for (std::size_t size = 4096;; size *= 16) {
    const std::string bytes = source.piece(evidence.where.offset, size);
    CsvReader reader(bytes, input.separator);
    CsvRow row;
    CsvFault fault;
    const bool is_whole = reader.next(row, fault) == CsvReader::Step::row && (row.end < bytes.size() || bytes.size() < size);
    if (!is_whole) {
      if (size > limits::max_line_bytes) return;
      continue;
    }
    if (evidence.column.empty()) evidence.raw = std::string(trimmed(std::string_view(bytes).substr(0, row.end)));
    for (std::size_t i = 0; i < row.cells.size() && i < input.header.size(); ++i) {
      const std::string_view cell = trimmed(row.cells[i]);
      if (!evidence.column.empty() && input.known_as[i] == evidence.column) evidence.raw = std::string(cell);
      if (input.known_as[i].empty() && !cell.empty()) evidence.extra.emplace_back(input.header[i], std::string(cell));
    }
    return;
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
void attach_key(Source& source, Evidence& evidence) {
  const std::string bytes = source.piece(evidence.where.offset, 1u << 16);
  std::uint32_t row = evidence.where.row;
  for (std::size_t begin = 0; begin < bytes.size(); ++row) {
    const std::size_t end = std::min(bytes.find('\n', begin), bytes.size());
    const std::string_view line = trimmed(std::string_view(bytes).substr(begin, end - begin));
    if (evidence.column.empty()) {
      evidence.raw = std::string(line);
      return;
    }
    if (row != evidence.where.row && line.starts_with('[')) return;  // the next table
    if (const auto value = value_of(line, evidence.column)) {
      const bool is_quoted = value->size() >= 2 && value->starts_with('"') && value->ends_with('"');
      evidence.raw = std::string(is_quoted ? value->substr(1, value->size() - 2) : *value);
      evidence.where.row = row;
      evidence.where.offset += begin;
      return;
    }
    begin = end + 1;
  }
}

}  // namespace

void attach_raw(Report& report) {
  std::vector<std::vector<Evidence*>> by_file(report.inputs.size());
  for (Finding& finding : report.findings) {
    for (Evidence& evidence : finding.evidence) {
      if (evidence.where.file < by_file.size()) by_file[evidence.where.file].push_back(&evidence);
    }
  }
  for (std::size_t file = 0; file < by_file.size(); ++file) {
    if (by_file[file].empty()) continue;
    Source source(report.inputs[file]);
    if (!source.is_open()) continue;
    std::sort(by_file[file].begin(), by_file[file].end(),
              [](const Evidence* a, const Evidence* b) { return a->where.offset < b->where.offset; });
    for (Evidence* evidence : by_file[file]) {
      if (report.inputs[file].header.empty()) {
        attach_key(source, *evidence);
      } else {
        attach_row(source, report.inputs[file], *evidence);
      }
    }
  }
}

}  // namespace hibah
