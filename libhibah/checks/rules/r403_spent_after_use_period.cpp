// R403 spent-after-use-period: a realisation after the last day on which the grant might be used.
#include <libhibah/checks/rules/rules.hpp>
#include <libhibah/checks/rules/support.hpp>

namespace hibah::rules {

namespace {

void check(const GrantView& view, Verdicts& out) {
  const Due& until = view.use_until();
  if (until.state == Due::State::not_applicable) {
    out.not_applicable(count_of(view, EntryKind::realisation));
    return;
  }
  if (until.state == Due::State::not_evaluable) {
    not_evaluable_all(view, out, EntryKind::realisation, "date", until.reason);
    return;
  }
  const std::int32_t first_limit = until.date().first.days_since_1970();
  for_each_entry(view, EntryKind::realisation, [&](const BookRow& row, bool is_certain) {
    if (row.is_day() && row.day <= first_limit) {
      out.pass();
      return;
    }
    const StandingEntry standing{row.entry, is_certain};
    const DateSpan date = view.journal().date(standing.entry);
    const Slots slots{{"amount", rp(view.journal().amount(standing.entry))}, {"day", to_long(date)}, {"limit", to_long(until.date())}};
    switch (is_on_or_before(date, until.date())) {
      case Truth::yes:
        out.pass();
        break;
      case Truth::no: {
        Finding& finding = fail_entry(view, out, standing, "date");
        measure(finding, until.date(), date);
        say(finding,
            {"belanja {amount} bertanggal {day}, masa penggunaan berakhir {limit}",
             "{amount} was spent on {day}, the period of use ended on {limit}"},
            slots);
        break;
      }
      case Truth::unknown:
        not_evaluable_entry(view, out, standing.entry, "date",
                            fill({"entri bertanggal {day}, masa penggunaan berakhir {limit}: tidak pasti mana yang lebih dulu",
                                  "the entry is dated {day}, the period of use ended on {limit}: which came first is uncertain"},
                                 slots));
        break;
    }
  });
}

}  // namespace

Rule r403_spent_after_use_period() {
  return {.info = {.code = "R403",
                   .name = "spent-after-use-period",
                   .title = {"Belanja setelah masa penggunaan", "Spent after the use period"},
                   .subject = "entry",
                   .severity = Severity::error,
                   .needs = {.journal = true, .kinds = {EntryKind::realisation}},
                   // example: tests/rules/R403/fires-leftover-spent-after-the-proposal.case
                   .page = {.what = {"Membandingkan tanggal setiap belanja dengan hari terakhir masa penggunaan hibah: yang ditulis "
                                     "dalam perjanjian (use_until), jika tidak ada yang dari peraturan, yaitu hari pengusulan "
                                     "pengesahan pengangkatan pasangan calon terpilih. Belanja pada hari itu masih diterima.",
                                     "It holds the date of each realisation against the last day on which the grant may be used: the "
                                     "one in the agreement (use_until), else the one of the regulation, the day on which the "
                                     "appointment of the elected pair is proposed. Spending on that day is still accepted."},
                            .why = {"Sisa hibah setelah masa penggunaan harus dikembalikan, bukan dibelanjakan. Menurut pers, sisa "
                                    "hibah KPU Lampung Utara dipakai setelah tahapan selesai untuk memperbaiki kantor dan membeli "
                                    "mebel dan peralatan, yang disebut terlarang.",
                                    "What is left after the period of use is to be returned, not spent. According to the press, KPU "
                                    "Lampung Utara used its leftover after the stages to repair the office and to buy furniture and "
                                    "equipment, which was called forbidden."},
                            .example = {"Pengusulan terjadi pada 12 Januari 2025. Mebel kantor Rp40.000.000 dibayar pada 3 Maret 2025 "
                                        "(B2): terlambat 50 hari.",
                                        "The proposal was made on 12 January 2025. Office furniture of Rp40.000.000 was paid on 3 "
                                        "March 2025 (B2): 50 days late."},
                            .not_proved = {"Temuan ini tidak membuktikan bahwa barang atau jasanya diterima setelah hari itu: tagihan "
                                           "lama mungkin baru dibayar. Sisa yang tidak kembali ditunjukkan oleh S501.",
                                           "It does not prove that goods or services came after that day: an old bill may have been "
                                           "paid late. Money that did not come back is shown by S501."},
                            .needs = {"Perlu jurnal dengan belanja yang lengkap dan tanggal peristiwa pengusulan. Tanpa peristiwa itu "
                                      "aturan belum berlaku sampai hari pemungutan suara, dan sesudahnya tidak dapat dinilai; begitu "
                                      "pula tanggal tidak lengkap yang memotong batas.",
                                      "It needs a journal that holds realisations in full and the date of the proposal. Without that "
                                      "event the rule does not speak up to voting day and is not evaluable after it; an incomplete "
                                      "date across the limit is not evaluable either."}}},
          .check_grant = check};
}

}  // namespace hibah::rules
