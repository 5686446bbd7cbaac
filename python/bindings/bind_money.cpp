#include <limits>

#include <libhibah/money/allocate.hpp>
#include <libhibah/money/notation.hpp>
#include <libhibah/money/terbilang.hpp>

#include "pybind.hpp"

namespace hibah::bindings {
namespace {

const py::object& decimal_type() {
  PYBIND11_CONSTINIT static py::gil_safe_call_once_and_store<py::object> storage;
  return storage.call_once_and_store_result([] { return py::module_::import("decimal").attr("Decimal"); }).get_stored();
}

const py::object& fraction_type() {
  PYBIND11_CONSTINIT static py::gil_safe_call_once_and_store<py::object> storage;
  return storage.call_once_and_store_result([] { return py::module_::import("fractions").attr("Fraction"); }).get_stored();
}

bool is_decimal(py::handle object) {
  return py::isinstance(object, decimal_type());
}

/// bool and numpy's bool: numbers to Python, never to us.
bool is_bool(py::handle object) {
  return PyBool_Check(object.ptr()) || type_name(object).starts_with("bool");
}

/// int, and what stands for one exactly (numpy's integers).
bool is_whole(py::handle object) {
  return !is_bool(object) && PyIndex_Check(object.ptr()) != 0;
}

std::string shown(py::handle object) {
  return shortened(bytes_of(py::repr(object)), 40) + " (" + type_name(object) + ")";
}

[[noreturn]] void refuse_amount(py::handle object) {
  const bool is_float = PyFloat_Check(object.ptr()) || type_name(object).starts_with("float");
  throw AmountTypeError(shown(object) + (is_float ? " is a float, and a float is never money: " : " is no amount: ") +
                        "pass a Decimal, whole rupiah as an int, or a text such as \"Rp1.250.000,50\" or \"1250000.50\"; "
                        "Rupiah.from_sen(n) takes whole sen");
}

[[noreturn]] void refuse_ratio(py::handle object) {
  throw AmountTypeError(shown(object) + " is no exact ratio: pass a Fraction, an int, a Decimal or a text such as \"40%\"");
}

/// The digits of a finite Decimal without the zeros at its end: digits x 10^exponent. Never expands a huge exponent.
struct Digits {
  bool negative = false;
  std::string digits;  // empty for zero
  std::int64_t exponent = 0;
};

Digits digits_of(py::handle decimal) {
  const py::tuple parts = decimal.attr("as_tuple")();
  if (!PyLong_Check(py::object(parts[2]).ptr())) throw UsageError(ErrorCode::amount_not_understood, shown(decimal));  // NaN, Infinity
  Digits result;
  result.negative = parts[0].cast<int>() == 1;
  result.exponent = parts[2].cast<std::int64_t>();
  for (const py::handle digit : parts[1].cast<py::tuple>()) {
    const char c = static_cast<char>('0' + digit.cast<int>());
    if (c != '0' || !result.digits.empty()) result.digits += c;
  }
  while (!result.digits.empty() && result.digits.back() == '0') {
    result.digits.pop_back();
    ++result.exponent;
  }
  return result;
}

Rupiah rupiah_from_decimal(py::handle decimal) {
  Digits number = digits_of(decimal);
  if (number.digits.empty()) return {};
  if (number.exponent < -2) throw UsageError(ErrorCode::amount_too_precise, shown(decimal));
  constexpr std::int64_t most_digits = std::numeric_limits<std::int64_t>::digits10 + 1;  // of sen
  if (static_cast<std::int64_t>(number.digits.size()) + number.exponent + 2 > most_digits) throw AmountOverflow(shown(decimal));
  number.digits.append(static_cast<std::size_t>(number.exponent + 2), '0');
  if (number.digits.size() < 3) number.digits.insert(0, 3 - number.digits.size(), '0');
  number.digits.insert(number.digits.size() - 2, ".");
  return parse_cell((number.negative ? "-" : "") + number.digits, Notation::plain);
}

std::int64_t whole_from(py::handle object) {
  const auto number = py::reinterpret_steal<py::object>(PyNumber_Index(object.ptr()));
  if (!number) throw py::error_already_set();
  int overflow = 0;
  const long long value = PyLong_AsLongLongAndOverflow(number.ptr(), &overflow);
  if (overflow != 0) throw AmountOverflow("a whole number beyond 64 bits");
  if (value == -1 && PyErr_Occurred()) throw py::error_already_set();
  return value;
}

Ratio ratio_from_pair(const py::tuple& pair, py::handle object) {
  const auto part = [&](py::handle number) {
    int overflow = 0;
    const long long value = PyLong_AsLongLongAndOverflow(number.ptr(), &overflow);
    if (overflow != 0) throw AmountOverflow(shown(object) + ": a ratio's numerator and denominator have at most 64 bits");
    return static_cast<std::int64_t>(value);
  };
  return Ratio::from_fraction(part(pair[0]), part(pair[1]));
}

Ratio ratio_from_decimal(py::handle decimal) {
  const Digits number = digits_of(decimal);
  constexpr std::int64_t most = 19;  // decimal digits of 64 bits: more would not fit in any case
  if (number.exponent > most || number.exponent < -most || static_cast<std::int64_t>(number.digits.size()) > most) {
    if (number.digits.empty()) return {};
    throw AmountOverflow(shown(decimal) + ": a ratio's numerator and denominator have at most 64 bits");
  }
  return ratio_from_pair(decimal.attr("as_integer_ratio")(), decimal);
}

/// `format(amount, spec)`: an optional fill, alignment and width, then nothing for "Rp1.250,00", `r` for the same without ",00", `p` for
/// "1250.00".
py::str format_amount(Rupiah amount, const std::string& spec) {
  std::string layout = spec;
  const char style = layout.empty() ? ' ' : layout.back();
  std::string text = to_text(amount);
  if (style == 'p' || style == 'r') {
    text = style == 'p' ? to_plain(amount) : to_short_text(amount);
    layout.pop_back();
  }
  const bool has_width = !layout.empty();
  const bool has_alignment = layout.find_first_of("<>^") != std::string::npos;
  if (has_width && !has_alignment) layout.insert(0, ">");  // amounts stand to the right
  return py::str(text_of(text).attr("__format__")(text_of(layout)));
}

std::vector<Ratio> ratios_of(const py::iterable& shares) {
  std::vector<Ratio> ratios;
  for (const py::handle share : shares) ratios.push_back(to_ratio(share));
  return ratios;
}

/// The factor of a product; nothing for what is no number at all.
std::optional<std::int64_t> factor_of(py::handle object) {
  if (is_whole(object)) return whole_from(object);
  if (is_bool(object) || py::hasattr(object, "__float__")) {
    throw AmountTypeError(shown(object) +
                          " is no whole number: an amount is multiplied by an int; for a ratio use hibah.scale(amount, ratio, rounding)");
  }
  return std::nullopt;
}

py::object times(Rupiah amount, py::handle factor) {
  const auto count = factor_of(factor);
  if (!count) return py::reinterpret_borrow<py::object>(Py_NotImplemented);
  return py::cast(amount * *count);
}

template <class Compare>
void bind_comparison(py::class_<Rupiah>& type, const char* name, Compare compare) {
  type.def(
      name, [compare](Rupiah a, Rupiah b) { return compare(a, b); }, py::is_operator(), py::arg("other"));
}

void bind_operators(py::class_<Rupiah>& type) {
  type.def(
          "__add__", [](Rupiah a, Rupiah b) { return a + b; }, py::is_operator(), py::arg("other"))
      .def(
          "__radd__",
          [](Rupiah self, const py::object& other) -> py::object {
            const bool is_zero = PyLong_CheckExact(other.ptr()) && other.equal(py::int_(0));  // where sum() begins
            return is_zero ? py::cast(self) : py::reinterpret_borrow<py::object>(Py_NotImplemented);
          },
          py::is_operator(), py::arg("other"))
      .def(
          "__sub__", [](Rupiah a, Rupiah b) { return a - b; }, py::is_operator(), py::arg("other"))
      .def("__mul__", &times, py::is_operator(), py::arg("factor"))
      .def("__rmul__", &times, py::is_operator(), py::arg("factor"))
      .def("__neg__", [](Rupiah self) { return -self; })
      .def("__pos__", [](Rupiah self) { return self; })
      .def("__abs__", [](Rupiah self) { return self.sen() < 0 ? -self : self; })
      .def("__bool__", [](Rupiah self) { return !self.is_zero(); })
      .def("__hash__", [](Rupiah self) { return py::hash(py::make_tuple("Rupiah", self.sen())); });
  bind_comparison(type, "__eq__", [](Rupiah a, Rupiah b) { return a == b; });
  bind_comparison(type, "__ne__", [](Rupiah a, Rupiah b) { return a != b; });
  bind_comparison(type, "__lt__", [](Rupiah a, Rupiah b) { return a < b; });
  bind_comparison(type, "__le__", [](Rupiah a, Rupiah b) { return a <= b; });
  bind_comparison(type, "__gt__", [](Rupiah a, Rupiah b) { return a > b; });
  bind_comparison(type, "__ge__", [](Rupiah a, Rupiah b) { return a >= b; });
}

void bind_rupiah(py::module_& module) {
  py::class_<Rupiah> type(module, "Rupiah", "An exact amount of money in whole sen. Never a float; every operation is checked.");
  type.def(py::init([](const py::object& amount) { return to_rupiah(amount); }), py::arg("amount"))
      .def_static(
          "from_sen", [](Whole sen) { return Rupiah::from_sen(sen.value); }, py::arg("sen"), "The amount of so many whole sen.")
      .def_property_readonly("sen", &Rupiah::sen, "The amount in whole sen (1/100 rupiah).")
      .def_property_readonly("is_whole", &Rupiah::is_whole, "True where there are no sen beside whole rupiah.")
      .def("to_decimal", &to_decimal, "The amount in rupiah as a Decimal with two decimals.")
      .def("__str__", [](Rupiah self) { return to_text(self); })
      .def("__repr__", [](Rupiah self) { return "Rupiah('" + to_plain(self) + "')"; })
      .def(
          "__format__", [](Rupiah self, const Utf8& spec) { return format_amount(self, spec.bytes); }, py::arg("spec"))
      .def(py::pickle([](Rupiah self) { return py::make_tuple(self.sen()); },
                      [](const py::tuple& state) { return Rupiah::from_sen(state[0].cast<std::int64_t>()); }));
  bind_operators(type);
}

void bind_functions(py::module_& module) {
  module.def(
      "parse_rupiah", [](const Utf8& text) { return parse_rupiah(text.bytes); }, py::arg("text"),
      "Reads an amount in Indonesian notation, such as \"Rp 76,055 miliar\".");
  module.def(
      "terbilang", [](const py::object& amount) { return terbilang(to_rupiah(amount)); }, py::arg("amount"),
      "The amount in Indonesian words.");
  module.def(
      "parse_terbilang", [](const Utf8& words) { return parse_terbilang(words.bytes); }, py::arg("words"),
      "The amount that Indonesian words say.");
  module.def(
      "allocate",
      [](const py::object& total, const py::iterable& shares, Grain grain) { return allocate(to_rupiah(total), ratios_of(shares), grain); },
      py::arg("total"), py::arg("shares"), py::arg("grain") = Grain::sen, "Splits an amount by shares; the parts add up to it again.");
  module.def(
      "scale", [](const py::object& amount, const Ratio& ratio, Rounding rounding) { return scale(to_rupiah(amount), ratio, rounding); },
      py::arg("amount"), py::arg("ratio"), py::arg("rounding"), "amount x ratio in whole sen, rounded as named.");
  module.def(
      "total",
      [](const py::iterable& amounts) {
        RupiahSum sum;
        for (const py::handle amount : amounts) sum.add(to_rupiah(amount));
        return sum.total();
      },
      py::arg("amounts"), "The sum of many amounts; partial sums may be wider than the result.");
}

}  // namespace

Rupiah to_rupiah(py::handle object) {
  if (py::isinstance<Rupiah>(object)) return object.cast<Rupiah>();
  if (PyUnicode_Check(object.ptr())) return parse_amount(bytes_of(object));
  if (is_whole(object)) return Rupiah::from_rupiah(whole_from(object));
  if (is_decimal(object)) return rupiah_from_decimal(object);
  refuse_amount(object);
}

py::object to_decimal(Rupiah amount) {
  return decimal_type()(to_plain(amount));
}

Ratio to_ratio(py::handle object) {
  if (PyUnicode_Check(object.ptr())) return parse_share(bytes_of(object));
  if (is_whole(object)) return Ratio::from_fraction(whole_from(object), 1);
  if (is_decimal(object)) return ratio_from_decimal(object);
  if (py::isinstance(object, fraction_type()))
    return ratio_from_pair(py::make_tuple(object.attr("numerator"), object.attr("denominator")), object);
  refuse_ratio(object);
}

py::object to_fraction(const Ratio& ratio) {
  const auto number = [](const std::string& digits) {
    return py::reinterpret_steal<py::object>(PyLong_FromString(digits.c_str(), nullptr, 10));
  };
  return fraction_type()(number(ratio.numerator_text()), number(ratio.denominator_text()));
}

Whole to_whole(py::handle object) {
  if (!is_whole(object)) throw AmountTypeError(shown(object) + " is no whole number: pass an int");
  return {whole_from(object)};
}

void bind_money(py::module_& module) {
  py::native_enum<Rounding>(module, "Rounding", "enum.Enum", "How an amount is rounded to whole sen: always named at the call.")
      .value("EXACT", Rounding::exact)
      .value("DOWN", Rounding::down)
      .value("UP", Rounding::up)
      .value("HALF_UP", Rounding::half_up)
      .value("HALF_EVEN", Rounding::half_even)
      .finalize();
  py::native_enum<Grain>(module, "Grain", "enum.Enum", "The smallest piece that is handed out.")
      .value("SEN", Grain::sen)
      .value("RUPIAH", Grain::rupiah)
      .finalize();
  bind_rupiah(module);
  bind_functions(module);
}

}  // namespace hibah::bindings
