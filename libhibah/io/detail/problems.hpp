// libhibah: problems — a list that grows to a limit and counts on.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <libhibah/base/error.hpp>
#include <libhibah/base/limits.hpp>
#include <libhibah/base/text.hpp>

namespace hibah::detail {

/// Every problem of a reading: the first ones in full, all of them counted.
class Problems {
 public:
  void add(Problem problem) {
    ++total_;
    if (!is_full()) list_.push_back(std::move(problem));
  }
  void add(ErrorCode code, const std::string& file, std::uint64_t row, std::string_view column, std::string_view text,
           std::string hint = {}) {
    ++total_;
    if (is_full()) return;
    Problem problem;
    problem.code = code;
    problem.file = file;
    if (row > 0) problem.row = row;
    problem.column = column;
    problem.text = shortened(text);
    problem.hint = std::move(hint);
    list_.push_back(std::move(problem));
  }
  [[nodiscard]] bool empty() const noexcept { return total_ == 0; }
  /// Adds what another list has gathered, after what is here.
  void take(Problems&& other) {
    total_ += other.total_;
    for (Problem& problem : other.list_) {
      if (is_full()) break;
      list_.push_back(std::move(problem));
    }
  }
  /// True where further problems are only counted: what costs time to say (the nearest known word) need not be worked out.
  [[nodiscard]] bool is_full() const noexcept { return only_counts_ || list_.size() >= limits::max_problems_kept; }
  /// From now on: enough of them stand in lists that come before this one.
  void only_count() noexcept { only_counts_ = true; }
  [[nodiscard]] std::size_t kept() const noexcept { return list_.size(); }
  [[nodiscard]] std::uint64_t total() const noexcept { return total_; }
  /// Errors: InputError where there are any.
  void throw_if_any() {
    if (empty()) return;
    // In the order of files as they were read, then of rows.
    std::vector<std::string> files;
    for (const Problem& problem : list_) {
      if (std::find(files.begin(), files.end(), problem.file) == files.end()) files.push_back(problem.file);
    }
    const auto place = [&](const Problem& problem) {
      return std::pair(std::find(files.begin(), files.end(), problem.file) - files.begin(), problem.row.value_or(0));
    };
    std::stable_sort(list_.begin(), list_.end(), [&](const Problem& a, const Problem& b) { return place(a) < place(b); });
    throw InputError(std::move(list_), total_);
  }

 private:
  std::vector<Problem> list_;
  std::uint64_t total_ = 0;
  bool only_counts_ = false;
};

}  // namespace hibah::detail
