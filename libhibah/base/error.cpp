#include <libhibah/base/error.hpp>

#include <algorithm>
#include <array>

#include <libhibah/base/limits.hpp>

namespace hibah {
namespace {

/// What a Problem's hint is: something to show as it stands, or the known word nearest to the one that stood there.
enum class Hint : std::uint8_t { plain, nearest };

struct ErrorRow {
  ErrorCode code;
  std::string_view name;
  Text expected;  // a noun phrase: it follows "expected" or "diharapkan"
  Hint hint = Hint::plain;
};

using enum ErrorCode;

constexpr std::array error_rows{
    // values
    ErrorRow{amount_not_understood,
             "amount_not_understood",
             {"jumlah uang seperti Rp1.250.000,00 atau 1250000.00", "an amount such as Rp1.250.000,00 or 1250000.00"}},
    ErrorRow{
        amount_ambiguous, "amount_ambiguous", {"jumlah yang hanya dapat dibaca dengan satu cara", "an amount that reads only one way"}},
    ErrorRow{amount_too_precise,
             "amount_too_precise",
             {"jumlah sampai sen, paling banyak dua desimal", "an amount down to sen, with at most two decimals"}},
    ErrorRow{amount_out_of_range,
             "amount_out_of_range",
             {"jumlah antara -Rp92.233.720.368.547.758,08 dan Rp92.233.720.368.547.758,07",
              "an amount between -Rp92.233.720.368.547.758,08 and Rp92.233.720.368.547.758,07"}},
    ErrorRow{amount_is_float,
             "amount_is_float",
             {"bilangan bulat rupiah, atau teks dalam tanda petik; bukan float",
              "whole rupiah as an integer, or a text in quotes; never a float"}},
    ErrorRow{amount_negative, "amount_negative", {"jumlah yang tidak di bawah nol", "an amount not below zero"}},
    ErrorRow{amount_words_in_csv,
             "amount_words_in_csv",
             {"jumlah dengan angka saja, tanpa kata seperti juta atau miliar",
              "an amount in digits only, without words such as juta or miliar"}},
    ErrorRow{amount_other_notation,
             "amount_other_notation",
             {"jumlah dalam notasi yang dipakai berkas ini", "an amount in the notation that this file uses"}},
    ErrorRow{words_not_understood,
             "words_not_understood",
             {"jumlah dengan kata-kata, seperti dua juta lima ratus ribu rupiah",
              "an amount in Indonesian words, such as dua juta lima ratus ribu rupiah"}},
    ErrorRow{share_not_understood, "share_not_understood", {"bagian seperti 40% atau 33,75%", "a share such as 40% or 33.75%"}},
    ErrorRow{share_out_of_range, "share_out_of_range", {"bagian di atas 0% dan paling banyak 100%", "a share above 0% and at most 100%"}},
    ErrorRow{date_not_understood,
             "date_not_understood",
             {"tanggal seperti 2024-03-04, 4 Maret 2024 atau 04/03/2024", "a date such as 2024-03-04, 4 Maret 2024 or 04/03/2024"}},
    ErrorRow{date_does_not_exist, "date_does_not_exist", {"tanggal yang ada dalam kalender", "a day that exists in the calendar"}},
    ErrorRow{date_out_of_range, "date_out_of_range", {"tanggal dari tahun 2000 sampai 2099", "a date from the years 2000 to 2099"}},
    ErrorRow{deadline_not_understood,
             "deadline_not_understood",
             {"tenggat seperti signed + 14 working days atau voting - 5 months",
              "a deadline such as signed + 14 working days or voting - 5 months"}},
    ErrorRow{outside_calendar,
             "outside_calendar",
             {"hari dalam tahun-tahun yang dicakup kalender", "a day in the years that the calendar covers"}},
    ErrorRow{number_not_understood, "number_not_understood", {"bilangan bulat", "a whole number"}},
    // files and folders
    ErrorRow{file_missing, "file_missing", {"berkas dengan nama ini", "a file of this name"}},
    ErrorRow{file_not_readable, "file_not_readable", {"berkas yang dapat dibaca", "a file that can be read"}},
    ErrorRow{file_empty, "file_empty", {"berkas yang ada isinya", "a file that is not empty"}},
    ErrorRow{file_too_large, "file_too_large", {"berkas yang tidak melebihi batas ukuran", "a file within the limit of size"}},
    ErrorRow{file_changed, "file_changed", {"berkas yang tidak berubah sejak dibaca", "a file that has not changed since it was read"}},
    ErrorRow{compressed_broken,
             "compressed_broken",
             {"berkas terkompresi (gzip, zstd) yang utuh", "a compressed file (gzip, zstd) that is whole"}},
    ErrorRow{path_outside_folder,
             "path_outside_folder",
             {"path relatif yang tetap di dalam folder portofolio", "a relative path that stays inside the portfolio folder"}},
    ErrorRow{no_folder,
             "no_folder",
             {"id bawaan, karena di samping portfolio.toml yang diberikan sebagai teks tidak ada berkas",
              "a built-in id, as no file stands beside a portfolio.toml that is given as text"}},
    ErrorRow{not_utf8, "not_utf8", {"teks dalam UTF-8", "text in UTF-8"}},
    ErrorRow{nul_byte, "nul_byte", {"teks tanpa byte NUL", "text without NUL bytes"}},
    ErrorRow{unclosed_quote, "unclosed_quote", {"tanda petik penutup", "a closing quote"}},
    ErrorRow{stray_quote,
             "stray_quote",
             {"tanda petik yang mengapit seluruh sel, dan digandakan di dalamnya", "quotes around the whole cell, doubled inside it"}},
    ErrorRow{line_too_long, "line_too_long", {"baris sepanjang paling banyak 1 MiB", "a row of at most 1 MiB"}},
    ErrorRow{too_many_columns, "too_many_columns", {"paling banyak 256 kolom", "at most 256 columns"}},
    ErrorRow{field_count, "field_count", {"sel sebanyak kolom pada baris judul", "as many cells as the header has columns"}},
    // tables
    ErrorRow{column_missing, "column_missing", {"kolom wajib dengan nama ini", "a required column of this name"}, Hint::nearest},
    ErrorRow{column_twice, "column_twice", {"kolom yang hanya ada sekali", "a column that is there once"}},
    ErrorRow{column_unnamed, "column_unnamed", {"nama pada setiap kolom", "a name for every column"}},
    ErrorRow{column_type,
             "column_type",
             {"kolom teks, bilangan bulat, desimal atau tanggal: ubah float menjadi decimal(18, 2), yang lain menjadi teks, atau buang",
              "a column of text, whole numbers, decimals or dates: cast a float to decimal(18, 2), anything else to text, or drop it"}},
    ErrorRow{cell_empty, "cell_empty", {"isi pada sel yang wajib diisi", "a value in a cell that must not be empty"}},
    ErrorRow{id_twice, "id_twice", {"id yang hanya dipakai sekali", "an id that is used once"}},
    ErrorRow{
        grant_unknown, "grant_unknown", {"id hibah yang ada dalam portfolio.toml", "the id of a grant in portfolio.toml"}, Hint::nearest},
    ErrorRow{stage_unknown, "stage_unknown", {"kode tahapan dari jadwal pemilihan", "the code of a stage of the timetable"}, Hint::nearest},
    ErrorRow{tranche_unknown,
             "tranche_unknown",
             {"nomor tahap pencairan yang ada dalam perjanjian", "the number of a tranche of the agreement"}},
    ErrorRow{kind_unknown, "kind_unknown", {"jenis yang dikenal", "a known kind"}, Hint::nearest},
    ErrorRow{version_unknown,
             "version_unknown",
             {"kosong, 0 atau nomor urut adendum yang ada", "empty, 0 or the number of an addendum that exists"}},
    // toml
    ErrorRow{toml_syntax, "toml_syntax", {"TOML yang benar", "valid TOML"}},
    ErrorRow{json_syntax, "json_syntax", {"JSON yang benar", "valid JSON"}},
    ErrorRow{key_unknown, "key_unknown", {"kunci yang dikenal", "a known key"}, Hint::nearest},
    ErrorRow{key_missing, "key_missing", {"kunci wajib ini", "this required key"}},
    ErrorRow{value_type, "value_type", {"nilai dengan tipe yang benar", "a value of the right type"}},
    ErrorRow{value_not_allowed, "value_not_allowed", {"nilai yang diperbolehkan", "an allowed value"}},
    ErrorRow{share_and_amount, "share_and_amount", {"tepat satu dari share dan amount", "exactly one of share and amount"}},
    ErrorRow{event_twice, "event_twice", {"satu peristiwa untuk setiap jenis", "one event of each kind"}},
    ErrorRow{setting_unknown, "setting_unknown", {"setelan yang dikenal", "a known setting"}, Hint::nearest},
    ErrorRow{election_unknown,
             "election_unknown",
             {"id jadwal pemilihan bawaan, atau path berkas jadwal", "the id of a built-in timetable, or the path of a timetable file"},
             Hint::nearest},
    ErrorRow{regulation_unknown,
             "regulation_unknown",
             {"id peraturan bawaan, atau path berkas peraturan", "the id of a built-in regulation, or the path of a regulation file"},
             Hint::nearest},
    ErrorRow{format_version, "format_version", {"format = 1", "format = 1"}},
    // arrow and frames, command line, contracts
    ErrorRow{total_out_of_range, "total_out_of_range", {"total yang muat dalam 64 bit sen", "a total that fits in 64 bits of sen"}},
    ErrorRow{invalid_argument, "invalid_argument", {"argumen yang sesuai", "an argument that fits"}},
    ErrorRow{unknown_rule, "unknown_rule", {"kode aturan yang dikenal", "the code of a known rule"}, Hint::nearest},
    ErrorRow{unknown_name, "unknown_name", {"nama yang dikenal", "a known name"}, Hint::nearest},
    ErrorRow{report_of_other,
             "report_of_other",
             {"laporan atas portofolio ini sebelum baris jurnal ditambahkan, dengan hari, setelan dan aturan yang sama",
              "a report of this portfolio before journal rows were appended, with the same day, settings and rules"}},
};

static_assert(error_rows.size() == static_cast<std::size_t>(count_), "every error code has one row");
static_assert(
    [] {
      for (std::size_t i = 0; i < error_rows.size(); ++i) {
        if (static_cast<std::size_t>(error_rows[i].code) != i) return false;
      }
      return true;
    }(),
    "row i carries code i");
static_assert(limits::first_year == 2000 && limits::last_year == 2099 && limits::max_columns == 256 && limits::max_line_bytes == 1u << 20,
              "the wordings above name these limits");

constexpr ErrorRow no_row{count_, {}, {}};
constexpr Text nearest_known{"terdekat: ", "nearest: "};
constexpr std::size_t longest_name = 200;  // of a file or column in a message
constexpr std::size_t most_lines_in_what = 20;

const ErrorRow& row_of(ErrorCode code) noexcept {
  const auto index = static_cast<std::size_t>(code);
  return index < error_rows.size() ? error_rows[index] : no_row;
}

std::string expected_in(const Problem& problem, Language language) {
  const ErrorRow& row = row_of(problem.code);
  std::string out(row.expected.in(language));
  if (problem.hint.empty()) return out;
  out += " (";
  if (row.hint == Hint::nearest) out += nearest_known.in(language);
  return out += problem.hint + ")";
}

std::string what_of(ErrorCode code, std::string detail) {
  if (code == invalid_argument) return detail;  // its wording says nothing that the detail does not
  const std::string expected = "expected " + std::string(error_text(code).en);
  return detail.empty() ? expected : detail + " — " + expected;
}

std::string what_of(const std::vector<Problem>& problems, std::uint64_t total) {
  if (problems.size() == 1 && total <= 1) return problems.front().line(Language::en);
  std::string out = std::to_string(total) + " problems in the input:";
  const std::size_t shown = std::min(problems.size(), most_lines_in_what);
  for (std::size_t i = 0; i < shown; ++i) out += "\n  " + problems[i].line(Language::en);
  if (total > shown) out += "\n  and " + std::to_string(total - shown) + " more";
  return out;
}

std::uint64_t at_least(std::uint64_t total, const std::vector<Problem>& problems) {
  return std::max<std::uint64_t>(total, problems.size());
}

}  // namespace

Message Problem::expected() const {
  return {expected_in(*this, Language::id), expected_in(*this, Language::en)};
}

std::string Problem::line(Language language) const {
  const bool id = language == Language::id;
  std::string place;
  const auto add_place = [&place](std::string_view word, std::string_view value) {
    if (!place.empty()) place += ", ";
    place += word;
    place += value;
  };
  if (!file.empty()) add_place("", shortened(file, longest_name));
  if (row) add_place(id ? "baris " : "row ", std::to_string(*row));
  if (!column.empty()) add_place(id ? "kolom " : "column ", shortened(column, longest_name));

  std::string out = place;
  if (!place.empty()) out += ": ";
  if (!text.empty()) out += "\"" + shortened(text) + "\" — ";
  return out += (id ? "diharapkan " : "expected ") + expected_in(*this, language);
}

Text error_text(ErrorCode code) noexcept {
  return row_of(code).expected;
}

std::string_view error_name(ErrorCode code) noexcept {
  return row_of(code).name;
}

UsageError::UsageError(ErrorCode code, std::string detail) : Error(what_of(code, std::move(detail))), code_(code) {}

InputError::InputError(std::vector<Problem> problems, std::uint64_t total)
    : Error(what_of(problems, at_least(total, problems))), problems_(std::move(problems)), total_(at_least(total, problems_)) {}

ParseError::ParseError(ErrorCode code, std::string_view text, std::size_t offset, std::string hint)
    : InputError({Problem{code, {}, {}, {}, shortened(text), std::move(hint)}}), offset_(offset) {}

}  // namespace hibah
