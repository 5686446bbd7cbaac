// libhibah: law reader — timetables, regulations and calendars from TOML text.
#pragma once

#include <string>
#include <string_view>

#include <libhibah/calendar/work_calendar.hpp>
#include <libhibah/law/regulation.hpp>
#include <libhibah/law/timetable.hpp>

namespace hibah {

// `file` is the name that problems carry. Errors: InputError with every problem of the text.
[[nodiscard]] Timetable read_timetable(std::string_view text, const std::string& file);
[[nodiscard]] Regulation read_regulation(std::string_view text, const std::string& file);
[[nodiscard]] WorkCalendar read_calendar(std::string_view text, const std::string& file);

// Built-in ones. Errors: UsageError unknown_name with the nearest id.
[[nodiscard]] Timetable builtin_timetable(std::string_view id);
[[nodiscard]] Regulation builtin_regulation(std::string_view id);
[[nodiscard]] WorkCalendar builtin_calendar(std::string_view id = "indonesia");
/// The TOML text of a built-in file, as `hibah show` prints it. Errors: UsageError unknown_name.
[[nodiscard]] std::string_view builtin_text(std::string_view kind, std::string_view id);

}  // namespace hibah
