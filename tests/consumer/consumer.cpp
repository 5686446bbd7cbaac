// A stranger's program: one include, a value of every kind, the exit code says whether libhibah works.
#include <libhibah/hibah.hpp>

#include <iostream>

int main() {
  using namespace hibah;
  const Rupiah amount = parse_rupiah("Rp 76,055 miliar");
  const Reckoning reckoning = reckon(parse_deadline("2025-03-19 + 14 working days"), builtin_calendar());
  std::cout << version() << ' ' << to_text(amount) << ' ' << to_iso(reckoning.date.last) << ' ' << builtin_catalogue().rules().size()
            << '\n';
  return to_plain(amount) == "76055000000.00" && to_iso(reckoning.date.last) == "2025-04-17" ? 0 : 1;
}
