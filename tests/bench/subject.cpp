// The subject in C++: the four checks and the report by stage and account on one thread. Prints what truth.txt says and times nothing
// itself; instructions.py counts what it does.
//
//   hibah_bench_subject FOLDER
//   hibah_bench_subject --compiler     what it was built with

#include <exception>
#include <iostream>
#include <string>

#include <libhibah/hibah.hpp>

namespace {

void run(const std::string& folder) {
  // One thread and a fixed width: widest would be another piece of code on another processor, and so another count.
  hibah::LoadOptions load_options;
  load_options.threads = 1;
  load_options.width = hibah::ScanWidth::bits128;
  const hibah::Portfolio portfolio = hibah::load(folder, load_options);
  hibah::CheckOptions check_options;
  check_options.as_of = hibah::parse_date("2025-06-30");
  check_options.select = {"B301", "R401", "R402", "R404"};
  check_options.threads = 1;
  const hibah::Report report = hibah::check(portfolio, hibah::builtin_catalogue(), check_options);
  for (const hibah::RuleCount& rule : report.rules) std::cout << rule.rule << ' ' << rule.fail << '\n';
  const hibah::Table table = hibah::realisation(portfolio, {hibah::GroupBy::stage, hibah::GroupBy::account}, check_options.as_of);
  const auto& stages = table.column("stage")->cells;
  const auto& accounts = table.column("account")->cells;
  const auto& realised = table.column("realised")->cells;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    std::cout << "realised " << std::get<std::string>(stages[row]) << ' ' << std::get<std::string>(accounts[row]) << ' '
              << hibah::to_plain(std::get<hibah::Rupiah>(realised[row])) << '\n';
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: hibah_bench_subject FOLDER|--compiler\n";
    return 2;
  }
  const std::string argument = argv[1];
  if (argument == "--compiler") {
#if defined(__clang__)
    std::cout << "clang " << __clang_major__ << '\n';
#elif defined(__GNUC__)
    std::cout << "g++ " << __GNUC__ << '\n';
#else
    std::cout << "unknown\n";
#endif
    return 0;
  }
  try {
    run(argument);
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
  return 0;
}
