// JSON that a user wrote, with sentences about what is wrong with it.
//
// Boost.JSON keeps the last of two members of one name and says nothing: here that is an error, because a condition
// dropped unnoticed would bring other rows than were asked for.
//
// Example:
//
//   boost::json::value filter_of(std::string_view text) {
//     return parse_json(text, "filter", " Write an object.");
//   }
#pragma once

#include <boost/json/value.hpp>
#include <string_view>

namespace awscost::request {

// Throws sql::Error: a sentence that begins with `what` ("ce_tags: filter") and says where the text stops being JSON,
// then `cure`, which begins with a blank.
boost::json::value parse_json(std::string_view text, std::string_view what, std::string_view cure);

}  // namespace awscost::request
