#include "connectors/tables/bill_scenarios/line.h"

#include <limits>

#include "sql/text/displayable.h"
#include "sql/text/fnv.h"
#include "sql/value.h"

namespace awscost::bill_scenarios {
namespace {

std::uint64_t fnv(const Line& line) {
  constexpr unsigned char kSeparator = 0xFF;
  text::Fnv1a hash;
  hash.add(line.scenario);
  hash.add(kSeparator);
  hash.add(line.id);
  if (line.profile.empty()) return hash.value();
  hash.add(kSeparator);
  hash.add(line.profile);
  return hash.value();
}

constexpr std::int64_t kLargest = std::numeric_limits<std::int64_t>::max();

}  // namespace

std::string_view place_of(const Line& line) {
  return line.destination ? std::string_view(line.destination->key) : std::string_view(line.profile);
}

bool is_same(const Line& one, const Line& other) {
  return one.scenario == other.scenario && one.id == other.id && place_of(one) == place_of(other);
}

std::string described(const Line& line) {
  const std::string what = line.service_code + (line.usage_type.empty() ? "" : ", ") + line.usage_type;
  if (line.id.empty()) return "the new line" + (what.empty() ? "" : " " + what);
  return "line " + line.id + (what.empty() ? "" : " (" + what + ")");
}

std::string of_profile(const Line& line) {
  constexpr std::size_t kMostOfAName = 100;
  return line.profile.empty() ? "" : " of profile " + text::displayable(sql::literal(line.profile), kMostOfAName);
}

NumberedLines::NumberedLines(Hash hash) : hash_(hash) {}
NumberedLines::NumberedLines() : hash_(fnv) {}

std::int64_t NumberedLines::number(const Line& line) {
  std::int64_t number = static_cast<std::int64_t>(hash_(line) & static_cast<std::uint64_t>(kLargest));
  for (;; number = number == kLargest ? 0 : number + 1) {
    const auto [found, is_new] = lines_.try_emplace(number, line);
    if (is_new) return number;
    const Line& known = found->second;
    if (is_same(known, line)) return number;
  }
}

const Line* NumberedLines::find(std::int64_t number) const {
  const auto found = lines_.find(number);
  return found == lines_.end() ? nullptr : &found->second;
}

}  // namespace awscost::bill_scenarios
