#include <doctest/doctest.h>

#include <libhibah/io/render.hpp>

#include "sample_report.hpp"

using namespace hibah;

namespace {

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

std::size_t count_of(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + part.size())) ++count;
  return count;
}

}  // namespace

TEST_CASE("the HTML of a table is a fragment with right-aligned figures, escaped words and totals") {
  const std::string html = to_html(sample::small_table(), Language::en);
  CHECK(html.substr(0, 19) == "<div class=\"hibah\">");
  CHECK(contains(html, "<caption>Realisation — As of 3 September 2024</caption>"));
  CHECK(contains(html, "<th class=\"n\">Planned</th>"));
  CHECK(contains(html, "<td class=\"n\">Rp1.250.000</td>"));
  CHECK(contains(html, "a &quot;b&quot;, &lt;c&gt;"));
  CHECK(contains(html, "<tfoot><tr><td>Total</td><td></td><td class=\"n\">Rp1.249.997</td>"));
  CHECK_FALSE(contains(html, "<html"));
  CHECK_FALSE(contains(html, "background:#"));
}

TEST_CASE("words from files cannot bring markup or control characters into the HTML") {
  Finding finding = sample::unpaid_tranche();
  finding.grant = "<script>alert('x')</script>\x1b";
  finding.message.id = "<img src=x onerror=\"y\">&";
  const std::string html = to_html(sample::report({finding}), Language::id);
  CHECK_FALSE(contains(html, "<script"));
  CHECK_FALSE(contains(html, "<img"));
  CHECK_FALSE(contains(html, "\x1b"));
  CHECK(contains(html, "&lt;script&gt;alert(&#39;x&#39;)"));
  CHECK(contains(html, "Kabupaten &lt;Contoh&gt;"));
}

TEST_CASE("the HTML of a report has a strip of counts, the findings with words for severity, and what could not be judged") {
  const std::string html = to_html(sample::report({sample::unpaid_tranche(), sample::unknown_day("kpu")}), Language::id);
  CHECK(contains(html, "<span class=\"s error\">1 kesalahan</span>"));
  CHECK(contains(html, "<span class=\"s\">0 peringatan</span>"));
  CHECK(contains(html, "<td>T202</td><td class=\"error\">kesalahan</td><td>kpu · tahap 2</td>"));
  CHECK(contains(html, "<td class=\"n\">-Rp3,00</td>"));
  CHECK(contains(html, "journal.csv:12 amount &quot;=97,00&quot; (J-0012) +1</td>"));
  CHECK(contains(html, "<td>T201</td><td>hari penandatanganan hanya diketahui Oktober 2023 (1: kpu)</td>"));
  CHECK(contains(html, "Selain temuan, 1 hal tidak dapat dinilai."));
}

TEST_CASE("the HTML shows 200 rows, and says so from the 201st on") {
  const auto report_of = [](std::size_t count) { return sample::report(std::vector<Finding>(count, sample::unpaid_tranche())); };
  const std::string all = to_html(report_of(200), Language::id);
  CHECK(count_of(all, "<td>T202</td>") == 200);
  CHECK_FALSE(contains(all, "menampilkan"));
  const std::string cut = to_html(report_of(1234), Language::id);
  CHECK(count_of(cut, "<td>T202</td>") == 200);
  CHECK(contains(cut, "menampilkan 200 dari 1.234"));

  Table table = sample::small_table();
  for (Column& column : table.columns) column.cells.assign(201, Cell{});
  CHECK(contains(to_html(table, Language::en), "showing 200 of 201"));
  CHECK(count_of(to_html(table, Language::en), "<tr>") == 202);  // the header, 200 rows, the totals
}

TEST_CASE("errors stand before warnings in the HTML, whatever their rules") {
  Finding warning = sample::unpaid_tranche();
  warning.severity = Severity::warning;
  warning.rule = "A104";
  const std::string html = to_html(sample::report({warning, sample::unpaid_tranche()}), Language::id);
  CHECK(html.find("<td>T202</td>") < html.find("<td>A104</td>"));
}
