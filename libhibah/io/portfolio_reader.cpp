#include <libhibah/io/portfolio_reader.hpp>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <set>
#include <unordered_map>

#include <libhibah/base/sha256.hpp>
#include <libhibah/checks/settings.hpp>
#include <libhibah/io/csv_table.hpp>
#include <libhibah/io/detail/toml_fields.hpp>
#include <libhibah/io/law_reader.hpp>
#include <libhibah/journal/journal_builder.hpp>
#include <libhibah/law/builtin.hpp>
#include <libhibah/money/notation.hpp>

namespace hibah {

namespace {

namespace fs = std::filesystem;
using detail::Problems;
using detail::TomlFields;

constexpr ColumnSpec budget_columns[] = {{"grant", "hibah", true},  {"stage", "tahapan", true},       {"account", "kode_rekening", true},
                                         {"ceiling", "pagu", true}, {"description", "uraian", false}, {"version", "versi", false}};
enum BudgetColumn : std::size_t { b_grant, b_stage, b_account, b_ceiling, b_description, b_version };

constexpr ColumnSpec journal_columns[] = {{"id", "no"},
                                          {"date", "tanggal", true},
                                          {"kind", "jenis", true},
                                          {"grant", "hibah", true},
                                          {"tranche", "tahap"},
                                          {"stage", "tahapan"},
                                          {"account", "kode_rekening"},
                                          {"amount", "jumlah", true},
                                          {"payee", "penerima"},
                                          {"voucher", "no_bukti"},
                                          {"reverses", "membatalkan"},
                                          {"destination", "tujuan"},
                                          {"description", "uraian"}};
enum JournalField : std::size_t {
  j_id,
  j_date,
  j_kind,
  j_grant,
  j_tranche,
  j_stage,
  j_account,
  j_amount,
  j_payee,
  j_voucher,
  j_reverses,
  j_destination,
  j_description
};

constexpr ColumnSpec document_columns[] = {{"grant", "hibah", true},   {"kind", "jenis", true},     {"date", "tanggal", true},
                                           {"number", "nomor", false}, {"tranche", "tahap", false}, {"description", "uraian", false}};
enum DocumentColumn : std::size_t { d_grant, d_kind, d_date, d_number, d_tranche, d_description };

/// The optional columns of the journal and where a file keeps them.
constexpr std::pair<JournalColumn, std::size_t> optional_columns[] = {{JournalColumn::id, j_id},
                                                                      {JournalColumn::tranche, j_tranche},
                                                                      {JournalColumn::stage, j_stage},
                                                                      {JournalColumn::account, j_account},
                                                                      {JournalColumn::payee, j_payee},
                                                                      {JournalColumn::voucher, j_voucher},
                                                                      {JournalColumn::reverses, j_reverses},
                                                                      {JournalColumn::destination, j_destination},
                                                                      {JournalColumn::description, j_description}};

/// Words of one column on their way into a dictionary: neighbours are often the same.
class Interner {
 public:
  explicit Interner(Dictionary& dictionary) : dictionary_(&dictionary) {}
  WordId operator()(std::string_view word) {
    if (word.empty()) return 0;
    if (word != last_word_) {
      last_id_ = dictionary_->intern(word);
      last_word_ = dictionary_->text(last_id_);
    }
    return last_id_;
  }

 private:
  Dictionary* dictionary_;
  std::string_view last_word_;
  WordId last_id_ = 0;
};

class Loader {
 public:
  Loader(const std::string& folder, const LoadOptions& options) : folder_(folder), options_(&options), portfolio_(builtin_calendar()) {}

  Portfolio run() {
    if (open_folder()) {
      read_portfolio_file();
      read_budget();
      read_journal();
      read_documents();
    }
    problems_.throw_if_any();
    portfolio_.words.payee.settle_names();
    portfolio_.words.voucher.settle_names();
    portfolio_.words.destination.settle_names();
    portfolio_.words.description.settle_names();
    return std::move(portfolio_);
  }

 private:
  // ---- files ----

  bool open_folder() {
    std::error_code fault;
    const fs::file_status status = fs::status(folder_, fault);
    if (fault || !fs::exists(status)) {
      problems_.add(ErrorCode::file_missing, folder_.string(), 0, "", "");
      return false;
    }
    if (!fs::is_directory(status)) {
      problems_.add(ErrorCode::file_not_readable, folder_.string(), 0, "", "");
      return false;
    }
    return true;
  }

  /// Whether a path is there at all, whatever it is.
  [[nodiscard]] bool is_there(const fs::path& path) const {
    std::error_code fault;
    return fs::exists(fs::symlink_status(path, fault));
  }

  /// The bytes of a regular file; nothing and a problem otherwise. A pipe or device is never opened: it could hang.
  std::optional<std::string> bytes_of(const fs::path& path, const std::string& name, std::uint64_t most) {
    std::error_code fault;
    const fs::file_status status = fs::status(path, fault);
    if (!fault && status.type() == fs::file_type::not_found) fault = std::make_error_code(std::errc::no_such_file_or_directory);
    if (fault == std::errc::no_such_file_or_directory) {
      problems_.add(ErrorCode::file_missing, name, 0, "", "");
      return std::nullopt;
    }
    if (fault || !fs::is_regular_file(status)) {
      problems_.add(ErrorCode::file_not_readable, name, 0, "", "");
      return std::nullopt;
    }
    const std::uint64_t size = fs::file_size(path, fault);
    if (fault || size > most) {
      problems_.add(fault ? ErrorCode::file_not_readable : ErrorCode::file_too_large, name, 0, "", "");
      return std::nullopt;
    }
    std::string bytes(size, '\0');
    std::ifstream in(path, std::ios::binary);
    if (!in.read(bytes.data(), static_cast<std::streamsize>(size)) && size > 0) {
      problems_.add(ErrorCode::file_not_readable, name, 0, "", "");
      return std::nullopt;
    }
    return bytes;
  }

  /// Notes a file that was read among the inputs.
  std::uint32_t note_input(const std::string& name, const fs::path& path, std::string_view bytes) {
    InputFile input;
    input.name = name;
    input.sha256 = sha256(bytes);
    input.rows =
        static_cast<std::uint64_t>(std::count(bytes.begin(), bytes.end(), '\n')) + (bytes.empty() || bytes.ends_with('\n') ? 0u : 1u);
    std::error_code fault;
    input.locator = fs::absolute(path, fault).string();
    input.bytes = bytes.size();
    portfolio_.inputs.push_back(std::move(input));
    return static_cast<std::uint32_t>(portfolio_.inputs.size() - 1);
  }

  // ---- portfolio.toml ----

  void read_portfolio_file() {
    const std::string name = "portfolio.toml";
    const auto bytes = bytes_of(folder_ / name, name, limits::max_toml_bytes);
    if (!bytes) return;
    if (!check_toml_bytes(*bytes, name)) return;
    std::vector<Problem> faults;
    const TomlValue root = parse_toml(*bytes, name, faults);
    toml_file_ = note_input(name, folder_ / name, *bytes);
    toml_lines_ = {0};
    for (std::size_t at = bytes->find('\n'); at != std::string::npos; at = bytes->find('\n', at + 1)) toml_lines_.push_back(at + 1);
    if (!faults.empty()) {
      for (Problem& fault : faults) problems_.add(std::move(fault));
      return;
    }
    knows_notation_ = true;
    TomlFields fields(root, "", name, problems_,
                      {"format", "name", "region", "grantor", "election", "regulation", "stated_total", "extra_holidays", "notation",
                       "settings", "appropriation", "event", "grant"});
    fields.require({"format", "name", "grantor", "election", "regulation", "grant"});
    if (const TomlValue* format = fields.find("format"); format && (format->type != TomlType::integer || format->integer != 1)) {
      fields.problem(ErrorCode::format_version, "format", shown(*format), "1");
    }
    portfolio_.name = fields.text("name").value_or("");
    portfolio_.region = fields.text("region").value_or("");
    portfolio_.grantor = fields.text("grantor").value_or("");
    portfolio_.stated_total = fields.amount("stated_total");
    portfolio_.stated_total_where = place(fields.line_of("stated_total"));
    notation_ = fields.text("notation").value_or("auto");
    if (notation_ != "auto" && notation_ != "plain" && notation_ != "id")
      fields.problem(ErrorCode::value_not_allowed, "notation", notation_, "plain, id, auto");
    read_law(fields);
    read_settings(fields, name);
    read_extra_holidays(fields);
    read_appropriations(fields, name);
    read_events(fields, name);
    read_grants(fields, name);
  }

  bool check_toml_bytes(std::string_view bytes, const std::string& name) {
    if (trimmed(bytes).empty()) {
      problems_.add(ErrorCode::file_empty, name, 0, "", "");
      return false;
    }
    std::uint64_t line = 1;
    for (std::size_t begin = 0; begin < bytes.size(); ++line) {
      const std::size_t end = std::min(bytes.find('\n', begin), bytes.size());
      const std::string_view text = bytes.substr(begin, end - begin);
      const bool has_nul = text.find('\0') != std::string_view::npos;
      if (has_nul || !is_utf8(text)) {
        problems_.add(has_nul ? ErrorCode::nul_byte : ErrorCode::not_utf8, name, line, "", text.substr(0, 160));
        return false;
      }
      begin = end + 1;
    }
    return true;
  }

  [[nodiscard]] SourceRef place(std::uint32_t line) const {
    const std::size_t index = line == 0 ? 0 : line - 1;
    return {toml_file_, line, index < toml_lines_.size() ? toml_lines_[index] : 0};
  }

  /// A law file beside the portfolio; nothing and a problem where the name leaves the folder or names no file.
  std::optional<std::pair<fs::path, std::string>> law_file(TomlFields& fields, std::string_view key, const std::string& value,
                                                           ErrorCode unknown, std::string_view kind) {
    const fs::path relative = value;
    std::error_code fault;
    const bool leaves = relative.is_absolute() || std::find(relative.begin(), relative.end(), "..") != relative.end();
    if (leaves) {
      fields.problem(ErrorCode::path_outside_folder, key, value);
      return std::nullopt;
    }
    const bool has_nul = value.find('\0') != std::string::npos;  // the system would read the name up to it only
    if (relative.empty() || has_nul || !is_there(folder_ / relative)) {
      std::vector<std::string_view> ids;
      for (const BuiltinFile& file : builtin_files()) {
        if (file.kind == kind) ids.push_back(file.id);
      }
      fields.problem(unknown, key, value, std::string(nearest(value, ids)));
      return std::nullopt;
    }
    const fs::path real = fs::canonical(folder_ / relative, fault);
    if (fault) {
      fields.problem(ErrorCode::file_not_readable, key, value);
      return std::nullopt;
    }
    const fs::path home = fs::canonical(folder_, fault);
    if (fault || std::mismatch(home.begin(), home.end(), real.begin(), real.end()).first != home.end()) {
      fields.problem(ErrorCode::path_outside_folder, key, value);
      return std::nullopt;
    }
    const auto bytes = bytes_of(real, relative.generic_string(), limits::max_toml_bytes);
    if (!bytes || !check_toml_bytes(*bytes, relative.generic_string())) return std::nullopt;
    note_input(relative.generic_string(), real, *bytes);
    return std::pair(relative, *bytes);
  }

  template <typename Read>
  auto read_law_file(const std::string& text, const std::string& name, const Read& read) -> std::optional<decltype(read(text, name))> {
    try {
      return read(text, name);
    } catch (const InputError& error) {
      for (const Problem& problem : error.problems()) problems_.add(problem);
      return std::nullopt;
    }
  }

  void read_law(TomlFields& fields) {
    if (const auto election = fields.text("election")) {
      if (const BuiltinFile* file = find_builtin("timetable", *election)) {
        portfolio_.timetable = builtin_timetable(*election);
        portfolio_.timetable_source = {std::string(file->id), sha256(file->text)};
        knows_stages_ = true;
      } else if (const auto beside = law_file(fields, "election", *election, ErrorCode::election_unknown, "timetable")) {
        if (auto timetable = read_law_file(beside->second, beside->first.generic_string(), read_timetable)) {
          portfolio_.timetable = std::move(*timetable);
          portfolio_.timetable_source = {portfolio_.timetable.id, sha256(beside->second)};
          knows_stages_ = true;
        }
      }
    }
    if (const auto regulation = fields.text("regulation")) {
      if (const BuiltinFile* file = find_builtin("regulation", *regulation)) {
        portfolio_.regulation = builtin_regulation(*regulation);
        portfolio_.regulation_source = {std::string(file->id), sha256(file->text)};
      } else if (auto beside = law_file(fields, "regulation", *regulation, ErrorCode::regulation_unknown, "regulation")) {
        if (auto read = read_law_file(beside->second, beside->first.generic_string(), read_regulation)) {
          portfolio_.regulation = std::move(*read);
          portfolio_.regulation_source = {portfolio_.regulation.id, sha256(beside->second)};
          own_regulation_ = std::move(beside);
        }
      }
    }
    portfolio_.calendar_source = {portfolio_.calendar.id(), sha256(builtin_text("calendar", portfolio_.calendar.id()))};
    portfolio_.calendar = portfolio_.calendar.with_cuti_bersama_working(portfolio_.regulation.cuti_bersama_is_working_day);
    for (const BuiltinFile& file : builtin_files()) {
      if (file.kind != "timetable") continue;
      for (const TimetableVersion& version : builtin_timetable(file.id).versions) {
        for (const Stage& stage : version.stages) stages_.insert(stage.code);
      }
    }
    for (const TimetableVersion& version : portfolio_.timetable.versions) {
      for (const Stage& stage : version.stages) stages_.insert(stage.code);
    }
    if (own_regulation_ && knows_stages_) check_regulation();
  }

  /// The stages that the deadlines of a regulation beside the portfolio hang on: they are those of the portfolio's timetable.
  void check_regulation() {
    const Regulation& regulation = portfolio_.regulation;
    check_regulation("use_until", regulation.use_until);
    check_regulation("report_due", regulation.report_due);
    check_regulation("return_due", regulation.return_due);
    for (std::size_t i = 0; i < regulation.schedules.size(); ++i) {
      const auto& steps = regulation.schedules[i].tranches;
      for (std::size_t k = 0; k < steps.size(); ++k) {
        check_regulation("schedule[" + std::to_string(i + 1) + "].tranches[" + std::to_string(k + 1) + "].latest", steps[k].latest);
      }
    }
  }

  void check_regulation(const std::string& key, const std::optional<Deadline>& deadline) {
    if (!deadline || has_known_stage(*deadline)) return;
    const auto& [path, text] = *own_regulation_;
    const std::size_t at = std::min(text.find(deadline->text), text.size());
    const auto line = static_cast<std::uint64_t>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n')) + 1;
    problems_.add(ErrorCode::stage_unknown, path.generic_string(), line, key, deadline->text, nearest_stage(deadline->name));
  }

  void read_settings(TomlFields& fields, const std::string& name) {
    const TomlValue* table = fields.find("settings");
    if (!table) return;
    if (table->type != TomlType::table) {
      fields.problem(ErrorCode::value_type, "settings", shown(*table));
      return;
    }
    take_settings(*table, "", name);
  }

  void take_settings(const TomlValue& table, const std::string& path, const std::string& name) {
    for (const auto& [key, value] : table.members) {
      const std::string full = path.empty() ? key : path + "." + key;
      if (value.type == TomlType::table) {
        take_settings(value, full, name);
        continue;
      }
      const std::string column = "settings." + full;
      if (value.type == TomlType::floating) {
        problems_.add(ErrorCode::value_type, name, value.line, column, value.text);
        continue;
      }
      try {
        Settings().set(full, value.text);
        portfolio_.settings[full] = value.text;
      } catch (const UsageError& error) {
        const bool is_unknown = error.code() == ErrorCode::setting_unknown;
        problems_.add(is_unknown ? ErrorCode::setting_unknown : ErrorCode::value_not_allowed, name, value.line, column,
                      is_unknown ? full : shown(value), is_unknown ? nearest_setting(full) : setting_range(full));
      }
    }
  }

  [[nodiscard]] std::string nearest_setting(std::string_view key) const {
    if (problems_.is_full()) return {};
    std::vector<std::string_view> keys;
    for (const SettingInfo& info : setting_infos()) keys.push_back(info.key);
    return std::string(nearest(key, keys));
  }

  static std::string setting_range(std::string_view key) {
    const auto infos = setting_infos();
    const auto info = std::find_if(infos.begin(), infos.end(), [&](const SettingInfo& row) { return row.key == key; });
    return info == infos.end() ? std::string{} : std::to_string(info->minimum) + " .. " + std::to_string(info->maximum);
  }

  void read_extra_holidays(TomlFields& fields) {
    std::vector<Date> days;
    for (const TomlValue* item : fields.items("extra_holidays")) {
      DateSpan span;
      ErrorCode code = ErrorCode::date_not_understood;
      const bool is_date =
          (item->type == TomlType::date || item->type == TomlType::text) && try_parse_date_span(item->text, span, code) && span.is_day();
      if (!is_date) {
        problems_.add(code, "portfolio.toml", item->line, "extra_holidays", shown(*item));
      } else if (!portfolio_.calendar.covers(span.first)) {
        problems_.add(ErrorCode::outside_calendar, "portfolio.toml", item->line, "extra_holidays", item->text);
      } else {
        days.push_back(span.first);
      }
    }
    if (!days.empty()) portfolio_.calendar = portfolio_.calendar.with_local_holidays(days);
  }

  /// Adds to a total that some rule or report will make; the key where it stops fitting is told, once.
  void check_total(RupiahSum& total, Rupiah amount, TomlFields& fields, std::string_view key) {
    const bool did_fit = total.fits();
    total.add(amount);
    if (did_fit && !total.fits()) fields.problem(ErrorCode::total_out_of_range, key, fields.find(key)->text);
  }

  void read_appropriations(TomlFields& fields, const std::string& name) {
    const auto tables = fields.tables("appropriation");
    for (std::size_t i = 0; i < tables.size(); ++i) {
      TomlFields row(*tables[i], "appropriation[" + std::to_string(i + 1) + "]", name, problems_, {"fiscal_year", "amount"});
      row.require({"fiscal_year", "amount"});
      const auto year = row.integer("fiscal_year", limits::first_year, limits::last_year);
      const auto amount = row.amount("amount");
      if (amount) check_total(appropriated_, *amount, row, "amount");
      if (year && amount) portfolio_.appropriations.push_back({static_cast<int>(*year), *amount, place(row.line())});
    }
  }

  void read_events(TomlFields& fields, const std::string& name) {
    const auto tables = fields.tables("event");
    for (std::size_t i = 0; i < tables.size(); ++i) {
      TomlFields row(*tables[i], "event[" + std::to_string(i + 1) + "]", name, problems_, {"kind", "date", "document"});
      row.require({"kind"});
      Event event;
      event.kind = row.filled_text("kind");
      event.date = row.date_span("date");
      event.document = row.text("document").value_or("");
      event.where = place(row.line());
      if (portfolio_.event(event.kind)) row.problem(ErrorCode::event_twice, "kind", event.kind);
      portfolio_.events.push_back(std::move(event));
    }
  }

  void check_deadline(TomlFields& fields, std::string_view key, const std::optional<Deadline>& deadline) {
    if (!deadline || !knows_stages_ || has_known_stage(*deadline)) return;
    fields.problem(ErrorCode::stage_unknown, key, deadline->text, nearest_stage(deadline->name));
  }

  /// True too where the deadline hangs on no stage.
  [[nodiscard]] bool has_known_stage(const Deadline& deadline) const {
    const bool has_stage = deadline.anchor == AnchorKind::stage_start || deadline.anchor == AnchorKind::stage_end;
    return !has_stage || stages_.contains(deadline.name);
  }

  [[nodiscard]] std::string nearest_stage(std::string_view code) const {
    if (problems_.is_full()) return {};
    const std::vector<std::string_view> codes(stages_.begin(), stages_.end());
    return std::string(nearest(code, codes));
  }

  std::vector<Tranche> read_tranches(TomlFields& fields, const std::string& path, const std::string& name) {
    std::vector<Tranche> tranches;
    RupiahSum total;
    const auto tables = fields.tables("tranche");
    for (std::size_t i = 0; i < tables.size(); ++i) {
      TomlFields row(*tables[i], path + ".tranche[" + std::to_string(i + 1) + "]", name, problems_,
                     {"share", "amount", "due", "fiscal_year"});
      row.require({"due"});
      Tranche tranche;
      tranche.number = static_cast<int>(i) + 1;
      tranche.where = place(row.line());
      const bool has_share = row.find("share") != nullptr;
      const bool has_amount = row.find("amount") != nullptr;
      if (has_share == has_amount)
        row.problem(ErrorCode::share_and_amount, has_share ? "share" : "amount", has_share ? shown(*row.find("share")) : "");
      tranche.share = row.share("share");
      tranche.amount = row.amount("amount");
      if (tranche.amount) check_total(total, *tranche.amount, row, "amount");
      if (const auto due = row.deadline("due")) {
        tranche.due = *due;
        check_deadline(row, "due", due);
      }
      if (const auto year = row.integer("fiscal_year", limits::first_year, limits::last_year))
        tranche.fiscal_year = static_cast<int>(*year);
      tranches.push_back(std::move(tranche));
    }
    if (tables.size() > 999) fields.problem(ErrorCode::value_not_allowed, "tranche", std::to_string(tables.size()), "<= 999");
    return tranches;
  }

  Addendum read_addendum(const TomlValue& table, const std::string& path, const std::string& name) {
    TomlFields row(table, path, name, problems_, {"number", "signed", "amount", "reason", "tranche"});
    row.require({"number", "signed"});
    Addendum addendum;
    addendum.number = row.filled_text("number");
    addendum.signed_on = row.date_span("signed").value_or(DateSpan{});
    addendum.amount = row.amount("amount");
    if (addendum.amount && addendum.amount->is_zero()) row.problem(ErrorCode::value_not_allowed, "amount", "0", "> 0");
    addendum.reason = row.text("reason").value_or("");
    addendum.where = place(row.line());
    addendum.tranches = read_tranches(row, path, name);
    return addendum;
  }

  void read_recorded(TomlFields& row, Grant& grant) {
    // An empty list would say that the journal holds nothing in full; whoever means that leaves the journal out.
    const TomlValue* list = row.find("recorded");
    if (list && list->type == TomlType::array && list->items.empty()) {
      row.problem(ErrorCode::value_not_allowed, "recorded", "[]", "disbursement, realisation, ...");
    }
    for (const std::string& word : row.texts("recorded")) {
      if (const auto kind = entry_kind_of(word)) {
        grant.recorded.push_back(*kind);
      } else {
        std::vector<std::string_view> names;
        for (int k = 0; k < entry_kind_count; ++k) names.push_back(name_of(static_cast<EntryKind>(k)));
        row.problem(ErrorCode::kind_unknown, "recorded", word, std::string(nearest(word, names)));
      }
    }
  }

  void read_grants(TomlFields& fields, const std::string& name) {
    const auto tables = fields.tables("grant");
    if (fields.find("grant") && tables.empty()) fields.problem(ErrorCode::key_missing, "grant", "", "[[grant]]");
    if (tables.size() > limits::max_grants)
      fields.problem(ErrorCode::value_not_allowed, "grant", std::to_string(tables.size()), std::to_string(limits::max_grants));
    for (std::size_t i = 0; i < tables.size() && i < limits::max_grants; ++i) read_grant(*tables[i], i, name);
    for (std::uint32_t i = 0; i < portfolio_.grants.size(); ++i) grant_index_.emplace(portfolio_.grants[i].id, i);
  }

  void read_grant(const TomlValue& table, std::size_t number, const std::string& name) {
    const TomlValue* id = table.find("id");
    const std::string path = "grant[" + (id && id->type == TomlType::text ? id->text : std::to_string(number + 1)) + "]";
    TomlFields row(table, path, name, problems_,
                   {"id", "recipient", "role", "nphd", "signed", "amount", "amount_words", "return_account", "recorded", "use_until",
                    "report_due", "return_due", "sources", "tranche", "addendum"});
    row.require({"id", "recipient", "role", "signed", "amount"});
    Grant grant;
    grant.id = std::string(trimmed(row.filled_text("id")));
    if (!grant.id.empty() && !grant_ids_.insert(grant.id).second) row.problem(ErrorCode::id_twice, "id", grant.id);
    grant.recipient = row.text("recipient").value_or("");
    if (const auto role = row.text("role")) {
      if (const auto known = role_of(*role)) {
        grant.role = *known;
      } else {
        row.problem(ErrorCode::value_not_allowed, "role", *role, "organiser, supervisor, police, military, other");
      }
    }
    grant.nphd = row.text("nphd").value_or("");
    grant.signed_on = row.date_span("signed").value_or(DateSpan{});
    if (const auto amount = row.amount("amount")) {
      grant.amount = *amount;
      if (amount->is_zero()) row.problem(ErrorCode::value_not_allowed, "amount", "0", "> 0");
    }
    if (const TomlValue* amount = row.find("amount")) grant.amount_raw = amount->text;
    grant.amount_words = row.text("amount_words");
    grant.return_account = row.text("return_account").value_or("RKUD");
    read_recorded(row, grant);
    grant.use_until = row.deadline("use_until");
    grant.report_due = row.deadline("report_due");
    grant.return_due = row.deadline("return_due");
    check_deadline(row, "use_until", grant.use_until);
    check_deadline(row, "report_due", grant.report_due);
    check_deadline(row, "return_due", grant.return_due);
    grant.sources = row.texts("sources");
    grant.where = place(row.line());
    grant.tranches = read_tranches(row, path, name);
    const auto addenda = row.tables("addendum");
    for (std::size_t i = 0; i < addenda.size(); ++i)
      grant.addenda.push_back(read_addendum(*addenda[i], path + ".addendum[" + std::to_string(i + 1) + "]", name));
    Rupiah most = grant.amount;  // of its totals, whichever is in force
    for (const Addendum& addendum : grant.addenda) most = std::max(most, addendum.amount.value_or(Rupiah{}));
    if (row.find("amount")) check_total(agreed_, most, row, "amount");
    portfolio_.grants.push_back(std::move(grant));
  }

  // ---- cells ----

  std::optional<std::uint32_t> grant_cell(CsvTable& table, std::size_t column) {
    if (!table.has(column)) return std::nullopt;
    const std::string_view id = table.cell(column);
    if (id.empty()) {
      table.problem(ErrorCode::cell_empty, column);
      return std::nullopt;
    }
    const auto found = grant_index_.find(id);
    if (found != grant_index_.end()) return found->second;
    if (!portfolio_.grants.empty()) table.problem(ErrorCode::grant_unknown, column, nearest_grant(id));
    return std::nullopt;
  }

  /// Worked out once for each unknown id: a journal names the same one in many rows, and a portfolio may have thousands of grants.
  std::string nearest_grant(std::string_view id) {
    if (problems_.is_full()) return {};
    const auto [place, is_new] = nearest_grants_.try_emplace(std::string(id));
    if (is_new) {
      std::vector<std::string_view> ids;
      for (const Grant& grant : portfolio_.grants) ids.push_back(grant.id);
      place->second = nearest(id, ids);
    }
    return place->second;
  }

  /// Where nothing in the file shows its notation, what reads the same in both is taken, and what does not is a problem.
  std::optional<Rupiah> amount_cell(CsvTable& table, std::size_t column, std::optional<Notation> notation) {
    if (!table.has(column)) return std::nullopt;
    const std::string_view text = table.cell(column);
    const bool is_ambiguous = !notation && notation_evidence(text) == NotationEvidence::ambiguous;
    Rupiah amount;
    if (!is_ambiguous && try_parse_cell(text, notation.value_or(Notation::plain), amount)) {
      if (amount.sen() >= 0) return amount;
      table.problem(ErrorCode::amount_negative, column);
      return std::nullopt;
    }
    if (text.empty()) {
      table.problem(ErrorCode::cell_empty, column);
      return std::nullopt;
    }
    if (problems_.is_full()) {
      table.problem(ErrorCode::amount_not_understood, column);  // counted only: the exact word is not asked for
      return std::nullopt;
    }
    if (is_ambiguous && !knows_notation_) return std::nullopt;  // portfolio.toml may have said it
    try {
      static_cast<void>(is_ambiguous ? parse_rupiah(text) : parse_cell(text, notation.value_or(Notation::plain)));
      table.problem(ErrorCode::amount_ambiguous, column);
    } catch (const ParseError& error) {
      table.problem(error.code(), column, error.problems().front().hint);
    }
    return std::nullopt;
  }

  std::optional<DateSpan> date_cell(CsvTable& table, std::size_t column) {
    if (!table.has(column)) return std::nullopt;
    DateSpan span;
    ErrorCode code{};
    if (try_parse_date_span(table.cell(column), span, code)) return span;
    table.problem(table.cell(column).empty() ? ErrorCode::cell_empty : code, column);
    return std::nullopt;
  }

  std::optional<WordId> stage_cell(CsvTable& table, std::size_t column, Interner& intern) {
    const WordId id = intern(table.cell(column));
    if (id == 0 || !knows_stages_) return id;
    if (id >= stage_is_known_.size()) stage_is_known_.resize(id + std::size_t{1}, -1);
    if (stage_is_known_[id] < 0) stage_is_known_[id] = stages_.contains(std::string(table.cell(column))) ? 1 : 0;
    if (stage_is_known_[id] == 1) return id;
    table.problem(ErrorCode::stage_unknown, column, nearest_stage(table.cell(column)));
    return std::nullopt;
  }

  /// A whole number from `least`; an empty cell is 0.
  std::optional<int> number_cell(CsvTable& table, std::size_t column, ErrorCode code) {
    const std::string_view text = table.cell(column);
    if (text.empty()) return 0;
    int number = -1;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (fault == std::errc{} && end == text.data() + text.size() && number >= 0) return number;
    table.problem(code, column);
    return std::nullopt;
  }

  std::optional<int> tranche_cell(CsvTable& table, std::size_t column, const std::optional<std::uint32_t>& grant) {
    const auto number = number_cell(table, column, ErrorCode::tranche_unknown);
    if (!number || !grant || table.cell(column).empty()) return number;
    const int last = portfolio_.grants[*grant].last_tranche_number();
    if (*number >= 1 && *number <= last) return number;
    table.problem(ErrorCode::tranche_unknown, column, "1 .. " + std::to_string(last));
    return std::nullopt;
  }

  /// As for keys: the cell where a total stops fitting is told, once.
  static void check_total(RupiahSum& total, Rupiah amount, CsvTable& table, std::size_t column) {
    const bool did_fit = total.fits();
    total.add(amount);
    if (did_fit && !total.fits()) table.problem(ErrorCode::total_out_of_range, column);
  }

  // ---- budget.csv ----

  void read_budget() {
    const std::string name = "budget.csv";
    if (!is_there(folder_ / name)) return;
    const auto bytes = bytes_of(folder_ / name, name, max_csv_bytes);
    if (!bytes) return;
    const std::uint32_t file = note_input(name, folder_ / name, *bytes);
    CsvTable table(*bytes, name, budget_columns, problems_);
    if (!table.is_readable()) return;
    const std::optional<Notation> notation = table.notation_of(b_ceiling, notation_);
    Budget budget;
    Interner stage(portfolio_.words.stage);
    Interner account(portfolio_.words.account);
    Interner description(portfolio_.words.description);
    RupiahSum total;
    while (table.next()) {
      const auto grant = grant_cell(table, b_grant);
      const auto stage_id = stage_cell(table, b_stage, stage);
      const auto ceiling = amount_cell(table, b_ceiling, notation);
      const auto version = number_cell(table, b_version, ErrorCode::version_unknown);
      if (grant && version && *version > 0 && !addendum_of_version(portfolio_.grants[*grant], *version))
        table.problem(ErrorCode::version_unknown, b_version);
      if (ceiling) check_total(total, *ceiling, table, b_ceiling);
      if (!grant || !stage_id || !ceiling || !version) continue;
      budget.rows.push_back({*grant,
                             *stage_id,
                             account(table.cell(b_account)),
                             *ceiling,
                             *version,
                             description(table.cell(b_description)),
                             {file, table.line(), table.offset()}});
    }
    table.describe(portfolio_.inputs[file]);
    if (!problems_.empty()) return;
    budget.index(portfolio_.grants.size());
    portfolio_.budget = std::move(budget);
  }

  // ---- journal ----

  std::vector<std::string> journal_files() {
    const bool is_one = is_there(folder_ / "journal.csv");
    const fs::path many = folder_ / "journal";
    std::error_code fault;
    const bool are_many = is_there(many);
    if (is_one && are_many) {
      problems_.add(ErrorCode::value_not_allowed, "journal", 0, "", "journal", "journal.csv | journal/*.csv");
    }
    if (is_one) return {"journal.csv"};
    if (!are_many) return {};
    if (!fs::is_directory(many, fault)) {
      problems_.add(ErrorCode::file_not_readable, "journal", 0, "", "");
      return {};
    }
    std::vector<std::string> names;
    for (auto item = fs::directory_iterator(many, fault); !fault && item != fs::directory_iterator(); item.increment(fault)) {
      // Hidden files are the leavings of editors and file managers.
      const std::string file = item->path().filename().string();
      if (!file.starts_with('.') && ascii_lower(file).ends_with(".csv")) names.push_back("journal/" + file);
    }
    if (fault) problems_.add(ErrorCode::file_not_readable, "journal", 0, "", "");
    std::sort(names.begin(), names.end());
    return names;
  }

  void read_journal() {
    const std::vector<std::string> names = journal_files();
    if (names.empty()) return;  // an empty folder tells as little as none
    JournalBuilder builder;
    for (const std::string& name : names) read_journal_file(name, builder);
    const std::vector<std::string> files = portfolio_.file_names();
    for (const DuplicateId& duplicate : builder.duplicates(files)) report_duplicate(builder, duplicate, files);
    if (!problems_.empty()) return;
    portfolio_.journal = builder.finish(portfolio_.grants.size(), files);
  }

  void report_duplicate(const JournalBuilder& builder, const DuplicateId& duplicate, const std::vector<std::string>& files) {
    const SourceRef first = builder.where(duplicate.first);
    const SourceRef second = builder.where(duplicate.second);
    const InputFile& input = portfolio_.inputs[second.file];
    const auto column = std::find(input.known_as.begin(), input.known_as.end(), "id");
    const std::string title =
        column == input.known_as.end() ? "id" : input.header[static_cast<std::size_t>(column - input.known_as.begin())];
    problems_.add(ErrorCode::id_twice, files[second.file], second.row, title, builder.id(duplicate.second),
                  files[first.file] + ":" + std::to_string(first.row));
  }

  void read_journal_file(const std::string& name, JournalBuilder& builder) {
    const auto bytes = bytes_of(folder_ / name, name, max_csv_bytes);
    if (!bytes) return;
    const std::uint32_t file = note_input(name, folder_ / name, *bytes);
    CsvTable table(*bytes, name, journal_columns, problems_);
    if (!table.is_readable()) return;
    const std::optional<Notation> notation = table.notation_of(j_amount, notation_);
    for (const auto& [column, place] : optional_columns) {
      if (!table.has(place)) builder.lacks(column);
    }
    builder.reserve(builder.size() + portfolio_.inputs[file].rows);
    Words& words = portfolio_.words;
    Interner stage(words.stage), account(words.account), payee(words.payee), voucher(words.voucher), destination(words.destination),
        description(words.description);
    std::uint64_t done = 0;
    while (table.next()) {
      if (options_->progress && (++done & 0xFFFF) == 0) options_->progress(table.offset(), bytes->size());
      Entry entry;
      const auto grant = grant_cell(table, j_grant);
      const auto date = date_cell(table, j_date);
      const auto kind = kind_cell(table);
      const auto tranche = tranche_cell(table, j_tranche, grant);
      const auto stage_id = stage_cell(table, j_stage, stage);
      const auto amount = amount_cell(table, j_amount, notation);
      if (amount) check_total(moved_, *amount, table, j_amount);
      // A row at fault is added too, with what is known of it: its id may be used twice. The journal is thrown away in the end.
      entry.id = table.cell(j_id);
      entry.date = date.value_or(DateSpan{});
      entry.kind = kind.value_or(EntryKind::disbursement);
      entry.grant = grant.value_or(0);
      entry.tranche = problems_.empty() ? tranche.value_or(0) : 0;
      entry.stage = problems_.empty() ? stage_id.value_or(0) : 0;
      entry.account = account(table.cell(j_account));
      entry.amount = amount.value_or(Rupiah{});
      entry.payee = payee(table.cell(j_payee));
      entry.voucher = voucher(table.cell(j_voucher));
      entry.destination = destination(table.cell(j_destination));
      entry.description = description(table.cell(j_description));
      entry.reverses = table.cell(j_reverses);
      entry.where = {file, table.line(), table.offset()};
      builder.add(entry);
    }
    table.describe(portfolio_.inputs[file]);
  }

  std::optional<EntryKind> kind_cell(CsvTable& table) {
    if (!table.has(j_kind)) return std::nullopt;
    const std::string_view text = table.cell(j_kind);
    if (const auto kind = entry_kind_of(text)) return kind;
    if (problems_.is_full()) {
      table.problem(ErrorCode::kind_unknown, j_kind);
      return std::nullopt;
    }
    std::vector<std::string_view> names;
    for (int k = 0; k < entry_kind_count; ++k) names.push_back(name_of(static_cast<EntryKind>(k)));
    table.problem(text.empty() ? ErrorCode::cell_empty : ErrorCode::kind_unknown, j_kind, std::string(nearest(text, names)));
    return std::nullopt;
  }

  // ---- documents.csv ----

  void read_documents() {
    const std::string name = "documents.csv";
    if (!is_there(folder_ / name)) return;
    const auto bytes = bytes_of(folder_ / name, name, max_csv_bytes);
    if (!bytes) return;
    const std::uint32_t file = note_input(name, folder_ / name, *bytes);
    CsvTable table(*bytes, name, document_columns, problems_);
    if (!table.is_readable()) return;
    std::vector<Document> documents;
    while (table.next()) {
      const auto grant = grant_cell(table, d_grant);
      const auto kind = document_kind_of(table.cell(d_kind));
      if (!kind && table.has(d_kind))
        table.problem(table.cell(d_kind).empty() ? ErrorCode::cell_empty : ErrorCode::kind_unknown, d_kind,
                      nearest_document_kind(table.cell(d_kind)));
      const auto date = date_cell(table, d_date);
      const auto tranche = tranche_cell(table, d_tranche, grant);
      if (!grant || !kind || !date || !tranche) continue;
      documents.push_back({*grant,
                           *kind,
                           *date,
                           std::string(table.cell(d_number)),
                           *tranche,
                           std::string(table.cell(d_description)),
                           {file, table.line(), table.offset()}});
    }
    table.describe(portfolio_.inputs[file]);
    portfolio_.documents = std::move(documents);
  }

  static std::string nearest_document_kind(std::string_view text) {
    std::vector<std::string_view> names;
    for (int k = 0; k <= static_cast<int>(DocumentKind::other); ++k) names.push_back(name_of(static_cast<DocumentKind>(k)));
    return std::string(nearest(text, names));
  }

  static constexpr std::uint64_t max_csv_bytes = std::uint64_t{1} << 40;

  fs::path folder_;
  const LoadOptions* options_;
  Problems problems_;
  Portfolio portfolio_;
  std::uint32_t toml_file_ = SourceRef::no_file;
  std::vector<std::size_t> toml_lines_;
  std::string notation_ = "auto";
  bool knows_notation_ = false;
  bool knows_stages_ = false;
  std::optional<std::pair<fs::path, std::string>> own_regulation_;  // name and text of a regulation beside the portfolio
  std::set<std::string, std::less<>> stages_;
  std::vector<signed char> stage_is_known_;
  std::set<std::string> grant_ids_;
  std::unordered_map<std::string_view, std::uint32_t> grant_index_;
  std::unordered_map<std::string, std::string> nearest_grants_;
  RupiahSum appropriated_;
  RupiahSum agreed_;
  RupiahSum moved_;
};

}  // namespace

Portfolio load(const std::string& folder, const LoadOptions& options) {
  return Loader(folder, options).run();
}

}  // namespace hibah
