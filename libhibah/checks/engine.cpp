#include <libhibah/checks/engine.hpp>

#include <algorithm>
#include <iterator>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include <libhibah/checks/cost_meter.hpp>
#include <libhibah/checks/earlier_report.hpp>
#include <libhibah/checks/missing.hpp>
#include <libhibah/checks/rules/support.hpp>
#include <libhibah/checks/waivers.hpp>
#include <libhibah/journal/journal_builder.hpp>

namespace hibah {

namespace {

/// What the files beside the journal hold of a grant, in the file's order.
struct Papers {
  std::vector<const Document*> documents;
  std::vector<const BankRow*> statement;
};

std::vector<Papers> papers_of(const Portfolio& portfolio) {
  std::vector<Papers> papers(portfolio.grants.size());
  if (portfolio.documents) {
    for (const Document& document : *portfolio.documents) papers[document.grant].documents.push_back(&document);
  }
  if (portfolio.bank) {
    for (const BankRow& row : portfolio.bank->rows) papers[row.grant].statement.push_back(&row);
  }
  return papers;
}

/// Reads the rows of the entries that a rule's findings point at.
void read_entries(const std::vector<InputFile>& inputs, std::vector<Finding>& findings, const StopFlag& stop) {
  std::vector<Evidence*> rows;
  for (Finding& finding : findings) {
    for (Evidence& evidence : finding.evidence) {
      const std::uint32_t file = evidence.where.file;
      if (evidence.entry != no_entry && file < inputs.size() && inputs[file].source) rows.push_back(&evidence);
    }
  }
  const auto place = [](const Evidence* evidence) { return std::pair(evidence->where.file, evidence->where.offset); };
  std::sort(rows.begin(), rows.end(), [&](const Evidence* a, const Evidence* b) { return place(a) < place(b); });
  constexpr std::size_t most = 4096;  // a stop is heard in between
  for (std::size_t from = 0, to = 0; from < rows.size() && !stop.is_stopped(); from = to) {
    const std::uint32_t file = rows[from]->where.file;
    while (to < rows.size() && to - from < most && rows[to]->where.file == file) ++to;
    read_rows(std::span(rows).subspan(from, to - from), inputs[file]);
  }
}

/// The same, and takes the fingerprints that hang on them.
void read_entries(const GrantView& view, std::vector<Finding>& findings, const StopFlag& stop) {
  read_entries(view.portfolio().inputs, findings, stop);
  for (Finding& finding : findings) {
    if (!finding.fingerprint.empty() || stop.is_stopped()) continue;
    const Evidence& entry = finding.evidence.front();
    identify(finding, view.portfolio(), finding.subject,
             entry.entry_id.empty() ? natural_key(view, entry.entry) : std::string(natural_key_of_id) + entry.entry_id);
  }
}

/// Every rule's answers about one grant.
void check_grant(const Portfolio& portfolio, std::uint32_t grant, Date as_of, const Settings& settings, Papers papers,
                 const std::vector<const Rule*>& rules, std::vector<Verdicts>& answers, CostMeter* meter, const StopFlag& stop) {
  const DateSpan& signed_on = portfolio.grants[grant].signed_on;
  if (signed_on.first > as_of) return;  // an agreement signed later does not exist yet
  const GrantView view(portfolio, grant, as_of, settings, std::move(papers.documents), std::move(papers.statement), meter);
  for (std::size_t r = 0; r < rules.size(); ++r) {
    if (!rules[r]->check_grant) continue;
    const Charge charge(meter, CostMeter::account_of_rule(r));
    if (signed_on.last > as_of) {
      rules::not_evaluable_once(view, answers[r], signing_uncertain(view.grant(), as_of));
    } else if (auto missing = what_is_missing(portfolio, view.grant(), rules[r]->info.needs,
                                              [&]() -> const std::vector<ReversalVerdict>& { return view.books().reversals; })) {
      rules::not_evaluable_once(view, answers[r], std::move(*missing));
    } else {
      if (meter && rules[r]->info.needs.journal) meter->add_rows(r, portfolio.journal->of_grant(grant).size());
      rules[r]->check_grant(view, answers[r]);
      read_entries(view, answers[r].findings(), stop);
    }
  }
}

/// What the rule itself cited for a finding (the decree of a timetable) comes first, then what the regulation and the catalogue say.
class FullBases {
 public:
  FullBases(const Rule& rule, const Regulation& regulation) : lawful_(regulation.basis_of(rule.info.code)) {
    lawful_.insert(lawful_.end(), rule.info.basis.begin(), rule.info.basis.end());
    known_.emplace_back(Bases(), Bases(lawful_));
  }
  /// Findings that cite the same share one list.
  Bases of(const Bases& own) {
    for (const auto& [cited, full] : known_) {
      if (cited == own) return full;
    }
    std::vector<Basis> list = own.list();
    list.insert(list.end(), lawful_.begin(), lawful_.end());
    return known_.emplace_back(own, Bases(std::move(list))).second;
  }

 private:
  std::vector<Basis> lawful_;
  std::vector<std::pair<Bases, Bases>> known_;
};

void finish(std::vector<Finding>& findings, FullBases& bases, const Portfolio& portfolio, const std::vector<std::string>& files,
            const StopFlag& stop) {
  for (Finding& finding : findings) {
    if (stop.is_stopped()) return;
    finding.basis = bases.of(finding.basis);
    for (Evidence& evidence : finding.evidence) {
      if (evidence.where.file < files.size()) evidence.file = files[evidence.where.file];
      if (evidence.entry != no_entry && evidence.entry_id.empty()) evidence.entry_id = shown_id(*portfolio.journal, evidence.entry, files);
    }
  }
}

/// What the meters of all threads measured.
class Costs {
 public:
  Costs(const ThreadClock& clock, const std::vector<const Rule*>& rules) : clock_(&clock) {
    for (const Rule* rule : rules) profile_.rules.push_back({.rule = std::string(rule->info.code)});
  }
  /// A meter for this thread; nothing where there is no clock.
  [[nodiscard]] std::optional<CostMeter> meter() const {
    return *clock_ ? std::optional<CostMeter>(std::in_place, *clock_, profile_.rules.size()) : std::nullopt;
  }
  void add(const std::optional<CostMeter>& meter) {
    if (!meter) return;
    const std::lock_guard lock(guard_);
    meter->add_to(profile_);
  }
  [[nodiscard]] std::optional<Profile> take() { return *clock_ ? std::optional<Profile>(std::move(profile_)) : std::nullopt; }

 private:
  const ThreadClock* clock_;
  std::mutex guard_;
  Profile profile_;
};

CostMeter* address(std::optional<CostMeter>& meter) {
  return meter ? &*meter : nullptr;
}

GrantCount count_of(Verdicts& verdicts) {
  GrantCount count{.pass = verdicts.passed(), .not_applicable = verdicts.not_applicables()};
  count.findings = static_cast<std::uint32_t>(verdicts.findings().size());
  for (const Finding& finding : verdicts.findings()) {
    if (finding.state == State::fail) {
      ++count.fail;
    } else {
      count.not_evaluable += static_cast<std::uint32_t>(finding.subjects);  // no more than a journal has entries
    }
  }
  return count;
}

/// Counts the waived findings apart from the others of their rule.
void count_waived(Report& report) {
  RuleCount* count = nullptr;  // of the last one: those of a rule stand together
  for (const Finding& finding : report.findings) {
    if (!finding.waiver) continue;
    if (!count || count->rule != finding.rule) {
      count = &*std::find_if(report.rules.begin(), report.rules.end(), [&](const RuleCount& each) { return each.rule == finding.rule; });
    }
    --count->fail;
    ++count->waived;
  }
}

void add(RuleCount& sum, const GrantCount& count) {
  sum.pass += count.pass;
  sum.fail += count.fail;
  sum.not_applicable += count.not_applicable;
  sum.not_evaluable += count.not_evaluable;
}

}  // namespace

RuleCount Report::total() const {
  RuleCount total;
  for (const RuleCount& count : rules) {
    total.pass += count.pass;
    total.fail += count.fail;
    total.not_applicable += count.not_applicable;
    total.not_evaluable += count.not_evaluable;
    total.waived += count.waived;
  }
  return total;
}

bool Report::fails_at(Severity severity) const noexcept {
  return std::any_of(findings.begin(), findings.end(),
                     [&](const Finding& finding) { return is_open_fail(finding) && finding.severity <= severity; });
}

Report check(const Portfolio& portfolio, const Catalogue& catalogue, const CheckOptions& options) {
  Settings settings;
  for (const auto& [key, value] : portfolio.settings) settings.set(key, value);
  for (const auto& [key, value] : options.settings) settings.set(key, value);
  std::vector<const Rule*> rules = catalogue.chosen(options.select, options.ignore);
  std::stable_partition(rules.begin(), rules.end(), [](const Rule* rule) { return !rule->check_waivers; });

  const EarlierReport earlier(options.after, portfolio, options, settings.all(), rules);

  const std::size_t grants = portfolio.grants.size();
  std::vector<std::vector<Finding>> found(rules.size() * grants);  // of the first rule every grant, then of the next
  std::vector<GrantCount> counts(found.size());
  std::vector<Papers> papers = papers_of(portfolio);
  const std::vector<std::string> files = portfolio.file_names();
  std::vector<FullBases> bases;
  for (const Rule* rule : rules) bases.emplace_back(*rule, portfolio.regulation);
  Costs costs(options.clock, rules);
  for_each_index(portfolio.grants.size(), options.threads, options.progress, [&](std::size_t grant, const StopFlag& stop) {
    if (earlier.holds(grant)) return;
    std::optional<CostMeter> meter = costs.meter();
    std::vector<Verdicts> answers;
    answers.reserve(rules.size());
    for (const Rule* rule : rules) answers.emplace_back(rule->info, stop);
    check_grant(portfolio, static_cast<std::uint32_t>(grant), options.as_of, settings, std::move(papers[grant]), rules, answers,
                address(meter), stop);
    for (std::size_t r = 0; r < rules.size() && !stop.is_stopped(); ++r) {
      counts[r * grants + grant] = count_of(answers[r]);
      if (answers[r].findings().empty()) continue;
      const Charge charge(address(meter), CostMeter::account_of_rule(r));
      FullBases own = bases[r];  // of this thread
      finish(answers[r].findings(), own, portfolio, files, stop);
      answers[r].findings().shrink_to_fit();  // there may be a million of them in all
      found[r * grants + grant] = std::move(answers[r].findings());
    }
    costs.add(meter);
  });

  Report report;
  report.portfolio = portfolio.name;
  report.as_of = options.as_of;
  report.regulation = portfolio.regulation_source;
  report.timetable = portfolio.timetable_source;
  report.calendar = portfolio.calendar_source;
  report.calendar_from = portfolio.calendar.from();
  report.calendar_to = portfolio.calendar.to();
  report.inputs = portfolio.inputs;
  report.settings = settings.all();
  note_portfolio(report, portfolio);
  std::function<void()> tick;  // collecting lasts where there is much to tell
  if (options.progress) tick = [&] { options.progress(portfolio.grants.size(), portfolio.grants.size()); };
  on_workers(1, tick, [&](unsigned, const StopFlag& stop) {
    std::optional<CostMeter> meter = costs.meter();
    for (std::size_t r = 0; r < rules.size(); ++r) {
      const Charge charge(address(meter), CostMeter::account_of_rule(r));
      const RuleInfo& info = rules[r]->info;
      RuleCount count{.rule = std::string(info.code), .title = {std::string(info.title.id), std::string(info.title.en)}};
      if (rules[r]->check_portfolio) {
        Verdicts verdicts(rules[r]->info, stop);
        if (meter && rules[r]->info.needs.journal && portfolio.journal) meter->add_rows(r, portfolio.journal->size());
        rules[r]->check_portfolio(portfolio, options.as_of, settings, verdicts);
        read_entries(portfolio.inputs, verdicts.findings(), stop);
        finish(verdicts.findings(), bases[r], portfolio, files, stop);
        add(count, count_of(verdicts));
        report.findings.append(std::move(verdicts.findings()));
      }
      for (std::size_t g = 0; g < grants && !stop.is_stopped(); ++g) {
        if (earlier.holds(g)) {
          counts[r * grants + g] = earlier.give(r, g, report);
        } else {
          report.findings.append(std::move(found[r * grants + g]));
        }
        add(count, counts[r * grants + g]);
      }
      report.rules.push_back(std::move(count));
    }
    const std::vector<WaiverUse> uses = apply_waivers(portfolio, options.as_of, catalogue, rules, report.findings);
    count_waived(report);
    for (std::size_t r = 0; r < rules.size(); ++r) {
      if (!rules[r]->check_waivers) continue;
      Verdicts verdicts(rules[r]->info, stop);
      rules[r]->check_waivers(portfolio, uses, verdicts);
      finish(verdicts.findings(), bases[r], portfolio, files, stop);
      add(report.rules[r], count_of(verdicts));
      report.findings.append(std::move(verdicts.findings()));
    }
    costs.add(meter);
  });
  report.by_grant = std::move(counts);
  report.profile = costs.take();
  return report;
}

}  // namespace hibah
