// A stage with its days, for the tests of timetables and of what hangs on them.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include <libhibah/law/timetable.hpp>

namespace hibah::sample {

inline Stage stage(std::string code, std::optional<Date> start, std::optional<Date> end) {
  Stage stage;
  stage.code = std::move(code);
  stage.start = start;
  stage.end = end;
  return stage;
}

}  // namespace hibah::sample
