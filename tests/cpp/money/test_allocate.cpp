#include <libhibah/money/allocate.hpp>

#include <array>
#include <numeric>
#include <vector>

#include <boost/multiprecision/cpp_int.hpp>

#include "show.hpp"

using namespace hibah;
using boost::multiprecision::cpp_int;
using boost::multiprecision::cpp_rational;
using hibah_test::code_of;
using hibah_test::Numbers;

namespace {

std::vector<Rupiah> rupiah(std::initializer_list<std::int64_t> amounts) {
  std::vector<Rupiah> out;
  for (const std::int64_t amount : amounts) out.push_back(Rupiah::from_rupiah(amount));
  return out;
}

std::vector<Rupiah> sen(std::initializer_list<std::int64_t> amounts) {
  std::vector<Rupiah> out;
  for (const std::int64_t amount : amounts) out.push_back(Rupiah::from_sen(amount));
  return out;
}

std::vector<Ratio> shares(std::initializer_list<std::string_view> texts) {
  std::vector<Ratio> out;
  for (const std::string_view text : texts) out.push_back(parse_share(text));
  return out;
}

cpp_rational exact(const Ratio& ratio) {
  return cpp_rational(ratio.numerator_text() + "/" + ratio.denominator_text());
}

}  // namespace

TEST_CASE("the example of allocate.hpp holds") {
  const std::array halves{Ratio::from_fraction(1, 2), Ratio::from_fraction(1, 2)};
  CHECK(allocate(Rupiah::from_sen(5), halves) == sen({3, 2}));
  CHECK(allocate(Rupiah::from_rupiah(5), halves, Grain::rupiah) == rupiah({3, 2}));
  CHECK_THROWS_AS(static_cast<void>(allocate(Rupiah::from_sen(550), halves, Grain::rupiah)), UsageError);
  CHECK_THROWS_AS(static_cast<void>(allocate(Rupiah::from_rupiah(5), std::array{Ratio(), Ratio()})), UsageError);
}

TEST_CASE("the case studies of allocate.hpp hold") {
  CHECK(allocate(Rupiah::from_rupiah(1'000'001), shares({"40%", "60%"}), Grain::rupiah) == rupiah({400'000, 600'001}));
  CHECK(allocate(Rupiah::from_rupiah(100), std::vector<Ratio>(3, Ratio::one()), Grain::rupiah) == rupiah({34, 33, 33}));
  CHECK(allocate(Rupiah::from_rupiah(100), std::vector<Ratio>(8, parse_share("12,5%")), Grain::rupiah) ==
        rupiah({13, 13, 13, 13, 12, 12, 12, 12}));
  CHECK(share_amounts(Rupiah::from_rupiah(100'000'000'000), shares({"33,33%", "33,33%", "33,33%"}), Grain::rupiah) ==
        rupiah({33'330'000'000, 33'330'000'000, 33'330'000'000}));
}

TEST_CASE("a real agreement splits without a remainder") {
  CHECK(share_amounts(Rupiah::from_rupiah(76'055'000'000), shares({"40%", "60%"}), Grain::rupiah) ==
        rupiah({30'422'000'000, 45'633'000'000}));
}

TEST_CASE("the largest remainder gets the grain, and ties go in order") {
  const std::vector<Ratio> thirds(3, Ratio::from_fraction(1, 3));
  CHECK(allocate(Rupiah::from_sen(101), thirds) == sen({34, 34, 33}));
  CHECK(allocate(Rupiah::from_sen(-101), thirds) == sen({-34, -34, -33}));
  const std::array uneven{Ratio::from_fraction(1, 1), Ratio::from_fraction(5, 1)};
  CHECK(allocate(Rupiah::from_sen(1), uneven) == sen({0, 1}));
  const std::array with_zero{Ratio(), Ratio::one(), Ratio()};
  CHECK(allocate(Rupiah::from_sen(7), with_zero) == sen({0, 7, 0}));
  CHECK(allocate(Rupiah(), thirds) == sen({0, 0, 0}));
  CHECK(allocate(Rupiah::min(), std::array{Ratio::one()}) == std::vector{Rupiah::min()});
}

TEST_CASE("what cannot be split is refused") {
  CHECK(code_of([] { return allocate(Rupiah::from_sen(1), {}); }) == ErrorCode::invalid_argument);
  const std::array negative{Ratio::one(), Ratio::from_fraction(-1, 2)};
  CHECK(code_of([&] { return allocate(Rupiah::from_sen(1), negative); }) == ErrorCode::invalid_argument);
  CHECK(code_of([&] { return share_amounts(Rupiah::from_sen(1), negative, Grain::sen); }) == ErrorCode::invalid_argument);
  CHECK(code_of([] { return share_amounts(Rupiah::from_sen(1), {}, Grain::rupiah); }) == ErrorCode::invalid_argument);
  CHECK(code_of([] { return share_amounts(Rupiah::max(), std::vector<Ratio>(1, Ratio::from_fraction(2, 1)), Grain::sen); }) ==
        ErrorCode::amount_out_of_range);
}

TEST_CASE("shares that do not make the whole are not stretched to it") {
  CHECK(share_amounts(Rupiah::from_sen(100), {}, Grain::sen).empty());
  CHECK(share_amounts(Rupiah::from_sen(101), shares({"25%", "25%"}), Grain::sen) == sen({25, 25}));  // 50,5 rounds down to 50
  CHECK(share_amounts(Rupiah::from_sen(101), shares({"25%", "26%"}), Grain::sen) == sen({25, 26}));  // 51,51; remainders 0,25 and 0,26
  CHECK(share_amounts(Rupiah::from_sen(-101), shares({"25%", "26%"}), Grain::sen) == sen({-25, -26}));
  CHECK(share_amounts(Rupiah::from_rupiah(10), shares({"60%", "60%"}), Grain::rupiah) == rupiah({6, 6}));
}

TEST_CASE("an allocation conserves the total and stays within a grain of the quota") {
  Numbers numbers(40'60);
  for (int round = 0; round < 2'000; ++round) {
    const Grain grain = numbers.below(2) == 0 ? Grain::sen : Grain::rupiah;
    Rupiah total = numbers.amount();
    if (grain == Grain::rupiah) total = Rupiah::from_sen(total.sen() / 100 * 100);
    std::vector<Ratio> weights(1 + numbers.below(8));
    cpp_rational all = 0;
    for (Ratio& weight : weights) {
      const std::uint64_t numerator = numbers.below(1'000);
      weight = Ratio::from_fraction(numerator, 1 + numbers.below(round % 2 == 0 ? 1 : 1'000'000));
      all += exact(weight);
    }
    if (all == 0) continue;
    const std::vector<Rupiah> parts = allocate(total, weights, grain);
    CAPTURE(total);
    REQUIRE(parts.size() == weights.size());
    REQUIRE(sum(parts) == total);
    const std::int64_t step = grain == Grain::sen ? 1 : 100;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const cpp_rational off = abs(cpp_rational(parts[i].sen()) - cpp_rational(total.sen()) * exact(weights[i]) / all);
      REQUIRE(parts[i].sen() % step == 0);
      REQUIRE((off < step));
      if (weights[i].is_zero()) REQUIRE(parts[i].is_zero());
    }
  }
}

TEST_CASE("share amounts sum to the share of the whole, rounded down") {
  Numbers numbers(31);
  for (int round = 0; round < 2'000; ++round) {
    const Rupiah whole = Rupiah::from_sen(numbers.any() / 16);
    std::vector<Ratio> list(numbers.below(6));
    cpp_rational all = 0;
    for (Ratio& share : list) {
      share = Ratio::from_fraction(numbers.below(10'001), 10'000);
      all += exact(share);
    }
    const cpp_rational product = all * whole.sen();
    CHECK(cpp_int(sum(share_amounts(whole, list, Grain::sen)).sen()) == numerator(product) / denominator(product));
  }
}

TEST_CASE("weights of every denominator are brought together exactly") {
  std::vector<Ratio> weights;
  for (int i = 1; i <= 200; ++i) weights.push_back(Ratio::from_fraction(1, i));
  CHECK(sum(allocate(Rupiah::max(), weights)) == Rupiah::max());
}
