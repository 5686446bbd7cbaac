// libhibah: text — wording in Indonesian and English, and small helpers over UTF-8.
#pragma once

// Users read Indonesian or English, so every wording is a pair: Text where it is fixed, Message where it was put together.
// The helpers know UTF-8 and nothing of locales: the same bytes give the same answer on every machine. Bytes that are not
// UTF-8 never make them fail; is_utf8 tells, the others pass such bytes on or show them.
//
// Example:
//   fill(Text{"tahap {n} terlambat", "tranche {n} is late"}, {{"n", same("2")}}).en;    // "tranche 2 is late"
//   trimmed("\u00A0 Rp \n");                                                             // "Rp"
//   folded("  CV. Élan Jaya ");                                                          // "cv. élan jaya"
//   shortened("abcdef", 4);                                                             // "abc…"
//   nearest("ammount", {"amount", "account"});                                          // "amount"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace hibah {

/// The languages of users.
enum class Language { id, en };

/// A wording in both languages that lives as long as the program: literals only.
struct Text {
  std::string_view id;
  std::string_view en;
  [[nodiscard]] constexpr std::string_view in(Language language) const { return language == Language::id ? id : en; }
};

/// A wording in both languages that was put together.
struct Message {
  std::string id;
  std::string en;
  [[nodiscard]] const std::string& in(Language language) const { return language == Language::id ? id : en; }
  friend bool operator==(const Message&, const Message&) = default;
};

/// The values of a wording's slots.
using Slots = std::vector<std::pair<std::string_view, Message>>;
/// Replaces each `{name}` of both wordings by its value; an unknown name stays as it stands.
[[nodiscard]] Message fill(Text wording, const Slots& slots);
/// The same text in both languages.
[[nodiscard]] Message same(std::string text);

/// Cuts blanks at both ends: space, tab, CR, LF and the no-break spaces U+00A0, U+2007, U+202F.
[[nodiscard]] std::string_view trimmed(std::string_view text) noexcept;
/// Lower case for ASCII letters only; other bytes stay.
[[nodiscard]] std::string ascii_lower(std::string_view text);
/// The form under which names are compared: trimmed, and simple case folding (one letter for one
/// letter) of ASCII, Latin-1, Latin Extended-A, Greek and Cyrillic.
[[nodiscard]] std::string folded(std::string_view text);
/// The same into a buffer that is used again and again; the view holds until the buffer changes.
[[nodiscard]] std::string_view folded_into(std::string& buffer, std::string_view text);
/// True where the bytes are UTF-8 without surrogates or overlong forms.
[[nodiscard]] bool is_utf8(std::string_view text) noexcept;
/// At most `characters` code points, with `…` where something was cut. Control characters and bytes that are not UTF-8
/// are shown as `\xNN`, marks that turn the direction of writing as `\uNNNN`; neither reaches a terminal.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t characters = 80);
/// The candidate with the smallest edit distance (letters added, dropped, changed or swapped with the next one; ASCII
/// case does not count), where that is at most a third of the candidate's length; else empty. Ties: the first.
[[nodiscard]] std::string_view nearest(std::string_view word, const std::vector<std::string_view>& candidates);
/// The number of columns that a terminal shows for UTF-8 text (one a code point, none for combining marks).
[[nodiscard]] std::size_t display_width(std::string_view text) noexcept;

}  // namespace hibah
