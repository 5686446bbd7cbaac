// T209 paid-on-day-off: a disbursement dated on a day that is no working day.
#include <libhibah/checks/rules/day_off.hpp>
#include <libhibah/checks/rules/rules.hpp>

namespace hibah::rules {

namespace {

void check(const GrantView& view, Verdicts& out) {
  const WorkCalendar& calendar = view.portfolio().calendar;
  for (const StandingEntry& standing : entries_of(view, EntryKind::disbursement)) {
    const DateSpan date = view.journal().date(standing.entry);
    switch (is_day_off(calendar, date)) {
      case Truth::no:
        out.pass();
        break;
      case Truth::yes: {
        Finding& finding = fail_entry(view, out, standing, "date");
        say(finding,
            {"{amount} cair pada {day}, bukan hari kerja ({why})", "{amount} was disbursed on {day}, which is no working day ({why})"},
            {{"amount", rp(view.journal().amount(standing.entry))}, {"day", to_long(date)}, {"why", why_off(calendar, date.first)}});
        break;
      }
      case Truth::unknown:
        not_evaluable_entry(view, out, standing.entry, "date", day_off_unknown(calendar, date));
        break;
    }
  }
}

}  // namespace

Rule t209_paid_on_day_off() {
  return {.info = {.code = "T209",
                   .name = "paid-on-day-off",
                   .title = {"Cair pada hari libur", "Paid on a day off"},
                   .subject = "entry",
                   .severity = Severity::info,
                   .needs = {.journal = true, .kinds = {EntryKind::disbursement}},
                   .basis = {basis("practice")},
                   // example: tests/rules/T209/fires-on-a-saturday.case
                   .page = {.what = {"Membandingkan hari setiap pencairan dengan kalender kerja: Sabtu, Minggu, libur nasional, cuti "
                                     "bersama dan libur daerah bukan hari kerja.",
                                     "It holds the day of each disbursement against the working calendar: Saturdays, Sundays, national "
                                     "holidays, cuti bersama and local days off are no working days."},
                            .why = {"Kas daerah dan bank tidak membayar pada hari libur. Tanggal seperti itu biasanya tanggal surat atau "
                                    "tanggal pencatatan, dan batas waktu lalu dihitung dari hari yang salah.",
                                    "Treasury and bank do not pay on days off. Such a date is usually that of a letter or of the booking, "
                                    "and limits are then counted from the wrong day."},
                            .example = {"Pencairan Rp310.000.000 bertanggal Sabtu, 8 Juni 2024 (D1).",
                                        "A disbursement of Rp310.000.000 is dated Saturday, 8 June 2024 (D1)."},
                            .not_proved = {"Temuan ini tidak membuktikan bahwa uangnya tidak cair: hanya tanggalnya yang patut diperiksa. "
                                           "Belanja pada hari libur ditunjukkan oleh R409.",
                                           "It does not prove that the money was not paid: only its date should be looked at. Spending on "
                                           "days off is shown by R409."},
                            .needs = {"Perlu jurnal yang memuat pencairan secara lengkap. Hari di luar tahun-tahun kalender kerja, dan "
                                      "tanggal yang hanya diketahui bulannya, tidak dapat dinilai.",
                                      "It needs a journal that holds disbursements in full. A day outside the years of the working "
                                      "calendar, and a date of which only the month is known, are not evaluable."}}},
          .check_grant = check};
}

}  // namespace hibah::rules
