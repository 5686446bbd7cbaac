#include <libhibah/reports/derivation.hpp>

#include <algorithm>
#include <utility>

namespace hibah {

namespace {

/// The decree of the newest version effective by `day` that says what is asked of it; empty where there is none.
template <typename Says>
std::string decree_on(const Timetable& timetable, Date day, const Says& says) {
  std::string decree;
  for (const TimetableVersion& version : timetable.versions) {
    if (version.effective <= day && says(version)) decree = version.decree;
  }
  return decree;
}

Message with_decree(Text wording, const Slots& slots, const std::string& decree) {
  Message message = fill(wording, slots);
  if (decree.empty()) return message;
  return {message.id + " (" + decree + ")", message.en + " (" + decree + ")"};
}

Message stage_anchor(const Portfolio& portfolio, const Deadline& deadline, Date as_of) {
  const std::string decree = decree_on(portfolio.timetable, as_of, [&](const TimetableVersion& version) {
    return std::any_of(version.stages.begin(), version.stages.end(), [&](const Stage& stage) { return stage.code == deadline.name; });
  });
  const Text wording = deadline.anchor == AnchorKind::stage_start ? Text{"awal tahapan {stage}", "the start of stage {stage}"}
                                                                  : Text{"akhir tahapan {stage}", "the end of stage {stage}"};
  return with_decree(wording, {{"stage", same(deadline.name)}}, decree);
}

/// What a deadline is counted from, in words. `signing` is the paper whose day `signed` is.
Message anchor_of(const Portfolio& portfolio, const Deadline& deadline, const Message& signing, Date as_of) {
  switch (deadline.anchor) {
    case AnchorKind::signed_day:
      return fill({"penandatanganan {paper}", "the signing of {paper}"}, {{"paper", signing}});
    case AnchorKind::voting:
      return with_decree({"hari pemungutan suara", "voting day"}, {},
                         decree_on(portfolio.timetable, as_of, [](const TimetableVersion& version) { return version.voting.has_value(); }));
    case AnchorKind::stage_start:
    case AnchorKind::stage_end:
      return stage_anchor(portfolio, deadline, as_of);
    case AnchorKind::event: {
      const Event* event = portfolio.event(deadline.name);
      return with_decree({"peristiwa {event}", "event {event}"}, {{"event", same(deadline.name)}}, event ? event->document : "");
    }
    case AnchorKind::fiscal_year_end:
      return fill({"akhir tahun anggaran {year}", "the end of fiscal year {year}"}, {{"year", same(std::to_string(deadline.year))}});
    case AnchorKind::date:
      break;
  }
  return {"tanggal yang tertulis", "the day that is written"};
}

Message agreement_paper() {
  return {"perjanjian", "the agreement"};
}

Message addendum_paper(const Addendum& addendum) {
  return fill({"adendum nomor {number}", "addendum no. {number}"}, {{"number", same(addendum.number)}});
}

class Deriver {
 public:
  Deriver(const Portfolio& portfolio, Date as_of) : portfolio_(&portfolio), as_of_(as_of) {}

  void add_grant(std::uint32_t index) {
    const Grant& grant = portfolio_->grants[index];
    if (grant.signed_on.first > as_of_) return;  // an agreement signed later does not exist yet
    const std::optional<Terms> terms = grant.signed_on.last <= as_of_ ? grant.terms_on(as_of_) : std::nullopt;
    if (terms) add_tranches(index, *terms);
    add_legal_limits(index);
    const Regulation& law = portfolio_->regulation;
    add_last_day(index, DeadlineKind::use_until, grant.use_until, law.use_until, hibah::use_until(*portfolio_, grant, as_of_));
    add_last_day(index, DeadlineKind::report_due, grant.report_due, law.report_due, hibah::report_due(*portfolio_, grant, as_of_));
    add_last_day(index, DeadlineKind::return_due, grant.return_due, law.return_due, hibah::return_due(*portfolio_, grant, as_of_));
  }

  [[nodiscard]] std::vector<Derivation> take() { return std::move(all_); }

 private:
  void add_tranches(std::uint32_t index, const Terms& terms) {
    const Grant& grant = portfolio_->grants[index];
    const auto addenda = grant.addenda_on(as_of_, [](const Addendum& addendum) { return !addendum.tranches.empty(); });
    for (const PlannedTranche& tranche : terms.tranches) {
      // The list in force is the newest addendum's; a number is signed with the paper that first had it.
      const bool is_restated = addenda && !addenda->empty();
      Message signing = agreement_paper();
      if (is_restated && tranche.number > static_cast<int>(grant.tranches.size())) {
        const auto first = std::find_if(addenda->begin(), addenda->end(), [&](const Addendum* addendum) {
          return tranche.number <= static_cast<int>(addendum->tranches.size());
        });
        if (first != addenda->end()) signing = addendum_paper(**first);
      }
      Derivation derivation;
      derivation.grant = index;
      derivation.kind = DeadlineKind::due;
      derivation.number = tranche.number;
      derivation.expression = tranche.due.text;
      derivation.written_in = is_restated ? addendum_paper(*addenda->back()) : agreement_paper();
      derivation.where = tranche.where;
      derivation.anchor = anchor_of(*portfolio_, tranche.due, signing, as_of_);
      derivation.due = due_on(*portfolio_, tranche.due, tranche.signed_on, as_of_);
      all_.push_back(std::move(derivation));
    }
  }

  void add_legal_limits(std::uint32_t index) {
    const Grant& grant = portfolio_->grants[index];
    const LegalSchedule* schedule = portfolio_->regulation.schedule_of(grant.role);
    if (!schedule) return;
    for (std::size_t k = 0; k < schedule->tranches.size(); ++k) {
      const ScheduleStep& step = schedule->tranches[k];
      Derivation derivation;
      derivation.grant = index;
      derivation.kind = DeadlineKind::legal_limit;
      derivation.number = static_cast<int>(k) + 1;
      derivation.minimum_share = step.minimum_share;
      derivation.expression = step.latest.text;
      derivation.written_in = regulation_paper();
      derivation.anchor = anchor_of(*portfolio_, step.latest, agreement_paper(), as_of_);
      derivation.due = due_on(*portfolio_, step.latest, grant.signed_on, as_of_);
      all_.push_back(std::move(derivation));
    }
  }

  void add_last_day(std::uint32_t index, DeadlineKind kind, const std::optional<Deadline>& own, const std::optional<Deadline>& lawful,
                    Due due) {
    Derivation derivation;
    derivation.grant = index;
    derivation.kind = kind;
    derivation.written_in = own ? agreement_paper() : regulation_paper();
    if (own) derivation.where = portfolio_->grants[index].where;
    if (const std::optional<Deadline>& deadline = own ? own : lawful) {
      derivation.expression = deadline->text;
      derivation.anchor = anchor_of(*portfolio_, *deadline, agreement_paper(), as_of_);
    }
    derivation.due = std::move(due);
    all_.push_back(std::move(derivation));
  }

  [[nodiscard]] Message regulation_paper() const {
    return fill({"peraturan {regulation}", "regulation {regulation}"}, {{"regulation", same(portfolio_->regulation.id)}});
  }

  const Portfolio* portfolio_;
  Date as_of_;
  std::vector<Derivation> all_;
};

Table empty_derivations(Date as_of) {
  using enum ColumnType;
  Table table;
  table.name = "derivations";
  table.title = {"Asal-usul tenggat", "How the deadlines came about"};
  table.as_of = as_of;
  table.columns = {
      {"grant", {"Hibah", "Grant"}, text, "", {}},        {"item", {"Tenggat", "Deadline"}, text, "", {}},
      {"tranche", {"Tahap", "Tranche"}, number, "", {}},  {"expression", {"Rumus", "Expression"}, text, "", {}},
      {"step", {"Langkah", "Step"}, text, "", {}},        {"date", {"Tanggal", "Date"}, date, "", {}},
      {"reason", {"Keterangan", "Reason"}, text, "", {}}, {"decree", {"Keputusan", "Decree"}, text, "", {}},
  };
  return table;
}

Cell text_cell(const std::string& text) {
  return text.empty() ? Cell{} : Cell{text};
}

}  // namespace

std::string_view name_of(DeadlineKind kind) noexcept {
  switch (kind) {
    case DeadlineKind::due:
      return "due";
    case DeadlineKind::legal_limit:
      return "legal_limit";
    case DeadlineKind::use_until:
      return "use_until";
    case DeadlineKind::report_due:
      return "report_due";
    case DeadlineKind::return_due:
      return "return_due";
  }
  return {};
}

std::vector<Derivation> derivations(const Portfolio& portfolio, Date as_of) {
  Deriver deriver(portfolio, as_of);
  for (std::uint32_t index = 0; index < portfolio.grants.size(); ++index) deriver.add_grant(index);
  return deriver.take();
}

Table derivation_table(const Portfolio& portfolio, Date as_of, Language language) {
  Table table = empty_derivations(as_of);
  for (const Derivation& each : derivations(portfolio, as_of)) {
    const auto add = [&](std::string_view step, const std::optional<DateSpan>& day, std::string reason, const std::string& decree) {
      if (day && !day->is_day()) reason += (reason.empty() ? "" : ": ") + to_long(*day).in(language);
      const Cell cells[] = {portfolio.grants[each.grant].id,
                            std::string(name_of(each.kind)),
                            each.number == 0 ? Cell{} : Cell{std::int64_t{each.number}},
                            text_cell(each.expression),
                            std::string(step),
                            day && day->is_day() ? Cell{day->first} : Cell{},
                            text_cell(reason),
                            text_cell(decree)};
      for (std::size_t i = 0; i < table.columns.size(); ++i) table.columns[i].cells.push_back(cells[i]);
    };
    const Due& due = each.due;
    if (!each.expression.empty()) {
      add("anchor", due.is_counted ? std::optional(due.reckoning.anchor) : std::nullopt, each.anchor.in(language), "");
    }
    if (due.is_counted) {
      for (const SkippedDay& day : due.reckoning.skipped) add(name_of(day.why), DateSpan(day.date), day.name, day.decree);
    }
    add(name_of(due.state), due.is_counted ? std::optional(due.date()) : std::nullopt, due.reason.in(language), "");
  }
  return table;
}

}  // namespace hibah
