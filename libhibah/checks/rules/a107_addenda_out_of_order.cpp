// A107 addenda-out-of-order: addenda do not follow each other by date and number, or come before the agreement.
#include <algorithm>
#include <charconv>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <libhibah/checks/rules/rules.hpp>
#include <libhibah/checks/rules/support.hpp>

namespace hibah::rules {

namespace {

/// A number that counts ("1", "02"); nothing for one that does not (a register number, "I").
std::optional<std::uint64_t> counted(const std::string& number) {
  std::uint64_t value{};
  const auto [end, fault] = std::from_chars(number.data(), number.data() + number.size(), value);
  if (fault != std::errc{} || end != number.data() + number.size()) return std::nullopt;
  return value;
}

/// An addendum that is out of its place, and why.
struct Misplaced {
  const Addendum* addendum;
  std::string_view column;
  Text wording;
};

constexpr Text before_agreement{"adendum {number} ({signed}) mendahului perjanjian ({agreement})",
                                "addendum {number} ({signed}) precedes the agreement ({agreement})"};
constexpr Text before_another{"adendum {number} ({signed}) bertanggal sebelum adendum yang ditulis di depannya",
                              "addendum {number} ({signed}) is dated before one that is written ahead of it"};
constexpr Text not_ascending{"nomor adendum {number} ({signed}) tidak naik dari nomor yang ditulis di depannya",
                             "the number of addendum {number} ({signed}) does not go up from those written ahead of it"};

/// Goes through addenda in the file's order.
class Sequence {
 public:
  explicit Sequence(const Grant& grant) : grant_(&grant), latest_sure_(grant.signed_on.first), latest_perhaps_(grant.signed_on.first) {}

  void take(const Addendum& addendum) {
    const DateSpan& date = addendum.signed_on;
    const Truth precedes = is_before(date, grant_->signed_on);
    if (precedes == Truth::yes) {
      misplaced.push_back({&addendum, "signed", before_agreement});
    } else if (date.last < latest_sure_) {
      misplaced.push_back({&addendum, "signed", before_another});
    } else if (!is_next_number(folded(addendum.number))) {
      misplaced.push_back({&addendum, "number", not_ascending});
    } else if (precedes == Truth::unknown || date.first < latest_perhaps_) {
      is_uncertain = true;
    }
    latest_sure_ = std::max(latest_sure_, date.first);
    latest_perhaps_ = std::max(latest_perhaps_, date.last);
  }

  std::vector<Misplaced> misplaced;
  bool is_uncertain = false;

 private:
  bool is_next_number(const std::string& number) {
    if (!seen_.insert(number).second) return false;
    const auto value = counted(number);
    if (!value) return true;
    const bool is_next = !last_number_ || *value > *last_number_;
    last_number_ = std::max(last_number_.value_or(*value), *value);
    return is_next;
  }

  const Grant* grant_;
  Date latest_sure_;     // no earlier addendum is surely later than that
  Date latest_perhaps_;  // none is perhaps later than that
  std::set<std::string> seen_;
  std::optional<std::uint64_t> last_number_;
};

void check(const GrantView& view, Verdicts& out) {
  const Grant& grant = view.grant();
  Sequence sure(grant);
  Sequence all(grant);
  bool is_any = false;
  for (const Addendum& addendum : grant.addenda) {
    if (addendum.signed_on.first > view.as_of()) continue;
    is_any = true;
    all.take(addendum);
    if (addendum.signed_on.last <= view.as_of()) sure.take(addendum);
  }
  if (!is_any) {
    out.not_applicable();
    return;
  }
  if (!sure.misplaced.empty()) {
    Finding& finding = out.fail();
    identify(finding, view.portfolio(), {.grant = view.index()});
    for (const Misplaced& row : sure.misplaced) finding.evidence.push_back(evidence_at(row.addendum->where, row.column));
    const Misplaced& first = sure.misplaced.front();
    say(finding, first.wording,
        {{"number", word(first.addendum->number)},
         {"signed", to_long(first.addendum->signed_on)},
         {"agreement", to_long(grant.signed_on)}});
    return;
  }
  if (all.misplaced.empty() && !all.is_uncertain) {
    out.pass();
    return;
  }
  not_evaluable_once(view, out,
                     {"tanggal perjanjian atau adendum tidak lengkap: urutannya tidak pasti",
                      "a date of the agreement or of an addendum is not complete: their order is uncertain"});
}

}  // namespace

Rule a107_addenda_out_of_order() {
  return {
      .info = {.code = "A107",
               .name = "addenda-out-of-order",
               .title = {"Adendum tidak berurutan", "Addenda out of order"},
               .subject = "grant",
               .severity = Severity::error,
               .basis = {basis("NPHD")},
               // example: tests/rules/A107/fires-second-before-first.case
               .page = {.what = {"Memeriksa apakah adendum, dalam urutan yang ditulis, naik menurut tanggal dan nomor, dan tidak satu pun "
                                 "mendahului perjanjiannya. Dua adendum pada satu hari diterima. Nomor dibandingkan bila berupa bilangan "
                                 "(1, 2); nomor lain, seperti nomor surat, hanya tidak boleh dipakai dua kali.",
                                 "It looks whether the addenda, in the order in which they are written, go up by date and by number, and "
                                 "whether none precedes its agreement. Two addenda on one day are accepted. Numbers are compared where "
                                 "they are whole numbers (1, 2); other ones, such as register numbers, may only not be used twice."},
                        .why = {"Adendum berlaku menurut tanggalnya: urutan yang salah berarti jumlah atau daftar tahap yang salah yang "
                                "berlaku. Sering penyebabnya tahun yang salah ketik atau satu adendum yang belum dicatat.",
                                "Addenda apply by their dates: a wrong order means that the wrong amount or list of tranches is in force. "
                                "Often a year was mistyped, or an addendum is not recorded yet."},
                        .example = {"Perjanjian Rp1.000.000.000. Adendum 1 bertanggal 2 September 2024 menetapkan Rp1.100.000.000, adendum "
                                    "2 yang ditulis sesudahnya bertanggal 5 Agustus 2024 menetapkan Rp1.050.000.000.",
                                    "An agreement of Rp1.000.000.000. Addendum 1 of 2 September 2024 sets Rp1.100.000.000; addendum 2, "
                                    "written after it, is dated 5 August 2024 and sets Rp1.050.000.000."},
                        .not_proved = {"Temuan ini tidak mengatakan adendum mana yang salah. Jumlah yang berlaku tetap dihitung menurut "
                                       "tanggal, dan A101 menunjukkan bila tahap tidak lagi berjumlah sebesar itu.",
                                       "It does not say which addendum is wrong. What is in force still goes by the dates, and A101 shows "
                                       "where the tranches no longer sum to it."},
                        .needs = {"Perlu adendum; perjanjian tanpa adendum tidak terkena. Tanggal yang hanya diketahui bulan atau tahunnya "
                                  "dapat membuat urutan tidak dapat dinilai.",
                                  "It needs addenda; an agreement without any is not concerned. Dates of which only the month or year is "
                                  "known may leave the order not evaluable."}}},
      .check_grant = check};
}

}  // namespace hibah::rules
