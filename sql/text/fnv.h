// FNV-1a with 64 bits: the same hash in every run and on every machine, because programs may keep a rowid.
//
// Source: Fowler, Noll, Vo; the offset basis and the prime of their 64-bit variant.
//
// Example:
//
//   std::uint64_t hash_of(std::string_view text) {
//     Fnv1a hash;
//     hash.add(text);
//     return hash.value();
//   }
#pragma once

#include <cstdint>
#include <string_view>

namespace awscost::text {

class Fnv1a {
 public:
  Fnv1a() = default;
  // Continues from the value() of another hash.
  explicit Fnv1a(std::uint64_t value) : state_(value) {}

  void add(unsigned char byte) {
    state_ ^= byte;
    state_ *= 0x100000001b3ULL;
  }
  void add(std::string_view text) {
    for (const char c : text) add(static_cast<unsigned char>(c));
  }
  std::uint64_t value() const { return state_; }

 private:
  std::uint64_t state_ = 0xcbf29ce484222325ULL;
};

}  // namespace awscost::text
