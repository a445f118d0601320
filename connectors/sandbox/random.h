// Pseudo-random numbers as a pure function of their seed (splitmix64): the same seed gives the same account.
//
// Example:
//
//   constexpr std::uint64_t throw_die(std::uint64_t seed, std::uint64_t index) {
//     return 1 + Dice(mix(seed, index)).below(6);
//   }
#pragma once

#include <cstdint>

namespace awscost::sandbox {

constexpr std::uint64_t mix(std::uint64_t value) {
  value += 0x9e3779b97f4a7c15ULL;
  value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9ULL;
  value = (value ^ (value >> 27)) * 0x94d049bb133111ebULL;
  return value ^ (value >> 31);
}

template <typename... More>
constexpr std::uint64_t mix(std::uint64_t first, std::uint64_t second, More... more) {
  return mix(mix(first) ^ second, more...);
}

class Dice {
 public:
  explicit constexpr Dice(std::uint64_t seed) : state_(seed) {}
  constexpr std::uint64_t next() { return mix(state_++); }
  // 0 to count - 1.
  constexpr std::uint64_t below(std::uint64_t count) { return next() % count; }
  // True in `times` of 100 cases.
  constexpr bool percent(std::uint64_t times) { return below(100) < times; }

 private:
  std::uint64_t state_;
};

}  // namespace awscost::sandbox
