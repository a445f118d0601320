#include "connectors/tables/request/parsed_json.h"

#include <algorithm>
#include <boost/json.hpp>
#include <string>

#include "connectors/tables/request/repeated_member.h"
#include "sql/error.h"

namespace awscost::request {
namespace {

namespace json = boost::json;

// Deep enough for whatever a person or a program writes; AWS's own limit is not published.
constexpr std::size_t kDeepest = 64;

// The number of the character (not the byte) at which parsing stopped, from 1.
std::size_t character_at(std::string_view text, std::size_t byte) {
  const auto begins = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; };
  return static_cast<std::size_t>(std::count_if(text.begin(), text.begin() + byte, begins)) + 1;
}

}  // namespace

json::value parse_json(std::string_view text, std::string_view what, std::string_view cure) {
  if (const auto repeated = repeated_member(text)) {
    throw sql::Error(std::string(what) + ": an object has the member \"" + *repeated +
                     "\" twice, and JSON keeps only one of them." + std::string(cure));
  }
  json::parse_options options;
  options.max_depth = kDeepest;
  json::parser parser({}, options);
  json::error_code failed;
  const std::size_t read = parser.write_some(text.data(), text.size(), failed);
  if (!failed && read == text.size()) return parser.release();
  if (failed == json::error::too_deep) {
    throw sql::Error(std::string(what) + " is nested deeper than " + std::to_string(kDeepest) +
                     " levels; write it flatter." + std::string(cure));
  }
  const bool ends = failed == json::error::incomplete;
  throw sql::Error(std::string(what) + " is not JSON: " + (ends ? "it ends" : "it goes wrong") + " at character " +
                   std::to_string(character_at(text, read)) + "." + std::string(cure));
}

}  // namespace awscost::request
