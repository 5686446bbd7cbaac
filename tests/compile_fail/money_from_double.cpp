// expect: money is never a float
// Sen out of a double: most decimals have no exact double.
#include <libhibah/money/ratio.hpp>
#include <libhibah/money/rupiah.hpp>

using hibah::Ratio;
using hibah::Rupiah;

int main() {
  const Rupiah amount = Rupiah::from_rupiah(100);
#ifdef HIBAH_OFFENDING
  static_cast<void>(Rupiah::from_sen(1.5));
#else
  static_cast<void>(Rupiah::from_sen(150));
#endif
  return amount.is_zero() ? 1 : 0;
}
