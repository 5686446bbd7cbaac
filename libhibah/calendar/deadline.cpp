#include <libhibah/calendar/deadline.hpp>

#include <algorithm>
#include <array>
#include <span>

#include <libhibah/base/limits.hpp>
#include <libhibah/base/text.hpp>
#include <libhibah/calendar/detail/date_words.hpp>

namespace hibah {
namespace {

using WordSpan = std::span<const std::string_view>;

// The grammar in its own keywords: the same in both languages.
constexpr std::string_view anchor_grammar =
    "signed | voting | stage CODE start | stage CODE end | event KIND | fiscal_year_end YYYY | 2024-03-04";
constexpr std::string_view offset_grammar = "ANCHOR [+|- N days | working days | months | years]";

struct UnitWord {
  std::string_view one;
  std::string_view many;
  OffsetUnit unit;
};
constexpr std::array unit_words{
    UnitWord{"day", "days", OffsetUnit::days},
    UnitWord{"month", "months", OffsetUnit::months},
    UnitWord{"year", "years", OffsetUnit::years},
};

/// The byte of `text` at which `word`, a part of it, begins.
std::size_t offset_of(std::string_view text, std::string_view word) noexcept {
  return static_cast<std::size_t>(word.data() - text.data());
}

[[noreturn]] void refuse(std::string_view text, std::string_view word, std::string_view grammar) {
  throw ParseError(ErrorCode::deadline_not_understood, text, offset_of(text, word), std::string(grammar));
}

bool is_name(std::string_view word) noexcept {
  return std::all_of(word.begin(), word.end(),
                     [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

void read_date_anchor(std::string_view text, WordSpan words, Deadline& deadline) {
  const std::size_t begin = offset_of(text, words.front());
  const std::string_view written = text.substr(begin, offset_of(text, words.back()) + words.back().size() - begin);
  Date day;
  ErrorCode code{};
  if (!try_parse_date(written, day, code)) {
    if (code == ErrorCode::date_not_understood) refuse(text, words.front(), anchor_grammar);
    throw ParseError(code, text, begin);
  }
  deadline.anchor = AnchorKind::date;
  deadline.date = day;
}

void read_anchor(std::string_view text, WordSpan words, Deadline& deadline) {
  const std::string_view key = words[0];
  if (words.size() == 1 && (key == "signed" || key == "voting")) {
    deadline.anchor = key == "signed" ? AnchorKind::signed_day : AnchorKind::voting;
  } else if (words.size() == 3 && key == "stage" && is_name(words[1]) && (words[2] == "start" || words[2] == "end")) {
    deadline.anchor = words[2] == "start" ? AnchorKind::stage_start : AnchorKind::stage_end;
    deadline.name = words[1];
  } else if (words.size() == 2 && key == "event" && is_name(words[1])) {
    deadline.anchor = AnchorKind::event;
    deadline.name = words[1];
  } else if (words.size() == 2 && key == "fiscal_year_end") {
    deadline.anchor = AnchorKind::fiscal_year_end;
    deadline.year = detail::year_of(words[1]);
    if (deadline.year < 0) refuse(text, words[1], anchor_grammar);
    if (deadline.year < limits::first_year || deadline.year > limits::last_year) {
      throw ParseError(ErrorCode::date_out_of_range, text, offset_of(text, words[1]));
    }
  } else {
    read_date_anchor(text, words, deadline);
  }
}

/// `words` are those after the sign.
void read_offset(std::string_view text, std::string_view sign, WordSpan words, Deadline& deadline) {
  if (words.size() < 2) refuse(text, sign, offset_grammar);
  const bool is_working = words.size() == 3 && words[1] == "working";
  const std::string_view name = words[is_working ? 2 : 1];
  const auto row =
      std::find_if(unit_words.begin(), unit_words.end(), [name](const UnitWord& unit) { return name == unit.one || name == unit.many; });
  const bool is_unit = row != unit_words.end() && words.size() == (is_working ? 3u : 2u) && (!is_working || row->unit == OffsetUnit::days);
  if (!is_unit) refuse(text, words[1], offset_grammar);
  const int count = detail::number_of(words[0], 1, 9);
  if (count < 0 || count > limits::max_offset) {
    throw ParseError(ErrorCode::number_not_understood, text, offset_of(text, words[0]), "0.." + std::to_string(limits::max_offset));
  }
  deadline.count = sign == "-" ? -count : count;
  deadline.unit = is_working ? OffsetUnit::working_days : row->unit;
}

Date applied(const Deadline& deadline, Date anchor, const WorkCalendar& calendar, std::vector<SkippedDay>* skipped) {
  switch (deadline.unit) {
    case OffsetUnit::days:
      return add_days(anchor, deadline.count);
    case OffsetUnit::working_days:
      return calendar.add_working_days(anchor, deadline.count, skipped);
    case OffsetUnit::months:
      return add_months(anchor, deadline.count);
    case OffsetUnit::years:
      break;
  }
  return add_years(anchor, deadline.count);
}

}  // namespace

Deadline parse_deadline(std::string_view text) {
  const detail::Words split = detail::words_of(text);
  if (split.count == 0) throw ParseError(ErrorCode::deadline_not_understood, text, 0, std::string(offset_grammar));
  if (split.count > detail::Words::most) refuse(text, split.at.back(), offset_grammar);
  const WordSpan words(split.at.data(), split.count);
  const auto sign = std::find_if(words.begin(), words.end(), [](std::string_view word) { return word == "+" || word == "-"; });
  const auto before = static_cast<std::size_t>(sign - words.begin());
  if (before == 0) refuse(text, words.front(), offset_grammar);

  Deadline deadline;
  deadline.text = trimmed(text);
  read_anchor(text, words.first(before), deadline);
  if (sign != words.end()) read_offset(text, *sign, words.subspan(before + 1), deadline);
  return deadline;
}

Reckoning reckon(const Deadline& deadline, const DateSpan& anchor, const WorkCalendar& calendar) {
  Reckoning reckoning;
  reckoning.anchor = anchor;
  const Date last = applied(deadline, anchor.last, calendar, &reckoning.skipped);
  const Date first = anchor.is_day() ? last : applied(deadline, anchor.first, calendar, nullptr);
  reckoning.date = DateSpan(first, last);
  return reckoning;
}

Reckoning reckon(const Deadline& deadline, const WorkCalendar& calendar) {
  if (deadline.anchor == AnchorKind::fiscal_year_end) return reckon(deadline, Date::from_ymd(deadline.year, 12, 31), calendar);
  if (deadline.anchor == AnchorKind::date && deadline.date) return reckon(deadline, *deadline.date, calendar);
  throw UsageError(ErrorCode::invalid_argument, "\"" + deadline.text + "\" hangs on an agreement, a timetable or an event");
}

}  // namespace hibah
