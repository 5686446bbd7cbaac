#include <libhibah/checks/rule.hpp>

#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <variant>

#include <libhibah/base/error.hpp>
#include <libhibah/base/sha256.hpp>
#include <libhibah/checks/cost_meter.hpp>
#include <libhibah/money/notation.hpp>

namespace hibah {

struct GrantView::Cache {
  std::optional<std::shared_ptr<const Books>> books;
  std::optional<std::optional<Terms>> terms;
  std::optional<TrancheStates> tranches;
  std::optional<Due> use_until;
  std::optional<Due> return_due;
  std::optional<Due> report_due;
  std::optional<std::optional<int>> budget_version;
  std::optional<std::vector<BudgetLine>> budget_lines;
  std::optional<std::unordered_map<EntryIndex, std::size_t>> ordinals;
};

GrantView::GrantView(const Portfolio& portfolio, std::uint32_t grant, Date as_of, const Settings& settings,
                     std::vector<const Document*> papers, std::vector<const BankRow*> statement, CostMeter* meter)
    : portfolio_(&portfolio),
      index_(grant),
      as_of_(as_of),
      settings_(&settings),
      papers_(std::move(papers)),
      statement_(std::move(statement)),
      meter_(meter),
      cache_(std::make_unique<Cache>()) {}

GrantView::~GrantView() = default;

template <class Value, class Work>
const Value& GrantView::shared(std::optional<Value>& slot, SharedPart part, Work&& work) const {
  if (!slot) {
    const Charge charge(meter_, CostMeter::account_of(part));
    slot = work();
  }
  return *slot;
}

const Books& GrantView::books() const {
  return *shared_books();
}

const std::shared_ptr<const Books>& GrantView::shared_books() const {
  return shared(cache_->books, SharedPart::books, [&] { return std::make_shared<const Books>(books_on(journal(), index_, as_of_)); });
}

const std::optional<Terms>& GrantView::terms() const {
  return shared(cache_->terms, SharedPart::terms, [&] { return grant().terms_on(as_of_); });
}

const TrancheStates& GrantView::tranches() const {
  return shared(cache_->tranches, SharedPart::tranches, [&] { return tranche_states(journal(), books(), terms().value()); });
}

Due GrantView::due(const PlannedTranche& tranche) const {
  return due_on(*portfolio_, tranche.due, tranche.signed_on, as_of_);
}

const Due& GrantView::use_until() const {
  return shared(cache_->use_until, SharedPart::deadlines, [&] { return hibah::use_until(*portfolio_, grant(), as_of_); });
}

const Due& GrantView::return_due() const {
  return shared(cache_->return_due, SharedPart::deadlines, [&] { return hibah::return_due(*portfolio_, grant(), as_of_); });
}

const Due& GrantView::report_due() const {
  return shared(cache_->report_due, SharedPart::deadlines, [&] { return hibah::report_due(*portfolio_, grant(), as_of_); });
}

std::optional<int> GrantView::budget_version() const {
  return shared(cache_->budget_version, SharedPart::budget,
                [&] { return portfolio_->budget ? portfolio_->budget->version_on(grant(), index_, as_of_) : std::optional<int>(-1); });
}

const std::vector<BudgetLine>& GrantView::budget_lines() const {
  return shared(cache_->budget_lines, SharedPart::budget, [&] {
    const std::optional<int> version = budget_version();
    return version && *version >= 0 ? portfolio_->budget->lines(index_, *version) : std::vector<BudgetLine>{};
  });
}

namespace {

/// What tells an entry without an id from others of its grant.
std::string content_key(const GrantView& view, EntryIndex entry) {
  const Journal& journal = view.journal();
  const Words& words = view.portfolio().words;
  std::string key = view.grant().id;
  const auto add = [&](std::string_view part) {
    key += '\x1f';
    key += part;
  };
  add(to_iso(journal.date(entry)));
  add(name_of(journal.kind(entry)));
  add(to_plain(journal.amount(entry)));
  add(words.stage.text(journal.stage(entry)));
  add(words.account.text(journal.account(entry)));
  add(words.payee.text(journal.payee(entry)));
  add(journal.text(entry, JournalColumn::voucher));
  return key;
}

/// The same as numbers, for counting: vouchers that differ in case only count as one.
using ContentNumbers = std::tuple<std::int32_t, EntryKind, std::int64_t, WordId, WordId, WordId, std::uint64_t>;

ContentNumbers content_numbers(const Journal& journal, EntryIndex entry) {
  return {journal.packed_day(entry), journal.kind(entry),  journal.amount(entry).sen(), journal.stage(entry),
          journal.account(entry),    journal.payee(entry), journal.voucher(entry)};
}

}  // namespace

std::size_t GrantView::ordinal(EntryIndex entry) const {
  // Counted in the order of the file, over all entries of the grant: an ordinal does not move with the day of the question.
  const auto& ordinals = shared(cache_->ordinals, SharedPart::ordinals, [&] {
    std::vector<EntryIndex> entries(journal().of_grant(index_).begin(), journal().of_grant(index_).end());
    std::sort(entries.begin(), entries.end());
    std::map<ContentNumbers, std::size_t> seen;
    std::unordered_map<EntryIndex, std::size_t> counted;
    for (const EntryIndex i : entries) {
      if (!journal().has_own_id(i)) counted.emplace(i, ++seen[content_numbers(journal(), i)]);
    }
    return counted;
  });
  return ordinals.at(entry);
}

Finding& Verdicts::fail() {
  go_on();
  Finding& finding = findings_.emplace_back();
  finding.rule = info_->code;
  finding.severity = info_->severity;
  finding.state = State::fail;
  return finding;
}

Finding& Verdicts::not_evaluable(Message reason) {
  Finding& finding = fail();
  finding.state = State::not_evaluable;
  finding.message = fill({"{title}: tidak dapat dinilai, {reason}", "{title}: not evaluable, {reason}"},
                         {{"title", Message{std::string(info_->title.id), std::string(info_->title.en)}}, {"reason", reason}});
  finding.reason = std::move(reason);
  return finding;
}

Finding* Verdicts::not_evaluable_among(const Message& reason) {
  // Neighbours mostly have one cause: then nothing is looked up.
  if (by_reason_.empty() || findings_[last_cause_].reason != reason) {
    const auto [place, is_new] = by_reason_.try_emplace(reason.en, findings_.size());
    last_cause_ = place->second;
    if (is_new) return &not_evaluable(reason);
  }
  go_on();
  ++findings_[last_cause_].subjects;
  return nullptr;
}

Evidence evidence_of(const Journal& journal, EntryIndex entry, std::string_view column) {
  Evidence evidence;
  evidence.where = journal.where(entry);
  evidence.column = column;
  evidence.entry = entry;
  return evidence;
}

Evidence evidence_at(const SourceRef& where, std::string_view column) {
  Evidence evidence;
  evidence.where = where;
  evidence.column = column;
  return evidence;
}

namespace {

void take_cells(Evidence& evidence, const InputFile& input, std::span<const std::string_view> cells) {
  for (std::size_t i = 0; i < std::min(cells.size(), input.header.size()); ++i) {
    const std::string& column = input.known_as[i];
    if (column.empty()) {
      if (!cells[i].empty()) evidence.extra.emplace_back(input.header[i], cells[i]);
      continue;
    }
    if (column == evidence.column) evidence.raw = cells[i];
    if (column == "id" && evidence.entry != no_entry) evidence.entry_id = cells[i];
  }
}

}  // namespace

void read_rows(std::span<Evidence* const> evidence, const InputFile& input) {
  std::vector<std::uint64_t> offsets;
  offsets.reserve(evidence.size());
  for (Evidence* const each : evidence) {
    if (each->column.empty()) each->raw = input.source->row(each->where.offset);
    offsets.push_back(each->where.offset);
  }
  input.source->each_row(offsets, [&](std::size_t k, std::span<const std::string_view> cells) { take_cells(*evidence[k], input, cells); });
}

void measure(Finding& finding, Rupiah expected, Rupiah actual) {
  if (finding.state != State::fail) return;
  finding.expected = expected;
  finding.actual = actual;
  finding.difference = actual - expected;
  finding.unit = Unit::idr;
}

void measure(Finding& finding, const Ratio& expected, const Ratio& actual) {
  if (finding.state != State::fail) return;
  finding.expected = expected;
  finding.actual = actual;
  finding.difference = actual - expected;
  finding.unit = Unit::share;
}

void measure(Finding& finding, std::int64_t expected, std::int64_t actual) {
  if (finding.state != State::fail) return;
  finding.expected = expected;
  finding.actual = actual;
  finding.difference = actual - expected;
  finding.unit = Unit::count;
}

void measure(Finding& finding, const DateSpan& limit, const DateSpan& day) {
  if (finding.state != State::fail) return;
  finding.expected = limit;
  finding.actual = day;
  if (limit.is_day() && day.is_day()) finding.difference = std::int64_t{day.first - limit.first};
  finding.unit = Unit::day;
}

void measure(Finding& finding, const Measure& expected, const Measure& actual) {
  if (expected.index() != actual.index()) {
    throw UsageError(ErrorCode::invalid_argument, "expected and actual are of one kind, or both absent");
  }
  if (const auto* amount = std::get_if<Rupiah>(&expected)) measure(finding, *amount, std::get<Rupiah>(actual));
  if (const auto* ratio = std::get_if<Ratio>(&expected)) measure(finding, *ratio, std::get<Ratio>(actual));
  if (const auto* span = std::get_if<DateSpan>(&expected)) measure(finding, *span, std::get<DateSpan>(actual));
  if (const auto* number = std::get_if<std::int64_t>(&expected)) measure(finding, *number, std::get<std::int64_t>(actual));
}

std::string natural_key(const GrantView& view, EntryIndex entry) {
  if (view.journal().has_own_id(entry)) return std::string(natural_key_of_id) + view.journal().own_id(entry);
  return content_key(view, entry) + '\x1f' + std::to_string(view.ordinal(entry));
}

void identify_by_entry(Finding& finding, const Portfolio& portfolio, const Subject& subject) {
  finding.subject = subject;
  if (subject.grant) finding.grant = portfolio.grants[*subject.grant].id;
  if (subject.stage) finding.stage = portfolio.words.stage.text(*subject.stage);
  if (subject.account) finding.account = portfolio.words.account.text(*subject.account);
}

void identify(Finding& finding, const Portfolio& portfolio, const Subject& subject, std::string_view key) {
  identify_by_entry(finding, portfolio, subject);
  std::string parts = finding.rule;
  const auto add = [&](std::string_view part) {
    parts += '\x1f';
    parts += part;
  };
  add(finding.grant);
  add(subject.tranche ? std::to_string(*subject.tranche) : std::string{});
  add(finding.stage);
  add(finding.account);
  add(key);
  finding.fingerprint = sha256(parts).substr(0, 32);
}

}  // namespace hibah
