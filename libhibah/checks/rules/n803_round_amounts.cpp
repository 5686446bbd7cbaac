// N803 round-amounts: many payments are multiples of a million rupiah.
#include <cstdint>

#include <libhibah/checks/rules/rules.hpp>
#include <libhibah/checks/rules/support.hpp>

namespace hibah::rules {

namespace {

/// Whether `part` of `whole` is above so many per cent.
bool is_above(std::int64_t part, std::int64_t whole, std::int64_t percent) noexcept {
  return part * 100 > whole * percent;
}

void check(const GrantView& view, Verdicts& out) {
  const std::int64_t rows = view.settings().number("N803.rows");
  const std::int64_t percent = view.settings().number("N803.percent");
  const Rupiah unit = Rupiah::from_rupiah(view.settings().number("N803.rupiah"));
  std::int64_t all = 0;
  std::int64_t round = 0;
  std::int64_t all_perhaps = 0;
  std::int64_t round_perhaps = 0;
  EntryIndex first = no_entry;
  for_each_entry(view, EntryKind::realisation, [&](const BookRow& row, bool is_certain) {
    const bool is_round = row.amount.sen() % unit.sen() == 0;
    ++(is_certain ? all : all_perhaps);
    if (!is_round) return;
    ++(is_certain ? round : round_perhaps);
    if (first == no_entry) first = row.entry;
  });
  if (all + all_perhaps < rows) {
    out.not_applicable();
    return;
  }
  if (!is_above(round + round_perhaps, all + round_perhaps, percent)) {
    out.pass();
    return;
  }
  if (all < rows || !is_above(round, all + all_perhaps - round_perhaps, percent)) {
    not_evaluable_counting(view, out);
    return;
  }
  Finding& finding = out.fail();
  identify(finding, view.portfolio(), {.grant = view.index()});
  measure(finding, Ratio::from_fraction(percent, 100), Ratio::from_fraction(round, all));
  finding.evidence.push_back(evidence_of(view.journal(), first, "amount"));
  say(finding,
      {"petunjuk, bukan bukti: {round} dari {all} belanja adalah kelipatan {unit}, lebih dari {percent}%",
       "an alert, not proof: {round} of {all} realisations are multiples of {unit}, more than {percent}%"},
      {{"round", count(static_cast<std::uint64_t>(round))},
       {"all", count(static_cast<std::uint64_t>(all))},
       {"unit", rp(unit)},
       {"percent", count(static_cast<std::uint64_t>(percent))}});
}

}  // namespace

Rule n803_round_amounts() {
  return {
      .info =
          {.code = "N803",
           .name = "round-amounts",
           .title = {"Jumlah bulat", "Round amounts"},
           .subject = "grant",
           .severity = Severity::info,
           .needs = {.journal = true, .kinds = {EntryKind::realisation}},
           .basis = {basis("audit analytics")},
           .settings = {"N803.percent", "N803.rows", "N803.rupiah"},
           // example: tests/rules/N803/fires-two-of-four.case
           .page =
               {.what = {"Menghitung bagian belanja yang jumlahnya kelipatan Rp1.000.000. Bila lebih dari 30% dari paling sedikit 100 "
                         "belanja, hibah itu ditandai. Ketiganya dapat disetel (N803.percent, N803.rows, N803.rupiah).",
                         "It works out the part of realisations whose amount is a multiple of Rp1.000.000. Where it is more than 30% of at "
                         "least 100 realisations the grant is reported. All three are settings (N803.percent, N803.rows, N803.rupiah)."},
                .why = {"Harga, pajak dan ongkos jarang jatuh tepat pada jutaan. Banyak jumlah bulat dapat berarti bukti dibuat menurut "
                        "anggaran, bukan menurut pembelian.",
                        "Prices, taxes and fares seldom come to exact millions. Many round amounts may mean that vouchers were made after "
                        "the budget, and not after what was bought."},
                .example = {"Dengan paling sedikit 4 belanja yang disetel: Rp5.000.000 dan Rp12.000.000 dari empat belanja bulat, yaitu "
                            "50%; Rp4.999.999 dan Rp1.500.000 tidak.",
                            "With a least number of 4 realisations set: Rp5.000.000 and Rp12.000.000 of four realisations are round, which "
                            "is 50%; Rp4.999.999 and Rp1.500.000 are not."},
                .not_proved = {"Temuan ini petunjuk, tidak pernah bukti: honorarium menurut standar biaya memang bulat. Angka pertama yang "
                               "tidak wajar ditunjukkan oleh N801.",
                               "It is an alert and never proof: honoraria by the cost standard are round. First digits that do not fall by "
                               "themselves are shown by N801."},
                .needs = {"Perlu jurnal dengan belanja yang lengkap. Hibah dengan terlalu sedikit belanja tidak terkena. Belanja yang "
                          "mungkin belum ada dan menentukan membuatnya tidak dapat dinilai.",
                          "It needs a journal that holds realisations in full. A grant with too few realisations is not concerned. "
                          "Realisations that are perhaps not there yet and decide leave it not evaluable."}}},
      .check_grant = check};
}

}  // namespace hibah::rules
