#include <libhibah/checks/earlier_report.hpp>

#include <algorithm>
#include <iterator>
#include <utility>

#include <libhibah/base/error.hpp>

namespace hibah {

namespace {

using Columns = std::optional<std::array<bool, journal_column_count>>;

Columns columns_of(const Portfolio& portfolio) {
  if (!portfolio.journal) return std::nullopt;
  std::array<bool, journal_column_count> columns{};
  for (int c = 0; c < journal_column_count; ++c) {
    columns[static_cast<std::size_t>(c)] = portfolio.journal->has(static_cast<JournalColumn>(c));
  }
  return columns;
}

/// `what` is a name of the call or the report, the same in every language.
[[noreturn]] void refuse(const std::string& what, const std::string& then = {}, const std::string& now = {}) {
  throw UsageError(ErrorCode::report_of_other, then.empty() && now.empty() ? what : what + ": " + then + " / " + now);
}

void compare_source(const char* what, const LawSource& then, const LawSource& now) {
  if (then.id != now.id || then.sha256 != now.sha256) refuse(what, then.id + " " + then.sha256, now.id + " " + now.sha256);
}

}  // namespace

EarlierReport::EarlierReport(const Report* report, const Portfolio& grown, const CheckOptions& options,
                             const std::map<std::string, std::string>& settings, const std::vector<const Rule*>& rules)
    : report_(report), grants_(grown.grants.size()) {
  if (!report_) return;
  compare(grown, options, settings, rules);
  find_places(rules.size());
  find_touched(grown);
}

void EarlierReport::compare(const Portfolio& grown, const CheckOptions& options, const std::map<std::string, std::string>& settings,
                            const std::vector<const Rule*>& rules) const {
  const Report& report = *report_;
  if (report.portfolio != grown.name) refuse("portfolio", report.portfolio, grown.name);
  if (report.as_of != options.as_of) refuse("as_of", to_iso(report.as_of), to_iso(options.as_of));
  for (const auto& [key, value] : settings) {
    const auto then = report.settings.find(key);
    if (then == report.settings.end() || then->second != value) refuse(key, then == report.settings.end() ? "" : then->second, value);
  }
  const auto is_same = [](const RuleCount& count, const Rule* rule) { return count.rule == rule->info.code; };
  if (!std::equal(report.rules.begin(), report.rules.end(), rules.begin(), rules.end(), is_same)) refuse("rules");
  compare_source("regulation", report.regulation, grown.regulation_source);
  compare_source("timetable", report.timetable, grown.timetable_source);
  compare_source("calendar", report.calendar, grown.calendar_source);
  compare_inputs(grown);
}

/// The inputs of then stand first, and what came is rows of the journal.
void EarlierReport::compare_inputs(const Portfolio& grown) const {
  const Report& report = *report_;
  const auto is_same = [](const InputFile& then, const InputFile& now) { return then.name == now.name && then.sha256 == now.sha256; };
  const auto [then, now] = std::mismatch(report.inputs.begin(), report.inputs.end(), grown.inputs.begin(), grown.inputs.end(), is_same);
  if (then != report.inputs.end()) refuse("inputs", then->name, now == grown.inputs.end() ? "" : now->name);
  if (report.has_budget != grown.budget.has_value()) refuse("budget");
  if (report.has_documents != grown.documents.has_value()) refuse("documents");
  if (report.has_bank != grown.bank.has_value()) refuse("bank");
  if (report.entries > (grown.journal ? grown.journal->size() : 0)) refuse("journal");
  if (report.by_grant.size() != report.rules.size() * grants_) refuse("grants");
}

void EarlierReport::find_places(std::size_t rules) {
  places_.reserve(rules * grants_);
  std::size_t place = 0;
  for (std::size_t r = 0; r < rules; ++r) {
    const auto first = report_->by_grant.begin() + static_cast<std::ptrdiff_t>(r * grants_);
    std::uint64_t of_grants = 0;
    std::for_each(first, first + static_cast<std::ptrdiff_t>(grants_), [&](const GrantCount& count) { of_grants += count.findings; });
    std::uint64_t all = 0;
    for (auto finding = report_->findings.from(place); finding != report_->findings.end(); ++finding, ++all) {
      if (finding->rule != report_->rules[r].rule) break;
    }
    if (of_grants > all) refuse("findings");
    place += static_cast<std::size_t>(all - of_grants);  // those on the portfolio come first
    for (std::size_t g = 0; g < grants_; ++g) {
      places_.push_back(place);
      place += static_cast<std::size_t>(first[static_cast<std::ptrdiff_t>(g)].findings);
    }
  }
  if (place != report_->findings.size()) refuse("findings");
}

void EarlierReport::find_touched(const Portfolio& grown) {
  // What an input lacks is unknown for all.
  is_touched_.assign(grants_, report_->columns != columns_of(grown));
  if (!grown.journal) return;
  const Journal& journal = *grown.journal;
  const auto first = static_cast<EntryIndex>(report_->entries);
  for (EntryIndex i = first; i < journal.size(); ++i) is_touched_[journal.grant(i)] = true;
  for (const EntryIndex reversal : journal.reversals_naming(first)) is_touched_[journal.grant(reversal)] = true;
}

GrantCount EarlierReport::give(std::size_t rule, std::size_t grant, Report& to) const {
  const std::size_t place = rule * grants_ + grant;
  const GrantCount& count = report_->by_grant[place];
  std::vector<Finding> findings;
  findings.reserve(count.findings);
  std::copy_n(report_->findings.from(places_[place]), count.findings, std::back_inserter(findings));
  to.findings.append(std::move(findings));
  return count;
}

void note_portfolio(Report& report, const Portfolio& portfolio) {
  report.entries = portfolio.journal ? portfolio.journal->size() : 0;
  report.columns = columns_of(portfolio);
  report.has_budget = portfolio.budget.has_value();
  report.has_documents = portfolio.documents.has_value();
  report.has_bank = portfolio.bank.has_value();
}

}  // namespace hibah
