// expect: money is never divided
// A division loses sen: the parts do not add up again.
#include <libhibah/money/ratio.hpp>
#include <libhibah/money/rupiah.hpp>

using hibah::Ratio;
using hibah::Rupiah;

int main() {
  const Rupiah amount = Rupiah::from_rupiah(100);
#ifdef HIBAH_OFFENDING
  static_cast<void>(amount / 2);
#else
  static_cast<void>(amount * 2);
#endif
  return amount.is_zero() ? 1 : 0;
}
