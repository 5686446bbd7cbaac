#include "gauge.hpp"

#include <sys/resource.h>

#include <chrono>
#include <ctime>

namespace hibah::bindings {

std::uint64_t thread_time() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<std::uint64_t>(now.tv_sec) * 1'000'000'000 + static_cast<std::uint64_t>(now.tv_nsec);
}

Gauge gauge() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
#if defined(__APPLE__)
  constexpr std::uint64_t unit = 1;
#else
  constexpr std::uint64_t unit = 1024;
#endif
  const auto now = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now().time_since_epoch());
  return {static_cast<std::uint64_t>(now.count()), static_cast<std::uint64_t>(usage.ru_maxrss) * unit};
}

}  // namespace hibah::bindings
