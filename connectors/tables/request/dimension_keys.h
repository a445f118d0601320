// The dimension keys that an Expression can name, in the API's spelling, and the texts that stand for no value.
//
// A column is a key in lower case, so either spelling is found. Source: the service model ce/2017-10-25, enum
// Dimension.
//
// Example:
//
//   bool is_a_dimension(std::string_view name) {
//     return !dimension_key(name).empty();
//   }
#pragma once

#include <string>
#include <string_view>

namespace awscost::request {

// Whether AWS shows this text for costs without a value of some dimension: NoInstanceType, NoRegion, NoAZ. AWS groups by
// it; as a value of a Filter it often matches nothing.
bool stands_for_none(std::string_view value);

// The API's spelling of `name`, whose case does not count; empty where there is no such dimension.
std::string_view dimension_key(std::string_view name);

// The key that `name` is a slip of; empty where it is none.
std::string_view likely_dimension_key(std::string_view name);

// All keys, separated by commas, for messages.
std::string dimension_key_list();

}  // namespace awscost::request
