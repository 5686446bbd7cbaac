// Rows that are appended give what loading all rows together gives, and a check after them looks only at what they touch.
#include <doctest/doctest.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include <libhibah/checks/engine.hpp>
#include <libhibah/io/append.hpp>
#include <libhibah/io/evidence.hpp>
#include <libhibah/io/json.hpp>

namespace fs = std::filesystem;
using namespace hibah;

namespace {

const std::string header = "id,date,kind,grant,amount,stage,account,payee,voucher,reverses,destination,description,catatan\n";

/// A folder with a portfolio of three grants, that goes when the test ends.
class Folder {
 public:
  explicit Folder(const std::string& name) : path_(fs::temp_directory_path() / ("hibah-append-" + name)) {
    fs::remove_all(path_);
    fs::create_directories(path_ / "journal");
    std::string text = "format = 1\nname = \"Uji\"\ngrantor = \"Kabupaten Uji\"\nelection = \"pilkada-2024\"\n";
    text += "regulation = \"permendagri-41-2020\"\nstated_total = \"Rp2 juta\"\n";
    for (const char* id : {"kpu", "bawaslu", "polri"}) {
      text += "[[grant]]\nid = \"" + std::string(id) + "\"\nrecipient = \"R\"\nrole = \"organiser\"\nsigned = 2023-11-01\n";
      text += "amount = \"Rp1.000.000\"\n[[grant.tranche]]\nshare = \"100%\"\ndue = \"signed + 14 working days\"\n";
    }
    write("portfolio.toml", text);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { fs::remove_all(path_); }
  [[nodiscard]] std::string str() const { return path_.string(); }
  [[nodiscard]] std::string at(const std::string& name) const { return (path_ / name).string(); }
  void write(const std::string& name, const std::string& text) const { std::ofstream(path_ / name, std::ios::binary) << text; }
  void remove(const std::string& name) const { fs::remove(path_ / name); }

 private:
  fs::path path_;
};

std::string row(const std::string& id, const std::string& date, const std::string& kind, const std::string& grant,
                const std::string& amount, const std::string& reverses = {}, const std::string& payee = "Toko A") {
  return id + "," + date + "," + kind + "," + grant + "," + amount + ",CAMPAIGN,521211," + payee + ",KW-" + id + "," + reverses +
         ",,,note " + id + "\n";
}

CheckOptions on(const char* day, const Report* after = nullptr) {
  CheckOptions options;
  options.as_of = parse_date(day);
  options.after = after;
  return options;
}

Report checked(const Portfolio& portfolio, const Report* after = nullptr) {
  Report report = check(portfolio, builtin_catalogue(), on("2025-06-30", after));
  attach_raw(report);
  return report;
}

/// Whatever a reader can see of two journals is the same.
void compare(const Portfolio& a, const Portfolio& b) {
  REQUIRE(a.journal.has_value() == b.journal.has_value());
  REQUIRE(a.journal->size() == b.journal->size());
  const Journal& x = *a.journal;
  const Journal& y = *b.journal;
  for (EntryIndex i = 0; i < x.size(); ++i) {
    const bool is_same = x.amount(i) == y.amount(i) && x.packed_day(i) == y.packed_day(i) && x.kind(i) == y.kind(i) &&
                         x.grant(i) == y.grant(i) && x.tranche(i) == y.tranche(i) && x.stage(i) == y.stage(i) &&
                         x.account(i) == y.account(i) && x.payee(i) == y.payee(i) && x.destination(i) == y.destination(i) &&
                         x.voucher(i) == y.voucher(i) && x.where(i) == y.where(i) && x.has_own_id(i) == y.has_own_id(i) &&
                         x.reverses(i) == y.reverses(i) && x.reverses_text(i) == y.reverses_text(i);
    if (!is_same) FAIL("entry " << i << " differs");
  }
  for (std::uint32_t g = 0; g < a.grants.size(); ++g) {
    const auto p = x.of_grant(g);
    const auto q = y.of_grant(g);
    CHECK(std::vector<EntryIndex>(p.begin(), p.end()) == std::vector<EntryIndex>(q.begin(), q.end()));
  }
  for (int c = 0; c < journal_column_count; ++c) CHECK(x.has(static_cast<JournalColumn>(c)) == y.has(static_cast<JournalColumn>(c)));
  REQUIRE(a.words.payee.size() == b.words.payee.size());
  for (WordId id = 1; id < a.words.payee.size(); ++id) {
    CHECK(a.words.payee.text(id) == b.words.payee.text(id));
    CHECK(a.words.payee.name(id) == b.words.payee.name(id));
  }
}

/// The problems of loading all files, and of appending the last one.
std::vector<std::string> lines_of(const InputError& error) {
  std::vector<std::string> lines;
  for (const Problem& problem : error.problems()) lines.push_back(problem.line(Language::en));
  return lines;
}

/// Loads the parts together, and one after the other: both must say the same. Gives the grown portfolio, or nothing where all is refused.
std::unique_ptr<Portfolio> grown_as_loaded(const std::string& name, const std::vector<std::string>& parts, bool keep_ids = false) {
  const Folder folder(name);
  const auto part_name = [](std::size_t k) { return "journal/" + std::to_string(k) + ".csv"; };
  folder.write(part_name(0), parts[0]);
  const Portfolio first = load(folder.str(), {.keep_ids = keep_ids});
  const std::string before = to_json(checked(first), Language::en);
  for (std::size_t k = 1; k < parts.size(); ++k) folder.write(part_name(k), parts[k]);
  std::unique_ptr<Portfolio> grown = std::make_unique<Portfolio>(first);
  std::unique_ptr<Report> report = std::make_unique<Report>(checked(first));
  std::vector<std::string> refused;
  try {
    for (std::size_t k = 1; k < parts.size(); ++k) {
      grown = std::make_unique<Portfolio>(append(*grown, folder.at(part_name(k)), {.keep_ids = keep_ids}, part_name(k)));
      report = std::make_unique<Report>(checked(*grown, report.get()));
    }
  } catch (const InputError& error) {
    refused = lines_of(error);
  }
  CHECK(to_json(checked(first), Language::en) == before);
  try {
    const Portfolio whole = load(folder.str());
    REQUIRE(refused.empty());
    compare(*grown, whole);
    CHECK(to_json(*report, Language::en) == to_json(checked(whole), Language::en));
    CHECK(to_json(*report, Language::id) == to_json(checked(*grown), Language::id));
    return grown;
  } catch (const InputError& error) {
    CHECK(refused == lines_of(error));
    return nullptr;
  }
}

/// Rows with ids that ascend (K0000, K0001, ...) or do not, so many that they fill chunks.
std::string many_rows(std::size_t count, bool do_ascend, std::size_t from = 0) {
  std::string text = header;
  for (std::size_t i = from; i < from + count; ++i) {
    const std::string number = std::to_string(1'000'000 + (do_ascend ? i : i ^ 1));
    text += "K" + number + ",2024-0" + std::to_string(1 + i % 9) + (i % 5 == 0 ? "" : "-15") + ",realisation," +
            (i % 3 == 0 ? "kpu" : "bawaslu") + ",1.00,,5211,P" + std::to_string(i % 7) + ",,,,,\n";
  }
  return text;
}

}  // namespace

TEST_CASE("appended rows give what loading all rows together gives") {
  const std::string first =
      header + row("A1", "2023-11-10", "disbursement", "kpu", "1000000.00") + row("A2", "2024-10-01", "realisation", "kpu", "300.00") +
      row("A3", "2024-10-02", "reversal", "kpu", "70.00", "B2") +  // what it names comes later
      row("A4", "2024-10", "realisation", "bawaslu", "50.00", "", "TOKO B") +
      row("A5", "2024-10-09", "reversal", "bawaslu", "50.00", "journal/1.csv:5") + row("", "2024-10-05", "interest", "kpu", "1.25");
  const std::string second = header + row("B1", "2024-10-01", "reversal", "kpu", "300.00", "A2") +
                             row("B2", "2024-10-01", "realisation", "kpu", "70.00", "", "toko b") +
                             row("B3", "2024-09-30", "realisation", "kpu", "80.00", "", "Toko A") +
                             row("", "2024-10-08", "realisation", "bawaslu", "50.00") +
                             row("B4", "2024", "reversal", "bawaslu", "2.00", "nothing");
  const std::string third = header + row("", "2024-10-07", "reversal", "kpu", "1.25", "journal/0.csv:7") +
                            row("C1", "2024-10-07", "realisation", "polri", "5.00", "", "Toko C");
  for (const bool keep_ids : {false, true}) {
    REQUIRE(grown_as_loaded("together", {first, second, third}, keep_ids));
    REQUIRE(grown_as_loaded("together", {first, header, third, header}, keep_ids));
    REQUIRE(grown_as_loaded("together", {header, first, second}, keep_ids));
    REQUIRE(grown_as_loaded("together", {second, first, third}, keep_ids));
  }
}

TEST_CASE("chunks are filled up on a copy, and what is full is shared") {
  for (const bool do_ascend : {true, false}) {
    for (const std::size_t size : {std::size_t{1}, JournalChunk::rows - 3, JournalChunk::rows, JournalChunk::rows + 5}) {
      CAPTURE(size);
      const auto grown =
          grown_as_loaded("chunks", {many_rows(size, do_ascend), many_rows(7, do_ascend, 200'000), many_rows(4, do_ascend, 300'000)});
      CHECK(grown->journal->size() == size + 11);
    }
  }
  const Folder folder("shared");
  folder.write("journal/0.csv", many_rows(JournalChunk::rows + 5, true));
  folder.write("journal/1.csv", many_rows(1, true, 200'000));
  const Portfolio before = load(folder.str());
  folder.remove("journal/0.csv");
  folder.remove("journal/1.csv");
  folder.write("new.csv", many_rows(1, true, 300'000));
  const Portfolio after = append(before, folder.at("new.csv"));
  CHECK(after.journal->chunk_at(0) == before.journal->chunk_at(0));
  CHECK(after.journal->chunk_at(1) != before.journal->chunk_at(1));
  CHECK(after.inputs.back().name == "new.csv");
  CHECK(before.journal->size() + 1 == after.journal->size());
}

TEST_CASE("an id that is used again is told as loading all rows together tells it") {
  const std::string ascending =
      header + row("K1", "2024-01-02", "realisation", "kpu", "1.00") + row("", "2024-01-02", "realisation", "kpu", "1.00") +
      row("K2", "2024-01-02", "realisation", "kpu", "1.00") + row("K4", "2024-01-02", "realisation", "kpu", "1.00");
  const std::string mixed = header + row("Z", "2024-01-02", "realisation", "kpu", "1.00") +
                            row("B", "2024-01-02", "realisation", "kpu", "1.00") + row("K2", "2024-01-02", "realisation", "kpu", "1.00") +
                            row("A", "2024-01-02", "realisation", "kpu", "1.00");
  const auto rows = [](const std::vector<std::string>& ids) {
    std::string text = header;
    for (const std::string& id : ids) text += row(id, "2024-02-02", "realisation", "bawaslu", "2.00");
    return text;
  };
  for (const bool keep_ids : {false, true}) {
    for (const std::string& first : {ascending, mixed}) {
      CHECK(grown_as_loaded("twice", {first, rows({"K3", "K5"})}, keep_ids));
      CHECK(grown_as_loaded("twice", {first, rows({"K0", "", "K3", "J"}), rows({"K6"}), rows({"L", "K"})}, keep_ids));
      CHECK_FALSE(grown_as_loaded("twice", {first, rows({"K3", "K2"})}, keep_ids));
      CHECK_FALSE(grown_as_loaded("twice", {first, rows({"K2", "K2", "K9", "K9"})}, keep_ids));
      CHECK_FALSE(grown_as_loaded("twice", {first, rows({"X", "Y", "X"})}, keep_ids));
      CHECK_FALSE(grown_as_loaded("twice", {first, rows({"K3", "K5"}), rows({"K6", "K3"})}, keep_ids));
      CHECK_FALSE(grown_as_loaded("twice", {first, rows({"W", "V"}), rows({"K6", "V"})}, keep_ids));
      CHECK_FALSE(grown_as_loaded("twice", {first, rows({""}), rows({"journal/1.csv:2"})}, keep_ids));
    }
    CHECK_FALSE(grown_as_loaded("twice", {ascending, rows({"journal/0.csv:3"})}, keep_ids));
    CHECK(grown_as_loaded("twice", {ascending, rows({"journal/0.csv:2", "journal/0.csv:9"})}, keep_ids));
  }
}

TEST_CASE("whatever is wrong with new rows is told, and the portfolio stays as it was") {
  const Folder folder("wrong");
  folder.write("journal/0.csv", header + row("A1", "2023-11-10", "disbursement", "kpu", "1000000.00"));
  const Portfolio before = load(folder.str());
  folder.write("new.csv",
               header + row("A1", "2024-02-30", "realisation", "kppu", "1.00") + row("A2", "2024-02-01", "realisation", "kpu", "-1.00"));
  try {
    static_cast<void>(append(before, folder.at("new.csv")));
    FAIL("accepted");
  } catch (const InputError& error) {
    CHECK(lines_of(error).size() == 4);
    CHECK(error.problems().front().file == "new.csv");
  }
  CHECK_THROWS_AS(static_cast<void>(append(before, folder.at("none.csv"))), InputError);
  folder.write("empty.csv", "");
  CHECK_THROWS_AS(static_cast<void>(append(before, folder.at("empty.csv"))), InputError);
  folder.write("large.csv", header + row("A2", "2024-02-01", "realisation", "kpu", "92233720368547758.00"));
  CHECK_THROWS_AS(static_cast<void>(append(before, folder.at("large.csv"))), InputError);  // it fits, the total does not
  CHECK(before.journal->size() == 1);
  CHECK(before.inputs.size() == 2);
}

TEST_CASE("every input has a name of its own") {
  const Folder folder("names");
  folder.write("journal.csv", header);
  folder.remove("journal");
  const Portfolio before = load(folder.str());
  folder.write("more.csv", header);
  const Portfolio once = append(before, folder.at("journal.csv"));
  const Portfolio twice = append(once, folder.at("journal.csv"));
  CHECK(twice.file_names() == std::vector<std::string>{"portfolio.toml", "journal.csv", "journal.csv (2)", "journal.csv (3)"});
  CHECK(append(before, folder.at("more.csv"), {}, "Juli").inputs.back().name == "Juli");
  CHECK_THROWS_AS(static_cast<void>(append(before, folder.at("more.csv"), {}, "journal.csv")), UsageError);
}

TEST_CASE("a first journal may be appended, and a column that it lacks is unknown") {
  const Folder folder("first");
  const Portfolio none = load(folder.str());
  REQUIRE_FALSE(none.journal);
  const Report before = checked(none);
  folder.write("one.csv", header + row("A1", "2024-02-01", "realisation", "kpu", "1.00"));
  const Portfolio one = append(none, folder.at("one.csv"));
  CHECK(one.journal->has(JournalColumn::voucher));
  const Report after = checked(one, &before);
  CHECK(to_json(after, Language::en) == to_json(checked(one), Language::en));
  folder.write("two.csv", "date,kind,grant,amount\n2024-02-01,realisation,polri,1.00\n");
  const Portfolio two = append(one, folder.at("two.csv"));
  CHECK_FALSE(two.journal->has(JournalColumn::voucher));
  CHECK(to_json(checked(two, &after), Language::en) == to_json(checked(two), Language::en));
}

TEST_CASE("only grants that new rows touch are looked at again") {
  const Folder folder("touched");
  folder.write("journal/0.csv", header + row("A1", "2023-11-10", "disbursement", "kpu", "1000000.00") +
                                    row("A2", "2024-10-02", "reversal", "bawaslu", "70.00", "B1") +
                                    row("A3", "2024-10-02", "realisation", "polri", "70.00"));
  std::vector<std::string> seen;
  Catalogue catalogue;
  catalogue.add({.info = {.code = "X1", .name = "x", .title = {"x", "x"}, .subject = "entry"},
                 .check_grant = [&](const GrantView& view, Verdicts& out) {
                   seen.push_back(view.grant().id);
                   for (const EntryIndex entry : view.journal().of_grant(view.index())) {
                     Finding& finding = out.fail();
                     identify(finding, view.portfolio(), {.grant = view.index()}, natural_key(view, entry));
                     finding.evidence.push_back(evidence_of(view.journal(), entry, "amount"));
                   }
                   out.pass(3);
                 }});
  const auto run = [&](const Portfolio& portfolio, const Report* after) {
    seen.clear();
    CheckOptions options = on("2025-06-30", after);
    options.threads = 1;
    Report report = check(portfolio, catalogue, options);
    attach_raw(report);
    return report;
  };
  const Portfolio before = load(folder.str());
  const Report first = run(before, nullptr);
  CHECK(seen == std::vector<std::string>{"kpu", "bawaslu", "polri"});
  folder.write("1.csv", header + row("B1", "2024-10-02", "realisation", "kpu", "5.00"));  // named by a reversal of bawaslu
  const Portfolio grown = append(before, folder.at("1.csv"));
  const Report second = run(grown, &first);
  CHECK(seen == std::vector<std::string>{"kpu", "bawaslu"});
  CHECK(to_json(second, Language::en) == to_json(run(grown, nullptr), Language::en));
  folder.write("2.csv", header);
  const Portfolio same = append(grown, folder.at("2.csv"));
  const Report third = run(same, &second);
  CHECK(seen.empty());
  CHECK(third.findings.size() == 4);
  CHECK(to_json(third, Language::en) == to_json(run(same, nullptr), Language::en));
  CHECK(to_json(run(same, &first), Language::en) == to_json(third, Language::en));  // over two appends at once
}

TEST_CASE("evidence of what is taken over keeps its text, also when the file is gone") {
  const Folder folder("kept");
  folder.write("journal/0.csv", many_rows(90'000, true));  // too large to be kept in memory
  const Portfolio before = load(folder.str());
  // R410 looks at all grants again: what it finds is not taken over.
  const auto checked = [](const Portfolio& portfolio, const Report* after = nullptr) {
    CheckOptions options = on("2025-06-30", after);
    options.ignore = {"R410"};
    Report report = check(portfolio, builtin_catalogue(), options);
    attach_raw(report);
    return report;
  };
  const Report first = checked(before);
  REQUIRE_FALSE(first.findings.empty());
  folder.write("journal/0.csv", "changed");
  folder.write("1.csv", header + row("Z9000000", "2024-10-02", "realisation", "polri", "5.00"));
  const Report second = checked(append(before, folder.at("1.csv")), &first);
  const auto raw_of = [](const Report& report) {
    std::size_t texts = 0;
    for (const Finding& finding : report.findings) {
      for (const Evidence& evidence : finding.evidence) texts += finding.grant == "kpu" && evidence.raw ? 1 : 0;
    }
    return texts;
  };
  CHECK(raw_of(first) > 0);
  CHECK(raw_of(second) == raw_of(first));
}

TEST_CASE("a report of something else is refused") {
  const Folder folder("other");
  folder.write("journal/0.csv", header + row("A1", "2023-11-10", "disbursement", "kpu", "1000000.00"));
  const Portfolio before = load(folder.str());
  const Report report = checked(before);
  folder.write("1.csv", header + row("B1", "2024-10-02", "realisation", "kpu", "5.00"));
  const Portfolio grown = append(before, folder.at("1.csv"));
  const auto is_refused = [&](const Portfolio& portfolio, const CheckOptions& options) {
    try {
      static_cast<void>(check(portfolio, builtin_catalogue(), options));
    } catch (const UsageError& error) {
      CHECK(error.code() == ErrorCode::report_of_other);
      return true;
    }
    return false;
  };
  CHECK_FALSE(is_refused(grown, on("2025-06-30", &report)));
  CHECK_FALSE(is_refused(before, on("2025-06-30", &report)));  // nothing was appended
  CHECK(is_refused(grown, on("2025-07-01", &report)));
  CheckOptions options = on("2025-06-30", &report);
  options.select = {"T"};
  CHECK(is_refused(grown, options));
  options = on("2025-06-30", &report);
  options.settings["R401.days_after"] = "45";
  CHECK(is_refused(grown, options));
  const Report later = checked(grown);
  CHECK(is_refused(before, on("2025-06-30", &later)));
  Portfolio other = grown;
  other.name = "Lain";
  CHECK(is_refused(other, on("2025-06-30", &report)));
  folder.write("documents.csv", "grant,kind,date\nkpu,sts,2025-01-02\n");
  CHECK(is_refused(load(folder.str()), on("2025-06-30", &report)));
  folder.remove("documents.csv");
  folder.write("journal/0.csv", header + row("A1", "2023-11-10", "disbursement", "kpu", "900000.00"));
  CHECK(is_refused(load(folder.str()), on("2025-06-30", &report)));
  Report cut = report;
  std::vector<Finding> all(report.findings.begin(), report.findings.end());
  all.pop_back();
  cut.findings = std::move(all);
  CHECK(is_refused(grown, on("2025-06-30", &cut)));
}

TEST_CASE("ids from before are not compared with a file that has changed") {
  const Folder folder("changed");
  folder.write("journal/0.csv", many_rows(90'000, false));
  const Portfolio before = load(folder.str());
  const Portfolio kept = load(folder.str(), {.keep_ids = true});
  folder.write("journal/0.csv", "changed");
  folder.write("1.csv", header + row("Z1", "2024-10-02", "realisation", "kpu", "5.00"));
  CHECK_THROWS_AS(static_cast<void>(append(before, folder.at("1.csv"))), InputError);
  CHECK(append(kept, folder.at("1.csv")).journal->size() == 90'001);
}

TEST_CASE("ids are read again whatever the rows look like") {
  const std::string start = "2024-01-02,realisation,kpu,1.00,,,,,,,";
  const std::string first = header + "Z," + start + "\"" + std::string(300'000, 'x') + "\",\n\"B \"\"2\"\"\"," + start + ",\n\n  C3  ," +
                            start + "\"two\nlines\",\r\nA," + start + ",";
  const auto with_id = [&](const std::string& id) { return header + id + "," + start + ",\n"; };
  for (const char* id : {"Z", "\"B \"\"2\"\"\"", "C3", "A"}) CHECK_FALSE(grown_as_loaded("again", {first, with_id(id)}));
  CHECK(grown_as_loaded("again", {first, with_id("two")}));
  CHECK(grown_as_loaded("again", {first + "\n", with_id("B 2")}));
}
