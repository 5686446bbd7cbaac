// libhibah: Due — a deadline in the world of one portfolio, as known on a day.
#pragma once

#include <libhibah/base/text.hpp>
#include <libhibah/calendar/deadline.hpp>
#include <libhibah/journal/portfolio.hpp>

namespace hibah {

struct Due {
  enum class State : std::uint8_t { known, not_applicable, not_evaluable };
  State state = State::not_evaluable;
  Reckoning reckoning;      ///< where counted (its date may still be a span)
  Message reason;           ///< where not known: why
  bool is_counted = false;  ///< there is a reckoning: what is known, and what was counted but lies before the signing, surely or perhaps

  [[nodiscard]] bool is_known() const noexcept { return state == State::known; }
  [[nodiscard]] const DateSpan& date() const noexcept { return reckoning.date; }
};

[[nodiscard]] std::string_view name_of(Due::State state) noexcept;  ///< known, not_applicable, not_evaluable

/// Answers `deadline` for an agreement (or addendum) signed on `signed_on`, with what is known on `as_of`: the timetable version
/// effective then, the events that have happened. A day before the signing is not_applicable; what is unknown is not_evaluable with its reason.
[[nodiscard]] Due due_on(const Portfolio& portfolio, const Deadline& deadline, const DateSpan& signed_on, Date as_of);

/// The last day of use, of the report, of the return: the agreement's own, else the regulation's; not_evaluable where neither says one.
[[nodiscard]] Due use_until(const Portfolio& portfolio, const Grant& grant, Date as_of);
[[nodiscard]] Due report_due(const Portfolio& portfolio, const Grant& grant, Date as_of);
[[nodiscard]] Due return_due(const Portfolio& portfolio, const Grant& grant, Date as_of);

}  // namespace hibah
