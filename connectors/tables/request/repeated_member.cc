#include "connectors/tables/request/repeated_member.h"

#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>
#include <vector>

namespace awscost::request {
namespace {

namespace json = boost::json;

// Handles Boost.JSON's events; only objects and their keys matter.
struct Members {
  static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);
  using Code = json::error_code;

  bool on_document_begin(Code&) { return true; }
  bool on_document_end(Code&) { return true; }
  bool on_object_begin(Code&) {
    open.emplace_back();
    return true;
  }
  bool on_object_end(std::size_t, Code&) {
    open.pop_back();
    return true;
  }
  bool on_array_begin(Code&) { return true; }
  bool on_array_end(std::size_t, Code&) { return true; }
  bool on_key_part(json::string_view part, std::size_t, Code&) {
    key.append(part.data(), part.size());
    return true;
  }
  bool on_key(json::string_view part, std::size_t, Code&) {
    key.append(part.data(), part.size());
    std::vector<std::string>& names = open.back();
    if (!repeated && std::find(names.begin(), names.end(), key) != names.end()) repeated = key;
    names.push_back(std::move(key));
    key.clear();
    return true;
  }
  bool on_string_part(json::string_view, std::size_t, Code&) { return true; }
  bool on_string(json::string_view, std::size_t, Code&) { return true; }
  bool on_number_part(json::string_view, Code&) { return true; }
  bool on_int64(std::int64_t, json::string_view, Code&) { return true; }
  bool on_uint64(std::uint64_t, json::string_view, Code&) { return true; }
  bool on_double(double, json::string_view, Code&) { return true; }
  bool on_bool(bool, Code&) { return true; }
  bool on_null(Code&) { return true; }
  bool on_comment_part(json::string_view, Code&) { return true; }
  bool on_comment(json::string_view, Code&) { return true; }

  std::vector<std::vector<std::string>> open;  // the names seen in each open object
  std::string key;
  std::optional<std::string> repeated;
};

}  // namespace

std::optional<std::string> repeated_member(std::string_view text) {
  json::basic_parser<Members> parser{json::parse_options()};
  json::error_code ignored;
  parser.write_some(false, text.data(), text.size(), ignored);
  return parser.handler().repeated;
}

}  // namespace awscost::request
