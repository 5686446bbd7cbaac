// libhibah: parallel — work on several threads while the caller's own thread is kept free to say how it goes.
#pragma once

// The calling thread does none of the work where it has a progress to call: it calls it about fifty times a second and once at the end.
// Whatever that throws calls the work off, so an interrupt from a user stops a long run within a moment. What the work itself throws
// comes out here, too. Work that lasts asks `is_stopped` now and then.

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>

namespace hibah {

/// Told on the calling thread; may throw to call the work off. `total` is 0 where it is not known.
using Progress = std::function<void(std::uint64_t done, std::uint64_t total)>;

/// As many threads as were asked for; 0 means as many as the machine has. At least one.
[[nodiscard]] unsigned thread_count(unsigned asked) noexcept;

/// Whether work was called off, by a progress or by a fault on another thread.
class StopFlag {
 public:
  [[nodiscard]] bool is_stopped() const noexcept { return is_stopped_.load(std::memory_order_relaxed); }
  void stop() noexcept { is_stopped_.store(true, std::memory_order_relaxed); }

 private:
  std::atomic<bool> is_stopped_{false};
};

/// Lets numbered pieces of work go one after the other, whichever threads have them and in whatever order they are ready.
class InTurn {
 public:
  /// From number 0 again. Nobody may be waiting.
  void restart() noexcept { next_ = 0; }
  /// Does the work once every lower number has been done: each number is to come, if only with nothing to do.
  void operator()(std::uint64_t number, const std::function<void()>& work);

 private:
  std::mutex guard_;
  std::condition_variable turn_;
  std::uint64_t next_ = 0;
};

/// Calls `work(number, stop)` once on each of `threads` threads, numbered from 0; with one thread and no tick on the calling thread itself.
void on_workers(unsigned threads, const std::function<void()>& tick, const std::function<void(unsigned, StopFlag&)>& work);

/// Calls `work(i)` for every i below `count`, in no certain order.
void for_each_index(std::size_t count, unsigned threads, const Progress& progress, const std::function<void(std::size_t)>& work);
/// The same for work that lasts: it looks at the flag, and may then throw whatever it likes.
void for_each_index(std::size_t count, unsigned threads, const Progress& progress,
                    const std::function<void(std::size_t, const StopFlag&)>& work);

}  // namespace hibah
