// expect: money is never divided
// The quotient of two amounts is a share, not a number.
#include <libhibah/money/ratio.hpp>
#include <libhibah/money/rupiah.hpp>

using hibah::Ratio;
using hibah::Rupiah;

int main() {
  const Rupiah amount = Rupiah::from_rupiah(100);
#ifdef HIBAH_OFFENDING
  static_cast<void>(amount / amount);
#else
  static_cast<void>(Ratio::of(amount, amount));
#endif
  return amount.is_zero() ? 1 : 0;
}
