// Any text as an amount in words: it is read or refused, and what was read is spelt and read again as the same amount.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include <libhibah/money/terbilang.hpp>

using namespace hibah;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    const Rupiah amount = parse_terbilang({reinterpret_cast<const char*>(data), size});
    if (parse_terbilang(terbilang(amount)) != amount) std::abort();
  } catch (const ParseError&) {
  }
  return 0;
}
