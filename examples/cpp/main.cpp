// Checks a portfolio as of a day and prints the report as JSON: what `hibah check FOLDER --as-of DAY --format json` does.
//
//   check_portfolio FOLDER YYYY-MM-DD
//
// The exit code is the command line's too: 0 no error found, 1 errors found, 2 the input or the call was wrong.
#include <libhibah/hibah.hpp>

#include <exception>
#include <iostream>

namespace {

int run(const std::string& folder, const std::string& as_of) {
  const hibah::Portfolio portfolio = hibah::load(folder);
  hibah::Report report = hibah::check(portfolio, hibah::builtin_catalogue(), {.as_of = hibah::parse_date(as_of)});
  hibah::attach_raw(report);  // the cells that the findings point at
  std::cout << hibah::to_json(report);
  return report.fails_at(hibah::Severity::error) ? 1 : 0;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 3) {
    std::cerr << "usage: check_portfolio FOLDER YYYY-MM-DD\n";
    return 2;
  }
  try {
    return run(arguments[1], arguments[2]);
  } catch (const hibah::InputError& error) {
    std::cerr << hibah::to_text(error, hibah::Language::en);  // every problem of every file
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
  }
  return 2;
}
