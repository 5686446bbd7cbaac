#include <exception>

#include <libhibah/base/version.hpp>

#include "pybind.hpp"

namespace hibah::bindings {
namespace {

/// hibah.errors, looked up once in each interpreter.
const py::module_& errors() {
  PYBIND11_CONSTINIT static py::gil_safe_call_once_and_store<py::module_> storage;
  return storage.call_once_and_store_result([] { return py::module_::import("hibah.errors"); }).get_stored();
}

void raise(const char* type, const UsageError& error) {
  const py::object kind = errors().attr(type);
  const py::object value = kind(text_of(error.what()), text_of(error_name(error.code())));
  PyErr_SetObject(kind.ptr(), value.ptr());
}

py::list problems_of(const InputError& error) {
  py::list problems;
  for (const Problem& problem : error.problems()) problems.append(py::cast(problem));
  return problems;
}

void raise(const InputError& error) {
  const py::object kind = errors().attr("InputError");
  const py::object value = kind(text_of(error.what()), problems_of(error), error.total());
  PyErr_SetObject(kind.ptr(), value.ptr());
}

void raise(const ParseError& error) {
  const py::object kind = errors().attr("ParseError");
  const py::object value = kind(text_of(error.what()), problems_of(error), error.total(), error.offset());
  PyErr_SetObject(kind.ptr(), value.ptr());
}

/// Narrowest first. What is not ours goes on to pybind11.
void translate(std::exception_ptr thrown) {
  if (!thrown) return;
  try {
    std::rethrow_exception(thrown);
  } catch (const AmountTypeError& error) {
    raise("AmountTypeError", error);
  } catch (const AmountOverflow& error) {
    raise("AmountOverflow", error);
  } catch (const HorizonError& error) {
    raise("HorizonError", error);
  } catch (const UsageError& error) {
    raise("UsageError", error);
  } catch (const ParseError& error) {
    raise(error);
  } catch (const InputError& error) {
    raise(error);
  } catch (const Error& error) {
    const py::object kind = errors().attr("HibahError");
    PyErr_SetObject(kind.ptr(), kind(text_of(error.what())).ptr());
  }
}

py::object column_or_none(const Problem& problem) {
  return text_or_none(problem.column);
}

py::tuple state_of(const Problem& problem) {
  return py::make_tuple(static_cast<int>(problem.code), py::bytes(problem.file), problem.row, py::bytes(problem.column),
                        py::bytes(problem.text), py::bytes(problem.hint));
}

Problem problem_from(const py::tuple& state) {
  const auto code = state[0].cast<int>();
  if (code < 0 || code >= static_cast<int>(ErrorCode::count_)) throw UsageError(ErrorCode::invalid_argument, "not the state of a Problem");
  return {static_cast<ErrorCode>(code), state[1].cast<std::string>(), state[2].cast<std::optional<std::uint64_t>>(),
          state[3].cast<std::string>(), state[4].cast<std::string>(), state[5].cast<std::string>()};
}

}  // namespace

void bind_errors(py::module_& module) {
  py::register_local_exception_translator(&translate);
  auto problem = py::class_<Problem>(module, "Problem", "One fault of one input: where it stands, what stood there, what was expected.");
  problem.def_property_readonly("file", [](const Problem& self) { return text_or_none(self.file); })
      .def_readonly("row", &Problem::row)
      .def_property_readonly("column", &column_or_none)
      .def_property_readonly("text", [](const Problem& self) { return text_of(self.text); })
      .def_property_readonly("expected", &Problem::expected)
      .def_property_readonly("code", [](const Problem& self) { return text_of(error_name(self.code)); })
      .def(
          "line", [](const Problem& self, Language language) { return text_of(self.line(language)); }, py::arg("lang") = "id",
          "The problem in one line, in Indonesian (`id`) or English (`en`).")
      .def("__repr__", [](const Problem& self) { return text_of("<hibah.Problem " + self.line(Language::en) + ">"); })
      .def("__str__", [](const Problem& self) { return text_of(self.line(Language::id)); })
      .def(py::pickle(&state_of, &problem_from));
  module.def(
      "error_text",
      [](Utf8 code) -> py::object {
        for (int i = 0; i < static_cast<int>(ErrorCode::count_); ++i) {
          if (error_name(static_cast<ErrorCode>(i)) == code.bytes) return message_of(message_of(error_text(static_cast<ErrorCode>(i))));
        }
        return py::none();
      },
      py::arg("code"), "The wording of an error code, {\"id\": ..., \"en\": ...}; None for a word that is no code.");
}

std::string bytes_of(py::handle text) {
  PyObject* bytes = PyUnicode_AsEncodedString(text.ptr(), "utf-8", "surrogateescape");
  if (!bytes) {
    PyErr_Clear();  // a surrogate that stands for no byte: passed on, and refused by whoever reads the text
    bytes = PyUnicode_AsEncodedString(text.ptr(), "utf-8", "surrogatepass");
  }
  if (!bytes) throw py::error_already_set();
  return py::reinterpret_steal<py::bytes>(bytes);
}

py::str text_of(std::string_view bytes) {
  PyObject* text = PyUnicode_DecodeUTF8(bytes.data(), static_cast<py::ssize_t>(bytes.size()), "surrogateescape");
  if (!text) throw py::error_already_set();
  return py::reinterpret_steal<py::str>(text);
}

py::object text_or_none(std::string_view bytes) {
  if (bytes.empty()) return py::none();
  return text_of(bytes);
}

py::dict message_of(const Message& message) {
  py::dict both;
  both["id"] = text_of(message.id);
  both["en"] = text_of(message.en);
  return both;
}

Message message_of(Text text) {
  return {std::string(text.id), std::string(text.en)};
}

std::string type_name(py::handle object) {
  return bytes_of(py::str(py::type::handle_of(object).attr("__name__")));
}

std::string path_of(py::handle path) {
  PyObject* bytes = nullptr;
  if (!PyUnicode_FSConverter(path.ptr(), &bytes)) {
    if (PyErr_ExceptionMatches(PyExc_TypeError)) throw py::error_already_set();
    PyErr_Clear();
    throw UsageError(ErrorCode::invalid_argument, "a path cannot hold a NUL character");
  }
  return py::reinterpret_steal<py::bytes>(bytes);
}

Language to_language(py::handle object) {
  if (PyUnicode_Check(object.ptr())) {
    const std::string name = bytes_of(object);
    if (name == "id") return Language::id;
    if (name == "en") return Language::en;
  }
  throw UsageError(ErrorCode::invalid_argument, "lang is \"id\" or \"en\", not " + bytes_of(py::repr(object)));
}

unsigned to_threads(const Whole& number) {
  constexpr std::int64_t most = 1'024;
  if (number.value < 0 || number.value > most) {
    throw UsageError(ErrorCode::invalid_argument, "threads is 0 (as many as the machine has) to 1024, not " + std::to_string(number.value));
  }
  return static_cast<unsigned>(number.value);
}

Progress to_progress(const py::object& function, const char* unit) {
  const bool is_shown = function.ptr() == Py_True;
  const bool is_none = function.is_none() || function.ptr() == Py_False;
  if (!is_shown && !is_none && !PyCallable_Check(function.ptr())) {
    throw UsageError(ErrorCode::invalid_argument, "progress is True, None or a function of two numbers, not " + type_name(function));
  }
  const py::object told = is_shown ? py::module_::import("hibah.progress").attr("display")(unit) : is_none ? py::none() : function;
  // Copies of a Progress are made without the lock of the interpreter, so they share the one reference. The last one ends the display.
  const std::shared_ptr<py::object> shared(new py::object(told), [is_shown](py::object* object) {
    const py::gil_scoped_acquire lock;
    try {
      if (is_shown) object->attr("close")();
    } catch (py::error_already_set& error) {
      error.discard_as_unraisable("hibah.progress");
    }
    delete object;
  });
  return [shared](std::uint64_t done, std::uint64_t total) {
    const py::gil_scoped_acquire lock;
    if (PyErr_CheckSignals() != 0) throw py::error_already_set();
    if (!shared->is_none()) (*shared)(done, total);
  };
}

WordList to_words(py::handle object) {
  WordList list;
  if (object.is_none()) return list;
  if (PyUnicode_Check(object.ptr())) {
    for (const py::handle part : py::list(object.attr("split")(","))) {
      const std::string word(trimmed(bytes_of(part)));
      if (!word.empty()) list.words.push_back(word);
    }
    return list;
  }
  if (!py::isinstance<py::iterable>(object))
    throw UsageError(ErrorCode::invalid_argument, "expected a list of texts, not " + type_name(object));
  for (const py::handle word : py::iter(object)) {
    if (!PyUnicode_Check(word.ptr()))
      throw UsageError(ErrorCode::invalid_argument, "expected a list of texts, with " + type_name(word) + " in it");
    list.words.push_back(bytes_of(word));
  }
  return list;
}

void add_mapping(py::object type, const std::vector<std::pair<const char*, const char*>>& fields, const char* optional) {
  py::dict attribute_of;
  for (const auto& [key, attribute] : fields) attribute_of[key] = attribute;
  const py::object optional_key = optional ? py::object(py::str(optional)) : py::none();
  const auto get = [attribute_of, optional_key](const py::object& self, const py::object& key) -> py::object {
    if (!attribute_of.contains(key)) return {};
    py::object value = self.attr(py::str(attribute_of[key]));
    return key.equal(optional_key) && !py::bool_(value) ? py::object() : value;
  };
  const auto keys = [attribute_of, get](const py::object& self) {
    py::list present;
    for (const auto& item : attribute_of) {
      if (get(self, py::reinterpret_borrow<py::object>(item.first))) present.append(item.first);
    }
    return present;
  };
  const auto method = [&type](const char* name, auto&& function, auto&&... extra) {
    type.attr(name) = py::cpp_function(std::forward<decltype(function)>(function), py::name(name), py::is_method(type), extra...);
  };
  method(
      "__getitem__",
      [get](const py::object& self, const py::object& key) {
        py::object value = get(self, key);
        if (!value) throw py::key_error(bytes_of(py::str(key)));
        return value;
      },
      py::arg("key"));
  method(
      "__contains__", [get](const py::object& self, const py::object& key) { return static_cast<bool>(get(self, key)); }, py::arg("key"));
  method("__iter__", [keys](const py::object& self) { return py::iter(keys(self)); });
  method("__len__", [keys](const py::object& self) { return py::len(keys(self)); });
  method("keys", keys, "The keys, as in the JSON.");
  const auto to_dict = [keys, get](const py::object& self) {
    const auto plain = [](py::handle value) {
      return py::hasattr(value, "to_dict") ? value.attr("to_dict")() : py::reinterpret_borrow<py::object>(value);
    };
    py::dict all;
    for (const py::handle key : keys(self)) {
      const py::object value = get(self, py::reinterpret_borrow<py::object>(key));
      if (py::isinstance<py::list>(value)) {
        py::list parts;
        for (const py::handle part : value) parts.append(plain(part));
        all[key] = parts;
      } else {
        all[key] = plain(value);
      }
    }
    return all;
  };
  method("to_dict", to_dict, "A plain dict with the keys of the JSON.");
}

}  // namespace hibah::bindings

// No mutable state stands outside of values, and Python objects are looked up once in each interpreter: both tags are true.
PYBIND11_MODULE(_core, module, pybind11::mod_gil_not_used(), pybind11::multiple_interpreters::per_interpreter_gil()) {
  using namespace hibah::bindings;
  module.doc() = "The compiled part of hibah: values and functions of libhibah, under the names that `hibah` gives on.";
  bind_errors(module);
  bind_money(module);
  bind_calendar(module);
  bind_law(module);
  bind_journal(module);
  bind_reports(module);
  bind_checks(module);
  bind_own_rules(module);
  bind_io(module);
  bind_frames(module);
  module.attr("__version__") = text_of(hibah::version());
  for (const auto& item : py::dict(module.attr("__dict__"))) {  // a class says of itself the name under which users find it
    if (PyType_Check(item.second.ptr())) item.second.attr("__module__") = "hibah";
  }
}
