// N801 first-digits: the first two digits of many payments do not fall as they do by themselves.
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <numeric>
#include <string>

#include <libhibah/checks/rules/rules.hpp>
#include <libhibah/checks/rules/support.hpp>

namespace hibah::rules {

namespace {

constexpr std::int64_t whole = 1'000'000'000;  // parts are kept in whole numbers of 1e-9: no float decides
constexpr std::int64_t millionth = 1'000;
static_assert(millionth * 1'000'000 == whole);

/// The part of numbers that begin with 10, 11, ... 99 by Benford's law: log10(1 + 1/d), rounded to 1e-9.
constexpr std::array<std::int64_t, 90> lawful{
    41392685, 37788561, 34762106, 32184683, 29963223, 28028724, 26328939, 24823584, 23481096, 22276395, 21189299, 20203386, 19305155,
    18483406, 17728767, 17033339, 16390416, 15794267, 15239967, 14723257, 14240439, 13788284, 13363962, 12964977, 12589127, 12234456,
    11899223, 11581873, 11281010, 10995384, 10723865, 10465434, 10219165, 9984221,  9759837,  9545318,  9340026,  9143379,  8954843,
    8773924,  8600172,  8433168,  8272526,  8117890,  7968930,  7825338,  7686829,  7553138,  7424018,  7299239,  7178585,  7061854,
    6948860,  6839425,  6733383,  6630579,  6530867,  6434110,  6340178,  6248949,  6160309,  6074148,  5990364,  5908860,  5829544,
    5752329,  5677133,  5603878,  5532489,  5462896,  5395032,  5328834,  5264240,  5201194,  5139640,  5079526,  5020801,  4963420,
    4907334,  4852503,  4798883,  4746435,  4695121,  4644905,  4595752,  4547628,  4500501,  4454341,  4409119,  4364805};

// Each part was rounded: together they are a little more than the whole.
static_assert(std::accumulate(lawful.begin(), lawful.end(), std::int64_t{0}) == whole + 4);

/// The first two digits less ten; sen change nothing of an amount's digits. Amounts of one digit are followed by a zero.
std::size_t first_two(std::int64_t sen) noexcept {
  if (sen < 10) sen *= 10;
  while (sen >= 100) sen /= 10;
  return static_cast<std::size_t>(sen - 10);
}

/// How often the digits came, and the span of the amounts.
class Digits {
 public:
  void add(Rupiah amount) {
    if (amount.is_zero()) return;
    ++counts_[first_two(amount.sen())];
    ++rows_;
    least_ = std::min(least_, amount.sen());
    most_ = std::max(most_, amount.sen());
  }
  [[nodiscard]] std::int64_t rows() const noexcept { return rows_; }
  /// Whether the amounts span three orders of magnitude.
  [[nodiscard]] bool is_wide() const noexcept { return most_ / 1000 >= least_; }
  /// The sum over all digits of |rows * 1e9 - lawful part * rows|: 90 * rows * 1e9 times the mean absolute deviation.
  [[nodiscard]] std::int64_t deviation() const noexcept {
    std::int64_t sum = 0;
    for (std::size_t d = 0; d < counts_.size(); ++d) {
      sum += std::abs(counts_[d] * whole - lawful[d] * rows_);
    }
    return sum;
  }
  /// That deviation for the whole, one of a millionth.
  [[nodiscard]] std::int64_t deviation_of_one() const noexcept { return 90 * rows_ * millionth; }

 private:
  std::array<std::int64_t, 90> counts_{};
  std::int64_t rows_ = 0;
  std::int64_t least_ = std::numeric_limits<std::int64_t>::max();
  std::int64_t most_{};
};

void check(const GrantView& view, Verdicts& out) {
  const std::int64_t rows = view.settings().number("N801.rows");
  const std::int64_t limit = view.settings().number("N801.millionths");
  Digits digits;
  std::int64_t perhaps = 0;
  for_each_entry(view, EntryKind::realisation, [&](const BookRow& row, bool is_certain) {
    if (is_certain) {
      digits.add(row.amount);
    } else if (!row.amount.is_zero()) {
      ++perhaps;
    }
  });
  if (perhaps > 0 && digits.rows() + perhaps >= rows) {
    not_evaluable_counting(view, out);
    return;
  }
  if (digits.rows() < rows || !digits.is_wide()) {
    out.not_applicable();
    return;
  }
  if (digits.deviation() <= limit * digits.deviation_of_one()) {
    out.pass();
    return;
  }
  Finding& finding = out.fail();
  identify(finding, view.portfolio(), {.grant = view.index()});
  finding.evidence.push_back(evidence_at(view.grant().where, "id"));
  say(finding,
      {"petunjuk, bukan bukti: dua angka pertama dari {rows} belanja menyimpang rata-rata {deviation} per sejuta dari yang wajar, batasnya "
       "{limit}",
       "an alert, not proof: the first two digits of {rows} realisations deviate by {deviation} millionths on average, the limit is "
       "{limit}"},
      {{"rows", count(static_cast<std::uint64_t>(digits.rows()))},
       {"deviation", same(std::to_string(digits.deviation() / digits.deviation_of_one()))},
       {"limit", same(std::to_string(limit))}});
}

}  // namespace

Rule n801_first_digits() {
  return {
      .info =
          {.code = "N801",
           .name = "first-digits",
           .title = {"Angka pertama tidak wajar", "First digits"},
           .subject = "grant",
           .severity = Severity::info,
           .needs = {.journal = true, .kinds = {EntryKind::realisation}},
           .basis = {basis("audit analytics")},
           .settings = {"N801.millionths", "N801.rows"},
           // example: tests/rules/N801/fires-all-begin-with-95.case
           .page =
               {.what = {"Menghitung seberapa sering belanja berawal 10 sampai 99 dan membandingkannya dengan hukum Benford. Bila "
                         "rata-rata simpangan mutlak (MAD) di atas 0,0022, yaitu 2200 per sejuta, hibah itu ditandai. Perlu paling sedikit "
                         "1.000 belanja yang jumlahnya merentang tiga pangkat sepuluh. Hitungannya dengan bilangan bulat.",
                         "It counts how often realisations begin with 10 to 99 and holds that against Benford's law. Where the mean "
                         "absolute deviation (MAD) is above 0.0022, which is 2200 millionths, the grant is reported. It takes at least "
                         "1,000 realisations whose amounts span three orders of magnitude. It reckons in whole numbers."},
                .why = {"Jumlah yang tumbuh dari banyak harga dan banyaknya barang lebih sering berawal angka kecil. Jumlah yang dikarang, "
                        "atau yang dipaskan di bawah sebuah batas, tidak. Batas 0,0022 adalah dari Nigrini.",
                        "Amounts that grow from many prices and quantities begin with small digits more often. Amounts that were made up, "
                        "or fitted below a limit, do not. The limit of 0.0022 is Nigrini's."},
                .example =
                    {"Dengan paling sedikit 4 belanja yang disetel: Rp95.000.000, Rp9.500.000, Rp950.000 dan Rp95.000 semuanya berawal 95.",
                     "With a least number of 4 realisations set: Rp95.000.000, Rp9.500.000, Rp950.000 and Rp95.000 all begin with 95."},
                .not_proved = {"Temuan ini petunjuk, tidak pernah bukti: honorarium dan harga yang ditetapkan berulang juga menyimpang. "
                               "Belanja yang bulat ditunjukkan oleh N803.",
                               "It is an alert and never proof: honoraria and fixed prices that repeat deviate as well. Round amounts are "
                               "shown by N803."},
                .needs = {"Perlu jurnal dengan belanja yang lengkap. Hibah dengan terlalu sedikit belanja, atau jumlah yang terlalu "
                          "berdekatan, tidak terkena. Belanja yang mungkin belum ada membuatnya tidak dapat dinilai.",
                          "It needs a journal that holds realisations in full. A grant with too few realisations, or amounts too close to "
                          "each other, is not concerned. Realisations that are perhaps not there yet leave it not evaluable."}}},
      .check_grant = check};
}

}  // namespace hibah::rules
