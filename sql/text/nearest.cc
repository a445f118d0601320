#include "sql/text/nearest.h"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "sql/text/words.h"

namespace awscost::text {
namespace {

// Names are shorter. The cost grows with the length, and anything may stand here.
constexpr std::size_t kLongest = 64;

std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i + 1);
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t changed = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({changed, row[j] + 1, diagonal + 1});
    }
  }
  return row.back();
}

}  // namespace

std::string_view likely(std::string_view name, std::span<const std::string_view> names) {
  constexpr std::size_t kShort = 4;
  const std::string wanted = lower(name.substr(0, kLongest));
  std::string_view best;
  std::size_t fewest = 3;
  for (const std::string_view candidate : names) {
    const std::size_t letters = distance(lower(candidate), wanted);
    if (letters >= fewest || (candidate.size() <= kShort && letters > 1)) continue;
    best = candidate;
    fewest = letters;
  }
  return best;
}

std::string_view nearest(std::string_view name, std::span<const std::string_view> names) {
  if (names.empty()) return {};
  name = name.substr(0, kLongest);
  return *std::min_element(names.begin(), names.end(), [&](std::string_view a, std::string_view b) {
    return distance(a, name) < distance(b, name);
  });
}

}  // namespace awscost::text
