// What may happen to bytes that are read, those of a page before all: bytes that flip, come and go, members that change places
// or come twice, pages that break off, whitespace, escapes, huge numbers, deep nesting, bytes that are no UTF-8.
//
// The same seed makes the same bytes on every machine.
//
// Example:
//
//   std::string changed(std::string page) {
//     test::Mutations mutations(7);
//     mutations.apply(page);
//     return page;
//   }
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace awscost::test {

class Mutations {
 public:
  explicit Mutations(std::uint64_t seed) : state_(seed) {}

  // One to three mutations.
  void apply(std::string& page);

  // Puts a piece of another text into it.
  void splice(std::string& text, std::string_view other);

  // From 0, below `bound`, which is not 0.
  std::size_t below(std::size_t bound);

 private:
  void one(std::string& page);
  std::size_t boundary(const std::string& page);
  std::string stretch(const std::string& page, std::size_t from);
  void swap_stretches(std::string& page);
  void replace_value(std::string& page, const std::string& value);
  std::string number();
  std::string nested();

  std::uint64_t state_;
};

}  // namespace awscost::test
