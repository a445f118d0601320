// "Did you mean ...?": the name that takes the fewest letters to change, add or drop (Levenshtein distance).
//
// Example:
//
//   std::string_view meant(std::string_view name) {
//     constexpr std::string_view kNames[] = {"service", "region"};
//     return nearest(name, kNames);
//   }
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace awscost::text {

// The first of the nearest; empty where there are no names.
std::string_view nearest(std::string_view name, std::span<const std::string_view> names);

// The nearest of the names that `name` may be a slip of: at most two letters differ, one of a name of up to four, and
// ASCII case does not count. Empty where none is that near.
std::string_view likely(std::string_view name, std::span<const std::string_view> names);

// The names that `wanted` may mean, the best first, at most `most`: those that share its words, have a word that differs
// in a letter or two, or whose words begin with the letters that it writes short. "aws" and "amazon" count for nothing.
//
//   "Amazon S3"   ->  "Amazon Simple Storage Service"     three S
//   "EC2"         ->  "EC2 - Other", "Amazon Elastic Compute Cloud - Compute"
//   "eu-west3"    ->  "eu-west-3"
std::vector<std::string> resembling(std::string_view wanted, std::span<const std::string_view> names, std::size_t most);

}  // namespace awscost::text
