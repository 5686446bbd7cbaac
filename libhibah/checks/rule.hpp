// libhibah: Rule — a pure function over one grant (or the portfolio) that gives each subject exactly one state.
#pragma once

// A rule sees a portfolio as known on a day, never a file. It answers through Verdicts: pass, fail, not_applicable, not_evaluable, one
// for each subject. What it needs (files, columns, recorded kinds) it declares: where that is unknown the engine answers not_evaluable
// once for the grant and does not call it.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <libhibah/base/parallel.hpp>
#include <libhibah/base/text.hpp>
#include <libhibah/checks/finding.hpp>
#include <libhibah/checks/profile.hpp>
#include <libhibah/checks/settings.hpp>
#include <libhibah/journal/books.hpp>
#include <libhibah/journal/due.hpp>
#include <libhibah/journal/portfolio.hpp>

namespace hibah {

class CostMeter;
struct WaiverUse;

/// What a rule cannot do without.
struct Needs {
  bool journal = false;
  bool budget = false;
  bool documents = false;
  bool bank = false;
  std::vector<EntryKind> kinds = {};        ///< kinds that the journal must hold in full
  std::vector<JournalColumn> columns = {};  ///< optional journal columns that must be there
};

/// The page of a rule: `hibah explain CODE`. Plain paragraphs.
struct RulePage {
  Text what = {};        ///< what it does
  Text why = {};         ///< why it matters, with the public case where there is one
  Text example = {};     ///< a worked example with numbers
  Text not_proved = {};  ///< what it does not prove, and which rule tells more
  Text needs = {};       ///< what it needs, and so when it is not_evaluable
};

/// Everything that is said of a rule, in one place: its own file.
struct RuleInfo {
  std::string_view code = {};     ///< "T201": permanent, never reused
  std::string_view name = {};     ///< "tranche-late"
  Text title = {};                ///< a short title for people
  std::string_view subject = {};  ///< portfolio, grant, tranche, budget line, entry, voucher
  Severity severity = Severity::error;
  Needs needs = {};
  std::vector<Basis> basis = {};                ///< what it rests on beside (or without) the regulation's own rows
  std::vector<std::string_view> settings = {};  ///< keys of its settings
  RulePage page = {};
};

/// A grant as a rule sees it on a day. Everything is worked out once and shared by the rules.
class GrantView {
 public:
  /// `papers` and `statement` are the grant's documents and bank rows, in the file's order. `meter`, where there is one, is charged with
  /// what is worked out here.
  GrantView(const Portfolio& portfolio, std::uint32_t grant, Date as_of, const Settings& settings, std::vector<const Document*> papers,
            std::vector<const BankRow*> statement, CostMeter* meter = nullptr);
  GrantView(const GrantView&) = delete;
  GrantView& operator=(const GrantView&) = delete;
  ~GrantView();

  [[nodiscard]] const Portfolio& portfolio() const noexcept { return *portfolio_; }
  [[nodiscard]] const Grant& grant() const noexcept { return portfolio_->grants[index_]; }
  [[nodiscard]] std::uint32_t index() const noexcept { return index_; }
  [[nodiscard]] Date as_of() const noexcept { return as_of_; }
  [[nodiscard]] const Settings& settings() const noexcept { return *settings_; }
  /// Only for rules that need the journal.
  [[nodiscard]] const Journal& journal() const noexcept { return *portfolio_->journal; }
  [[nodiscard]] const Books& books() const;
  /// The same for whoever keeps them longer than this view.
  [[nodiscard]] const std::shared_ptr<const Books>& shared_books() const;
  /// The terms in force on the day of the question; nothing where a partial date leaves that unknown.
  [[nodiscard]] const std::optional<Terms>& terms() const;
  /// The tranches in force and what was paid. Only where terms() is there.
  [[nodiscard]] const TrancheStates& tranches() const;
  /// The due day of a tranche in force.
  [[nodiscard]] Due due(const PlannedTranche& tranche) const;
  [[nodiscard]] const Due& use_until() const;
  [[nodiscard]] const Due& return_due() const;
  [[nodiscard]] const Due& report_due() const;
  /// The documents of the grant, in the file's order, also those dated after the day of the question. Only for rules that need documents.
  [[nodiscard]] const std::vector<const Document*>& papers() const noexcept { return papers_; }
  /// The rows of the grant's bank account, likewise. Only for rules that need the bank statement.
  [[nodiscard]] const std::vector<const BankRow*>& statement() const noexcept { return statement_; }
  /// The version of the budget in force, and its lines; nothing where unknown, version -1 where none.
  [[nodiscard]] std::optional<int> budget_version() const;
  [[nodiscard]] const std::vector<BudgetLine>& budget_lines() const;
  /// The ordinal (from 1) of an entry without an id among the grant's entries with the same natural key.
  [[nodiscard]] std::size_t ordinal(EntryIndex entry) const;

 private:
  struct Cache;
  /// What stands in the slot of the cache, worked out first where nothing does.
  template <class Value, class Work>
  const Value& shared(std::optional<Value>& slot, SharedPart part, Work&& work) const;

  const Portfolio* portfolio_;
  std::uint32_t index_;
  Date as_of_;
  const Settings* settings_;
  std::vector<const Document*> papers_;
  std::vector<const BankRow*> statement_;
  CostMeter* meter_;
  std::unique_ptr<Cache> cache_;
};

/// Takes a rule's answers.
class Verdicts {
 public:
  /// Thrown by every answer once the check was called off: a rule need not look for itself.
  struct CalledOff {};

  Verdicts(const RuleInfo& info, const StopFlag& stop) : info_(&info), stop_(&stop) {}

  void pass(std::uint64_t subjects = 1) {
    go_on();
    pass_ += subjects;
  }
  void not_applicable(std::uint64_t subjects = 1) {
    go_on();
    not_applicable_ += subjects;
  }
  /// A finding to fill in; counts one fail. The reference holds until the next answer.
  Finding& fail();
  /// A finding to fill in; counts one not_evaluable.
  Finding& not_evaluable(Message reason);
  /// As not_evaluable, for a cause that may keep many subjects from being judged: it is told once. Null where the finding is there already
  /// and only counts one subject more.
  [[nodiscard]] Finding* not_evaluable_among(const Message& reason);

  [[nodiscard]] std::uint64_t passed() const noexcept { return pass_; }
  [[nodiscard]] std::uint64_t not_applicables() const noexcept { return not_applicable_; }
  [[nodiscard]] std::vector<Finding>& findings() noexcept { return findings_; }

 private:
  void go_on() const {
    if (stop_->is_stopped()) throw CalledOff{};
  }

  const RuleInfo* info_;
  const StopFlag* stop_;  // there as long as answers are given
  std::uint64_t pass_ = 0;
  std::uint64_t not_applicable_ = 0;
  std::vector<Finding> findings_;
  std::unordered_map<std::string, std::size_t> by_reason_;  // where the finding of a cause is, by the reason in English
  std::size_t last_cause_ = 0;                              // where the one of the last cause is, once there are any
};

/// A rule of the catalogue: what is said of it, and what it does.
struct Rule {
  RuleInfo info;
  std::function<void(const GrantView&, Verdicts&)> check_grant = {};  ///< for rules over a grant and what is in it
  std::function<void(const Portfolio&, Date as_of, const Settings&, Verdicts&)> check_portfolio = {};  ///< for rules over the portfolio
  /// For rules over the waivers: they are asked last, when it is known what each waiver met (checks/waivers.hpp).
  std::function<void(const Portfolio&, std::span<const WaiverUse>, Verdicts&)> check_waivers = {};
};

// ---- helpers for rule files ----

/// Evidence of a journal entry's cell.
[[nodiscard]] Evidence evidence_of(const Journal& journal, EntryIndex entry, std::string_view column);
[[nodiscard]] Evidence evidence_at(const SourceRef& where, std::string_view column);
/// Reads the rows of an input again that evidence points at: what stands there, what it says beside, and the entry's own id. The evidence
/// comes in the order of the rows. Only for inputs that have a source. Errors: InputError where the input is no longer what was read.
void read_rows(std::span<Evidence* const> evidence, const InputFile& input);
/// Sets expected, actual and their exact difference in rupiah.
void measure(Finding& finding, Rupiah expected, Rupiah actual);
/// Sets expected, actual and their exact difference as shares, or as counts.
void measure(Finding& finding, const Ratio& expected, const Ratio& actual);
void measure(Finding& finding, std::int64_t expected, std::int64_t actual);
/// Whichever of these fits: both are of one kind, or absent. Errors: UsageError.
void measure(Finding& finding, const Measure& expected, const Measure& actual);
/// Sets limit and day, and the calendar days between them where both are known days.
void measure(Finding& finding, const DateSpan& limit, const DateSpan& day);
/// Parts of the fingerprint, beside the code and the subject: the natural key of an entry.
[[nodiscard]] std::string natural_key(const GrantView& view, EntryIndex entry);
/// How the natural key of an entry with an id of its own begins; the id follows.
inline constexpr std::string_view natural_key_of_id = "id\x1f";
/// Sets subject keys and fingerprint. `key` is what tells this subject from others of the rule beside grant, tranche, stage, account.
void identify(Finding& finding, const Portfolio& portfolio, const Subject& subject, std::string_view key = {});
/// Sets the subject keys of a finding that its first evidence, an entry, tells from others: the engine takes the fingerprint when it
/// reads the rows of all entries that the rule found.
void identify_by_entry(Finding& finding, const Portfolio& portfolio, const Subject& subject);

}  // namespace hibah
