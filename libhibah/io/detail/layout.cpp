#include <libhibah/io/detail/layout.hpp>

#include <algorithm>
#include <limits>
#include <utility>

namespace hibah::detail {

namespace {

constexpr std::size_t least_words = 8;  // a column of words is not shortened below this

bool continues_character(char byte) noexcept {
  return (static_cast<unsigned char>(byte) & 0xC0u) == 0x80u;
}

/// The beginning of `word` that fills at most `width` columns, at least one character.
std::string_view fitting(std::string_view word, std::size_t width) {
  std::size_t filled = 0;
  for (std::size_t begin = 0; begin < word.size();) {
    std::size_t end = begin + 1;
    while (end < word.size() && continues_character(word[end])) ++end;
    filled += display_width(word.substr(begin, end - begin));
    if (begin != 0 && filled > width) return word.substr(0, begin);
    begin = end;
  }
  return word;
}

std::string_view colour_code(Paint paint) noexcept {
  switch (paint) {
    case Paint::none:
      return "";
    case Paint::bold:
      return "\x1b[1m";
    case Paint::red:
      return "\x1b[1;31m";
    case Paint::yellow:
      return "\x1b[1;33m";
    case Paint::cyan:
      return "\x1b[1;36m";
    case Paint::dim:
      return "\x1b[2m";
  }
  return "";
}

std::string without_trailing_blanks(std::string_view text) {
  const std::size_t last = text.find_last_not_of(' ');
  return std::string(last == std::string_view::npos ? std::string_view{} : text.substr(0, last + 1));
}

/// At most `width` columns of a text that is visible already.
std::string cut(std::string_view text, std::size_t width) {
  return display_width(text) <= width ? std::string(text) : shortened(text, width);
}

struct Widths {
  std::vector<std::size_t> columns;
  std::size_t gap = 2;

  [[nodiscard]] std::size_t sum() const {
    std::size_t total = columns.empty() ? 0 : gap * (columns.size() - 1);
    for (const std::size_t width : columns) total += width;
    return total;
  }
};

std::size_t content_width(const GridColumn& column) {
  std::size_t width = display_width(column.total);
  for (const std::string& cell : column.cells) width = std::max(width, display_width(cell));
  return width;
}

std::size_t title_width(const GridColumn& column) {
  std::size_t longest = 0;
  std::string_view rest = column.title;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    longest = std::max(longest, display_width(rest.substr(0, end)));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return longest;
}

Widths natural_widths(const std::vector<const GridColumn*>& columns, std::size_t gap) {
  Widths widths;
  widths.gap = gap;
  for (const GridColumn* column : columns) widths.columns.push_back(std::max(content_width(*column), title_width(*column)));
  return widths;
}

/// Shortens the widest words until all fits, as far as that goes.
void shrink(Widths& widths, const std::vector<const GridColumn*>& columns, std::size_t limit) {
  while (widths.sum() > limit) {
    std::size_t widest = columns.size();
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (!columns[i]->may_shrink || widths.columns[i] <= least_words) continue;
      if (widest == columns.size() || widths.columns[i] > widths.columns[widest]) widest = i;
    }
    if (widest == columns.size()) return;
    --widths.columns[widest];
  }
}

/// Gives titles the room that is left, so that they need not break.
void widen_for_titles(Widths& widths, const std::vector<const GridColumn*>& columns, std::size_t limit) {
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const std::size_t title = display_width(columns[i]->title);
    const std::size_t more = title > widths.columns[i] ? title - widths.columns[i] : 0;
    if (widths.sum() + more <= limit) widths.columns[i] += more;
  }
}

std::string joined(const std::vector<std::string>& cells, const std::vector<const GridColumn*>& columns, const Widths& widths) {
  std::string line;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (i != 0) line.append(widths.gap, ' ');
    std::string cell = cut(cells[i], widths.columns[i]);
    line += columns[i]->is_right ? padded_before(std::move(cell), widths.columns[i]) : padded(std::move(cell), widths.columns[i]);
  }
  return line;
}

void write_titles(Page& page, const std::vector<const GridColumn*>& columns, const Widths& widths) {
  std::vector<std::vector<std::string>> titles;
  std::size_t height = 1;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    titles.push_back(wrapped(columns[i]->title, widths.columns[i]));
    height = std::max(height, titles.back().size());
  }
  for (std::size_t row = 0; row < height; ++row) {
    std::vector<std::string> cells;
    for (const auto& title : titles) {
      const std::size_t above = height - title.size();  // titles stand on the line below them
      cells.push_back(row < above ? std::string{} : title[row - above]);
    }
    page.line(joined(cells, columns, widths), Paint::bold);
  }
}

void write_rule(Page& page, const Widths& widths) {
  std::string rule;
  for (std::size_t i = 0; i < widths.sum(); ++i) rule += "─";
  page.line(rule);
}

void write_panel(Page& page, const Grid& grid, const std::vector<const GridColumn*>& columns, const Widths& widths, bool is_first) {
  write_titles(page, columns, widths);
  write_rule(page, widths);
  const std::size_t rows = columns.front()->cells.size();
  std::vector<std::string> cells(columns.size());
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t i = 0; i < columns.size(); ++i) cells[i] = columns[i]->cells[row];
    page.line(joined(cells, columns, widths));
    if (is_first && row < grid.under.size() && !grid.under[row].empty()) page.paragraph("    ", grid.under[row], Paint::dim);
  }
  if (!grid.has_totals) return;
  write_rule(page, widths);
  for (std::size_t i = 0; i < columns.size(); ++i) cells[i] = columns[i]->total;
  page.line(joined(cells, columns, widths), Paint::bold);
}

std::vector<const GridColumn*> pointers_to(const std::vector<GridColumn>& columns) {
  std::vector<const GridColumn*> pointers;
  for (const GridColumn& column : columns) pointers.push_back(&column);
  return pointers;
}

/// The first column, and from `begin` on as many as fit beside it (at least one).
std::vector<const GridColumn*> panel_from(const Grid& grid, std::size_t begin, std::size_t gap, std::size_t limit) {
  std::vector<const GridColumn*> columns{&grid.columns.front()};
  for (std::size_t i = begin; i < grid.columns.size(); ++i) {
    columns.push_back(&grid.columns[i]);
    Widths widths = natural_widths(columns, gap);
    shrink(widths, columns, limit);
    if (widths.sum() > limit && columns.size() > 2) {
      columns.pop_back();
      break;
    }
  }
  return columns;
}

}  // namespace

std::string shown(std::string_view text) {
  return shortened(text, std::numeric_limits<std::size_t>::max());
}

std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
  width = std::max<std::size_t>(width, 1);
  std::vector<std::string> lines;
  std::string line;
  std::size_t filled = 0;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = std::min(text.find(' ', at), text.size());
    std::string_view word = text.substr(at, end - at);
    at = end + 1;
    if (word.empty()) continue;
    std::size_t word_width = display_width(word);
    if (filled != 0 && filled + 1 + word_width > width) {
      lines.push_back(std::move(line));
      line.clear();
      filled = 0;
    }
    while (word_width > width) {
      const std::string_view part = fitting(word, width);
      if (part.size() == word.size()) break;
      lines.emplace_back(part);
      word.remove_prefix(part.size());
      word_width -= std::min(word_width, display_width(part));
    }
    if (filled != 0) {
      line += ' ';
      ++filled;
    }
    line += word;
    filled += word_width;
  }
  if (!line.empty() || lines.empty()) lines.push_back(std::move(line));
  return lines;
}

std::string padded(std::string text, std::size_t width) {
  const std::size_t filled = display_width(text);
  if (filled < width) text.append(width - filled, ' ');
  return text;
}

std::string padded_before(std::string text, std::size_t width) {
  const std::size_t filled = display_width(text);
  return filled < width ? std::string(width - filled, ' ') + text : text;
}

std::string grouped(std::uint64_t number, Language language) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3;) {
    at -= 3;
    digits.insert(at, 1, language == Language::id ? '.' : ',');
  }
  return digits;
}

Message grouped(std::uint64_t number) {
  return {grouped(number, Language::id), grouped(number, Language::en)};
}

Page::Page(const TextStyle& style) : width_(std::max(style.width, least_width)), language_(style.language), colour_(style.colour) {}

void Page::line(std::string_view text, Paint paint) {
  const std::string fitted = without_trailing_blanks(cut(text, width_));
  if (!colour_ || paint == Paint::none || fitted.empty()) {
    text_ += fitted;
  } else {
    text_ += colour_code(paint);
    text_ += fitted;
    text_ += "\x1b[0m";
  }
  text_ += '\n';
}

void Page::paragraph(std::string_view lead, std::string_view text, Paint paint) {
  const std::size_t indent = std::min(display_width(lead), width_ / 2);
  const std::vector<std::string> lines = wrapped(shown(text), width_ - indent);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    line((i == 0 ? cut(lead, indent) : std::string(indent, ' ')) + lines[i], paint);
  }
}

void Page::paragraphs(std::size_t indent, std::string_view text) {
  bool is_first = true;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view part = trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (part.empty()) continue;
    if (!is_first) blank();
    paragraph(std::string(indent, ' '), part);
    is_first = false;
  }
}

std::size_t needed_width(const Grid& grid, std::size_t gap) {
  return natural_widths(pointers_to(grid.columns), gap).sum();
}

std::size_t least_grid_width(const Grid& grid, std::size_t gap) {
  const std::vector<const GridColumn*> columns = pointers_to(grid.columns);
  Widths widths = natural_widths(columns, gap);
  shrink(widths, columns, 0);
  return widths.sum();
}

void write_grid(Page& page, const Grid& grid, std::size_t gap) {
  std::vector<const GridColumn*> columns = pointers_to(grid.columns);
  Widths widths = natural_widths(columns, gap);
  shrink(widths, columns, page.width());
  if (widths.sum() <= page.width()) {
    widen_for_titles(widths, columns, page.width());
    write_panel(page, grid, columns, widths, true);
    return;
  }
  for (std::size_t begin = 1; begin < grid.columns.size();) {
    columns = panel_from(grid, begin, gap, page.width());
    widths = natural_widths(columns, gap);
    shrink(widths, columns, page.width());
    widen_for_titles(widths, columns, page.width());
    if (begin != 1) page.blank();
    write_panel(page, grid, columns, widths, begin == 1);
    begin += columns.size() - 1;
  }
}

}  // namespace hibah::detail
