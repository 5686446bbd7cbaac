// The text of a table: aligned columns, control totals, notes.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <libhibah/io/detail/layout.hpp>
#include <libhibah/io/detail/wording.hpp>
#include <libhibah/io/messages.hpp>
#include <libhibah/io/render.hpp>

namespace hibah {

namespace {

using detail::Grid;
using detail::GridColumn;
using detail::Page;
using detail::Paint;

constexpr std::string_view null_sign = "–";

/// How the grid of a table is set.
struct Setting {
  std::size_t gap = 2;
  bool has_rp = true;
};

GridColumn grid_column(const Table& table, std::size_t index, const detail::CellStyle& style) {
  const Column& column = table.columns[index];
  GridColumn out;
  out.title = std::string(column.title.in(style.language));
  out.is_right = detail::is_figure(column);
  out.may_shrink = !out.is_right && column.type == ColumnType::text;
  out.cells.reserve(column.cells.size());
  for (const Cell& cell : column.cells) out.cells.push_back(detail::shown(detail::cell_text(column, cell, style)));
  if (table.totals.empty()) return out;
  if (column.type == ColumnType::amount) {
    out.total = detail::cell_text(column, table.totals[index], style);
  } else if (index == 0) {
    out.total = std::string(label(Label::total).in(style.language));
  }
  return out;
}

/// Sentences stand under their row, and so does the place where it is written, because neither may be cut.
bool stands_under(const Column& column) {
  return column.name == "reason" || column.name == "file" || column.name == "row";
}

/// For programs only.
bool is_hidden(const Column& column) {
  return column.name == "fingerprint";
}

std::string under(const Table& table, std::size_t row) {
  std::string text;
  const auto add = [&](std::string_view name, std::string_view separator) {
    const Column* column = table.column(name);
    if (!column || std::holds_alternative<std::monostate>(column->cells[row])) return;
    if (!text.empty()) text += separator;
    text += detail::cell_text(*column, column->cells[row], {});
  };
  add("file", "");
  add("row", ":");
  add("reason", "  ");
  return text;
}

Grid grid_of(const Table& table, const detail::CellStyle& style) {
  Grid grid;
  grid.has_totals = !table.totals.empty();
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (!stands_under(table.columns[i]) && !is_hidden(table.columns[i])) grid.columns.push_back(grid_column(table, i, style));
  }
  if (!table.column("reason")) return grid;
  for (std::size_t row = 0; row < table.rows(); ++row) grid.under.push_back(under(table, row));
  return grid;
}

bool shows_null(const Grid& grid) {
  return std::any_of(grid.columns.begin(), grid.columns.end(), [](const GridColumn& column) {
    return column.total == null_sign || std::find(column.cells.begin(), column.cells.end(), null_sign) != column.cells.end();
  });
}

/// The first of the settings in which the table fits; else the first.
std::pair<Grid, Setting> fitted(const Table& table, const Page& page, bool has_sen) {
  const auto set = [&](const Setting& setting) { return grid_of(table, {page.language(), setting.has_rp, has_sen}); };
  for (const Setting setting : {Setting{2, true}, Setting{1, true}, Setting{1, false}}) {
    Grid grid = set(setting);
    if (detail::needed_width(grid, setting.gap) <= page.width()) return {std::move(grid), setting};
  }
  const Setting narrow{1, false};
  Grid grid = set(narrow);
  if (detail::least_grid_width(grid, narrow.gap) <= page.width()) return {std::move(grid), narrow};
  return {set(Setting{}), Setting{}};
}

}  // namespace

std::string to_text(const Table& table, const TextStyle& style) {
  Page page(style);
  page.line(page.say(table.title), Paint::bold);
  page.line(std::string(page.say(label(Label::as_of))) + " " + to_long(table.as_of, page.language()));
  page.blank();
  if (table.rows() == 0) {
    page.line(page.say(label(Label::no_rows)));
  } else {
    const auto [grid, setting] = fitted(table, page, detail::has_sen(table));
    write_grid(page, grid, setting.gap);
    if (!setting.has_rp || shows_null(grid)) page.blank();
    if (!setting.has_rp) page.paragraph("", page.say(label(Label::amounts_in_rupiah)));
    if (shows_null(grid)) page.paragraph("", page.say(label(Label::null_mark)));
  }
  for (const Message& note : table.notes) page.paragraph("", note.in(page.language()));
  return page.take();
}

}  // namespace hibah
