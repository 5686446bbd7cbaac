// expect: money is never a float
// Rupiah out of a float: it holds 24 bits, an agreement needs 40.
#include <libhibah/money/ratio.hpp>
#include <libhibah/money/rupiah.hpp>

using hibah::Ratio;
using hibah::Rupiah;

int main() {
  const Rupiah amount = Rupiah::from_rupiah(100);
#ifdef HIBAH_OFFENDING
  static_cast<void>(Rupiah::from_rupiah(1.5f));
#else
  static_cast<void>(Rupiah::from_rupiah(2));
#endif
  return amount.is_zero() ? 1 : 0;
}
