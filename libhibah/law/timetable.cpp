#include <libhibah/law/timetable.hpp>

#include <algorithm>

namespace hibah {

namespace {

const Stage* stage_in(const TimetableVersion& version, std::string_view code) noexcept {
  const auto found = std::find_if(version.stages.begin(), version.stages.end(), [&](const Stage& stage) { return stage.code == code; });
  return found == version.stages.end() ? nullptr : &*found;
}

}  // namespace

const TimetableVersion* Timetable::effective_on(Date day) const noexcept {
  const TimetableVersion* newest = nullptr;
  for (const TimetableVersion& version : versions) {
    if (version.effective <= day) newest = &version;
  }
  return newest;
}

std::optional<Date> Timetable::voting_on(Date day) const noexcept {
  std::optional<Date> voting;
  for (const TimetableVersion& version : versions) {
    if (version.effective <= day && version.voting) voting = version.voting;
  }
  return voting;
}

const Stage* Timetable::stage_on(std::string_view code, Date day) const noexcept {
  const Stage* newest = nullptr;
  for (const TimetableVersion& version : versions) {
    if (version.effective > day) continue;
    if (const Stage* stage = stage_in(version, code)) newest = stage;
  }
  return newest;
}

bool Timetable::has_stage(std::string_view code) const noexcept {
  return std::any_of(versions.begin(), versions.end(), [&](const TimetableVersion& version) { return stage_in(version, code) != nullptr; });
}

}  // namespace hibah
