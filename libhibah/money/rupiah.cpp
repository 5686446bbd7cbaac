#include <libhibah/money/rupiah.hpp>

#include <string>

#include <libhibah/money/notation.hpp>

namespace hibah {
namespace detail {

void throw_sum_overflow(std::int64_t left_sen, char sign, std::int64_t right_sen) {
  throw AmountOverflow(to_text(Rupiah::from_sen(left_sen)) + " " + sign + " " + to_text(Rupiah::from_sen(right_sen)));
}

void throw_product_overflow(std::int64_t sen, std::int64_t times) {
  throw AmountOverflow(to_text(Rupiah::from_sen(sen)) + " x " + std::to_string(times));
}

void throw_rupiah_overflow(std::int64_t rupiah) {
  throw AmountOverflow(std::to_string(rupiah) + " rupiah");
}

void throw_number_overflow(std::uint64_t value) {
  throw AmountOverflow(std::to_string(value));
}

void throw_total_overflow() {
  throw AmountOverflow("a sum of amounts");
}

}  // namespace detail

Rupiah sum(std::span<const Rupiah> amounts) {
  RupiahSum total;
  for (const Rupiah amount : amounts) total.add(amount);
  return total.total();
}

}  // namespace hibah
