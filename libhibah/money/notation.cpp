#include <libhibah/money/notation.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>

#include <libhibah/money/ratio.hpp>

namespace hibah {
namespace {

/// What a text was read as, or where and why reading stopped.
struct Reading {
  bool ok = false;
  ErrorCode code = ErrorCode::amount_not_understood;
  std::size_t offset = 0;  // in the text as it was handed in
  std::int64_t sen = 0;
  bool has_rp = false;          // set as soon as it is seen, also where reading fails later
  bool has_point = false;       // a point or comma that is decimal or groups digits
  bool could_be_plain = false;  // read as Indonesian, but the one point could be a decimal sign as well
};

struct Unit {
  std::string_view word;
  std::size_t zeros;
};

constexpr std::array units{Unit{"ribu", 3},   Unit{"juta", 6},     Unit{"miliar", 9},
                           Unit{"milyar", 9}, Unit{"triliun", 12}, Unit{"trilyun", 12}};

constexpr std::size_t sen_digits = 2;
constexpr std::size_t most_rupiah_digits = 17;  // 92.233.720.368.547.758
constexpr std::string_view minus_sign = "\xE2\x88\x92";

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

constexpr bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

constexpr std::uint64_t digit(char c) {
  return static_cast<std::uint64_t>(c - '0');
}

constexpr bool equal_ignoring_case(std::string_view word, std::string_view lower) {
  return std::equal(word.begin(), word.end(), lower.begin(), lower.end(),
                    [](char a, char b) { return (is_letter(a) ? static_cast<char>(a | 0x20) : a) == b; });
}

/// Puts the sign to an amount of sen; false where 64 bits do not hold it.
bool with_sign(std::uint64_t magnitude, bool negative, std::int64_t& sen) noexcept {
  constexpr auto highest = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  if (magnitude > highest + (negative ? 1 : 0)) return false;
  sen = static_cast<std::int64_t>(negative ? 0 - magnitude : magnitude);
  return true;
}

/// Appends the digits of `text` to `value`, points apart; false where 64 bits do not hold it.
bool append_digits(std::string_view text, std::uint64_t& value) noexcept {
  for (const char c : text) {
    if (c == '.') continue;
    if (__builtin_mul_overflow(value, std::uint64_t{10}, &value)) return false;
    if (__builtin_add_overflow(value, digit(c), &value)) return false;
  }
  return true;
}

bool append_zeros(std::size_t zeros, std::uint64_t& value) noexcept {
  while (zeros-- > 0) {
    if (__builtin_mul_overflow(value, std::uint64_t{10}, &value)) return false;
  }
  return true;
}

/// Reads `-?digits[.d[d]]` and nothing else.
Reading read_plain(std::string_view text) noexcept {
  Reading reading;
  std::size_t at = 0;
  const std::size_t size = text.size();
  const bool negative = size > 0 && text[0] == '-';
  if (negative) ++at;
  const std::size_t first = at;
  std::uint64_t value = 0;  // may wrap; the number of digits is looked at before it is used
  for (; at < size && is_digit(text[at]); ++at) value = value * 10 + digit(text[at]);
  const std::size_t whole_digits = at - first;
  reading.offset = at;
  if (whole_digits == 0 || (whole_digits > 1 && text[first] == '0')) return reading;

  std::uint64_t decimals = 0;
  if (at < size && text[at] == '.') {
    reading.has_point = true;
    const std::size_t point = at++;
    for (; at < size && is_digit(text[at]); ++at) {
      if (at - point <= sen_digits) decimals = decimals * 10 + digit(text[at]);
    }
    const std::size_t count = at - point - 1;
    reading.offset = at;
    if (count == 0 || at < size) return reading;
    if (count > sen_digits) {
      reading.code = ErrorCode::amount_too_precise;
      return reading;
    }
    if (count == 1) decimals *= 10;
  }
  if (at < size) return reading;
  reading.code = ErrorCode::amount_out_of_range;
  // Seventeen digits and two decimals fit in 64 bits without sign.
  reading.ok = whole_digits <= most_rupiah_digits && with_sign(value * 100 + decimals, negative, reading.sen);
  return reading;
}

/// Reads Indonesian notation in all its forms.
class IndonesianReader {
 public:
  IndonesianReader(std::string_view text, bool words) noexcept : start_(text.data()), rest_(trimmed(text)), words_(words) {}

  Reading read() noexcept {
    reading_.ok = read_around() && read_number() && read_ending() && compose();
    if (!reading_.ok) reading_.offset = static_cast<std::size_t>(rest_.data() - start_);
    return reading_;
  }

 private:
  bool refuse(ErrorCode code) noexcept {
    reading_.code = code;
    return false;
  }

  void skip_blanks() noexcept {
    const std::string_view after = trimmed(rest_);
    // Only the blanks in front go: the end may belong to something that stands inside parentheses.
    rest_.remove_prefix(after.empty() ? rest_.size() : static_cast<std::size_t>(after.data() - rest_.data()));
  }

  bool skip(std::string_view what) noexcept {
    if (!rest_.starts_with(what)) return false;
    rest_.remove_prefix(what.size());
    return true;
  }

  bool skip_minus() noexcept {
    if (!skip("-") && !skip(minus_sign)) return false;
    skip_blanks();
    return true;
  }

  /// What stands around the number: parentheses or a minus sign, and Rp.
  bool read_around() noexcept {
    if (rest_.size() >= 2 && rest_.front() == '(' && rest_.back() == ')') {
      negative_ = true;
      rest_ = trimmed(rest_.substr(1, rest_.size() - 2));
    } else {
      negative_ = skip_minus();
    }
    const bool signed_already = negative_;
    if (rest_.size() >= 2 && equal_ignoring_case(rest_.substr(0, 2), "rp")) {
      rest_.remove_prefix(2);
      reading_.has_rp = true;
      skip(".");
      skip_blanks();
      if (!signed_already) negative_ = skip_minus();
    }
    return true;
  }

  std::string_view take_digits() noexcept {
    const auto end = std::find_if_not(rest_.begin(), rest_.end(), is_digit);
    const std::string_view digits = rest_.substr(0, static_cast<std::size_t>(end - rest_.begin()));
    rest_.remove_prefix(digits.size());
    return digits;
  }

  /// The digits before the comma, with their points, and those after it.
  bool read_number() noexcept {
    const std::string_view begin = rest_;
    const std::size_t first = take_digits().size();
    if (first == 0) return false;
    std::size_t length = first;
    while (rest_.starts_with('.')) {
      const std::string_view at_point = rest_;
      rest_.remove_prefix(1);
      if (take_digits().size() != 3 || first > 3) {
        rest_ = at_point;
        return false;
      }
      ++points_;
      length += 4;
    }
    whole_ = begin.substr(0, length);
    reading_.has_point = points_ > 0;
    if (length > 1 && whole_.front() == '0') {
      rest_ = begin;
      return false;
    }
    if (!skip(",")) return true;
    reading_.has_point = true;
    has_comma_ = true;
    if (skip("-")) {
      skip("-");
      ended_ = true;
      return true;
    }
    decimals_ = take_digits();
    return !decimals_.empty();
  }

  /// A word for the zeros, or nothing.
  bool read_ending() noexcept {
    skip_blanks();
    if (!rest_.empty()) {
      const auto end = std::find_if_not(rest_.begin(), rest_.end(), is_letter);
      const std::string_view word = rest_.substr(0, static_cast<std::size_t>(end - rest_.begin()));
      const auto unit = std::find_if(units.begin(), units.end(), [word](const Unit& u) { return equal_ignoring_case(word, u.word); });
      if (!words_ || ended_ || word.size() != rest_.size() || unit == units.end()) return false;
      zeros_ = unit->zeros;
      rest_.remove_prefix(word.size());
    }
    reading_.could_be_plain = points_ == 1 && !has_comma_ && !reading_.has_rp;
    if (zeros_ == 0 && decimals_.size() > sen_digits) return refuse(ErrorCode::amount_too_precise);
    return true;
  }

  bool compose() noexcept {
    while (decimals_.ends_with('0')) decimals_.remove_suffix(1);
    const std::size_t places = zeros_ + sen_digits;
    if (decimals_.size() > places) return refuse(ErrorCode::amount_too_precise);
    std::uint64_t value = 0;
    const bool fits = append_digits(whole_, value) && append_digits(decimals_, value) && append_zeros(places - decimals_.size(), value);
    if (!fits || !with_sign(value, negative_, reading_.sen)) return refuse(ErrorCode::amount_out_of_range);
    return true;
  }

  const char* start_;
  std::string_view rest_;
  bool words_;
  Reading reading_;
  bool negative_ = false;
  std::string_view whole_;
  std::string_view decimals_;
  std::size_t points_ = 0;
  bool has_comma_ = false;
  bool ended_ = false;  // by `,-`
  std::size_t zeros_ = 0;
};

/// Reads the forms that fill a file, `[-][Rp][ ]1.250.000[,00]`, in one pass; what it does not know it leaves to
/// IndonesianReader, which reads these too and tells what is wrong with the others.
Reading read_common_indonesian(std::string_view text) noexcept {
  Reading reading;
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  if (text.starts_with("Rp")) {
    reading.has_rp = true;
    text.remove_prefix(text.size() > 2 && text[2] == ' ' ? 3 : 2);
  }
  std::uint64_t value = 0;  // may wrap; the number of digits is looked at before it is used
  std::size_t digits = 0;
  std::size_t run = 0;  // the digits since the last point
  std::size_t points = 0;
  std::size_t at = 0;
  for (; at < text.size(); ++at) {
    if (is_digit(text[at])) {
      value = value * 10 + digit(text[at]);
      ++digits;
      ++run;
    } else if (text[at] == '.' && (points == 0 ? run >= 1 && run <= 3 : run == 3)) {
      ++points;
      run = 0;
    } else {
      break;
    }
  }
  const bool well_grouped = points == 0 ? digits > 0 : run == 3;
  if (!well_grouped || digits > most_rupiah_digits || (digits > 1 && text[0] == '0')) return reading;
  std::uint64_t decimals = 0;
  if (at < text.size()) {
    const std::size_t count = text.size() - at - 1;
    if (text[at] != ',' || count < 1 || count > sen_digits || !is_digit(text[at + 1]) || !is_digit(text.back())) return reading;
    decimals = digit(text[at + 1]) * 10 + (count == 2 ? digit(text.back()) : 0);
  }
  reading.ok = with_sign(value * 100 + decimals, negative, reading.sen);
  reading.has_point = points > 0 || at < text.size();
  reading.could_be_plain = points == 1 && at == text.size() && !reading.has_rp;
  return reading;
}

Reading read_indonesian_cell(std::string_view text) noexcept {
  const Reading reading = read_common_indonesian(text);
  return reading.ok ? reading : IndonesianReader(text, false).read();
}

Reading read_agreement_amount(std::string_view text) noexcept {
  Reading reading = IndonesianReader(text, true).read();
  if (reading.ok && reading.could_be_plain) {
    reading.ok = false;
    reading.code = ErrorCode::amount_ambiguous;
  }
  return reading;
}

Reading read_cell(std::string_view text, Notation notation) noexcept {
  if (notation == Notation::indonesian) return read_indonesian_cell(text);
  const Reading reading = read_plain(text);
  if (reading.ok) return reading;
  const std::string_view inner = trimmed(text);  // only now: cells with blanks around the amount are rare
  if (inner.empty() || inner.size() == text.size()) return reading;
  Reading again = read_plain(inner);
  again.offset += static_cast<std::size_t>(inner.data() - text.data());
  return again;
}

/// Both readings of digits with one point, such as 1250 and 1,25 of `1.250`; empty for anything else.
std::string both_readings(std::string_view text, char decimal_sign) {
  const std::size_t point = text.find('.');
  const std::size_t begin = text.find_first_of("0123456789");
  if (point == std::string_view::npos || begin > point) return {};
  const std::string whole(text.substr(begin, point - begin));
  std::string decimals(text.substr(point + 1, 3));
  const std::string grouped = whole + decimals;
  while (decimals.ends_with('0')) decimals.pop_back();
  return grouped + " / " + whole + (decimals.empty() ? "" : decimal_sign + decimals);
}

bool has_unit_word(std::string_view text) {
  const std::string lower = ascii_lower(text);
  return lower.find("rupiah") != std::string::npos ||
         std::any_of(units.begin(), units.end(), [&lower](const Unit& unit) { return lower.find(unit.word) != std::string::npos; });
}

[[noreturn]] void throw_not_an_amount(std::string_view text, const Reading& reading) {
  std::string hint;
  if (reading.code == ErrorCode::amount_ambiguous) {
    hint = both_readings(text, ',');
  } else if (const Reading plain = read_plain(trimmed(text)); plain.ok) {
    hint = to_text(Rupiah::from_sen(plain.sen));
  }
  throw ParseError(reading.code, text, reading.offset, std::move(hint));
}

[[noreturn]] void throw_not_a_cell(std::string_view text, Notation notation, const Reading& reading) {
  if (has_unit_word(text)) throw ParseError(ErrorCode::amount_words_in_csv, text, reading.offset);
  const bool plain = notation == Notation::plain;
  if (plain && reading.code == ErrorCode::amount_too_precise && read_cell(text, Notation::indonesian).ok) {
    throw ParseError(reading.code, text, reading.offset, both_readings(text, '.'));
  }
  const Reading other = read_cell(text, plain ? Notation::indonesian : Notation::plain);
  if (!other.ok) throw ParseError(reading.code, text, reading.offset);
  const Rupiah amount = Rupiah::from_sen(other.sen);
  throw ParseError(ErrorCode::amount_other_notation, text, reading.offset, plain ? to_plain(amount) : to_text(amount));
}

/// Writes an amount from its end, digit by digit.
std::string written(Rupiah amount, std::string_view prefix, char decimal_sign, bool grouped, bool with_sen) {
  std::array<char, 40> buffer;  // a minus, Rp, 17 digits, 5 points and the sen
  std::size_t at = buffer.size();
  const auto put = [&](std::uint64_t digit) { buffer[--at] = static_cast<char>('0' + digit); };
  const std::int64_t sen = amount.sen();
  const std::uint64_t magnitude = sen < 0 ? 0 - static_cast<std::uint64_t>(sen) : static_cast<std::uint64_t>(sen);
  if (with_sen) {
    put(magnitude % 10);
    put(magnitude / 10 % 10);
    buffer[--at] = decimal_sign;
  }
  std::uint64_t rest = magnitude / 100;
  for (std::size_t written_digits = 0; written_digits == 0 || rest > 0; ++written_digits, rest /= 10) {
    if (grouped && written_digits > 0 && written_digits % 3 == 0) buffer[--at] = '.';
    put(rest % 10);
  }
  at -= prefix.size();
  std::copy(prefix.begin(), prefix.end(), buffer.begin() + static_cast<std::ptrdiff_t>(at));
  if (sen < 0) buffer[--at] = '-';
  return std::string(buffer.data() + at, buffer.size() - at);
}

}  // namespace

Rupiah parse_rupiah(std::string_view text) {
  const Reading reading = read_agreement_amount(text);
  if (!reading.ok) throw_not_an_amount(text, reading);
  return Rupiah::from_sen(reading.sen);
}

Rupiah parse_amount(std::string_view text) {
  const Reading reading = read_agreement_amount(text);
  if (reading.ok) return Rupiah::from_sen(reading.sen);
  if (reading.code != ErrorCode::amount_not_understood) throw_not_an_amount(text, reading);
  const Reading plain = read_cell(text, Notation::plain);
  if (!plain.ok) throw_not_an_amount(text, plain.code == ErrorCode::amount_not_understood ? reading : plain);
  return Rupiah::from_sen(plain.sen);
}

Rupiah parse_cell(std::string_view text, Notation notation) {
  const Reading reading = read_cell(text, notation);
  if (!reading.ok) throw_not_a_cell(text, notation, reading);
  return Rupiah::from_sen(reading.sen);
}

bool try_parse_cell(std::string_view text, Notation notation, Rupiah& amount) noexcept {
  const Reading reading = read_cell(text, notation);
  if (reading.ok) amount = Rupiah::from_sen(reading.sen);
  return reading.ok;
}

NotationEvidence notation_evidence(std::string_view cell) noexcept {
  const Reading plain = read_cell(cell, Notation::plain);
  if (plain.ok) return plain.has_point ? NotationEvidence::plain : NotationEvidence::nothing;
  const Reading indonesian = read_cell(cell, Notation::indonesian);
  if (indonesian.has_rp) return NotationEvidence::indonesian;
  if (!indonesian.ok || !indonesian.has_point) return NotationEvidence::nothing;
  return indonesian.could_be_plain ? NotationEvidence::ambiguous : NotationEvidence::indonesian;
}

std::optional<Notation> notation_shown(std::string_view cell) noexcept {
  switch (notation_evidence(cell)) {
    case NotationEvidence::plain:
      return Notation::plain;
    case NotationEvidence::indonesian:
      return Notation::indonesian;
    case NotationEvidence::nothing:
    case NotationEvidence::ambiguous:
      break;
  }
  return std::nullopt;
}

std::string to_text(Rupiah amount) {
  return written(amount, "Rp", ',', true, true);
}

std::string to_short_text(Rupiah amount) {
  return written(amount, "Rp", ',', true, !amount.is_whole());
}

std::string to_plain(Rupiah amount) {
  return written(amount, "", '.', false, true);
}

std::string to_percent(const Ratio& part) {
  return to_plain(scale(Rupiah::from_sen(100'00), part, Rounding::half_up)) + "%";  // 1 % is 100 "sen" of a hundred "rupiah"
}

}  // namespace hibah
