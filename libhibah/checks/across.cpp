#include <libhibah/checks/across.hpp>

#include <string_view>
#include <utility>

#include <libhibah/checks/rules/crossing_answers.hpp>
#include <libhibah/checks/rules/rules.hpp>
#include <libhibah/journal/journal_builder.hpp>

namespace hibah {

namespace {

/// Numbers for the words of all portfolios that are equal where the words are.
class SharedNumbers {
 public:
  /// By the dictionary's own numbers. `form` is what is compared; an empty word stays 0.
  template <typename Form>
  std::vector<WordId> of(const Dictionary& words, const Form& form) {
    std::vector<WordId> numbers(words.size(), 0);
    for (WordId own = 1; own < words.size(); ++own) numbers[own] = shared_.intern(form(words.text(own)));
    return numbers;
  }

 private:
  Dictionary shared_;
};

}  // namespace

Report check_across(std::span<const NamedPortfolio> portfolios, const AcrossOptions& options) {
  Settings settings;
  for (const auto& [key, value] : options.settings) settings.set(key, value);
  const Rule rule = rules::r410_paid_by_two_grants();

  Report report;
  report.as_of = options.as_of;
  report.settings = settings.all();
  std::vector<CrossingSource> sources;
  std::vector<std::uint32_t> first_input;  // of each source
  std::vector<std::string> names;
  SharedNumbers payees;
  SharedNumbers accounts;
  SharedNumbers stages;
  for (const NamedPortfolio& each : portfolios) {
    const Portfolio& portfolio = *each.portfolio;
    constexpr std::size_t most_names = 3;
    const auto number = static_cast<std::size_t>(&each - portfolios.data());
    if (number < most_names) report.portfolio += (report.portfolio.empty() ? "" : " + ") + portfolio.name;
    if (number == most_names) report.portfolio += " + … (" + std::to_string(portfolios.size()) + ")";
    if (sources.empty()) {
      report.regulation = portfolio.regulation_source;
      report.timetable = portfolio.timetable_source;
      report.calendar = portfolio.calendar_source;
      report.calendar_from = portfolio.calendar.from();
      report.calendar_to = portfolio.calendar.to();
    }
    const auto begin = static_cast<std::uint32_t>(report.inputs.size());
    for (const InputFile& input : portfolio.inputs) report.inputs.emplace_back(input).name = each.name + "/" + input.name;
    if (!portfolio.journal) continue;
    CrossingSource& source = sources.emplace_back();
    source.portfolio = &portfolio;
    source.takes_part = rules::paying_grants(portfolio, options.as_of, rule.info.needs, [](std::uint32_t, const Message&) {});
    source.payees = payees.of(portfolio.words.payee, [](std::string_view text) { return folded(text); });
    source.accounts = accounts.of(portfolio.words.account, [](std::string_view text) { return std::string(text); });
    source.stages = stages.of(portfolio.words.stage, [](std::string_view text) { return std::string(text); });
    first_input.push_back(begin);
    names.push_back(each.name);
  }

  RuleCount count{.rule = std::string(rule.info.code), .title = {std::string(rule.info.title.id), std::string(rule.info.title.en)}};
  std::vector<Finding> findings;
  on_workers(
      1,
      [&] {
        if (options.progress) options.progress(0, 1);
      },
      [&](unsigned, const StopFlag& stop) {
        Verdicts verdicts(rule.info, stop);
        std::vector<CrossingGroup> groups;
        if (sources.size() > 1) {
          groups = crossing_groups(sources, options.as_of, settings.days("R410.days"), [&] { verdicts.pass(0); });
        }
        if (groups.empty()) verdicts.pass();
        for (const CrossingGroup& group : groups) {
          if (group.state == State::pass) {
            verdicts.pass();
            continue;
          }
          Finding& finding = group.state == State::fail ? verdicts.fail() : verdicts.not_evaluable(rules::crossing_unknown());
          rules::tell_crossing(finding, group, sources, settings.days("R410.days"), [&](const CrossingPayment& payment) {
            const Portfolio& portfolio = *sources[payment.source].portfolio;
            return names[payment.source] + " " + portfolio.grants[portfolio.journal->grant(payment.entry)].id;
          });
          for (std::size_t i = 0; i < finding.evidence.size(); ++i) {
            const std::uint32_t source = group.payments[i].source;
            Evidence& evidence = finding.evidence[i];
            const Journal& journal = *sources[source].portfolio->journal;
            const bool is_own = journal.has_own_id(evidence.entry);
            evidence.where.file += first_input[source];
            evidence.file = report.inputs[evidence.where.file].name;
            evidence.entry_id = is_own ? journal.own_id(evidence.entry) : evidence.file + ":" + std::to_string(evidence.where.row);
          }
          std::vector<Basis> bases = sources.front().portfolio->regulation.basis_of(rule.info.code);
          bases.insert(bases.end(), rule.info.basis.begin(), rule.info.basis.end());
          finding.basis = Bases(std::move(bases));
        }
        count.pass = verdicts.passed();
        for (const Finding& finding : verdicts.findings()) ++(finding.state == State::fail ? count.fail : count.not_evaluable);
        findings = std::move(verdicts.findings());
      });
  report.rules.push_back(std::move(count));
  report.findings.append(std::move(findings));
  return report;
}

}  // namespace hibah
