#include <libhibah/base/parallel.hpp>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace hibah {

unsigned thread_count(unsigned asked) noexcept {
  return asked != 0 ? asked : std::max(1u, std::thread::hardware_concurrency());
}

void InTurn::operator()(std::uint64_t number, const std::function<void()>& work) {
  std::unique_lock lock(guard_);
  turn_.wait(lock, [&] { return next_ == number; });
  lock.unlock();
  work();
  lock.lock();
  ++next_;
  lock.unlock();
  turn_.notify_all();
}

void on_workers(unsigned threads, const std::function<void()>& tick, const std::function<void(unsigned, StopFlag&)>& work) {
  StopFlag stop;
  threads = std::max(1u, threads);
  if (threads == 1 && !tick) {
    work(0, stop);
    return;
  }
  std::mutex guard;
  std::condition_variable finished;
  unsigned running = threads;
  std::exception_ptr fault;
  const auto fail = [&] {
    const std::lock_guard lock(guard);
    if (!fault) fault = std::current_exception();
    stop.stop();
  };
  std::vector<std::thread> workers;
  workers.reserve(threads);
  for (unsigned number = 0; number < threads; ++number) {
    workers.emplace_back([&, number] {
      try {
        work(number, stop);
      } catch (...) {
        fail();
      }
      const std::lock_guard lock(guard);
      if (--running == 0) finished.notify_all();
    });
  }
  if (tick) {
    std::unique_lock lock(guard);
    while (running != 0) {
      // The system's clock: the thread sanitiser does not know the waiting on the steady one.
      finished.wait_until(lock, std::chrono::system_clock::now() + std::chrono::milliseconds(20));
      lock.unlock();
      try {
        if (!stop.is_stopped()) tick();
      } catch (...) {
        fail();
      }
      lock.lock();
    }
  }
  for (std::thread& worker : workers) worker.join();
  if (fault) std::rethrow_exception(fault);
}

void for_each_index(std::size_t count, unsigned threads, const Progress& progress, const std::function<void(std::size_t)>& work) {
  for_each_index(count, threads, progress, [&](std::size_t i, const StopFlag&) { work(i); });
}

void for_each_index(std::size_t count, unsigned threads, const Progress& progress,
                    const std::function<void(std::size_t, const StopFlag&)>& work) {
  std::atomic<std::size_t> next{0};
  std::atomic<std::size_t> done{0};
  std::function<void()> tick;
  if (progress) tick = [&] { progress(done.load(std::memory_order_relaxed), count); };
  const auto fitting = static_cast<unsigned>(std::min<std::size_t>(thread_count(threads), std::max<std::size_t>(count, 1)));
  on_workers(fitting, tick, [&](unsigned, StopFlag& stop) {
    for (std::size_t i = next++; i < count && !stop.is_stopped(); i = next++) {
      work(i, stop);
      done.fetch_add(1, std::memory_order_relaxed);
    }
  });
}

}  // namespace hibah
