// A line of a bill scenario, and the rowids of the lines that SQLite has been shown.
//
// Example:
//
//   std::string id_again(NumberedLines& lines, const Line& line) {
//     return lines.find(lines.number(line))->id;  // line.id
//   }
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "connectors/asking/question/destination.h"

namespace awscost::bill_scenarios {

struct Line {
  std::string scenario;
  std::string id;  // empty where AWS has assigned none
  std::string service_code;
  std::string usage_type;
  std::string profile;  // named by the statement that read or inserted it; empty: none
  // Where it was read or will be created. Its changes go there, even if settings have changed since.
  std::shared_ptr<const asking::Destination> destination;
};

// The destination's key, else the profile. One id at two destinations is two lines.
std::string_view place_of(const Line& line);

bool is_same(const Line& one, const Line& other);

// "line 4444... (AmazonEC2, BoxUsage:m5.large)"; without an id: "the new line AmazonEC2, BoxUsage:m5.large".
std::string described(const Line& line);

// " of profile 'prod'"; empty where the line has none.
std::string of_profile(const Line& line);

// A rowid is the hash of scenario, id and profile, so a line keeps it and has another one under another profile. It is
// never negative; new lines have the numbers below 0. On a collision, the later line takes the next free number.
class NumberedLines {
 public:
  using Hash = std::uint64_t (*)(const Line&);
  explicit NumberedLines(Hash hash);
  NumberedLines();

  std::int64_t number(const Line& line);
  const Line* find(std::int64_t number) const;  // null where no line has it
  void clear() { lines_.clear(); }

 private:
  Hash hash_;
  std::unordered_map<std::int64_t, Line> lines_;
};

}  // namespace awscost::bill_scenarios
