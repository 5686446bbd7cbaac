#include <libhibah/money/notation.hpp>
#include <libhibah/money/ratio.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "show.hpp"

using namespace hibah;
using hibah_test::code_of;
using hibah_test::Numbers;
using enum ErrorCode;

namespace {

std::string hint_of(std::string_view text, Rupiah (*parse)(std::string_view)) {
  try {
    static_cast<void>(parse(text));
  } catch (const ParseError& error) {
    return error.problems().front().hint;
  }
  return "no error";
}

Rupiah plain_cell(std::string_view text) {
  return parse_cell(text, Notation::plain);
}

Rupiah indonesian_cell(std::string_view text) {
  return parse_cell(text, Notation::indonesian);
}

}  // namespace

TEST_CASE("the example of notation.hpp holds") {
  CHECK(parse_rupiah("Rp103.000.000.000,00") == Rupiah::from_rupiah(103'000'000'000));
  CHECK(parse_rupiah("Rp 76,055 miliar") == Rupiah::from_rupiah(76'055'000'000));
  CHECK(parse_rupiah("(Rp. 1.000,-)") == Rupiah::from_rupiah(-1'000));
  CHECK(parse_amount("1250000.00") == parse_rupiah("1.250.000"));
  CHECK(to_text(Rupiah::from_sen(-125'050)) == "-Rp1.250,50");

  CHECK(code_of([] { return parse_rupiah("1.250"); }) == amount_ambiguous);
  CHECK(code_of([] { return parse_rupiah("1250.50"); }) == amount_not_understood);
  CHECK(code_of([] { return parse_rupiah("Rp12.50"); }) == amount_not_understood);
  CHECK(code_of([] { return parse_rupiah("Rp007"); }) == amount_not_understood);
  CHECK(code_of([] { return parse_rupiah("Rp1,234"); }) == amount_too_precise);
  CHECK(code_of([] { return parse_rupiah("Rp0,000000001 juta"); }) == amount_too_precise);
  CHECK(code_of([] { return parse_rupiah("Rp100.000 triliun"); }) == amount_out_of_range);
  CHECK(code_of([] { return parse_cell("Rp 624 juta", Notation::indonesian); }) == amount_words_in_csv);
  CHECK(code_of([] { return parse_cell("1.250,00", Notation::plain); }) == amount_other_notation);
}

TEST_CASE("amounts of agreements are read as people write them") {
  const std::vector<std::pair<std::string_view, std::int64_t>> cases{
      {"0", 0},
      {"Rp0", 0},
      {"Rp0,05", 5},
      {"-Rp0", 0},
      {"1250", 125'000},
      {"1250000,5", 125'000'050},
      {"1.250.000", 125'000'000},
      {"1.250,00", 125'000},
      {"Rp1.250", 125'000},
      {"rp1.250", 125'000},
      {"RP 1.250", 125'000},
      {"Rp. 1.000", 100'000},
      {"Rp.1.000", 100'000},
      {"Rp1.000.000,-", 100'000'000},
      {"Rp1.000.000,--", 100'000'000},
      {"1.250,-", 125'000},
      {"  Rp\u00A01.000\u202F ", 100'000},
      {"Rp\u202F1.000", 100'000},
      {"-Rp1.250,50", -125'050},
      {"Rp-1.250,50", -125'050},
      {"Rp -1.250,50", -125'050},
      {"\u2212Rp1.250,50", -125'050},
      {"- 5", -500},
      {"(Rp97)", -9'700},
      {"( 97,00 )", -9'700},
      {"Rp 624 juta", 62'400'000'000},
      {"Rp1,5 triliun", 150'000'000'000'000},
      {"Rp1,5triliun", 150'000'000'000'000},
      {"1,5 TRILYUN", 150'000'000'000'000},
      {"Rp103 miliar", 10'300'000'000'000},
      {"Rp103 milyar", 10'300'000'000'000},
      {"Rp 12\u00A0ribu", 1'200'000},
      {"Rp1.250 juta", 125'000'000'000},
      {"Rp0,00000001 juta", 1},  // one sen
      {"Rp1,50000000000000000000000 juta", 150'000'000},
      {"-Rp1 juta", -100'000'000},
      {"Rp92.233.720.368.547.758,07", INT64_MAX},
      {"-Rp92.233.720.368.547.758,08", INT64_MIN},
      {"(Rp92.233.720.368.547.758,08)", INT64_MIN},
      {"Rp92.233,72036854775807 triliun", INT64_MAX},
  };
  for (const auto& row : cases) {
    const auto text = row.first;
    const auto expected = row.second;
    CAPTURE(text);
    REQUIRE(code_of([&] { return parse_rupiah(text); }) == std::nullopt);
    CHECK(parse_rupiah(text).sen() == expected);
    CHECK(parse_amount(text).sen() == expected);
  }
}

TEST_CASE("what is no amount is refused with its reason") {
  const std::vector<std::pair<std::string_view, ErrorCode>> cases{
      {"", amount_not_understood},
      {"   ", amount_not_understood},
      {"Rp", amount_not_understood},
      {"-", amount_not_understood},
      {"()", amount_not_understood},
      {"(5", amount_not_understood},
      {"5)", amount_not_understood},
      {"--5", amount_not_understood},
      {"(-5)", amount_not_understood},
      {"-Rp-5", amount_not_understood},
      {"+5", amount_not_understood},
      {"Rp Rp5", amount_not_understood},
      {"00", amount_not_understood},
      {"010", amount_not_understood},
      {"0.250.000", amount_not_understood},
      {"01.250.000", amount_not_understood},
      {"1250.000.000", amount_not_understood},
      {"1.25.000", amount_not_understood},
      {"1.250.", amount_not_understood},
      {"1..250", amount_not_understood},
      {".5", amount_not_understood},
      {",5", amount_not_understood},
      {"5,", amount_not_understood},
      {"1,5,5", amount_not_understood},
      {"1,250,000", amount_not_understood},
      {"1,250.00", amount_not_understood},
      {"1 250", amount_not_understood},
      {"1.250,- juta", amount_not_understood},
      {"5 dolar", amount_not_understood},
      {"5 juta juta", amount_not_understood},
      {"5 juta rupiah x", amount_not_understood},
      {"juta", amount_not_understood},
      {"1e6", amount_not_understood},
      {"0x10", amount_not_understood},
      {"nan", amount_not_understood},
      {"5\xFF", amount_not_understood},
      {"\xEF\xBC\x91", amount_not_understood},  // a full-width digit
      {"1.250", amount_ambiguous},
      {"-1.250", amount_ambiguous},
      {"(1.250)", amount_ambiguous},
      {"999.999", amount_ambiguous},
      {"1.250 miliar", amount_ambiguous},
      {"1,250", amount_too_precise},
      {"Rp1,000", amount_too_precise},
      {"Rp1.250,505", amount_too_precise},
      {"Rp0,000000001 juta", amount_too_precise},
      {"Rp1,00000000000000000000000000001 triliun", amount_too_precise},
      {"Rp92.233.720.368.547.758,08", amount_out_of_range},
      {"-Rp92.233.720.368.547.758,09", amount_out_of_range},
      {"Rp99.999.999.999.999.999.999.999", amount_out_of_range},
      {"Rp100.000 triliun", amount_out_of_range},
      {"99999999999999999999999999999999999999999", amount_out_of_range},
  };
  for (const auto& row : cases) {
    const auto text = row.first;
    const auto code = row.second;
    CAPTURE(text);
    CHECK(code_of([&] { return parse_rupiah(text); }) == code);
    CHECK(code_of([&] { return parse_amount(text); }) == code);
  }
  CHECK(code_of([] { return parse_rupiah(std::string_view("5\0", 2)); }) == amount_not_understood);
}

TEST_CASE("plain notation comes in where it is asked for") {
  CHECK(parse_amount("97.00") == Rupiah::from_sen(9'700));
  CHECK(parse_amount("-0.05") == Rupiah::from_sen(-5));
  CHECK(parse_amount("1250000") == Rupiah::from_rupiah(1'250'000));
  CHECK(parse_amount("1250.5 ") == Rupiah::from_sen(125'050));
  CHECK(code_of([] { return parse_amount("1250.000"); }) == amount_too_precise);
  CHECK(code_of([] { return parse_amount("1.2505"); }) == amount_too_precise);
  CHECK(code_of([] { return parse_rupiah("1.2505"); }) == amount_not_understood);
  CHECK(code_of([] { return parse_amount("Rp97.00"); }) == amount_not_understood);
  CHECK(code_of([] { return parse_rupiah("97.00"); }) == amount_not_understood);
}

TEST_CASE("a refusal says where it stopped and what would fit") {
  CHECK(hint_of("1.250", parse_rupiah) == "1250 / 1,25");
  CHECK(hint_of("-1.100", parse_amount) == "1100 / 1,1");
  CHECK(hint_of("1.000", parse_amount) == "1000 / 1");
  CHECK(hint_of("97.00", parse_rupiah) == "Rp97,00");
  CHECK(hint_of("1.250", plain_cell) == "1250 / 1.25");
  CHECK(hint_of("1.250.000,50", plain_cell) == "1250000.50");
  CHECK(hint_of("Rp5", plain_cell) == "5.00");
  CHECK(hint_of("1250.5", indonesian_cell) == "Rp1.250,50");
  try {
    static_cast<void>(parse_rupiah("  Rp1.25.000"));
    FAIL("it did not throw");
  } catch (const ParseError& error) {
    CHECK(error.offset() == 5);
    CHECK(error.problems().front().text == "  Rp1.25.000");
  }
}

TEST_CASE("a plain cell is digits with at most two decimals") {
  const std::vector<std::pair<std::string_view, std::int64_t>> good{{"0", 0},
                                                                    {"-0", 0},
                                                                    {"0.05", 5},
                                                                    {"-0.05", -5},
                                                                    {"1250000", 125'000'000},
                                                                    {"1250000.00", 125'000'000},
                                                                    {"12.5", 1'250},
                                                                    {" 12.50\u00A0", 1'250},
                                                                    {"92233720368547758.07", INT64_MAX},
                                                                    {"-92233720368547758.08", INT64_MIN}};
  for (const auto& row : good) {
    const auto text = row.first;
    const auto expected = row.second;
    CAPTURE(text);
    CHECK(plain_cell(text).sen() == expected);
  }
  const std::vector<std::pair<std::string_view, ErrorCode>> bad{
      {"", amount_not_understood},
      {" ", amount_not_understood},
      {"-", amount_not_understood},
      {".5", amount_not_understood},
      {"5.", amount_not_understood},
      {"5.5.5", amount_not_understood},
      {"05", amount_not_understood},
      {"00.5", amount_not_understood},
      {"+5", amount_not_understood},
      {"1e5", amount_not_understood},
      {"1,250.00", amount_not_understood},
      {"12a", amount_not_understood},
      {"1.250", amount_too_precise},
      {"1250.505", amount_too_precise},
      {"12,5", amount_other_notation},
      {"Rp5", amount_other_notation},
      {"(5)", amount_other_notation},
      {"5 juta", amount_words_in_csv},
      {"lima JUTA rupiah", amount_words_in_csv},
      {"92233720368547758.08", amount_out_of_range},
      {"-92233720368547758.09", amount_out_of_range},
      {"99999999999999999.99", amount_out_of_range},
      {"100000000000000000", amount_out_of_range},
      {"18446744073709551617", amount_out_of_range},  // 2^64 + 1 must not come out as 1
      {"340282366920938463463374607431768211457", amount_out_of_range},
  };
  for (const auto& row : bad) {
    const auto text = row.first;
    const auto code = row.second;
    CAPTURE(text);
    CHECK(code_of([&] { return plain_cell(text); }) == code);
  }
}

TEST_CASE("an Indonesian cell may have Rp, and no words") {
  const std::vector<std::pair<std::string_view, std::int64_t>> good{
      {"1.250", 125'000},     {"1.250.000,00", 125'000'000}, {"Rp 1.250", 125'000}, {"1250", 125'000},
      {"-1.250,5", -125'050}, {"(1.250)", -125'000},         {"Rp1.250,-", 125'000}};
  for (const auto& row : good) {
    const auto text = row.first;
    const auto expected = row.second;
    CAPTURE(text);
    CHECK(indonesian_cell(text).sen() == expected);
  }
  CHECK(code_of([] { return indonesian_cell("1250.50"); }) == amount_other_notation);
  CHECK(code_of([] { return indonesian_cell("97.0"); }) == amount_other_notation);
  CHECK(code_of([] { return indonesian_cell("76,055 miliar"); }) == amount_words_in_csv);
  CHECK(code_of([] { return indonesian_cell("1,250"); }) == amount_too_precise);
  CHECK(code_of([] { return indonesian_cell("1.250.00"); }) == amount_not_understood);
}

TEST_CASE("trying a cell writes the amount only where it is one") {
  Rupiah amount = Rupiah::from_sen(7);
  CHECK_FALSE(try_parse_cell("x", Notation::plain, amount));
  CHECK_FALSE(try_parse_cell("1 juta", Notation::indonesian, amount));
  CHECK_FALSE(try_parse_cell({}, Notation::indonesian, amount));
  CHECK(amount == Rupiah::from_sen(7));
  CHECK(try_parse_cell(" 12.5", Notation::plain, amount));
  CHECK(amount == Rupiah::from_sen(1'250));
  CHECK(try_parse_cell("1.250", Notation::indonesian, amount));
  CHECK(amount == Rupiah::from_rupiah(1'250));
}

TEST_CASE("a cell tells of its file's notation only what is certain") {
  using enum NotationEvidence;
  const std::vector<std::pair<std::string_view, NotationEvidence>> cases{
      {"", nothing},
      {"1250", nothing},
      {"-1250", nothing},
      {"0", nothing},
      {"text", nothing},
      {"1.2.3", nothing},
      {"0.250", nothing},
      {"1,250", nothing},
      {"(1250)", nothing},
      {"5 juta", nothing},
      {"1250.000", nothing},
      {"97.00", plain},
      {"-0.5", plain},
      {" 1250.50 ", plain},
      {"1.25", plain},
      {"1.250.000", indonesian},
      {"1.250,00", indonesian},
      {"12,5", indonesian},
      {"1.250,-", indonesian},
      {"Rp1250", indonesian},
      {"Rp1.250", indonesian},
      {"Rp 76 juta", indonesian},
      {"-Rp5", indonesian},
      {"Rp oops", indonesian},
      {"1.250", ambiguous},
      {"-1.250", ambiguous},
      {" 999.999", ambiguous},
      {"(1.250)", ambiguous},
  };
  for (const auto& row : cases) {
    const auto text = row.first;
    const auto expected = row.second;
    CAPTURE(text);
    CHECK((notation_evidence(text) == expected));
  }
}

TEST_CASE("amounts are written in both notations") {
  CHECK(to_text(Rupiah::from_rupiah(103'000'000'000)) == "Rp103.000.000.000,00");
  CHECK(to_text(Rupiah()) == "Rp0,00");
  CHECK(to_text(Rupiah::from_sen(-5)) == "-Rp0,05");
  CHECK(to_text(Rupiah::from_sen(99'999)) == "Rp999,99");
  CHECK(to_text(Rupiah::min()) == "-Rp92.233.720.368.547.758,08");
  CHECK(to_short_text(Rupiah::from_rupiah(1'000)) == "Rp1.000");
  CHECK(to_short_text(Rupiah::from_sen(100'050)) == "Rp1.000,50");
  CHECK(to_short_text(Rupiah()) == "Rp0");
  CHECK(to_plain(Rupiah::from_rupiah(97)) == "97.00");
  CHECK(to_plain(Rupiah::from_sen(-5)) == "-0.05");
  CHECK(to_plain(Rupiah::min()) == "-92233720368547758.08");
}

TEST_CASE("what is written reads back to the same amount") {
  Numbers numbers(2'024);
  std::vector<Rupiah> amounts{Rupiah(), Rupiah::min(), Rupiah::max()};
  for (int i = 0; i < 20'000; ++i) amounts.push_back(numbers.amount());
  for (const Rupiah amount : amounts) {
    CAPTURE(amount);
    REQUIRE(parse_rupiah(to_text(amount)) == amount);
    REQUIRE(parse_rupiah(to_short_text(amount)) == amount);
    REQUIRE(parse_amount(to_plain(amount)) == amount);
    REQUIRE(plain_cell(to_plain(amount)) == amount);
    REQUIRE(indonesian_cell(to_text(amount)) == amount);
    REQUIRE((notation_evidence(to_plain(amount)) == NotationEvidence::plain));
    REQUIRE((notation_evidence(to_text(amount)) == NotationEvidence::indonesian));
  }
}

TEST_CASE("no text is read as two different amounts, whatever its bytes") {
  // Texts of the letters that amounts are made of, so that many of them are almost amounts.
  constexpr std::string_view letters = "0123456789..,,-()Rp ju";
  Numbers numbers(11);
  int both = 0;
  for (int i = 0; i < 200'000; ++i) {
    std::string text;
    for (std::uint64_t n = numbers.below(9); n-- > 0;) text += letters[numbers.below(letters.size())];
    Rupiah plain;
    Rupiah indonesian;
    const bool is_plain = try_parse_cell(text, Notation::plain, plain);
    const bool is_indonesian = try_parse_cell(text, Notation::indonesian, indonesian);
    CAPTURE(text);
    if (is_plain && is_indonesian) {
      ++both;
      REQUIRE(plain == indonesian);
      REQUIRE((notation_evidence(text) == NotationEvidence::nothing));
    }
    if (is_plain) REQUIRE(parse_amount(text) == plain);
    REQUIRE((code_of([&] { return parse_cell(text, Notation::plain); }) == std::nullopt) == is_plain);
  }
  CHECK(both > 1'000);
}

TEST_CASE("a part is told as percent with two decimals, half up") {
  CHECK(to_percent(Ratio::from_fraction(3, 8)) == "37.50%");
  CHECK(to_percent(Ratio::from_fraction(1, 3)) == "33.33%");
  CHECK(to_percent(Ratio::from_fraction(1, 20'000)) == "0.01%");
  CHECK(to_percent(Ratio::from_fraction(5, 4)) == "125.00%");
}
