// T207 no-payment-minutes: a tranche was paid without minutes of payment signed before.
#include <algorithm>
#include <optional>
#include <vector>

#include <libhibah/checks/rules/papers.hpp>
#include <libhibah/checks/rules/rules.hpp>

namespace hibah::rules {

namespace {

/// The first disbursement of a tranche, and the days on which it may have been made.
struct First {
  EntryIndex entry;
  DateSpan day;
  bool is_certain;  // some disbursement surely stands
};

std::optional<First> first_payment(const Journal& journal, const TrancheState& state) {
  std::optional<First> first;
  for (const auto* entries : {&state.entries, &state.possible}) {
    for (const EntryIndex entry : *entries) {
      const DateSpan date = journal.date(entry);
      const bool is_certain = entries == &state.entries;
      if (!first) {
        first = First{entry, date, is_certain};
      } else if (is_certain || !first->is_certain) {
        first->day = DateSpan(std::min(first->day.first, date.first), std::min(first->day.last, date.last));
      } else {
        first->day.first = std::min(first->day.first, date.first);  // one that perhaps stands may be the first
      }
    }
  }
  return first;
}

/// Whether minutes of the tranche were dated on or before its first payment; unknown where only minutes without a tranche number were.
Truth has_minutes(const std::vector<const Document*>& papers, const TrancheState& state, const DateSpan& first, bool is_only_tranche) {
  Truth found = Truth::no;
  for (const Document* paper : papers) {
    if (paper->tranche != 0 && paper->tranche != state.plan->number) continue;
    const Truth in_time = is_on_or_before(paper->date, first);
    if (in_time == Truth::no) continue;
    const bool is_of_tranche = paper->tranche != 0 || is_only_tranche;
    if (in_time == Truth::yes && is_of_tranche) return Truth::yes;
    found = Truth::unknown;
  }
  return found;
}

void check_tranche(const GrantView& view, const TrancheState& state, const std::vector<const Document*>& papers, bool is_only_tranche,
                   Verdicts& out) {
  const std::optional<First> first = first_payment(view.journal(), state);
  if (!first) {
    out.not_applicable();
    return;
  }
  const Truth has = has_minutes(papers, state, first->day, is_only_tranche);
  if (has == Truth::yes) {
    out.pass();
    return;
  }
  const bool is_certain = has == Truth::no && first->is_certain;
  Finding& finding =
      is_certain
          ? out.fail()
          : out.not_evaluable({"tanggal atau nomor tahap tidak lengkap: tidak pasti apakah berita acaranya ada sebelum pencairan",
                               "a date or a tranche number is not complete: whether the minutes came before the payment is uncertain"});
  identify(finding, view.portfolio(), of_tranche(view, *state.plan));
  finding.evidence.push_back(evidence_of(view.journal(), first->entry, "date"));
  say(finding,
      {"tahap {tranche} cair sejak {day} tanpa berita acara pembayaran sampai hari itu",
       "tranche {tranche} was paid from {day} on, with no minutes of payment by that day"},
      {{"tranche", count(static_cast<std::uint64_t>(state.plan->number))}, {"day", to_long(first->day)}});
}

void check(const GrantView& view, Verdicts& out) {
  const TrancheStates* states = tranches_or_answer(view, out);
  if (!states) return;
  const std::vector<const Document*> papers = papers_of(view, DocumentKind::payment_minutes);
  for (const TrancheState& state : states->tranches) check_tranche(view, state, papers, states->tranches.size() == 1, out);
}

}  // namespace

Rule t207_no_payment_minutes() {
  return {
      .info =
          {.code = "T207",
           .name = "no-payment-minutes",
           .title = {"Tanpa berita acara pembayaran", "No payment minutes"},
           .subject = "tranche",
           .severity = Severity::warning,
           .needs = {.journal = true, .documents = true, .kinds = {EntryKind::disbursement}},
           .basis = {basis("practice")},
           // example: tests/rules/T207/fires-minutes-five-days-later.case
           .page =
               {.what = {"Untuk setiap tahap yang sudah cair, mencari berita acara pembayaran (payment_minutes) tahap itu yang bertanggal "
                         "pada hari pencairan pertamanya atau sebelumnya. Berita acara tanpa nomor tahap adalah milik satu-satunya tahap.",
                         "For each tranche that was paid it looks for minutes of payment (payment_minutes) of that tranche dated on the "
                         "day of its first disbursement or before. Minutes without a tranche number belong to the only tranche."},
                .why = {"Berita acara ditandatangani pemberi dan penerima sebelum uang dibayarkan. Menurut pers, tahap 40% KPU Kepahiang "
                        "dari anggaran 2023 hangus karena berita acaranya tidak ditandatangani.",
                        "Giver and receiver sign the minutes before the money is paid. According to the press, the 40% of KPU Kepahiang "
                        "from the budget of 2023 lapsed because the minutes were not signed."},
                .example = {"Tahap 1 sebesar Rp400.000.000 cair pada 20 November 2023 (D1), berita acaranya bertanggal 25 November 2023.",
                            "Tranche 1 of Rp400.000.000 was disbursed on 20 November 2023 (D1), its minutes are dated 25 November 2023."},
                .not_proved = {"Temuan ini tidak membuktikan bahwa berita acara tidak ada: mungkin hanya belum dicatat, atau tanggalnya "
                               "salah. Pencairan sebelum perjanjian ditunjukkan oleh T205.",
                               "It does not prove that there are no minutes: they may not be recorded, or bear a wrong date. A "
                               "disbursement before the agreement is shown by T205."},
                .needs = {"Perlu documents.csv dan jurnal yang memuat pencairan secara lengkap, dengan nomor tahap bila perjanjian punya "
                          "beberapa tahap. Berita acara tanpa nomor di antara beberapa tahap tidak dapat dinilai.",
                          "It needs documents.csv and a journal that holds disbursements in full, with tranche numbers where the agreement "
                          "has several. Minutes without a number among several tranches are not evaluable."}}},
      .check_grant = check};
}

}  // namespace hibah::rules
