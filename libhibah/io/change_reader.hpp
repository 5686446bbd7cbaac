// libhibah: changed — a portfolio with changes that somebody supposes: another vote, timetable, regulation, addenda (reports/what_if.hpp).
#pragma once

// A file of addenda is TOML in the portfolio's own form, with the grant of each:
//
//   [[addendum]]
//   grant = "kpu"
//   number = "2"
//   signed = 2025-03-19
//   amount = "Rp109.755.000.000"    # the new total, not the increase
//     [[addendum.tranche]]          # replaces the tranche list, where given
//     amount = "Rp30.422.000.000"
//     due = "signed + 14 working days"

#include <optional>
#include <string>

#include <libhibah/journal/portfolio.hpp>

namespace hibah {

struct Changes {
  std::optional<Date> voting = {};  ///< moved by a decree of the day of the question
  std::string timetable = {};       ///< id of a built-in one, or the path of a file; empty: as it is
  std::string regulation = {};      ///< likewise
  std::string addenda = {};         ///< path of a file of addenda; empty: none
};

/// Laws first, then the vote, then addenda; nothing of `portfolio` is changed. Paths may lead anywhere: who calls has named them.
/// Errors: InputError with every problem of every file.
[[nodiscard]] Portfolio changed(const Portfolio& portfolio, const Changes& changes, Date as_of);

}  // namespace hibah
