#include <libhibah/money/ratio.hpp>

#include <cstdint>
#include <limits>
#include <string_view>

#include <boost/multiprecision/cpp_int.hpp>

#include "show.hpp"

using namespace hibah;
using boost::multiprecision::cpp_rational;
using hibah_test::code_of;
using hibah_test::Numbers;

namespace {

cpp_rational exact(const Ratio& ratio) {
  return cpp_rational(ratio.numerator_text() + "/" + ratio.denominator_text());
}

}  // namespace

TEST_CASE("the example of ratio.hpp holds") {
  CHECK(Ratio::of(Rupiah::from_rupiah(30'422'000'000), Rupiah::from_rupiah(76'055'000'000)).to_text() == "40%");
  CHECK(Ratio::of(Rupiah::from_rupiah(7'045), Rupiah::from_rupiah(15'400)).to_text() == "1409/3080");
  CHECK(parse_share("33,75%") == Ratio::from_fraction(27, 80));
  CHECK((Ratio::from_fraction(1, 3) + Ratio::from_fraction(1, 6)).to_text() == "50%");
  CHECK_THROWS_AS(static_cast<void>(Ratio::from_fraction(1, 0)), UsageError);
  CHECK(code_of([] { return parse_share("40"); }) == ErrorCode::share_not_understood);
  CHECK(code_of([] { return parse_share("120%"); }) == ErrorCode::share_out_of_range);
}

TEST_CASE("a ratio is in lowest terms with the sign in front") {
  const Ratio ratio = Ratio::from_fraction(6, -8);
  CHECK(ratio.numerator_text() == "-3");
  CHECK(ratio.denominator_text() == "4");
  CHECK(ratio.is_negative());
  CHECK(ratio == Ratio::from_fraction(-3, 4));
  CHECK(Ratio().is_zero());
  CHECK(Ratio() == Ratio::from_fraction(0, -7));
  CHECK_FALSE(Ratio::from_fraction(0, -7).is_negative());
  CHECK(Ratio::one() == Ratio::from_fraction(5u, 5));
  CHECK(code_of([] { return Ratio::of(Rupiah::from_sen(1), Rupiah()); }) == ErrorCode::invalid_argument);
}

TEST_CASE("a ratio is written without rounding") {
  CHECK(Ratio().to_text() == "0%");
  CHECK(Ratio::one().to_text() == "100%");
  CHECK(Ratio::from_fraction(27, 80).to_text() == "33.75%");
  CHECK(Ratio::from_fraction(27, 80).to_text(Language::id) == "33,75%");
  CHECK(Ratio::from_fraction(-1, 40).to_text() == "-2.5%");
  CHECK(Ratio::from_fraction(3, 2).to_text() == "150%");
  CHECK(Ratio::from_fraction(1, 100'000'000).to_text() == "0.000001%");       // six places
  CHECK(Ratio::from_fraction(1, 1'000'000'000).to_text() == "1/1000000000");  // seven
  CHECK(Ratio::from_fraction(-1, 3).to_text() == "-1/3");
}

TEST_CASE("quotients of amounts, and sums and differences of two, are exact over the full range") {
  Numbers numbers(5);
  for (int i = 0; i < 5'000; ++i) {
    const Rupiah whole_a = numbers.amount();
    const Rupiah whole_b = numbers.amount();
    if (whole_a.is_zero() || whole_b.is_zero()) continue;
    const Rupiah part_a = numbers.amount();
    const Rupiah part_b = numbers.amount();
    const Ratio a = Ratio::of(part_a, whole_a);
    const Ratio b = Ratio::of(part_b, whole_b);
    const cpp_rational exact_a = cpp_rational(part_a.sen()) / whole_a.sen();
    const cpp_rational exact_b = cpp_rational(part_b.sen()) / whole_b.sen();
    REQUIRE((exact(a) == exact_a));
    REQUIRE((exact(b) == exact_b));
    REQUIRE((exact(a + b) == exact_a + exact_b));
    REQUIRE((exact(a - b) == exact_a - exact_b));
    REQUIRE((a < b) == (exact_a < exact_b));
    REQUIRE((a == b) == (exact_a == exact_b));
    REQUIRE((a + b - b == a));
  }
}

TEST_CASE("the widest sums of two quotients fit, and wider ones are an error") {
  const Rupiah low = Rupiah::min();
  const Rupiah high = Rupiah::max();
  const Ratio a = Ratio::of(low, high);
  const Ratio b = Ratio::of(Rupiah::from_sen(high.sen() - 1), low);
  CHECK((exact(a + b) == exact(a) + exact(b)));
  const Ratio c = Ratio::of(Rupiah::from_sen(1), Rupiah::from_sen(high.sen() - 2));
  CHECK(code_of([&] { return a + b + c; }) == ErrorCode::amount_out_of_range);
}

TEST_CASE("shares are read with either decimal sign") {
  CHECK(parse_share("40%") == Ratio::from_fraction(2, 5));
  CHECK(parse_share(" 40 % ") == Ratio::from_fraction(2, 5));
  CHECK(parse_share("40\u00A0%") == Ratio::from_fraction(2, 5));
  CHECK(parse_share("33.75%") == parse_share("33,75 %"));
  CHECK(parse_share("100%") == Ratio::one());
  CHECK(parse_share("100,00%") == Ratio::one());
  CHECK(parse_share("0,000000000001%").denominator_text() == "100000000000000");
  CHECK(parse_share("99.999999999999%") < Ratio::one());
}

TEST_CASE("what is no share is refused") {
  for (const std::string_view text : {"", "%", "40", "40%%", "40 % x", "x40%", "1/2", "40.%", ",5%", "4 0%", "040%", "1.2.3%", "40,5,5%",
                                      "0,0000000000001%", "forty%", "+40%", "40e1%", "40%\xFF"}) {
    CAPTURE(text);
    CHECK(code_of([&] { return parse_share(text); }) == ErrorCode::share_not_understood);
  }
  for (const std::string_view text : {"0%", "0,00%", "100,000000000001%", "101%", "-5%", "-0%", "99999999999999999999999%"}) {
    CAPTURE(text);
    CHECK(code_of([&] { return parse_share(text); }) == ErrorCode::share_out_of_range);
  }
  try {
    static_cast<void>(parse_share("40x%"));
    FAIL("it did not throw");
  } catch (const ParseError& error) {
    CHECK(error.offset() == 2);
  }
}
