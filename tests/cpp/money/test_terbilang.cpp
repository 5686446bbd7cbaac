#include <libhibah/money/terbilang.hpp>

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

TEST_CASE("the example of terbilang.hpp holds") {
  CHECK(terbilang(Rupiah::from_rupiah(76'055'000'000)) == "tujuh puluh enam miliar lima puluh lima juta rupiah");
  CHECK(terbilang(Rupiah::from_sen(-101'150)) == "minus seribu sebelas rupiah lima puluh sen");
  CHECK(terbilang(Rupiah()) == "nol rupiah");
  CHECK(parse_terbilang("Dua ratus  LIMA PULUH juta") == Rupiah::from_rupiah(250'000'000));
  CHECK(code_of([] { return parse_terbilang("dua seratus rupiah"); }) == words_not_understood);
  CHECK(code_of([] { return parse_terbilang("seratus kuadriliun rupiah"); }) == amount_out_of_range);
}

TEST_CASE("amounts are put into the words of the dictionary") {
  const std::vector<std::pair<std::int64_t, std::string_view>> cases{
      {1, "satu rupiah"},
      {10, "sepuluh rupiah"},
      {11, "sebelas rupiah"},
      {12, "dua belas rupiah"},
      {19, "sembilan belas rupiah"},
      {20, "dua puluh rupiah"},
      {21, "dua puluh satu rupiah"},
      {99, "sembilan puluh sembilan rupiah"},
      {100, "seratus rupiah"},
      {101, "seratus satu rupiah"},
      {110, "seratus sepuluh rupiah"},
      {111, "seratus sebelas rupiah"},
      {200, "dua ratus rupiah"},
      {999, "sembilan ratus sembilan puluh sembilan rupiah"},
      {1'000, "seribu rupiah"},
      {1'001, "seribu satu rupiah"},
      {1'100, "seribu seratus rupiah"},
      {2'000, "dua ribu rupiah"},
      {11'000, "sebelas ribu rupiah"},
      {21'000, "dua puluh satu ribu rupiah"},
      {100'000, "seratus ribu rupiah"},
      {101'000, "seratus satu ribu rupiah"},
      {1'000'000, "satu juta rupiah"},
      {1'001'000, "satu juta seribu rupiah"},
      {1'000'000'000, "satu miliar rupiah"},
      {1'000'000'000'000, "satu triliun rupiah"},
      {1'000'000'000'000'000, "satu kuadriliun rupiah"},
      {103'000'000'000, "seratus tiga miliar rupiah"},
      {-5, "minus lima rupiah"},
  };
  for (const auto& row : cases) {
    const auto rupiah = row.first;
    const auto words = row.second;
    CHECK(terbilang(Rupiah::from_rupiah(rupiah)) == words);
    CHECK(parse_terbilang(words) == Rupiah::from_rupiah(rupiah));
  }
}

TEST_CASE("sen have their own words") {
  CHECK(terbilang(Rupiah::from_sen(1)) == "satu sen");
  CHECK(terbilang(Rupiah::from_sen(50)) == "lima puluh sen");
  CHECK(terbilang(Rupiah::from_sen(-99)) == "minus sembilan puluh sembilan sen");
  CHECK(terbilang(Rupiah::from_sen(10'011)) == "seratus rupiah sebelas sen");
  CHECK(terbilang(Rupiah::max()) ==
        "sembilan puluh dua kuadriliun dua ratus tiga puluh tiga triliun tujuh ratus dua puluh miliar tiga ratus enam puluh delapan juta "
        "lima ratus empat puluh tujuh ribu tujuh ratus lima puluh delapan rupiah tujuh sen");
  CHECK(terbilang(Rupiah::min()) ==
        "minus sembilan puluh dua kuadriliun dua ratus tiga puluh tiga triliun tujuh ratus dua puluh miliar tiga ratus enam puluh delapan "
        "juta lima ratus empat puluh tujuh ribu tujuh ratus lima puluh delapan rupiah delapan sen");
}

TEST_CASE("words are read as people write them") {
  const std::vector<std::pair<std::string_view, std::int64_t>> cases{
      {"SATU JUTA RUPIAH", 100'000'000},
      {"  satu\n juta\u00A0rupiah ", 100'000'000},
      {"satu juta", 100'000'000},
      {"sejuta", 100'000'000},
      {"satu ribu", 100'000},
      {"satu ratus", 10'000},
      {"satu ratus satu ribu", 10'100'000},
      {"semiliar", 100'000'000'000},
      {"setriliun", 100'000'000'000'000},
      {"tiga milyar", 300'000'000'000},
      {"tiga trilyun", 300'000'000'000'000},
      {"dua-puluh-lima", 2'500},
      {"dua\u2010puluh", 2'000},
      {"duapuluh limaribu", 2'500'000},
      {"seratustigamiliarrupiah", 10'300'000'000'000},
      {"nol", 0},
      {"minus nol rupiah", 0},
      {"min lima", -500},
      {"minus lima rupiah lima sen", -505},
      {"lima rupiah nol sen", 500},
      {"nol rupiah lima sen", 5},
      {"lima puluh sen", 50},
      {"seribu dua ratus tiga puluh empat", 123'400},
  };
  for (const auto& row : cases) {
    const auto words = row.first;
    const auto expected = row.second;
    CAPTURE(words);
    REQUIRE(code_of([&] { return parse_terbilang(words); }) == std::nullopt);
    CHECK(parse_terbilang(words).sen() == expected);
  }
}

TEST_CASE("words that make no number are refused") {
  for (const std::string_view words : {"",
                                       "  ",
                                       "rupiah",
                                       "minus",
                                       "sen",
                                       "dua seratus",
                                       "ratus lima",
                                       "ratus",
                                       "ribu",
                                       "puluh",
                                       "belas",
                                       "juta juta",
                                       "dua juta tiga juta",
                                       "lima ribu dua juta",
                                       "dua seribu",
                                       "seratus seribu",
                                       "seribu ribu",
                                       "seribu juta",
                                       "dua dua",
                                       "satu puluh",
                                       "satu belas",
                                       "sepuluh dua",
                                       "sebelas belas",
                                       "dua puluh sepuluh",
                                       "dua puluh belas",
                                       "dua belas ratus",
                                       "dua ratus ratus",
                                       "nol juta",
                                       "dua nol",
                                       "dua puluh nol",
                                       "lima rupiah rupiah",
                                       "lima rupiah enam",
                                       "lima rupiah sen",
                                       "seratus sen",
                                       "seratus lima puluh sen",
                                       "lima sen rupiah",
                                       "lima rupiah seratus sen",
                                       "lima minus",
                                       "minus minus lima",
                                       "lima dolar",
                                       "5 juta",
                                       "lima.juta",
                                       "lima, enam",
                                       "l\xC3\xADma",
                                       "lima\xFF",
                                       "satu juta rupiah saja"}) {
    CAPTURE(words);
    CHECK(code_of([&] { return parse_terbilang(words); }) == words_not_understood);
  }
  CHECK(code_of([] { return parse_terbilang(std::string(1'000'000, 'a')); }) == words_not_understood);
  CHECK(code_of([] { return parse_terbilang(std::string(1'000'000, ' ')); }) == words_not_understood);
}

TEST_CASE("a refusal says at which word it stopped") {
  const auto offset_of = [](std::string_view words) {
    try {
      static_cast<void>(parse_terbilang(words));
    } catch (const ParseError& error) {
      return error.offset();
    }
    return std::string::npos;
  };
  CHECK(offset_of("dua  seratus") == 5);
  CHECK(offset_of("dua juta tiga juta") == 9);
  CHECK(offset_of("lima dolar") == 5);
  CHECK(offset_of("lima rupiah enam") == 16);
}

TEST_CASE("words out of the range are refused, the last inside it is not") {
  const std::string words = terbilang(Rupiah::max());
  CHECK(parse_terbilang(words) == Rupiah::max());
  CHECK(code_of([&] { return parse_terbilang(words.substr(0, words.rfind("tujuh sen")) + "delapan sen"); }) == amount_out_of_range);
  CHECK(code_of([] { return parse_terbilang("minus sembilan ratus sembilan puluh sembilan kuadriliun"); }) == amount_out_of_range);
}

TEST_CASE("every amount comes back from its words") {
  Numbers numbers(17);
  std::vector<Rupiah> amounts{Rupiah(), Rupiah::min(), Rupiah::max()};
  for (int i = 0; i < 20'000; ++i) amounts.push_back(numbers.amount());
  for (std::int64_t rupiah = 0; rupiah < 12'000; ++rupiah) amounts.push_back(Rupiah::from_rupiah(rupiah));
  for (std::int64_t sen = 0; sen < 200; ++sen) amounts.push_back(Rupiah::from_sen(sen));
  for (const Rupiah amount : amounts) {
    CAPTURE(amount);
    const std::string words = terbilang(amount);
    REQUIRE(parse_terbilang(words) == amount);
    std::string joined;
    for (const char c : words) {
      if (c != ' ') joined += c;
    }
    REQUIRE(parse_terbilang(joined) == amount);
  }
}
