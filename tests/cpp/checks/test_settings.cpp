// Thresholds of rules: defaults, ranges, and what is refused.
#include <doctest/doctest.h>

#include <string>

#include <libhibah/base/error.hpp>
#include <libhibah/checks/settings.hpp>

using namespace hibah;

TEST_CASE("every setting has a default that it takes itself, a meaning in both languages and a place in the list") {
  const Settings defaults;
  std::string before;
  for (const SettingInfo& info : setting_infos()) {
    const std::string key(info.key);
    CAPTURE(key);
    CHECK(key > before);  // ascending, so that lists of settings are in one order everywhere
    before = key;
    CHECK(defaults.all().at(key) == info.default_value);
    CHECK_FALSE(info.meaning.id.empty());
    CHECK_FALSE(info.meaning.en.empty());
    Settings settings;
    CHECK_NOTHROW(settings.set(key, info.default_value));
    CHECK(settings.all() == defaults.all());
  }
  CHECK(defaults.all().size() == setting_infos().size());
}

TEST_CASE("the defaults are those of the catalogue") {
  const Settings settings;
  CHECK(settings.days("R401.days_before") == 30);
  CHECK(settings.days("R401.days_after") == 30);
  CHECK(settings.days("R405.days") == 7);
  CHECK(settings.days("R406.days") == 7);
  CHECK(settings.number("N801.millionths") == 2200);
  CHECK(settings.number("N801.rows") == 1000);
  CHECK(settings.days("N802.days") == 30);
  CHECK(settings.number("N802.percent") == 40);
  CHECK(settings.number("N803.percent") == 30);
  CHECK(settings.number("N803.rows") == 100);
  CHECK(settings.number("N803.rupiah") == 1'000'000);
  CHECK(settings.number("N804.payees") == 20);
  CHECK(settings.number("N804.percent") == 25);
}

TEST_CASE("a setting takes its least and its most, and not one beyond") {
  for (const SettingInfo& info : setting_infos()) {
    const std::string key(info.key);
    CAPTURE(key);
    Settings settings;
    if (info.type == SettingType::truth) continue;
    CHECK_NOTHROW(settings.set(key, std::to_string(info.minimum)));
    CHECK(settings.days(key) == info.minimum);
    CHECK_NOTHROW(settings.set(key, std::to_string(info.maximum)));
    CHECK(settings.days(key) == info.maximum);
    CHECK_THROWS_AS(settings.set(key, std::to_string(info.minimum - 1)), UsageError);
    CHECK_THROWS_AS(settings.set(key, std::to_string(info.maximum + 1)), UsageError);
    CHECK(settings.days(key) == info.maximum);  // what is refused changes nothing
  }
}

TEST_CASE("a setting that is true or false takes nothing else") {
  Settings settings;
  CHECK_FALSE(settings.truth("X702.realisations"));
  settings.set("X702.realisations", "true");
  CHECK(settings.truth("X702.realisations"));
  CHECK_FALSE(settings.truth("X703.realisations"));
  for (const char* value : {"", "True", "1", "0", "yes", "ya", " true", "truefalse"}) {
    CHECK_THROWS_AS(settings.set("X702.realisations", value), UsageError);
    CHECK(settings.truth("X702.realisations"));
  }
  settings.set("X702.realisations", "false");
  CHECK_FALSE(settings.truth("X702.realisations"));
}

TEST_CASE("what is no whole number of days is refused, with the setting's name and range") {
  for (const char* value : {"", " ", "30 ", " 30", "+30", "3.5", "3,5", "30 hari", "thirty", "0x1E", "99999999999999999999"}) {
    const std::string given(value);
    CAPTURE(given);
    Settings settings;
    try {
      settings.set("R401.days_after", value);
      FAIL_CHECK("taken");
    } catch (const UsageError& error) {
      CHECK(error.code() == ErrorCode::invalid_argument);
      const std::string what(error.what());
      CHECK(what.find("R401.days_after") != std::string::npos);
      CHECK(what.find("3660") != std::string::npos);
    }
    CHECK(settings.days("R401.days_after") == 30);
  }
}

TEST_CASE("one number has one text in the report, however it was written") {
  Settings settings;
  settings.set("R401.days_after", "007");
  CHECK(settings.all().at("R401.days_after") == "7");
}

TEST_CASE("an unknown setting is an error that names the nearest one") {
  Settings settings;
  try {
    settings.set("R401.days_aftr", "30");
    FAIL("taken");
  } catch (const UsageError& error) {
    CHECK(error.code() == ErrorCode::setting_unknown);
    CHECK(std::string(error.what()).find("R401.days_after") != std::string::npos);
  }
  CHECK_THROWS_AS(settings.set("", "30"), UsageError);
  CHECK_THROWS_AS((void)settings.days("R999.days"), UsageError);
}
