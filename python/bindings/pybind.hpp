// libhibah: pybind — the only door to pybind11, and how values cross it.
#pragma once

// Binding files hold no logic: they name what C++ offers. What crosses the border is decided here, once:
//   Date      <- datetime.date (never a datetime) or text; -> datetime.date
//   DateSpan  -> datetime.date where the day is known, else text such as "2023-10"
//   Ratio     <- Fraction, int, Decimal or a text such as "40%"; -> Fraction
//   Message   -> {"id": ..., "en": ...}
//   Language  <- "id" or "en"
//   text      <- any str, bytes that are not UTF-8 included (surrogateescape), and back
// Nothing becomes money but by `to_rupiah`, and nothing becomes a float.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <pybind11/native_enum.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <libhibah/base/error.hpp>
#include <libhibah/base/parallel.hpp>
#include <libhibah/base/text.hpp>
#include <libhibah/calendar/date_span.hpp>
#include <libhibah/money/ratio.hpp>
#include <libhibah/money/rupiah.hpp>

namespace hibah::bindings {

namespace py = pybind11;

/// A float or a bool where money or a ratio is meant.
class AmountTypeError : public UsageError {
 public:
  explicit AmountTypeError(std::string detail) : UsageError(ErrorCode::invalid_argument, std::move(detail)) {}
};

/// A str argument, whatever it holds.
struct Utf8 {
  std::string bytes;
};
/// A whole number that is no bool; beyond 64 bits it is an AmountOverflow.
struct Whole {
  std::int64_t value = 0;
};
/// A list of words: None, a text with commas between them, or an iterable of texts.
struct WordList {
  std::vector<std::string> words;
};

/// Bytes of a str: UTF-8, and what is not UTF-8 as it came.
[[nodiscard]] std::string bytes_of(py::handle text);
/// The str of bytes, for what came from outside.
[[nodiscard]] py::str text_of(std::string_view bytes);
/// As text_of; None where there is nothing.
[[nodiscard]] py::object text_or_none(std::string_view bytes);
[[nodiscard]] py::dict message_of(const Message& message);
[[nodiscard]] Message message_of(Text text);
/// The name of an object's type, for messages.
[[nodiscard]] std::string type_name(py::handle object);
/// A path as bytes: str, bytes or os.PathLike.
[[nodiscard]] std::string path_of(py::handle path);

/// An amount from Rupiah, Decimal, int (whole rupiah) or text. Errors: AmountTypeError for anything else.
[[nodiscard]] Rupiah to_rupiah(py::handle object);
[[nodiscard]] py::object to_decimal(Rupiah amount);
[[nodiscard]] Ratio to_ratio(py::handle object);
[[nodiscard]] py::object to_fraction(const Ratio& ratio);
[[nodiscard]] Date to_date(py::handle object);
[[nodiscard]] py::object from_date(Date date);
[[nodiscard]] py::object from_span(const DateSpan& span);
[[nodiscard]] Language to_language(py::handle object);
[[nodiscard]] Whole to_whole(py::handle object);
/// A number of threads; 0 is as many as the machine has. Errors: UsageError below 0 or above 1,024.
[[nodiscard]] unsigned to_threads(const Whole& number);
[[nodiscard]] WordList to_words(py::handle object);
/// Calls a Python function, or None, and looks whether the user wants to stop. What either raises comes out of the work. True is a
/// display of `unit` ("bytes", "rows", "grants") that is gone with the last copy of what this gives.
[[nodiscard]] Progress to_progress(const py::object& function, const char* unit);

/// Makes a bound class readable like a mapping too: `item["rule"]`, `dict(item)`, `item.to_dict()`. `fields` are pairs of key and
/// attribute; `optional` is a key that is there only where its value is not empty.
void add_mapping(py::object type, const std::vector<std::pair<const char*, const char*>>& fields, const char* optional = nullptr);

/// Runs C++ that knows no Python while other threads may.
template <class Work>
auto released(Work&& work) {
  const py::gil_scoped_release release;
  return work();
}

/// For a value that may be large: it is freed without the lock, so that other threads go on meanwhile.
template <class Value>
std::shared_ptr<Value> shared_with_python(Value&& value) {
  return {new Value(std::move(value)), [](Value* owned) {
            const py::gil_scoped_release release;
            delete owned;
          }};
}

/// The class that a lower floor bound, for a floor that adds its own verbs to it.
template <class Class>
Class bound_class(const py::module_& module, const char* name) {
  return py::reinterpret_borrow<Class>(module.attr(name));
}

// One function a floor; errors and enums first, because signatures name them.
void bind_errors(py::module_& module);
void bind_money(py::module_& module);
void bind_calendar(py::module_& module);
void bind_law(py::module_& module);
void bind_journal(py::module_& module);
void bind_checks(py::module_& module);
void bind_own_rules(py::module_& module);
void bind_reports(py::module_& module);
void bind_io(py::module_& module);
void bind_frames(py::module_& module);

}  // namespace hibah::bindings

namespace pybind11::detail {

template <>
struct type_caster<hibah::bindings::Utf8> {
  PYBIND11_TYPE_CASTER(hibah::bindings::Utf8, const_name("str"));
  bool load(handle source, bool) {
    if (!PyUnicode_Check(source.ptr())) return false;
    value.bytes = hibah::bindings::bytes_of(source);
    return true;
  }
};

template <>
struct type_caster<hibah::bindings::Whole> {
  PYBIND11_TYPE_CASTER(hibah::bindings::Whole, const_name("int"));
  bool load(handle source, bool) {
    value = hibah::bindings::to_whole(source);
    return true;
  }
};

template <>
struct type_caster<hibah::bindings::WordList> {
  PYBIND11_TYPE_CASTER(hibah::bindings::WordList, const_name("collections.abc.Iterable[str] | str | None"));
  bool load(handle source, bool) {
    value = hibah::bindings::to_words(source);
    return true;
  }
};

template <>
struct type_caster<hibah::Language> {
  PYBIND11_TYPE_CASTER(hibah::Language, const_name("str"));
  bool load(handle source, bool) {
    value = hibah::bindings::to_language(source);
    return true;
  }
};

template <>
struct type_caster<hibah::Date> {
  PYBIND11_TYPE_CASTER(hibah::Date, const_name("datetime.date"));
  bool load(handle source, bool) {
    value = hibah::bindings::to_date(source);
    return true;
  }
  static handle cast(hibah::Date date, return_value_policy, handle) { return hibah::bindings::from_date(date).release(); }
};

template <>
struct type_caster<hibah::DateSpan> {
  PYBIND11_TYPE_CASTER(hibah::DateSpan, const_name("datetime.date | str"));
  bool load(handle, bool) { return false; }
  static handle cast(const hibah::DateSpan& span, return_value_policy, handle) { return hibah::bindings::from_span(span).release(); }
};

template <>
struct type_caster<hibah::Ratio> {
  PYBIND11_TYPE_CASTER(hibah::Ratio, const_name("fractions.Fraction"));
  bool load(handle source, bool) {
    value = hibah::bindings::to_ratio(source);
    return true;
  }
  static handle cast(const hibah::Ratio& ratio, return_value_policy, handle) { return hibah::bindings::to_fraction(ratio).release(); }
};

template <>
struct type_caster<hibah::Message> {
  PYBIND11_TYPE_CASTER(hibah::Message, const_name("dict[str, str]"));
  bool load(handle, bool) { return false; }
  static handle cast(const hibah::Message& message, return_value_policy, handle) { return hibah::bindings::message_of(message).release(); }
};

}  // namespace pybind11::detail
