// expect: money is never a bool
// A bool is an integer type in C++, and no amount.
#include <libhibah/money/ratio.hpp>
#include <libhibah/money/rupiah.hpp>

using hibah::Ratio;
using hibah::Rupiah;

int main() {
  const Rupiah amount = Rupiah::from_rupiah(100);
#ifdef HIBAH_OFFENDING
  static_cast<void>(Rupiah::from_sen(true));
#else
  static_cast<void>(Rupiah::from_sen(1));
#endif
  return amount.is_zero() ? 1 : 0;
}
