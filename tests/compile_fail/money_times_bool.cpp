// expect: money is never a bool
// A condition is no factor.
#include <libhibah/money/ratio.hpp>
#include <libhibah/money/rupiah.hpp>

using hibah::Ratio;
using hibah::Rupiah;

int main() {
  const Rupiah amount = Rupiah::from_rupiah(100);
#ifdef HIBAH_OFFENDING
  static_cast<void>(amount * true);
#else
  static_cast<void>(amount * 1);
#endif
  return amount.is_zero() ? 1 : 0;
}
