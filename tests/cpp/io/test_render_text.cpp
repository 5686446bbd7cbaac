#include <doctest/doctest.h>

#include <libhibah/io/detail/layout.hpp>
#include <libhibah/io/messages.hpp>
#include <libhibah/io/render.hpp>

#include "sample_report.hpp"

using namespace hibah;

namespace {

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

std::size_t widest_line(std::string_view text) {
  std::size_t widest = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    widest = std::max(widest, display_width(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return widest;
}

Table wide_table(std::int64_t rupiah) {
  Table table = sample::small_table();
  table.columns[0].cells[0] = std::string("komisi-pemilihan-umum-kabupaten-contoh-raya");
  for (int i = 0; i < 5; ++i) {
    table.columns.push_back({"amount",
                             {"Dicairkan seluruhnya", "Disbursed in all"},
                             ColumnType::amount,
                             "IDR",
                             {Rupiah::from_rupiah(rupiah), Rupiah::from_rupiah(-rupiah)}});
    table.totals.emplace_back(Rupiah{});
  }
  return table;
}

const TextStyle english{.language = Language::en};

}  // namespace

TEST_CASE("words are wrapped at blanks, and long ones between characters") {
  using detail::wrapped;
  CHECK(wrapped("satu dua tiga", 8) == std::vector<std::string>{"satu dua", "tiga"});
  CHECK(wrapped("satu  dua ", 7) == std::vector<std::string>{"satu", "dua"});
  CHECK(wrapped("ééééé", 2) == std::vector<std::string>{"éé", "éé", "é"});
  CHECK(wrapped("ab 12345678 c", 4) == std::vector<std::string>{"ab", "1234", "5678", "c"});
  CHECK(wrapped("", 10) == std::vector<std::string>{""});
  for (const std::string& line : wrapped("Élan–Élan–Élan Ünïcödé", 3)) {
    CAPTURE(line);
    CHECK(is_utf8(line));
    CHECK(display_width(line) <= 3);
  }
}

TEST_CASE("counts are grouped as the language does") {
  CHECK(detail::grouped(999, Language::id) == "999");
  CHECK(detail::grouped(12345, Language::id) == "12.345");
  CHECK(detail::grouped(1234567, Language::en) == "1,234,567");
}

TEST_CASE("a finding is told with its place, measures, basis with mark, and evidence") {
  const std::string text = to_text(sample::report({sample::unpaid_tranche()}), {});
  CHECK(contains(text, "Pemeriksaan hibah: Kabupaten <Contoh>\nPer tanggal   3 September 2024\nPeraturan     permendagri-41-2020\n"));
  CHECK(contains(text, "Kalender      indonesia (1 Januari 2019 s.d. 31 Desember 2026)\n"));
  CHECK(contains(text, "Aturan        2: T201 T202\nSetelan       R405.days = 9\n"));
  CHECK(contains(
      text, "1 kesalahan, 0 peringatan, 0 informasi\n   5 lulus · 1 temuan · 1 tidak berlaku · 0 tidak dapat dinilai · 0 dikecualikan\n"));
  CHECK(contains(text, "Dasar: Permendagri 41/2020 Pasal 16 ayat (4) (dikutip pers, naskah belum dibaca)\nDasar: NPHD\n"));
  CHECK(contains(text,
                 "• kpu · tahap 2\n"
                 "   tahap 2 belum lunas: kurang Rp3,00\n"
                 "   Seharusnya  Rp100,00\n"
                 "   Kenyataan    Rp97,00\n"
                 "   Selisih      -Rp3,00\n"
                 "   Bukti: journal.csv:12 amount \"=97,00\" (J-0012)\n"
                 "          portfolio.toml\n"));
  CHECK(contains(to_text(sample::report({sample::unpaid_tranche()}), english), "(quoted by the press, the text itself not yet read)"));
}

TEST_CASE("a measure in days or entries is told with its unit, one of them in the singular") {
  Finding finding = sample::unpaid_tranche();
  finding.unit = Unit::day;
  finding.difference = std::int64_t{10};
  CHECK(contains(to_text(sample::report({finding}), english), "10 days\n"));
  finding.difference = std::int64_t{1};
  CHECK(contains(to_text(sample::report({finding}), english), " 1 day\n"));
  finding.unit = Unit::count;
  CHECK(contains(to_text(sample::report({finding}), english), " 1 entry\n"));
  finding.difference = std::int64_t{2};
  CHECK(contains(to_text(sample::report({finding}), {}), "2 catatan\n"));
}

TEST_CASE("evidence beyond the third piece is counted") {
  Finding finding = sample::unpaid_tranche();
  finding.evidence.assign(3, finding.evidence.front());
  CHECK_FALSE(contains(to_text(sample::report({finding}), {}), "bukti lain"));
  finding.evidence.assign(15, finding.evidence.front());
  CHECK(contains(to_text(sample::report({finding}), {}), "… dan 12 bukti lain (lengkap dalam JSON)\n"));
}

TEST_CASE("what could not be judged is told once a reason, with the number of subjects and the grants") {
  const std::string text =
      to_text(sample::report({sample::unknown_day("kpu"), sample::unknown_day("kpu"), sample::unknown_day("bawaslu")}), {});
  CHECK(contains(text, "TIDAK DAPAT DINILAI (3)\n"));
  CHECK(contains(text, "   - hari penandatanganan hanya diketahui Oktober 2023 (3: kpu, bawaslu)\n"));
  CHECK(contains(text, "Tidak ada temuan, tetapi 3 hal tidak dapat dinilai"));
}

TEST_CASE("a report says that all could be judged only where all could") {
  CHECK(contains(to_text(sample::report({}), english), "No findings. All that applied could be judged (5)."));
  CHECK_FALSE(contains(to_text(sample::report({sample::unknown_day("kpu")}), english), "could be judged ("));
  CHECK(contains(to_text(sample::report({sample::unpaid_tranche(), sample::unknown_day("kpu")}), english),
                 "Beside the findings: 1 not evaluable."));
  Report nothing = sample::report({});
  nothing.rules = {{"T201", 0, 0, 4, 0, 0}};
  CHECK(contains(to_text(nothing, english), "Nothing was judged"));
  Report incomplete = sample::report({});
  incomplete.complete = false;
  CHECK(contains(to_text(incomplete, english), "This report is not complete"));
}

TEST_CASE("colour is used only where asked, and changes nothing else") {
  const Report report = sample::report({sample::unpaid_tranche()});
  std::string coloured = to_text(report, {.colour = true});
  const std::string plain = to_text(report, {});
  CHECK_FALSE(contains(plain, "\x1b"));
  CHECK(contains(coloured, "\x1b[1;31m"));
  for (std::size_t at = coloured.find('\x1b'); at != std::string::npos; at = coloured.find('\x1b')) {
    coloured.erase(at, coloured.find('m', at) - at + 1);
  }
  CHECK(coloured == plain);
}

TEST_CASE("control characters from files never reach the terminal") {
  Finding finding = sample::unpaid_tranche();
  finding.grant = "k\x1b[2Jpu\n";
  finding.evidence.front().raw = "\x1b]0;x\x07";
  const std::string text = to_text(sample::report({finding}), {});
  CHECK_FALSE(contains(text, "\x1b"));
  CHECK_FALSE(contains(text, "\x07"));
  CHECK(contains(text, "k\\x1B[2Jpu\\x0A"));
}

TEST_CASE("no line is wider than asked, whatever the report holds") {
  Finding finding = sample::unpaid_tranche();
  finding.grant = std::string(150, 'g');
  finding.message.id = std::string(300, 'x') + " kata kata " + std::string(90, 'y');
  finding.actual = Rupiah::from_sen(INT64_MIN);
  finding.evidence.front().file = "journal/" + std::string(130, 'f') + ".csv";
  for (const std::size_t width : {40u, 60u, 100u, 120u}) {
    CAPTURE(width);
    CHECK(widest_line(to_text(sample::report({finding, sample::unknown_day("kpu")}), {.width = width})) <= width);
    CHECK(widest_line(to_text(wide_table(76'055'000'000), {.width = width})) <= width);
  }
}

TEST_CASE("a table has right-aligned amounts, a line of totals and marks for null and empty") {
  Table table = sample::small_table();
  table.columns[5].cells[1] = std::string();
  CHECK(to_text(table, english) ==
        "Realisation\n"
        "As of 3 September 2024\n"
        "\n"
        "Grant  Tranche      Planned  Due         Days late    Share\n"
        "───────────────────────────────────────────────────────────\n"
        "kpu          2         -Rp3  2024-06-27          3   -5.00%\n"
        "=1+1         –  Rp1.250.000  –                   –  (empty)\n"
        "───────────────────────────────────────────────────────────\n"
        "Total           Rp1.249.997\n"
        "\n"
        "–: not known, or not applicable.\n");
}

TEST_CASE("sen are shown in the whole table where one amount has sen") {
  Table table = sample::small_table();
  table.columns[2].cells[0] = Rupiah::from_sen(-301);
  const std::string text = to_text(table, {});
  CHECK(contains(text, "-Rp3,01"));
  CHECK(contains(text, "Rp1.250.000,00"));
}

TEST_CASE("a table that is too wide loses its Rp, then letters of words, then goes into panels, but no figure is cut") {
  const Table table = wide_table(76'055'000'000);
  const std::string wide = to_text(table, {.width = 200});
  CHECK(contains(wide, "Rp76.055.000.000"));
  CHECK(contains(wide, "komisi-pemilihan-umum-kabupaten-contoh-raya"));
  const std::string narrow = to_text(table, {.width = 135});
  CHECK(contains(narrow, " 76.055.000.000"));
  CHECK(contains(narrow, "Jumlah dalam rupiah."));
  CHECK(contains(narrow, "komisi-pe"));
  CHECK(contains(narrow, "…"));
  const std::string panels = to_text(table, {.width = 60});
  std::size_t amounts = 0;
  for (std::size_t at = panels.find("-Rp76.055.000.000"); at != std::string::npos; at = panels.find("-Rp76.055.000.000", at + 1)) ++amounts;
  CHECK(amounts == 5);
  CHECK(widest_line(panels) <= 60);
}

TEST_CASE("states of the schedule are translated, and reasons stand under their rows") {
  Table table = sample::small_table();
  table.columns.push_back({"state", {"Status", "State"}, ColumnType::text, "", {std::string("paid_late"), std::string("unknown")}});
  table.columns.push_back({"reason", {"Keterangan", "Reason"}, ColumnType::text, "", {Cell{}, std::string("tidak ada jurnal")}});
  table.totals.resize(8);
  const std::string text = to_text(table, {});
  CHECK(contains(text, "lunas telat\n"));
  CHECK(contains(text, "tak diketahui\n    tidak ada jurnal\n"));
  CHECK_FALSE(contains(text, "Keterangan"));
}

TEST_CASE("a table without rows says so, and notes are printed") {
  Table table = sample::small_table();
  for (Column& column : table.columns) column.cells.clear();
  table.notes.push_back({"Tidak termasuk: polres.", "Left out: polres."});
  CHECK(to_text(table, english) == "Realisation\nAs of 3 September 2024\n\nNo rows.\nLeft out: polres.\n");
}

TEST_CASE("a deadline explains itself") {
  const Deadline deadline = parse_deadline("2024-12-24 + 1 working days");
  Reckoning reckoning;
  reckoning.anchor = parse_date("2024-12-24");
  reckoning.date = parse_date("2024-12-27");
  reckoning.skipped = {{parse_date("2024-12-25"), SkipReason::national, "Hari Raya Natal", "SKB 3 Menteri"},
                       {parse_date("2024-12-26"), SkipReason::cuti_bersama, "Cuti bersama Natal", ""}};
  CHECK(to_text(deadline, reckoning, TextStyle{}) ==
        "2024-12-24 + 1 working days\n"
        "  Dihitung dari Selasa, 24 Desember 2024\n"
        "  Jatuh pada    Jumat, 27 Desember 2024\n"
        "  Hari yang dilewati (2)\n"
        "    2024-12-25  Rabu    libur nasional: Hari Raya Natal (SKB 3 Menteri)\n"
        "    2024-12-26  Kamis   cuti bersama: Cuti bersama Natal\n");
}

TEST_CASE("a list of problems ends with their count, and says where not all are shown") {
  const Problem problem{ErrorCode::amount_ambiguous, "journal.csv", 12, "jumlah", "1.250", "1250 / 1,25"};
  CHECK(to_text(InputError({problem}), Language::en) == problem.line(Language::en) + "\n1 problem.\n");
  CHECK(to_text(InputError({problem, problem}), Language::id) ==
        problem.line(Language::id) + "\n" + problem.line(Language::id) + "\n2 masalah.\n");
  CHECK(contains(to_text(InputError({problem}, 12345), Language::id), "12.345 masalah; 1 yang pertama ditampilkan.\n"));
}

namespace {

Rule sample_rule() {
  Rule rule;
  rule.info.code = "R401";
  rule.info.name = "outside-stage-window";
  rule.info.title = {"Di luar jendela tahapan", "Outside the stage's window"};
  rule.info.subject = "entry";
  rule.info.severity = Severity::warning;
  rule.info.settings = {"R401.days_after"};
  rule.info.basis = {{{}, "praktik", "", Mark::memory, ""}};
  rule.info.page.what = {"Baris satu.\n\nBaris dua.", "Line one.\n\nLine two."};
  rule.info.page.why = {"Karena.", "Because."};
  return rule;
}

}  // namespace

TEST_CASE("the list of rules has code, severity and title, and the thresholds where asked") {
  Catalogue catalogue;
  catalogue.add(sample_rule());
  CHECK(contains(rules_text(catalogue, false, english), "R401  warning  Outside the stage's window\n"));
  CHECK_FALSE(contains(rules_text(catalogue, false, english), "R401.days_after"));
  CHECK(contains(rules_text(catalogue, true, english), "      R401.days_after = 30: "));
  CHECK(contains(rules_text(catalogue, false, {}), "1 aturan."));
}

TEST_CASE("the page of a rule has its sections, settings and the regulation's bases first") {
  Regulation regulation;
  regulation.id = "permendagri-contoh";
  regulation.basis.push_back({{"R401"}, "PKPU 2/2024", "Pasal 3", Mark::read, "https://example.org/pkpu"});
  const std::string text = explain_text(sample_rule(), regulation, english);
  CHECK(contains(text, "R401 outside-stage-window — Outside the stage's window\nSeverity: warning · Looks at: entry\n"));
  CHECK(contains(text, "What it does\n  Line one.\n\n  Line two.\n\nWhy it matters\n  Because.\n"));
  CHECK_FALSE(contains(text, "Example"));
  CHECK(contains(text, "Settings\n  R401.days_after = 30: "));
  CHECK(contains(text,
                 "Basis (permendagri-contoh)\n  PKPU 2/2024 Pasal 3 (read)\n    https://example.org/pkpu\n  praktik (from memory, not yet "
                 "verified)\n"));
}

TEST_CASE("the page of a rule in Markdown has the same sections, and marks of Markdown are escaped") {
  Regulation regulation;
  regulation.id = "permendagri-contoh";
  regulation.basis.push_back({{"R401"}, "PKPU 2/2024 <b>", "Pasal 3", Mark::read, "https://example.org/pkpu_2"});
  CHECK(explain_markdown(sample_rule(), regulation, Language::en) == R"md(# R401 outside-stage-window: Outside the stage's window

**Severity:** warning · **Looks at:** entry

## What it does

Line one.

Line two.

## Why it matters

Because.

## Settings

- `R401.days_after = 30` (0..3660): days after the end of a stage that are still accepted

## Basis (permendagri-contoh)

- PKPU 2/2024 \<b\> Pasal 3 (read): https://example.org/pkpu\_2
- praktik (from memory, not yet verified)
)md");
}

TEST_CASE("labels of the message table are there in both languages") {
  for (std::uint8_t i = 0; i < static_cast<std::uint8_t>(Label::count_); ++i) {
    CAPTURE(static_cast<int>(i));
    CHECK_FALSE(label(static_cast<Label>(i)).id.empty());
    CHECK_FALSE(label(static_cast<Label>(i)).en.empty());
  }
  CHECK(label(Label::evidence).en == "Evidence");
  CHECK(label(Severity::error).id == "kesalahan");
  CHECK(fill(label(Label::showing), {{"shown", same("200")}, {"total", same("1.234")}}).id == "menampilkan 200 dari 1.234");
  CHECK(subject_label("budget line").id == "baris anggaran (RAB)");
  CHECK(subject_label("custom").en == "custom");
  CHECK(weekday_label(7).id == "Minggu");
  CHECK(weekday_label(8).id.empty());
  CHECK(tranche_status_label("paid_late")->en == "paid late");
  CHECK_FALSE(tranche_status_label("late"));
  for (std::size_t i = 0; i < shared_part_count; ++i) CHECK(cost_label(name_of(static_cast<SharedPart>(i))));
  CHECK(cost_label("books")->en == "shared: books");
  CHECK_FALSE(cost_label("T201"));
}
