// The service model's constraints on texts: length, and a pattern for the whole text.
//
// Example:
//
//   bool is_resource_id(std::string_view text) {
//     return !resource_id().broken_by(text);  // broken_by("ABC"): "Member must have length ..."
//   }
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <regex>
#include <string>
#include <string_view>

namespace awscost::sandbox {

class TextRule {
 public:
  TextRule(std::size_t min, std::size_t max, std::string pattern)
      : min_(min), max_(max), pattern_(std::move(pattern)), regex_(pattern_) {}

  // The violated constraint in the words of the framework that AWS services are built on; nullopt if `text` is valid.
  std::optional<std::string> broken_by(std::string_view text) const;

 private:
  std::size_t min_;
  std::size_t max_;
  std::string pattern_;
  std::regex regex_;
};

// Named after the model's shapes.
const TextRule& resource_id();
const TextRule& bill_scenario_name();
const TextRule& cost_category_arn();
const TextRule& client_token();
const TextRule& service_code();
const TextRule& usage_type();
const TextRule& operation_name();
const TextRule& availability_zone();
const TextRule& usage_group();
const TextRule& account_id();
const TextRule& entry_key();
const TextRule& resource_tag_key();
const TextRule& resource_tag_value();

inline constexpr std::array<std::string_view, 3> kMatchOptions = {"EQUALS", "STARTS_WITH", "CONTAINS"};
inline constexpr std::array<std::string_view, 3> kGroupSharingPreferences = {"OPEN", "PRIORITIZED", "RESTRICTED"};

inline constexpr std::size_t kMaxEntries = 25;   // per batch
inline constexpr std::int64_t kMaxResults = 25;  // per page
inline constexpr std::size_t kMaxNextToken = 2048;
inline constexpr std::size_t kMaxTags = 200;

}  // namespace awscost::sandbox
