// D602 spending-not-ratified: a quarter has spending, and no SP2HL up to the end of the next quarter.
#include <algorithm>
#include <limits>
#include <map>
#include <string>
#include <vector>

#include <libhibah/checks/rules/papers.hpp>
#include <libhibah/checks/rules/rules.hpp>

namespace hibah::rules {

namespace {

/// Quarters in their order: four times the year, and 0 to 3.
using Quarter = int;

Quarter quarter_of(Date day) {
  return day.year() * 4 + (day.month() - 1) / 3;
}

Date first_day_of(Quarter quarter) {
  return Date::from_ymd(quarter / 4, quarter % 4 * 3 + 1, 1);
}

/// The days on which an SP2HL for the quarter may be dated: its own and those of the next one.
DateSpan window_of(Quarter quarter) {
  const Date last = quarter + 2 > quarter_of(Date::last()) ? Date::last() : add_days(first_day_of(quarter + 2), -1);
  return {first_day_of(quarter), last};
}

Message name_of_quarter(Quarter quarter) {
  return fill({"triwulan {number} {year}", "quarter {number} of {year}"},
              {{"number", count(static_cast<std::uint64_t>(quarter % 4 + 1))}, {"year", count(static_cast<std::uint64_t>(quarter / 4))}});
}

/// The quarters in which money was spent, each with its first payment.
struct Spending {
  std::map<Quarter, EntryIndex> sure;
  std::map<Quarter, EntryIndex> perhaps;  // of payments that perhaps stand, or of which only the year is known
};

Spending spending_of(const GrantView& view) {
  Spending spending;
  std::int32_t last_day_seen = std::numeric_limits<std::int32_t>::min();  // most payments are of the quarter of the one before
  for_each_entry(view, EntryKind::realisation, [&](const BookRow& row, bool is_certain) {
    if (is_certain && row.is_day() && row.day <= last_day_seen) return;
    const DateSpan date = view.journal().date(row.entry);
    const Quarter first = quarter_of(date.first);
    const Quarter last = quarter_of(date.last);
    if (is_certain && first == last) {
      spending.sure.try_emplace(first, row.entry);
      last_day_seen = add_days(first_day_of(first), 89).days_since_1970();  // every quarter has ninety days
      return;
    }
    for (Quarter quarter = first; quarter <= last; ++quarter) spending.perhaps.try_emplace(quarter, row.entry);
  });
  return spending;
}

/// Whether the spending of a quarter was ratified; not_applicable where it may still be.
State ratified(const GrantView& view, Quarter quarter, const std::vector<const Document*>& papers) {
  const DateSpan window = window_of(quarter);
  State state = view.as_of() <= window.last ? State::not_applicable : State::fail;
  for (const Document* paper : papers) {
    const DateSpan& date = paper->date;
    if (date.last < window.first || window.last < date.first) continue;
    const bool is_inside = window.first <= date.first && date.last <= window.last;
    if (is_inside && surely_exists(*paper, view.as_of())) return State::pass;
    if (state == State::fail) state = State::not_evaluable;
  }
  return state;
}

void check(const GrantView& view, Verdicts& out) {
  const Spending spending = spending_of(view);
  const std::vector<const Document*> papers = papers_of(view, DocumentKind::sp2hl);
  std::vector<std::pair<Quarter, EntryIndex>> missing;
  bool is_uncertain = false;
  bool is_any_ratified = false;
  for (const auto& [quarter, entry] : spending.sure) {
    const State state = ratified(view, quarter, papers);
    if (state == State::fail) missing.emplace_back(quarter, entry);
    if (state == State::not_evaluable) is_uncertain = true;
    if (state == State::pass) is_any_ratified = true;
  }
  for (const auto& [quarter, entry] : spending.perhaps) {
    const State state = ratified(view, quarter, papers);
    if (state == State::fail || state == State::not_evaluable) is_uncertain = true;
    if (state == State::pass) is_any_ratified = true;
  }
  if (!missing.empty()) {
    Finding& finding = out.fail();
    identify(finding, view.portfolio(), {.grant = view.index()});
    Message quarters;
    for (const auto& [quarter, entry] : missing) {
      const Message name = name_of_quarter(quarter);
      quarters = {quarters.id + (quarters.id.empty() ? "" : ", ") + name.id, quarters.en + (quarters.en.empty() ? "" : ", ") + name.en};
      finding.evidence.push_back(evidence_of(view.journal(), entry, "date"));
    }
    say(finding,
        {"belanja {quarters} tanpa SP2HL sampai akhir triwulan berikutnya",
         "spending of {quarters} has no SP2HL by the end of the next quarter"},
        {{"quarters", quarters}});
  } else if (is_uncertain) {
    not_evaluable_once(view, out,
                       {"tanggal belanja atau SP2HL tidak lengkap: tidak pasti apakah setiap triwulan sudah disahkan",
                        "the date of spending or of an SP2HL is not complete: whether each quarter was ratified is uncertain"});
  } else if (is_any_ratified) {
    out.pass();
  } else {
    out.not_applicable();
  }
}

}  // namespace

Rule d602_spending_not_ratified() {
  return {
      .info =
          {.code = "D602",
           .name = "spending-not-ratified",
           .title = {"Belanja belum disahkan", "Spending not ratified"},
           .subject = "grant",
           .severity = Severity::warning,
           .needs = {.journal = true, .documents = true, .kinds = {EntryKind::realisation}},
           // example: tests/rules/D602/fires-second-quarter.case
           .page = {.what = {"Untuk setiap triwulan dengan belanja, mencari SP2HL (sp2hl) yang bertanggal dari hari pertama triwulan itu "
                             "sampai hari terakhir triwulan berikutnya. Satu temuan per hibah, yang menyebut triwulannya. Triwulan yang "
                             "waktunya belum habis belum diperiksa.",
                             "For each quarter with spending it looks for an SP2HL (sp2hl) dated from the first day of that quarter to the "
                             "last day of the next one. There is one finding a grant, which names the quarters. A quarter whose time is "
                             "not over is not looked at yet."},
                    .why = {"Belanja hibah langsung disahkan ke KPPN dengan SP2HL; tanpa itu laporan keuangan negara tidak memuatnya. "
                            "Jangka waktu yang dipakai di sini tidak ditemukan dalam naskah peraturan: dasarnya dari ingatan.",
                            "Spending of a direct grant is ratified at the KPPN with an SP2HL; without it the accounts of the state lack "
                            "it. The time that is given here was not found in the text of the regulation: its basis is from memory."},
                    .example = {"Belanja Rp25.000.000 pada 5 Februari 2024 dan Rp40.000.000 pada 20 Mei 2024 (B2). SP2HL pertama 12 April "
                                "2024, berikutnya baru 8 Oktober 2024: triwulan 2 tahun 2024 tanpa SP2HL sampai 30 September.",
                                "Rp25.000.000 was spent on 5 February 2024 and Rp40.000.000 on 20 May 2024 (B2). The first SP2HL is of 12 "
                                "April 2024, the next only of 8 October 2024: quarter 2 of 2024 has none by 30 September."},
                    .not_proved = {"Temuan ini tidak mengatakan bahwa belanjanya salah, hanya bahwa pengesahannya tidak tercatat di sini "
                                   "pada waktunya. Hibah tanpa register ditunjukkan oleh D601.",
                                   "It does not say that the spending was wrong, only that no ratification is recorded here in time. A "
                                   "grant without a register is shown by D601."},
                    .needs = {"Perlu documents.csv dan jurnal dengan belanja yang lengkap. Belanja yang hanya diketahui tahunnya, dan "
                              "surat dengan tanggal tidak lengkap, dapat membuatnya tidak dapat dinilai.",
                              "It needs documents.csv and a journal that holds realisations in full. Spending of which only the year is "
                              "known, and papers whose date is not complete, may leave it not evaluable."}}},
      .check_grant = check};
}

}  // namespace hibah::rules
