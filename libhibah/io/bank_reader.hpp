// libhibah: bank reader — rows of bank.csv, or of a frame, as a statement. Private to io.
#pragma once

#include <atomic>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <libhibah/io/detail/row_cells.hpp>
#include <libhibah/journal/bank.hpp>

namespace hibah {

inline constexpr ColumnSpec bank_columns[] = {{"grant", "hibah", true},          {"date", "tanggal", true},
                                              {"amount", "mutasi", true},        {"balance", "saldo", false},
                                              {"reference", "referensi", false}, {"description", "uraian", false}};
enum BankColumn : std::size_t { k_grant, k_date, k_amount, k_balance, k_reference, k_description };
/// Either may show how amounts are written.
inline constexpr std::size_t bank_amounts[] = {k_amount, k_balance};

/// Makes rows into lines of a statement.
template <typename Rows>
class BankTaker {
 public:
  using Piece = std::vector<BankRow>;

  BankTaker(const detail::RowContext& context, std::uint32_t file, std::optional<Notation> notation, bool may_turn, unsigned threads)
      : file_(file), notation_(notation), may_turn_(may_turn), cells_(threads, detail::RowCells<Rows>(context)) {}

  template <typename Unit>
  Piece begin(unsigned, const Unit&) {
    return {};
  }
  void give_up(const Piece&) {}
  void take(unsigned worker, Rows& rows, Piece& piece) {
    detail::RowCells<Rows>& cells = cells_[worker];
    while (rows.next()) {
      if (may_turn_ && (shows(rows, k_amount) || shows(rows, k_balance))) has_turned_.store(true);
      if (has_turned_.load(std::memory_order_relaxed)) continue;
      const auto grant = cells.grant(rows, k_grant);
      const auto date = cells.date(rows, k_date);
      const auto amount = cells.signed_amount(rows, k_amount, notation_);
      const bool has_balance = rows.has(k_balance) && !rows.cell(k_balance).empty();
      std::optional<Rupiah> balance;
      if (has_balance) balance = cells.signed_amount(rows, k_balance, notation_);
      if (!grant || !date || !amount || (has_balance && !balance)) continue;
      piece.push_back({*grant,
                       *date,
                       *amount,
                       balance,
                       std::string(rows.cell(k_reference)),
                       std::string(rows.cell(k_description)),
                       {file_, rows.line(), rows.offset()}});
    }
  }
  [[nodiscard]] bool has_turned() const noexcept { return has_turned_.load(); }

 private:
  [[nodiscard]] static bool shows(Rows& rows, std::size_t column) {
    return rows.has(column) && notation_evidence(rows.cell(column)) != NotationEvidence::nothing;
  }
  std::uint32_t file_;
  std::optional<Notation> notation_;
  bool may_turn_;  // the notation is not known yet, because no row so far has shown it
  std::atomic<bool> has_turned_{false};
  std::vector<detail::RowCells<Rows>> cells_;
};

}  // namespace hibah
