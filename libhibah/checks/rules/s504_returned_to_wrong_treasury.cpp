// S504 returned-to-wrong-treasury: unspent money went to another account than the agreement names.
#include <libhibah/checks/rules/rules.hpp>
#include <libhibah/checks/rules/support.hpp>

namespace hibah::rules {

namespace {

/// The regional treasury account (rekening kas umum daerah) goes by two names in the format.
bool is_regional_treasury(std::string_view name) {
  return name == "rkud" || name == "kas daerah";
}

bool is_same_account(std::string_view destination, std::string_view agreed) {
  const std::string a = folded(destination);
  const std::string b = folded(agreed);
  return a == b || (is_regional_treasury(a) && is_regional_treasury(b));
}

void check(const GrantView& view, Verdicts& out) {
  const Journal& journal = view.journal();
  for (const StandingEntry& standing : entries_of(view, EntryKind::return_)) {
    const std::string_view destination = view.portfolio().words.destination.text(journal.destination(standing.entry));
    if (destination.empty()) {
      not_evaluable_entry(view, out, standing.entry, "destination", {"setoran tanpa rekening tujuan", "a return without destination"});
      continue;
    }
    if (is_same_account(destination, view.grant().return_account)) {
      out.pass();
      continue;
    }
    Finding& finding = fail_entry(view, out, standing, "destination");
    say(finding,
        {"setoran {amount} pada {day} masuk ke \"{destination}\", seharusnya \"{agreed}\"",
         "{amount} was returned on {day} to \"{destination}\" instead of \"{agreed}\""},
        {{"amount", rp(journal.amount(standing.entry))},
         {"day", to_long(journal.date(standing.entry))},
         {"destination", word(destination)},
         {"agreed", word(view.grant().return_account)}});
  }
}

}  // namespace

Rule s504_returned_to_wrong_treasury() {
  return {.info = {.code = "S504",
                   .name = "returned-to-wrong-treasury",
                   .title = {"Setoran ke kas yang salah", "Returned to the wrong treasury"},
                   .subject = "entry",
                   .severity = Severity::error,
                   .needs = {.journal = true, .kinds = {EntryKind::return_}, .columns = {JournalColumn::destination}},
                   // example: tests/rules/S504/fires-state-treasury.case
                   .page = {.what = {"Membandingkan tujuan setiap setoran dengan rekening pengembalian dalam perjanjian "
                                     "(return_account, baku RKUD). Nama dibandingkan tanpa memperhatikan spasi di tepi dan huruf "
                                     "besar-kecil; \"RKUD\" dan \"kas daerah\" adalah tujuan yang sama.",
                                     "It holds the destination of each return against the return account of the agreement "
                                     "(return_account, by default RKUD). Names are compared without blanks at their ends and without "
                                     "regard to case; \"RKUD\" and \"kas daerah\" are the same place."},
                            .why = {"Hibah daerah kembali ke kas daerah, bukan ke kas negara. Menurut pers, BPK pada November 2025 "
                                    "menemukan bahwa sisa hibah KPU Provinsi Papua Barat disetor ke kas negara.",
                                    "A region's grant goes back to the region's treasury, not to the state's. According to the press, "
                                    "BPK found in November 2025 that KPU Papua Barat had sent its leftover to the state treasury."},
                            .example = {"Rp60.000.000 disetor ke RKUD (T1) dan Rp40.000.000 ke Kas Negara (T2): satu temuan untuk T2.",
                                        "Rp60.000.000 was returned to RKUD (T1) and Rp40.000.000 to Kas Negara (T2): one finding, for "
                                        "T2."},
                            .not_proved = {"Temuan ini tidak membuktikan bahwa daerah kehilangan uangnya: setoran mungkin sudah "
                                           "dipindahbukukan. Tujuan yang benar juga tidak membuktikan bahwa uang sampai.",
                                           "It does not prove that the region lost its money: it may have been transferred since. Nor "
                                           "does a right destination prove that the money arrived."},
                            .needs = {"Perlu jurnal dengan setoran yang lengkap dan kolom tujuan. Setoran dengan tujuan kosong tidak "
                                      "dapat dinilai.",
                                      "It needs a journal that holds returns in full, with the column destination. A return with an "
                                      "empty destination is not evaluable."}}},
          .check_grant = check};
}

}  // namespace hibah::rules
