#include <libhibah/io/frame_rows.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

#include <libhibah/base/text.hpp>
#include <libhibah/money/notation.hpp>

namespace hibah {

namespace {

using Kind = CellFormat::Kind;

constexpr std::int64_t seconds_a_day = 86'400;
constexpr unsigned widest_decimal = 32;  // bytes
constexpr int largest_scale = 76;

// ---- types ----

CellFormat text_format(unsigned offset_bytes) {
  return {.kind = Kind::text, .bytes = offset_bytes};
}
CellFormat whole_format(unsigned bytes, bool is_signed) {
  return {.kind = Kind::whole, .bytes = bytes, .is_signed = is_signed};
}
CellFormat moment_format(unsigned bytes, std::int64_t parts_a_day) {
  return {.kind = Kind::moment, .bytes = bytes, .parts_a_day = parts_a_day};
}

/// "d:precision,scale" or "d:precision,scale,bits".
std::optional<CellFormat> decimal_format(std::string_view format) {
  std::array<int, 3> numbers{0, 0, 128};
  std::size_t count = 0;
  const char* at = format.data() + 2;
  const char* const end = format.data() + format.size();
  while (count < numbers.size()) {
    const auto [stop, fault] = std::from_chars(at, end, numbers[count++]);
    if (fault != std::errc{}) return std::nullopt;
    if (stop == end) break;
    if (*stop != ',') return std::nullopt;
    at = stop + 1;
  }
  const auto [precision, scale, bits] = numbers;
  const bool is_known = bits == 32 || bits == 64 || bits == 128 || bits == 256;
  if (count < 2 || !is_known || scale > largest_scale || scale < -largest_scale) return std::nullopt;
  return CellFormat{.kind = Kind::decimal, .bytes = static_cast<unsigned>(bits) / 8, .scale = scale};
}

std::optional<CellFormat> plain_format(std::string_view format) {
  if (format == "n") return CellFormat{};
  if (format == "u") return text_format(4);
  if (format == "U") return text_format(8);
  if (format == "vu") return CellFormat{.kind = Kind::text_view, .bytes = 16};
  if (format == "tdD") return moment_format(4, 1);
  if (format == "tdm") return moment_format(8, seconds_a_day * 1'000);
  // A moment of a time zone falls on a day only where somebody says in which zone: its column is not taken.
  if (format == "tss:") return moment_format(8, seconds_a_day);
  if (format == "tsm:") return moment_format(8, seconds_a_day * 1'000);
  if (format == "tsu:") return moment_format(8, seconds_a_day * 1'000'000);
  if (format == "tsn:") return moment_format(8, seconds_a_day * 1'000'000'000);
  if (format.starts_with("d:")) return decimal_format(format);
  constexpr std::string_view wholes = "cCsSiIlL";  // int8, uint8, ... uint64
  const std::size_t place = format.size() == 1 ? wholes.find(format[0]) : std::string_view::npos;
  if (place == std::string_view::npos) return std::nullopt;
  return whole_format(1u << (place / 2), place % 2 == 0);
}

// ---- values ----

template <typename Value>
Value load(const unsigned char* values, std::int64_t place) noexcept {
  Value value;
  std::memcpy(&value, values + place * static_cast<std::int64_t>(sizeof(Value)), sizeof(Value));
  return value;
}

/// A whole number of 1 to 8 bytes; one above the largest std::int64_t comes out as its bits.
std::int64_t whole_at(const unsigned char* values, std::int64_t place, unsigned bytes, bool is_signed) noexcept {
  switch (bytes) {
    case 1:
      return is_signed ? load<std::int8_t>(values, place) : static_cast<std::int64_t>(load<std::uint8_t>(values, place));
    case 2:
      return is_signed ? load<std::int16_t>(values, place) : static_cast<std::int64_t>(load<std::uint16_t>(values, place));
    case 4:
      return is_signed ? load<std::int32_t>(values, place) : static_cast<std::int64_t>(load<std::uint32_t>(values, place));
    default:
      return load<std::int64_t>(values, place);
  }
}

bool has_bit(const unsigned char* bits, std::int64_t place) noexcept {
  return (bits[place / 8] >> (place % 8) & 1) != 0;
}

std::string_view text_at(const FrameData::Cells& cells, const CellFormat& format, std::int64_t place) noexcept {
  if (format.kind == Kind::text_view) {
    const unsigned char* const view = cells.values + place * 16;
    const auto size = static_cast<std::size_t>(load<std::uint32_t>(view, 0));
    if (size <= 12) return {reinterpret_cast<const char*>(view) + 4, size};
    const auto buffer = load<std::int32_t>(view, 2);
    return {static_cast<const char*>(cells.further[buffer]) + load<std::int32_t>(view, 3), size};
  }
  const std::int64_t begin = whole_at(cells.values, place, format.bytes, true);
  const std::int64_t end = whole_at(cells.values, place + 1, format.bytes, true);
  return {cells.text + begin, static_cast<std::size_t>(end - begin)};
}

template <typename Number>
void append(std::string& text, Number number) {
  std::array<char, 24> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  text.append(digits.data(), end);
}

/// Appends a number from 0 with at least so many digits.
void append_padded(std::string& text, std::int64_t number, std::size_t digits) {
  const std::size_t begin = text.size();
  append(text, number);
  if (const std::size_t count = text.size() - begin; count < digits) text.insert(begin, digits - count, '0');
}

/// The digits of a little-endian number in two's complement, without its sign.
std::string magnitude(const unsigned char* value, unsigned bytes, bool is_negative) {
  std::array<std::uint32_t, widest_decimal / 4> words{};
  std::memcpy(words.data(), value, bytes);
  const std::size_t count = bytes / 4;
  if (is_negative) {
    std::uint64_t carry = 1;
    for (std::size_t i = 0; i < count; ++i) {
      carry += static_cast<std::uint32_t>(~words[i]);
      words[i] = static_cast<std::uint32_t>(carry);
      carry >>= 32;
    }
  }
  constexpr std::uint32_t billion = 1'000'000'000;
  std::vector<std::uint32_t> parts;  // of nine digits, lowest first
  const auto is_zero = [&] { return std::all_of(words.begin(), words.end(), [](std::uint32_t word) { return word == 0; }); };
  do {
    std::uint64_t rest = 0;
    for (std::size_t i = count; i-- > 0;) {
      rest = (rest << 32) | words[i];
      words[i] = static_cast<std::uint32_t>(rest / billion);
      rest %= billion;
    }
    parts.push_back(static_cast<std::uint32_t>(rest));
  } while (!is_zero());
  std::string digits;
  append(digits, parts.back());
  for (std::size_t i = parts.size() - 1; i-- > 0;) append_padded(digits, parts[i], 9);
  return digits;
}

/// Whether a decimal fits in 64 bits as it stands, and what it then is.
bool narrow(const unsigned char* value, unsigned bytes, std::int64_t& number) noexcept {
  if (bytes <= 8) {
    number = whole_at(value, 0, bytes, true);
    return true;
  }
  number = load<std::int64_t>(value, 0);
  const unsigned char fill = number < 0 ? 0xFF : 0;
  return std::all_of(value + 8, value + bytes, [fill](unsigned char byte) { return byte == fill; });
}

void decimal_text(const unsigned char* value, const CellFormat& format, std::string& text) {
  std::array<char, 24> few;
  std::string many;
  std::string_view digits;
  bool is_negative = false;
  if (std::int64_t number = 0; narrow(value, format.bytes, number)) {
    is_negative = number < 0;
    const std::uint64_t size = is_negative ? 0 - static_cast<std::uint64_t>(number) : static_cast<std::uint64_t>(number);
    digits = {few.data(), static_cast<std::size_t>(std::to_chars(few.data(), few.data() + few.size(), size).ptr - few.data())};
  } else {
    is_negative = (value[format.bytes - 1] & 0x80) != 0;
    digits = many = magnitude(value, format.bytes, is_negative);
  }
  const auto decimals = static_cast<std::size_t>(std::max(format.scale, 0));
  text.clear();
  if (is_negative) text += '-';
  if (digits.size() <= decimals) {
    text.append("0.").append(decimals - digits.size(), '0').append(digits);
    return;
  }
  text.append(digits.substr(0, digits.size() - decimals));
  if (decimals != 0) text.append(".").append(digits.substr(digits.size() - decimals));
  if (format.scale < 0 && digits != "0") text.append(static_cast<std::size_t>(-format.scale), '0');
}

/// The days before and the parts of a day behind the last midnight.
std::pair<std::int64_t, std::int64_t> split_moment(std::int64_t moment, std::int64_t parts_a_day) noexcept {
  std::int64_t days = moment / parts_a_day;
  std::int64_t rest = moment % parts_a_day;
  if (rest < 0) {
    rest += parts_a_day;
    --days;
  }
  return {days, rest};
}

/// A day of any year, as year, month and day of month: the Gregorian calendar reckoned backwards and forwards.
void append_day(std::string& text, std::int64_t days) {
  constexpr std::int64_t days_in_400_years = 146'097;
  const auto [cycles, day_of_cycle] = split_moment(days + 719'468, days_in_400_years);  // from 1 March of the year 0
  const std::int64_t year_of_cycle = (day_of_cycle - day_of_cycle / 1'460 + day_of_cycle / 36'524 - day_of_cycle / 146'096) / 365;
  const std::int64_t day_of_year = day_of_cycle - (365 * year_of_cycle + year_of_cycle / 4 - year_of_cycle / 100);
  const std::int64_t shifted_month = (5 * day_of_year + 2) / 153;  // March is 0
  const std::int64_t day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
  const std::int64_t month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;
  const std::int64_t year = cycles * 400 + year_of_cycle + (month <= 2 ? 1 : 0);
  if (year < 0) text += '-';
  append_padded(text, year < 0 ? -year : year, 4);
  const auto sign = [](std::int64_t digit) { return static_cast<char>('0' + digit); };
  const std::array<char, 6> rest{'-', sign(month / 10), sign(month % 10), '-', sign(day / 10), sign(day % 10)};
  text.append(rest.data(), rest.size());
}

void moment_text(std::int64_t moment, std::int64_t parts_a_day, std::string& text) {
  const auto [days, rest] = split_moment(moment, parts_a_day);
  text.clear();
  append_day(text, days);
  if (rest == 0) return;
  const std::int64_t parts_a_second = parts_a_day / seconds_a_day;
  const std::int64_t second = rest / parts_a_second;
  text += ' ';
  append_padded(text, second / 3'600, 2);
  text += ':';
  append_padded(text, second / 60 % 60, 2);
  text += ':';
  append_padded(text, second % 60, 2);
  if (const std::int64_t part = rest % parts_a_second; part != 0) {
    text += '.';
    append_padded(text, part, parts_a_second == 1'000 ? 3 : parts_a_second == 1'000'000 ? 6 : 9);
  }
}

/// A decimal as sen, by its digits.
bool sen_by_digits(std::string text, Rupiah& amount, ErrorCode& code) {
  const std::size_t point = text.find('.');
  if (point != std::string::npos) {
    while (text.size() > point + 3 && text.back() == '0') text.pop_back();
    if (text.size() > point + 3) {
      code = ErrorCode::amount_too_precise;
      return false;
    }
  }
  code = ErrorCode::amount_out_of_range;
  return try_parse_cell(text, Notation::plain, amount);
}

bool decimal_amount(const unsigned char* value, const CellFormat& format, Rupiah& amount, ErrorCode& code) {
  std::int64_t sen = 0;
  constexpr int most = 18;  // a power of ten beyond that does not fit
  if (narrow(value, format.bytes, sen) && format.scale >= 2 - most && format.scale <= 2 + most) {
    std::int64_t power = 1;
    for (int i = 0; i < (format.scale < 2 ? 2 - format.scale : format.scale - 2); ++i) power *= 10;
    if (format.scale < 2 ? !__builtin_mul_overflow(sen, power, &sen) : sen % power == 0) {
      amount = Rupiah::from_sen(format.scale < 2 ? sen : sen / power);
      return true;
    }
  }
  std::string text;
  decimal_text(value, format, text);
  return sen_by_digits(std::move(text), amount, code);
}

bool is_ascii_without_nul(std::string_view text) noexcept {
  // Of a byte less one the highest bit is clear for what is wanted, and set for NUL.
  unsigned all = 0;
  for (const char c : text) all |= static_cast<unsigned char>(c) | (static_cast<unsigned char>(c) - 1u);
  return (all & 0x80) == 0;
}

FrameData::Cells cells_of(const ArrowArray& array, const CellFormat& format, std::int64_t offset) {
  FrameData::Cells cells;
  cells.offset = offset + array.offset;
  cells.length = array.length;
  if (format.kind == Kind::nothing && format.index_bytes == 0) return cells;
  if (array.null_count != 0) cells.validity = static_cast<const unsigned char*>(array.buffers[0]);
  cells.values = static_cast<const unsigned char*>(array.buffers[1]);
  if (format.index_bytes != 0) return cells;
  if (format.kind == Kind::text) cells.text = static_cast<const char*>(array.buffers[2]);
  if (format.kind == Kind::text_view) cells.further = array.buffers + 2;
  return cells;
}

[[noreturn]] void throw_unreadable(const std::string& file, std::uint64_t row) {
  Problem problem;
  problem.code = ErrorCode::file_not_readable;
  problem.file = file;
  if (row > 0) problem.row = row;
  throw InputError({std::move(problem)});
}

}  // namespace

std::optional<CellFormat> cell_format(const ArrowSchema& column) {
  const std::string_view format = column.format;
  if (!column.dictionary) return plain_format(format);
  const auto index = plain_format(format);
  auto words = column.dictionary->dictionary ? std::nullopt : plain_format(column.dictionary->format);
  if (!index || index->kind != Kind::whole || !words) return std::nullopt;
  if (words->kind != Kind::text && words->kind != Kind::text_view && words->kind != Kind::nothing) return std::nullopt;
  words->index_bytes = index->bytes;
  words->is_index_signed = index->is_signed;
  return words;
}

std::string type_name(const ArrowSchema& column) {
  if (column.dictionary) return "dictionary<" + type_name(*column.dictionary) + ">";
  const std::string_view format = column.format;
  constexpr std::pair<std::string_view, std::string_view> names[] = {
      {"u", "text"},    {"U", "text"},    {"vu", "text"},     {"c", "int8"},
      {"C", "uint8"},   {"s", "int16"},   {"S", "uint16"},    {"i", "int32"},
      {"I", "uint32"},  {"l", "int64"},   {"L", "uint64"},    {"e", "float16"},
      {"f", "float32"}, {"g", "float64"}, {"b", "bool"},      {"z", "binary"},
      {"Z", "binary"},  {"vz", "binary"}, {"w:", "binary"},   {"d:", "decimal"},
      {"td", "date"},   {"tt", "time"},   {"tD", "duration"}, {"ti", "interval"},
      {"+s", "struct"}, {"+m", "map"},    {"+u", "union"},    {"+r", "run-end encoded"},
      {"+", "list"}};
  for (const auto& [begin, name] : names) {
    if (begin.size() == 1 && begin != "+" ? format == begin : format.starts_with(begin)) return std::string(name);
  }
  if (format.starts_with("ts") && format.size() > 4) return "timestamp[" + std::string(format.substr(4)) + "]";
  return std::string(format);
}

FrameData::~FrameData() {
  for (Batch& batch : batches_) batch.array.release(&batch.array);
}

void FrameData::add(ArrowArray& array) {
  batches_.emplace_back();  // may fail, and then the array is still the caller's
  Batch& batch = batches_.back();
  batch.array = std::exchange(array, ArrowArray{});
  batch.first = rows_;
  batch.rows = batch.array.length;
  if (batch.array.n_children != static_cast<std::int64_t>(formats.size())) throw_unreadable(file, 0);
  // A row that is null as a whole is no row of a table.
  if (batch.array.null_count > 0 && batch.array.buffers[0]) throw_unreadable(file, rows_ + 1);
  for (std::size_t place = 0; place < formats.size(); ++place) {
    const ArrowArray& child = *batch.array.children[place];
    const CellFormat& format = formats[place];
    if (child.length < batch.rows + batch.array.offset || (format.index_bytes != 0 && !child.dictionary)) throw_unreadable(file, rows_ + 1);
    Column& column = batch.columns.emplace_back();
    column.cells = cells_of(child, format, batch.array.offset);
    if (format.index_bytes == 0) continue;
    CellFormat words = format;
    words.index_bytes = 0;
    column.words = cells_of(*child.dictionary, words, 0);
  }
  rows_ += static_cast<std::uint64_t>(batch.rows);
  if (batch.rows > 0) return;
  batch.array.release(&batch.array);
  batches_.pop_back();
}

std::size_t FrameData::batch_of(std::uint64_t row) const noexcept {
  const auto after = std::upper_bound(batches_.begin(), batches_.end(), row,
                                      [](std::uint64_t number, const Batch& batch) { return number < batch.first; });
  return static_cast<std::size_t>(after - batches_.begin()) - 1;
}

bool FrameData::is_null(const Batch& batch, std::size_t place, std::int64_t row) const noexcept {
  const Column& column = batch.columns[place];
  const CellFormat& format = formats[place];
  if (format.kind == Kind::nothing) return true;
  return column.cells.validity && !has_bit(column.cells.validity, column.cells.offset + row);
}

std::int64_t FrameData::index(const Batch& batch, std::size_t place, std::int64_t row) const {
  const Column& column = batch.columns[place];
  const CellFormat& format = formats[place];
  const std::int64_t index = whole_at(column.cells.values, column.cells.offset + row, format.index_bytes, format.is_index_signed);
  if (index < 0 || index >= column.words.length) throw_unreadable(file, batch.first + static_cast<std::uint64_t>(row) + 1);
  return index;
}

std::string_view FrameData::text(const Batch& batch, std::size_t place, std::int64_t row, std::string& buffer) const {
  if (is_null(batch, place, row)) return {};
  const Column& column = batch.columns[place];
  const CellFormat& format = formats[place];
  const std::int64_t at = column.cells.offset + row;
  if (format.index_bytes != 0) {
    const std::int64_t word = column.words.offset + index(batch, place, row);
    if (column.words.validity && !has_bit(column.words.validity, word)) return {};
    return detail::trimmed_cell(text_at(column.words, format, word));
  }
  const unsigned char* const values = column.cells.values;
  switch (format.kind) {
    case Kind::nothing:
      return {};
    case Kind::text:
    case Kind::text_view:
      return detail::trimmed_cell(text_at(column.cells, format, at));
    case Kind::whole: {
      const std::int64_t number = whole_at(values, at, format.bytes, format.is_signed);
      buffer.clear();
      if (format.is_signed) {
        append(buffer, number);
      } else {
        append(buffer, static_cast<std::uint64_t>(number));
      }
      break;
    }
    case Kind::decimal:
      decimal_text(values + at * format.bytes, format, buffer);
      break;
    case Kind::moment:
      moment_text(whole_at(values, at, format.bytes, true), format.parts_a_day, buffer);
      break;
  }
  return buffer;
}

bool FrameData::is_plain(const Batch& batch, std::size_t place, std::int64_t first, std::int64_t end) const noexcept {
  const CellFormat& format = formats[place];
  if (format.kind == Kind::text_view) return false;
  if (format.kind != Kind::text || first == end) return true;
  const Column& column = batch.columns[place];
  const bool has_words = format.index_bytes != 0;
  const Cells& cells = has_words ? column.words : column.cells;
  if (cells.length == 0) return true;
  const std::int64_t from = cells.offset + (has_words ? 0 : first);
  const std::int64_t to = cells.offset + (has_words ? cells.length : end) - 1;
  const std::string_view begin = text_at(cells, format, from);
  const std::string_view last = text_at(cells, format, to);
  return is_ascii_without_nul({begin.data(), static_cast<std::size_t>(last.data() + last.size() - begin.data())});
}

CellState FrameData::amount(const Batch& batch, std::size_t place, std::int64_t row, Rupiah& amount, ErrorCode& code) const {
  const CellFormat& format = formats[place];
  if ((format.kind != Kind::whole && format.kind != Kind::decimal) || is_null(batch, place, row)) return CellState::text;
  const Cells& cells = batch.columns[place].cells;
  const std::int64_t at = cells.offset + row;
  if (format.kind == Kind::whole) {
    std::int64_t sen = whole_at(cells.values, at, format.bytes, format.is_signed);
    code = ErrorCode::amount_out_of_range;
    if ((!format.is_signed && sen < 0) || __builtin_mul_overflow(sen, std::int64_t{100}, &sen)) return CellState::fault;
    amount = Rupiah::from_sen(sen);
  } else if (!decimal_amount(cells.values + at * format.bytes, format, amount, code)) {
    return CellState::fault;
  }
  return CellState::known;
}

CellState FrameData::day(const Batch& batch, std::size_t place, std::int64_t row, Date& day, ErrorCode& code) const {
  const CellFormat& format = formats[place];
  if (format.kind != Kind::moment || is_null(batch, place, row)) return CellState::text;
  const Cells& cells = batch.columns[place].cells;
  const auto [days, rest] = split_moment(whole_at(cells.values, cells.offset + row, format.bytes, true), format.parts_a_day);
  if (rest != 0) {
    code = ErrorCode::date_not_understood;
    return CellState::fault;
  }
  if (days < Date::first().days_since_1970() || days > Date::last().days_since_1970()) {
    code = ErrorCode::date_out_of_range;
    return CellState::fault;
  }
  day = Date::from_days(static_cast<std::int32_t>(days));
  return CellState::known;
}

void FrameRows::open(std::uint64_t begin, std::uint64_t end, detail::Problems& problems) {
  next_ = begin;
  end_ = end;
  problems_ = &problems;
  batch_ = nullptr;
}

void FrameRows::enter_batch() {
  batch_ = &data_->batches()[data_->batch_of(next_)];
  const auto first = static_cast<std::int64_t>(next_ - batch_->first);
  const std::int64_t end = std::min(batch_->rows, static_cast<std::int64_t>(end_ - batch_->first));
  is_dirty_ = false;
  for (std::size_t place = 0; place < is_plain_.size(); ++place) {
    is_plain_[place] = data_->is_plain(*batch_, place, first, end);
    is_dirty_ = is_dirty_ || !is_plain_[place];
  }
  for (std::size_t column = 0; column < notes_.size(); ++column) {
    if (!layout_->has(column)) continue;
    const auto place = static_cast<std::size_t>(layout_->place[column]);
    if (data_->formats[place].index_bytes == 0) continue;
    const FrameData::Cells& words = batch_->columns[place].words;
    Notes& notes = notes_[column];
    if (notes.values == words.values && notes.offset == words.offset && notes.list.size() == static_cast<std::size_t>(words.length))
      continue;
    notes.values = words.values;
    notes.offset = words.offset;
    notes.list.assign(static_cast<std::size_t>(words.length), 0);
  }
}

bool FrameRows::next() {
  while (next_ < end_) {
    if (!batch_ || next_ >= batch_->first + static_cast<std::uint64_t>(batch_->rows)) enter_batch();
    row_ = next_++;
    in_batch_ = static_cast<std::int64_t>(row_ - batch_->first);
    if (!is_dirty_ || check_cells()) return true;
  }
  return false;
}

/// Whether every cell of the row is text; what is not is told, the first such cell of the row.
bool FrameRows::check_cells() {
  for (std::size_t place = 0; place < is_plain_.size(); ++place) {
    if (is_plain_[place]) continue;
    const std::string_view cell = text(place);
    if (is_ascii_without_nul(cell)) continue;
    if (auto fault = detail::text_fault(cell)) {
      problems_->add(fault->first, layout_->file, row_ + 1, layout_->header[place], cell, std::move(fault->second));
      return false;
    }
  }
  return true;
}

void FrameRows::problem(ErrorCode code, std::size_t column, std::string hint) {
  problems_->add(code, layout_->file, row_ + 1, layout_->titles[column], cell(column), std::move(hint));
}

std::uint32_t* FrameRows::note(std::size_t column) {
  if (!layout_->has(column)) return nullptr;
  const auto place = static_cast<std::size_t>(layout_->place[column]);
  if (data_->formats[place].index_bytes == 0 || data_->is_null(*batch_, place, in_batch_)) return nullptr;
  return &notes_[column].list[static_cast<std::size_t>(data_->index(*batch_, place, in_batch_))];
}

}  // namespace hibah
