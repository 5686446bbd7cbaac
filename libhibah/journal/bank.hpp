// libhibah: BankRow — a line of the statement of a grant's bank account.
#pragma once

// As the bank wrote it, in the file's order: what came in is above zero, what went out below. Checks hold it against the journal.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <libhibah/base/source.hpp>
#include <libhibah/calendar/date_span.hpp>
#include <libhibah/money/rupiah.hpp>

namespace hibah {

struct BankRow {
  std::uint32_t grant = 0;  ///< index in Portfolio::grants
  DateSpan date;
  Rupiah amount;                  ///< signed
  std::optional<Rupiah> balance;  ///< after this row; absent where the row states none
  std::string reference;
  std::string description;
  SourceRef where;
};

struct Bank {
  bool has_balance = false;  ///< whether the file has the column at all
  std::vector<BankRow> rows;
};

}  // namespace hibah
