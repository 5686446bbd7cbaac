// libhibah: Portfolio — grants, journal, papers and events of one election in one region.
#pragma once

// A value: everything that was read, and nothing that was concluded. What a file that is not there would have told is absent
// (`std::optional`), which is not the same as empty.

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <libhibah/agreement/budget.hpp>
#include <libhibah/agreement/grant.hpp>
#include <libhibah/calendar/work_calendar.hpp>
#include <libhibah/journal/bank.hpp>
#include <libhibah/journal/journal.hpp>
#include <libhibah/journal/waiver.hpp>
#include <libhibah/law/regulation.hpp>
#include <libhibah/law/timetable.hpp>
#include <libhibah/money/notation.hpp>

namespace hibah {

enum class DocumentKind : std::uint8_t { payment_minutes, grant_register, sp2hl, use_report, return_slip, inspection, other };
[[nodiscard]] std::string_view name_of(DocumentKind kind) noexcept;
/// From the English or Indonesian name, without regard to case.
[[nodiscard]] std::optional<DocumentKind> document_kind_of(std::string_view name) noexcept;

/// A dated paper.
struct Document {
  std::uint32_t grant = 0;
  DocumentKind kind{};
  DateSpan date;
  std::string number;
  int tranche = 0;  ///< 0: none stated
  std::string description;
  SourceRef where;
};

/// Something that happened in the election and that deadlines hang on.
struct Event {
  std::string kind;
  std::optional<DateSpan> date;
  std::string document;
  SourceRef where;
};

/// The APBD line of a fiscal year that grants are paid from.
struct Appropriation {
  int fiscal_year = 0;
  Rupiah amount;
  SourceRef where;
};

/// A file that was read.
struct InputFile {
  std::string name;  ///< relative to the portfolio folder, `/` between parts
  std::string sha256;
  std::uint64_t rows = 0;                   ///< data rows of a CSV; lines of a TOML file
  std::vector<std::string> header;          ///< CSV: the column names as written
  std::vector<std::string> known_as;        ///< CSV: for each column the format's name, empty for an unknown column
  std::shared_ptr<const InputRows> source;  ///< CSV and frames: reads its rows again; copies share it
  std::shared_ptr<const std::string> text;  ///< TOML: all of it
};

/// A law file (timetable, regulation, calendar) that was used: built in or beside the portfolio.
struct LawSource {
  std::string id;
  std::string sha256;
};

struct Portfolio {
  explicit Portfolio(WorkCalendar work_calendar) : calendar(std::move(work_calendar)) {}

  std::string name;
  std::string region;
  std::string grantor;
  Timetable timetable;
  Regulation regulation;
  WorkCalendar calendar;  ///< national, local days and the cuti bersama setting applied
  LawSource timetable_source;
  LawSource regulation_source;
  LawSource calendar_source;
  std::optional<Rupiah> stated_total;
  SourceRef stated_total_where;
  std::vector<Grant> grants;  ///< in the file's order
  std::vector<Appropriation> appropriations;
  std::vector<Event> events;
  std::optional<Notation> notation;                          ///< how amounts in CSV files are written; nothing where a file is to show it
  std::map<std::string, std::string, std::less<>> settings;  ///< "R401.days_after" -> "30", as given
  Words words;
  std::optional<Budget> budget;
  std::optional<Journal> journal;
  std::optional<std::vector<Document>> documents;
  std::optional<Bank> bank;
  std::optional<std::vector<Waiver>> waivers;
  std::vector<InputFile> inputs;

  [[nodiscard]] const Event* event(std::string_view kind) const noexcept;
  /// The index of a grant by id.
  [[nodiscard]] std::optional<std::uint32_t> find_grant(std::string_view id) const noexcept;
  [[nodiscard]] std::vector<std::string> file_names() const;
};

}  // namespace hibah
