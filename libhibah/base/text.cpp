#include <libhibah/base/text.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace hibah {
namespace {

constexpr unsigned byte_at(std::string_view text, std::size_t at) {
  return static_cast<unsigned char>(text[at]);
}

/// One code point as it was read; `size` 1 and not `valid` for a byte that is not UTF-8.
struct CodePoint {
  std::uint32_t value = 0;
  std::size_t size = 1;
  bool valid = false;
};

CodePoint invalid_byte(unsigned byte) {
  return {byte, 1, false};
}

CodePoint read_code_point(std::string_view text, std::size_t at) noexcept {
  const unsigned first = byte_at(text, at);
  if (first < 0x80) return {first, 1, true};
  const std::size_t size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || at + size > text.size()) return invalid_byte(first);
  std::uint32_t value = first & (0xFFu >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) {
    const unsigned next = byte_at(text, at + i);
    if ((next & 0xC0) != 0x80) return invalid_byte(first);
    value = (value << 6) | (next & 0x3F);
  }
  const bool overlong = (size == 3 && value < 0x800) || (size == 4 && value < 0x10000);
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (overlong || surrogate || value > 0x10FFFF) return invalid_byte(first);
  return {value, size, true};
}

void append_code_point(std::string& out, std::uint32_t value) {
  const auto put = [&out](std::uint32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (value < 0x80) {
    put(value);
  } else if (value < 0x800) {
    put(0xC0 | (value >> 6));
    put(0x80 | (value & 0x3F));
  } else if (value < 0x10000) {
    put(0xE0 | (value >> 12));
    put(0x80 | ((value >> 6) & 0x3F));
    put(0x80 | (value & 0x3F));
  } else {
    put(0xF0 | (value >> 18));
    put(0x80 | ((value >> 12) & 0x3F));
    put(0x80 | ((value >> 6) & 0x3F));
    put(0x80 | (value & 0x3F));
  }
}

constexpr std::array<std::string_view, 3> wide_blanks{"\xC2\xA0", "\xE2\x80\x87", "\xE2\x80\xAF"};

/// The number of bytes of the blank at the front of `text`; 0 where there is none.
std::size_t blank_in_front(std::string_view text) noexcept {
  if (text.empty()) return 0;
  const char c = text.front();
  if (c == ' ' || c == '\t' || c == '\r' || c == '\n') return 1;
  for (const std::string_view blank : wide_blanks) {
    if (text.starts_with(blank)) return blank.size();
  }
  return 0;
}

std::size_t blank_at_end(std::string_view text) noexcept {
  if (text.empty()) return 0;
  const char c = text.back();
  if (c == ' ' || c == '\t' || c == '\r' || c == '\n') return 1;
  for (const std::string_view blank : wide_blanks) {
    if (text.ends_with(blank)) return blank.size();
  }
  return 0;
}

constexpr char lower_ascii(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

constexpr bool within(std::uint32_t value, std::uint32_t first, std::uint32_t last) {
  return value >= first && value <= last;
}

/// Latin Extended-A is pairs of a capital and its small letter, but the pairs start on even code points in one stretch
/// and on odd ones in the next.
std::uint32_t fold_latin_extended(std::uint32_t c) {
  if (c == 0x130) return 'i';
  if (c == 0x178) return 0xFF;
  const bool capitals_odd = within(c, 0x139, 0x148) || within(c, 0x179, 0x17E);
  const bool capitals_even = within(c, 0x100, 0x137) || within(c, 0x14A, 0x177);
  if ((capitals_odd && c % 2 == 1) || (capitals_even && c % 2 == 0)) return c + 1;
  return c;
}

std::uint32_t fold_greek(std::uint32_t c) {
  if (within(c, 0x391, 0x3AB) && c != 0x3A2) return c + 0x20;
  if (c == 0x386) return 0x3AC;
  if (within(c, 0x388, 0x38A)) return c + 0x25;
  if (c == 0x38C) return 0x3CC;
  if (within(c, 0x38E, 0x38F)) return c + 0x3F;
  if (c == 0x3C2) return 0x3C3;  // the sigma at the end of a word
  return c;
}

std::uint32_t fold_case(std::uint32_t c) {
  if (within(c, 'A', 'Z')) return c + 0x20;
  if (within(c, 0xC0, 0xDE) && c != 0xD7) return c + 0x20;
  if (within(c, 0x100, 0x17E)) return fold_latin_extended(c);
  if (within(c, 0x386, 0x3C2)) return fold_greek(c);
  if (within(c, 0x400, 0x40F)) return c + 0x50;
  if (within(c, 0x410, 0x42F)) return c + 0x20;
  return c;
}

bool is_combining(std::uint32_t c) {
  return within(c, 0x300, 0x36F) || within(c, 0x1AB0, 0x1AFF) || within(c, 0x1DC0, 0x1DFF) || within(c, 0x20D0, 0x20FF) ||
         within(c, 0xFE20, 0xFE2F);
}

bool turns_direction(std::uint32_t c) {
  return within(c, 0x200E, 0x200F) || within(c, 0x2028, 0x202E) || within(c, 0x2066, 0x2069);
}

void append_hex(std::string& out, std::uint32_t value, unsigned digits) {
  for (unsigned i = digits; i-- > 0;) out.push_back("0123456789ABCDEF"[(value >> (4 * i)) & 0xF]);
}

/// How one code point is shown in a message; the number of characters that it takes.
std::size_t append_shown(std::string& out, CodePoint point) {
  const std::uint32_t c = point.value;
  if (!point.valid || c < 0x20 || within(c, 0x7F, 0x9F)) {
    out += "\\x";
    append_hex(out, c, 2);
    return 4;
  }
  if (turns_direction(c)) {
    out += "\\u";
    append_hex(out, c, 4);
    return 6;
  }
  append_code_point(out, c);
  return 1;
}

/// Edit distance with swaps of neighbours (optimal string alignment), over bytes.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before_last(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, change});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
    before_last.swap(last);
    last.swap(row);
  }
  return last[b.size()];
}

std::string fill_one(std::string_view wording, const Slots& slots, Language language) {
  std::string out;
  std::size_t at = 0;
  while (at < wording.size()) {
    const std::size_t open = wording.find('{', at);
    const std::size_t close = open == std::string_view::npos ? open : wording.find('}', open);
    if (close == std::string_view::npos) break;
    const std::string_view name = wording.substr(open + 1, close - open - 1);
    const auto slot = std::find_if(slots.begin(), slots.end(), [name](const auto& s) { return s.first == name; });
    if (slot == slots.end()) {
      // The brace may belong to the text itself: only it is passed over, a slot may still follow.
      out += wording.substr(at, open + 1 - at);
      at = open + 1;
      continue;
    }
    out += wording.substr(at, open - at);
    out += slot->second.in(language);
    at = close + 1;
  }
  return out += wording.substr(at);
}

}  // namespace

Message fill(Text wording, const Slots& slots) {
  return {fill_one(wording.id, slots, Language::id), fill_one(wording.en, slots, Language::en)};
}

Message same(std::string text) {
  return {text, text};
}

std::string_view trimmed(std::string_view text) noexcept {
  // Nearly every cell begins and ends with a visible ASCII character.
  const auto is_visible = [](char c) { return c > ' ' && c < '\x7F'; };
  if (!text.empty() && is_visible(text.front()) && is_visible(text.back())) return text;
  while (const std::size_t size = blank_in_front(text)) text.remove_prefix(size);
  while (const std::size_t size = blank_at_end(text)) text.remove_suffix(size);
  return text;
}

std::string ascii_lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = lower_ascii(c);
  return out;
}

std::string folded(std::string_view text) {
  std::string out;
  static_cast<void>(folded_into(out, text));
  return out;
}

std::string_view folded_into(std::string& out, std::string_view text) {
  text = trimmed(text);
  out.clear();
  std::size_t at = 0;
  while (at < text.size()) {
    if (text[at] > ' ' && text[at] < '\x7F') {
      out.push_back(lower_ascii(text[at++]));
      continue;
    }
    const CodePoint point = read_code_point(text, at);
    if (point.valid) {
      append_code_point(out, fold_case(point.value));
    } else {
      out.push_back(text[at]);
    }
    at += point.size;
  }
  return out;
}

bool is_utf8(std::string_view text) noexcept {
  std::size_t at = 0;
  while (at < text.size()) {
    // Files are mostly ASCII: eight bytes at a time as long as no high bit is set.
    std::uint64_t eight = 0;
    while (at + sizeof eight <= text.size()) {
      std::memcpy(&eight, text.data() + at, sizeof eight);
      if ((eight & 0x8080808080808080u) != 0) break;
      at += sizeof eight;
    }
    if (at == text.size()) return true;
    const CodePoint point = read_code_point(text, at);
    if (!point.valid) return false;
    at += point.size;
  }
  return true;
}

std::string shortened(std::string_view text, std::size_t characters) {
  std::string out;
  std::size_t shown = 0;
  std::size_t keep = 0;  // the bytes of `out` that leave room for the sign of cutting
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = read_code_point(text, at);
    shown += append_shown(out, point);
    at += point.size;
    if (shown > characters) {
      out.resize(keep);
      return characters == 0 ? out : out += "…";
    }
    if (shown < characters) keep = out.size();
  }
  return out;
}

std::string_view nearest(std::string_view word, const std::vector<std::string_view>& candidates) {
  const std::string wanted = ascii_lower(word);
  std::string_view best;
  std::size_t best_distance = 0;
  for (const std::string_view candidate : candidates) {
    const std::size_t limit = candidate.size() / 3;
    const std::size_t apart = wanted.size() > candidate.size() ? wanted.size() - candidate.size() : candidate.size() - wanted.size();
    if (candidate.empty() || apart > limit) continue;
    const std::size_t distance = edit_distance(wanted, ascii_lower(candidate));
    if (distance > limit || (!best.empty() && distance >= best_distance)) continue;
    best = candidate;
    best_distance = distance;
  }
  return best;
}

std::size_t display_width(std::string_view text) noexcept {
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = read_code_point(text, at);
    if (!is_combining(point.value)) ++width;
    at += point.size;
  }
  return width;
}

}  // namespace hibah
