// libhibah: allocate — splits a sum so that the parts add up to it again.
#pragma once

// Money that is split by division does not come back: three thirds of Rp100 at two decimals are Rp99,99. An allocation
// hands out every grain (sen, or whole rupiah) and no grain twice. It is not a rounding mode: the parts are decided together.
//
// The method is that of the largest remainder. Each part first gets its exact quota, rounded down to the grain. What is
// then left over, always less than one grain a part, goes out grain by grain to the parts that lost most by rounding down;
// where two lost the same, the earlier one comes first. So:
//   - the parts sum to the total, exactly;
//   - no part is further than one grain from its exact quota, and a weight of zero gets nothing;
//   - only the proportions of the weights matter, and the same input always gives the same output;
//   - the parts of -x are the parts of x with the sign turned.
// It does not promise that a part never shrinks when the total grows; no such method stays within one grain of the quota.
//
// Case study: a tranche of 40 % and one of 60 % of an agreement over Rp1.000.001, in whole rupiah.
//   exact quotas          400.000,40    600.000,60
//   rounded down          400.000       600.000        sum 1.000.000, one rupiah is left over
//   lost by rounding      0,40          0,60           the second lost more and gets it
//   parts                 400.000       600.001        sum 1.000.001
// Rounding each half up would happen to give the same here; with three equal parts of Rp100 it would give Rp99, and with
// 12,5 % eight times over Rp100 (quota 12,50) it would give Rp104. allocate gives 34, 33, 33 and 13, 13, 13, 13, 12, 12, 12, 12.
//
// Case study: shares that do not make 100 %. An agreement names 33,33 % three times, over Rp100.000.000.000,00. share_amounts
// does not stretch the shares to the whole: each is Rp33.330.000.000, together Rp99.990.000.000, so that the missing
// Rp10.000.000 is seen as the fault of the agreement (rule A101) and not hidden in the parts.
//
// Example:
//   const std::array halves{Ratio::from_fraction(1, 2), Ratio::from_fraction(1, 2)};
//   allocate(Rupiah::from_sen(5), halves);                                // 3 sen, 2 sen
//   allocate(Rupiah::from_rupiah(5), halves, Grain::rupiah);              // Rp3, Rp2
//   allocate(Rupiah::from_sen(550), halves, Grain::rupiah);               // UsageError: not whole rupiah
//   allocate(Rupiah::from_rupiah(5), std::array{Ratio(), Ratio()});       // UsageError: all weights are zero

#include <span>
#include <vector>

#include <libhibah/money/ratio.hpp>
#include <libhibah/money/rupiah.hpp>

namespace hibah {

/// The smallest piece that is handed out.
enum class Grain { sen, rupiah };

/// Splits `total` by `weights` (any ratios not below zero, not all zero): largest remainder, ties in order. The parts sum to `total`.
/// Errors: UsageError for weights that are negative, all zero or none; for Grain::rupiah and a total that is not whole rupiah.
[[nodiscard]] std::vector<Rupiah> allocate(Rupiah total, std::span<const Ratio> weights, Grain grain = Grain::sen);

/// The amounts of shares of `whole`: like allocate where the shares sum to 100 %; otherwise the parts sum to
/// (sum of shares) x whole, rounded down (toward zero) to the grain. No shares give no amounts.
/// Errors: UsageError for a negative share, and for Grain::rupiah and a whole that is not whole rupiah; AmountOverflow.
[[nodiscard]] std::vector<Rupiah> share_amounts(Rupiah whole, std::span<const Ratio> shares, Grain grain);

}  // namespace hibah
