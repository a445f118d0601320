// What is fuzzed: each target takes any bytes, and whatever they are, what it promises holds.
//
// How: a target reads bytes as its code's users would hand them over, and throws Broken where a promise does not hold. An
// exception that the code does not document, a crash or a sanitizer's finding ends the process, which is a finding too.
// fuzz_test.cc runs all targets over their seeds and over mutations of them; libfuzzer.cc lets libFuzzer choose the bytes
// (run.sh).
//
// Example:
//
//   void run_the_seeds(const fuzz::Target& target) {
//     for (const std::string& seed : target.seeds()) target.run(seed);
//   }
#pragma once

#include <array>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace awscost::fuzz {

class Broken : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

struct Target {
  std::string_view name;
  void (*run)(std::string_view bytes);
  std::vector<std::string> (*seeds)();
};

// The text between the first and the last byte of `bytes` that chooses among `count`: a target over several tables.
struct Choice {
  std::size_t index = 0;
  std::string_view text;
};
inline Choice chosen(std::string_view bytes, std::size_t count) {
  if (bytes.empty()) return {};
  return {.index = static_cast<unsigned char>(bytes.front()) % count, .text = bytes.substr(1)};
}

extern const Target kPage;        // a reply's body as rows
extern const Target kPlan;        // a plan's text, as EXPLAIN shows it
extern const Target kExpression;  // the input `filter`
extern const Target kFilterCall;  // filter = awscost_dimension(...) in CREATE VIRTUAL TABLE
extern const Target kConfig;      // AWS's config and credentials files
extern const Target kError;       // an error's body
extern const Target kSql;         // statements over a small account

inline std::array<const Target*, 7> all_targets() {
  return {&kPage, &kPlan, &kExpression, &kFilterCall, &kConfig, &kError, &kSql};
}

}  // namespace awscost::fuzz
