// libhibah: errors — the three ways in which a call can go wrong, never mixed.
#pragma once

// A broken contract is the programmer's fault (UsageError). A bad input is the file's fault: readers collect every
// problem and throw one InputError that carries the list; parsers of one value throw ParseError, an InputError with one
// problem. A finding is the grant's fault and is data (checks/finding.hpp), never an exception.
//
// A Problem says where it stands (file, row, column), what stood there and what would have fitted. Each code has one
// wording, a noun phrase that follows "expected" or "diharapkan"; the hint is the part that depends on the input. Words
// from outside are shortened, and their control characters made visible, before they stand in a message.
//
// The core never prints, never aborts, never reads a clock, the environment or the locale.
//
// Example:
//   Problem problem{ErrorCode::amount_ambiguous, "journal.csv", 12, "jumlah", "1.250", "1250 / 1,25"};
//   problem.line(Language::id);
//     // journal.csv, baris 12, kolom jumlah: "1.250" — diharapkan jumlah yang hanya dapat dibaca dengan satu cara (1250 / 1,25)
//   problem.line(Language::en);
//     // journal.csv, row 12, column jumlah: "1.250" — expected an amount that reads only one way (1250 / 1,25)

#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <libhibah/base/text.hpp>

namespace hibah {

/// Names what is wrong with an input or a call. The wording of each code stands once, in error.cpp.
enum class ErrorCode : std::uint16_t {
  // values
  amount_not_understood,
  amount_ambiguous,
  amount_too_precise,
  amount_out_of_range,
  amount_is_float,
  amount_negative,
  amount_words_in_csv,
  amount_other_notation,
  words_not_understood,
  share_not_understood,
  share_out_of_range,
  date_not_understood,
  date_does_not_exist,
  date_out_of_range,
  deadline_not_understood,
  outside_calendar,
  number_not_understood,
  // files and folders
  file_missing,
  file_not_readable,
  file_empty,
  file_too_large,
  file_changed,
  compressed_broken,
  path_outside_folder,
  no_folder,
  not_utf8,
  nul_byte,
  unclosed_quote,
  stray_quote,
  line_too_long,
  too_many_columns,
  field_count,
  // tables
  column_missing,
  column_twice,
  column_unnamed,
  column_type,
  cell_empty,
  id_twice,
  grant_unknown,
  stage_unknown,
  tranche_unknown,
  kind_unknown,
  version_unknown,
  // toml
  toml_syntax,
  json_syntax,
  key_unknown,
  key_missing,
  value_type,
  value_not_allowed,
  share_and_amount,
  event_twice,
  setting_unknown,
  election_unknown,
  regulation_unknown,
  format_version,
  // arrow and frames, command line, contracts
  total_out_of_range,
  invalid_argument,
  unknown_rule,
  unknown_name,
  report_of_other,
  count_  // the number of codes; no code of its own
};

/// One fault of one input, with everything a person needs to find and mend it.
struct Problem {
  ErrorCode code{};
  std::string file;                  ///< path inside the portfolio folder, `/` between parts; empty for a single value
  std::optional<std::uint64_t> row;  ///< 1-based line of a text file's row (header = 1); absent where a whole file is at fault
  std::string column;                ///< column or key name; empty where none applies
  std::string text;                  ///< what stood there; shown shortened to 80 characters
  /// What would have fitted: both readings of an amount, the allowed values. For an unknown key, kind, id, column,
  /// setting, rule or name it is the nearest known one, and is introduced as such.
  std::string hint;

  /// What was expected, in both languages, hint included.
  [[nodiscard]] Message expected() const;
  /// One line: file, row, column, what stood there, what was expected. Parts that are absent are left out.
  [[nodiscard]] std::string line(Language) const;
};

/// The wording of a code in both languages; empty for a value that is no code.
[[nodiscard]] Text error_text(ErrorCode) noexcept;
/// The code's own name, such as `amount_ambiguous`: stable, for programs.
[[nodiscard]] std::string_view error_name(ErrorCode) noexcept;

/// The root of every exception that libhibah throws; what() is English.
class Error : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// A broken contract: the call itself was wrong. `detail` names what was handed in, in the caller's words.
class UsageError : public Error {
 public:
  UsageError(ErrorCode code, std::string detail);
  [[nodiscard]] ErrorCode code() const noexcept { return code_; }

 private:
  ErrorCode code_;
};

/// An amount that does not fit in 64 bits of sen.
class AmountOverflow : public UsageError {
 public:
  explicit AmountOverflow(std::string detail) : UsageError(ErrorCode::amount_out_of_range, std::move(detail)) {}
};

/// A question about working days outside the years that the calendar covers.
class HorizonError : public UsageError {
 public:
  explicit HorizonError(std::string detail) : UsageError(ErrorCode::outside_calendar, std::move(detail)) {}
};

/// Bad input; carries every problem that was found (`total` counts those beyond the list too). what() shows the first
/// twenty, a line each.
class InputError : public Error {
 public:
  explicit InputError(std::vector<Problem> problems, std::uint64_t total = 0);
  [[nodiscard]] const std::vector<Problem>& problems() const noexcept { return problems_; }
  [[nodiscard]] std::uint64_t total() const noexcept { return total_; }

 private:
  std::vector<Problem> problems_;
  std::uint64_t total_;
};

/// A text that is not the value it should be; `offset` is the byte where reading stopped.
class ParseError : public InputError {
 public:
  ParseError(ErrorCode code, std::string_view text, std::size_t offset = 0, std::string hint = {});
  [[nodiscard]] ErrorCode code() const noexcept { return problems().front().code; }
  [[nodiscard]] std::size_t offset() const noexcept { return offset_; }

 private:
  std::size_t offset_;
};

}  // namespace hibah
