#include <libhibah/reports/profile.hpp>

#include <algorithm>
#include <numeric>
#include <string_view>
#include <unordered_map>
#include <utility>

#include <libhibah/base/error.hpp>
#include <libhibah/money/notation.hpp>
#include <libhibah/money/ratio.hpp>

namespace hibah {

namespace {

/// What a text takes beside itself.
std::uint64_t bytes_outside(const std::string& text) {
  return text.capacity() <= std::string().capacity() ? 0 : text.capacity() + 1;
}

std::uint64_t bytes_outside(const Message& message) {
  return bytes_outside(message.id) + bytes_outside(message.en);
}

std::uint64_t bytes_outside(const Evidence& evidence) {
  std::uint64_t bytes = bytes_outside(evidence.column) + bytes_outside(evidence.file) + bytes_outside(evidence.entry_id);
  if (evidence.raw) bytes += bytes_outside(*evidence.raw);
  bytes += evidence.extra.capacity() * sizeof(evidence.extra.front());
  for (const auto& [column, text] : evidence.extra) bytes += bytes_outside(column) + bytes_outside(text);
  return bytes;
}

std::uint64_t bytes_of(const Finding& finding) {
  std::uint64_t bytes = sizeof finding + finding.evidence.capacity() * sizeof(Evidence);
  for (const std::string* text : {&finding.rule, &finding.grant, &finding.stage, &finding.account, &finding.fingerprint}) {
    bytes += bytes_outside(*text);
  }
  bytes += bytes_outside(finding.message) + bytes_outside(finding.reason);
  for (const Evidence& evidence : finding.evidence) bytes += bytes_outside(evidence);
  return bytes;
}

struct Held {
  std::uint64_t bytes = 0;
  std::uint64_t findings = 0;
};

std::unordered_map<std::string_view, Held> held_by_rule(const Report& report) {
  std::unordered_map<std::string_view, Held> held;
  for (const Finding& finding : report.findings) {
    Held& rule = held[finding.rule];
    rule.bytes += bytes_of(finding);
    ++rule.findings;
  }
  return held;
}

Cell number(std::uint64_t value) {
  return static_cast<std::int64_t>(value);
}

/// A part of all time.
Cell share_of(std::uint64_t nanoseconds, std::uint64_t all) {
  if (all == 0) return {};
  return to_percent(Ratio::from_fraction(static_cast<std::int64_t>(nanoseconds), static_cast<std::int64_t>(all)));
}

}  // namespace

Table profile_table(const Report& report) {
  if (!report.profile) throw UsageError(ErrorCode::invalid_argument, "the report has no profile: the check was given no clock");
  const Profile& profile = *report.profile;
  std::uint64_t all = std::accumulate(profile.shared.begin(), profile.shared.end(), std::uint64_t{0});
  for (const RuleCost& cost : profile.rules) all += cost.nanoseconds;

  Column rule{"rule", {"Aturan", "Rule"}, ColumnType::text, "", {}};
  Column rows{"rows", {"Baris", "Rows"}, ColumnType::number, "", {}};
  Column time{"cpu_us", {"CPU (µs)", "CPU (µs)"}, ColumnType::number, "us", {}};
  Column share{"share", {"Bagian", "Share"}, ColumnType::text, "", {}};
  Column findings{"findings", {"Temuan", "Findings"}, ColumnType::number, "", {}};
  Column bytes{"bytes", {"Memori temuan (byte)", "Memory of findings (bytes)"}, ColumnType::number, "byte", {}};
  const auto add = [&](std::string_view name, std::uint64_t nanoseconds) {
    rule.cells.emplace_back(std::string(name));
    time.cells.push_back(number((nanoseconds + 500) / 1000));
    share.cells.push_back(share_of(nanoseconds, all));
  };
  const auto held = held_by_rule(report);
  for (const RuleCost& cost : profile.rules) {
    add(cost.rule, cost.nanoseconds);
    const auto found = held.find(cost.rule);
    rows.cells.push_back(number(cost.rows));
    findings.cells.push_back(number(found == held.end() ? 0 : found->second.findings));
    bytes.cells.push_back(number(found == held.end() ? 0 : found->second.bytes));
  }
  for (std::size_t i = 0; i < shared_part_count; ++i) {
    add(name_of(static_cast<SharedPart>(i)), profile.shared[i]);
    for (Column* column : {&rows, &findings, &bytes}) column->cells.emplace_back();
  }

  Table table;
  table.name = "profile";
  table.title = {"Biaya setiap aturan", "Cost of each rule"};
  table.as_of = report.as_of;
  for (Column* column : {&rule, &rows, &time, &share, &findings, &bytes}) table.columns.push_back(std::move(*column));
  table.notes.push_back({"Waktu CPU dijumlah atas semua thread. Yang dipakai bersama oleh aturan-aturan ada pada barisnya sendiri.",
                         "CPU time is summed over all threads. What rules share stands in rows of its own."});
  return table;
}

Table phase_table(Date as_of, const std::vector<Phase>& phases) {
  Column phase{"phase", {"Langkah", "Phase"}, ColumnType::text, "", {}};
  Column time{"time_us", {"Waktu (µs)", "Time (µs)"}, ColumnType::number, "us", {}};
  Column peak{"peak_bytes", {"Puncak memori (byte)", "Peak memory (bytes)"}, ColumnType::number, "byte", {}};
  for (const Phase& each : phases) {
    phase.cells.emplace_back(each.name);
    time.cells.push_back(number(each.microseconds));
    peak.cells.push_back(number(each.peak_bytes));
  }
  Table table;
  table.name = "phases";
  table.title = {"Biaya setiap langkah", "Cost of each phase"};
  table.as_of = as_of;
  for (Column* column : {&phase, &time, &peak}) table.columns.push_back(std::move(*column));
  table.notes.push_back({"Puncak memori adalah milik seluruh proses, sejak awal sampai akhir langkah itu.",
                         "Peak memory is the whole process's, from its start to the end of the phase."});
  return table;
}

}  // namespace hibah
