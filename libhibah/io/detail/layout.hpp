// libhibah: layout — lines and columns for a terminal that are never wider than asked.
#pragma once

// Width is counted in columns of a terminal (display_width), never in bytes, and nothing is cut inside a character. Text from outside is
// made visible first: no control character reaches a terminal. Private to io.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <libhibah/base/text.hpp>
#include <libhibah/io/render.hpp>

namespace hibah::detail {

inline constexpr std::size_t least_width = 40;  ///< narrower than this no amount would fit

/// The whole text, control characters and what is not UTF-8 made visible.
[[nodiscard]] std::string shown(std::string_view text);
/// Lines of at most `width` columns, broken at blanks; a word that is longer is broken between characters. At least one line.
[[nodiscard]] std::vector<std::string> wrapped(std::string_view text, std::size_t width);
/// Blanks after (or before) the text, up to `width` columns.
[[nodiscard]] std::string padded(std::string text, std::size_t width);
[[nodiscard]] std::string padded_before(std::string text, std::size_t width);
/// "12.345" in Indonesian, "12,345" in English.
[[nodiscard]] std::string grouped(std::uint64_t number, Language language);
[[nodiscard]] Message grouped(std::uint64_t number);

enum class Paint : std::uint8_t { none, bold, red, yellow, cyan, dim };

/// A text that grows line by line.
class Page {
 public:
  explicit Page(const TextStyle& style);

  [[nodiscard]] std::size_t width() const noexcept { return width_; }
  [[nodiscard]] Language language() const noexcept { return language_; }
  [[nodiscard]] std::string_view say(Text wording) const noexcept { return wording.in(language_); }
  [[nodiscard]] std::string say(Text wording, const Slots& slots) const { return fill(wording, slots).in(language_); }

  /// One line, cut with `…` where it is too long. Trailing blanks are dropped.
  void line(std::string_view text, Paint paint = Paint::none);
  void blank() { text_ += '\n'; }
  /// `text` broken to the width, each line after the first indented to where the first begins. The text is made visible.
  void paragraph(std::string_view lead, std::string_view text, Paint paint = Paint::none);
  /// A paragraph for every line of `text`, an empty line between two.
  void paragraphs(std::size_t indent, std::string_view text);
  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  std::string text_;
  std::size_t width_;
  Language language_;
  bool colour_;
};

struct GridColumn {
  std::string title;
  bool is_right = false;    ///< aligned to the right: figures
  bool may_shrink = false;  ///< words, which may be cut with `…`
  std::vector<std::string> cells;
  std::string total;
};

/// Rows in aligned columns, with a line of totals where asked.
struct Grid {
  std::vector<GridColumn> columns;
  bool has_totals = false;
  std::vector<std::string> under;  ///< a text under each row; empty for none
};

/// The width that the grid needs with all words in full.
[[nodiscard]] std::size_t needed_width(const Grid& grid, std::size_t gap);
/// The width that it needs with words shortened as far as they may be.
[[nodiscard]] std::size_t least_grid_width(const Grid& grid, std::size_t gap);
/// Writes the grid: words are shortened where they must be; where that is not enough, the columns go below each other in panels that
/// each begin with the first column.
void write_grid(Page& page, const Grid& grid, std::size_t gap);

}  // namespace hibah::detail
