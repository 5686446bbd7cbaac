#include <libhibah/reports/what_if.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <libhibah/checks/compare.hpp>
#include <libhibah/reports/derivation.hpp>
#include <libhibah/reports/schedule.hpp>

namespace hibah {

namespace {

/// What can be said of a thing on one side.
struct Side {
  Cell date;
  std::string state = "none";
  Cell amount;
  Cell days;
  std::string reason;
  friend bool operator==(const Side&, const Side&) = default;
};

/// A thing that is there before, after or on both sides.
struct Pair {
  std::string grant;
  Cell tranche;
  std::string item;
  Side before;
  Side after;
};

Table empty_what_if(Date as_of) {
  using enum ColumnType;
  Table table;
  table.name = "what_if";
  table.title = {"Andaian: sebelum dan sesudah", "What if: before and after"};
  table.as_of = as_of;
  table.columns = {
      {"grant", {"Hibah", "Grant"}, text, "", {}},
      {"tranche", {"Tahap", "Tranche"}, number, "", {}},
      {"item", {"Hal", "Item"}, text, "", {}},
      {"side", {"Sisi", "Side"}, text, "", {}},
      {"date", {"Tanggal", "Date"}, date, "", {}},
      {"state", {"Status", "State"}, text, "", {}},
      {"amount", {"Jumlah", "Amount"}, amount, "IDR", {}},
      {"days", {"Hari", "Days"}, number, "day", {}},
      {"reason", {"Keterangan", "Reason"}, text, "", {}},
  };
  return table;
}

void add_side(Table& table, const Pair& pair, std::string_view name, const Side& side) {
  const Cell cells[] = {pair.grant.empty() ? Cell{} : Cell{pair.grant},
                        pair.tranche,
                        pair.item,
                        std::string(name),
                        side.date,
                        side.state,
                        side.amount,
                        side.days,
                        side.reason.empty() ? Cell{} : Cell{side.reason}};
  for (std::size_t i = 0; i < table.columns.size(); ++i) table.columns[i].cells.push_back(cells[i]);
}

// ---- deadlines ----

using Key = std::tuple<std::string, DeadlineKind, int>;  // grant, kind, number

/// The deadlines of a portfolio by key, and their order.
struct Deadlines {
  std::vector<Key> order;
  std::map<Key, Side> sides;
};

/// The expression, and what there is to say beside it.
std::string reason_of(const Derivation& each, const std::string& said, Language language) {
  std::string reason = each.expression;
  if (each.minimum_share) reason = ">= " + each.minimum_share->to_text(language) + ", " + reason;
  if (said.empty()) return reason;
  return reason.empty() ? said : reason + ": " + said;
}

/// The rows of a schedule by grant and tranche.
std::map<std::pair<std::string, std::int64_t>, std::size_t> rows_by_tranche(const Table& schedule) {
  std::map<std::pair<std::string, std::int64_t>, std::size_t> rows;
  for (std::size_t row = 0; row < schedule.rows(); ++row) {
    const auto* number = std::get_if<std::int64_t>(&schedule.column("tranche")->cells[row]);
    if (number) rows.emplace(std::pair(std::get<std::string>(schedule.column("grant")->cells[row]), *number), row);
  }
  return rows;
}

Side side_of(const Derivation& each, Language language) {
  Side side;
  const Due& due = each.due;
  std::string said = due.reason.in(language);
  if (due.is_known() && due.date().is_day()) side.date = due.date().first;
  if (due.is_known() && !due.date().is_day()) said = to_long(due.date()).in(language);
  side.state = name_of(due.state);
  side.reason = reason_of(each, said, language);
  return side;
}

/// A tranche as the schedule has it.
Side side_of(const Derivation& each, const Table& schedule, std::size_t row, Language language) {
  const auto cell = [&](std::string_view column) { return schedule.column(column)->cells[row]; };
  const Cell said = cell("reason");
  const auto* text = std::get_if<std::string>(&said);
  return {cell("due"), std::get<std::string>(cell("state")), cell("planned"), cell("days_late"),
          reason_of(each, text ? *text : "", language)};
}

Deadlines deadlines_of(const Portfolio& portfolio, const WhatIfOptions& options) {
  Deadlines deadlines;
  const Table tranches = schedule(portfolio, options.as_of, options.language);
  const auto rows = rows_by_tranche(tranches);
  for (const Derivation& each : derivations(portfolio, options.as_of)) {
    const std::string& grant = portfolio.grants[each.grant].id;
    Key key{grant, each.kind, each.number};
    Side side = each.kind == DeadlineKind::due ? side_of(each, tranches, rows.at({grant, each.number}), options.language)
                                               : side_of(each, options.language);
    deadlines.order.push_back(key);
    deadlines.sides.emplace(std::move(key), std::move(side));
  }
  return deadlines;
}

/// Every deadline of either side: those of before in their order, with those that came behind the ones of their grant.
std::vector<Pair> pairs_of(const Deadlines& before, const Deadlines& after, const Portfolio& portfolio) {
  std::vector<Pair> pairs;
  const auto add = [&](const Key& key) {
    const auto side = [&](const Deadlines& all) {
      const auto found = all.sides.find(key);
      return found == all.sides.end() ? Side{} : found->second;
    };
    const int number = std::get<int>(key);
    pairs.push_back({std::get<std::string>(key), number == 0 ? Cell{} : Cell{std::int64_t{number}},
                     std::string(name_of(std::get<DeadlineKind>(key))), side(before), side(after)});
  };
  for (const Grant& grant : portfolio.grants) {
    std::vector<Key> keys;
    for (const Deadlines* side : {&before, &after}) {
      for (const Key& key : side->order) {
        if (std::get<std::string>(key) == grant.id && std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(key);
      }
    }
    std::stable_sort(keys.begin(), keys.end());
    for (const Key& key : keys) add(key);
  }
  return pairs;
}

// ---- findings ----

Side side_of(const Finding* finding, Language language) {
  Side side;
  if (!finding) return side;
  side.state = name_of(finding->state);
  if (const auto* amount = std::get_if<Rupiah>(&finding->difference)) side.amount = *amount;
  if (const auto* days = std::get_if<std::int64_t>(&finding->difference); days && finding->unit == Unit::day) side.days = *days;
  side.reason = (finding->state == State::fail ? finding->message : finding->reason).in(language);
  return side;
}

std::vector<Pair> pairs_of(const Report& before, const Report& after, Language language) {
  std::vector<Pair> pairs;
  for (const FindingPair& pair : compare(before, after)) {
    const Finding& either = pair.before ? *pair.before : *pair.after;
    const Cell tranche = either.subject.tranche ? Cell{std::int64_t{*either.subject.tranche}} : Cell{};
    pairs.push_back({either.grant, tranche, either.rule, side_of(pair.before, language), side_of(pair.after, language)});
  }
  // What is gone comes last in the pairs, and belongs to its rule.
  std::map<std::string_view, std::size_t> order;
  for (const RuleCount& rule : before.rules) order.emplace(rule.rule, order.size());
  std::stable_sort(pairs.begin(), pairs.end(), [&](const Pair& a, const Pair& b) { return order[a.item] < order[b.item]; });
  return pairs;
}

// ---- notes ----

Message day_or_none(const std::optional<Date>& day) {
  return day ? to_long(DateSpan(*day)) : Message{"tidak diketahui", "unknown"};
}

/// What was changed, in words.
std::vector<Message> changes(const Portfolio& before, const Portfolio& after, Date as_of) {
  std::vector<Message> notes;
  const auto was_now = [&](Text wording, const Message& was, const Message& now) {
    notes.push_back(fill(wording, {{"was", was}, {"now", now}}));
  };
  const auto voting = before.timetable.voting_on(as_of);
  const auto new_voting = after.timetable.voting_on(as_of);
  if (before.timetable.id != after.timetable.id) {
    was_now({"Jadwal: {was}, diandaikan {now}.", "Timetable: {was}, supposed {now}."}, same(before.timetable.id), same(after.timetable.id));
  }
  if (voting != new_voting) {
    was_now({"Hari pemungutan suara: {was}, diandaikan {now}.", "Voting day: {was}, supposed {now}."}, day_or_none(voting),
            day_or_none(new_voting));
  }
  if (after.timetable.versions.size() > before.timetable.versions.size() && before.timetable.id == after.timetable.id) {
    notes.push_back({"Tanggal tahapan tidak ikut bergeser.", "The dates of the stages do not move with it."});
  }
  if (before.regulation.id != after.regulation.id) {
    was_now({"Peraturan: {was}, diandaikan {now}.", "Regulation: {was}, supposed {now}."}, same(before.regulation.id),
            same(after.regulation.id));
  }
  for (std::size_t i = 0; i < before.grants.size() && i < after.grants.size(); ++i) {
    const std::vector<Addendum>& addenda = after.grants[i].addenda;
    for (std::size_t k = before.grants[i].addenda.size(); k < addenda.size(); ++k) {
      const bool is_later = addenda[k].signed_on.first > as_of;
      const Text wording = is_later
                               ? Text{"Adendum nomor {number} untuk {grant}, {signed}: sesudah hari yang ditanyakan, jadi belum berlaku.",
                                      "Addendum no. {number} of {grant}, {signed}: after the day of the question, and so not yet in force."}
                               : Text{"Adendum nomor {number} untuk {grant}, {signed}.", "Addendum no. {number} of {grant}, {signed}."};
      notes.push_back(fill(
          wording, {{"number", same(addenda[k].number)}, {"grant", same(after.grants[i].id)}, {"signed", to_long(addenda[k].signed_on)}}));
    }
  }
  return notes;
}

std::size_t add_changed(Table& table, const std::vector<Pair>& pairs) {
  std::size_t same_count = 0;
  for (const Pair& pair : pairs) {
    if (pair.before == pair.after) {
      ++same_count;
      continue;
    }
    add_side(table, pair, "before", pair.before);
    add_side(table, pair, "after", pair.after);
  }
  return same_count;
}

}  // namespace

Portfolio with_voting(const Portfolio& portfolio, Date voting, Date as_of) {
  Portfolio changed = portfolio;
  std::vector<TimetableVersion>& versions = changed.timetable.versions;
  const auto later =
      std::find_if(versions.begin(), versions.end(), [&](const TimetableVersion& version) { return version.effective > as_of; });
  TimetableVersion moved;
  moved.decree = "andaian (what-if)";
  moved.effective = as_of;
  moved.voting = voting;
  versions.insert(later, std::move(moved));
  return changed;
}

Table what_if(const Portfolio& before, const Portfolio& after, const Catalogue& catalogue, const WhatIfOptions& options) {
  Table table = empty_what_if(options.as_of);
  table.notes = changes(before, after, options.as_of);
  const std::size_t deadlines = add_changed(table, pairs_of(deadlines_of(before, options), deadlines_of(after, options), before));
  CheckOptions check_options;
  check_options.as_of = options.as_of;
  check_options.threads = options.threads;
  const std::size_t findings =
      add_changed(table, pairs_of(check(before, catalogue, check_options), check(after, catalogue, check_options), options.language));
  table.notes.push_back(fill({"Tidak berubah: {deadlines} tenggat dan {findings} temuan atau hal yang tidak dapat dinilai.",
                              "Unchanged: {deadlines} deadlines and {findings} findings or things not evaluable."},
                             {{"deadlines", same(std::to_string(deadlines))}, {"findings", same(std::to_string(findings))}}));
  return table;
}

}  // namespace hibah
