#include <algorithm>

#include <libhibah/calendar/work_calendar.hpp>

#include "pybind.hpp"

namespace hibah::bindings {
namespace {

const py::object& date_type() {
  PYBIND11_CONSTINIT static py::gil_safe_call_once_and_store<py::object> storage;
  return storage.call_once_and_store_result([] { return py::module_::import("datetime").attr("date"); }).get_stored();
}

const py::object& datetime_type() {
  PYBIND11_CONSTINIT static py::gil_safe_call_once_and_store<py::object> storage;
  return storage.call_once_and_store_result([] { return py::module_::import("datetime").attr("datetime"); }).get_stored();
}

/// A number of working days, cut to what lies outside every calendar: that is a HorizonError either way.
int to_offset(const Whole& n) {
  constexpr std::int64_t beyond = 1'000'000;
  return static_cast<int>(std::clamp(n.value, -beyond, beyond));
}

void bind_days(py::module_& module) {
  py::class_<SkippedDay> skipped(module, "SkippedDay", "A day that was not counted, and why.");
  skipped.def_readonly("date", &SkippedDay::date)
      .def_property_readonly("why", [](const SkippedDay& self) { return name_of(self.why); })
      .def_property_readonly("name", [](const SkippedDay& self) { return text_or_none(self.name); })
      .def_property_readonly("decree", [](const SkippedDay& self) { return text_or_none(self.decree); })
      .def(
          "__eq__", [](const SkippedDay& a, const SkippedDay& b) { return a == b; }, py::is_operator(), py::arg("other"))
      .def("__hash__", [](const SkippedDay& self) { return py::hash(py::make_tuple(self.date, name_of(self.why), self.name)); })
      .def("__repr__", [](const SkippedDay& self) {
        std::string text = "<hibah.SkippedDay " + to_iso(self.date) + " " + std::string(name_of(self.why));
        for (const std::string& part : {self.name, self.decree}) text += part.empty() ? "" : ", " + part;
        return text_of(text + ">");
      });
  add_mapping(skipped, {{"date", "date"}, {"why", "why"}, {"name", "name"}, {"decree", "decree"}});

  py::class_<Holiday> holiday(module, "Holiday", "A day off of a calendar, with its kind and decree.");
  holiday.def_readonly("date", &Holiday::date)
      .def_property_readonly("kind", [](const Holiday& self) { return name_of(self.kind); })
      .def_property_readonly("name", [](const Holiday& self) { return text_of(self.name); })
      .def_property_readonly("decree", [](const Holiday& self) { return text_or_none(self.decree); })
      .def_property_readonly("source", [](const Holiday& self) { return text_or_none(self.source); })
      .def("__repr__", [](const Holiday& self) {
        return text_of("<hibah.Holiday " + to_iso(self.date) + " " + std::string(name_of(self.kind)) + ", " + self.name + ">");
      });
  add_mapping(holiday, {{"date", "date"}, {"kind", "kind"}, {"name", "name"}, {"decree", "decree"}, {"source", "source"}});
}

void bind_work_calendar(py::module_& module) {
  py::class_<WorkCalendar>(module, "WorkCalendar",
                           "Which days are working days, inside stated years. A value: every change gives a new one.")
      .def_property_readonly("id", [](const WorkCalendar& self) { return text_of(self.id()); })
      .def_property_readonly(
          "horizon", [](const WorkCalendar& self) { return py::make_tuple(self.from(), self.to()); },
          "The first and the last day that the calendar covers.")
      .def_property_readonly("holidays",
                             [](const WorkCalendar& self) { return std::vector<Holiday>(self.holidays().begin(), self.holidays().end()); })
      .def_property_readonly("cuti_bersama_is_working", &WorkCalendar::cuti_bersama_is_working)
      .def("is_working_day", &WorkCalendar::is_working_day, py::arg("day"))
      .def("day_off", &WorkCalendar::day_off, py::arg("day"), "Why the day is off; None for a working day.")
      .def(
          "add_working_days", [](const WorkCalendar& self, Date day, const Whole& n) { return self.add_working_days(day, to_offset(n)); },
          py::arg("day"), py::arg("n"), "The n-th working day after (n > 0) or before (n < 0) `day`, whose own day does not count.")
      .def("working_days_between", &WorkCalendar::working_days_between, py::arg("start"), py::arg("end"),
           "Working days after `start` up to and with `end`.")
      .def("as_known_on", &WorkCalendar::as_known_on, py::arg("day"), "The calendar as it was decreed on `day`.")
      .def(
          "with_local_holidays", [](const WorkCalendar& self, const std::vector<Date>& days) { return self.with_local_holidays(days); },
          py::arg("days"))
      .def("with_cuti_bersama_working", &WorkCalendar::with_cuti_bersama_working, py::arg("is_working") = true)
      .def("__repr__", [](const WorkCalendar& self) {
        return text_of("<hibah.WorkCalendar " + self.id() + ", " + to_iso(self.from()) + " to " + to_iso(self.to()) + ", " +
                       std::to_string(self.holidays().size()) + " holidays>");
      });
}

}  // namespace

Date to_date(py::handle object) {
  if (PyUnicode_Check(object.ptr())) return parse_date(bytes_of(object));
  if (py::isinstance(object, datetime_type())) {
    throw UsageError(ErrorCode::invalid_argument,
                     bytes_of(py::repr(object)) + " has a time of day: pass a datetime.date, such as .date() gives");
  }
  if (!py::isinstance(object, date_type())) {
    throw UsageError(ErrorCode::invalid_argument, bytes_of(py::repr(object)) + " (" + type_name(object) +
                                                      ") is no date: pass a datetime.date or a text such as \"2024-09-03\"");
  }
  return Date::from_ymd(object.attr("year").cast<int>(), object.attr("month").cast<int>(), object.attr("day").cast<int>());
}

py::object from_date(Date date) {
  return date_type()(date.year(), date.month(), date.day());
}

py::object from_span(const DateSpan& span) {
  if (span.is_day()) return from_date(span.first);
  return py::str(to_iso(span));
}

void bind_calendar(py::module_& module) {
  module.def(
      "parse_date", [](const Utf8& text) { return parse_date(text.bytes); }, py::arg("text"),
      "Reads `2024-03-04`, `4 Maret 2024` or `04/03/2024` (day first).");
  bind_days(module);
  bind_work_calendar(module);
}

}  // namespace hibah::bindings
