// A whole run on many threads, for the thread sanitiser: everything that libhibah does on several threads, with results held against those of one.
//
//   hibah_threads FOLDER THREADS
#include <atomic>
#include <exception>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

#include <libhibah/hibah.hpp>

namespace {

using namespace hibah;

const Date as_of = parse_date("2025-06-30");

Portfolio loaded(const std::string& folder, unsigned threads, std::atomic<std::uint64_t>& told) {
  LoadOptions options;
  options.threads = threads;
  options.progress = [&](std::uint64_t, std::uint64_t) { ++told; };
  return load(folder, options);
}

Report checked(const Portfolio& portfolio, unsigned threads, std::atomic<std::uint64_t>& told) {
  std::atomic<std::uint64_t> ticks{0};
  CheckOptions options;
  options.as_of = as_of;
  options.threads = threads;
  options.progress = [&](std::uint64_t, std::uint64_t) { ++told; };
  options.clock = [&] { return ticks.fetch_add(1, std::memory_order_relaxed); };
  Report report = check(portfolio, builtin_catalogue(), options);
  attach_raw(report, [&] { ++told; });
  return report;
}

/// All that a portfolio tells.
std::string told_of(const Portfolio& portfolio, unsigned threads, std::atomic<std::uint64_t>& told) {
  const Report report = checked(portfolio, threads, told);
  return to_json(report, Language::id, threads) + to_csv(report, Language::en) + to_csv(schedule(portfolio, as_of)) +
         to_csv(realisation(portfolio, {GroupBy::grant, GroupBy::stage}, as_of)) + to_csv(position(portfolio, as_of));
}

bool run(const std::string& folder, unsigned threads) {
  std::atomic<std::uint64_t> told{0};
  const std::string expected = told_of(loaded(folder, 1, told), 1, told);
  const Portfolio portfolio = loaded(folder, threads, told);
  // Two who ask the same portfolio at once, as from Python.
  std::vector<std::string> answers(2);
  {
    std::vector<std::thread> askers;
    for (std::string& answer : answers) askers.emplace_back([&] { answer = told_of(portfolio, threads, told); });
    for (std::thread& asker : askers) asker.join();
  }
  std::cout << expected.size() << " bytes, told " << (told > 0 ? "of progress" : "nothing") << '\n';
  return answers[0] == expected && answers[1] == expected;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: hibah_threads FOLDER THREADS\n";
    return 2;
  }
  try {
    if (run(argv[1], static_cast<unsigned>(std::stoul(argv[2])))) return 0;
    std::cerr << "the results depend on the number of threads\n";
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
  }
  return 1;
}
