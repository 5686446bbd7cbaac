// libhibah: Dictionary — words stored once, named by small numbers.
#pragma once

// A column of names (accounts, payees, vouchers) is kept as numbers into one of these. Number 0 is always the empty word.
// Two numbers of one dictionary are equal exactly when the words are; `same_name` compares as people do (trimmed, without case).

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace hibah {

using WordId = std::uint32_t;

class Dictionary {
 public:
  Dictionary();
  Dictionary(const Dictionary&);
  Dictionary(Dictionary&&) noexcept;
  Dictionary& operator=(const Dictionary&);
  Dictionary& operator=(Dictionary&&) noexcept;
  ~Dictionary();

  /// The number of `word` (taken as it stands: callers trim), which is added where it is new.
  WordId intern(std::string_view word);
  /// The number of `word`, or 0 where it is empty or not there.
  [[nodiscard]] WordId find(std::string_view word) const noexcept;
  [[nodiscard]] std::string_view text(WordId id) const noexcept { return words_[id]; }
  [[nodiscard]] std::size_t size() const noexcept { return words_.size(); }

  /// Settles which words are the same name; called once, after the last intern.
  void settle_names();
  /// A number that is equal for words that are the same name. Needs settle_names().
  [[nodiscard]] WordId name(WordId id) const noexcept { return names_[id]; }

 private:
  std::vector<std::string_view> words_;  // views into blocks_
  std::vector<std::uint32_t> hashes_;    // of each word
  std::vector<WordId> slots_;            // open addressing over the words, a power of two
  std::deque<std::string> blocks_;
  std::vector<WordId> names_;
};

}  // namespace hibah
