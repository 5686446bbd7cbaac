// libhibah: Timetable — the stages (tahapan) of one election with their windows, by decree.
#pragma once

// A timetable is a list of versions, each made by a decree and effective from a day. A question about a day uses the newest
// version effective on it. A version restates what it changes: a stage that it lacks is taken from the newest earlier one.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <libhibah/calendar/date.hpp>

namespace hibah {

struct Stage {
  std::string code;  ///< as in the format, such as CAMPAIGN
  std::string name_id;
  std::string name_en;
  std::optional<Date> start;  ///< absent: open, or set relative to something else
  std::optional<Date> end;
  bool verified = true;  ///< false: from memory or inferred, shown as such
  std::string source;
  std::string note;
};

struct TimetableVersion {
  std::string decree;
  Date effective;
  std::optional<Date> voting;  ///< voting day
  std::vector<Stage> stages;
  std::string note;
};

struct Timetable {
  std::string id;
  std::string name;
  std::vector<TimetableVersion> versions;  ///< in ascending order of `effective`

  /// The newest version effective on `day`; null where none is yet.
  [[nodiscard]] const TimetableVersion* effective_on(Date day) const noexcept;
  /// Voting day as known on `day`: of the version effective then, or of the newest earlier one that has it.
  [[nodiscard]] std::optional<Date> voting_on(Date day) const noexcept;
  /// The stage as known on `day`; null where no version effective by then has it.
  [[nodiscard]] const Stage* stage_on(std::string_view code, Date day) const noexcept;
  /// True where any version has the stage.
  [[nodiscard]] bool has_stage(std::string_view code) const noexcept;
};

}  // namespace hibah
