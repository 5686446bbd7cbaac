// expect: money is never a float
// A share of an amount is taken with a Ratio and a named rounding.
#include <libhibah/money/ratio.hpp>
#include <libhibah/money/rupiah.hpp>

using hibah::Ratio;
using hibah::Rupiah;

int main() {
  const Rupiah amount = Rupiah::from_rupiah(100);
#ifdef HIBAH_OFFENDING
  static_cast<void>(amount * 0.4);
#else
  static_cast<void>(scale(amount, Ratio::from_fraction(2, 5), hibah::Rounding::exact));
#endif
  return amount.is_zero() ? 1 : 0;
}
