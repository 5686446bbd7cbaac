// expect: an amount is compared with an amount
// Zero what? is_zero() says it.
#include <libhibah/money/ratio.hpp>
#include <libhibah/money/rupiah.hpp>

using hibah::Ratio;
using hibah::Rupiah;

int main() {
  const Rupiah amount = Rupiah::from_rupiah(100);
#ifdef HIBAH_OFFENDING
  static_cast<void>(amount == 0);
#else
  static_cast<void>(amount.is_zero());
#endif
  return amount.is_zero() ? 1 : 0;
}
