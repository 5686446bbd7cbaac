#include <libhibah/reports/trace.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include <libhibah/journal/books.hpp>
#include <libhibah/journal/due.hpp>
#include <libhibah/journal/journal_builder.hpp>

namespace hibah {

namespace {

/// One link of the chain.
struct Step {
  std::string step;
  std::optional<DateSpan> date = {};
  std::string name = {};
  Cell amount = {};
  Cell before = {};
  Cell after = {};
  SourceRef where = {};
  std::vector<Message> said = {};  // joined into `reason`
};

Table empty_trace(Date as_of) {
  using enum ColumnType;
  Table table;
  table.name = "trace";
  table.title = {"Jejak uang", "Trail of the money"};
  table.as_of = as_of;
  table.columns = {
      {"step", {"Langkah", "Step"}, text, "", {}},
      {"date", {"Tanggal", "Date"}, date, "", {}},
      {"name", {"Nama", "Name"}, text, "", {}},
      {"amount", {"Jumlah", "Amount"}, amount, "IDR", {}},
      {"before", {"Sebelum", "Before"}, amount, "IDR", {}},
      {"after", {"Sesudah", "After"}, amount, "IDR", {}},
      {"file", {"Berkas", "File"}, text, "", {}},
      {"row", {"Baris", "Row"}, number, "", {}},
      {"reason", {"Keterangan", "Reason"}, text, "", {}},
  };
  return table;
}

void add_step(Table& table, const Portfolio& portfolio, Step step, Language language) {
  if (step.date && !step.date->is_day()) step.said.insert(step.said.begin(), to_long(*step.date));
  std::string reason;
  for (const Message& part : step.said) {
    if (!part.in(language).empty()) reason += (reason.empty() ? "" : "; ") + part.in(language);
  }
  const bool has_place = step.where.file < portfolio.inputs.size();
  const Cell cells[] = {step.step,
                        step.date && step.date->is_day() ? Cell{step.date->first} : Cell{},
                        step.name.empty() ? Cell{} : Cell{step.name},
                        step.amount,
                        step.before,
                        step.after,
                        has_place ? Cell{portfolio.inputs[step.where.file].name} : Cell{},
                        has_place && step.where.row != 0 ? Cell{std::int64_t{step.where.row}} : Cell{},
                        reason.empty() ? Cell{} : Cell{std::move(reason)}};
  for (std::size_t i = 0; i < table.columns.size(); ++i) table.columns[i].cells.push_back(cells[i]);
}

// ---- who is meant ----

/// The entry with this id of its own; no_entry where there is none.
EntryIndex entry_with_id(const Journal& journal, std::string_view id) {
  if (!journal.has(JournalColumn::id) || !journal.texts()) return no_entry;
  constexpr EntryIndex most = 65'536;  // ids are read again, so many at once
  EntryIndex found = no_entry;
  for (EntryIndex begin = 0; begin < journal.size() && found == no_entry; begin += most) {
    std::vector<EntryIndex> entries;
    std::vector<SourceRef> where;
    for (EntryIndex i = begin; i < journal.size() && i - begin < most; ++i) {
      if (!journal.has_own_id(i)) continue;
      entries.push_back(i);
      where.push_back(journal.where(i));
    }
    journal.texts()->each_text(entries, where, JournalColumn::id, [&](std::size_t k, std::string_view text) {
      if (found == no_entry && trimmed(text) == id) found = entries[k];
    });
  }
  return found;
}

/// The entry at "file:row"; no_entry where there is none.
EntryIndex entry_at(const Portfolio& portfolio, const Journal& journal, std::string_view place) {
  for (std::uint32_t file = 0; file < portfolio.inputs.size(); ++file) {
    const std::string start = portfolio.inputs[file].name + ":";
    if (!place.starts_with(start)) continue;
    for (EntryIndex i = 0; i < journal.size(); ++i) {
      const SourceRef where = journal.where(i);
      if (where.file == file && std::to_string(where.row) == place.substr(start.size())) return i;
    }
  }
  return no_entry;
}

[[noreturn]] void refuse(const Portfolio& portfolio, std::string_view subject) {
  std::vector<std::string_view> ids;
  for (const Grant& grant : portfolio.grants) ids.push_back(grant.id);
  const std::string_view near = nearest(subject, ids);
  throw UsageError(ErrorCode::unknown_name, shortened(subject) + (near.empty() ? "" : " (" + std::string(near) + "?)"));
}

// ---- running figures ----

Rupiah signed_amount(const BookRow& row) {
  return is_receipt(row.kind) ? row.amount : Rupiah{} - row.amount;
}

/// The certain entries of a grant, and for each whether what came before it is known.
class Running {
 public:
  Running(const Journal& journal, const Books& books) : books_(&books) {
    for (const BookRow& row : books.possible) {
      const Date first = journal.date(row.entry).first;
      if (!open_from_ || first < *open_from_) open_from_ = first;
    }
    for (const BookRow& row : books.certain) {
      const DateSpan span = journal.date(row.entry);
      if (row.is_day()) {
        days_.push_back(span.first);
      } else {
        firsts_.push_back(span.first);
        lasts_.push_back(span.last);
      }
      spans_.push_back(span);
    }
    std::sort(days_.begin(), days_.end());
    std::sort(firsts_.begin(), firsts_.end());
    std::sort(lasts_.begin(), lasts_.end());
  }

  /// True where the entries before the one at `place` are known: then they are those that stand before it.
  [[nodiscard]] bool is_ordered(std::size_t place) const {
    const DateSpan& span = spans_[place];
    if (open_from_ && span.last >= *open_from_) return false;
    const auto up_to = [](const std::vector<Date>& sorted, Date day) {
      return std::upper_bound(sorted.begin(), sorted.end(), day) - sorted.begin();
    };
    const auto below = [](const std::vector<Date>& sorted, Date day) {
      return std::lower_bound(sorted.begin(), sorted.end(), day) - sorted.begin();
    };
    const auto partials = up_to(firsts_, span.last) - below(lasts_, span.first);  // that share a day with it
    if (books_->certain[place].is_day()) return partials == 0;
    return partials == 1 && up_to(days_, span.last) == below(days_, span.first);
  }

 private:
  const Books* books_;
  std::vector<DateSpan> spans_;
  std::vector<Date> days_;    // of entries whose day is known
  std::vector<Date> firsts_;  // of the others
  std::vector<Date> lasts_;
  std::optional<Date> open_from_;  // from here on it is unknown which entries there are
};

Message order_unknown() {
  return {"urutannya tidak pasti karena ada tanggal yang tidak lengkap", "the order is uncertain because a date is not complete"};
}

class Tracer {
 public:
  Tracer(const Portfolio& portfolio, std::uint32_t index, Date as_of, Language language)
      : portfolio_(&portfolio), index_(index), as_of_(as_of), language_(language), table_(empty_trace(as_of)) {
    if (portfolio.journal) {
      books_ = books_on(*portfolio.journal, index, as_of);
      running_.emplace(*portfolio.journal, *books_);
      for (std::size_t i = 0; i < books_->certain.size(); ++i) places_.emplace(books_->certain[i].entry, i);
      for (const ReversalVerdict& verdict : books_->reversals) {
        verdicts_.emplace(verdict.reversal, &verdict);
        if (verdict.fault == ReversalFault::none && verdict.exists == Truth::yes) taken_back_.emplace(verdict.target, verdict.reversal);
      }
      file_names_ = portfolio.file_names();
    }
    if (grant().signed_on.last <= as_of) terms_ = grant().terms_on(as_of);
  }

  Table of_grant() {
    add_agreement();
    if (terms_) {
      for (const PlannedTranche& tranche : terms_->tranches) add_tranche(tranche, no_entry);
    }
    add_budget([](const BudgetLine&) { return true; }, no_entry);
    if (portfolio_->journal) add_entries([](EntryIndex) { return true; });
    return std::move(table_);
  }

  Table of_entry(EntryIndex entry) {
    const Journal& journal = *portfolio_->journal;
    add_agreement();
    if (terms_ && journal.kind(entry) == EntryKind::disbursement) {
      const int number = tranche_of(journal, entry, *terms_);
      for (const PlannedTranche& tranche : terms_->tranches) {
        if (tranche.number == number) add_tranche(tranche, entry);
      }
    }
    const bool is_spending = journal.kind(entry) == EntryKind::realisation || journal.kind(entry) == EntryKind::refund;
    if (is_spending) {
      add_budget([&](const BudgetLine& line) { return line.stage == journal.stage(entry) && line.account == journal.account(entry); },
                 entry);
    }
    std::unordered_set<EntryIndex> bears_on{entry};
    if (const auto reversal = taken_back_.find(entry); reversal != taken_back_.end()) bears_on.insert(reversal->second);
    if (const auto verdict = verdicts_.find(entry); verdict != verdicts_.end() && verdict->second->target != no_entry) {
      bears_on.insert(verdict->second->target);
    }
    bool is_behind = false;
    for (const EntryIndex i : journal.of_grant(index_)) {
      if (i == entry) is_behind = true;
      const bool bears = is_behind ? journal.kind(i) == EntryKind::return_ : journal.kind(i) == EntryKind::disbursement;
      if (bears) bears_on.insert(i);
    }
    add_entries([&](EntryIndex i) { return bears_on.contains(i); });
    if (journal.first_day(entry) > as_of_) {
      Step step = step_of(entry);
      step.said.push_back({"sesudah hari yang ditanyakan: belum ada", "after the day of the question: it is not there yet"});
      add(std::move(step));
    }
    return std::move(table_);
  }

 private:
  [[nodiscard]] const Grant& grant() const noexcept { return portfolio_->grants[index_]; }
  [[nodiscard]] std::string id_of(EntryIndex entry) const { return shown_id(*portfolio_->journal, entry, file_names_); }
  void add(Step step) { add_step(table_, *portfolio_, std::move(step), language_); }

  /// Why the journal of this grant cannot be summed over these kinds; nothing where it can.
  [[nodiscard]] std::optional<Message> gap(std::initializer_list<EntryKind> kinds) const {
    if (!portfolio_->journal) return Message{"berkas journal.csv tidak ada", "file journal.csv is not there"};
    for (const EntryKind kind : kinds) {
      if (!grant().records(kind)) {
        return fill({"saldo tidak diketahui: jurnal tidak memuat {id} hibah ini secara lengkap (recorded)",
                     "the balance is unknown: the journal does not hold this grant's {en} in full (recorded)"},
                    {{"id", same(std::string(indonesian_name_of(kind)))}, {"en", same(std::string(name_of(kind)))}});
      }
    }
    if (!knows_what_stands(*portfolio_->journal, books_->reversals)) {
      return Message{"jurnal tidak memiliki kolom reverses", "the journal has no column reverses"};
    }
    return std::nullopt;
  }

  // ---- what was agreed ----

  void add_agreement() {
    Step step{.step = "agreement", .date = grant().signed_on, .name = grant().nphd, .amount = grant().amount, .where = grant().where};
    step.said.push_back(same(grant().recipient));
    if (grant().signed_on.first > as_of_) {
      step.said.push_back({"sesudah hari yang ditanyakan: belum ada", "after the day of the question: it is not there yet"});
    }
    add(std::move(step));
    const auto addenda = grant().addenda_on(as_of_);
    if (!addenda) return add_unordered_addenda();
    Rupiah in_force = grant().amount;
    for (const Addendum* addendum : *addenda) {
      Step change = step_of(*addendum);
      change.before = in_force;
      in_force = addendum->amount.value_or(in_force);
      change.after = in_force;
      add(std::move(change));
    }
  }

  void add_unordered_addenda() {
    for (const Addendum& addendum : grant().addenda) {
      if (addendum.signed_on.first > as_of_) continue;
      Step step = step_of(addendum);
      step.said.push_back(order_unknown());
      add(std::move(step));
    }
  }

  static Step step_of(const Addendum& addendum) {
    Step step{.step = "addendum", .date = addendum.signed_on, .name = addendum.number, .where = addendum.where};
    if (addendum.amount) step.amount = *addendum.amount;
    step.said.push_back(same(addendum.reason));
    return step;
  }

  /// What was disbursed of a tranche: before and after `entry`, or up to the day of the question.
  void add_tranche(const PlannedTranche& tranche, EntryIndex entry) {
    const Due due = due_on(*portfolio_, tranche.due, tranche.signed_on, as_of_);
    Step step{.step = "tranche", .name = std::to_string(tranche.number), .amount = tranche.planned, .where = tranche.where};
    if (due.is_known()) step.date = due.date();
    step.said.push_back(same((tranche.share ? tranche.share->to_text(language_) + ", " : "") + tranche.due.text));
    step.said.push_back(due.reason);
    sum_up(step, entry, {EntryKind::disbursement}, [&](const BookRow& row) -> std::optional<Rupiah> {
      if (row.kind != EntryKind::disbursement || tranche_of(*portfolio_->journal, row.entry, *terms_) != tranche.number)
        return std::nullopt;
      return row.amount;
    });
    add(std::move(step));
  }

  template <typename Wanted>
  void add_budget(const Wanted& wanted, EntryIndex entry) {
    if (!portfolio_->budget || grant().signed_on.first > as_of_) return;
    const auto version = portfolio_->budget->version_on(grant(), index_, as_of_);
    if (!version || *version < 0) return;
    for (const BudgetLine& line : portfolio_->budget->lines(index_, *version)) {
      if (wanted(line)) add_line(line, entry);
    }
  }

  void add_line(const BudgetLine& line, EntryIndex entry) {
    const BudgetRow& first = portfolio_->budget->rows[line.rows.front()];
    const Words& words = portfolio_->words;
    std::string name(words.stage.text(line.stage));
    name += (name.empty() ? "" : " · ") + std::string(words.account.text(line.account));
    Step step{.step = "budget_line", .name = std::move(name), .amount = line.ceiling, .where = first.where};
    step.said.push_back(same(std::string(words.description.text(first.description))));
    sum_up(step, entry, {EntryKind::realisation, EntryKind::refund}, [&](const BookRow& row) -> std::optional<Rupiah> {
      const bool is_its = portfolio_->journal->stage(row.entry) == line.stage && row.account == line.account;
      if (!is_its || (row.kind != EntryKind::realisation && row.kind != EntryKind::refund)) return std::nullopt;
      return row.kind == EntryKind::refund ? Rupiah{} - row.amount : row.amount;
    });
    add(std::move(step));
  }

  /// Fills `before` and `after` of a step with the sums of what `part` gives.
  template <typename Part>
  void sum_up(Step& step, EntryIndex entry, std::initializer_list<EntryKind> kinds, const Part& part) {
    if (const auto why = gap(kinds)) {
      step.said.push_back(*why);
      return;
    }
    if (entry == no_entry && books_->possible.empty()) {
      Rupiah sum;
      for (const BookRow& row : books_->certain) sum = sum + part(row).value_or(Rupiah{});
      step.after = sum;
      return;
    }
    const auto place = places_.find(entry);
    if (place == places_.end() || !running_->is_ordered(place->second)) {
      if (place != places_.end() || entry == no_entry) step.said.push_back(order_unknown());
      return;
    }
    Rupiah sum;
    for (std::size_t i = 0; i < place->second; ++i) sum = sum + part(books_->certain[i]).value_or(Rupiah{});
    step.before = sum;
    step.after = sum + part(books_->certain[place->second]).value_or(Rupiah{});
  }

  // ---- what happened ----

  [[nodiscard]] Step step_of(EntryIndex entry) const {
    const Journal& journal = *portfolio_->journal;
    const Words& words = portfolio_->words;
    Step step{.step = std::string(name_of(journal.kind(entry))),
              .date = journal.date(entry),
              .name = id_of(entry),
              .amount = journal.amount(entry),
              .where = journal.where(entry)};
    std::string about;
    const auto add_part = [&about](std::string_view part) {
      if (!part.empty()) about += (about.empty() ? "" : " · ") + std::string(part);
    };
    add_part(words.stage.text(journal.stage(entry)));
    add_part(words.account.text(journal.account(entry)));
    add_part(words.payee.text(journal.payee(entry)));
    add_part(words.destination.text(journal.destination(entry)));
    add_part(journal.text(entry, JournalColumn::voucher));
    add_part(journal.text(entry, JournalColumn::description));
    step.said.push_back(same(about));
    return step;
  }

  template <typename Wanted>
  void add_entries(const Wanted& wanted) {
    const Journal& journal = *portfolio_->journal;
    const auto why = gap({EntryKind::disbursement, EntryKind::realisation, EntryKind::refund, EntryKind::interest, EntryKind::return_});
    std::unordered_map<EntryIndex, Rupiah> balances;  // before each certain entry
    Rupiah balance;
    for (const BookRow& row : books_->certain) {
      balances.emplace(row.entry, balance);
      if (!why) balance = balance + signed_amount(row);
    }
    for (const EntryIndex entry : journal.of_grant(index_)) {
      if (journal.first_day(entry) > as_of_ || !wanted(entry)) continue;
      Step step = step_of(entry);
      const auto place = places_.find(entry);
      if (place == places_.end()) {
        step.said.push_back(standing_of(entry));
      } else if (why) {
        step.said.push_back(*why);
      } else if (!running_->is_ordered(place->second)) {
        step.said.push_back(order_unknown());
      } else {
        step.before = balances.at(entry);
        step.after = balances.at(entry) + signed_amount(books_->certain[place->second]);
      }
      add(std::move(step));
    }
  }

  /// Why an entry does not move the balance.
  [[nodiscard]] Message standing_of(EntryIndex entry) const {
    if (const auto found = taken_back_.find(entry); found != taken_back_.end()) {
      return fill({"dibatalkan oleh {entry}", "taken back by {entry}"}, {{"entry", same(id_of(found->second))}});
    }
    if (const auto found = verdicts_.find(entry); found != verdicts_.end() && found->second->exists == Truth::yes) {
      if (found->second->fault != ReversalFault::none) {
        return {"pembatalan ini keliru (J101): tidak membatalkan apa pun", "this reversal is at fault (J101): it takes nothing back"};
      }
      return fill({"membatalkan {entry}", "takes {entry} back"}, {{"entry", same(id_of(found->second->target))}});
    }
    return {"tanggalnya tidak lengkap: tidak pasti sudah ada pada hari yang ditanyakan",
            "its date is not complete: whether it is there on the day of the question is uncertain"};
  }

  const Portfolio* portfolio_;
  std::uint32_t index_;
  Date as_of_;
  Language language_;
  Table table_;
  std::vector<std::string> file_names_;
  std::optional<Terms> terms_;
  std::optional<Books> books_;
  std::optional<Running> running_;
  std::unordered_map<EntryIndex, std::size_t> places_;  // in books_->certain
  std::unordered_map<EntryIndex, const ReversalVerdict*> verdicts_;
  std::unordered_map<EntryIndex, EntryIndex> taken_back_;  // by which reversal
};

}  // namespace

Table trace(const Portfolio& portfolio, std::string_view subject, Date as_of, Language language) {
  subject = trimmed(subject);
  if (const auto index = portfolio.find_grant(subject)) return Tracer(portfolio, *index, as_of, language).of_grant();
  EntryIndex entry = no_entry;
  if (portfolio.journal && !subject.empty()) {
    entry = entry_with_id(*portfolio.journal, subject);
    if (entry == no_entry) entry = entry_at(portfolio, *portfolio.journal, subject);
  }
  if (entry == no_entry) refuse(portfolio, subject);
  return Tracer(portfolio, portfolio.journal->grant(entry), as_of, language).of_entry(entry);
}

}  // namespace hibah
