// The data of a query: some line items, and the local tables that statements join with.
//
// Drawn from a seed, with few different values so that predicates match: accounts with leading zeros, regions that
// differ in case, absent tags, resources, days around month ends and leap days, hours of compute. Amounts are multiples
// of 2^-10, so every sum in double is exact and "equal" means equal.
//
// Example:
//
//   std::size_t count_items(std::uint64_t seed) {
//     return draw_world(seed).items.size();
//   }
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "period.h"
#include "random.h"

namespace awscost::differential {

struct Blob {
  std::string bytes;
  bool operator==(const Blob&) const = default;
};
using Value = std::variant<std::monostate, std::int64_t, double, std::string, Blob>;

std::string quoted(std::string_view text);  // 'it''s'
std::string literal(const Value& value);

// The dimensions of items, then the two columns that show the only tag or cost category in group_by.
enum Dimension : std::size_t {
  kService,
  kLinkedAccount,
  kRegion,
  kUsageType,
  kRecordType,
  kInstanceType,
  kResourceId,
  kItemDimensions,
  kTagValue = kItemDimensions,
  kCategoryValue,
  kDimensions
};
struct DimensionName {
  const char* column;
  const char* key;     // the API's name
  const char* absent;  // the API's text for items without it
};
extern const std::array<DimensionName, kDimensions> kNames;

enum Label : std::size_t { kTeam, kEnv, kUnit, kLabels };  // two tags and a cost category
extern const std::array<const char*, kLabels> kLabelNames;

inline constexpr std::size_t kMetrics = 3;
extern const std::array<const char*, kMetrics> kMetricColumns;

struct Item {
  Seconds at;  // a whole hour
  bool hourly = false;
  std::array<std::string, kItemDimensions> dimensions;  // empty: none
  std::array<std::optional<std::string>, kLabels> labels;
  std::array<std::int64_t, kMetrics> amounts{};  // in 1024ths
};

struct LocalTable {
  std::string name;
  std::string declaration;  // "s TEXT, own TEXT"
  std::vector<std::vector<Value>> rows;
};

struct World {
  Seconds now;
  std::vector<Item> items;
  std::array<std::vector<std::string>, kDimensions> values;  // to compare with: existing ones, and some others
  std::vector<LocalTable> locals;

  const LocalTable& local(std::string_view name) const;
  // The texts in a column of a local table, without NULLs and numbers, sorted and unique.
  std::vector<std::string> texts(std::string_view table, std::size_t column) const;
};

inline constexpr const char* kCompute = "Amazon Elastic Compute Cloud - Compute";

// Of joins: more items, so that answers have pages, and wide local tables (clean, many, mixed, nocased, named).
enum class Scene : std::uint8_t { kQueries, kJoins };

World draw_world(std::uint64_t seed, Scene scene = Scene::kQueries);

// The part that does not depend on the items, which the reducer removes one by one.
void write_account(const World& world, const std::string& path);

}  // namespace awscost::differential
