#include <libhibah/base/dictionary.hpp>

#include <algorithm>
#include <utility>

#include <libhibah/base/text.hpp>

namespace hibah {

namespace {
constexpr std::size_t block_bytes = 1u << 16;
}

Dictionary::Dictionary() { words_.emplace_back(); }
Dictionary::Dictionary(const Dictionary& other) : Dictionary() {
  for (std::size_t id = 1; id < other.size(); ++id) intern(other.words_[id]);
  names_ = other.names_;
}
Dictionary::Dictionary(Dictionary&&) noexcept = default;
Dictionary& Dictionary::operator=(const Dictionary& other) {
  if (this != &other) *this = Dictionary(other);
  return *this;
}
Dictionary& Dictionary::operator=(Dictionary&&) noexcept = default;
Dictionary::~Dictionary() = default;

WordId Dictionary::intern(std::string_view word) {
  if (word.empty()) return 0;
  if (const auto place = index_.find(word); place != index_.end()) return place->second;
  if (blocks_.empty() || blocks_.back().capacity() - blocks_.back().size() < word.size()) {
    blocks_.emplace_back();
    blocks_.back().reserve(std::max(block_bytes, word.size()));
  }
  std::string& block = blocks_.back();
  const std::size_t begin = block.size();
  block.append(word);  // within the reserved capacity: views into the block stay good
  const auto id = static_cast<WordId>(words_.size());
  words_.push_back(std::string_view(block).substr(begin, word.size()));
  index_.emplace(words_.back(), id);
  return id;
}

WordId Dictionary::find(std::string_view word) const noexcept {
  const auto place = index_.find(word);
  return place == index_.end() ? 0 : place->second;
}

void Dictionary::settle_names() {
  std::unordered_map<std::string, WordId> seen;
  names_.assign(words_.size(), 0);
  for (std::size_t id = 1; id < words_.size(); ++id) {
    names_[id] = seen.try_emplace(folded(words_[id]), static_cast<WordId>(id)).first->second;
  }
}

}  // namespace hibah
