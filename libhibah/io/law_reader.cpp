#include <libhibah/io/law_reader.hpp>

#include <algorithm>
#include <set>

#include <libhibah/io/detail/toml_fields.hpp>
#include <libhibah/law/builtin.hpp>

namespace hibah {

namespace {

using detail::Problems;
using detail::TomlFields;

/// `[[name]]` number `i` of `path`, counted from 1.
std::string nth(const std::string& path, std::string_view name, std::size_t i) {
  return (path.empty() ? std::string{} : path + ".") + std::string(name) + "[" + std::to_string(i + 1) + "]";
}

TomlValue parsed(std::string_view text, const std::string& file, Problems& problems) {
  std::vector<Problem> found;
  TomlValue root = parse_toml(text, file, found);
  for (Problem& problem : found) problems.add(std::move(problem));
  problems.throw_if_any();
  return root;
}

Stage read_stage(TomlFields fields) {
  fields.require({"code"});
  Stage stage;
  stage.code = fields.filled_text("code");
  stage.name_id = fields.text("name_id").value_or("");
  stage.name_en = fields.text("name_en").value_or("");
  stage.start = fields.date("start");
  stage.end = fields.date("end");
  stage.verified = fields.boolean("verified").value_or(true);
  stage.source = fields.text("source").value_or("");
  stage.note = fields.text("note").value_or("");
  if (stage.start && stage.end && *stage.end < *stage.start) {
    fields.problem(ErrorCode::value_not_allowed, "end", to_iso(*stage.end), ">= start = " + to_iso(*stage.start));
  }
  return stage;
}

TimetableVersion read_version(TomlFields fields, const std::string& path, const std::string& file, Problems& problems) {
  fields.require({"decree", "effective"});
  TimetableVersion version;
  version.decree = fields.text("decree").value_or("");
  version.effective = fields.date("effective").value_or(Date{});
  version.voting = fields.date("voting");
  version.note = fields.text("note").value_or("");
  static_cast<void>(fields.text("source"));
  std::set<std::string> codes;
  const auto tables = fields.tables("stage");
  for (std::size_t i = 0; i < tables.size(); ++i) {
    TomlFields stage(*tables[i], nth(path, "stage", i), file, problems,
                     {"code", "name_id", "name_en", "start", "end", "verified", "source", "note"});
    version.stages.push_back(read_stage(stage));
    if (!codes.insert(version.stages.back().code).second) stage.problem(ErrorCode::id_twice, "code", version.stages.back().code);
  }
  return version;
}

LegalSchedule read_schedule(TomlFields fields, const std::string& path, const std::string& file, Problems& problems) {
  fields.require({"roles", "tranches"});
  LegalSchedule schedule;
  for (const std::string& name : fields.texts("roles")) {
    if (const auto role = role_of(name)) {
      schedule.roles.push_back(*role);
    } else {
      fields.problem(ErrorCode::value_not_allowed, "roles", name, "organiser, supervisor, police, military, other");
    }
  }
  const auto tables = fields.tables("tranches");
  for (std::size_t i = 0; i < tables.size(); ++i) {
    TomlFields step(*tables[i], nth(path, "tranches", i), file, problems, {"minimum_share", "latest"});
    step.require({"minimum_share", "latest"});
    const auto share = step.share("minimum_share");
    auto latest = step.deadline("latest");
    if (share && latest) schedule.tranches.push_back({*share, std::move(*latest)});
  }
  return schedule;
}

Basis read_basis(TomlFields fields) {
  fields.require({"rules", "instrument", "mark"});
  Basis basis;
  basis.rules = fields.texts("rules");
  basis.instrument = fields.text("instrument").value_or("");
  basis.article = fields.text("article").value_or("");
  basis.source = fields.text("source").value_or("");
  if (const auto mark = fields.text("mark")) {
    basis.mark = mark_of(*mark);
    if (!basis.mark) fields.problem(ErrorCode::value_not_allowed, "mark", *mark, "read, press, memory");
  }
  static_cast<void>(fields.text("note"));
  return basis;
}

Holiday read_holiday(TomlFields& fields) {
  fields.require({"date", "kind", "name"});
  Holiday holiday;
  holiday.date = fields.date("date").value_or(Date{});
  if (const auto kind = fields.text("kind")) {
    if (*kind == name_of(HolidayKind::cuti_bersama)) {
      holiday.kind = HolidayKind::cuti_bersama;
    } else if (*kind != name_of(HolidayKind::national)) {
      fields.problem(ErrorCode::value_not_allowed, "kind", *kind, "national, cuti_bersama");
    }
  }
  holiday.name = fields.text("name").value_or("");
  holiday.decree = fields.text("decree").value_or("");
  holiday.source = fields.text("source").value_or("");
  holiday.known_from = fields.date("known_from");
  return holiday;
}

}  // namespace

Timetable read_timetable(std::string_view text, const std::string& file) {
  Problems problems;
  const TomlValue root = parsed(text, file, problems);
  TomlFields fields(root, "", file, problems, {"id", "name", "version"});
  fields.require({"id", "name", "version"});
  Timetable timetable;
  timetable.id = fields.text("id").value_or("");
  timetable.name = fields.text("name").value_or("");
  const auto tables = fields.tables("version");
  if (fields.find("version") && tables.empty()) fields.problem(ErrorCode::key_missing, "version", "", "[[version]]");
  for (std::size_t i = 0; i < tables.size(); ++i) {
    const std::string path = nth("", "version", i);
    timetable.versions.push_back(read_version(
        TomlFields(*tables[i], path, file, problems, {"decree", "effective", "voting", "source", "note", "stage"}), path, file, problems));
  }
  problems.throw_if_any();
  std::stable_sort(timetable.versions.begin(), timetable.versions.end(),
                   [](const TimetableVersion& a, const TimetableVersion& b) { return a.effective < b.effective; });
  return timetable;
}

Regulation read_regulation(std::string_view text, const std::string& file) {
  Problems problems;
  const TomlValue root = parsed(text, file, problems);
  TomlFields fields(root, "", file, problems,
                    {"id", "name", "valid_from", "sign_until", "cuti_bersama_is_working_day", "use_until", "report_due", "return_due",
                     "schedule", "direct_procurement", "basis"});
  fields.require({"id", "name"});
  Regulation regulation;
  regulation.id = fields.text("id").value_or("");
  regulation.name = fields.text("name").value_or("");
  regulation.valid_from = fields.date("valid_from");
  regulation.sign_until = fields.date("sign_until");
  regulation.cuti_bersama_is_working_day = fields.boolean("cuti_bersama_is_working_day").value_or(false);
  regulation.use_until = fields.deadline("use_until");
  regulation.report_due = fields.deadline("report_due");
  regulation.return_due = fields.deadline("return_due");
  const auto schedules = fields.tables("schedule");
  for (std::size_t i = 0; i < schedules.size(); ++i) {
    const std::string path = nth("", "schedule", i);
    regulation.schedules.push_back(
        read_schedule(TomlFields(*schedules[i], path, file, problems, {"roles", "tranches"}), path, file, problems));
  }
  const auto limits = fields.tables("direct_procurement");
  for (std::size_t i = 0; i < limits.size(); ++i) {
    TomlFields row(*limits[i], nth("", "direct_procurement", i), file, problems,
                   {"valid_from", "goods", "construction", "mark", "source", "note"});
    row.require({"valid_from", "goods", "construction"});
    const auto valid_from = row.date("valid_from");
    const auto goods = row.amount("goods");
    const auto construction = row.amount("construction");
    if (valid_from && goods && construction) regulation.direct_procurement.push_back({*valid_from, *goods, *construction});
  }
  std::stable_sort(regulation.direct_procurement.begin(), regulation.direct_procurement.end(),
                   [](const DirectProcurement& a, const DirectProcurement& b) { return a.valid_from < b.valid_from; });
  const auto bases = fields.tables("basis");
  for (std::size_t i = 0; i < bases.size(); ++i) {
    regulation.basis.push_back(read_basis(
        TomlFields(*bases[i], nth("", "basis", i), file, problems, {"rules", "instrument", "article", "mark", "source", "note"})));
  }
  problems.throw_if_any();
  return regulation;
}

WorkCalendar read_calendar(std::string_view text, const std::string& file) {
  Problems problems;
  const TomlValue root = parsed(text, file, problems);
  TomlFields fields(root, "", file, problems, {"id", "name", "from", "to", "holiday", "superseded"});
  fields.require({"id", "from", "to"});
  const std::string id = fields.text("id").value_or("");
  const Date from = fields.date("from").value_or(Date::first());
  const Date to = fields.date("to").value_or(Date::last());
  if (to < from) fields.problem(ErrorCode::value_not_allowed, "to", to_iso(to), ">= from = " + to_iso(from));
  std::vector<Holiday> holidays;
  const auto rows = fields.tables("holiday");
  for (std::size_t i = 0; i < rows.size(); ++i) {
    TomlFields row(*rows[i], nth("", "holiday", i), file, problems,
                   {"date", "kind", "name", "decree", "known_from", "known_from_mark", "source", "note"});
    holidays.push_back(read_holiday(row));
    if (holidays.back().date < from || to < holidays.back().date)
      row.problem(ErrorCode::outside_calendar, "date", to_iso(holidays.back().date));
  }
  std::vector<SupersededHoliday> superseded;
  const auto old = fields.tables("superseded");
  for (std::size_t i = 0; i < old.size(); ++i) {
    TomlFields row(*old[i], nth("", "superseded", i), file, problems,
                   {"date", "kind", "name", "decree", "known_from", "known_from_mark", "removed_by", "removed_on", "removed_on_mark",
                    "source", "note"});
    Holiday holiday = read_holiday(row);
    if (holiday.date < from || to < holiday.date) row.problem(ErrorCode::outside_calendar, "date", to_iso(holiday.date));
    superseded.push_back({std::move(holiday), row.text("removed_by").value_or(""), row.date("removed_on")});
  }
  problems.throw_if_any();
  return {id, from, to, std::move(holidays), std::move(superseded)};
}

std::string_view builtin_text(std::string_view kind, std::string_view id) {
  if (const BuiltinFile* file = find_builtin(kind, id)) return file->text;
  std::vector<std::string_view> ids;
  for (const BuiltinFile& file : builtin_files()) {
    if (file.kind == kind) ids.push_back(file.id);
  }
  const std::string_view near = nearest(id, ids);
  throw UsageError(ErrorCode::unknown_name,
                   std::string(kind) + " " + std::string(id) + (near.empty() ? "" : " (" + std::string(near) + "?)"));
}

Timetable builtin_timetable(std::string_view id) {
  return read_timetable(builtin_text("timetable", id), "timetable-" + std::string(id) + ".toml");
}
Regulation builtin_regulation(std::string_view id) {
  return read_regulation(builtin_text("regulation", id), "regulation-" + std::string(id) + ".toml");
}
WorkCalendar builtin_calendar(std::string_view id) {
  return read_calendar(builtin_text("calendar", id), "calendar-" + std::string(id) + ".toml");
}

}  // namespace hibah
