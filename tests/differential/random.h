// Random choices that are the same on every machine for the same seed.
//
// The standard's engines are the same in every library, but its distributions are not, so this class makes the choices.
//
// Example:
//
//   int one_of_three(Random& random) {
//     return random.pick(std::vector<int>{1, 2, 3});
//   }
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <utility>
#include <vector>

namespace awscost::differential {

class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}

  std::size_t below(std::size_t limit) { return static_cast<std::size_t>(engine_() % limit); }
  bool chance(unsigned percent) { return engine_() % 100 < percent; }

  template <class T>
  const T& pick(const std::vector<T>& from) {
    return from[below(from.size())];
  }

  template <class T>
  void shuffle(std::vector<T>& list) {
    for (std::size_t i = list.size(); i > 1; --i) std::swap(list[i - 1], list[below(i)]);
  }

  // Up to `most` different ones, at least one, in the order of `from`.
  template <class T>
  std::vector<T> some(const std::vector<T>& from, std::size_t most) {
    std::vector<T> chosen;
    const std::size_t want = 1 + below(most);
    for (std::size_t i = 0; i < from.size() && chosen.size() < want; ++i) {
      if (below(from.size() - i) < want - chosen.size()) chosen.push_back(from[i]);
    }
    return chosen;
  }

 private:
  std::mt19937_64 engine_;
};

// A seed for number `index` that does not depend on earlier draws.
inline std::uint64_t mixed(std::uint64_t seed, std::uint64_t index) {
  std::uint64_t x = seed * 0x9e3779b97f4a7c15ULL + index + 0x632be59bd9b4e019ULL;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
  return x ^ (x >> 31);
}

}  // namespace awscost::differential
