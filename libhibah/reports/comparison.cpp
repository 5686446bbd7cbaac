#include <libhibah/reports/comparison.hpp>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include <libhibah/checks/engine.hpp>

namespace hibah {

namespace {

constexpr std::array order{Change::added, Change::changed, Change::gone, Change::unchanged};

Table empty_comparison(Date as_of) {
  using enum ColumnType;
  Table table;
  table.name = "comparison";
  table.title = {"Perbandingan dua laporan", "Two reports compared"};
  table.as_of = as_of;
  table.columns = {
      {"change", {"Perubahan", "Change"}, text, "", {}},      {"rule", {"Aturan", "Rule"}, text, "", {}},
      {"severity", {"Tingkat", "Severity"}, text, "", {}},    {"grant", {"Hibah", "Grant"}, text, "", {}},
      {"tranche", {"Tahap", "Tranche"}, number, "", {}},      {"stage", {"Tahapan", "Stage"}, text, "", {}},
      {"account", {"Rekening", "Account"}, text, "", {}},     {"before_state", {"Dulu", "Was"}, text, "", {}},
      {"before", {"Nilai dulu", "Value then"}, text, "", {}}, {"after_state", {"Kini", "Is"}, text, "", {}},
      {"after", {"Nilai kini", "Value now"}, text, "", {}},   {"unit", {"Satuan", "Unit"}, text, "", {}},
      {"reason", {"Keterangan", "Reason"}, text, "", {}},     {"fingerprint", {"Sidik", "Fingerprint"}, text, "", {}},
  };
  return table;
}

Cell text_or_null(std::string_view text) {
  return text.empty() ? Cell{} : Cell{std::string(text)};
}

Cell state_of(const Finding* finding) {
  if (!finding) return {};
  return std::string(finding->waiver ? "waived" : name_of(finding->state));
}

Cell value_of(const Finding* finding) {
  if (!finding) return {};
  return text_or_null(to_text(finding->actual).value_or(std::string{}));
}

void add(Table& table, const FindingPair& pair, Change change, Language language) {
  const Finding& shown = pair.after ? *pair.after : *pair.before;
  const Cell cells[] = {std::string(name_of(change)),
                        shown.rule,
                        std::string(name_of(shown.severity)),
                        text_or_null(shown.grant),
                        shown.subject.tranche ? Cell{std::int64_t{*shown.subject.tranche}} : Cell{},
                        text_or_null(shown.stage),
                        text_or_null(shown.account),
                        state_of(pair.before),
                        value_of(pair.before),
                        state_of(pair.after),
                        value_of(pair.after),
                        text_or_null(name_of(shown.unit)),
                        text_or_null(shown.message.in(language)),
                        shown.fingerprint};
  for (std::size_t i = 0; i < table.columns.size(); ++i) table.columns[i].cells.push_back(cells[i]);
}

Message counts_of(const std::array<std::size_t, 4>& counts) {
  const auto number = [&](Change change) { return same(std::to_string(counts[static_cast<std::size_t>(change)])); };
  return fill({"Baru {new}, berubah {changed}, hilang {gone}, tetap {unchanged}.",
               "New {new}, changed {changed}, gone {gone}, unchanged {unchanged}."},
              {{"new", number(Change::added)},
               {"changed", number(Change::changed)},
               {"gone", number(Change::gone)},
               {"unchanged", number(Change::unchanged)}});
}

Message report_name(const Report& report) {
  return fill({"{portfolio} per {day}", "{portfolio} as of {day}"},
              {{"portfolio", same(report.portfolio)}, {"day", to_long(report.as_of)}});
}

void say_chain(Table& table, const Report& before, const Report& after) {
  if (!after.baseline || after.baseline->sha256.empty() || before.sha256.empty()) return;
  table.notes.push_back(after.baseline->sha256 == before.sha256
                            ? Message{"Laporan baru menyebut laporan lama sebagai pendahulunya (sha256 sama).",
                                      "The new report names the old one as the one before it (same sha256)."}
                            : Message{"Laporan baru menyebut laporan lain sebagai pendahulunya (sha256 berbeda).",
                                      "The new report names another one as the one before it (another sha256)."});
}

}  // namespace

Table comparison(const Report& before, const Report& after, const std::vector<Change>& only, Language language) {
  Table table = empty_comparison(after.as_of);
  std::array<std::vector<FindingPair>, 4> by_change;
  for (const FindingPair& pair : compare(before, after)) by_change[static_cast<std::size_t>(pair.change())].push_back(pair);
  std::array<std::size_t, 4> counts{};
  for (const Change change : order) {
    const std::vector<FindingPair>& pairs = by_change[static_cast<std::size_t>(change)];
    counts[static_cast<std::size_t>(change)] = pairs.size();
    if (!only.empty() && std::find(only.begin(), only.end(), change) == only.end()) continue;
    for (const FindingPair& pair : pairs) add(table, pair, change, language);
  }
  table.notes.push_back(fill({"Dulu: {before}. Kini: {after}.", "Then: {before}. Now: {after}."},
                             {{"before", report_name(before)}, {"after", report_name(after)}}));
  table.notes.push_back(counts_of(counts));
  say_chain(table, before, after);
  return table;
}

}  // namespace hibah
