#include <libhibah/io/csv_scan.hpp>

#include <bit>
#include <cstddef>
#include <cstring>

#if defined(__x86_64__) && (defined(__GNUC__) || defined(__clang__))
#define HIBAH_X86 1
#include <immintrin.h>
#endif

namespace hibah {

namespace {

/// One bit for each of 64 bytes.
struct Masks {
  std::uint64_t marks = 0;  // separator, quote, line feed
  std::uint64_t quotes = 0;
  std::uint64_t returns = 0;
  std::uint64_t nuls = 0;
  std::uint64_t high = 0;  // not ASCII
};

constexpr std::size_t block = 64;

Masks masks_of_bytes(const char* bytes, std::size_t count, char separator) noexcept {
  Masks masks;
  for (std::size_t i = 0; i < count; ++i) {
    const char c = bytes[i];
    const std::uint64_t bit = std::uint64_t{1} << i;
    if (c == separator || c == '"' || c == '\n') masks.marks |= bit;
    if (c == '"') masks.quotes |= bit;
    if (c == '\r') masks.returns |= bit;
    if (c == '\0') masks.nuls |= bit;
    if (static_cast<unsigned char>(c) >= 0x80) masks.high |= bit;
  }
  return masks;
}

/// Writes the positions of the bits of `mask` from `out` on, eight at a time: whoever calls has room for 64 more.
inline std::uint32_t* write_positions(std::uint64_t mask, std::uint32_t base, std::uint32_t* out) noexcept {
  const int count = std::popcount(mask);
  for (int written = 0; written < count; written += 8) {
    for (int k = 0; k < 8; ++k) {
      out[written + k] = base + static_cast<std::uint32_t>(std::countr_zero(mask));
      mask &= mask - 1;
    }
  }
  return out + count;
}

/// The signs of a whole text; ORed over its blocks.
struct Seen {
  std::uint64_t quotes = 0, returns = 0, nuls = 0, high = 0;
  void add(const Masks& masks) noexcept {
    quotes |= masks.quotes;
    returns |= masks.returns;
    nuls |= masks.nuls;
    high |= masks.high;
  }
};

/// The loop that every width shares; `Wide` gives the masks of a block.
template <typename Wide>
inline __attribute__((always_inline)) std::size_t scan_blocks(std::string_view text, char separator, std::uint32_t* out, Seen& seen,
                                                              const Wide& wide) noexcept {
  std::uint32_t* const begin = out;
  std::size_t at = 0;
  for (; at + block <= text.size(); at += block) {
    const Masks masks = wide(text.data() + at, separator);
    seen.add(masks);
    out = write_positions(masks.marks, static_cast<std::uint32_t>(at), out);
  }
  const Masks masks = masks_of_bytes(text.data() + at, text.size() - at, separator);
  seen.add(masks);
  out = write_positions(masks.marks, static_cast<std::uint32_t>(at), out);
  return static_cast<std::size_t>(out - begin);
}

std::size_t scan_plain(std::string_view text, char separator, std::uint32_t* out, Seen& seen) noexcept {
  return scan_blocks(text, separator, out, seen, [](const char* bytes, char sign) { return masks_of_bytes(bytes, block, sign); });
}

#ifdef HIBAH_X86

std::size_t scan_128(std::string_view text, char separator, std::uint32_t* out, Seen& seen) noexcept {
  return scan_blocks(text, separator, out, seen, [](const char* bytes, char sign) {
    Masks masks;
    for (int part = 0; part < 4; ++part) {
      const __m128i part_bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes + part * 16));
      const auto bits = [part](__m128i found) {
        return static_cast<std::uint64_t>(static_cast<unsigned>(_mm_movemask_epi8(found))) << (part * 16);
      };
      const __m128i quotes = _mm_cmpeq_epi8(part_bytes, _mm_set1_epi8('"'));
      const __m128i others = _mm_or_si128(_mm_cmpeq_epi8(part_bytes, _mm_set1_epi8(sign)), _mm_cmpeq_epi8(part_bytes, _mm_set1_epi8('\n')));
      masks.marks |= bits(_mm_or_si128(quotes, others));
      masks.quotes |= bits(quotes);
      masks.returns |= bits(_mm_cmpeq_epi8(part_bytes, _mm_set1_epi8('\r')));
      masks.nuls |= bits(_mm_cmpeq_epi8(part_bytes, _mm_setzero_si128()));
      masks.high |= bits(part_bytes);
    }
    return masks;
  });
}

__attribute__((target("avx2"))) std::size_t scan_256(std::string_view text, char separator, std::uint32_t* out, Seen& seen) noexcept {
  // A lambda would not take over the target of its function: the loop is written out.
  std::uint32_t* const begin = out;
  const __m256i signs = _mm256_set1_epi8(separator);
  const __m256i quote = _mm256_set1_epi8('"');
  const __m256i feed = _mm256_set1_epi8('\n');
  const __m256i carriage = _mm256_set1_epi8('\r');
  __m256i returns = _mm256_setzero_si256();
  __m256i nuls = _mm256_setzero_si256();
  __m256i high = _mm256_setzero_si256();
  __m256i all_quotes = _mm256_setzero_si256();
  std::size_t at = 0;
  for (; at + block <= text.size(); at += block) {
    std::uint64_t marks = 0;
    for (int part = 0; part < 2; ++part) {
      const __m256i bytes = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(text.data() + at + static_cast<std::size_t>(part) * 32));
      const __m256i quotes = _mm256_cmpeq_epi8(bytes, quote);
      const __m256i found = _mm256_or_si256(quotes, _mm256_or_si256(_mm256_cmpeq_epi8(bytes, signs), _mm256_cmpeq_epi8(bytes, feed)));
      marks |= static_cast<std::uint64_t>(static_cast<unsigned>(_mm256_movemask_epi8(found))) << (part * 32);
      all_quotes = _mm256_or_si256(all_quotes, quotes);
      returns = _mm256_or_si256(returns, _mm256_cmpeq_epi8(bytes, carriage));
      nuls = _mm256_or_si256(nuls, _mm256_cmpeq_epi8(bytes, _mm256_setzero_si256()));
      high = _mm256_or_si256(high, bytes);
    }
    out = write_positions(marks, static_cast<std::uint32_t>(at), out);
  }
  seen.quotes |= static_cast<std::uint64_t>(static_cast<unsigned>(_mm256_movemask_epi8(all_quotes)));
  seen.returns |= static_cast<std::uint64_t>(static_cast<unsigned>(_mm256_movemask_epi8(returns)));
  seen.nuls |= static_cast<std::uint64_t>(static_cast<unsigned>(_mm256_movemask_epi8(nuls)));
  seen.high |= static_cast<std::uint64_t>(static_cast<unsigned>(_mm256_movemask_epi8(high)));
  const Masks masks = masks_of_bytes(text.data() + at, text.size() - at, separator);
  seen.add(masks);
  out = write_positions(masks.marks, static_cast<std::uint32_t>(at), out);
  return static_cast<std::size_t>(out - begin);
}

__attribute__((target("avx512f,avx512bw"))) std::size_t scan_512(std::string_view text, char separator, std::uint32_t* out,
                                                                 Seen& seen) noexcept {
  std::uint32_t* const begin = out;
  const __m512i signs = _mm512_set1_epi8(separator);
  const __m512i quote = _mm512_set1_epi8('"');
  const __m512i feed = _mm512_set1_epi8('\n');
  const __m512i carriage = _mm512_set1_epi8('\r');
  std::size_t at = 0;
  for (; at + block <= text.size(); at += block) {
    const __m512i bytes = _mm512_loadu_si512(text.data() + at);
    const std::uint64_t quotes = _mm512_cmpeq_epi8_mask(bytes, quote);
    seen.quotes |= quotes;
    seen.returns |= _mm512_cmpeq_epi8_mask(bytes, carriage);
    seen.nuls |= _mm512_testn_epi8_mask(bytes, bytes);
    seen.high |= _mm512_movepi8_mask(bytes);
    const std::uint64_t marks = quotes | _mm512_cmpeq_epi8_mask(bytes, signs) | _mm512_cmpeq_epi8_mask(bytes, feed);
    out = write_positions(marks, static_cast<std::uint32_t>(at), out);
  }
  const Masks masks = masks_of_bytes(text.data() + at, text.size() - at, separator);
  seen.add(masks);
  out = write_positions(masks.marks, static_cast<std::uint32_t>(at), out);
  return static_cast<std::size_t>(out - begin);
}

#endif

using Scan = std::size_t (*)(std::string_view, char, std::uint32_t*, Seen&) noexcept;

Scan scan_of(ScanWidth width) noexcept {
#ifdef HIBAH_X86
  if (width == ScanWidth::best) {
    // Not 512: where the processor has them, they were measured to be slower here (9 against 13 GB/s on a Zen 4).
    return has_width(ScanWidth::bits256) ? scan_256 : scan_128;
  }
  if (width == ScanWidth::bits512 && has_width(width)) return scan_512;
  if (width == ScanWidth::bits256 && has_width(width)) return scan_256;
  if (width == ScanWidth::bits128) return scan_128;
#else
  static_cast<void>(width);
#endif
  return scan_plain;
}

}  // namespace

bool has_width(ScanWidth width) noexcept {
#ifdef HIBAH_X86
  if (width == ScanWidth::bits512) return __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512f");
  if (width == ScanWidth::bits256) return __builtin_cpu_supports("avx2");
  if (width == ScanWidth::bits128) return true;
#endif
  return width == ScanWidth::best || width == ScanWidth::plain;
}

void scan_csv(std::string_view text, char separator, CsvMarks& marks, ScanWidth width) {
  // A mark a byte at most, and room for what write_positions writes past the last one.
  if (marks.at.size() < text.size() + block + 8) marks.at.resize(text.size() + block + 8);
  Seen seen;
  const std::size_t count = scan_of(width)(text, separator, marks.at.data(), seen);
  marks.count = count;
  marks.at[count] = static_cast<std::uint32_t>(text.size());
  marks.has_quote = seen.quotes != 0;
  marks.has_return = seen.returns != 0;
  marks.has_nul = seen.nuls != 0;
  marks.is_ascii = seen.high == 0;
}

std::size_t count_of(char sign, std::string_view text) noexcept {
  // In stretches that a byte can count: so the compiler adds up bytes, many at a time.
  constexpr std::size_t stretch = 192;
  std::size_t total = 0;
  const char* at = text.data();
  const char* const end = at + text.size();
  for (; static_cast<std::size_t>(end - at) >= stretch; at += stretch) {
    std::uint8_t count = 0;
    for (std::size_t i = 0; i < stretch; ++i) count = static_cast<std::uint8_t>(count + (at[i] == sign ? 1 : 0));
    total += count;
  }
  for (; at != end; ++at) total += *at == sign ? 1 : 0;
  return total;
}

std::size_t size_of_whole_rows(std::string_view text) noexcept {
  const std::size_t quotes = count_of('"', text);
  if (quotes == 0) {
    const std::size_t feed = text.rfind('\n');
    return feed == std::string_view::npos ? 0 : feed + 1;
  }
  bool is_outside = quotes % 2 == 0;
  for (std::size_t i = text.size(); i > 0; --i) {
    if (text[i - 1] == '"') is_outside = !is_outside;
    if (text[i - 1] == '\n' && is_outside) return i;
  }
  return 0;
}

}  // namespace hibah
