#include <libhibah/money/terbilang.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

namespace hibah {
namespace {

constexpr std::uint64_t sen_in_a_rupiah = 100;

// ---- writing ----

struct Scale {
  std::uint64_t value;
  std::string_view word;
};

constexpr std::array scales{Scale{1'000'000'000'000'000, "kuadriliun"}, Scale{1'000'000'000'000, "triliun"}, Scale{1'000'000'000, "miliar"},
                            Scale{1'000'000, "juta"}, Scale{1'000, "ribu"}};

constexpr std::array<std::string_view, 12> small_words{"nol",  "satu",  "dua",     "tiga",     "empat",   "lima",
                                                       "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas"};

void append_word(std::string& out, std::string_view word) {
  if (!out.empty()) out += ' ';
  out += word;
}

/// A number from 1 to 999.
void append_hundreds(std::string& out, std::uint64_t number) {
  if (number >= 100) {
    if (number >= 200) append_word(out, small_words[number / 100]);
    append_word(out, number >= 200 ? "ratus" : "seratus");
    number %= 100;
  }
  if (number == 0) return;
  if (number < small_words.size()) {
    append_word(out, small_words[number]);
  } else if (number < 20) {
    append_word(out, small_words[number - 10]);
    append_word(out, "belas");
  } else {
    append_word(out, small_words[number / 10]);
    append_word(out, "puluh");
    if (number % 10 != 0) append_word(out, small_words[number % 10]);
  }
}

void append_number(std::string& out, std::uint64_t number) {
  if (number == 0) return append_word(out, small_words[0]);
  for (const Scale& scale : scales) {
    const std::uint64_t times = number / scale.value;
    number %= scale.value;
    if (times == 0) continue;
    if (times == 1 && scale.value == 1'000) {
      append_word(out, "seribu");
      continue;
    }
    append_hundreds(out, times);
    append_word(out, scale.word);
  }
  if (number > 0) append_hundreds(out, number);
}

// ---- reading ----

enum class Kind { digit, teens, tens, hundreds, scale, rupiah, sen, minus };

/// A word with what it stands for. A `whole` word has its factor in itself (sepuluh, seratus, seribu, sejuta).
struct Word {
  std::string_view text;
  Kind kind;
  std::uint64_t value;
  bool whole = false;
};

// No word begins with another one, `min` apart, so that the words can be told apart without blanks between them.
constexpr std::array words{
    Word{"nol", Kind::digit, 0},
    Word{"satu", Kind::digit, 1},
    Word{"dua", Kind::digit, 2},
    Word{"tiga", Kind::digit, 3},
    Word{"empat", Kind::digit, 4},
    Word{"lima", Kind::digit, 5},
    Word{"enam", Kind::digit, 6},
    Word{"tujuh", Kind::digit, 7},
    Word{"delapan", Kind::digit, 8},
    Word{"sembilan", Kind::digit, 9},
    Word{"sepuluh", Kind::tens, 10, true},
    Word{"sebelas", Kind::teens, 11, true},
    Word{"belas", Kind::teens, 10},
    Word{"puluh", Kind::tens, 10},
    Word{"seratus", Kind::hundreds, 100, true},
    Word{"ratus", Kind::hundreds, 100},
    Word{"seribu", Kind::scale, 1'000, true},
    Word{"ribu", Kind::scale, 1'000},
    Word{"sejuta", Kind::scale, 1'000'000, true},
    Word{"juta", Kind::scale, 1'000'000},
    Word{"semiliar", Kind::scale, 1'000'000'000, true},
    Word{"semilyar", Kind::scale, 1'000'000'000, true},
    Word{"miliar", Kind::scale, 1'000'000'000},
    Word{"milyar", Kind::scale, 1'000'000'000},
    Word{"setriliun", Kind::scale, 1'000'000'000'000, true},
    Word{"setrilyun", Kind::scale, 1'000'000'000'000, true},
    Word{"triliun", Kind::scale, 1'000'000'000'000},
    Word{"trilyun", Kind::scale, 1'000'000'000'000},
    Word{"kuadriliun", Kind::scale, 1'000'000'000'000'000},
    Word{"rupiah", Kind::rupiah, 0},
    Word{"sen", Kind::sen, 0},
    Word{"minus", Kind::minus, 0},
    Word{"min", Kind::minus, 0},
};

constexpr std::size_t longest_text = 1'000;  // bytes; the longest amount takes fewer than 300

struct Token {
  const Word* word;
  std::size_t offset;  // in the text as it was handed in
};

std::string_view without_separator(std::string_view text) noexcept {
  for (const std::string_view hyphen : {"-", "\xE2\x80\x90", "\xE2\x80\x91"}) {
    if (text.starts_with(hyphen)) return text.substr(hyphen.size());
  }
  const std::string_view after = trimmed(text);
  return after.empty() ? after : text.substr(static_cast<std::size_t>(after.data() - text.data()));
}

class WordReader {
 public:
  explicit WordReader(std::string_view text) : text_(text) { split(); }

  Rupiah read() {
    const bool negative = skip(Kind::minus);
    std::uint64_t rupiah = 0;
    std::uint64_t sen = 0;
    const std::uint64_t first = read_number();
    if (skip(Kind::sen)) {
      sen = first;
    } else {
      rupiah = first;
      if (skip(Kind::rupiah) && !at_end()) {
        sen = read_number();
        if (!skip(Kind::sen)) refuse();
      }
    }
    if (!at_end() || sen >= sen_in_a_rupiah) refuse();
    return compose(rupiah, sen, negative);
  }

 private:
  [[noreturn]] void refuse_at(std::size_t offset) const { throw ParseError(ErrorCode::words_not_understood, text_, offset); }
  [[noreturn]] void refuse() const { refuse_at(at_end() ? text_.size() : tokens_[next_].offset); }

  /// Cuts the text into known words. Letters are gathered without their separators first, because those may stand
  /// anywhere or be missing.
  void split() {
    if (text_.size() > longest_text) refuse_at(longest_text);
    std::string letters;
    std::vector<std::size_t> offsets;
    for (std::string_view rest = text_; !rest.empty();) {
      const std::string_view after = without_separator(rest);
      if (after.size() != rest.size()) {
        rest = after;
        continue;
      }
      letters.push_back(rest.front());
      offsets.push_back(text_.size() - rest.size());
      rest.remove_prefix(1);
    }
    letters = ascii_lower(letters);
    for (std::size_t at = 0; at < letters.size();) {
      const std::string_view rest = std::string_view(letters).substr(at);
      const auto word = std::find_if(words.begin(), words.end(), [rest](const Word& w) { return rest.starts_with(w.text); });
      if (word == words.end()) refuse_at(offsets[at]);
      tokens_.push_back({&*word, offsets[at]});
      at += word->text.size();
    }
  }

  [[nodiscard]] bool at_end() const { return next_ == tokens_.size(); }

  /// The next word, where it is of this kind and is (or is not) whole.
  const Word* take(Kind kind, bool whole) {
    if (at_end()) return nullptr;
    const Word& word = *tokens_[next_].word;
    if (word.kind != kind || word.whole != whole) return nullptr;
    ++next_;
    return &word;
  }

  bool skip(Kind kind) { return take(kind, false) != nullptr; }

  /// Groups below a thousand, each with its scale, the scales falling.
  std::uint64_t read_number() {
    if (!at_end() && tokens_[next_].word->text == small_words[0]) {
      ++next_;
      return 0;
    }
    std::uint64_t total = 0;
    std::uint64_t last_scale = std::numeric_limits<std::uint64_t>::max();
    bool any = false;
    while (last_scale > 1) {
      const std::size_t begin = next_;
      const std::optional<std::uint64_t> group = read_group();
      const Word* scale = take(Kind::scale, !group);
      if (!group && !scale) break;
      const std::uint64_t value = scale ? scale->value : 1;
      if (value >= last_scale) {
        next_ = begin;
        refuse();
      }
      total += group.value_or(1) * value;  // below 10^18
      last_scale = value;
      any = true;
    }
    if (!any) refuse();
    return total;
  }

  /// 1 to 999; nothing where no number of that size begins here.
  std::optional<std::uint64_t> read_group() {
    std::uint64_t total = 0;
    if (take(Kind::hundreds, true)) {
      total = 100;
    } else if (const Word* digit = take_digit()) {
      if (!take(Kind::hundreds, false)) return below_hundred(*digit);
      total = digit->value * 100;
    }
    if (const Word* ten = take(Kind::tens, true)) return total + ten->value;
    if (const Word* eleven = take(Kind::teens, true)) return total + eleven->value;
    if (const Word* digit = take_digit()) return total + below_hundred(*digit);
    if (total == 0) return std::nullopt;
    return total;
  }

  /// What a digit begins: twelve to nineteen, a multiple of ten with or without a digit, or itself.
  std::uint64_t below_hundred(const Word& digit) {
    const bool one = digit.value == 1;  // it is sebelas and sepuluh, never satu belas and satu puluh
    if (!one && take(Kind::teens, false)) return 10 + digit.value;
    if (one || !take(Kind::tens, false)) return digit.value;
    const Word* last = take_digit();
    return digit.value * 10 + (last ? last->value : 0);
  }

  const Word* take_digit() {
    if (at_end() || tokens_[next_].word->value == 0) return nullptr;
    return take(Kind::digit, false);
  }

  [[nodiscard]] Rupiah compose(std::uint64_t rupiah, std::uint64_t sen, bool negative) const {
    constexpr auto highest = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    std::uint64_t magnitude = 0;
    const bool fits = !__builtin_mul_overflow(rupiah, sen_in_a_rupiah, &magnitude) && !__builtin_add_overflow(magnitude, sen, &magnitude) &&
                      magnitude <= highest + (negative ? 1 : 0);
    if (!fits) throw ParseError(ErrorCode::amount_out_of_range, text_);
    return Rupiah::from_sen(static_cast<std::int64_t>(negative ? 0 - magnitude : magnitude));
  }

  std::string_view text_;
  std::vector<Token> tokens_;
  std::size_t next_ = 0;
};

}  // namespace

std::string terbilang(Rupiah amount) {
  const std::int64_t signed_sen = amount.sen();
  const std::uint64_t magnitude = signed_sen < 0 ? 0 - static_cast<std::uint64_t>(signed_sen) : static_cast<std::uint64_t>(signed_sen);
  const std::uint64_t rupiah = magnitude / sen_in_a_rupiah;
  const std::uint64_t sen = magnitude % sen_in_a_rupiah;
  std::string out;
  if (signed_sen < 0) append_word(out, "minus");
  if (rupiah > 0 || sen == 0) {
    append_number(out, rupiah);
    append_word(out, "rupiah");
  }
  if (sen > 0) {
    append_number(out, sen);
    append_word(out, "sen");
  }
  return out;
}

Rupiah parse_terbilang(std::string_view text) {
  return WordReader(text).read();
}

}  // namespace hibah
