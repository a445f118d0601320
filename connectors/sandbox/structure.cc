#include "connectors/sandbox/structure.h"

#include <cctype>

#include "connectors/sandbox/api_error.h"

namespace awscost::sandbox {
namespace {

namespace json = boost::json;

// The maximum nesting of a request. It bounds recursion and is far deeper than any real Expression.
constexpr std::size_t kDeepest = 200;

ApiError wrong_type(std::string_view path, std::string_view expected) {
  return ApiError("SerializationException", "Expected " + std::string(expected) + " at '" + std::string(path) + "'");
}

}  // namespace

json::value parse_body(const std::string& body) {
  boost::system::error_code failed;
  json::parse_options options;
  options.max_depth = kDeepest;
  json::value value = json::parse(body, failed, {}, options);
  if (failed) throw ApiError("SerializationException", "The request body is not JSON: " + failed.message());
  return value;
}

Structure::Structure(const json::value& body, std::string path) : object_(body.if_object()), path_(std::move(path)) {
  if (object_ == nullptr) throw wrong_type(path_, "a JSON object");
}

const json::value* Structure::find(std::string_view member) const {
  const json::value* value = object_->if_contains(member);
  return value == nullptr || value->is_null() ? nullptr : value;
}

std::optional<std::string> Structure::text(std::string_view member) const {
  const json::value* value = find(member);
  if (value == nullptr) return std::nullopt;
  if (!value->is_string()) throw wrong_type(path(member), "a string");
  return std::string(value->get_string());
}

std::string Structure::required_text(std::string_view member) const {
  auto value = text(member);
  if (!value) throw missing(path(member));
  return *std::move(value);
}

std::optional<std::int64_t> Structure::integer(std::string_view member) const {
  const json::value* value = find(member);
  if (value == nullptr) return std::nullopt;
  if (!value->is_int64()) throw wrong_type(path(member), "an integer");
  return value->get_int64();
}

std::vector<std::string> Structure::texts(std::string_view member) const {
  std::vector<std::string> result;
  const json::array* values = list(member);
  if (values == nullptr) return result;
  for (const json::value& value : *values) {
    if (!value.is_string()) throw wrong_type(path(member), "a list of strings");
    result.emplace_back(value.get_string());
  }
  return result;
}

std::optional<Structure> Structure::structure(std::string_view member) const {
  const json::value* value = find(member);
  if (value == nullptr) return std::nullopt;
  return Structure(*value, path(member));
}

Structure Structure::required_structure(std::string_view member) const {
  auto value = structure(member);
  if (!value) throw missing(path(member));
  return *std::move(value);
}

std::vector<Structure> Structure::structures(std::string_view member) const {
  std::vector<Structure> result;
  const json::array* values = list(member);
  if (values == nullptr) return result;
  for (const json::value& value : *values) {
    result.emplace_back(value, path(member) + "." + std::to_string(result.size() + 1) + ".member");
  }
  return result;
}

std::string Structure::path(std::string_view member) const {
  std::string name(member);
  if (!name.empty()) name[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(name[0])));
  return path_.empty() ? name : path_ + "." + name;
}

const json::array* Structure::list(std::string_view member) const {
  const json::value* value = find(member);
  if (value == nullptr) return nullptr;
  if (!value->is_array()) throw wrong_type(path(member), "a list");
  return &value->get_array();
}

}  // namespace awscost::sandbox
