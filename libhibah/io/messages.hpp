// libhibah: messages — every label of the reports for people, in one table, Indonesian and English.
#pragma once

// What renderers say beside the data: headings, names of states and severities, closing sentences. Findings and reasons bring their own
// wording (checks, reports). A wording with `{slots}` is completed by fill().
//
// Example:
//   label(Label::evidence).en                    // "Evidence"
//   label(Severity::error).id                    // "kesalahan"
//   fill(label(Label::showing), {{"shown", same("200")}, {"total", same("1.234")}}).id    // "menampilkan 200 dari 1.234"

#include <cstdint>
#include <optional>
#include <string_view>

#include <libhibah/base/text.hpp>
#include <libhibah/calendar/work_calendar.hpp>
#include <libhibah/checks/compare.hpp>
#include <libhibah/checks/finding.hpp>
#include <libhibah/law/basis.hpp>
#include <libhibah/reports/derivation.hpp>
#include <libhibah/reports/schedule.hpp>

namespace hibah {

enum class Label : std::uint8_t {
  // heading of a report
  report_title,
  as_of,
  regulation,
  timetable,
  calendar,
  inputs,
  rows,
  rules_chosen,
  changed_settings,
  // summary
  summary,
  passed,
  failed,
  not_applicable,
  not_evaluable,
  waived,
  counts_by_rule,
  rule,
  total,
  // one finding
  tranche,
  expected,
  actual,
  difference,
  basis,
  evidence,
  more_evidence,
  unit_day,
  unit_one_day,
  unit_count,
  unit_one_count,
  // what could not be decided
  not_evaluable_heading,
  waived_heading,
  gone_heading,
  portfolio_itself,
  // closing sentences
  nothing_looked_at,
  no_findings,
  no_findings_but_unknown,
  findings_and_unknown,
  all_judged,
  incomplete,
  waived_note,
  waived_by,
  since_then,
  // tables
  amounts_in_rupiah,
  null_mark,
  empty_text,
  no_rows,
  showing,
  severity,
  place,
  message,
  reason,
  // rules and pages
  rules_title,
  rules_count,
  severity_heading,
  subject,
  what,
  why,
  example,
  not_proved,
  needs,
  settings,
  no_basis,
  // deadlines
  counted_from,
  falls_on,
  skipped_days,
  weekend,
  derivations_title,
  written_in,
  not_written,
  // problems of an input
  problems,
  one_problem,
  problems_shown,
  count_  // the number of labels; no label of its own
};

[[nodiscard]] Text label(Label) noexcept;
[[nodiscard]] Text label(Severity) noexcept;
[[nodiscard]] Text label(Change) noexcept;
[[nodiscard]] Text label(TrancheStatus) noexcept;
[[nodiscard]] Text label(SkipReason) noexcept;
[[nodiscard]] Text label(DeadlineKind) noexcept;
/// How well a basis was verified: "dikutip pers, naskah belum dibaca".
[[nodiscard]] Text label(Mark) noexcept;
/// A basis that is no instrument (arithmetic, bookkeeping, ...) in both languages; an instrument keeps its name.
[[nodiscard]] Text label_of_basis(std::string_view instrument) noexcept;
/// What a rule looks at, such as "budget line"; a word that is not known comes back in both languages as it stands.
[[nodiscard]] Text subject_label(std::string_view subject) noexcept;
/// Monday is 1.
[[nodiscard]] Text weekday_label(int weekday) noexcept;
/// The name of a schedule's state word ("paid_late") for people; nothing for another word.
[[nodiscard]] std::optional<Text> tranche_status_label(std::string_view name) noexcept;
/// The word of a table's column `column` for people: a state, an item or a step of a deadline, a side; nothing for another word.
[[nodiscard]] std::optional<Text> table_word_label(std::string_view column, std::string_view word) noexcept;
/// The name of a profile's phase or shared part ("load", "books") for people; nothing for another word, such as a rule's code.
[[nodiscard]] std::optional<Text> cost_label(std::string_view name) noexcept;

}  // namespace hibah
