#include <libhibah/money/rupiah.hpp>

#include <array>
#include <cstdint>
#include <limits>
#include <vector>

#include <boost/multiprecision/cpp_int.hpp>

#include "show.hpp"

using namespace hibah;
using boost::multiprecision::cpp_int;
using hibah_test::code_of;
using hibah_test::Numbers;

namespace {

constexpr std::int64_t lowest = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t highest = std::numeric_limits<std::int64_t>::max();
constexpr auto out_of_range = ErrorCode::amount_out_of_range;

bool fits(const cpp_int& sen) {
  return sen >= lowest && sen <= highest;
}

/// Holds an operation against the same one without limits.
template <class Call>
void check_against(const cpp_int& expected, Call call) {
  const auto code = code_of(call);
  if (fits(expected)) {
    REQUIRE(code == std::nullopt);
    CHECK(cpp_int(call().sen()) == expected);
  } else {
    CHECK(code == out_of_range);
  }
}

}  // namespace

// Adding and comparing happen at compile time too, where overflow would not compile.
static_assert(Rupiah::from_rupiah(2) + Rupiah::from_sen(5) - Rupiah::from_sen(205) == Rupiah());
static_assert(3 * Rupiah::from_sen(2) == Rupiah::from_sen(2) * 3u);
static_assert(Rupiah::from_sen(-1) < Rupiah() && Rupiah::min() < Rupiah::max());
static_assert(sizeof(Rupiah) == 8);
static_assert(noexcept(Rupiah::from_sen(1)) && noexcept(Rupiah::from_sen(1u)) && !noexcept(Rupiah::from_sen(1ull)));

TEST_CASE("the example of rupiah.hpp holds") {
  const Rupiah agreement = Rupiah::from_rupiah(76'055'000'000);
  const Rupiah paid = Rupiah::from_rupiah(30'422'000'000) + Rupiah::from_sen(50);
  CHECK(to_text(agreement - paid) == "Rp45.632.999.999,50");
  CHECK(Rupiah::from_rupiah(3) * 4 == Rupiah::from_rupiah(12));
  CHECK_THROWS_AS(static_cast<void>(Rupiah::from_rupiah(1'000'000'000'000'000'000)), AmountOverflow);
  CHECK_THROWS_AS(static_cast<void>(Rupiah::max() + Rupiah::from_sen(1)), AmountOverflow);
}

TEST_CASE("an amount knows its sen") {
  CHECK(Rupiah().is_zero());
  CHECK(Rupiah::from_rupiah(12).sen() == 1'200);
  CHECK(Rupiah::from_rupiah(12).is_whole());
  CHECK_FALSE(Rupiah::from_sen(1'201).is_whole());
  CHECK_FALSE(Rupiah::from_sen(-1).is_whole());
  CHECK(Rupiah::from_sen(-1).is_negative());
  CHECK_FALSE(Rupiah().is_negative());
  CHECK(Rupiah::min().sen() == lowest);
  CHECK(Rupiah::max().sen() == highest);
}

TEST_CASE("every integer type comes in, within the range") {
  CHECK(Rupiah::from_sen(std::int8_t{-5}).sen() == -5);
  CHECK(Rupiah::from_sen(std::uint8_t{200}).sen() == 200);
  CHECK(Rupiah::from_sen(std::uint32_t{4'000'000'000u}).sen() == 4'000'000'000);
  CHECK(Rupiah::from_sen(std::uint64_t{highest}) == Rupiah::max());
  CHECK(code_of([] { return Rupiah::from_sen(std::uint64_t{highest} + 1); }) == out_of_range);
  CHECK(Rupiah::from_rupiah(92'233'720'368'547'758).sen() == 9'223'372'036'854'775'800);
  CHECK(code_of([] { return Rupiah::from_rupiah(92'233'720'368'547'759); }) == out_of_range);
  CHECK(Rupiah::from_rupiah(-92'233'720'368'547'758).sen() == -9'223'372'036'854'775'800);
  CHECK(code_of([] { return Rupiah::from_rupiah(-92'233'720'368'547'759); }) == out_of_range);
  CHECK(code_of([] { return Rupiah::from_rupiah(std::numeric_limits<std::uint64_t>::max()); }) == out_of_range);
  CHECK(code_of([] { return Rupiah::from_sen(1) * std::numeric_limits<std::uint64_t>::max(); }) == out_of_range);
}

TEST_CASE("nothing wraps at either end") {
  const Rupiah one = Rupiah::from_sen(1);
  CHECK(Rupiah::max() - one + one == Rupiah::max());
  CHECK(Rupiah::min() + one - one == Rupiah::min());
  CHECK(code_of([&] { return Rupiah::min() - one; }) == out_of_range);
  CHECK(code_of([] { return -Rupiah::min(); }) == out_of_range);
  CHECK(-Rupiah::max() == Rupiah::min() + one);
  CHECK(code_of([] { return Rupiah::min() * -1; }) == out_of_range);
  CHECK(code_of([] { return Rupiah() - Rupiah::min(); }) == out_of_range);

  // A failed operation leaves the amount as it was.
  Rupiah amount = Rupiah::max();
  CHECK_THROWS_AS(amount += one, AmountOverflow);
  CHECK(amount == Rupiah::max());
  amount = Rupiah::min();
  CHECK_THROWS_AS(amount -= one, AmountOverflow);
  CHECK(amount == Rupiah::min());
}

TEST_CASE("an overflow names the amounts in rupiah") {
  try {
    static_cast<void>(Rupiah::max() + Rupiah::from_sen(150));
    FAIL("it did not throw");
  } catch (const AmountOverflow& error) {
    CHECK(std::string(error.what()).starts_with("Rp92.233.720.368.547.758,07 + Rp1,50 — expected an amount between"));
  }
}

TEST_CASE("arithmetic agrees with integers without limits") {
  Numbers numbers(20'241'127);
  for (int i = 0; i < 20'000; ++i) {
    const Rupiah a = numbers.amount();
    const Rupiah b = numbers.amount();
    const std::int64_t n = numbers.any();
    CAPTURE(a);
    CAPTURE(b);
    CAPTURE(n);
    check_against(cpp_int(a.sen()) + b.sen(), [&] { return a + b; });
    check_against(cpp_int(a.sen()) - b.sen(), [&] { return a - b; });
    check_against(cpp_int(a.sen()) * n, [&] { return a * n; });
    check_against(cpp_int(n) * 100, [&] { return Rupiah::from_rupiah(n); });
    CHECK((a < b) == (a.sen() < b.sen()));
  }
}

TEST_CASE("a sum may leave the range on its way, but not at its end") {
  const std::vector<Rupiah> there_and_back{Rupiah::max(), Rupiah::max(), Rupiah::min(), Rupiah::min(), Rupiah::from_sen(3)};
  CHECK(sum(there_and_back) == Rupiah::from_sen(1));
  CHECK(sum({}) == Rupiah());
  const std::array over{Rupiah::max(), Rupiah::from_sen(1)};
  CHECK(code_of([&] { return sum(over); }) == out_of_range);
  const std::array under{Rupiah::min(), Rupiah::from_sen(-1)};
  CHECK(code_of([&] { return sum(under); }) == out_of_range);
}

TEST_CASE("subtracting the lowest amount is adding what has no name") {
  RupiahSum total;
  total.subtract(Rupiah::min());
  CHECK_FALSE(total.fits());
  CHECK(code_of([&] { return total.total(); }) == out_of_range);
  total.subtract(Rupiah::from_sen(1));
  CHECK(total.total() == Rupiah::max());
}

TEST_CASE("sums agree with integers without limits, in any grouping") {
  Numbers numbers(9);
  for (int round = 0; round < 500; ++round) {
    cpp_int expected = 0;
    RupiahSum all;
    std::array<RupiahSum, 3> parts;
    for (std::uint64_t i = numbers.below(40); i-- > 0;) {
      const Rupiah amount = numbers.amount();
      RupiahSum& part = parts[numbers.below(3)];
      if (numbers.below(2) == 0) {
        all.add(amount);
        part.add(amount);
        expected += amount.sen();
      } else {
        all.subtract(amount);
        part.subtract(amount);
        expected -= amount.sen();
      }
    }
    check_against(expected, [&] { return all.total(); });
    RupiahSum merged;
    for (const RupiahSum& part : parts) merged.add(part);
    CHECK((merged == all));
    CHECK(((all < RupiahSum()) == (expected < 0)));
    CHECK(((all > RupiahSum()) == (expected > 0)));
    merged.add(merged);
    check_against(expected * 2, [&] { return merged.total(); });
  }
}

TEST_CASE("scaling rounds the way that was named") {
  struct Case {
    std::int64_t sen, numerator, denominator, down, up, half_up, half_even;
  };
  for (const Case& c : {Case{1, 1, 2, 0, 1, 1, 0}, Case{3, 1, 2, 1, 2, 2, 2}, Case{-1, 1, 2, 0, -1, -1, 0}, Case{-3, 1, 2, -1, -2, -2, -2},
                        Case{10, 1, 3, 3, 4, 3, 3}, Case{20, 1, 3, 6, 7, 7, 7}, Case{10, -1, 3, -3, -4, -3, -3},
                        Case{100, 2, 5, 40, 40, 40, 40}, Case{0, 1, 3, 0, 0, 0, 0}, Case{5, 0, 1, 0, 0, 0, 0}}) {
    const Rupiah amount = Rupiah::from_sen(c.sen);
    const Ratio ratio = Ratio::from_fraction(c.numerator, c.denominator);
    CAPTURE(amount);
    CAPTURE(ratio);
    CHECK(scale(amount, ratio, Rounding::down).sen() == c.down);
    CHECK(scale(amount, ratio, Rounding::up).sen() == c.up);
    CHECK(scale(amount, ratio, Rounding::half_up).sen() == c.half_up);
    CHECK(scale(amount, ratio, Rounding::half_even).sen() == c.half_even);
    if (c.down == c.up) {
      CHECK(scale(amount, ratio, Rounding::exact).sen() == c.down);
    } else {
      CHECK(code_of([&] { return scale(amount, ratio, Rounding::exact); }) == ErrorCode::invalid_argument);
    }
  }
}

TEST_CASE("scaling keeps to the range") {
  CHECK(scale(Rupiah::min(), Ratio::one(), Rounding::exact) == Rupiah::min());
  CHECK(scale(Rupiah::max(), Ratio::one(), Rounding::exact) == Rupiah::max());
  CHECK(code_of([] { return scale(Rupiah::min(), Ratio::from_fraction(-1, 1), Rounding::down); }) == out_of_range);
  CHECK(code_of([] { return scale(Rupiah::max(), Ratio::from_fraction(3, 2), Rounding::down); }) == out_of_range);
  CHECK(scale(Rupiah::max(), Ratio::of(Rupiah::min(), Rupiah::max()), Rounding::exact) == Rupiah::min());
}

TEST_CASE("scaling agrees with integers without limits") {
  Numbers numbers(77);
  for (int i = 0; i < 5'000; ++i) {
    const Rupiah amount = numbers.amount();
    const std::int64_t numerator = numbers.any();
    const std::int64_t denominator = numbers.any();
    if (denominator == 0) continue;
    const Ratio ratio = Ratio::from_fraction(numerator, denominator);
    cpp_int product = cpp_int(amount.sen()) * numerator;
    cpp_int divisor = denominator;
    if (divisor < 0) {
      divisor = -divisor;
      product = -product;
    }
    const cpp_int magnitude = abs(product);
    const cpp_int sign = product < 0 ? -1 : 1;
    CAPTURE(amount);
    CAPTURE(ratio);
    check_against(sign * (magnitude / divisor), [&] { return scale(amount, ratio, Rounding::down); });
    check_against(sign * ((magnitude + divisor - 1) / divisor), [&] { return scale(amount, ratio, Rounding::up); });
    check_against(sign * ((2 * magnitude + divisor) / (2 * divisor)), [&] { return scale(amount, ratio, Rounding::half_up); });
  }
}
