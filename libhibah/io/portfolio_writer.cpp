#include <libhibah/io/portfolio_writer.hpp>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string_view>

#include <libhibah/base/error.hpp>
#include <libhibah/base/sha256.hpp>
#include <libhibah/law/builtin.hpp>
#include <libhibah/money/notation.hpp>

namespace hibah {

namespace {

namespace fs = std::filesystem;

/// A TOML basic string.
std::string toml_text(std::string_view text) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20 || byte == 0x7F) {
      out += "\\u00";
      out += digits[byte >> 4];
      out += digits[byte & 15];
    } else {
      out += c;
    }
  }
  return out + '"';
}

/// A CSV cell. A text that blanks surround would be trimmed by the reader; none comes from it.
std::string cell(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

class Toml {
 public:
  explicit Toml(std::string indent = {}) : indent_(std::move(indent)) {}
  void raw(std::string_view key, std::string_view value) { out_ << indent_ << key << " = " << value << '\n'; }
  void text(std::string_view key, std::string_view value) {
    if (!value.empty()) raw(key, toml_text(value));
  }
  void amount(std::string_view key, Rupiah value) { raw(key, toml_text(to_text(value))); }
  void deadline(std::string_view key, const std::optional<Deadline>& value) {
    if (value) raw(key, toml_text(value->text));
  }
  void date(std::string_view key, const std::optional<Date>& value) {
    if (value) raw(key, to_iso(*value));
  }
  void section(std::string_view name) { out_ << '\n' << indent_ << "[[" << name << "]]\n"; }
  void table(std::string_view name) { out_ << '\n' << indent_ << '[' << name << "]\n"; }
  void indent(std::string indent) { indent_ = std::move(indent); }
  [[nodiscard]] std::string str() const { return out_.str(); }

 private:
  std::ostringstream out_;
  std::string indent_;
};

template <typename Items, typename Name>
std::string list(const Items& items, const Name& name) {
  std::string out = "[";
  for (const auto& item : items) {
    if (out.size() > 1) out += ", ";
    out += name(item);
  }
  return out + "]";
}

std::string timetable_text(const Timetable& timetable) {
  Toml toml;
  toml.text("id", timetable.id);
  toml.text("name", timetable.name);
  for (const TimetableVersion& version : timetable.versions) {
    toml.indent("");
    toml.section("version");
    toml.text("decree", version.decree);
    toml.date("effective", version.effective);
    toml.date("voting", version.voting);
    toml.text("note", version.note);
    toml.indent("  ");
    for (const Stage& stage : version.stages) {
      toml.section("version.stage");
      toml.text("code", stage.code);
      toml.text("name_id", stage.name_id);
      toml.text("name_en", stage.name_en);
      toml.date("start", stage.start);
      toml.date("end", stage.end);
      if (!stage.verified) toml.raw("verified", "false");
      toml.text("source", stage.source);
      toml.text("note", stage.note);
    }
  }
  return toml.str();
}

std::string regulation_text(const Regulation& regulation) {
  Toml toml;
  toml.text("id", regulation.id);
  toml.text("name", regulation.name);
  toml.date("valid_from", regulation.valid_from);
  toml.date("sign_until", regulation.sign_until);
  toml.raw("cuti_bersama_is_working_day", regulation.cuti_bersama_is_working_day ? "true" : "false");
  toml.deadline("use_until", regulation.use_until);
  toml.deadline("report_due", regulation.report_due);
  toml.deadline("return_due", regulation.return_due);
  for (const LegalSchedule& schedule : regulation.schedules) {
    toml.section("schedule");
    toml.raw("roles", list(schedule.roles, [](Role role) { return toml_text(name_of(role)); }));
    toml.raw("tranches", list(schedule.tranches, [](const ScheduleStep& step) {
               return "{ minimum_share = " + toml_text(step.minimum_share.to_text()) + ", latest = " + toml_text(step.latest.text) + " }";
             }));
  }
  for (const DirectProcurement& limit : regulation.direct_procurement) {
    toml.section("direct_procurement");
    toml.date("valid_from", limit.valid_from);
    toml.amount("goods", limit.goods);
    toml.amount("construction", limit.construction);
  }
  for (const Basis& basis : regulation.basis) {
    toml.section("basis");
    toml.raw("rules", list(basis.rules, [](const std::string& rule) { return toml_text(rule); }));
    toml.text("instrument", basis.instrument);
    toml.text("article", basis.article);
    if (basis.mark) toml.text("mark", name_of(*basis.mark));
    toml.text("source", basis.source);
  }
  return toml.str();
}

void write_tranches(Toml& toml, std::string_view section, const std::vector<Tranche>& tranches) {
  for (const Tranche& tranche : tranches) {
    toml.section(section);
    if (tranche.share) toml.text("share", tranche.share->to_text());
    if (tranche.amount) toml.amount("amount", *tranche.amount);
    toml.text("due", tranche.due.text);
    if (tranche.fiscal_year) toml.raw("fiscal_year", std::to_string(*tranche.fiscal_year));
  }
}

void write_grant(Toml& toml, const Grant& grant) {
  toml.indent("");
  toml.section("grant");
  toml.text("id", grant.id);
  toml.text("recipient", grant.recipient);
  toml.text("role", name_of(grant.role));
  toml.text("nphd", grant.nphd);
  toml.text("signed", to_iso(grant.signed_on));
  toml.amount("amount", grant.amount);
  if (grant.amount_words) toml.raw("amount_words", toml_text(*grant.amount_words));
  toml.text("return_account", grant.return_account);
  if (!grant.recorded.empty()) toml.raw("recorded", list(grant.recorded, [](EntryKind kind) { return toml_text(name_of(kind)); }));
  toml.deadline("use_until", grant.use_until);
  toml.deadline("report_due", grant.report_due);
  toml.deadline("return_due", grant.return_due);
  if (!grant.sources.empty()) toml.raw("sources", list(grant.sources, [](const std::string& source) { return toml_text(source); }));
  toml.indent("  ");
  write_tranches(toml, "grant.tranche", grant.tranches);
  for (const Addendum& addendum : grant.addenda) {
    toml.section("grant.addendum");
    toml.raw("number", toml_text(addendum.number));
    toml.text("signed", to_iso(addendum.signed_on));
    if (addendum.amount) toml.amount("amount", *addendum.amount);
    toml.text("reason", addendum.reason);
    write_tranches(toml, "grant.addendum.tranche", addendum.tranches);
  }
}

std::string portfolio_text(const Portfolio& portfolio, std::string_view election, std::string_view regulation) {
  Toml toml;
  toml.raw("format", "1");
  toml.raw("name", toml_text(portfolio.name));
  toml.text("region", portfolio.region);
  toml.raw("grantor", toml_text(portfolio.grantor));
  toml.text("election", election);
  toml.text("regulation", regulation);
  if (portfolio.stated_total) toml.amount("stated_total", *portfolio.stated_total);
  std::vector<Date> local;
  for (const Holiday& holiday : portfolio.calendar.holidays()) {
    if (holiday.kind == HolidayKind::local) local.push_back(holiday.date);
  }
  if (!local.empty()) toml.raw("extra_holidays", list(local, [](Date day) { return to_iso(day); }));
  toml.raw("notation", "\"plain\"");
  if (!portfolio.settings.empty()) toml.table("settings");
  for (const auto& [key, value] : portfolio.settings) toml.raw(key, value);
  for (const Appropriation& appropriation : portfolio.appropriations) {
    toml.section("appropriation");
    toml.raw("fiscal_year", std::to_string(appropriation.fiscal_year));
    toml.amount("amount", appropriation.amount);
  }
  for (const Event& event : portfolio.events) {
    toml.section("event");
    toml.text("kind", event.kind);
    if (event.date) toml.text("date", to_iso(*event.date));
    toml.text("document", event.document);
  }
  for (const Grant& grant : portfolio.grants) write_grant(toml, grant);
  return toml.str();
}

std::string budget_text(const Portfolio& portfolio) {
  const Words& words = portfolio.words;
  std::ostringstream out;
  out << "grant,stage,account,ceiling,description,version\n";
  for (const BudgetRow& row : portfolio.budget->rows) {
    out << cell(portfolio.grants[row.grant].id) << ',' << cell(words.stage.text(row.stage)) << ',' << cell(words.account.text(row.account))
        << ',' << to_plain(row.ceiling) << ',' << cell(words.description.text(row.description)) << ',' << row.version << '\n';
  }
  return out.str();
}

/// The columns of a journal that has them; a column that was unknown stays unknown.
std::string journal_text(const Portfolio& portfolio) {
  const Journal& journal = *portfolio.journal;
  const Words& words = portfolio.words;
  const auto column_text = [&](JournalColumn column, EntryIndex i) -> std::string {
    switch (column) {
      case JournalColumn::id:
        return journal.own_id(i);
      case JournalColumn::tranche:
        return journal.tranche(i) == 0 ? std::string{} : std::to_string(journal.tranche(i));
      case JournalColumn::stage:
        return std::string(words.stage.text(journal.stage(i)));
      case JournalColumn::account:
        return std::string(words.account.text(journal.account(i)));
      case JournalColumn::payee:
        return std::string(words.payee.text(journal.payee(i)));
      case JournalColumn::voucher:
        return journal.text(i, column);
      case JournalColumn::reverses:
        return std::string(journal.reverses_text(i));
      case JournalColumn::destination:
        return std::string(words.destination.text(journal.destination(i)));
      case JournalColumn::description:
        return journal.text(i, column);
    }
    return {};
  };
  std::ostringstream out;
  out << "date,kind,grant,amount";
  std::vector<JournalColumn> columns;
  for (int c = 0; c < journal_column_count; ++c) {
    const auto column = static_cast<JournalColumn>(c);
    if (!journal.has(column)) continue;
    columns.push_back(column);
    out << ',' << name_of(column);
  }
  out << '\n';
  for (EntryIndex i = 0; i < journal.size(); ++i) {
    out << to_iso(journal.date(i)) << ',' << name_of(journal.kind(i)) << ',' << cell(portfolio.grants[journal.grant(i)].id) << ','
        << to_plain(journal.amount(i));
    for (const JournalColumn column : columns) out << ',' << cell(column_text(column, i));
    out << '\n';
  }
  return out.str();
}

std::string documents_text(const Portfolio& portfolio) {
  std::ostringstream out;
  out << "grant,kind,date,number,tranche,description\n";
  for (const Document& document : *portfolio.documents) {
    out << cell(portfolio.grants[document.grant].id) << ',' << name_of(document.kind) << ',' << to_iso(document.date) << ','
        << cell(document.number) << ',' << (document.tranche == 0 ? std::string{} : std::to_string(document.tranche)) << ','
        << cell(document.description) << '\n';
  }
  return out.str();
}

std::string bank_text(const Portfolio& portfolio) {
  const Bank& bank = *portfolio.bank;
  std::ostringstream out;
  out << "grant,date,amount," << (bank.has_balance ? "balance," : "") << "reference,description\n";
  for (const BankRow& row : bank.rows) {
    out << cell(portfolio.grants[row.grant].id) << ',' << to_iso(row.date) << ',' << to_plain(row.amount) << ',';
    if (bank.has_balance) out << (row.balance ? to_plain(*row.balance) : std::string{}) << ',';
    out << cell(row.reference) << ',' << cell(row.description) << '\n';
  }
  return out.str();
}

std::string waivers_text(const Portfolio& portfolio) {
  Toml toml;
  for (const Waiver& waiver : *portfolio.waivers) {
    toml.section("waiver");
    toml.text("rule", waiver.rule);
    if (waiver.grant) toml.text("grant", portfolio.grants[*waiver.grant].id);
    if (waiver.tranche) toml.raw("tranche", std::to_string(*waiver.tranche));
    toml.text("stage", waiver.stage);
    toml.text("account", waiver.account);
    toml.text("voucher", waiver.voucher);
    toml.text("entry", waiver.entry);
    toml.raw("justification", toml_text(waiver.justification));
    toml.text("requested_by", waiver.requested_by);
    toml.text("approved_by", waiver.approved_by);
    toml.date("issued", waiver.issued);
    toml.date("expires", waiver.expires);
    toml.text("document", waiver.document);
  }
  return portfolio.waivers->empty() ? "waiver = []\n" : toml.str();
}

void write_file(const fs::path& path, std::string_view text) {
  std::ofstream out(path, std::ios::binary);
  out.write(text.data(), static_cast<std::streamsize>(text.size()));
  out.close();
  if (!out) throw UsageError(ErrorCode::invalid_argument, "cannot write " + path.string());
}

/// The id of a built-in law file, or the name of a file that is written beside the portfolio.
std::string law_reference(const fs::path& folder, std::string_view kind, const LawSource& source, const std::string& text) {
  const BuiltinFile* builtin = find_builtin(kind, source.id);
  if (builtin && sha256(builtin->text) == source.sha256) return source.id;
  const std::string name = std::string(kind) + ".toml";
  write_file(folder / name, text);
  return name;
}

}  // namespace

void save(const Portfolio& portfolio, const std::string& folder_name) {
  const fs::path folder = folder_name;
  std::error_code fault;
  fs::create_directories(folder, fault);
  if (fs::exists(folder / "portfolio.toml", fault)) {
    throw UsageError(ErrorCode::invalid_argument, "the folder " + folder_name + " already holds a portfolio.toml");
  }
  const std::string election = law_reference(folder, "timetable", portfolio.timetable_source, timetable_text(portfolio.timetable));
  const std::string regulation = law_reference(folder, "regulation", portfolio.regulation_source, regulation_text(portfolio.regulation));
  if (portfolio.budget) write_file(folder / "budget.csv", budget_text(portfolio));
  if (portfolio.journal) write_file(folder / "journal.csv", journal_text(portfolio));
  if (portfolio.documents) write_file(folder / "documents.csv", documents_text(portfolio));
  if (portfolio.bank) write_file(folder / "bank.csv", bank_text(portfolio));
  if (portfolio.waivers) write_file(folder / waivers_file, waivers_text(portfolio));
  write_file(folder / "portfolio.toml", portfolio_text(portfolio, election, regulation));
}

}  // namespace hibah
