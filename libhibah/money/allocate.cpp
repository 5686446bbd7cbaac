#include <libhibah/money/allocate.hpp>

#include <algorithm>
#include <cstddef>
#include <numeric>

#include <libhibah/money/detail/wide.hpp>
#include <libhibah/money/notation.hpp>

namespace hibah {

using detail::Unbounded;

namespace {

/// Ratios over one common denominator.
struct Weights {
  std::vector<Unbounded> numerators;
  Unbounded denominator = 1;
};

Weights over_common_denominator(std::span<const Ratio> ratios) {
  Weights weights;
  for (const Ratio& ratio : ratios) {
    if (ratio.is_negative()) throw UsageError(ErrorCode::invalid_argument, "a weight is below zero: " + ratio.to_text());
    weights.denominator = lcm(weights.denominator, RatioAccess::denominator<Unbounded>(ratio));
  }
  weights.numerators.reserve(ratios.size());
  for (const Ratio& ratio : ratios) {
    const Unbounded factor = weights.denominator / RatioAccess::denominator<Unbounded>(ratio);
    weights.numerators.push_back(RatioAccess::numerator<Unbounded>(ratio) * factor);
  }
  return weights;
}

/// The sign apart, the total in grains.
Unbounded grains_of(Rupiah total, Grain grain) {
  if (grain == Grain::rupiah && !total.is_whole()) {
    throw UsageError(ErrorCode::invalid_argument, to_text(total) + " is not whole rupiah and cannot be split in whole rupiah");
  }
  return Unbounded(detail::magnitude(total.sen()) / (grain == Grain::rupiah ? 100 : 1));
}

/// Whole parts by largest remainder: quota i is numerators[i] / denominator, and the parts sum to the sum of the quotas,
/// rounded down.
std::vector<Unbounded> largest_remainder(const std::vector<Unbounded>& numerators, const Unbounded& denominator) {
  std::vector<Unbounded> parts(numerators.size());
  std::vector<Unbounded> remainders(numerators.size());
  Unbounded lost = 0;
  for (std::size_t i = 0; i < numerators.size(); ++i) {
    divide_qr(numerators[i], denominator, parts[i], remainders[i]);
    lost += remainders[i];
  }
  const auto left_over = static_cast<std::size_t>(Unbounded(lost / denominator));  // less than one a part

  std::vector<std::size_t> order(numerators.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return remainders[a] > remainders[b]; });
  for (std::size_t i = 0; i < left_over; ++i) parts[order[i]] += 1;
  return parts;
}

std::vector<Rupiah> to_amounts(const std::vector<Unbounded>& grains, bool negative, Grain grain) {
  std::vector<Rupiah> amounts;
  amounts.reserve(grains.size());
  for (const Unbounded& part : grains) {
    const Unbounded magnitude = part * (grain == Grain::rupiah ? 100 : 1);
    const auto sen = detail::to_int64(negative ? Unbounded(-magnitude) : magnitude);
    if (!sen) throw AmountOverflow("a share of an amount");
    amounts.push_back(Rupiah::from_sen(*sen));
  }
  return amounts;
}

}  // namespace

std::vector<Rupiah> allocate(Rupiah total, std::span<const Ratio> weights, Grain grain) {
  Weights common = over_common_denominator(weights);
  Unbounded all = 0;
  for (const Unbounded& weight : common.numerators) all += weight;
  if (all == 0) throw UsageError(ErrorCode::invalid_argument, "a sum is split by at least one weight above zero");
  const Unbounded grains = grains_of(total, grain);
  for (Unbounded& weight : common.numerators) weight *= grains;
  return to_amounts(largest_remainder(common.numerators, all), total.is_negative(), grain);
}

std::vector<Rupiah> share_amounts(Rupiah whole, std::span<const Ratio> shares, Grain grain) {
  Weights common = over_common_denominator(shares);
  const Unbounded grains = grains_of(whole, grain);
  for (Unbounded& share : common.numerators) share *= grains;
  return to_amounts(largest_remainder(common.numerators, common.denominator), whole.is_negative(), grain);
}

}  // namespace hibah
