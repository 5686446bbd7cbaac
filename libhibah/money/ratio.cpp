#include <libhibah/money/ratio.hpp>

#include <algorithm>

#include <libhibah/money/detail/wide.hpp>
#include <libhibah/money/notation.hpp>

namespace hibah {

using detail::Wide;

namespace {

constexpr unsigned ratio_bits = 127;
constexpr std::size_t most_decimals_read = 12;
constexpr std::size_t most_decimals_shown = 6;

detail::Limbs to_limbs(const Wide& magnitude) {
  const Wide low_mask = (Wide(1) << 64) - 1;
  return {static_cast<std::uint64_t>(Wide(magnitude & low_mask)), static_cast<std::uint64_t>(Wide(magnitude >> 64))};
}

bool too_wide(const Wide& magnitude) {
  return (magnitude >> ratio_bits) != 0;
}

Wide numerator_of(const Ratio& ratio) {
  return RatioAccess::numerator<Wide>(ratio);
}

Wide denominator_of(const Ratio& ratio) {
  return RatioAccess::denominator<Wide>(ratio);
}

/// Rounds amount x ratio = sign x whole.rest, where rest / divisor is the part that cannot be kept.
bool rounds_away(const Wide& whole, const Wide& rest, const Wide& divisor, Rounding rounding) {
  if (rest == 0) return false;
  const Wide twice = rest * 2;
  switch (rounding) {
    case Rounding::exact:
      throw UsageError(ErrorCode::invalid_argument, "the product is not a whole number of sen; name a rounding other than exact");
    case Rounding::down:
      return false;
    case Rounding::up:
      return true;
    case Rounding::half_up:
      return twice >= divisor;
    case Rounding::half_even:
      return twice > divisor || (twice == divisor && whole % 2 != 0);
  }
  throw UsageError(ErrorCode::invalid_argument, "this is no rounding");
}

std::size_t count_digits(std::string_view text) {
  const auto end = std::find_if_not(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  return static_cast<std::size_t>(end - text.begin());
}

/// The digits as a number; there are at most eighteen of them.
std::int64_t number_of(std::string_view digits) {
  std::int64_t value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

std::int64_t power_of_ten(std::size_t exponent) {
  std::int64_t value = 1;
  while (exponent-- > 0) value *= 10;
  return value;
}

}  // namespace

Ratio RatioAccess::make(Wide numerator, Wide denominator) {
  Ratio ratio;
  if (denominator < 0) {
    numerator = -numerator;
    denominator = -denominator;
  }
  ratio.negative_ = numerator < 0;
  if (ratio.negative_) numerator = -numerator;
  const Wide common = gcd(numerator, denominator);
  numerator /= common;
  denominator /= common;
  if (too_wide(numerator) || too_wide(denominator)) throw AmountOverflow("a ratio of more than 127 bits");
  ratio.numerator_ = to_limbs(numerator);
  ratio.denominator_ = to_limbs(denominator);
  return ratio;
}

Ratio Ratio::from_integers(std::int64_t numerator, std::int64_t denominator) {
  if (denominator == 0) throw UsageError(ErrorCode::invalid_argument, "a ratio has a denominator other than zero");
  return RatioAccess::make(Wide(numerator), Wide(denominator));
}

Ratio Ratio::of(Rupiah part, Rupiah whole) {
  if (whole.is_zero()) throw UsageError(ErrorCode::invalid_argument, "there is no share of an amount of zero");
  return RatioAccess::make(Wide(part.sen()), Wide(whole.sen()));
}

Ratio Ratio::one() noexcept {
  Ratio ratio;
  ratio.numerator_ = {1, 0};
  return ratio;
}

bool Ratio::is_zero() const noexcept {
  return numerator_ == std::array<std::uint64_t, 2>{};
}

Ratio operator+(const Ratio& a, const Ratio& b) {
  return RatioAccess::make(numerator_of(a) * denominator_of(b) + numerator_of(b) * denominator_of(a),
                           denominator_of(a) * denominator_of(b));
}

Ratio operator-(const Ratio& a, const Ratio& b) {
  return RatioAccess::make(numerator_of(a) * denominator_of(b) - numerator_of(b) * denominator_of(a),
                           denominator_of(a) * denominator_of(b));
}

std::strong_ordering operator<=>(const Ratio& a, const Ratio& b) {
  const Wide left = numerator_of(a) * denominator_of(b);
  const Wide right = numerator_of(b) * denominator_of(a);
  if (left < right) return std::strong_ordering::less;
  return left > right ? std::strong_ordering::greater : std::strong_ordering::equal;
}

std::string Ratio::to_text(Language language) const {
  const Wide denominator = denominator_of(*this);
  const Wide scaled = detail::from_limbs<Wide>(numerator_) * 100 * power_of_ten(most_decimals_shown);
  const Wide shifted = scaled / denominator;
  if (scaled % denominator != 0) return numerator_text() + "/" + denominator_text();

  std::string digits = shifted.str();
  if (digits.size() <= most_decimals_shown) digits.insert(0, most_decimals_shown + 1 - digits.size(), '0');
  std::string decimals = digits.substr(digits.size() - most_decimals_shown);
  digits.resize(digits.size() - most_decimals_shown);
  while (!decimals.empty() && decimals.back() == '0') decimals.pop_back();
  if (!decimals.empty()) digits += (language == Language::id ? "," : ".") + decimals;
  return (negative_ ? "-" : "") + digits + "%";
}

std::string Ratio::numerator_text() const {
  return numerator_of(*this).str();
}

std::string Ratio::denominator_text() const {
  return denominator_of(*this).str();
}

Ratio parse_share(std::string_view text) {
  const std::string_view all = text;
  std::string_view rest = trimmed(text);
  const auto refuse = [&](ErrorCode code) { return ParseError(code, all, static_cast<std::size_t>(rest.data() - all.data())); };
  const bool negative = rest.starts_with('-');
  if (negative) rest.remove_prefix(1);

  const std::string_view whole = rest.substr(0, count_digits(rest));
  if (whole.empty() || (whole.size() > 1 && whole.front() == '0')) throw refuse(ErrorCode::share_not_understood);
  rest.remove_prefix(whole.size());
  std::string_view decimals;
  if (rest.starts_with('.') || rest.starts_with(',')) {
    rest.remove_prefix(1);
    decimals = rest.substr(0, count_digits(rest));
    if (decimals.empty() || decimals.size() > most_decimals_read) throw refuse(ErrorCode::share_not_understood);
    rest.remove_prefix(decimals.size());
  }
  if (trimmed(rest) != "%") throw refuse(ErrorCode::share_not_understood);

  if (negative || whole.size() > 3) throw refuse(ErrorCode::share_out_of_range);
  const std::int64_t unit = power_of_ten(decimals.size());
  const Ratio share = Ratio::from_fraction(number_of(whole) * unit + number_of(decimals), 100 * unit);
  if (share.is_zero() || share > Ratio::one()) throw refuse(ErrorCode::share_out_of_range);
  return share;
}

Rupiah scale(Rupiah amount, const Ratio& ratio, Rounding rounding) {
  const Wide product = Wide(amount.sen()) * numerator_of(ratio);
  const bool negative = product < 0;
  const Wide magnitude = negative ? Wide(-product) : product;
  const Wide divisor = denominator_of(ratio);
  Wide whole = magnitude / divisor;
  if (rounds_away(whole, magnitude % divisor, divisor, rounding)) whole += 1;
  const auto sen = detail::to_int64(negative ? Wide(-whole) : whole);
  if (!sen) throw AmountOverflow(hibah::to_text(amount) + " x " + ratio.to_text());
  return Rupiah::from_sen(*sen);
}

}  // namespace hibah
