#include <libhibah/checks/finding.hpp>

#include <libhibah/money/notation.hpp>

namespace hibah {

std::string_view name_of(State state) noexcept {
  switch (state) {
    case State::pass:
      return "pass";
    case State::fail:
      return "fail";
    case State::not_applicable:
      return "not_applicable";
    case State::not_evaluable:
      return "not_evaluable";
  }
  return {};
}

std::string_view name_of(Severity severity) noexcept {
  switch (severity) {
    case Severity::error:
      return "error";
    case Severity::warning:
      return "warning";
    case Severity::info:
      return "info";
  }
  return {};
}

std::string_view name_of(Unit unit) noexcept {
  switch (unit) {
    case Unit::none:
      return "";
    case Unit::idr:
      return "IDR";
    case Unit::day:
      return "day";
    case Unit::share:
      return "share";
    case Unit::count:
      return "count";
  }
  return {};
}

std::optional<std::string> to_text(const Measure& measure) {
  if (const auto* amount = std::get_if<Rupiah>(&measure)) return to_plain(*amount);
  if (const auto* ratio = std::get_if<Ratio>(&measure)) return ratio->to_text();
  if (const auto* day = std::get_if<DateSpan>(&measure)) return to_iso(*day);
  if (const auto* number = std::get_if<std::int64_t>(&measure)) return std::to_string(*number);
  return std::nullopt;
}

Message to_message(const Measure& measure) {
  if (const auto* amount = std::get_if<Rupiah>(&measure)) return same(to_text(*amount));
  if (const auto* day = std::get_if<DateSpan>(&measure)) return to_long(*day);
  return same(to_text(measure).value_or(std::string{}));
}

const std::vector<Basis>& Bases::list() const noexcept {
  static const std::vector<Basis> none;
  return list_ ? *list_ : none;
}

void Bases::push_back(Basis basis) {
  std::vector<Basis> longer = list();
  longer.push_back(std::move(basis));
  *this = Bases(std::move(longer));
}

}  // namespace hibah
