#include <libhibah/base/dictionary.hpp>

#include <algorithm>
#include <functional>
#include <utility>

#include <libhibah/base/text.hpp>

namespace hibah {

namespace {

constexpr std::size_t block_bytes = std::size_t{1} << 16;
constexpr WordId empty_slot = 0;  // word 0 is the empty one and never stands in a slot

/// Finds words by open addressing: `slots` holds numbers of words, `hashes` the hash of each word.
template <typename Equal>
std::size_t slot_of(const std::vector<WordId>& slots, const std::vector<std::uint32_t>& hashes, std::uint32_t hash, const Equal& equal) {
  const std::size_t mask = slots.size() - 1;
  std::size_t at = hash & mask;
  while (slots[at] != empty_slot && !(hashes[slots[at]] == hash && equal(slots[at]))) at = (at + 1) & mask;
  return at;
}

std::uint32_t hash_of(std::string_view word) noexcept {
  const std::size_t hash = std::hash<std::string_view>{}(word);
  return static_cast<std::uint32_t>(hash ^ (hash >> 32));
}

/// Twice as many slots, the words put in again.
std::vector<WordId> rehashed(const std::vector<std::uint32_t>& hashes, std::size_t size) {
  std::vector<WordId> slots(size, empty_slot);
  for (WordId id = 1; id < hashes.size(); ++id) slots[slot_of(slots, hashes, hashes[id], [](WordId) { return false; })] = id;
  return slots;
}

}  // namespace

Dictionary::Dictionary() : words_(1), hashes_(1), slots_(16, empty_slot) {}

Dictionary::Dictionary(const Dictionary& other) : Dictionary() {
  for (std::size_t id = 1; id < other.size(); ++id) intern(other.words_[id]);
  names_ = other.names_;
}

Dictionary::Dictionary(Dictionary&& other) noexcept = default;

Dictionary& Dictionary::operator=(const Dictionary& other) {
  if (this != &other) *this = Dictionary(other);
  return *this;
}

Dictionary& Dictionary::operator=(Dictionary&& other) noexcept = default;
Dictionary::~Dictionary() = default;

WordId Dictionary::intern(std::string_view word) {
  if (word.empty()) return 0;
  const std::uint32_t hash = hash_of(word);
  std::size_t slot = slot_of(slots_, hashes_, hash, [&](WordId id) { return words_[id] == word; });
  if (slots_[slot] != empty_slot) return slots_[slot];
  if (blocks_.empty() || blocks_.back().capacity() - blocks_.back().size() < word.size()) {
    blocks_.emplace_back();
    blocks_.back().reserve(std::max(block_bytes, word.size()));
  }
  std::string& block = blocks_.back();
  const std::size_t begin = block.size();
  block.append(word);  // within what was reserved: views into the block stay good
  const auto id = static_cast<WordId>(words_.size());
  words_.push_back(std::string_view(block).substr(begin, word.size()));
  hashes_.push_back(hash);
  if (words_.size() * 2 > slots_.size()) {
    slots_ = rehashed(hashes_, slots_.size() * 2);
  } else {
    slots_[slot] = id;
  }
  return id;
}

WordId Dictionary::find(std::string_view word) const noexcept {
  if (word.empty()) return 0;
  return slots_[slot_of(slots_, hashes_, hash_of(word), [&](WordId id) { return words_[id] == word; })];
}

void Dictionary::settle_names() {
  // A second dictionary of the folded words: equal names get the number of the first of them.
  Dictionary folded_words;
  std::vector<WordId> first(1, 0);
  names_.assign(words_.size(), 0);
  std::string buffer;
  for (std::size_t id = 1; id < words_.size(); ++id) {
    const WordId name = folded_words.intern(folded_into(buffer, words_[id]));
    if (name == first.size()) first.push_back(static_cast<WordId>(id));
    names_[id] = first[name];
  }
}

}  // namespace hibah
