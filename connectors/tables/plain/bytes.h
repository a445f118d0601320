// Sixteen bytes at once: where a text ends, and whether two stretches are the same. One class for each kind of processor,
// with the same two functions; Bytes is the one that this build is for.
//
// How: a text of JSON goes on as long as its bytes are ASCII, printable, and neither a quote nor a backslash. The vector forms
// compare all sixteen at once and find the first other one in a mask; bytes of 0x80 and more count as less than a blank,
// because the comparison is signed.
//
// Example:
//
//   bool ends_here(const char* sixteen) {
//     return Bytes::plain(sixteen) == 0 && *sixteen == '"';
//   }
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#elif defined(__ARM_NEON) && defined(__aarch64__)
#include <arm_neon.h>
#endif

namespace awscost::plain {

inline constexpr std::size_t kAtOnce = 16;

// What is called for each text of each row; a call costs as much as the work.
#if defined(__GNUC__)
#define AWSCOST_ALWAYS_INLINE [[gnu::always_inline]] inline
#else
#define AWSCOST_ALWAYS_INLINE inline
#endif

// Whether a text may go on with it without a further look.
constexpr bool is_plain(char c) {
  return static_cast<signed char>(c) >= ' ' && c != '"' && c != '\\';
}

struct ScalarBytes {
  // How many of the sixteen bytes are plain before the first that is not.
  static std::size_t plain(const char* bytes) {
    std::size_t count = 0;
    while (count < kAtOnce && is_plain(bytes[count])) ++count;
    return count;
  }

  // Whether the first `count` bytes, sixteen at most, are the same. All sixteen of both can be read.
  static bool same(const char* one, const char* other, std::size_t count) {
    return std::memcmp(one, other, count) == 0;
  }
};

#if defined(__SSE2__)

struct Sse2Bytes {
  static std::size_t plain(const char* bytes) {
    const __m128i all = load(bytes);
    const __m128i quote = _mm_cmpeq_epi8(all, _mm_set1_epi8('"'));
    const __m128i backslash = _mm_cmpeq_epi8(all, _mm_set1_epi8('\\'));
    const __m128i below = _mm_cmplt_epi8(all, _mm_set1_epi8(' '));
    const int mask = _mm_movemask_epi8(_mm_or_si128(_mm_or_si128(quote, backslash), below));
    constexpr unsigned kBeyond = 1U << kAtOnce;
    return static_cast<std::size_t>(std::countr_zero(static_cast<unsigned>(mask) | kBeyond));
  }

  static bool same(const char* one, const char* other, std::size_t count) {
    const auto mask = static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(load(one), load(other))));
    return static_cast<std::size_t>(std::countr_one(mask)) >= count;
  }

 private:
  static __m128i load(const char* bytes) { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes)); }
};
using Bytes = Sse2Bytes;

#elif defined(__ARM_NEON) && defined(__aarch64__)

struct NeonBytes {
  static std::size_t plain(const char* bytes) {
    const int8x16_t all = load(bytes);
    const uint8x16_t quote = vceqq_s8(all, vdupq_n_s8('"'));
    const uint8x16_t backslash = vceqq_s8(all, vdupq_n_s8('\\'));
    const uint8x16_t below = vcltq_s8(all, vdupq_n_s8(' '));
    return first_set(vorrq_u8(vorrq_u8(quote, backslash), below));
  }

  static bool same(const char* one, const char* other, std::size_t count) {
    return first_set(vmvnq_u8(vceqq_s8(load(one), load(other)))) >= count;
  }

 private:
  static int8x16_t load(const char* bytes) { return vld1q_s8(reinterpret_cast<const std::int8_t*>(bytes)); }

  // NEON has no mask of bits: shifting and narrowing leaves four of each byte.
  static std::size_t first_set(uint8x16_t found) {
    const uint8x8_t halves = vshrn_n_u16(vreinterpretq_u16_u8(found), 4);
    const std::uint64_t mask = vget_lane_u64(vreinterpret_u64_u8(halves), 0);
    constexpr std::size_t kBitsOfAByte = 4;
    return static_cast<std::size_t>(std::countr_zero(mask)) / kBitsOfAByte;
  }
};
using Bytes = NeonBytes;

#else

using Bytes = ScalarBytes;

#endif

// The same for any number of bytes. Sixteen bytes past both can be read.
template <class Form>
AWSCOST_ALWAYS_INLINE bool same(const char* one, const char* other, std::size_t count) {
  for (; count > kAtOnce; count -= kAtOnce, one += kAtOnce, other += kAtOnce) {
    if (!Form::same(one, other, kAtOnce)) return false;
  }
  return Form::same(one, other, count);
}

}  // namespace awscost::plain
