// T210 tranche-out-of-order: a tranche was paid while an earlier one was not complete.
#include <libhibah/checks/rules/rules.hpp>
#include <libhibah/checks/rules/support.hpp>

namespace hibah::rules {

namespace {

/// Whether `state` was incomplete on the day of an entry.
Truth was_incomplete(const TrancheState& state, const DateSpan& day) {
  if (state.complete == Truth::no || state.earliest_completion > day.last) return Truth::yes;
  return state.complete == Truth::yes && state.completed_on->last <= day.first ? Truth::no : Truth::unknown;
}

/// Whether a disbursement of tranche `k` came while an earlier one was incomplete.
Truth came_too_early(const GrantView& view, const std::vector<TrancheState>& tranches, std::size_t k, EntryIndex entry) {
  Truth answer = Truth::no;
  for (std::size_t earlier = 0; earlier < k && answer != Truth::yes; ++earlier) {
    const Truth incomplete = was_incomplete(tranches[earlier], view.journal().date(entry));
    if (incomplete != Truth::no) answer = incomplete;
  }
  return answer;
}

struct Culprits {
  EntryIndex sure = no_entry;      // the first that surely came too early
  EntryIndex doubtful = no_entry;  // the first of which that is uncertain, or which perhaps does not stand
};

Culprits culprits_of(const GrantView& view, const std::vector<TrancheState>& tranches, std::size_t k) {
  Culprits found;
  const auto look = [&](EntryIndex entry, bool is_certain) {
    const Truth early = came_too_early(view, tranches, k, entry);
    if (early == Truth::no) return;
    EntryIndex& place = early == Truth::yes && is_certain ? found.sure : found.doubtful;
    if (place == no_entry) place = entry;
  };
  for (const EntryIndex entry : tranches[k].entries) look(entry, true);
  for (const EntryIndex entry : tranches[k].possible) look(entry, false);
  return found;
}

void check(const GrantView& view, Verdicts& out) {
  const TrancheStates* states = tranches_or_answer(view, out);
  if (!states) return;
  for (std::size_t k = 0; k < states->tranches.size(); ++k) {
    const TrancheState& state = states->tranches[k];
    const auto [culprit, doubtful] = culprits_of(view, states->tranches, k);
    if (culprit == no_entry && doubtful == no_entry) {
      if (state.entries.empty()) {
        out.not_applicable();
      } else {
        out.pass();
      }
      continue;
    }
    Finding& finding = culprit != no_entry
                           ? out.fail()
                           : out.not_evaluable({"hari pencairan tidak lengkap: urutan tahap tidak pasti",
                                                "the days of disbursements are not complete: the order of tranches is uncertain"});
    const EntryIndex entry = culprit != no_entry ? culprit : doubtful;
    identify(finding, view.portfolio(), of_tranche(view, *state.plan));
    finding.evidence.push_back(evidence_of(view.journal(), entry, "date"));
    say(finding,
        {"tahap {tranche} cair pada {day}, padahal tahap sebelumnya belum lengkap",
         "tranche {tranche} was disbursed on {day} while an earlier one was not complete"},
        {{"tranche", count(static_cast<std::uint64_t>(state.plan->number))}, {"day", to_long(view.journal().date(entry))}});
  }
}

}  // namespace

Rule t210_tranche_out_of_order() {
  return {
      .info = {.code = "T210",
               .name = "tranche-out-of-order",
               .title = {"Urutan tahap terlompati", "Tranche out of order"},
               .subject = "tranche",
               .severity = Severity::warning,
               .needs = {.journal = true, .kinds = {EntryKind::disbursement}},
               .basis = {basis("NPHD")},
               // example: tests/rules/T210/fires-second-before-first.case
               .page = {.what = {"Mencari tahap yang dibayar ketika tahap sebelumnya belum lengkap. Lengkap pada hari yang sama sudah "
                                 "cukup.",
                                 "Finds tranches that were paid while an earlier one was not complete. Complete on the same day is "
                                 "enough."},
                        .why = {"Tahap dibayar berurutan menurut perjanjian. Urutan yang terlompati sering berarti nomor tahap salah "
                                "dicatat.",
                                "An agreement pays its tranches in order. A skipped order often means that a tranche number was "
                                "recorded wrongly."},
                        .example = {"Tahap 1 baru lengkap 25 Maret 2024, tetapi tahap 2 sudah cair 24 Maret 2024.",
                                    "Tranche 1 was complete only on 25 March 2024, but tranche 2 was paid on 24 March 2024."},
                        .not_proved = {"Temuan ini tidak mengatakan bahwa jumlahnya salah: itu diperiksa T204 dan A101.",
                                       "The finding does not say that an amount is wrong: T204 and A101 look at that."},
                        .needs = {"Perlu jurnal yang memuat pencairan secara lengkap, dengan nomor tahap bila perjanjian punya beberapa "
                                  "tahap.",
                                  "Needs a journal that holds disbursements in full, with tranche numbers where the agreement has "
                                  "several."}}},
      .check_grant = check};
}

}  // namespace hibah::rules
