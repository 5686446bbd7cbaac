// libhibah: gauge — the clocks that the library itself must not look at.
#pragma once

#include <cstdint>

namespace hibah::bindings {

/// Nanoseconds of CPU time of the calling thread.
[[nodiscard]] std::uint64_t thread_time();

/// Where a run stands: microseconds since some moment that stays the same, and the most memory that the process has had.
struct Gauge {
  std::uint64_t microseconds = 0;
  std::uint64_t peak_bytes = 0;
};
[[nodiscard]] Gauge gauge();

}  // namespace hibah::bindings
