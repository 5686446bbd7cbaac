// waivers.toml: every problem is told, what was read is written back, and a waived finding is shown apart in every form of the report.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <libhibah/checks/engine.hpp>
#include <libhibah/io/json.hpp>
#include <libhibah/io/portfolio_reader.hpp>
#include <libhibah/io/portfolio_writer.hpp>
#include <libhibah/io/render.hpp>

namespace fs = std::filesystem;
using namespace hibah;

namespace {

constexpr const char* agreement = R"(format = 1
name = "Hibah Uji"
grantor = "Pemerintah Kabupaten Uji"
election = "pilkada-2024"
regulation = "permendagri-41-2020"
[[grant]]
id = "kpu"
recipient = "KPU Kabupaten Uji"
role = "organiser"
signed = 2024-03-04
amount = 1000
  [[grant.tranche]]
  share = "100%"
  due = "signed + 14 working days"
)";
constexpr const char* late = "id,date,kind,grant,tranche,amount\nD1,2024-03-27,disbursement,kpu,1,1000\n";
constexpr const char* accepted = R"([[waiver]]
rule = "T201"
grant = "kpu"
justification = "SIPD dalam <pemeliharaan>, surat 5"
requested_by = "Bendahara"
approved_by = "Sekda"
issued = 2024-04-01
expires = 2024-12-31
document = "Nota 7"
)";

class Folder {
 public:
  explicit Folder(const std::string& waivers) : path_(fs::temp_directory_path() / ("hibah-waivers-" + std::to_string(number_++))) {
    fs::remove_all(path_);
    fs::create_directories(path_);
    write("portfolio.toml", agreement);
    write("journal.csv", late);
    write("waivers.toml", waivers);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { fs::remove_all(path_); }
  [[nodiscard]] std::string str() const { return path_.string(); }
  [[nodiscard]] std::string inner(const char* name) const { return (path_ / name).string(); }

 private:
  void write(const char* name, const std::string& text) const { std::ofstream(path_ / name, std::ios::binary) << text; }
  static inline int number_ = 0;
  fs::path path_;
};

std::vector<std::string> problems_of(const std::string& waivers) {
  const Folder folder(waivers);
  std::vector<std::string> lines;
  try {
    static_cast<void>(load(folder.str()));
  } catch (const InputError& error) {
    for (const Problem& problem : error.problems()) lines.push_back(problem.line(Language::en));
  }
  return lines;
}

Report report_of(const std::string& waivers) {
  const Folder folder(waivers);
  return check(load(folder.str()), builtin_catalogue(), {.as_of = parse_date("2024-08-01"), .select = {"T201", "W"}});
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("every problem of waivers.toml is told with its line") {
  const auto lines = problems_of(R"([[waiver]]
rule = ""
grant = "kpuu"
tranche = 0
stage = "CAMPAIN"
account = " "
justification = 5
requested_by = "A"
issued = "2024-04-31"
expires = "besok"
reason = "..."
)");
  const std::vector<std::string> parts{"row 2",         "\"kpuu\"",    "tranche", "CAMPAIGN", "account",
                                       "justification", "approved_by", "issued",  "expires",  "reason"};
  CHECK(lines.size() == parts.size());
  std::string all;
  for (const std::string& line : lines) {
    CHECK(has(line, "waivers.toml"));
    all += line + "\n";
  }
  for (const std::string& part : parts) CHECK_MESSAGE(has(all, part), part, " is not in\n", all);
}

TEST_CASE("a waivers.toml that is no TOML, empty or of other tables is a problem") {
  CHECK(problems_of("").size() == 1);
  CHECK(problems_of("[[waiver]\n").size() == 1);
  CHECK(problems_of("[[waivers]]\nrule = \"T201\"\n").size() == 1);
  CHECK(problems_of("waiver = 5\n").size() == 1);
  CHECK(problems_of("waiver = []\n").empty());
}

TEST_CASE("waivers are written as they were read") {
  const Folder folder(std::string(accepted) + "[[waiver]]\nrule = \"R404\"\ngrant = \"kpu\"\ntranche = 1\nstage = \"CAMPAIGN\"\n" +
                      "account = \"5211\"\nvoucher = \"K-1\"\nentry = \"D1\"\nrequested_by = \"A\"\napproved_by = \"B\"\n" +
                      "issued = 2024-04-01\nexpires = 2024-04-02\n");
  const Portfolio first = load(folder.str());
  REQUIRE(first.waivers);
  save(first, folder.inner("again"));
  const Portfolio second = load(folder.inner("again"));
  save(second, folder.inner("once-more"));
  REQUIRE(second.waivers);
  REQUIRE(second.waivers->size() == 2);
  const Waiver& narrow = second.waivers->back();
  CHECK((narrow.rule == "R404" && narrow.grant == 0 && narrow.tranche == 1 && narrow.stage == "CAMPAIGN" && narrow.account == "5211"));
  CHECK((narrow.voucher == "K-1" && narrow.entry == "D1" && narrow.justification.empty() && narrow.document.empty()));
  const Waiver& whole = second.waivers->front();
  CHECK((!whole.tranche && whole.approved_by == "Sekda" && whole.expires == parse_date("2024-12-31") && whole.document == "Nota 7"));
  const auto bytes = [](const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(in), {});
  };
  CHECK(bytes(folder.inner("again/waivers.toml")) == bytes(folder.inner("once-more/waivers.toml")));
}

TEST_CASE("a waived finding stays in the report, counted apart, and does not fail it") {
  const Report report = report_of(accepted);
  REQUIRE(report.findings.size() == 1);
  REQUIRE(report.findings.front().waiver);
  CHECK(report.total().fail == 0);
  CHECK(report.total().waived == 1);
  CHECK_FALSE(report.fails_at(Severity::info));
  CHECK(report.by_grant.front().fail == 1);
}

TEST_CASE("who waived a finding, until when and why stands in every form of the report") {
  const Report report = report_of(accepted);
  const std::string json = to_json(report, Language::en);
  CHECK(has(json, R"("waiver": {
        "justification": "SIPD dalam <pemeliharaan>, surat 5",
        "requested_by": "Bendahara",
        "approved_by": "Sekda",
        "issued": "2024-04-01",
        "expires": "2024-12-31",
        "document": "Nota 7",
        "row": 1
      })"));
  CHECK(has(to_csv(report, Language::en), ",2024-12-31,Sekda,\"SIPD dalam <pemeliharaan>, surat 5\",\n"));
  for (const Language language : {Language::id, Language::en}) {
    const bool is_english = language == Language::en;
    const std::string text = to_text(report, {.language = language});
    CHECK(has(text, is_english ? "WAIVED (1)" : "DIKECUALIKAN (1)"));
    CHECK(has(text, is_english ? "Waived by Sekda until 31 December 2024:" : "Dikecualikan oleh Sekda sampai 31 Desember 2024:"));
    CHECK(has(text, "(Nota 7)"));
    CHECK(has(text, is_english ? "Findings waived: 1." : "Temuan yang dikecualikan: 1."));
    CHECK_FALSE(has(text, is_english ? "ERROR (1)" : "KESALAHAN (1)"));
    CHECK(has(to_html(report, language), "SIPD dalam &lt;pemeliharaan&gt;, surat 5 (Nota 7)"));
  }
}
