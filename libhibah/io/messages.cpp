#include <libhibah/io/messages.hpp>

#include <algorithm>
#include <array>

namespace hibah {

namespace {

struct Row {
  Label label;
  Text text;
};

using enum Label;

constexpr std::array label_rows{
    Row{report_title, {"Pemeriksaan hibah", "Grant check"}},
    Row{as_of, {"Per tanggal", "As of"}},
    Row{regulation, {"Peraturan", "Regulation"}},
    Row{timetable, {"Jadwal", "Timetable"}},
    Row{calendar, {"Kalender", "Calendar"}},
    Row{inputs, {"Berkas", "Files"}},
    Row{rows, {"baris", "rows"}},
    Row{rules_chosen, {"Aturan", "Rules"}},
    Row{changed_settings, {"Setelan", "Settings"}},

    Row{summary, {"RINGKASAN", "SUMMARY"}},
    Row{passed, {"lulus", "pass"}},
    Row{failed, {"temuan", "fail"}},
    Row{not_applicable, {"tidak berlaku", "not applicable"}},
    Row{not_evaluable, {"tidak dapat dinilai", "not evaluable"}},
    Row{waived, {"dikecualikan", "waived"}},
    Row{counts_by_rule, {"HITUNGAN PER ATURAN", "COUNTS BY RULE"}},
    Row{rule, {"aturan", "rule"}},
    Row{total, {"Jumlah", "Total"}},

    Row{tranche, {"tahap", "tranche"}},
    Row{expected, {"Seharusnya", "Expected"}},
    Row{actual, {"Kenyataan", "Actual"}},
    Row{difference, {"Selisih", "Difference"}},
    Row{basis, {"Dasar", "Basis"}},
    Row{evidence, {"Bukti", "Evidence"}},
    Row{more_evidence, {"… dan {count} bukti lain (lengkap dalam JSON)", "… and {count} more pieces of evidence (in full in the JSON)"}},
    Row{unit_day, {"{count} hari", "{count} days"}},
    Row{unit_one_day, {"{count} hari", "{count} day"}},
    Row{unit_count, {"{count} catatan", "{count} entries"}},
    Row{unit_one_count, {"{count} catatan", "{count} entry"}},

    Row{not_evaluable_heading, {"TIDAK DAPAT DINILAI", "NOT EVALUABLE"}},
    Row{waived_heading, {"DIKECUALIKAN", "WAIVED"}},
    Row{gone_heading, {"HILANG SEJAK LAPORAN ITU", "GONE SINCE THAT REPORT"}},
    Row{portfolio_itself, {"portofolio", "portfolio"}},

    Row{nothing_looked_at, {"Tidak ada yang dinilai: tidak satu pun aturan berlaku.", "Nothing was judged: no rule applied."}},
    Row{no_findings,
        {"Tidak ada temuan. Semua yang berlaku dapat dinilai ({count}).", "No findings. All that applied could be judged ({count})."}},
    Row{no_findings_but_unknown,
        {"Tidak ada temuan, tetapi {count} hal tidak dapat dinilai: laporan ini belum menyatakan semuanya beres.",
         "No findings, but {count} not evaluable: this report does not say that all is well."}},
    Row{findings_and_unknown, {"Selain temuan, {count} hal tidak dapat dinilai.", "Beside the findings: {count} not evaluable."}},
    Row{all_judged, {"Semua yang berlaku dapat dinilai ({count}).", "All that applied could be judged ({count})."}},
    Row{incomplete,
        {"Laporan ini tidak lengkap: sebagian temuan tidak termuat.", "This report is not complete: some findings are not in it."}},
    Row{waived_note, {"Temuan yang dikecualikan: {count}.", "Findings waived: {count}."}},
    Row{waived_by, {"Dikecualikan oleh {approver} sampai {expires}: {why}", "Waived by {approver} until {expires}: {why}"}},
    Row{since_then,
        {"Dibandingkan dengan laporan per {day}: baru {new}, berubah {changed}, tetap {unchanged}, hilang {gone}.",
         "Held against the report as of {day}: new {new}, changed {changed}, unchanged {unchanged}, gone {gone}."}},

    Row{amounts_in_rupiah, {"Jumlah dalam rupiah.", "Amounts in rupiah."}},
    Row{null_mark, {"–: tidak diketahui, atau tidak berlaku.", "–: not known, or not applicable."}},
    Row{empty_text, {"(kosong)", "(empty)"}},
    Row{no_rows, {"Tidak ada baris.", "No rows."}},
    Row{showing, {"menampilkan {shown} dari {total}", "showing {shown} of {total}"}},
    Row{severity, {"tingkat", "severity"}},
    Row{place, {"letak", "where"}},
    Row{message, {"uraian", "message"}},
    Row{reason, {"alasan", "reason"}},

    Row{rules_title, {"Aturan pemeriksaan", "Rules of the check"}},
    Row{rules_count,
        {"{count} aturan. hibah explain KODE menjelaskan satu aturan.", "Rules: {count}. hibah explain CODE tells about one."}},
    Row{severity_heading, {"Tingkat", "Severity"}},
    Row{subject, {"Yang dilihat", "Looks at"}},
    Row{what, {"Apa yang dilakukan", "What it does"}},
    Row{why, {"Mengapa penting", "Why it matters"}},
    Row{example, {"Contoh", "Example"}},
    Row{not_proved, {"Yang tidak dibuktikan", "What it does not prove"}},
    Row{needs, {"Yang diperlukan", "What it needs"}},
    Row{settings, {"Setelan", "Settings"}},
    Row{no_basis, {"tidak ada dasar yang tercatat", "no basis on record"}},

    Row{counted_from, {"Dihitung dari", "Counted from"}},
    Row{falls_on, {"Jatuh pada", "Falls on"}},
    Row{skipped_days, {"Hari yang dilewati ({count})", "Days passed over ({count})"}},
    Row{weekend, {"akhir pekan", "weekend"}},
    Row{derivations_title, {"ASAL-USUL TENGGAT", "HOW THE DEADLINES CAME ABOUT"}},
    Row{written_in, {"Ditulis dalam", "Written in"}},
    Row{not_written, {"tidak ditulis", "not written"}},

    Row{problems, {"{count} masalah.", "{count} problems."}},
    Row{one_problem, {"1 masalah.", "1 problem."}},
    Row{problems_shown, {"{count} masalah; {shown} yang pertama ditampilkan.", "{count} problems; the first {shown} are shown."}},
};

static_assert(label_rows.size() == static_cast<std::size_t>(count_), "every label has one row");
static_assert(
    [] {
      for (std::size_t i = 0; i < label_rows.size(); ++i) {
        if (static_cast<std::size_t>(label_rows[i].label) != i) return false;
      }
      return true;
    }(),
    "row i carries label i");

struct StatusRow {
  TrancheStatus status;
  Text text;
};

constexpr std::array<StatusRow, 7> status_rows{{
    {TrancheStatus::paid, {"lunas", "paid"}},
    {TrancheStatus::paid_late, {"lunas telat", "paid late"}},
    {TrancheStatus::part_paid, {"sebagian", "part paid"}},
    {TrancheStatus::upcoming, {"mendatang", "upcoming"}},
    {TrancheStatus::overdue, {"lewat tempo", "overdue"}},
    {TrancheStatus::not_applicable, {"tak berlaku", "not applicable"}},
    {TrancheStatus::unknown, {"tak diketahui", "unknown"}},
}};

struct SubjectRow {
  std::string_view subject;
  Text text;
};

constexpr std::array subject_rows{
    SubjectRow{"portfolio", {"portofolio", "portfolio"}},
    SubjectRow{"fiscal year", {"tahun anggaran", "fiscal year"}},
    SubjectRow{"grant", {"hibah", "grant"}},
    SubjectRow{"addendum", {"adendum", "addendum"}},
    SubjectRow{"tranche", {"tahap pencairan", "tranche"}},
    SubjectRow{"budget line", {"baris anggaran (RAB)", "budget line"}},
    SubjectRow{"entry", {"catatan jurnal", "entry"}},
    SubjectRow{"voucher", {"nomor bukti", "voucher"}},
    SubjectRow{"group", {"kelompok catatan", "group"}},
    SubjectRow{"bank row", {"baris rekening koran", "bank row"}},
    SubjectRow{"waiver", {"pengecualian", "waiver"}},
};

constexpr std::array<Text, 7> weekdays{{{"Senin", "Monday"},
                                        {"Selasa", "Tuesday"},
                                        {"Rabu", "Wednesday"},
                                        {"Kamis", "Thursday"},
                                        {"Jumat", "Friday"},
                                        {"Sabtu", "Saturday"},
                                        {"Minggu", "Sunday"}}};

}  // namespace

Text label(Label label) noexcept {
  return label_rows[static_cast<std::size_t>(label)].text;
}

Text label(Severity severity) noexcept {
  switch (severity) {
    case Severity::error:
      return {"kesalahan", "error"};
    case Severity::warning:
      return {"peringatan", "warning"};
    case Severity::info:
      return {"informasi", "info"};
  }
  return {};
}

Text label(Change change) noexcept {
  switch (change) {
    case Change::added:
      return {"baru", "new"};
    case Change::changed:
      return {"berubah", "changed"};
    case Change::unchanged:
      return {"tetap", "unchanged"};
    case Change::gone:
      return {"hilang", "gone"};
  }
  return {};
}

Text label(TrancheStatus status) noexcept {
  return status_rows[static_cast<std::size_t>(status)].text;
}

Text label(SkipReason reason) noexcept {
  switch (reason) {
    case SkipReason::weekend:
      return label(Label::weekend);
    case SkipReason::national:
      return {"libur nasional", "national holiday"};
    case SkipReason::cuti_bersama:
      return {"cuti bersama", "cuti bersama"};
    case SkipReason::local:
      return {"libur daerah", "local day off"};
  }
  return {};
}

Text label(DeadlineKind kind) noexcept {
  switch (kind) {
    case DeadlineKind::due:
      return {"jatuh tempo", "due day"};
    case DeadlineKind::legal_limit:
      return {"batas peraturan", "legal limit"};
    case DeadlineKind::use_until:
      return {"hari terakhir penggunaan", "last day of use"};
    case DeadlineKind::report_due:
      return {"batas laporan", "limit of the report"};
    case DeadlineKind::return_due:
      return {"batas setoran", "limit of the return"};
  }
  return {};
}

Text label_of_basis(std::string_view instrument) noexcept {
  static constexpr Text rows[] = {
      {"aritmetika", "arithmetic"},
      {"pembukuan", "bookkeeping"},
      {"pengelolaan kas", "cash management"},
      {"akuntabilitas", "accountability"},
      {"temuan BPK", "BPK findings"},
      {"praktik", "practice"},
      {"RAB", "RAB"},
      {"analisis audit", "audit analytics"},
      {"jadwal tahapan", "timetable"},
      {"waivers.toml", "waivers.toml"},
      {"pencocokan", "reconciliation"},
  };
  for (const Text& row : rows) {
    if (row.en == instrument) return row;
  }
  return {instrument, instrument};
}

Text label(Mark mark) noexcept {
  switch (mark) {
    case Mark::read:
      return {"dibaca", "read"};
    case Mark::press:
      return {"dikutip pers, naskah belum dibaca", "quoted by the press, the text itself not yet read"};
    case Mark::memory:
      return {"dari ingatan, belum diperiksa", "from memory, not yet verified"};
  }
  return {};
}

Text subject_label(std::string_view subject) noexcept {
  const auto found = std::find_if(subject_rows.begin(), subject_rows.end(), [&](const SubjectRow& row) { return row.subject == subject; });
  return found == subject_rows.end() ? Text{subject, subject} : found->text;
}

Text weekday_label(int weekday) noexcept {
  if (weekday < 1 || weekday > 7) return {};
  return weekdays[static_cast<std::size_t>(weekday) - 1];
}

std::optional<Text> tranche_status_label(std::string_view name) noexcept {
  const auto found =
      std::find_if(status_rows.begin(), status_rows.end(), [&](const StatusRow& row) { return name_of(row.status) == name; });
  if (found == status_rows.end()) return std::nullopt;
  return found->text;
}

std::optional<Text> table_word_label(std::string_view column, std::string_view word) noexcept {
  struct WordRow {
    std::string_view column;
    std::string_view word;
    Text text;
  };
  static constexpr WordRow rows[] = {
      {"state", "known", {"diketahui", "known"}},
      {"state", "not_evaluable", {"tak dapat dinilai", "not evaluable"}},
      {"state", "fail", {"temuan", "fail"}},
      {"state", "none", {"tidak ada", "none"}},
      {"item", "due", {"jatuh tempo", "due day"}},
      {"item", "legal_limit", {"batas aturan", "legal limit"}},
      {"item", "use_until", {"penggunaan", "use until"}},
      {"item", "report_due", {"laporan", "report due"}},
      {"item", "return_due", {"setoran", "return due"}},
      {"change", "new", {"baru", "new"}},
      {"change", "changed", {"berubah", "changed"}},
      {"change", "unchanged", {"tetap", "unchanged"}},
      {"change", "gone", {"hilang", "gone"}},
      {"before_state", "fail", {"temuan", "fail"}},
      {"before_state", "waived", {"dikecualikan", "waived"}},
      {"before_state", "not_evaluable", {"tak dapat dinilai", "not evaluable"}},
      {"after_state", "fail", {"temuan", "fail"}},
      {"after_state", "waived", {"dikecualikan", "waived"}},
      {"after_state", "not_evaluable", {"tak dapat dinilai", "not evaluable"}},
      {"severity", "error", {"kesalahan", "error"}},
      {"severity", "warning", {"peringatan", "warning"}},
      {"severity", "info", {"informasi", "info"}},
      {"side", "before", {"sebelum", "before"}},
      {"side", "after", {"sesudah", "after"}},
      {"step", "agreement", {"perjanjian", "agreement"}},
      {"step", "addendum", {"adendum", "addendum"}},
      {"step", "tranche", {"tahap", "tranche"}},
      {"step", "budget_line", {"pagu", "budget line"}},
      {"step", "disbursement", {"pencairan", "disbursement"}},
      {"step", "realisation", {"belanja", "realisation"}},
      {"step", "refund", {"pengembalian", "refund"}},
      {"step", "interest", {"jasa giro", "interest"}},
      {"step", "return", {"setoran", "return"}},
      {"step", "reversal", {"pembatalan", "reversal"}},
      {"step", "anchor", {"dihitung dari", "counted from"}},
      {"step", "weekend", {"akhir pekan", "weekend"}},
      {"step", "national", {"libur nasional", "national holiday"}},
      {"step", "cuti_bersama", {"cuti bersama", "cuti bersama"}},
      {"step", "local", {"libur daerah", "local day off"}},
      {"step", "known", {"jatuh pada", "falls on"}},
      {"step", "not_applicable", {"tidak berlaku", "not applicable"}},
      {"step", "not_evaluable", {"tidak dapat dinilai", "not evaluable"}},
  };
  const auto* found =
      std::find_if(std::begin(rows), std::end(rows), [&](const WordRow& row) { return row.column == column && row.word == word; });
  if (found == std::end(rows)) return std::nullopt;
  return found->text;
}

std::optional<Text> cost_label(std::string_view name) noexcept {
  struct CostRow {
    std::string_view name;
    Text text;
  };
  constexpr CostRow rows[] = {
      {"load", {"membaca portofolio", "reading the portfolio"}},
      {"check", {"menjalankan aturan", "running the rules"}},
      {"evidence", {"membaca bukti", "reading the evidence"}},
      {"report", {"menyusun laporan", "writing the report"}},
      {"terms", {"bersama: perjanjian yang berlaku", "shared: terms in force"}},
      {"books", {"bersama: pembukuan", "shared: books"}},
      {"tranches", {"bersama: tahap pencairan", "shared: tranches"}},
      {"deadlines", {"bersama: tenggat", "shared: deadlines"}},
      {"budget", {"bersama: baris anggaran", "shared: budget lines"}},
      {"ordinals", {"bersama: transaksi tanpa id", "shared: entries without an id"}},
  };
  const auto* found = std::find_if(std::begin(rows), std::end(rows), [&](const CostRow& row) { return row.name == name; });
  if (found == std::end(rows)) return std::nullopt;
  return found->text;
}

}  // namespace hibah
