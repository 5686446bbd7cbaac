// Writes a portfolio of any size with planted boundary cases, and what must be found in it: see nation.hpp.
//
//   hibah_bench_generate OUT ROWS GRANTS SEED

#include <cstdint>
#include <cstdlib>
#include <iostream>

#include "nation.hpp"

int main(int argc, char** argv) {
  if (argc != 5) {
    std::cerr << "usage: hibah_bench_generate OUT ROWS GRANTS SEED\n";
    return 2;
  }
  const auto number = [&](int place) { return std::uint64_t{std::strtoull(argv[place], nullptr, 10)}; };
  hibah::bench::write_nation(argv[1], {.rows = number(2), .grants = number(3), .seed = number(4)});
  return 0;
}
