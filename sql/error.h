// What ends a query: one sentence for the person who wrote the statement.
//
// Thrown by every room, caught by vtab/guard.h alone, which hands the sentence to SQLite. The sentence says what is
// wrong, where, and what to write instead; it never holds a secret.
//
// Example:
//
//   [[noreturn]] void refuse(const std::string& granularity) {
//     throw Error("granularity is '" + granularity + "'; write granularity = 'DAILY', 'MONTHLY' or 'HOURLY'.");
//   }
#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>

#include "sql/text/displayable.h"

namespace awscost::sql {

// A sentence may quote text from anywhere (AWS's answer, a bound value): it is made displayable here, because hosts in
// other languages insist on UTF-8 and a zero byte would end it.
class Error : public std::runtime_error {
 public:
  explicit Error(const std::string& sentence) : std::runtime_error(text::displayable(sentence, kLongestSentence)) {}

 private:
  static constexpr std::size_t kLongestSentence = 4000;
};

}  // namespace awscost::sql
