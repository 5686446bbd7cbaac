// A104 due-later-than-law: a tranche as first agreed falls due after the last day that the regulation gives for it.
#include <algorithm>
#include <optional>
#include <vector>

#include <libhibah/checks/rules/rules.hpp>
#include <libhibah/checks/rules/support.hpp>

namespace hibah::rules {

namespace {

/// A step of the law and the tranche that meets it.
struct Pair {
  std::size_t step;
  const ScheduleStep* law;
  const PlannedTranche* tranche;
};

/// For each step of the schedule the first tranche at which the cumulative plan reaches the cumulative minimum. A step that no tranche
/// reaches is left out, and so is the first where A103 fails.
std::vector<Pair> pairs_of(const LegalSchedule& schedule, const Terms& terms) {
  std::vector<Pair> pairs;
  Ratio minimum;
  Ratio planned;
  std::size_t tranche = 0;
  for (std::size_t k = 0; k < schedule.tranches.size(); ++k) {
    minimum = minimum + schedule.tranches[k].minimum_share;
    while (planned < minimum && tranche < terms.tranches.size()) planned = planned + share_of(terms.tranches[tranche++], terms.amount);
    if (planned < minimum) break;
    if (k == 0 && share_of(terms.tranches.front(), terms.amount) < minimum) continue;
    pairs.push_back({k + 1, &schedule.tranches[k], &terms.tranches[tranche - 1]});
  }
  return pairs;
}

/// How a tranche's due day lies to the law's limit.
struct Answer {
  State state = State::not_applicable;
  Message reason;  // of not_evaluable
  const Pair* pair = nullptr;
  DateSpan limit;
  DateSpan due;
};

/// True where the deadline hangs on an event that has not happened: it says nothing yet. Else it is not applicable for lying before the
/// signing.
bool hangs_on_event(const GrantView& view, const Deadline& deadline) {
  if (deadline.anchor != AnchorKind::event) return false;
  const Event* event = view.portfolio().event(deadline.name);
  return !event || !event->date || event->date->first > view.as_of();
}

/// The answer for one pair, had the agreement been signed on `day`.
Answer answer_on(const GrantView& view, const Pair& pair, Date day) {
  Answer answer;
  answer.pair = &pair;
  const Due limit = due_on(view.portfolio(), pair.law->latest, day, view.as_of());
  if (limit.state == Due::State::not_applicable) return answer;
  const Due due = due_on(view.portfolio(), pair.tranche->due, day, view.as_of());
  if (due.state == Due::State::not_applicable) {
    if (!hangs_on_event(view, pair.tranche->due)) answer.state = State::pass;  // before the signing, and so before the limit
    return answer;
  }
  answer.state = State::not_evaluable;
  if (!limit.is_known() || !due.is_known()) {
    answer.reason = limit.is_known() ? due.reason : limit.reason;
    return answer;
  }
  answer.limit = limit.date();
  answer.due = due.date();
  const Truth in_time = is_on_or_before(due.date(), limit.date());
  if (in_time != Truth::unknown) answer.state = in_time == Truth::yes ? State::pass : State::fail;
  answer.reason = fill({"tahap jatuh tempo {due}, batas peraturan {limit}: tidak pasti mana yang lebih dulu",
                        "the tranche is due on {due}, the regulation's limit is {limit}: which comes first is uncertain"},
                       {{"due", to_long(due.date())}, {"limit", to_long(limit.date())}});
  return answer;
}

/// What holds of a day's pairs together: the first that fails, else the first that is unknown, else whether any passes.
Answer first_of(const std::vector<Answer>& answers) {
  for (const State state : {State::fail, State::not_evaluable, State::pass}) {
    const auto found = std::find_if(answers.begin(), answers.end(), [&](const Answer& answer) { return answer.state == state; });
    if (found != answers.end()) return *found;
  }
  return {};
}

/// What holds on every day on which the agreement may have been signed.
Answer answer_of(const GrantView& view, const std::vector<Pair>& pairs) {
  const DateSpan& signed_on = view.grant().signed_on;
  std::optional<Answer> whole;
  for (Date day = signed_on.first;; day = add_days(day, 1)) {
    std::vector<Answer> answers;
    for (const Pair& pair : pairs) answers.push_back(answer_on(view, pair, day));
    const Answer today = first_of(answers);
    if (!whole) {
      whole = today;
    } else if (today.state == State::fail && whole->state == State::fail && today.pair == whole->pair) {
      whole->limit = DateSpan(std::min(whole->limit.first, today.limit.first), std::max(whole->limit.last, today.limit.last));
      whole->due = DateSpan(std::min(whole->due.first, today.due.first), std::max(whole->due.last, today.due.last));
    } else if ((today.state == State::fail) != (whole->state == State::fail) || today.state == State::not_evaluable) {
      whole->state = State::not_evaluable;
      whole->reason = fill({"hari penandatanganan hanya diketahui {signed}: tidak pasti apakah tahap jatuh tempo setelah batas peraturan",
                            "the signing is known only as {signed}: whether a tranche is due after the regulation's limit is uncertain"},
                           {{"signed", to_long(signed_on)}});
      return *whole;
    } else if (today.state == State::pass) {
      whole->state = State::pass;
    }
    if (day == signed_on.last) return *whole;
  }
}

void check(const GrantView& view, Verdicts& out) {
  const Terms terms = view.grant().first_terms();
  const LegalSchedule* schedule = schedule_or_answer(view, terms, out);
  if (!schedule) return;
  const std::vector<Pair> pairs = pairs_of(*schedule, terms);
  const Answer answer = answer_of(view, pairs);
  if (answer.state == State::pass) {
    out.pass();
    return;
  }
  if (answer.state == State::not_applicable) {
    out.not_applicable();
    return;
  }
  Finding& finding = answer.state == State::fail ? out.fail() : out.not_evaluable(answer.reason);
  identify(finding, view.portfolio(), {.grant = view.index()});
  measure(finding, answer.limit, answer.due);
  finding.evidence.push_back(evidence_at(answer.pair->tranche->where, "due"));
  finding.evidence.push_back(evidence_at(view.grant().where, "signed"));
  say(finding,
      {"tahap {tranche} jatuh tempo {due} ({deadline}), peraturan memberi batas {limit} ({law}) untuk langkah {step}",
       "tranche {tranche} is due on {due} ({deadline}), the regulation gives {limit} ({law}) for step {step}"},
      {{"tranche", count(static_cast<std::uint64_t>(answer.pair->tranche->number))},
       {"due", to_long(answer.due)},
       {"deadline", word(answer.pair->tranche->due.text)},
       {"limit", to_long(answer.limit)},
       {"law", word(answer.pair->law->latest.text)},
       {"step", count(answer.pair->step)}});
}

}  // namespace

Rule a104_due_later_than_law() {
  return {.info = {.code = "A104",
                   .name = "due-later-than-law",
                   .title = {"Jatuh tempo melewati batas peraturan", "Due later than the law"},
                   .subject = "grant",
                   .severity = Severity::warning,
                   // example: tests/rules/A104/fires-four-months-before-voting.case
                   .page = {.what = {"Untuk setiap langkah jadwal peraturan, mencari tahap pertama yang membuat rencana kumulatif mencapai "
                                     "jumlah minimum sampai langkah itu, lalu membandingkan jatuh temponya dengan batas peraturan. Yang "
                                     "dilihat adalah perjanjian saat pertama ditandatangani. Batas yang jatuh sebelum penandatanganan "
                                     "tidak berlaku, dan langkah pertama diserahkan kepada A103 bila tahap pertama terlalu kecil.",
                                     "For each step of the regulation's schedule it finds the first tranche at which the cumulative plan "
                                     "reaches the minimum up to that step, and holds its due day against the regulation's limit. It looks "
                                     "at the agreement as first signed. A limit that lies before the signing does not apply, and the first "
                                     "step is left to A103 where the first tranche is too small."},
                            .why = {"Perjanjian yang memberi waktu lebih lama daripada peraturan membuat pencairan tampak tepat waktu "
                                    "padahal tahapan sudah menunggu. Menurut pers, NPHD Jawa Tengah 2023 memakai empat bulan sebelum "
                                    "pemungutan suara, sedangkan Permendagri 41/2020 menyebut lima.",
                                    "An agreement that gives more time than the regulation lets a disbursement look in time while the "
                                    "stages are waiting. According to the press, the agreements of Jawa Tengah in 2023 say four months "
                                    "before voting, where Permendagri 41/2020 says five."},
                            .example = {"Perjanjian Rp1.000.000.000 dengan tahap 2 sebesar 60% yang jatuh tempo empat bulan sebelum 27 "
                                        "November 2024, yaitu 27 Juli 2024. Batas peraturan 27 Juni 2024: lewat 30 hari.",
                                        "An agreement of Rp1.000.000.000 has a second tranche of 60% that is due four months before 27 "
                                        "November 2024, on 27 July 2024. The regulation's limit is 27 June 2024: 30 days beyond."},
                            .not_proved = {"Temuan ini hanya tentang yang disepakati: uangnya mungkin tetap cair lebih awal. Apakah tahap "
                                           "dibayar menurut perjanjian diperiksa oleh T201 dan T202.",
                                           "It speaks only of what was agreed: the money may still have come earlier. Whether a tranche "
                                           "was paid as agreed is what T201 and T202 look at."},
                            .needs = {"Perlu daftar tahap dalam perjanjian yang pertama ditandatangani. Peran tanpa jadwal dalam peraturan "
                                      "tidak terkena. Hari penandatanganan yang tidak lengkap dinilai untuk setiap hari yang mungkin; bila "
                                      "jawabannya berbeda, tidak dapat dinilai.",
                                      "It needs the list of tranches in the agreement as first signed. A role without a schedule in the "
                                      "regulation is not concerned. A signing day that is not complete is judged for every day that it may "
                                      "stand for; where the answers differ it is not evaluable."}}},
          .check_grant = check};
}

}  // namespace hibah::rules
