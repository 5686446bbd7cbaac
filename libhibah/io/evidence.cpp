#include <libhibah/io/evidence.hpp>

#include <algorithm>
#include <atomic>
#include <optional>
#include <span>
#include <utility>

#include <libhibah/base/parallel.hpp>
#include <libhibah/base/text.hpp>

namespace hibah {

namespace {

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
  for (std::size_t begin = std::min(static_cast<std::size_t>(evidence.where.offset), text.size()), from = begin; begin < text.size();
       ++row) {
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

/// What stands at evidence of one input, in the order of its rows.
void attach(const InputFile& input, std::span<Evidence* const> evidence) {
  if (input.source) {
    try {
      read_rows(evidence, input);
    } catch (const InputError&) {  // the file has changed: no row of it is what was read
      for (Evidence* const each : evidence) {
        each->raw.reset();
        each->extra.clear();
      }
    }
  } else if (input.text) {
    for (Evidence* const each : evidence) attach_key(*input.text, *each);
  }
}

}  // namespace

void attach_raw(Report& report, const std::function<void()>& tick) {
  std::vector<Evidence*> all;
  for (Finding& finding : report.findings) {
    for (Evidence& evidence : finding.evidence) {
      const bool is_given = evidence.raw || !evidence.extra.empty();  // by the report that this one was made after
      if (!is_given && evidence.where.file < report.inputs.size()) all.push_back(&evidence);
    }
  }
  // In the order of the files: neighbours are read together.
  std::sort(all.begin(), all.end(), [](const Evidence* a, const Evidence* b) {
    return std::pair(a->where.file, a->where.offset) < std::pair(b->where.file, b->where.offset);
  });
  constexpr std::size_t share = 1024;
  std::atomic<std::size_t> next{0};
  const unsigned threads = all.size() <= 4 * share ? 1 : thread_count(0);
  on_workers(threads, tick, [&](unsigned, const StopFlag& stop) {
    for (std::size_t begin = next.fetch_add(share); begin < all.size(); begin = next.fetch_add(share)) {
      const std::size_t last = std::min(begin + share, all.size());
      for (std::size_t from = begin, to = begin; from < last && !stop.is_stopped(); from = to) {
        const std::uint32_t file = all[from]->where.file;
        while (to < last && all[to]->where.file == file) ++to;
        attach(report.inputs[file], std::span(all).subspan(from, to - from));
      }
    }
  });
}

}  // namespace hibah
