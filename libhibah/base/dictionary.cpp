#include <libhibah/base/dictionary.hpp>

#include <algorithm>
#include <utility>

#include <libhibah/base/hash.hpp>
#include <libhibah/base/text.hpp>

namespace hibah {

namespace {

constexpr std::size_t block_bytes = std::size_t{1} << 16;

}  // namespace

Dictionary::Dictionary() : words_(1), slots_(16) {}

/// Twice as many slots, the words put in again.
void Dictionary::grow() {
  std::vector<Slot> larger(slots_.size() * 2);
  const std::size_t mask = larger.size() - 1;
  for (const Slot& slot : slots_) {
    if (slot.id == 0) continue;
    std::size_t at = (hash_of(words_[slot.id]) >> 32) & mask;
    while (larger[at].id != 0) at = (at + 1) & mask;
    larger[at] = slot;
  }
  slots_ = std::move(larger);
}

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
  return intern(word, hash_of(word));
}

/// Adds a word that is not there yet, where slot_of said.
WordId Dictionary::add(std::string_view word, std::uint64_t hash, std::size_t slot) {
  if (blocks_.empty() || blocks_.back().capacity() - blocks_.back().size() < word.size()) {
    blocks_.emplace_back();
    blocks_.back().reserve(std::max(block_bytes, word.size()));
  }
  std::string& block = blocks_.back();
  const std::size_t begin = block.size();
  block.append(word);  // within what was reserved: views into the block stay good
  const auto id = static_cast<WordId>(words_.size());
  words_.push_back(std::string_view(block).substr(begin, word.size()));
  slots_[slot] = {tag(hash, word.size()), id, key_of(word)};
  if (words_.size() * 4 > slots_.size() * 3) grow();
  return id;
}

WordId Dictionary::find(std::string_view word) const noexcept {
  return word.empty() ? 0 : slots_[slot_of(word, hash_of(word))].id;
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
