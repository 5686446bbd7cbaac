// R410 paid-by-two-grants: the same payee got the same amount for the same account and stage from two grants within days.
#include <algorithm>
#include <utility>
#include <vector>

#include <libhibah/checks/rules/crossing_answers.hpp>
#include <libhibah/checks/rules/rules.hpp>

namespace hibah::rules {

namespace {

const Needs needs{
    .journal = true, .kinds = {EntryKind::realisation}, .columns = {JournalColumn::payee, JournalColumn::account, JournalColumn::stage}};

Finding& place_grant(Finding& finding, const Portfolio& portfolio, std::uint32_t grant) {
  identify(finding, portfolio, {.grant = grant}, "grant");
  return finding;
}

/// Realisations without a payee cannot be told apart: one answer a grant, with their number and the first.
void tell_nameless(const CrossingSource& source, Date as_of, Verdicts& out) {
  const Portfolio& portfolio = *source.portfolio;
  const Journal& journal = *portfolio.journal;
  for (std::uint32_t g = 0; g < portfolio.grants.size(); ++g) {
    if (!source.takes_part[g]) continue;
    Finding* finding = nullptr;
    for_each_standing(journal, g, as_of, reversals_on(journal, g, as_of), [&](const BookRow& row, bool) {
      if (row.kind != EntryKind::realisation || journal.payee(row.entry) != 0) return;
      if (finding) {
        ++finding->subjects;
        return;
      }
      finding = &place_grant(out.not_evaluable({"belanja tanpa nama penerima", "a realisation without a payee"}), portfolio, g);
      finding->evidence.push_back(evidence_of(journal, row.entry, "payee"));
    });
  }
}

void check(const Portfolio& portfolio, Date as_of, const Settings& settings, Verdicts& out) {
  CrossingSource source;
  source.portfolio = &portfolio;
  source.takes_part = paying_grants(portfolio, as_of, needs, [&](std::uint32_t grant, Message reason) {
    Finding& finding = place_grant(out.not_evaluable(std::move(reason)), portfolio, grant);
    finding.evidence.push_back(evidence_at(portfolio.grants[grant].where, "id"));
  });
  if (!portfolio.journal) return;
  tell_nameless(source, as_of, out);
  const std::int64_t days = settings.days("R410.days");
  const auto groups = crossing_groups(std::span(&source, 1), as_of, days, [&] { out.pass(0); });
  const bool is_asked = std::find(source.takes_part.begin(), source.takes_part.end(), true) != source.takes_part.end();
  if (groups.empty() && is_asked) out.pass();  // nothing is paid by two
  for (const CrossingGroup& group : groups) {
    if (group.state == State::pass) {
      out.pass();
      continue;
    }
    Finding& finding = group.state == State::fail ? out.fail() : out.not_evaluable(crossing_unknown());
    tell_crossing(finding, group, std::span(&source, 1), days,
                  [&](const CrossingPayment& payment) { return portfolio.grants[portfolio.journal->grant(payment.entry)].id; });
  }
}

}  // namespace

Rule r410_paid_by_two_grants() {
  return {
      .info =
          {.code = "R410",
           .name = "paid-by-two-grants",
           .title = {"Dibayar oleh dua hibah", "Paid by two grants"},
           .subject = "group",
           .severity = Severity::info,
           .needs = needs,
           .settings = {"R410.days"},
           // example: tests/rules/R410/fires-from-two-grants.case
           .page = {.what = {"Mencari belanja dengan penerima, jumlah, rekening, dan tahapan yang sama dari dua hibah, berjarak paling "
                             "jauh 31 hari: satu temuan untuk tiap kelompok. Bila beberapa portofolio diperiksa sekaligus (provinsi "
                             "dan kabupaten), kelompok yang dibayar oleh hibah dari portofolio yang berlainan dilaporkan tersendiri. "
                             "Nama penerima dibandingkan tanpa memandang huruf besar dan spasi di tepi.",
                             "It looks for realisations of the same payee, amount, account and stage from two grants, at most 31 days "
                             "apart: one finding a group. Where several portfolios are checked in one run (a province and its "
                             "regencies), groups that grants of different portfolios paid are reported apart. Names of payees are "
                             "compared without regard to case and to blanks around them."},
                    .why = {"Pemilihan gubernur dan bupati berlangsung pada hari yang sama dengan badan ad hoc yang sama, dan biayanya "
                            "dibagi antara provinsi dan kabupaten. Honorarium yang dibayar penuh oleh keduanya adalah pembayaran ganda "
                            "yang tidak tampak dalam satu buku.",
                            "Governors and regents are elected on the same day by the same ad hoc bodies, and the province and the "
                            "regencies share the cost. An honorarium that both paid in full is a double payment that no single book "
                            "shows."},
                    .example = {"Hibah provinsi membayar PPK Kecamatan Contoh Rp2.500.000 pada 5 November 2024, hibah kabupaten membayar "
                                "jumlah yang sama untuk rekening dan tahapan yang sama pada 8 November 2024: tiga hari, satu kelompok.",
                                "The province's grant paid PPK Kecamatan Contoh Rp2.500.000 on 5 November 2024, the regency's paid the "
                                "same amount for the same account and stage on 8 November 2024: three days, one group."},
                    .not_proved = {"Temuan ini tidak membuktikan pembayaran ganda: pembagian biaya dapat berarti masing-masing membayar "
                                   "setengah, dan penerima dapat bertugas dua kali. R405 melihat pembayaran ganda dalam satu hibah.",
                                   "It does not prove a double payment: sharing may mean that each pays half, and a payee may have served "
                                   "twice. R405 looks at double payments within one grant."},
                    .needs = {"Perlu jurnal dengan penerima, rekening, dan tahapan. Belanja tanpa nama penerima tidak dapat dinilai, "
                              "seperti tanggal yang tidak lengkap bila jaraknya bergantung padanya. Hibah yang jurnalnya tidak lengkap "
                              "tidak ikut dibandingkan.",
                              "It needs a journal with payee, account and stage. A realisation without a payee is not evaluable, as is a "
                              "date that is not complete where the distance hangs on it. A grant whose journal is not complete is not "
                              "compared."}}},
      .check_portfolio = check};
}

}  // namespace hibah::rules
