#include <doctest/doctest.h>

#include <libhibah/law/timetable.hpp>

#include "sample_stage.hpp"

using namespace hibah;
using sample::stage;

namespace {

Date day(std::string_view text) {
  return parse_date(text);
}

/// Two decrees, as in 2020: the second moves the campaign and the vote and does not restate the handover of voter data.
Timetable two_decrees() {
  Timetable timetable;
  timetable.id = "contoh-2020";
  timetable.versions.push_back(
      {"PKPU 15/2019",
       day("2019-08-09"),
       day("2020-09-23"),
       {stage("DP4", day("2020-02-20"), day("2020-03-27")), stage("CAMPAIGN", day("2020-07-11"), day("2020-09-19"))},
       {}});
  timetable.versions.push_back(
      {"PKPU 5/2020", day("2020-06-12"), day("2020-12-09"), {stage("CAMPAIGN", day("2020-09-26"), {}), stage("QUIET", {}, {})}, {}});
  return timetable;
}

}  // namespace

TEST_CASE("a decree counts from the day on which it is effective") {
  const Timetable timetable = two_decrees();
  CHECK(timetable.effective_on(day("2019-08-08")) == nullptr);
  CHECK(timetable.effective_on(day("2019-08-09")) == &timetable.versions[0]);
  CHECK(timetable.effective_on(day("2020-06-11")) == &timetable.versions[0]);
  CHECK(timetable.effective_on(day("2020-06-12")) == &timetable.versions[1]);
  CHECK(timetable.effective_on(Date::last()) == &timetable.versions[1]);
}

TEST_CASE("voting day is that of the decree effective on the day of the question") {
  const Timetable timetable = two_decrees();
  CHECK_FALSE(timetable.voting_on(day("2019-08-08")));
  CHECK(timetable.voting_on(day("2020-06-11")) == day("2020-09-23"));
  CHECK(timetable.voting_on(day("2020-06-12")) == day("2020-12-09"));
}

TEST_CASE("a decree that names no voting day leaves the earlier one") {
  Timetable timetable = two_decrees();
  timetable.versions[1].voting.reset();
  CHECK(timetable.voting_on(day("2020-06-12")) == day("2020-09-23"));
  timetable.versions[0].voting.reset();
  CHECK_FALSE(timetable.voting_on(day("2020-06-12")));
}

TEST_CASE("a stage that a decree lacks is taken from the newest earlier one that has it") {
  Timetable timetable = two_decrees();
  const Stage* handover = timetable.stage_on("DP4", day("2020-12-31"));
  REQUIRE(handover != nullptr);
  CHECK(handover->end == day("2020-03-27"));

  timetable.versions.push_back({"PKPU 6/2020", day("2020-08-31"), {}, {}, {}});
  const Stage* campaign = timetable.stage_on("CAMPAIGN", day("2020-08-31"));
  REQUIRE(campaign != nullptr);
  CHECK(campaign->start == day("2020-09-26"));
}

TEST_CASE("a stage that is stated again without an end is open, whatever the earlier decree said") {
  const Timetable timetable = two_decrees();
  CHECK(timetable.stage_on("CAMPAIGN", day("2020-06-11"))->end == day("2020-09-19"));
  CHECK_FALSE(timetable.stage_on("CAMPAIGN", day("2020-06-12"))->end);
}

TEST_CASE("a stage of a later decree is not there yet, and one of no decree never") {
  const Timetable timetable = two_decrees();
  CHECK(timetable.stage_on("QUIET", day("2020-06-11")) == nullptr);
  CHECK(timetable.stage_on("QUIET", day("2020-06-12")) != nullptr);
  CHECK(timetable.stage_on("CAMPAIGN", day("2019-08-08")) == nullptr);
  CHECK(timetable.stage_on("campaign", day("2020-06-12")) == nullptr);
  CHECK(timetable.has_stage("QUIET"));
  CHECK(timetable.has_stage("DP4"));
  CHECK_FALSE(timetable.has_stage("VOTE"));
  CHECK_FALSE(timetable.has_stage(""));
}
