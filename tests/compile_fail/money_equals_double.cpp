// expect: an amount is compared with an amount
// No amount equals a double.
#include <libhibah/money/ratio.hpp>
#include <libhibah/money/rupiah.hpp>

using hibah::Ratio;
using hibah::Rupiah;

int main() {
  const Rupiah amount = Rupiah::from_rupiah(100);
#ifdef HIBAH_OFFENDING
  static_cast<void>(amount == 99.99);
#else
  static_cast<void>(amount == Rupiah::from_sen(9999));
#endif
  return amount.is_zero() ? 1 : 0;
}
