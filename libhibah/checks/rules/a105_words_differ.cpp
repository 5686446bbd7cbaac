// A105 words-differ: the amount in words is not the amount in figures.
#include <optional>

#include <libhibah/base/error.hpp>
#include <libhibah/checks/rules/rules.hpp>
#include <libhibah/checks/rules/support.hpp>
#include <libhibah/money/terbilang.hpp>

namespace hibah::rules {

namespace {

/// The amount that the words say; nothing where it is more than any amount can be. Errors: ParseError words_not_understood.
std::optional<Rupiah> amount_in(const std::string& words) {
  try {
    return parse_terbilang(words);
  } catch (const ParseError& error) {
    if (error.code() == ErrorCode::amount_out_of_range) return std::nullopt;
    throw;
  }
}

void point(Finding& finding, const GrantView& view) {
  identify(finding, view.portfolio(), {.grant = view.index()});
  for (const std::string_view key : {"amount_words", "amount"}) finding.evidence.push_back(evidence_at(view.grant().where, key));
}

void check(const GrantView& view, Verdicts& out) {
  const Grant& grant = view.grant();
  if (!grant.amount_words) {
    out.not_applicable();
    return;
  }
  std::optional<Rupiah> said;
  try {
    said = amount_in(*grant.amount_words);
  } catch (const ParseError&) {
    point(out.not_evaluable(fill({"kata-kata \"{words}\" tidak terbaca sebagai jumlah", "the words \"{words}\" do not read as an amount"},
                                 {{"words", same(shortened(*grant.amount_words))}})),
          view);
    return;
  }
  if (said == grant.amount) {
    out.pass();
    return;
  }
  Finding& finding = out.fail();
  point(finding, view);
  if (!said) {
    say(finding,
        {"terbilang menyebut jumlah yang terlalu besar, perjanjian {amount}", "the words say more than any amount, the figures {amount}"},
        {{"amount", rp(grant.amount)}});
    return;
  }
  measure(finding, grant.amount, *said);
  say(finding,
      {"perjanjian {amount}, terbilang {words}: selisih {difference}",
       "the figures say {amount}, the words {words}: a difference of {difference}"},
      {{"amount", rp(grant.amount)}, {"words", rp(*said)}, {"difference", to_message(finding.difference)}});
}

}  // namespace

Rule a105_words_differ() {
  return {
      .info =
          {.code = "A105",
           .name = "words-differ",
           .title = {"Terbilang berbeda", "Words differ"},
           .subject = "grant",
           .severity = Severity::error,
           .basis = {basis("NPHD")},
           // example: tests/rules/A105/fires-two-words-swapped.case
           .page =
               {.what = {"Membaca jumlah perjanjian yang ditulis dengan kata-kata (amount_words) dan membandingkannya dengan jumlah dalam "
                         "angka, menurut perjanjian yang pertama ditandatangani. Huruf besar, spasi dan kata rupiah tidak berpengaruh.",
                         "It reads the amount of the agreement that is written in words (amount_words) and holds it against the amount in "
                         "figures, in the agreement as first signed. Case, spaces and the word rupiah do not matter."},
                .why = {"Bila angka dan kata-kata sebuah perjanjian berbeda, tidak jelas berapa yang disepakati. Salah ketik satu kata "
                        "dapat berarti selisih miliaran rupiah yang baru terlihat pada pencairan terakhir.",
                        "Where the figures and the words of an agreement differ it is not clear what was agreed. One wrong word may be a "
                        "difference of billions of rupiah that shows only at the last disbursement."},
                .example = {"Perjanjian Rp1.320.000.000 ditulis \"satu miliar dua ratus tiga puluh juta rupiah\": dua kata tertukar, "
                            "selisih -Rp90.000.000.",
                            "An agreement of Rp1.320.000.000 is written \"satu miliar dua ratus tiga puluh juta rupiah\": two words were "
                            "swapped, a difference of -Rp90.000.000."},
                .not_proved = {"Temuan ini tidak mengatakan mana yang benar, angka atau kata-katanya. Jumlah menurut adendum tidak "
                               "dibandingkan; tahap yang tidak berjumlah sebesar perjanjian ditunjukkan oleh A101.",
                               "It does not say which is right, the figures or the words. The amount of an addendum is not compared; "
                               "tranches that do not sum to the agreement are shown by A101."},
                .needs = {"Perlu amount_words; tanpa itu aturan ini tidak berlaku. Kata-kata yang tidak terbaca sebagai jumlah tidak dapat "
                          "dinilai: tidak ada yang ditebak.",
                          "It needs amount_words; without it the rule does not apply. Words that do not read as an amount are not "
                          "evaluable: nothing is guessed."}}},
      .check_grant = check};
}

}  // namespace hibah::rules
