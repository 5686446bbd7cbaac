// D601 no-grant-register: money was spent, and the grant was never registered.
#include <libhibah/checks/rules/papers.hpp>
#include <libhibah/checks/rules/rules.hpp>

namespace hibah::rules {

namespace {

void check(const GrantView& view, Verdicts& out) {
  std::vector<StandingEntry> payments = entries_of(view, EntryKind::realisation);
  if (payments.empty()) {
    out.not_applicable();
    return;
  }
  const Truth registered = has_paper(view, DocumentKind::grant_register);
  if (registered == Truth::yes) {
    out.pass();
    return;
  }
  if (registered == Truth::unknown || !payments.front().is_certain) {
    not_evaluable_once(view, out,
                       {"tanggal belanja atau register tidak lengkap: tidak pasti apakah sudah ada pada hari itu",
                        "the date of the spending or of the register is not complete: whether it exists on that day is uncertain"});
    return;
  }
  Finding& finding = out.fail();
  identify(finding, view.portfolio(), {.grant = view.index()});
  finding.evidence.push_back(evidence_at(view.grant().where, "id"));
  finding.evidence.push_back(evidence_of(view.journal(), payments.front().entry, "date"));
  say(finding,
      {"hibah sudah dibelanjakan sejak {first}, register hibah tidak ada",
       "the grant was spent from {first} on, and there is no grant register"},
      {{"first", to_long(view.journal().date(payments.front().entry))}});
}

}  // namespace

Rule d601_no_grant_register() {
  return {
      .info =
          {.code = "D601",
           .name = "no-grant-register",
           .title = {"Hibah belum diregister", "No grant register"},
           .subject = "grant",
           .severity = Severity::warning,
           .needs = {.journal = true, .documents = true, .kinds = {EntryKind::realisation}},
           // example: tests/rules/D601/fires-never-registered.case
           .page =
               {.what = {"Memeriksa apakah hibah yang sudah dibelanjakan punya register hibah (grant_register) pada hari yang ditanyakan.",
                         "It looks whether a grant that was spent from has a grant register (grant_register) on the day of the question."},
                .why = {"Hibah langsung dari daerah menjadi penerimaan negara. Menurut halaman layanan kantor perbendaharaan, nomor "
                        "register dari Kanwil DJPb diperlukan sebelum belanjanya dapat disahkan.",
                        "A direct grant from a region is income of the state. By the service page of a treasury office, a register number "
                        "from the DJPb is needed before its spending can be ratified."},
                .example =
                    {"Belanja Rp25.000.000 pada 5 Februari 2024 (B1); di documents.csv tidak ada register hibah sampai 31 Desember 2024.",
                     "Rp25.000.000 was spent on 5 February 2024 (B1); documents.csv has no grant register up to 31 December 2024."},
                .not_proved = {"Temuan ini tidak membuktikan bahwa hibah itu tidak diregister: suratnya mungkin belum dicatat di sini. "
                               "Belanja yang tidak disahkan ditunjukkan oleh D602.",
                               "It does not prove that the grant is not registered: the paper may not be recorded here yet. Spending that "
                               "was not ratified is shown by D602."},
                .needs = {"Perlu documents.csv dan jurnal dengan belanja yang lengkap. Hibah yang belum dibelanjakan tidak terkena.",
                          "It needs documents.csv and a journal that holds realisations in full. A grant that was not spent from yet is "
                          "not concerned."}}},
      .check_grant = check};
}

}  // namespace hibah::rules
