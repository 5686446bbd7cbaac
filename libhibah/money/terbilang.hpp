// libhibah: terbilang — amounts in Indonesian words, both ways.
#pragma once

// An agreement prints its amount in figures and in words (terbilang), and the words are what counts when the two differ. So
// both ways are here: the words of an amount, and the amount of somebody's words, to hold them against the figures.
//
// Written are the spellings of the great dictionary (KBBI): nol, sebelas, seratus, seribu, satu juta, satu miliar, satu
// triliun, satu kuadriliun. Read are also satu ratus, satu ribu, sejuta, semiliar, setriliun, milyar, trilyun, min; case,
// blanks, hyphens and the word rupiah do not matter, not even blanks that are missing (limapuluh ribu). What is no
// well-formed number is refused: nothing is guessed from "dua seratus" or "juta juta".
//
// Range: every amount, -Rp92.233.720.368.547.758,08 to Rp92.233.720.368.547.758,07; parse_terbilang(terbilang(x)) == x.
//
// Example:
//   terbilang(Rupiah::from_rupiah(76'055'000'000));    // "tujuh puluh enam miliar lima puluh lima juta rupiah"
//   terbilang(Rupiah::from_sen(-101'150));             // "minus seribu sebelas rupiah lima puluh sen"
//   terbilang(Rupiah());                               // "nol rupiah"
//   parse_terbilang("Dua ratus  LIMA PULUH juta") == Rupiah::from_rupiah(250'000'000);    // true
//   parse_terbilang("dua seratus rupiah");             // ParseError words_not_understood
//   parse_terbilang("seratus kuadriliun rupiah");      // ParseError amount_out_of_range

#include <string>
#include <string_view>

#include <libhibah/money/rupiah.hpp>

namespace hibah {

/// "tujuh puluh enam miliar lima puluh lima juta rupiah"; sen as "... rupiah lima puluh sen", or "lima puluh sen" where there
/// are no rupiah; "minus ..." below zero; "nol rupiah" for zero.
[[nodiscard]] std::string terbilang(Rupiah amount);
/// The amount back from words; case, blanks, hyphens and "rupiah" do not matter. Sen follow "rupiah", or stand alone.
/// Errors: ParseError words_not_understood, amount_out_of_range.
[[nodiscard]] Rupiah parse_terbilang(std::string_view words);

}  // namespace hibah
