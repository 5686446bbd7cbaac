// N804 one-payee: one payee got a large part of the spending.
#include <algorithm>
#include <cstdint>
#include <vector>

#include <libhibah/checks/rules/rules.hpp>
#include <libhibah/checks/rules/support.hpp>

namespace hibah::rules {

namespace {

/// What a payee got, surely and perhaps.
struct Payee {
  RupiahSum sure;
  RupiahSum perhaps;
  EntryIndex first = no_entry;  // surely standing, where any is
};

/// Everything that was spent, by payee; payments without a payee count in the totals only.
struct Spending {
  std::vector<Payee> payees;  // in the order in which they come
  RupiahSum sure;
  RupiahSum perhaps;
  std::int64_t sure_payees = 0;
};

Spending spending_of(const GrantView& view) {
  const Journal& journal = view.journal();
  const Words& words = view.portfolio().words;
  Numbering places;
  Spending spending;
  for_each_entry(view, EntryKind::realisation, [&](const BookRow& row, bool is_certain) {
    (is_certain ? spending.sure : spending.perhaps).add(row.amount);
    const WordId name = words.payee.name(journal.payee(row.entry));
    if (name == 0) return;
    const std::uint32_t place = places.of(name, 0);
    const bool is_new = place == spending.payees.size();
    if (is_new) spending.payees.push_back({{}, {}, row.entry});
    Payee& payee = spending.payees[place];
    (is_certain ? payee.sure : payee.perhaps).add(row.amount);
    if (is_new && is_certain) ++spending.sure_payees;
  });
  return spending;
}

/// The share of `part` in `sure` and what more of `perhaps` is not the payee's own.
Ratio least_share(const Payee& payee, const Spending& spending) {
  RupiahSum total = spending.sure;
  total.add(spending.perhaps);
  total.subtract(payee.perhaps.total());
  return total.total().is_zero() ? Ratio{} : Ratio::of(payee.sure.total(), total.total());
}

Ratio most_share(const Payee& payee, const Spending& spending) {
  RupiahSum part = payee.sure;
  part.add(payee.perhaps);
  RupiahSum total = spending.sure;
  total.add(payee.perhaps);
  return total.total().is_zero() ? Ratio{} : Ratio::of(part.total(), total.total());
}

/// The payee with the largest share; the first of several.
template <typename Share>
const Payee& largest(const Spending& spending, const Share& share) {
  return *std::max_element(spending.payees.begin(), spending.payees.end(),
                           [&](const Payee& a, const Payee& b) { return share(a, spending) < share(b, spending); });
}

bool got_less(const Payee& a, const Payee& b) {
  return a.sure < b.sure;
}

void check(const GrantView& view, Verdicts& out) {
  const std::int64_t least_payees = view.settings().number("N804.payees");
  const Ratio limit = Ratio::from_fraction(view.settings().number("N804.percent"), 100);
  const Spending spending = spending_of(view);
  if (static_cast<std::int64_t>(spending.payees.size()) < least_payees) {
    out.not_applicable();
    return;
  }
  const bool are_certain = spending.perhaps == RupiahSum{};  // then the sums are in the order of the shares
  const Payee& most =
      are_certain ? *std::max_element(spending.payees.begin(), spending.payees.end(), got_less) : largest(spending, most_share);
  if (most_share(most, spending) <= limit) {
    out.pass();
    return;
  }
  const Payee& top = are_certain ? most : largest(spending, least_share);
  const Ratio share = least_share(top, spending);
  if (share <= limit || spending.sure_payees < least_payees) {
    not_evaluable_counting(view, out);
    return;
  }
  Finding& finding = out.fail();
  identify(finding, view.portfolio(), {.grant = view.index()});
  measure(finding, limit, share);
  finding.evidence.push_back(evidence_of(view.journal(), top.first, "payee"));
  say(finding,
      {"petunjuk, bukan bukti: {payee} menerima {amount} dari {total}, lebih dari {limit}",
       "an alert, not proof: {payee} got {amount} of {total}, more than {limit}"},
      {{"payee", word(view.portfolio().words.payee.text(view.journal().payee(top.first)))},
       {"amount", rp(top.sure.total())},
       {"total", rp(spending.sure.total())},
       {"limit", same(limit.to_text())}});
}

}  // namespace

Rule n804_one_payee() {
  return {
      .info = {.code = "N804",
               .name = "one-payee",
               .title = {"Satu penerima dominan", "One payee"},
               .subject = "grant",
               .severity = Severity::info,
               .needs = {.journal = true, .kinds = {EntryKind::realisation}, .columns = {JournalColumn::payee}},
               .basis = {basis("audit analytics")},
               .settings = {"N804.payees", "N804.percent"},
               // example: tests/rules/N804/fires-half-to-one.case
               .page = {.what = {"Menghitung bagian belanja setiap penerima. Bila satu penerima mendapat lebih dari 25% sedangkan ada "
                                 "paling sedikit 20 penerima, hibah itu ditandai. Keduanya dapat disetel (N804.percent, N804.payees).",
                                 "It works out each payee's part of the spending. Where one payee got more than 25% while there are at "
                                 "least 20 payees, the grant is reported. Both are settings (N804.percent, N804.payees)."},
                        .why = {"Satu penyedia yang menerima sebagian besar uang patut dilihat bersama kontraknya: apakah dipilih secara "
                                "terbuka, dan apakah tidak terkait dengan pejabatnya.",
                                "A seller that gets a large part of the money is worth a look together with its contracts: whether it was "
                                "chosen openly, and whether it has no ties to the officials."},
                        .example = {"Dengan paling sedikit 3 penerima yang disetel: CV Contoh Jaya menerima Rp30.000.000 dan Rp20.000.000, "
                                    "dua penerima lain masing-masing Rp25.000.000. Bagiannya 50%.",
                                    "With a least number of 3 payees set: CV Contoh Jaya got Rp30.000.000 and Rp20.000.000, two other "
                                    "payees Rp25.000.000 each. Its part is 50%."},
                        .not_proved =
                            {"Temuan ini petunjuk, tidak pernah bukti: pencetak surat suara memang besar. Pembelian yang dipecah "
                             "ditunjukkan oleh R406.",
                             "It is an alert and never proof: a printer of ballots is large by nature. Split purchases are shown by R406."},
                        .needs = {"Perlu jurnal dengan belanja yang lengkap dan kolom penerima. Hibah dengan terlalu sedikit penerima "
                                  "tidak terkena. Belanja yang mungkin belum ada dan menentukan membuatnya tidak dapat dinilai.",
                                  "It needs a journal that holds realisations in full, with the column payee. A grant with too few payees "
                                  "is not concerned. Realisations that are perhaps not there yet and decide leave it not evaluable."}}},
      .check_grant = check};
}

}  // namespace hibah::rules
