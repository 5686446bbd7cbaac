#include <libhibah/reports/schedule.hpp>

#include <optional>
#include <string>
#include <utility>

#include <libhibah/journal/books.hpp>
#include <libhibah/journal/due.hpp>
#include <libhibah/journal/journal_builder.hpp>

namespace hibah {

namespace {

struct Row {
  std::string grant;
  Cell tranche;
  Cell share;
  Cell planned;
  Cell due;
  Cell disbursed;
  Cell completed_on;
  Cell days_late;
  TrancheStatus state = TrancheStatus::unknown;
  std::vector<Message> reasons;  // in the order of the columns that they explain
};

Table empty_schedule(Date as_of) {
  using enum ColumnType;
  Table table;
  table.name = "schedule";
  table.title = {"Jadwal pencairan", "Disbursement schedule"};
  table.as_of = as_of;
  table.columns = {
      {"grant", {"Hibah", "Grant"}, text, "", {}},
      {"tranche", {"Tahap", "Tranche"}, number, "", {}},
      {"share", {"Bagian", "Share"}, text, "", {}},
      {"planned", {"Rencana", "Planned"}, amount, "IDR", {}},
      {"due", {"Jatuh tempo", "Due"}, date, "", {}},
      {"disbursed", {"Dicairkan", "Disbursed"}, amount, "IDR", {}},
      {"completed_on", {"Lunas pada", "Completed on"}, date, "", {}},
      {"days_late", {"Hari telat", "Days late"}, number, "day", {}},
      {"state", {"Status", "State"}, text, "", {}},
      {"reason", {"Keterangan", "Reason"}, text, "", {}},
  };
  return table;
}

void add_row(Table& table, Row row, Language language) {
  std::string reason;
  for (const Message& part : row.reasons) {
    if (!reason.empty()) reason += "; ";
    reason += part.in(language);
  }
  Cell reason_cell;
  if (!reason.empty()) reason_cell = std::move(reason);
  Cell cells[] = {std::move(row.grant),
                  std::move(row.tranche),
                  row.share,
                  row.planned,
                  row.due,
                  row.disbursed,
                  row.completed_on,
                  row.days_late,
                  std::string(name_of(row.state)),
                  std::move(reason_cell)};
  for (std::size_t i = 0; i < table.columns.size(); ++i) table.columns[i].cells.push_back(std::move(cells[i]));
}

/// The due day as a cell, with the reason where it is none.
void put_due(Row& row, const Due& due) {
  if (!due.is_known()) {
    row.reasons.push_back(due.reason);
  } else if (due.date().is_day()) {
    row.due = due.date().first;
  } else {
    row.reasons.push_back(
        fill({"hari jatuh tempo tidak pasti: {due}, dihitung dari {anchor}", "the due day is uncertain: {due}, counted from {anchor}"},
             {{"due", to_long(due.date())}, {"anchor", to_long(due.reckoning.anchor)}}));
  }
}

void put_completion(Row& row, const DateSpan& completed_on) {
  if (completed_on.is_day()) {
    row.completed_on = completed_on.first;
  } else {
    row.reasons.push_back(fill({"hari pelunasan hanya diketahui {span}", "the day of completion is known only as {span}"},
                               {{"span", to_long(completed_on)}}));
  }
}

/// The state of a complete tranche: in time, late, or not to be told.
void judge_complete(Row& row, const Due& due, const DateSpan& completed_on) {
  if (due.state == Due::State::not_applicable) row.state = TrancheStatus::paid;
  if (!due.is_known()) return;
  const Slots slots{{"due", to_long(due.date())}, {"done", to_long(completed_on)}};
  switch (is_on_or_before(completed_on, due.date())) {
    case Truth::yes:
      row.state = TrancheStatus::paid;
      row.days_late = std::int64_t{0};
      break;
    case Truth::no:
      row.state = TrancheStatus::paid_late;
      if (completed_on.is_day() && due.date().is_day()) row.days_late = std::int64_t{completed_on.first - due.date().first};
      break;
    case Truth::unknown:
      row.reasons.push_back(fill({"tidak pasti apakah tepat waktu: lunas {done}, jatuh tempo {due}",
                                  "whether it was in time is uncertain: complete {done}, due {due}"},
                                 slots));
      break;
  }
}

/// The state of a tranche that is not complete.
void judge_open(Row& row, const Due& due, const TrancheState& paid, Date as_of) {
  if (due.state == Due::State::not_evaluable) return;
  if (due.is_known()) {
    const Truth has_passed = is_before(due.date(), as_of);
    if (has_passed == Truth::yes) {
      row.state = TrancheStatus::overdue;
      if (due.date().is_day()) row.days_late = std::int64_t{as_of - due.date().first};
      return;
    }
    if (has_passed == Truth::unknown) {
      row.reasons.push_back(
          fill({"tidak pasti apakah jatuh temponya sudah lewat pada {day}", "whether the due day had passed on {day} is uncertain"},
               {{"day", to_long(as_of)}}));
      return;
    }
  }
  if (!paid.disbursed.is_zero()) {
    row.state = TrancheStatus::part_paid;
  } else if (!paid.disbursed_possible.is_zero()) {
    row.reasons.push_back(
        fill({"tidak pasti apakah sudah ada pencairan pada {day}", "whether anything had been disbursed by {day} is uncertain"},
             {{"day", to_long(as_of)}}));
  } else {
    row.state = due.is_known() ? TrancheStatus::upcoming : TrancheStatus::not_applicable;
  }
}

void judge(Row& row, const Due& due, const TrancheState& paid, Date as_of) {
  row.disbursed = paid.disbursed;
  if (paid.complete == Truth::yes) {
    put_completion(row, *paid.completed_on);
    judge_complete(row, due, *paid.completed_on);
  } else if (paid.complete == Truth::no) {
    judge_open(row, due, paid, as_of);
  } else {
    row.reasons.push_back(fill({"tidak pasti apakah sudah lunas pada {day}: ada pencairan yang harinya tidak diketahui",
                                "whether it was complete by {day} is uncertain: the day of a disbursement is not known"},
                               {{"day", to_long(as_of)}}));
  }
}

/// What was paid, or why that is not known.
struct Payments {
  TrancheStates states;
  std::optional<Message> unknown;
};

Payments payments_of(const Portfolio& portfolio, std::uint32_t index, const Terms& terms, Date as_of) {
  if (!portfolio.journal) return {{}, Message{"berkas journal.csv tidak ada", "file journal.csv is not there"}};
  if (!portfolio.grants[index].records(EntryKind::disbursement)) {
    return {{},
            Message{"jurnal tidak memuat pencairan hibah ini secara lengkap (recorded)",
                    "the journal does not hold this grant's disbursement in full (recorded)"}};
  }
  const Journal& journal = *portfolio.journal;
  const Books books = books_on(journal, index, as_of);
  if (!knows_what_stands(journal, books.reversals)) {
    return {{}, Message{"jurnal tidak memiliki kolom reverses", "the journal has no column reverses"}};
  }
  Payments payments{tranche_states(journal, books, terms), {}};
  const EntryIndex culprit = payments.states.culprit;
  if (culprit == no_entry) return payments;
  if (!journal.has(JournalColumn::tranche)) {
    payments.unknown = Message{"jurnal tidak memiliki kolom tranche", "the journal has no column tranche"};
  } else {
    payments.unknown = fill({"pencairan {entry} tanpa nomor tahap, padahal perjanjian punya beberapa tahap",
                             "disbursement {entry} has no tranche number, and the agreement has several tranches"},
                            {{"entry", same(shown_id(journal, culprit, portfolio.file_names()))}});
  }
  return payments;
}

/// Why nothing can be said of a grant's tranches; nothing where it can.
std::optional<Message> no_terms(const Grant& grant, const std::optional<Terms>& terms, Date as_of) {
  if (grant.signed_on.last > as_of) {
    return fill({"hari penandatanganan hanya diketahui {signed}: tidak pasti apakah perjanjian sudah ada pada {day}",
                 "the signing is known only as {signed}: whether the agreement exists on {day} is uncertain"},
                {{"signed", to_long(grant.signed_on)}, {"day", to_long(as_of)}});
  }
  if (!terms) {
    return fill({"tanggal adendum tidak lengkap: isi perjanjian pada {day} tidak pasti",
                 "an addendum's date is not complete: the agreement in force on {day} is uncertain"},
                {{"day", to_long(as_of)}});
  }
  if (terms->tranches.empty()) return Message{"perjanjian tidak merinci tahap pencairan", "the agreement states no tranches"};
  return std::nullopt;
}

void add_grant(Table& table, const Portfolio& portfolio, std::uint32_t index, Date as_of, Language language) {
  const Grant& grant = portfolio.grants[index];
  if (grant.signed_on.first > as_of) return;  // an agreement signed later does not exist yet
  const std::optional<Terms> terms = grant.terms_on(as_of);
  if (auto reason = no_terms(grant, terms, as_of)) {
    Row row;
    row.grant = grant.id;
    row.reasons.push_back(std::move(*reason));
    add_row(table, std::move(row), language);
    return;
  }
  const Payments payments = payments_of(portfolio, index, *terms, as_of);
  for (std::size_t k = 0; k < terms->tranches.size(); ++k) {
    const PlannedTranche& tranche = terms->tranches[k];
    Row row;
    row.grant = grant.id;
    row.tranche = std::int64_t{tranche.number};
    if (tranche.share) row.share = tranche.share->to_text();
    row.planned = tranche.planned;
    const Due due = due_on(portfolio, tranche.due, tranche.signed_on, as_of);
    put_due(row, due);
    if (payments.unknown) {
      row.reasons.push_back(*payments.unknown);
    } else {
      judge(row, due, payments.states.tranches[k], as_of);
    }
    add_row(table, std::move(row), language);
  }
}

}  // namespace

std::string_view name_of(TrancheStatus status) noexcept {
  switch (status) {
    case TrancheStatus::paid:
      return "paid";
    case TrancheStatus::paid_late:
      return "paid_late";
    case TrancheStatus::part_paid:
      return "part_paid";
    case TrancheStatus::upcoming:
      return "upcoming";
    case TrancheStatus::overdue:
      return "overdue";
    case TrancheStatus::not_applicable:
      return "not_applicable";
    case TrancheStatus::unknown:
      return "unknown";
  }
  return {};
}

Table schedule(const Portfolio& portfolio, Date as_of, Language language) {
  Table table = empty_schedule(as_of);
  for (std::uint32_t index = 0; index < portfolio.grants.size(); ++index) add_grant(table, portfolio, index, as_of, language);
  return table;
}

}  // namespace hibah
