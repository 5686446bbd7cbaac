#include <libhibah/reports/realisation.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

#include <libhibah/base/parallel.hpp>
#include <libhibah/base/text.hpp>
#include <libhibah/journal/books.hpp>
#include <libhibah/money/notation.hpp>
#include <libhibah/money/ratio.hpp>

namespace hibah {

namespace {

constexpr std::size_t key_count = 5;
constexpr std::array<std::string_view, key_count> key_names{"grant", "stage", "account", "payee", "month"};
constexpr std::array<Text, key_count> key_titles{
    {{"Hibah", "Grant"}, {"Tahapan", "Stage"}, {"Kode rekening", "Account"}, {"Penerima", "Payee"}, {"Bulan", "Month"}}};

using KeyIds = std::array<std::uint32_t, key_count>;  // one id a key, in the order that was asked for
constexpr std::uint32_t unknown_key = 0xFFFFFFFFu;
constexpr std::uint32_t months_a_year = 13;  // month 0 stands for a date of which only the year is known

struct KeyHash {
  std::size_t operator()(const KeyIds& ids) const noexcept {
    std::uint64_t hash = 0xcbf29ce484222325u;
    for (const std::uint32_t id : ids) hash = (hash ^ id) * 0x9E3779B97F4A7C15u;
    return static_cast<std::size_t>(hash ^ (hash >> 32));
  }
};

struct Line {
  RupiahSum ceiling;
  RupiahSum realised;
  bool is_ceiling_known = true;
  bool is_realised_known = true;
};

struct Row {
  std::vector<std::optional<std::string>> keys;
  const Line* line = nullptr;
};

std::uint32_t month_id(const DateSpan& date) noexcept {
  const auto year = static_cast<std::uint32_t>(date.first.year()) * months_a_year;
  const bool is_month_known = date.first.month() == date.last.month() && date.first.year() == date.last.year();
  return is_month_known ? year + static_cast<std::uint32_t>(date.first.month()) : year;
}

std::string month_text(std::uint32_t id) {
  std::string text = std::to_string(id / months_a_year);
  const std::uint32_t month = id % months_a_year;
  if (month != 0) text += (month < 10 ? "-0" : "-") + std::to_string(month);
  return text;
}

/// Collects what was spent and planned into one line for every combination of the keys.
class Grouping {
 public:
  Grouping(const Portfolio& portfolio, const std::vector<GroupBy>& by, Date as_of);
  void add_grant(std::uint32_t grant);
  /// Adds what another grouping gathered of later grants.
  void add(const Grouping& later);
  [[nodiscard]] Table table() const;

 private:
  [[nodiscard]] bool has_key(GroupBy key) const noexcept { return std::find(by_.begin(), by_.end(), key) != by_.end(); }
  [[nodiscard]] bool is_known(std::uint32_t grant, const Reversals& reversals) const noexcept;
  [[nodiscard]] KeyIds ids_of_entry(const BookRow& row) const noexcept;
  [[nodiscard]] Line& line_of(const KeyIds& ids);
  [[nodiscard]] KeyIds ids_of_line(std::uint32_t grant, WordId stage, WordId account) const noexcept;
  void name_payees();
  [[nodiscard]] std::optional<std::string> text_of(GroupBy key, std::uint32_t id) const;
  [[nodiscard]] std::vector<BudgetLine> plan_of(std::uint32_t grant) const;
  void add_unrecorded(std::uint32_t grant, const std::vector<BudgetLine>& plan);
  void add_entry(const BookRow& row, bool is_certain, bool has_plan);
  [[nodiscard]] std::vector<Row> sorted_rows() const;
  [[nodiscard]] std::vector<Message> notes() const;

  const Portfolio& portfolio_;
  const std::vector<GroupBy>& by_;
  Date as_of_;
  bool joins_ceilings_ = true;
  std::unordered_map<KeyIds, Line, KeyHash> lines_;
  /// Lines that were asked for lately, by the lowest bits of their hash.
  struct Recent {
    KeyIds ids{};
    Line* line = nullptr;
  };
  std::array<Recent, 256> recent_;
  std::vector<WordId> payees_;         // for each payee the first one of the same name
  std::vector<std::string> left_out_;  // ids of grants of which nothing is known
  std::uint64_t possible_entries_ = 0;
  bool is_any_known_ = false;
};

Grouping::Grouping(const Portfolio& portfolio, const std::vector<GroupBy>& by, Date as_of) : portfolio_(portfolio), by_(by), as_of_(as_of) {
  const auto lacks = [&](JournalColumn column) { return portfolio.journal && !portfolio.journal->has(column); };
  if (has_key(GroupBy::payee) || has_key(GroupBy::month)) joins_ceilings_ = false;
  if (has_key(GroupBy::stage) && lacks(JournalColumn::stage)) joins_ceilings_ = false;
  if (has_key(GroupBy::account) && lacks(JournalColumn::account)) joins_ceilings_ = false;
  if (has_key(GroupBy::payee)) name_payees();
}

void Grouping::name_payees() {
  const Dictionary& words = portfolio_.words.payee;
  std::unordered_map<WordId, WordId> firsts;
  payees_.reserve(words.size());
  for (WordId id = 0; id < words.size(); ++id) payees_.push_back(firsts.try_emplace(words.name(id), id).first->second);
}

bool Grouping::is_known(std::uint32_t grant, const Reversals& reversals) const noexcept {
  const Grant& agreement = portfolio_.grants[grant];
  return portfolio_.journal && agreement.records(EntryKind::realisation) && agreement.records(EntryKind::refund) &&
         knows_what_stands(*portfolio_.journal, reversals.verdicts);
}

KeyIds Grouping::ids_of_entry(const BookRow& row) const noexcept {
  const Journal& journal = *portfolio_.journal;
  const EntryIndex entry = row.entry;
  KeyIds ids{};
  for (std::size_t k = 0; k < by_.size(); ++k) {
    switch (by_[k]) {
      case GroupBy::grant:
        ids[k] = journal.grant(entry);
        break;
      case GroupBy::stage:
        ids[k] = journal.has(JournalColumn::stage) ? row.stage : unknown_key;
        break;
      case GroupBy::account:
        ids[k] = journal.has(JournalColumn::account) ? row.account : unknown_key;
        break;
      case GroupBy::payee:
        ids[k] = journal.has(JournalColumn::payee) ? payees_[journal.payee(entry)] : unknown_key;
        break;
      case GroupBy::month:
        ids[k] = month_id(journal.date(entry));
        break;
    }
  }
  return ids;
}

KeyIds Grouping::ids_of_line(std::uint32_t grant, WordId stage, WordId account) const noexcept {
  KeyIds ids{};
  for (std::size_t k = 0; k < by_.size(); ++k) {
    switch (by_[k]) {
      case GroupBy::grant:
        ids[k] = grant;
        break;
      case GroupBy::stage:
        ids[k] = stage;
        break;
      case GroupBy::account:
        ids[k] = account;
        break;
      case GroupBy::payee:
      case GroupBy::month:
        ids[k] = unknown_key;
        break;
    }
  }
  return ids;
}

std::optional<std::string> Grouping::text_of(GroupBy key, std::uint32_t id) const {
  if (id == unknown_key) return std::nullopt;
  switch (key) {
    case GroupBy::grant:
      return portfolio_.grants[id].id;
    case GroupBy::stage:
      return std::string(portfolio_.words.stage.text(id));
    case GroupBy::account:
      return std::string(portfolio_.words.account.text(id));
    case GroupBy::payee:
      return std::string(portfolio_.words.payee.text(id));
    case GroupBy::month:
      return month_text(id);
  }
  return std::nullopt;
}

/// The budget lines in force; none where the plan is not known.
std::vector<BudgetLine> Grouping::plan_of(std::uint32_t grant) const {
  const bool surely_exists = portfolio_.grants[grant].signed_on.last <= as_of_;
  if (!joins_ceilings_ || !portfolio_.budget || !surely_exists) return {};
  const std::optional<int> version = portfolio_.budget->version_on(portfolio_.grants[grant], grant, as_of_);
  if (!version || *version < 0) return {};
  return portfolio_.budget->lines(grant, *version);
}

void Grouping::add_unrecorded(std::uint32_t grant, const std::vector<BudgetLine>& plan) {
  if (!has_key(GroupBy::grant)) {
    left_out_.push_back(portfolio_.grants[grant].id);
    return;
  }
  for (const BudgetLine& planned : plan) {
    Line& line = lines_[ids_of_line(grant, planned.stage, planned.account)];
    line.ceiling.add(planned.ceiling);
    line.is_realised_known = false;
  }
  if (!plan.empty()) return;
  Line& line = lines_[ids_of_line(grant, unknown_key, unknown_key)];
  line.is_ceiling_known = false;
  line.is_realised_known = false;
}

Line& Grouping::line_of(const KeyIds& ids) {
  Recent& recent = recent_[KeyHash{}(ids) % recent_.size()];
  if (!recent.line || recent.ids != ids) recent = {ids, &lines_[ids]};
  return *recent.line;
}

void Grouping::add_entry(const BookRow& row, bool is_certain, bool has_plan) {
  if (row.kind != EntryKind::realisation && row.kind != EntryKind::refund) return;
  if (!is_certain) {
    ++possible_entries_;
    return;
  }
  Line& line = line_of(ids_of_entry(row));
  if (!has_plan) line.is_ceiling_known = false;
  if (row.kind == EntryKind::realisation) {
    line.realised.add(row.amount);
  } else {
    line.realised.subtract(row.amount);
  }
}

void Grouping::add_grant(std::uint32_t grant) {
  if (portfolio_.grants[grant].signed_on.first > as_of_) return;  // an agreement signed later does not exist yet
  const std::vector<BudgetLine> plan = plan_of(grant);
  const Reversals reversals = portfolio_.journal ? reversals_on(*portfolio_.journal, grant, as_of_) : Reversals{};
  if (!is_known(grant, reversals)) {
    add_unrecorded(grant, plan);
    return;
  }
  is_any_known_ = true;
  for (const BudgetLine& planned : plan) lines_[ids_of_line(grant, planned.stage, planned.account)].ceiling.add(planned.ceiling);
  if (by_.size() == 1 && by_.front() == GroupBy::grant && plan.empty()) lines_[ids_of_line(grant, 0, 0)].is_ceiling_known = false;
  for_each_standing(*portfolio_.journal, grant, as_of_, reversals,
                    [&](const BookRow& row, bool is_certain) { add_entry(row, is_certain, !plan.empty()); });
}

void Grouping::add(const Grouping& later) {
  for (const auto& [ids, line] : later.lines_) {
    Line& own = lines_[ids];
    own.ceiling.add(line.ceiling);
    own.realised.add(line.realised);
    own.is_ceiling_known = own.is_ceiling_known && line.is_ceiling_known;
    own.is_realised_known = own.is_realised_known && line.is_realised_known;
  }
  left_out_.insert(left_out_.end(), later.left_out_.begin(), later.left_out_.end());
  possible_entries_ += later.possible_entries_;
  is_any_known_ = is_any_known_ || later.is_any_known_;
}

std::vector<Row> Grouping::sorted_rows() const {
  std::vector<Row> rows;
  rows.reserve(lines_.size());
  for (const auto& [ids, line] : lines_) {
    Row row;
    for (std::size_t k = 0; k < by_.size(); ++k) row.keys.push_back(text_of(by_[k], ids[k]));
    row.line = &line;
    rows.push_back(std::move(row));
  }
  std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.keys < b.keys; });
  return rows;
}

std::vector<Message> Grouping::notes() const {
  std::vector<Message> notes;
  if (!left_out_.empty()) {
    std::string ids;
    for (const std::string& id : left_out_) ids += (ids.empty() ? "" : ", ") + id;
    notes.push_back(fill({"Tidak termasuk, karena jurnal tidak memuat belanjanya secara lengkap: {grants}.",
                          "Left out, because the journal does not hold their spending in full: {grants}."},
                         {{"grants", same(ids)}}));
  }
  if (possible_entries_ != 0) {
    notes.push_back(fill({"Catatan yang tidak dihitung: {count}. Tanggalnya tidak lengkap, sehingga tidak pasti sudah ada pada hari ini.",
                          "Entries not counted: {count}. Their dates are incomplete, so whether they exist by this day is uncertain."},
                         {{"count", same(std::to_string(possible_entries_))}}));
  }
  return notes;
}

Table Grouping::table() const {
  Table table;
  table.name = "realisation";
  table.title = {"Realisasi belanja", "Realisation"};
  table.as_of = as_of_;
  for (const GroupBy key : by_) {
    const auto k = static_cast<std::size_t>(key);
    table.columns.push_back({std::string(key_names[k]), key_titles[k], ColumnType::text, "", {}});
  }
  Column ceiling{"ceiling", {"Pagu", "Ceiling"}, ColumnType::amount, "IDR", {}};
  Column realised{"realised", {"Realisasi", "Realised"}, ColumnType::amount, "IDR", {}};
  Column left{"left", {"Sisa", "Left"}, ColumnType::amount, "IDR", {}};
  Column share{"share", {"Serapan", "Share"}, ColumnType::text, "", {}};
  for (Row& row : sorted_rows()) {
    for (std::size_t k = 0; k < by_.size(); ++k) {
      Cell cell;
      if (row.keys[k]) cell = std::move(*row.keys[k]);
      table.columns[k].cells.push_back(std::move(cell));
    }
    const Line& line = *row.line;
    Cell cells[4];
    if (joins_ceilings_ && line.is_ceiling_known) cells[0] = line.ceiling.total();
    if (line.is_realised_known) cells[1] = line.realised.total();
    if (std::holds_alternative<Rupiah>(cells[0]) && std::holds_alternative<Rupiah>(cells[1])) {
      const Rupiah limit = std::get<Rupiah>(cells[0]);
      const Rupiah spent = std::get<Rupiah>(cells[1]);
      cells[2] = limit - spent;
      if (!limit.is_zero()) cells[3] = to_percent(Ratio::of(spent, limit));
    }
    ceiling.cells.push_back(std::move(cells[0]));
    realised.cells.push_back(std::move(cells[1]));
    left.cells.push_back(std::move(cells[2]));
    share.cells.push_back(std::move(cells[3]));
  }
  table.totals.resize(by_.size());
  const bool is_known = is_any_known_ || left_out_.empty();  // no rows because nothing is known: no total of zero either
  for (const Column* column : {&ceiling, &realised, &left}) {
    const bool makes_sense = column == &realised || joins_ceilings_;
    table.totals.push_back(is_known && makes_sense ? control_total(*column) : Cell{});
  }
  table.totals.emplace_back();
  for (Column* column : {&ceiling, &realised, &left, &share}) table.columns.push_back(std::move(*column));
  table.notes = notes();
  return table;
}

std::optional<GroupBy> key_of(std::string_view name) noexcept {
  const auto found = std::find(key_names.begin(), key_names.end(), name);
  if (found == key_names.end()) return std::nullopt;
  return static_cast<GroupBy>(found - key_names.begin());
}

bool contains(const std::vector<GroupBy>& keys, GroupBy key) noexcept {
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

}  // namespace

std::string_view name_of(GroupBy key) noexcept {
  return key_names[static_cast<std::size_t>(key)];
}

std::vector<GroupBy> parse_group_by(std::string_view text) {
  std::vector<GroupBy> keys;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(',', begin), text.size());
    const std::string_view word = trimmed(text.substr(begin, end - begin));
    const std::optional<GroupBy> key = key_of(ascii_lower(word));
    if (!key || contains(keys, *key)) {
      std::string detail = "\"" + shortened(word) + "\" in \"" + shortened(text) + "\"";
      throw UsageError(ErrorCode::unknown_name, detail + (key ? " comes twice" : " is none of grant, stage, account, payee, month"));
    }
    keys.push_back(*key);
    begin = end + 1;
  }
  return keys;
}

Table realisation(const Portfolio& portfolio, const std::vector<GroupBy>& by, Date as_of) {
  if (by.empty()) throw UsageError(ErrorCode::invalid_argument, "realisation needs at least one of grant, stage, account, payee, month");
  for (auto key = by.begin(); key != by.end(); ++key) {
    if (std::find(by.begin(), key, *key) != key) throw UsageError(ErrorCode::invalid_argument, std::string(name_of(*key)) + " comes twice");
  }
  // Each thread gathers grants that follow each other; sums do not depend on how they were cut.
  constexpr std::size_t worth_a_thread = 50'000;
  const std::size_t entries = portfolio.journal ? portfolio.journal->size() : 0;
  const std::size_t grants = portfolio.grants.size();
  const std::size_t most = std::min(grants, entries / worth_a_thread);
  const auto parts = static_cast<unsigned>(std::clamp<std::size_t>(most, 1, thread_count(0)));
  std::vector<Grouping> gathered(parts, Grouping(portfolio, by, as_of));
  on_workers(parts, {}, [&](unsigned part, const StopFlag&) {
    for (std::size_t grant = grants * part / parts; grant < grants * (part + 1) / parts; ++grant) {
      gathered[part].add_grant(static_cast<std::uint32_t>(grant));
    }
  });
  for (unsigned part = 1; part < parts; ++part) gathered[0].add(gathered[part]);
  return gathered[0].table();
}

}  // namespace hibah
