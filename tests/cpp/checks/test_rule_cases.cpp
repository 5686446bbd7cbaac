// Runs every file of tests/rules: what goes in, and the findings that must come out.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <libhibah/checks/engine.hpp>
#include <libhibah/io/portfolio_reader.hpp>

namespace fs = std::filesystem;
using namespace hibah;

namespace {

using Fields = std::map<std::string, std::string>;

struct Case {
  Date as_of;
  std::map<std::string, std::string> files;
  std::map<std::string, Fields> counts;                  // by rule
  std::vector<std::pair<std::string, Fields>> findings;  // "T201 fail"
};

Fields fields_of(std::istringstream& words) {
  Fields fields;
  std::string word;
  while (words >> word) {
    const auto equals = word.find('=');
    REQUIRE_MESSAGE(equals != std::string::npos, "a field is written key=value: ", word);
    std::string value = word.substr(equals + 1);
    std::replace(value.begin(), value.end(), '~', ' ');  // a blank inside a value is written ~
    fields[word.substr(0, equals)] = value;
  }
  return fields;
}

void read_expectation(Case& result, const std::string& line) {
  std::istringstream words(line);
  std::string rule;
  std::string second;
  if (!(words >> rule >> second)) return;
  if (second.find('=') == std::string::npos) {
    result.findings.emplace_back(rule + " " + second, fields_of(words));
  } else {
    std::istringstream all(line.substr(line.find(second)));
    result.counts[rule] = fields_of(all);
  }
}

Case read_case(const fs::path& path) {
  Case result;
  std::ifstream in(path);
  std::string line;
  std::string section;
  while (std::getline(in, line)) {
    if (line.starts_with("=== ")) {
      section = line.substr(4);
      if (section != "expect") result.files[section];
    } else if (section == "expect") {
      if (!line.starts_with("#")) read_expectation(result, line);
    } else if (!section.empty()) {
      result.files[section] += line + "\n";
    } else if (line.starts_with("as_of = ")) {
      result.as_of = parse_date(line.substr(8));
    }
  }
  return result;
}

std::string or_none(std::string text) {
  return text.empty() ? "none" : text;
}

Fields fields_of(const Finding& finding) {
  Fields fields;
  fields["grant"] = or_none(finding.grant);
  fields["tranche"] = finding.subject.tranche ? std::to_string(*finding.subject.tranche) : "none";
  fields["stage"] = finding.subject.stage ? finding.stage : "none";
  fields["account"] = finding.subject.account ? finding.account : "none";
  fields["expected"] = to_text(finding.expected).value_or("none");
  fields["actual"] = to_text(finding.actual).value_or("none");
  fields["difference"] = to_text(finding.difference).value_or("none");
  fields["unit"] = or_none(std::string(name_of(finding.unit)));
  const bool is_any = !finding.evidence.empty();
  fields["evidence"] = is_any ? finding.evidence.front().file : "none";
  fields["row"] = is_any ? std::to_string(finding.evidence.front().where.row) : "none";
  fields["column"] = is_any ? or_none(finding.evidence.front().column) : "none";
  fields["pieces"] = std::to_string(finding.evidence.size());
  std::size_t rows = 0;
  fields["entry"] = "none";
  for (const Evidence& evidence : finding.evidence) {
    if (evidence.entry == no_entry) continue;
    if (rows++ == 0) fields["entry"] = evidence.entry_id;
    fields["entries"] += (rows == 1 ? "" : ",") + evidence.entry_id;
  }
  fields["rows"] = std::to_string(rows);
  fields["subjects"] = std::to_string(finding.subjects);
  fields["waived"] = finding.waiver ? "yes" : "no";
  return fields;
}

std::string shown(const std::string& head, const Fields& fields) {
  std::string text = head;
  for (const auto& [key, value] : fields) text += " " + key + "=" + value;
  return text;
}

bool fits(const Fields& wanted, const Fields& found) {
  return std::all_of(wanted.begin(), wanted.end(), [&](const auto& field) {
    const auto place = found.find(field.first);
    return place != found.end() && place->second == field.second;
  });
}

// As above, and the message says and ends with what is asked for, in one of the two languages.
bool fits(Fields wanted, const Fields& found, const Message& message) {
  const auto says = wanted.extract("says");
  if (says && message.en.find(says.mapped()) == std::string::npos && message.id.find(says.mapped()) == std::string::npos) return false;
  const auto ends = wanted.extract("ends");
  if (ends && !message.en.ends_with(ends.mapped()) && !message.id.ends_with(ends.mapped())) return false;
  return fits(wanted, found);
}

void run(const fs::path& path) {
  const Case wanted = read_case(path);
  REQUIRE_MESSAGE(!wanted.counts.empty(), "a case expects counts of at least one rule");
  const fs::path folder = fs::temp_directory_path() / ("hibah-case-" + path.parent_path().filename().string() + "-" + path.stem().string());
  fs::remove_all(folder);
  for (const auto& [name, text] : wanted.files) {
    fs::create_directories((folder / name).parent_path());
    std::ofstream(folder / name, std::ios::binary) << text;
  }
  CheckOptions options;
  options.as_of = wanted.as_of;
  for (const auto& [rule, counts] : wanted.counts) options.select.push_back(rule);
  Report report;
  try {
    report = check(load(folder.string()), builtin_catalogue(), options);
  } catch (const InputError& error) {
    fs::remove_all(folder);
    FAIL_CHECK(error.what());
    return;
  }
  fs::remove_all(folder);
  for (const RuleCount& count : report.rules) {
    const Fields found{{"pass", std::to_string(count.pass)},
                       {"fail", std::to_string(count.fail)},
                       {"not_applicable", std::to_string(count.not_applicable)},
                       {"not_evaluable", std::to_string(count.not_evaluable)},
                       {"waived", std::to_string(count.waived)}};
    CHECK_MESSAGE(fits(wanted.counts.at(count.rule), found), shown("found " + count.rule, found));
  }
  auto open = wanted.findings;
  for (const Finding& finding : report.findings) {
    const std::string head = finding.rule + " " + std::string(name_of(finding.state));
    const Fields found = fields_of(finding);
    const auto place = std::find_if(open.begin(), open.end(),
                                    [&](const auto& row) { return row.first == head && fits(row.second, found, finding.message); });
    CHECK_MESSAGE(place != open.end(), "not expected: ", shown(head, found), " — ", finding.message.en);
    if (place != open.end()) open.erase(place);
  }
  for (const auto& missing : open) CHECK_MESSAGE(false, "not found: ", shown(missing.first, missing.second));
}

// tests/mutate.py has the cases of a few rules run: the environment names their folders, each between commas.
bool is_asked_for(const fs::path& path) {
  const char* const asked = std::getenv("HIBAH_RULE_CASES");
  return !asked || std::string(asked).find("," + path.parent_path().filename().string() + ",") != std::string::npos;
}

std::vector<fs::path> case_files() {
  std::vector<fs::path> files;
  for (const auto& item : fs::recursive_directory_iterator(HIBAH_TEST_RULES)) {
    if (item.path().extension() == ".case") files.push_back(item.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

TEST_CASE("every rule case gives exactly the findings that it expects") {
  const auto files = case_files();
  REQUIRE(!files.empty());
  for (const fs::path& path : files) {
    if (!is_asked_for(path)) continue;
    const std::string name = path.parent_path().filename().string() + "/" + path.filename().string();
    CAPTURE(name);
    run(path);
  }
}

TEST_CASE("every rule of the catalogue has a folder with a case of each sort, and no folder is left over") {
  std::map<std::string, std::set<std::string>> sorts;
  for (const fs::path& path : case_files()) {
    const std::string name = path.filename().string();
    sorts[path.parent_path().filename().string()].insert(name.substr(0, name.find('-')));
  }
  const Catalogue catalogue = builtin_catalogue();
  for (const Rule& rule : catalogue.rules()) {
    const std::string code(rule.info.code);
    for (const std::string sort : {"fires", "quiet", "unknown", "edge"}) {
      CHECK_MESSAGE(sorts[code].contains(sort), code, " has no case that begins with ", sort, "-");
    }
  }
  for (const auto& sort : sorts) {
    CHECK_MESSAGE(catalogue.find(sort.first) != nullptr, "tests/rules/", sort.first, " belongs to no rule");
  }
}
