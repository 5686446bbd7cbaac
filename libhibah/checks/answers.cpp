#include <libhibah/checks/answers.hpp>

#include <algorithm>

#include <libhibah/base/error.hpp>
#include <libhibah/checks/rules/support.hpp>

namespace hibah {

namespace {

[[noreturn]] void refuse(const std::string& detail) {
  throw UsageError(ErrorCode::invalid_argument, detail);
}

}  // namespace

bool Answers::counts(EntryKind kind) const noexcept {
  return subjects_.kinds.empty() || std::find(subjects_.kinds.begin(), subjects_.kinds.end(), kind) != subjects_.kinds.end();
}

Answers::Standing& Answers::standing(EntryIndex entry) {
  if (standing_.empty()) {
    const auto add = [&](const std::vector<BookRow>& rows, bool is_certain) {
      for (const BookRow& row : rows) {
        if (!counts(row.kind)) continue;
        numbers_.of(row.entry, 0);
        standing_.push_back({is_certain, false});
      }
    };
    add(view_->books().certain, true);
    add(view_->books().possible, false);
  }
  const std::uint32_t place = numbers_.of(entry, 0);
  if (place >= standing_.size()) {
    refuse("entry " + std::to_string(entry) + " is none of the entries of grant " + view_->grant().id + " that the rule judges");
  }
  return standing_[place];
}

void Answers::take_entry(const Answer& answer) {
  Standing& subject = standing(*answer.entry);
  if (subject.is_answered) refuse("entry " + std::to_string(*answer.entry) + " has an answer already");
  subject.is_answered = true;
  const std::string column = answer.column.empty() ? "amount" : answer.column;
  if (answer.state == State::not_evaluable) {
    rules::not_evaluable_entry(*view_, *out_, *answer.entry, column, answer.message);
    return;
  }
  Finding& finding = rules::fail_entry(*view_, *out_, {*answer.entry, subject.is_certain}, column);
  measure(finding, answer.expected, answer.actual);
  if (finding.state == State::fail) finding.message = answer.message;
}

void Answers::take_grant(const Answer& answer) {
  Finding& finding = answer.state == State::fail ? out_->fail() : out_->not_evaluable(answer.message);
  identify(finding, view_->portfolio(), {.grant = view_->index()}, answer.key);
  finding.evidence.push_back(evidence_at(view_->grant().where, answer.column.empty() ? "id" : answer.column));
  measure(finding, answer.expected, answer.actual);
  if (finding.state == State::fail) finding.message = answer.message;
}

void Answers::take(const Answer& answer) {
  answered_ += answer.count;
  if (answer.state == State::not_applicable) {
    out_->not_applicable(answer.count);
  } else if (subjects_.are_entries != answer.entry.has_value()) {
    refuse(subjects_.are_entries ? "a rule over entries names the entry that it answers for"
                                 : "a rule over grants answers for the grant and names no entry");
  } else if (answer.entry) {
    take_entry(answer);
  } else {
    take_grant(answer);
  }
}

void Answers::end() {
  std::uint64_t subjects = answered_ == 0 ? 1 : answered_;  // a grant may have several findings
  if (subjects_.are_entries) {
    const auto count = [&](const std::vector<BookRow>& rows) {
      return static_cast<std::uint64_t>(std::count_if(rows.begin(), rows.end(), [&](const BookRow& row) { return counts(row.kind); }));
    };
    subjects = count(view_->books().certain) + count(view_->books().possible);
  }
  if (answered_ > subjects) refuse("there are " + std::to_string(subjects) + " entries to judge, and more answers");
  if (subjects > answered_) out_->pass(subjects - answered_);
}

}  // namespace hibah
