// expect: money is never a float
// A share as a fraction of whole numbers is exact, as a double it is not.
#include <libhibah/money/ratio.hpp>
#include <libhibah/money/rupiah.hpp>

using hibah::Ratio;
using hibah::Rupiah;

int main() {
  const Rupiah amount = Rupiah::from_rupiah(100);
#ifdef HIBAH_OFFENDING
  static_cast<void>(Ratio::from_fraction(0.4, 1));
#else
  static_cast<void>(Ratio::from_fraction(2, 5));
#endif
  return amount.is_zero() ? 1 : 0;
}
