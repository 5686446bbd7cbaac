#include <libhibah/calendar/detail/date_words.hpp>

#include <algorithm>

namespace hibah::detail {
namespace {

struct MonthName {
  std::string_view name;  // lower case
  int month;
};

// clang-format off
constexpr std::array month_names{
    MonthName{"januari", 1}, MonthName{"january", 1}, MonthName{"jan", 1},
    MonthName{"februari", 2}, MonthName{"pebruari", 2}, MonthName{"february", 2}, MonthName{"feb", 2},
    MonthName{"maret", 3}, MonthName{"march", 3}, MonthName{"mar", 3},
    MonthName{"april", 4}, MonthName{"apr", 4},
    MonthName{"mei", 5}, MonthName{"may", 5},
    MonthName{"juni", 6}, MonthName{"june", 6}, MonthName{"jun", 6},
    MonthName{"juli", 7}, MonthName{"july", 7}, MonthName{"jul", 7},
    MonthName{"agustus", 8}, MonthName{"august", 8}, MonthName{"agu", 8}, MonthName{"agt", 8}, MonthName{"ags", 8}, MonthName{"aug", 8},
    MonthName{"september", 9}, MonthName{"sept", 9}, MonthName{"sep", 9},
    MonthName{"oktober", 10}, MonthName{"october", 10}, MonthName{"okt", 10}, MonthName{"oct", 10},
    MonthName{"november", 11}, MonthName{"nopember", 11}, MonthName{"nov", 11}, MonthName{"nop", 11},
    MonthName{"desember", 12}, MonthName{"december", 12}, MonthName{"des", 12}, MonthName{"dec", 12},
};
// clang-format on

constexpr char lower(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// The bytes of the blank that `text` begins with; 0 where it begins with none.
std::size_t blank_length(std::string_view text) noexcept {
  if (text.empty()) return 0;
  const char c = text.front();
  if (c == ' ' || c == '\t' || c == '\r' || c == '\n') return 1;
  if (text.starts_with("\xC2\xA0")) return 2;                                           // U+00A0
  return text.starts_with("\xE2\x80\x87") || text.starts_with("\xE2\x80\xAF") ? 3 : 0;  // U+2007, U+202F
}

}  // namespace

Words words_of(std::string_view text) noexcept {
  Words words;
  while (words.count <= Words::most) {
    while (const std::size_t blank = blank_length(text)) text.remove_prefix(blank);
    if (text.empty()) break;
    std::size_t length = 0;
    while (length < text.size() && blank_length(text.substr(length)) == 0) ++length;
    if (words.count < Words::most) words.at[words.count] = text.substr(0, length);
    ++words.count;
    text.remove_prefix(length);
  }
  return words;
}

int number_of(std::string_view word, std::size_t min_digits, std::size_t max_digits) noexcept {
  if (word.size() < min_digits || word.size() > max_digits) return -1;
  int value = 0;
  for (const char c : word) {
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  return value;
}

int month_of(std::string_view word) noexcept {
  const auto found = std::find_if(month_names.begin(), month_names.end(), [word](const MonthName& row) {
    return std::equal(word.begin(), word.end(), row.name.begin(), row.name.end(), [](char a, char b) { return lower(a) == b; });
  });
  return found == month_names.end() ? 0 : found->month;
}

}  // namespace hibah::detail
