// R409 spent-on-day-off: realisations dated on days that are no working days, voting day apart.
#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include <libhibah/checks/rules/day_off.hpp>
#include <libhibah/checks/rules/rules.hpp>

namespace hibah::rules {

namespace {

/// A grant may have thousands: its finding tells how many, and points at the first.
constexpr std::size_t most_shown = 25;

/// What was found in the realisations of a grant.
struct Found {
  bool is_any = false;
  std::vector<EntryIndex> off;        // surely standing, surely on a day off
  EntryIndex uncertain = no_entry;    // the first that may be one of them
  std::optional<Message> why_unsure;  // and why it may not
};

Found realisations(const GrantView& view) {
  const Portfolio& portfolio = view.portfolio();
  const std::optional<Date> voting = portfolio.timetable.voting_on(view.as_of());
  Found found;
  for_each_entry(view, EntryKind::realisation, [&](const BookRow& row, bool is_certain) {
    found.is_any = true;
    const DateSpan date = view.journal().date(row.entry);
    if (voting && date == DateSpan(*voting)) return;
    const Truth is_off = is_day_off(portfolio.calendar, date);
    if (is_off == Truth::no) return;
    if (is_off == Truth::yes && is_certain) {
      found.off.push_back(row.entry);
    } else if (found.uncertain == no_entry) {
      found.uncertain = row.entry;
      found.why_unsure = is_off == Truth::yes ? Message{"pembatalannya tidak pasti", "whether it was taken back is uncertain"}
                                              : day_off_unknown(portfolio.calendar, date);
    }
  });
  return found;
}

void check(const GrantView& view, Verdicts& out) {
  const Found found = realisations(view);
  if (!found.is_any) {
    out.not_applicable();
    return;
  }
  if (!found.off.empty()) {
    Finding& finding = out.fail();
    identify(finding, view.portfolio(), {.grant = view.index()});
    measure(finding, std::int64_t{0}, static_cast<std::int64_t>(found.off.size()));
    for (const EntryIndex entry : std::span(found.off).first(std::min(found.off.size(), most_shown))) {
      finding.evidence.push_back(evidence_of(view.journal(), entry, "date"));
    }
    say(finding,
        {"{count} belanja bertanggal hari libur, yang pertama {day} ({why})",
         "{count} realisations are dated on days off, the first on {day} ({why})"},
        {{"count", count(found.off.size())},
         {"day", to_long(view.journal().date(found.off.front()))},
         {"why", why_off(view.portfolio().calendar, view.journal().date(found.off.front()).first)}});
    return;
  }
  if (found.uncertain == no_entry) {
    out.pass();
    return;
  }
  Finding& finding = out.not_evaluable(*found.why_unsure);
  identify(finding, view.portfolio(), {.grant = view.index()}, "grant");
  finding.evidence.push_back(evidence_of(view.journal(), found.uncertain, "date"));
}

}  // namespace

Rule r409_spent_on_day_off() {
  return {
      .info =
          {.code = "R409",
           .name = "spent-on-day-off",
           .title = {"Belanja pada hari libur", "Spent on a day off"},
           .subject = "grant",
           .severity = Severity::info,
           .needs = {.journal = true, .kinds = {EntryKind::realisation}},
           .basis = {basis("practice")},
           // example: tests/rules/R409/fires-two-of-three.case
           .page =
               {.what =
                    {"Menghitung belanja hibah yang bertanggal Sabtu, Minggu, libur nasional, cuti bersama atau libur daerah. Hari "
                     "pemungutan suara menurut jadwal yang berlaku tidak dihitung. Satu temuan per hibah, dengan jumlahnya; 25 yang "
                     "pertama diperlihatkan.",
                     "It counts the realisations of a grant that are dated on Saturdays, Sundays, national holidays, cuti bersama or local "
                     "days off. Voting day by the timetable in force does not count. There is one finding a grant, with the number; the "
                     "first 25 are shown."},
                .why = {"Di lapangan orang bekerja juga pada hari libur, tetapi bendahara dan toko jarang membayar. Banyak kuitansi "
                        "bertanggal libur patut dilihat: mungkin tanggalnya diisi belakangan.",
                        "In the field people work on days off as well, but treasurers and shops seldom pay then. Many receipts of days off "
                        "are worth a look: their dates may have been filled in afterwards."},
                .example = {"Belanja Rp1.500.000 pada Minggu, 6 Oktober 2024 (B1), Rp2.000.000 pada Senin, 7 Oktober, dan Rp3.000.000 pada "
                            "Senin, 16 September 2024 (B3), libur nasional: 2 belanja pada hari libur.",
                            "Rp1.500.000 was spent on Sunday, 6 October 2024 (B1), Rp2.000.000 on Monday, 7 October, and Rp3.000.000 on "
                            "Monday, 16 September 2024 (B3), a national holiday: 2 realisations on days off."},
                .not_proved =
                    {"Temuan ini hanya informasi dan tidak membuktikan apa pun tentang kuitansinya. Pencairan pada hari libur ditunjukkan "
                     "oleh T209.",
                     "It is for information only and proves nothing of the receipts. Disbursements on days off are shown by T209."},
                .needs = {"Perlu jurnal dengan belanja yang lengkap. Bila tidak ada yang pasti jatuh pada hari libur, tanggal tidak "
                          "lengkap dan hari di luar tahun-tahun kalender kerja membuatnya tidak dapat dinilai.",
                          "It needs a journal that holds realisations in full. Where none is surely on a day off, incomplete dates and "
                          "days outside the years of the working calendar leave it not evaluable."}}},
      .check_grant = check};
}

}  // namespace hibah::rules
