// libhibah: Answers — how a rule answers that names only what it found: whatever it does not name has passed.
#pragma once

// A rule file gives every subject its state itself. A rule of one's own, in C++ or Python, mostly knows what is wrong and where: it gives
// answers, and the rest is counted as passed. An entry that only perhaps stands on the day becomes not_evaluable, as with any rule.
//
// Example:
//   Answers answers(view, {.are_entries = true, .kinds = {EntryKind::realisation}}, verdicts);
//   answers.take({.entry = row.entry, .message = {"...", "..."}});
//   answers.end();

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <libhibah/base/numbering.hpp>
#include <libhibah/checks/rule.hpp>

namespace hibah {

/// What a rule says of one subject.
struct Answer {
  State state = State::fail;  ///< fail, not_evaluable or not_applicable
  std::optional<EntryIndex> entry = {};
  std::uint64_t count = 1;  ///< of not_applicable: so many subjects
  Message message = {};     ///< of not_evaluable: the reason
  Measure expected = {};    ///< of one kind with actual, or both absent
  Measure actual = {};
  std::string column = {};  ///< that bears it out; "amount" of an entry and "id" of a grant where empty
  std::string key = {};     ///< of a grant with several findings: what tells them apart
};

/// What a rule gives a state each: the grant, or its standing entries of some kinds (of all where none is named).
struct AnswerSubjects {
  bool are_entries = false;
  std::vector<EntryKind> kinds = {};
};

class Answers {
 public:
  /// The view and the verdicts outlive the answers.
  Answers(const GrantView& view, AnswerSubjects subjects, Verdicts& out) : view_(&view), subjects_(std::move(subjects)), out_(&out) {}
  /// Errors: UsageError for an entry that is none of the subjects or has an answer, and for a measure of two kinds.
  void take(const Answer& answer);
  /// Lets the other subjects pass. Errors: UsageError where there were more answers than subjects.
  void end();

 private:
  struct Standing {
    bool is_certain = false;
    bool is_answered = false;
  };
  [[nodiscard]] bool counts(EntryKind kind) const noexcept;
  Standing& standing(EntryIndex entry);
  void take_entry(const Answer& answer);
  void take_grant(const Answer& answer);

  const GrantView* view_;
  AnswerSubjects subjects_;
  Verdicts* out_;
  Numbering numbers_;               // of the subjects, once an entry is named
  std::vector<Standing> standing_;  // by their numbers
  std::uint64_t answered_ = 0;
};

}  // namespace hibah
