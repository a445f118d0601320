// What may happen to the bytes of a page: bytes that flip, come and go, members that change places or come twice, pages that
// break off, whitespace, escapes, huge numbers, deep nesting, bytes that are no UTF-8.
//
// The same seed makes the same pages on every machine.
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

namespace awscost::test {

class Mutations {
 public:
  explicit Mutations(std::uint64_t seed) : state_(seed) {}

  // One to three mutations.
  void apply(std::string& page);

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
