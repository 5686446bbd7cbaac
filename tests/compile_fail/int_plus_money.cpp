// expect: an amount and a bare number do not add
// The same from the left.
#include <libhibah/money/ratio.hpp>
#include <libhibah/money/rupiah.hpp>

using hibah::Ratio;
using hibah::Rupiah;

int main() {
  const Rupiah amount = Rupiah::from_rupiah(100);
#ifdef HIBAH_OFFENDING
  static_cast<void>(5 + amount);
#else
  static_cast<void>(Rupiah::from_sen(5) + amount);
#endif
  return amount.is_zero() ? 1 : 0;
}
