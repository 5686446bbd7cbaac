#include <libhibah/io/portfolio_reader.hpp>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <iterator>
#include <memory>
#include <set>

#include <libhibah/base/sha256.hpp>
#include <libhibah/checks/settings.hpp>
#include <libhibah/io/bank_reader.hpp>
#include <libhibah/io/csv_file.hpp>
#include <libhibah/io/detail/agreement_fields.hpp>
#include <libhibah/io/detail/row_cells.hpp>
#include <libhibah/io/detail/toml_fields.hpp>
#include <libhibah/io/frame.hpp>
#include <libhibah/io/journal_reader.hpp>
#include <libhibah/io/law_reader.hpp>
#include <libhibah/io/waiver_reader.hpp>
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
constexpr std::size_t budget_amounts[] = {b_ceiling};

constexpr ColumnSpec document_columns[] = {{"grant", "hibah", true},   {"kind", "jenis", true},     {"date", "tanggal", true},
                                           {"number", "nomor", false}, {"tranche", "tahap", false}, {"description", "uraian", false}};
enum DocumentColumn : std::size_t { d_grant, d_kind, d_date, d_number, d_tranche, d_description };

/// What one piece of a budget was made into.
struct BudgetPiece {
  unsigned worker = 0;
  std::vector<BudgetRow> rows = {};
  RupiahSum total = {};
};

/// Makes rows of a budget into lines of the plan.
template <typename Rows>
class BudgetTaker {
 public:
  BudgetTaker(const detail::RowContext& context, std::uint32_t file, std::optional<Notation> notation, bool may_turn, unsigned threads)
      : context_(&context), file_(file), notation_(notation), may_turn_(may_turn) {
    for (unsigned t = 0; t < threads; ++t) workers_.emplace_back(context);
  }

  struct Worker {
    explicit Worker(const detail::RowContext& context) : cells(context) {}
    detail::RowCells<Rows> cells;
    detail::WordColumn account, description;
  };

  template <typename Unit>
  BudgetPiece begin(unsigned worker, const Unit&) {
    return {worker};
  }
  void give_up(const BudgetPiece&) {}
  void take(unsigned worker, Rows& rows, BudgetPiece& piece) {
    Worker& own = workers_[worker];
    while (rows.next()) {
      if (may_turn_ && notation_evidence(rows.cell(b_ceiling)) != NotationEvidence::nothing) has_turned_.store(true);
      if (has_turned_.load(std::memory_order_relaxed)) continue;
      const auto grant = own.cells.grant(rows, b_grant);
      const auto stage = own.cells.stage(rows, b_stage, rows.offset());
      const auto ceiling = own.cells.amount(rows, b_ceiling, notation_);
      const auto version = own.cells.number(rows, b_version, ErrorCode::version_unknown);
      if (grant && version && *version > 0 && !addendum_of_version(context_->portfolio->grants[*grant], *version))
        rows.problem(ErrorCode::version_unknown, b_version);
      if (ceiling) piece.total.add(*ceiling);
      const WordId account = word_of(rows, b_account, own.account, rows.offset());
      const WordId description = word_of(rows, b_description, own.description, rows.offset());
      if (!grant || !stage || !ceiling || !version) continue;
      piece.rows.push_back({*grant, *stage, account, *ceiling, *version, description, {file_, rows.line(), rows.offset()}});
    }
  }
  [[nodiscard]] bool has_turned() const noexcept { return has_turned_.load(); }
  [[nodiscard]] const std::vector<Worker>& workers() const noexcept { return workers_; }

 private:
  const detail::RowContext* context_;
  std::uint32_t file_;
  std::optional<Notation> notation_;
  bool may_turn_;  // the notation is not known yet, because no row so far has shown it
  std::atomic<bool> has_turned_{false};
  std::vector<Worker> workers_;
};

/// Makes rows of documents into papers.
template <typename Rows>
class DocumentTaker {
 public:
  DocumentTaker(const detail::RowContext& context, std::uint32_t file, unsigned threads) : file_(file) {
    for (unsigned t = 0; t < threads; ++t) workers_.emplace_back(context);
  }
  template <typename Unit>
  std::vector<Document> begin(unsigned, const Unit&) {
    return {};
  }
  void give_up(const std::vector<Document>&) {}
  void take(unsigned worker, Rows& rows, std::vector<Document>& piece) {
    detail::RowCells<Rows>& cells = workers_[worker];
    while (rows.next()) {
      const auto grant = cells.grant(rows, d_grant);
      const auto kind = document_kind_of(rows.cell(d_kind));
      if (!kind && rows.has(d_kind)) {
        rows.problem(rows.cell(d_kind).empty() ? ErrorCode::cell_empty : ErrorCode::kind_unknown, d_kind,
                     nearest_document_kind(rows.cell(d_kind)));
      }
      const auto date = cells.date(rows, d_date);
      const auto tranche = cells.tranche(rows, d_tranche, grant);
      if (!grant || !kind || !date || !tranche) continue;
      piece.push_back({*grant,
                       *kind,
                       *date,
                       std::string(rows.cell(d_number)),
                       *tranche,
                       std::string(rows.cell(d_description)),
                       {file_, rows.line(), rows.offset()}});
    }
  }

 private:
  static std::string nearest_document_kind(std::string_view text) {
    std::vector<std::string_view> names;
    for (int k = 0; k <= static_cast<int>(DocumentKind::other); ++k) names.push_back(name_of(static_cast<DocumentKind>(k)));
    return std::string(nearest(text, names));
  }
  std::uint32_t file_;
  std::vector<detail::RowCells<Rows>> workers_;
};

class Loader {
 public:
  Loader(const std::string& folder, const LoadOptions& options) : folder_(folder), options_(&options), portfolio_(builtin_calendar()) {}

  /// Everything from the folder.
  Portfolio run() {
    if (open_folder()) {
      read_terms(bytes_of(folder_ / portfolio_file, portfolio_file, limits::max_toml_bytes));
      told([&] { read_budget(); });
      read_journal();
      told([&] { read_documents(); });
      told([&] { read_bank(); });
      if (is_there(folder_ / waivers_file)) {
        read_waivers(bytes_of(folder_ / waivers_file, std::string(waivers_file), limits::max_toml_bytes));
      }
    }
    return finished();
  }

  /// The rows from frames, all else from the text of a portfolio.toml; where it is a file, law files are looked for in the folder.
  Portfolio run(const std::string& portfolio, const Frames& frames) {
    has_folder_ = frames.is_file;
    read_terms(frames.is_file ? bytes_of(portfolio, portfolio, limits::max_toml_bytes) : text_of(portfolio, portfolio_file));
    if (frames.budget) read_budget(*frames.budget);
    if (frames.journal) read_journal(*frames.journal);
    if (frames.documents) read_documents(*frames.documents);
    if (frames.bank) read_bank(*frames.bank);
    if (!frames.waivers.empty()) {
      const bool is_file = frames.is_waivers_file;
      read_waivers(is_file ? bytes_of(frames.waivers, frames.waivers, limits::max_toml_bytes) : text_of(frames.waivers, waivers_file));
    }
    return finished();
  }

 private:
  static constexpr const char* portfolio_file = "portfolio.toml";

  /// What portfolio.toml says, which rows are held against.
  void read_terms(const std::optional<std::string>& bytes) {
    context_.portfolio = &portfolio_;
    context_.stages = &stages_;
    if (bytes) read_portfolio_text(*bytes, portfolio_file);
    context_.index_grants();
  }

  std::optional<std::string> text_of(const std::string& text, std::string_view name) {
    if (text.size() <= limits::max_toml_bytes) return text;
    problems_.add(ErrorCode::file_too_large, std::string(name), 0, "", "");
    return std::nullopt;
  }

  Portfolio finished() {
    problems_.throw_if_any();
    portfolio_.words.payee.settle_names();
    portfolio_.words.destination.settle_names();
    return std::move(portfolio_);
  }

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

  /// Does something that reads a file; where the file fails on the way, that is a problem like any other.
  template <typename Read>
  void told(const Read& read) {
    try {
      read();
    } catch (const InputError& error) {
      for (const Problem& problem : error.problems()) problems_.add(problem);
    }
  }

  /// Whether a path is there at all, whatever it is.
  [[nodiscard]] bool is_there(const fs::path& path) const {
    std::error_code fault;
    return fs::exists(fs::symlink_status(path, fault));
  }

  /// The bytes of a regular file; nothing and a problem otherwise.
  std::optional<std::string> bytes_of(const fs::path& path, const std::string& name, std::uint64_t most) {
    std::optional<std::string> bytes;
    told([&] { bytes = read_whole(path, name, most); });
    return bytes;
  }

  /// Notes a TOML file that was read among the inputs.
  std::uint32_t note_input(const std::string& name, const std::string& bytes) {
    InputFile input;
    input.name = name;
    input.sha256 = sha256(bytes);
    input.rows =
        static_cast<std::uint64_t>(std::count(bytes.begin(), bytes.end(), '\n')) + (bytes.empty() || bytes.ends_with('\n') ? 0u : 1u);
    input.text = std::make_shared<const std::string>(bytes);
    portfolio_.inputs.push_back(std::move(input));
    return last_input();
  }

  /// The name under which a CSV file is there, plain or compressed; under two of them is a problem, because each may say something else.
  std::optional<std::string> csv_name(const std::string& name) {
    std::optional<std::string> found;
    for (const char* ending : {"", ".gz", ".zst"}) {
      if (!is_there(folder_ / (name + ending))) continue;
      if (found) problems_.add(ErrorCode::value_not_allowed, name + ending, 0, "", name + ending, *found + " | " + name + ending);
      if (!found) found = name + ending;
    }
    return found;
  }

  /// A CSV file among the inputs; null and a problem where it cannot be read.
  std::shared_ptr<InputBytes> open_csv(const std::string& name) {
    std::shared_ptr<InputBytes> bytes;
    told([&] { bytes = open_input(folder_ / name, name, detail::max_csv_bytes); });
    if (bytes) portfolio_.inputs.emplace_back().name = name;
    return bytes;
  }

  /// Calls `read(table, number of the input)` where a CSV file of this name, plain or compressed, is there and can be read.
  template <typename Read>
  void with_table(const std::string& plain_name, std::span<const ColumnSpec> columns, const Read& read) {
    const std::optional<std::string> name = csv_name(plain_name);
    if (!name) return;
    auto bytes = open_csv(*name);
    if (!bytes) return;
    const std::uint32_t file = last_input();
    CsvFile table(std::move(bytes), *name, columns, problems_);
    if (table.is_readable()) read(table, file);
  }

  /// The same of a frame.
  template <typename Read>
  void with_frame(ArrowArrayStream& stream, const std::string& name, std::span<const ColumnSpec> columns, const Read& read) {
    portfolio_.inputs.emplace_back().name = name;
    const std::uint32_t file = last_input();
    Frame frame(stream, name, columns, problems_, options_->progress);
    if (frame.is_readable()) read(frame, file);
  }

  [[nodiscard]] std::uint32_t last_input() const noexcept { return static_cast<std::uint32_t>(portfolio_.inputs.size() - 1); }

  [[nodiscard]] CsvOptions csv_options() const {
    return {.threads = options_->threads, .width = options_->width, .plain = options_->plain, .progress = options_->progress};
  }

  // ---- portfolio.toml ----

  void read_portfolio_text(const std::string& bytes, const std::string& name) {
    if (!detail::check_toml_bytes(bytes, name, problems_)) return;
    std::vector<Problem> faults;
    const TomlValue root = parse_toml(bytes, name, faults);
    places_ = detail::LinePlaces(bytes, note_input(name, bytes));
    if (!faults.empty()) {
      for (Problem& fault : faults) problems_.add(std::move(fault));
      return;
    }
    context_.knows_notation = true;
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
    const std::string notation = fields.text("notation").value_or("auto");
    if (notation == "plain") {
      context_.notation = Notation::plain;
    } else if (notation == "id") {
      context_.notation = Notation::indonesian;
    } else if (notation != "auto") {
      fields.problem(ErrorCode::value_not_allowed, "notation", notation, "plain, id, auto");
    }
    portfolio_.notation = context_.notation;
    read_law(fields);
    read_settings(fields, name);
    read_extra_holidays(fields);
    read_appropriations(fields, name);
    read_events(fields, name);
    read_grants(fields, name);
  }

  [[nodiscard]] SourceRef place(std::uint32_t line) const { return places_.at(line); }

  /// A law file beside the portfolio; nothing and a problem where the name leaves the folder or names no file.
  std::optional<std::pair<fs::path, std::string>> law_file(TomlFields& fields, std::string_view key, const std::string& value,
                                                           ErrorCode unknown, std::string_view kind) {
    const fs::path relative = value;
    std::error_code fault;
    if (!has_folder_ && (value.ends_with(".toml") || value.find('/') != std::string::npos)) {
      fields.problem(ErrorCode::no_folder, key, value);
      return std::nullopt;
    }
    const bool leaves = relative.is_absolute() || std::find(relative.begin(), relative.end(), "..") != relative.end();
    if (leaves) {
      fields.problem(ErrorCode::path_outside_folder, key, value);
      return std::nullopt;
    }
    const bool has_nul = value.find('\0') != std::string::npos;  // the system would read the name up to it only
    if (!has_folder_ || relative.empty() || has_nul || !is_there(folder_ / relative)) {
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
    if (!bytes || !detail::check_toml_bytes(*bytes, relative.generic_string(), problems_)) return std::nullopt;
    note_input(relative.generic_string(), *bytes);
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
        context_.knows_stages = true;
      } else if (const auto beside = law_file(fields, "election", *election, ErrorCode::election_unknown, "timetable")) {
        if (auto timetable = read_law_file(beside->second, beside->first.generic_string(), read_timetable)) {
          portfolio_.timetable = std::move(*timetable);
          portfolio_.timetable_source = {portfolio_.timetable.id, sha256(beside->second)};
          context_.knows_stages = true;
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
    stages_ = detail::known_stages(portfolio_.timetable);
    if (own_regulation_ && context_.knows_stages) check_regulation();
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
    problems_.add(ErrorCode::stage_unknown, path.generic_string(), line, key, deadline->text,
                  problems_.is_full() ? std::string{} : context_.nearest_stage(deadline->name));
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
    return info == infos.end() ? std::string{} : range_of(*info);
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

  void read_appropriations(TomlFields& fields, const std::string& name) {
    const auto tables = fields.tables("appropriation");
    for (std::size_t i = 0; i < tables.size(); ++i) {
      TomlFields row(*tables[i], "appropriation[" + std::to_string(i + 1) + "]", name, problems_, {"fiscal_year", "amount"});
      row.require({"fiscal_year", "amount"});
      const auto year = row.integer("fiscal_year", limits::first_year, limits::last_year);
      const auto amount = row.amount("amount");
      if (amount) detail::check_total(appropriated_, *amount, row, "amount");
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
    if (!deadline || !context_.knows_stages || has_known_stage(*deadline)) return;
    fields.problem(ErrorCode::stage_unknown, key, deadline->text,
                   problems_.is_full() ? std::string{} : context_.nearest_stage(deadline->name));
  }

  /// True too where the deadline hangs on no stage.
  [[nodiscard]] bool has_known_stage(const Deadline& deadline) const {
    const bool has_stage = deadline.anchor == AnchorKind::stage_start || deadline.anchor == AnchorKind::stage_end;
    return !has_stage || stages_.contains(deadline.name);
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
    const detail::AgreementReading reading{
        &name, &problems_, &places_,
        [this](TomlFields& table, std::string_view key, const std::optional<Deadline>& due) { check_deadline(table, key, due); }};
    grant.tranches = detail::read_tranches(row, path, reading);
    const auto addenda = row.tables("addendum");
    for (std::size_t i = 0; i < addenda.size(); ++i) {
      const std::string place = path + ".addendum[" + std::to_string(i + 1) + "]";
      TomlFields addendum(*addenda[i], place, name, problems_, {"number", "signed", "amount", "reason", "tranche"});
      grant.addenda.push_back(detail::read_addendum(addendum, place, reading));
    }
    Rupiah most = grant.amount;  // of its totals, whichever is in force
    for (const Addendum& addendum : grant.addenda) most = std::max(most, addendum.amount.value_or(Rupiah{}));
    if (row.find("amount")) detail::check_total(agreed_, most, row, "amount");
    portfolio_.grants.push_back(std::move(grant));
  }

  // ---- budget.csv ----

  void read_budget() {
    with_table("budget.csv", budget_columns, [&](CsvFile& table, std::uint32_t file) {
      const CsvOptions options = csv_options();
      const unsigned threads = options.plain ? 1 : thread_count(options.threads);
      const auto [taker, pieces] = table.read_amounts<BudgetPiece>(
          options, budget_amounts, context_.notation,
          [&](std::optional<Notation> notation, bool may_turn) {
            return std::make_unique<BudgetTaker<CsvRows>>(context_, file, notation, may_turn, threads);
          },
          [] {});
      table.describe(portfolio_.inputs[file]);
      join_budget(*taker, pieces, table.layout());
    });
  }

  void read_budget(ArrowArrayStream& stream) {
    with_frame(stream, "budget", budget_columns, [&](Frame& frame, std::uint32_t file) {
      const std::optional<Notation> notation = context_.notation ? context_.notation : frame.notation(b_ceiling);
      const unsigned threads = thread_count(options_->threads);
      BudgetTaker<FrameRows> taker(context_, file, notation, false, threads);
      const std::vector<BudgetPiece> pieces = frame.read<BudgetPiece>(threads, options_->progress, taker);
      frame.describe(portfolio_.inputs[file]);
      join_budget(taker, pieces, frame.layout());
    });
  }

  /// The pieces in their order, with the portfolio's words in place of the threads'.
  template <typename Rows>
  void join_budget(const BudgetTaker<Rows>& taker, const std::vector<BudgetPiece>& pieces, const RowLayout& layout) {
    Budget budget;
    fill_budget(taker, pieces, layout, budget);
    if (!problems_.empty()) return;
    budget.index(portfolio_.grants.size());
    portfolio_.budget = std::move(budget);
  }

  template <typename Rows>
  void fill_budget(const BudgetTaker<Rows>& taker, const std::vector<BudgetPiece>& pieces, const RowLayout& layout, Budget& budget) {
    std::vector<const detail::WordColumn*> stage, account, description;
    for (const auto& worker : taker.workers()) {
      stage.push_back(&worker.cells.stages());
      account.push_back(&worker.account);
      description.push_back(&worker.description);
    }
    const auto stages = merged(stage, portfolio_.words.stage);
    const auto accounts = merged(account, portfolio_.words.account);
    const auto descriptions = merged(description, portfolio_.words.description);
    std::size_t size = 0;
    for (const BudgetPiece& piece : pieces) size += piece.rows.size();
    budget.rows.reserve(size);
    RupiahSum total;
    for (const BudgetPiece& piece : pieces) {
      for (BudgetRow row : piece.rows) {
        row.stage = stages[piece.worker][row.stage];
        row.account = accounts[piece.worker][row.account];
        row.description = descriptions[piece.worker][row.description];
        const bool did_fit = total.fits();
        total.add(row.ceiling);
        if (did_fit && !total.fits()) {
          const std::string text =
              portfolio_.inputs[row.where.file].source->cells(row.where.offset)[static_cast<std::size_t>(layout.place[b_ceiling])];
          problems_.add(ErrorCode::total_out_of_range, layout.file, row.where.row, layout.titles[b_ceiling], text);
        }
        budget.rows.push_back(row);
      }
    }
  }

  // ---- journal ----

  std::vector<std::string> journal_files() {
    const std::optional<std::string> one = csv_name("journal.csv");
    const bool is_one = one.has_value();
    const fs::path many = folder_ / "journal";
    std::error_code fault;
    const bool are_many = is_there(many);
    if (is_one && are_many) {
      problems_.add(ErrorCode::value_not_allowed, "journal", 0, "", "journal", "journal.csv | journal/*.csv");
    }
    if (is_one) return {*one};
    if (!are_many) return {};
    if (!fs::is_directory(many, fault)) {
      problems_.add(ErrorCode::file_not_readable, "journal", 0, "", "");
      return {};
    }
    std::vector<std::string> names;
    for (auto item = fs::directory_iterator(many, fault); !fault && item != fs::directory_iterator(); item.increment(fault)) {
      // Hidden files are the leavings of editors and file managers.
      const std::string file = item->path().filename().string();
      const std::string lower = ascii_lower(file);
      const bool is_csv = lower.ends_with(".csv") || lower.ends_with(".csv.gz") || lower.ends_with(".csv.zst");
      if (!file.starts_with('.') && is_csv) names.push_back("journal/" + file);
    }
    if (fault) problems_.add(ErrorCode::file_not_readable, "journal", 0, "", "");
    std::sort(names.begin(), names.end());
    // A file and its compressed form would be read as two; the form follows its file in the order of names.
    for (std::size_t i = 1; i < names.size(); ++i) {
      const std::string stem = names[i - 1].substr(0, ascii_lower(names[i - 1]).rfind(".csv") + 4);
      if (names[i].starts_with(stem + "."))
        problems_.add(ErrorCode::value_not_allowed, names[i], 0, "", names[i], names[i - 1] + " | " + names[i]);
    }
    return names;
  }

  void read_journal() {
    const std::vector<std::string> names = journal_files();
    if (names.empty()) return;  // an empty folder tells as little as none
    JournalReader reader(context_, portfolio_, problems_);
    for (const std::string& name : names) {
      auto bytes = open_csv(name);
      if (!bytes) continue;
      const std::uint32_t file = last_input();
      told([&] { reader.read(std::move(bytes), file, portfolio_.inputs[file], csv_options()); });
    }
    portfolio_.journal = reader.finish(options_->threads, options_->keep_ids);
  }

  void read_journal(ArrowArrayStream& stream) {
    with_frame(stream, "journal", journal_columns(), [&](Frame& frame, std::uint32_t file) {
      JournalReader reader(context_, portfolio_, problems_);
      reader.read(frame, file, portfolio_.inputs[file], options_->threads, options_->progress);
      portfolio_.journal = reader.finish(options_->threads, options_->keep_ids);
    });
  }

  // ---- documents.csv ----

  void read_documents() {
    with_table("documents.csv", document_columns, [&](CsvFile& table, std::uint32_t file) {
      const CsvOptions options = csv_options();
      DocumentTaker<CsvRows> taker(context_, file, options.plain ? 1 : thread_count(options.threads));
      join_documents(table.read<std::vector<Document>>(options, taker));
      table.describe(portfolio_.inputs[file]);
    });
  }

  void read_documents(ArrowArrayStream& stream) {
    with_frame(stream, "documents", document_columns, [&](Frame& frame, std::uint32_t file) {
      const unsigned threads = thread_count(options_->threads);
      DocumentTaker<FrameRows> taker(context_, file, threads);
      join_documents(frame.read<std::vector<Document>>(threads, options_->progress, taker));
      frame.describe(portfolio_.inputs[file]);
    });
  }

  void join_documents(std::vector<std::vector<Document>> pieces) {
    std::vector<Document> documents;
    for (auto& piece : pieces) std::move(piece.begin(), piece.end(), std::back_inserter(documents));
    portfolio_.documents = std::move(documents);
  }

  // ---- bank.csv ----

  void read_bank() {
    with_table("bank.csv", bank_columns, [&](CsvFile& table, std::uint32_t file) {
      const CsvOptions options = csv_options();
      const unsigned threads = options.plain ? 1 : thread_count(options.threads);
      auto [taker, pieces] = table.read_amounts<std::vector<BankRow>>(
          options, bank_amounts, context_.notation,
          [&](std::optional<Notation> notation, bool may_turn) {
            return std::make_unique<BankTaker<CsvRows>>(context_, file, notation, may_turn, threads);
          },
          [] {});
      table.describe(portfolio_.inputs[file]);
      join_bank(std::move(pieces), table.layout());
    });
  }

  void read_bank(ArrowArrayStream& stream) {
    with_frame(stream, "bank", bank_columns, [&](Frame& frame, std::uint32_t file) {
      std::optional<Notation> notation = context_.notation ? context_.notation : frame.notation(k_amount);
      if (!notation) notation = frame.notation(k_balance);
      const unsigned threads = thread_count(options_->threads);
      BankTaker<FrameRows> taker(context_, file, notation, false, threads);
      auto pieces = frame.read<std::vector<BankRow>>(threads, options_->progress, taker);
      frame.describe(portfolio_.inputs[file]);
      join_bank(std::move(pieces), frame.layout());
    });
  }

  /// The pieces in their order. No report could show a total that does not fit, of what came in or of what went out.
  void join_bank(std::vector<std::vector<BankRow>> pieces, const RowLayout& layout) {
    Bank bank;
    bank.has_balance = layout.place[k_balance] >= 0;
    RupiahSum credits;
    RupiahSum debits;
    for (std::vector<BankRow>& piece : pieces) {
      for (BankRow& row : piece) {
        RupiahSum& total = row.amount.is_negative() ? debits : credits;
        const bool did_fit = total.fits();
        total.add(row.amount);
        if (did_fit && !total.fits()) {
          problems_.add(ErrorCode::total_out_of_range, layout.file, row.where.row, layout.titles[k_amount], to_text(row.amount));
        }
        bank.rows.push_back(std::move(row));
      }
    }
    if (problems_.empty()) portfolio_.bank = std::move(bank);
  }

  // ---- waivers.toml ----

  void read_waivers(const std::optional<std::string>& bytes) {
    const std::string name(waivers_file);
    if (!bytes || !detail::check_toml_bytes(*bytes, name, problems_)) return;
    const std::uint32_t file = note_input(name, *bytes);
    portfolio_.waivers = hibah::read_waivers(*bytes, name, file, {&portfolio_, context_.knows_stages ? &stages_ : nullptr, &problems_});
  }

  fs::path folder_;
  bool has_folder_ = true;  // false where portfolio.toml came as text
  const LoadOptions* options_;
  Problems problems_;
  Portfolio portfolio_;
  detail::LinePlaces places_;
  std::optional<std::pair<fs::path, std::string>> own_regulation_;  // name and text of a regulation beside the portfolio
  std::set<std::string, std::less<>> stages_;
  std::set<std::string> grant_ids_;
  detail::RowContext context_;
  RupiahSum appropriated_;
  RupiahSum agreed_;
};

}  // namespace

Portfolio load(const std::string& folder, const LoadOptions& options) {
  return Loader(folder, options).run();
}

Portfolio load_frames(const std::string& portfolio, const Frames& frames, const LoadOptions& options) {
  const GivenBack journal(frames.journal);
  const GivenBack budget(frames.budget);
  const GivenBack documents(frames.documents);
  const GivenBack bank(frames.bank);
  const std::string folder = frames.is_file ? fs::path(portfolio).parent_path().string() : std::string{};
  return Loader(folder.empty() ? "." : folder, options).run(portfolio, frames);
}

}  // namespace hibah
