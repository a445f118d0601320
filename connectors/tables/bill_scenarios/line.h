// A line of a bill scenario, and the row numbers under which SQLite knows the lines it has been shown.
//
//   NumberedLines lines;
//   const std::int64_t rowid = lines.number({.scenario = "1111…", .id = "4444…"});
//   lines.find(rowid)->id == "4444…"
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
  std::string id;  // empty where AWS has given none
  std::string service_code;
  std::string usage_type;
  std::string profile;  // that the statement named which read it, or is to create it; empty: none
  // Where it was read, or is to be created: a change of it goes there, whatever settings say by then.
  std::shared_ptr<const asking::Destination> destination;
};

// Where the line is; two lines of one id at two destinations are two lines.
std::string_view place_of(const Line& line);

bool is_same(const Line& one, const Line& other);

// "line 4444… (AmazonEC2, BoxUsage:m5.large)"; of a line without id: "the new line AmazonEC2, BoxUsage:m5.large".
std::string described(const Line& line);

// " of profile 'prod'"; empty where the line was given none.
std::string of_profile(const Line& line);

// A number is the hash of scenario, id and profile, so a line keeps it, and is another row where another profile shows
// it; never negative: the numbers below 0 are left to new lines. Where two lines meet, the later one moves on to the
// next free number.
class NumberedLines {
 public:
  using Hash = std::uint64_t (*)(const Line&);
  explicit NumberedLines(Hash hash);
  NumberedLines();

  std::int64_t number(const Line& line);
  const Line* find(std::int64_t number) const;  // null where no line was shown under it
  void clear() { lines_.clear(); }

 private:
  Hash hash_;
  std::unordered_map<std::int64_t, Line> lines_;
};

}  // namespace awscost::bill_scenarios
