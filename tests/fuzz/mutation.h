// A text changed at random, the same for the same seed: bytes flipped, cut, repeated, put in, exchanged with another
// text's.
//
// Example:
//
//   std::string another(const std::string& text) {
//     fuzz::Mutations mutations(7);
//     return mutations.of(text, text);
//   }
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <string_view>

namespace awscost::fuzz {

class Mutations {
 public:
  explicit Mutations(std::uint64_t seed) : random_(seed) {}

  // `other`: a text to take pieces from.
  std::string of(std::string text, std::string_view other);

 private:
  std::size_t below(std::size_t count) { return count == 0 ? 0 : static_cast<std::size_t>(random_() % count); }
  void change(std::string& text, std::string_view other);

  std::mt19937_64 random_;
};

}  // namespace awscost::fuzz
