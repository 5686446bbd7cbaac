// Any text as an amount: it is read or refused, and what was read is written and read again as the same amount.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include <libhibah/money/notation.hpp>
#include <libhibah/money/ratio.hpp>

using namespace hibah;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  static_cast<void>(notation_evidence(text));
  for (const Notation notation : {Notation::plain, Notation::indonesian}) {
    Rupiah fast;
    const bool read = try_parse_cell(text, notation, fast);
    try {
      if (parse_cell(text, notation) != fast || !read) std::abort();
    } catch (const ParseError&) {
      if (read) std::abort();
    }
  }
  Rupiah common;
  Rupiah known;
  if (try_parse_common(text, common) && (!try_parse_cell(text, Notation::plain, known) || known != common)) std::abort();
  try {
    const Rupiah amount = parse_rupiah(text);
    if (parse_rupiah(to_text(amount)) != amount || parse_cell(to_plain(amount), Notation::plain) != amount) std::abort();
  } catch (const ParseError&) {
  }
  try {
    static_cast<void>(parse_amount(text));
  } catch (const ParseError&) {
  }
  return 0;
}
