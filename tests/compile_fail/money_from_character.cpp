// expect: money is counted in integers
// A digit as a character is not the number that it shows.
#include <libhibah/money/ratio.hpp>
#include <libhibah/money/rupiah.hpp>

using hibah::Ratio;
using hibah::Rupiah;

int main() {
  const Rupiah amount = Rupiah::from_rupiah(100);
#ifdef HIBAH_OFFENDING
  static_cast<void>(Rupiah::from_sen('5'));
#else
  static_cast<void>(Rupiah::from_sen(5));
#endif
  return amount.is_zero() ? 1 : 0;
}
