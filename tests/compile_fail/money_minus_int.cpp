// expect: a bare number is not taken from an amount
// A bare number has no unit: 5 rupiah or 5 sen?
#include <libhibah/money/ratio.hpp>
#include <libhibah/money/rupiah.hpp>

using hibah::Ratio;
using hibah::Rupiah;

int main() {
  const Rupiah amount = Rupiah::from_rupiah(100);
#ifdef HIBAH_OFFENDING
  static_cast<void>(amount - 5);
#else
  static_cast<void>(amount - Rupiah::from_sen(5));
#endif
  return amount.is_zero() ? 1 : 0;
}
