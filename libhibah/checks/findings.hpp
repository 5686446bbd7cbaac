// libhibah: Findings — the list of what a check found, which may have a million members.
#pragma once

// Rules answer grant by grant, on many threads, and a report tells the answers in a fixed order: the lists that the rules made are put one
// behind the other as they are, without moving a finding.
//
// Example:
//   for (const Finding& finding : report.findings) { ... }
//   report.findings[0].rule

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <iterator>
#include <utility>
#include <vector>

#include <libhibah/checks/finding.hpp>

namespace hibah {

class Findings {
 public:
  using value_type = Finding;

  template <typename Item, typename Lists>
  class Iterator {
   public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = Finding;
    using difference_type = std::ptrdiff_t;
    using pointer = Item*;
    using reference = Item&;

    Iterator() = default;
    Iterator(Lists& lists, std::size_t list, std::size_t place) : lists_(&lists), list_(list), place_(place) {}
    Item& operator*() const { return (*lists_)[list_][place_]; }
    Item* operator->() const { return &**this; }
    Iterator& operator++() {
      if (++place_ == (*lists_)[list_].size()) {
        ++list_;
        place_ = 0;
      }
      return *this;
    }
    Iterator operator++(int) {
      Iterator before = *this;
      ++*this;
      return before;
    }
    friend bool operator==(const Iterator& a, const Iterator& b) { return a.list_ == b.list_ && a.place_ == b.place_; }

   private:
    Lists* lists_ = nullptr;
    std::size_t list_ = 0;
    std::size_t place_ = 0;
  };
  using Lists = std::vector<std::vector<Finding>>;
  using iterator = Iterator<Finding, Lists>;
  using const_iterator = Iterator<const Finding, const Lists>;

  Findings() = default;
  Findings(std::initializer_list<Finding> findings) : Findings(std::vector<Finding>(findings)) {}
  Findings(std::vector<Finding> findings) { append(std::move(findings)); }  // NOLINT(google-explicit-constructor)

  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
  [[nodiscard]] iterator begin() noexcept { return {lists_, 0, 0}; }
  [[nodiscard]] iterator end() noexcept { return {lists_, lists_.size(), 0}; }
  [[nodiscard]] const_iterator begin() const noexcept { return {lists_, 0, 0}; }
  [[nodiscard]] const_iterator end() const noexcept { return {lists_, lists_.size(), 0}; }
  /// From the finding of that number on; the end where there is none.
  [[nodiscard]] const_iterator from(std::size_t number) const {
    const std::size_t list = list_of(number);
    return {lists_, list, list == lists_.size() ? 0 : number - first_[list]};
  }
  /// The number is below size().
  [[nodiscard]] Finding& operator[](std::size_t number) {
    const std::size_t list = list_of(number);
    return lists_[list][number - first_[list]];
  }
  [[nodiscard]] const Finding& operator[](std::size_t number) const { return *from(number); }
  [[nodiscard]] const Finding& front() const { return lists_.front().front(); }

  void push_back(Finding finding) {
    if (lists_.empty()) {
      lists_.emplace_back();
      first_.push_back(0);
    }
    lists_.back().push_back(std::move(finding));
    ++size_;
  }
  /// Puts a whole list behind the others.
  void append(std::vector<Finding> findings) {
    if (findings.empty()) return;
    first_.push_back(size_);
    size_ += findings.size();
    lists_.push_back(std::move(findings));
  }

 private:
  [[nodiscard]] std::size_t list_of(std::size_t number) const {
    if (number >= size_) return lists_.size();
    return static_cast<std::size_t>(std::upper_bound(first_.begin(), first_.end(), number) - first_.begin()) - 1;
  }
  Lists lists_;                     // none of them empty
  std::vector<std::size_t> first_;  // the number of the first finding of each
  std::size_t size_ = 0;
};

}  // namespace hibah
