#include <libhibah/reports/position.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include <libhibah/journal/books.hpp>

namespace hibah {

namespace {

Table empty_position(Date as_of) {
  using enum ColumnType;
  Table table;
  table.name = "position";
  table.title = {"Posisi hibah", "Position of the grants"};
  table.as_of = as_of;
  table.columns = {
      {"grant", {"Hibah", "Grant"}, text, "", {}},
      {"recipient", {"Penerima hibah", "Recipient"}, text, "", {}},
      {"agreement", {"Perjanjian", "Agreement"}, amount, "IDR", {}},
      {"disbursed", {"Dicairkan", "Disbursed"}, amount, "IDR", {}},
      {"realised", {"Realisasi", "Realised"}, amount, "IDR", {}},
      {"interest", {"Jasa giro", "Interest"}, amount, "IDR", {}},
      {"returned", {"Disetor", "Returned"}, amount, "IDR", {}},
      {"balance", {"Saldo", "Balance"}, amount, "IDR", {}},
  };
  return table;
}

Cell agreement_in_force(const Grant& grant, Date as_of) {
  if (grant.signed_on.last > as_of) return {};
  const std::optional<Terms> terms = grant.terms_on(as_of);
  if (!terms) return {};
  return terms->amount;
}

/// Disbursed, realised, interest, returned and balance, as far as they are known.
std::array<Cell, 5> money_of(const Portfolio& portfolio, std::uint32_t index, const Books& books) {
  const Grant& grant = portfolio.grants[index];
  const Totals totals = totals_of(books.certain);
  const bool has_disbursed = grant.records(EntryKind::disbursement);
  const bool has_realised = grant.records(EntryKind::realisation) && grant.records(EntryKind::refund);
  const bool has_interest = grant.records(EntryKind::interest);
  const bool has_returned = grant.records(EntryKind::return_);
  std::array<Cell, 5> cells;
  if (has_disbursed) cells[0] = totals.disbursed;
  if (has_realised) cells[1] = totals.realised - totals.refunded;
  if (has_interest) cells[2] = totals.interest;
  if (has_returned) cells[3] = totals.returned;
  if (has_disbursed && has_realised && has_interest && has_returned) cells[4] = totals.balance();
  return cells;
}

}  // namespace

Table position(const Portfolio& portfolio, Date as_of) {
  Table table = empty_position(as_of);
  std::size_t possible = 0;
  for (std::uint32_t index = 0; index < portfolio.grants.size(); ++index) {
    const Grant& grant = portfolio.grants[index];
    if (grant.signed_on.first > as_of) continue;  // an agreement signed later does not exist yet
    std::array<Cell, 5> money;
    if (portfolio.journal) {
      const Books books = books_on(*portfolio.journal, index, as_of);
      if (knows_what_stands(*portfolio.journal, books.reversals)) money = money_of(portfolio, index, books);
      possible += books.possible.size();
    }
    auto column = table.columns.begin();
    (column++)->cells.emplace_back(grant.id);
    (column++)->cells.emplace_back(grant.recipient);
    (column++)->cells.push_back(agreement_in_force(grant, as_of));
    for (Cell& cell : money) (column++)->cells.push_back(std::move(cell));
  }
  for (const Column& column : table.columns) table.totals.push_back(column.type == ColumnType::amount ? control_total(column) : Cell{});
  if (possible != 0) {
    table.notes.push_back(
        fill({"Catatan yang tidak dihitung: {count}. Tanggalnya tidak lengkap, sehingga tidak pasti sudah ada pada hari ini.",
              "Entries not counted: {count}. Their dates are incomplete, so whether they exist by this day is uncertain."},
             {{"count", same(std::to_string(possible))}}));
  }
  return table;
}

}  // namespace hibah
