#include <libhibah/base/text.hpp>

#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

using namespace hibah;

TEST_CASE("the example of text.hpp holds") {
  CHECK(fill(Text{"tahap {n} terlambat", "tranche {n} is late"}, {{"n", same("2")}}).en == "tranche 2 is late");
  CHECK(trimmed("\u00A0 Rp \n") == "Rp");
  CHECK(folded("  CV. Élan Jaya ") == "cv. élan jaya");
  CHECK(shortened("abcdef", 4) == "abc…");
  CHECK(nearest("ammount", {"amount", "account"}) == "amount");
}

TEST_CASE("a wording speaks both languages") {
  CHECK(Text{"ya", "yes"}.in(Language::id) == "ya");
  CHECK(Text{"ya", "yes"}.in(Language::en) == "yes");
  CHECK(same("x") == Message{"x", "x"});
  CHECK(same("x").in(Language::en) == "x");
}

TEST_CASE("slots are filled in each language and unknown ones stay") {
  const Message day{"hari", "day"};
  const Message filled = fill(Text{"{n} {unit}, {n}", "{n} {unit} {other}"}, {{"n", same("3")}, {"unit", day}});
  CHECK(filled.id == "3 hari, 3");
  CHECK(filled.en == "3 day {other}");
  CHECK(fill(Text{"{ {n} }", "{n"}, {{"n", same("1")}}) == Message{"{ 1 }", "{n"});
  CHECK(fill(Text{"", "{}"}, {}) == Message{"", "{}"});
  // A value is not looked at again.
  CHECK(fill(Text{"{a}", "{a}{b}"}, {{"a", same("{b}")}, {"b", same("x")}}) == Message{"{b}", "{b}x"});
}

TEST_CASE("blanks are cut at both ends, the no-break ones too") {
  CHECK(trimmed("") == "");
  CHECK(trimmed(" \t\r\n\u00A0\u2007\u202F") == "");
  CHECK(trimmed("\u2007a b\u202F") == "a b");
  CHECK(trimmed("\u200Ba") == "\u200Ba");  // a zero-width space is no blank
  CHECK(trimmed("\xC2") == "\xC2");
  CHECK(trimmed("\x80\xE2") == "\x80\xE2");
}

TEST_CASE("only ASCII letters are lowered where only they are asked for") {
  CHECK(ascii_lower("AZ az É 9[") == "az az É 9[");
}

TEST_CASE("names fold to one form") {
  const std::vector<std::pair<std::string_view, std::string_view>> cases{
      {"\u00A0TOKO  Maju\nJaya ", "toko  maju\njaya"},  // blanks inside a name are part of it
      {"ÀÖØÞ", "àöøþ"},
      {"×ß÷ÿ", "×ß÷ÿ"},
      {"Ÿ", "ÿ"},
      {"ĀĶĸ", "āķĸ"},
      {"ĹŇŉ", "ĺňŉ"},
      {"ŊŶ", "ŋŷ"},
      {"ŹŽſ", "źžſ"},
      {"İ", "i"},
      {"ΑΩΫ", "αωϋ"},
      {"ΆΈΊΌΎΏ", "άέίόύώ"},
      {"ς", "σ"},
      {"АЯЁЏ", "аяёџ"},
      {"日本", "日本"},
      {"\xFF"
       "A\xC3",
       "\xFF"
       "a\xC3"},
      {"", ""},
      {" ", ""},
  };
  for (const auto& row : cases) {
    const auto text = row.first;
    const auto expected = row.second;
    CAPTURE(text);
    CHECK(folded(text) == expected);
    CHECK(folded(folded(text)) == expected);
  }
}

TEST_CASE("UTF-8 is told from what is not") {
  for (const std::string_view good :
       {std::string_view(""), std::string_view("abc"), std::string_view("a\0b", 3), std::string_view("é"), std::string_view("\xC2\x80"),
        std::string_view("\xE0\xA0\x80"), std::string_view("\xED\x9F\xBF"), std::string_view("\xEE\x80\x80"),
        std::string_view("\xF0\x90\x80\x80"), std::string_view("\xF4\x8F\xBF\xBF"), std::string_view("12345678é12345678")}) {
    CAPTURE(good);
    CHECK(is_utf8(good));
  }
  for (const std::string_view bad :
       {"\x80", "\xC0\x80", "\xC1\xBF", "\xC2", "\xC2z", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xED\xBF\xBF", "\xE2\x82", "\xF0\x8F\xBF\xBF",
        "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF", "1234567\xFF", "12345678\xFF", "caf\xE9"}) {
    CAPTURE(bad);
    CHECK_FALSE(is_utf8(bad));
  }
}

TEST_CASE("a long text is cut to the number of characters asked for") {
  CHECK(shortened("abcd", 4) == "abcd");
  CHECK(shortened("éééé", 4) == "éééé");
  CHECK(shortened("ééééé", 4) == "ééé…");
  CHECK(shortened("ab", 1) == "…");
  CHECK(shortened("a", 1) == "a");
  CHECK(shortened("a", 0) == "");
  CHECK(shortened("") == "");
  CHECK(display_width(shortened(std::string(100'000, 'x'))) == 80);
  CHECK(shortened(std::string(80, 'x')) == std::string(80, 'x'));
}

TEST_CASE("what would steer a terminal is shown instead") {
  CHECK(shortened("a\x1B[31mb\n\x7F") == "a\\x1B[31mb\\x0A\\x7F");
  CHECK(shortened("\u0085") == "\\x85");
  CHECK(shortened("a\xE9z") == "a\\xE9z");
  CHECK(shortened(std::string_view("\0", 1)) == "\\x00");
  CHECK(shortened("\u202Eabc") == "\\u202Eabc");
  CHECK(shortened("\x1B\x1B", 7) == "\\x1B…");  // a shown byte is never cut in two
  CHECK(shortened(shortened("x\x1B\xFF")) == shortened("x\x1B\xFF"));
}

TEST_CASE("the nearest word is at most a third away") {
  const std::vector<std::string_view> keys{"amount", "account", "due", "signed", "share"};
  CHECK(nearest("amuont", keys) == "amount");  // swapped: one edit
  CHECK(nearest("AMOUNT", keys) == "amount");
  CHECK(nearest("amt", keys) == "");  // three edits of six
  CHECK(nearest("amoun", keys) == "amount");
  CHECK(nearest("amou", keys) == "amount");  // two edits of six: exactly a third
  CHECK(nearest("dua", keys) == "due");
  CHECK(nearest("dxx", keys) == "");
  CHECK(nearest("", keys) == "");
  CHECK(nearest("x", {}) == "");
  CHECK(nearest("x", {""}) == "");
  CHECK(nearest(std::string(1'000'000, 'a'), keys) == "");
  CHECK(nearest("abd", {"abc", "abe"}) == "abc");  // a tie goes to the first
}

TEST_CASE("the width of a text is its code points without combining marks") {
  CHECK(display_width("") == 0);
  CHECK(display_width("Rp1.000") == 7);
  CHECK(display_width("é") == 1);
  CHECK(display_width("e\u0301") == 1);
  CHECK(display_width("—…") == 2);
  CHECK(display_width("\xFF") == 1);
}
