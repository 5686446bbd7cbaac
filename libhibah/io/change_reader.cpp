#include <libhibah/io/change_reader.hpp>

#include <algorithm>
#include <memory>
#include <set>
#include <utility>
#include <vector>

#include <libhibah/base/limits.hpp>
#include <libhibah/base/sha256.hpp>
#include <libhibah/io/detail/agreement_fields.hpp>
#include <libhibah/io/detail/row_cells.hpp>
#include <libhibah/io/input_bytes.hpp>
#include <libhibah/io/law_reader.hpp>
#include <libhibah/io/toml_reader.hpp>
#include <libhibah/law/builtin.hpp>
#include <libhibah/reports/what_if.hpp>

namespace hibah {

namespace {

using detail::Problems;
using detail::TomlFields;

class Changer {
 public:
  Changer(const Portfolio& before, Date as_of) : changed_(before), as_of_(as_of) {}

  Portfolio run(const Changes& changes) {
    const bool has_timetable = !changes.timetable.empty() && take_timetable(changes.timetable);
    stages_ = detail::known_stages(changed_.timetable);
    if (!changes.regulation.empty()) take_regulation(changes.regulation);
    if (has_timetable) check_stages_in_use(changes.timetable);
    if (!changes.addenda.empty()) take_addenda(changes.addenda);
    problems_.throw_if_any();
    if (changes.voting) return with_voting(changed_, *changes.voting, as_of_);
    return std::move(changed_);
  }

 private:
  /// The text of a file, noted among the inputs; nothing and problems where it cannot be read.
  std::optional<std::string> text_of(const std::string& path) {
    try {
      std::string bytes = read_whole(path, path, limits::max_toml_bytes);
      if (!detail::check_toml_bytes(bytes, path, problems_)) return std::nullopt;
      InputFile input;
      input.name = path;
      input.sha256 = sha256(bytes);
      input.rows = static_cast<std::uint64_t>(std::count(bytes.begin(), bytes.end(), '\n')) + (bytes.ends_with('\n') ? 0u : 1u);
      input.text = std::make_shared<const std::string>(bytes);
      changed_.inputs.push_back(std::move(input));
      return bytes;
    } catch (const InputError& error) {
      take(error);
      return std::nullopt;
    }
  }

  void take(const InputError& error) {
    for (const Problem& problem : error.problems()) problems_.add(problem);
  }

  /// A law, built in or from a file, with its id and hash; false and problems where it cannot be read.
  template <typename Law, typename Read>
  bool take_law(std::string_view kind, const std::string& name, const Read& read, Law& law, LawSource& source) {
    try {
      if (const BuiltinFile* file = find_builtin(kind, name)) {
        law = read(file->text, std::string(file->id));
        source = {std::string(file->id), sha256(file->text)};
        return true;
      }
      const auto text = text_of(name);
      if (!text) return false;
      law = read(*text, name);
      source = {law.id, sha256(*text)};
      return true;
    } catch (const InputError& error) {
      take(error);
      return false;
    }
  }

  bool take_timetable(const std::string& name) {
    return take_law("timetable", name, read_timetable, changed_.timetable, changed_.timetable_source);
  }

  void take_regulation(const std::string& name) {
    if (!take_law("regulation", name, read_regulation, changed_.regulation, changed_.regulation_source)) return;
    changed_.calendar = changed_.calendar.with_cuti_bersama_working(changed_.regulation.cuti_bersama_is_working_day);
    const Regulation& law = changed_.regulation;
    for (const std::optional<Deadline>* deadline : {&law.use_until, &law.report_due, &law.return_due}) {
      if (*deadline) check_stage(**deadline, name);
    }
    for (const LegalSchedule& schedule : law.schedules) {
      for (const ScheduleStep& step : schedule.tranches) check_stage(step.latest, name);
    }
  }

  [[nodiscard]] bool has_known_stage(const Deadline& deadline) const {
    const bool has_stage = deadline.anchor == AnchorKind::stage_start || deadline.anchor == AnchorKind::stage_end;
    return !has_stage || stages_.contains(deadline.name);
  }

  [[nodiscard]] std::string nearest_stage(std::string_view code) const {
    return std::string(nearest(code, std::vector<std::string_view>(stages_.begin(), stages_.end())));
  }

  void check_stage(const Deadline& deadline, const std::string& file) {
    if (!has_known_stage(deadline)) problems_.add(ErrorCode::stage_unknown, file, 0, "", deadline.text, nearest_stage(deadline.name));
  }

  /// The stages that the portfolio speaks of are those of the timetable that it was read with: another one has to know them, too.
  void check_stages_in_use(const std::string& file) {
    for (WordId word = 0; word < changed_.words.stage.size(); ++word) {
      const std::string_view code = changed_.words.stage.text(word);
      if (!code.empty() && !stages_.contains(code)) problems_.add(ErrorCode::stage_unknown, file, 0, "stage", code, nearest_stage(code));
    }
    for (const Grant& grant : changed_.grants) {
      for (const std::optional<Deadline>* deadline : {&grant.use_until, &grant.report_due, &grant.return_due}) {
        if (*deadline) check_stage(**deadline, file);
      }
      for (const Tranche& tranche : grant.tranches) check_stage(tranche.due, file);
      for (const Addendum& addendum : grant.addenda) {
        for (const Tranche& tranche : addendum.tranches) check_stage(tranche.due, file);
      }
    }
  }

  void take_addenda(const std::string& path) {
    const auto bytes = text_of(path);
    if (!bytes) return;
    std::vector<Problem> faults;
    const TomlValue root = parse_toml(*bytes, path, faults);
    for (Problem& fault : faults) problems_.add(std::move(fault));
    if (!faults.empty()) return;
    const detail::LinePlaces places(*bytes, static_cast<std::uint32_t>(changed_.inputs.size() - 1));
    const detail::AgreementReading reading{&path, &problems_, &places,
                                           [this](TomlFields& table, std::string_view key, const std::optional<Deadline>& due) {
                                             if (due && !has_known_stage(*due))
                                               table.problem(ErrorCode::stage_unknown, key, due->text, nearest_stage(due->name));
                                           }};
    TomlFields fields(root, "", path, problems_, {"addendum"});
    fields.require({"addendum"});
    const auto tables = fields.tables("addendum");
    if (fields.find("addendum") && tables.empty()) fields.problem(ErrorCode::key_missing, "addendum", "", "[[addendum]]");
    for (std::size_t i = 0; i < tables.size(); ++i) {
      const std::string place = "addendum[" + std::to_string(i + 1) + "]";
      TomlFields row(*tables[i], place, path, problems_, {"grant", "number", "signed", "amount", "reason", "tranche"});
      row.require({"grant"});
      Addendum addendum = detail::read_addendum(row, place, reading);
      if (const auto id = row.text("grant")) give(row, *id, std::move(addendum));
    }
  }

  void give(TomlFields& row, const std::string& id, Addendum addendum) {
    const auto grant = changed_.find_grant(trimmed(id));
    if (!grant) {
      std::vector<std::string_view> ids;
      for (const Grant& each : changed_.grants) ids.push_back(each.id);
      row.problem(ErrorCode::grant_unknown, "grant", id, std::string(nearest(id, ids)));
      return;
    }
    changed_.grants[*grant].addenda.push_back(std::move(addendum));
    if (!changed_.grants[*grant].addenda.back().amount) return;
    RupiahSum agreed;  // of every agreement the highest of its totals, as when a portfolio is read
    for (const Grant& each : changed_.grants) {
      Rupiah most = each.amount;
      for (const Addendum& one : each.addenda) most = std::max(most, one.amount.value_or(Rupiah{}));
      agreed.add(most);
    }
    if (!agreed.fits()) row.problem(ErrorCode::total_out_of_range, "amount", row.find("amount")->text);
  }

  Problems problems_;
  Portfolio changed_;
  Date as_of_;
  std::set<std::string, std::less<>> stages_;
};

}  // namespace

Portfolio changed(const Portfolio& portfolio, const Changes& changes, Date as_of) {
  return Changer(portfolio, as_of).run(changes);
}

}  // namespace hibah
