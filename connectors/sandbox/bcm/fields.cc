#include "connectors/sandbox/bcm/fields.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "connectors/sandbox/api_error.h"
#include "connectors/sandbox/bcm/refusals.h"

namespace awscost::sandbox {
namespace {

namespace json = boost::json;

constexpr const char* kNotNull = "Member must not be null";
constexpr double kLastSecond = 253402300799.0;  // 9999-12-31T23:59:59Z

ApiError wrong_type(std::string_view path, std::string_view expected) {
  return ApiError("SerializationException", "Expected " + std::string(expected) + " at '" + std::string(path) + "'");
}

std::string joined(std::span<const std::string_view> names) {
  std::string text;
  for (const std::string_view name : names) text += (text.empty() ? "" : ", ") + std::string(name);
  return text;
}

std::optional<double> number_of(const json::value& value) {
  if (value.is_double()) return value.get_double();
  if (value.is_int64()) return static_cast<double>(value.get_int64());
  if (value.is_uint64()) return static_cast<double>(value.get_uint64());
  return std::nullopt;
}

std::string entry_path(std::string list, std::size_t number) {
  return std::move(list) + "." + std::to_string(number) + ".member";
}

}  // namespace

void Violations::add(std::string path, const std::string& value, const std::string& constraint) {
  std::string message = "Value " + value + " at '" + path + "' failed to satisfy constraint: " + constraint;
  list_.push_back({std::move(path), std::move(message)});
}

void Violations::raise() const {
  if (list_.empty()) return;
  std::string message = std::to_string(list_.size());
  message += list_.size() == 1 ? " validation error detected: " : " validation errors detected: ";
  json::array fields;
  for (const Violation& violation : list_) {
    message += (fields.empty() ? "" : "; ") + violation.message;
    fields.push_back({{"name", violation.path}, {"message", violation.message}});
  }
  throw invalid_request(message, std::move(fields));
}

Fields::Fields(const json::value& body, Violations& violations, std::string path)
    : object_(body.if_object()), violations_(&violations), path_(std::move(path)) {
  if (object_ == nullptr) throw wrong_type(path_, "a JSON object");
}

std::optional<std::string> Fields::text(std::string_view member) const {
  const json::value* value = find(member);
  if (value == nullptr) return std::nullopt;
  if (!value->is_string()) throw wrong_type(path(member), "a string");
  return std::string(value->get_string());
}

std::optional<std::string> Fields::text(std::string_view member, const TextRule& rule) const {
  auto value = text(member);
  if (!value) return value;
  if (const auto broken = rule.broken_by(*value)) violate(member, *broken);
  return value;
}

std::string Fields::required_text(std::string_view member, const TextRule& rule) const {
  auto value = text(member, rule);
  if (!value) violate(member, kNotNull);
  return value.value_or("");
}

std::optional<std::string> Fields::choice(std::string_view member, std::span<const std::string_view> names) const {
  auto value = text(member);
  if (value && std::find(names.begin(), names.end(), *value) == names.end()) {
    violate(member, "Member must satisfy enum value set: [" + joined(names) + "]");
    value = std::string(names.front());
  }
  return value;
}

std::string Fields::required_choice(std::string_view member, std::span<const std::string_view> names) const {
  auto value = choice(member, names);
  if (!value) violate(member, kNotNull);
  return value ? *std::move(value) : std::string(names.front());
}

std::optional<std::int64_t> Fields::integer(std::string_view member, std::int64_t min, std::int64_t max) const {
  const json::value* value = find(member);
  if (value == nullptr) return std::nullopt;
  if (!value->is_int64()) throw wrong_type(path(member), "an integer");
  const std::int64_t number = value->get_int64();
  if (number < min) violate(member, "Member must have value greater than or equal to " + std::to_string(min));
  if (number > max) violate(member, "Member must have value less than or equal to " + std::to_string(max));
  return number;
}

double Fields::required_number(std::string_view member) const {
  const json::value* value = find(member);
  if (value == nullptr) {
    violate(member, kNotNull);
    return 0;
  }
  if (const auto number = number_of(*value)) return *number;
  if (const json::string* word = value->if_string()) {
    if (*word == "NaN") return std::numeric_limits<double>::quiet_NaN();
    if (*word == "Infinity") return std::numeric_limits<double>::infinity();
    if (*word == "-Infinity") return -std::numeric_limits<double>::infinity();
  }
  throw wrong_type(path(member), "a number");
}

std::optional<Instant> Fields::timestamp(std::string_view member) const {
  const json::value* value = find(member);
  if (value == nullptr) return std::nullopt;
  const auto number = number_of(*value);
  if (!number) throw wrong_type(path(member), "a timestamp in seconds");
  const double seconds = std::clamp(*number, -kLastSecond, kLastSecond);
  return Instant(std::chrono::milliseconds(std::llround(seconds * 1000)));
}

Instant Fields::required_timestamp(std::string_view member) const {
  const auto value = timestamp(member);
  if (!value) violate(member, kNotNull);
  return value.value_or(Instant{});
}

std::optional<Fields> Fields::structure(std::string_view member) const {
  const json::value* value = find(member);
  if (value == nullptr) return std::nullopt;
  return Fields(*value, *violations_, path(member));
}

std::optional<Fields> Fields::required_structure(std::string_view member) const {
  auto value = structure(member);
  if (!value) violate(member, kNotNull);
  return value;
}

std::optional<std::vector<Fields>> Fields::structures(std::string_view member) const {
  const json::array* values = list(member);
  if (values == nullptr) return std::nullopt;
  std::vector<Fields> result;
  for (const json::value& value : *values) {
    result.emplace_back(value, *violations_, entry_path(path(member), result.size() + 1));
  }
  return result;
}

std::optional<std::vector<std::string>> Fields::texts(std::string_view member) const {
  const json::array* values = list(member);
  if (values == nullptr) return std::nullopt;
  std::vector<std::string> result;
  for (const json::value& value : *values) {
    if (!value.is_string()) throw wrong_type(path(member), "a list of strings");
    result.emplace_back(value.get_string());
  }
  return result;
}

std::vector<std::string> Fields::required_texts(std::string_view member) const {
  auto result = texts(member);
  if (!result) violate(member, kNotNull);
  return result ? *std::move(result) : std::vector<std::string>();
}

std::vector<Fields> Fields::entries(std::string_view member) const {
  check_entry_count(member, list(member));
  auto result = structures(member);
  return result ? *std::move(result) : std::vector<Fields>();
}

std::vector<std::string> Fields::entry_texts(std::string_view member, const TextRule& rule) const {
  check_entry_count(member, list(member));
  auto result = texts(member).value_or(std::vector<std::string>());
  for (std::size_t i = 0; i < result.size(); ++i) {
    const auto broken = rule.broken_by(result[i]);
    if (broken) violations_->add(entry_path(path(member), i + 1), "'" + result[i] + "'", *broken);
  }
  return result;
}

std::vector<std::pair<std::string, std::string>> Fields::text_map(std::string_view member) const {
  const json::value* value = find(member);
  if (value == nullptr) return {};
  if (!value->is_object()) throw wrong_type(path(member), "a map");
  std::vector<std::pair<std::string, std::string>> result;
  for (const auto& entry : value->get_object()) {
    if (!entry.value().is_string()) throw wrong_type(path(member), "a map of strings");
    result.emplace_back(entry.key(), entry.value().get_string());
  }
  return result;
}

void Fields::violate(std::string_view member, const std::string& constraint) const {
  const json::value* value = find(member);
  std::string shown = "null";
  if (value != nullptr)
    shown = value->is_string() ? "'" + std::string(value->get_string()) + "'" : json::serialize(*value);
  violations_->add(path(member), shown, constraint);
}

const json::value* Fields::find(std::string_view member) const {
  const json::value* value = object_->if_contains(member);
  return value == nullptr || value->is_null() ? nullptr : value;
}

const json::array* Fields::list(std::string_view member) const {
  const json::value* value = find(member);
  if (value == nullptr) return nullptr;
  if (!value->is_array()) throw wrong_type(path(member), "a list");
  return &value->get_array();
}

void Fields::check_entry_count(std::string_view member, const json::array* list) const {
  if (list == nullptr) {
    violate(member, kNotNull);
  } else if (list->empty()) {
    violate(member, "Member must have length greater than or equal to 1");
  } else if (list->size() > kMaxEntries) {
    violate(member, "Member must have length less than or equal to " + std::to_string(kMaxEntries));
  }
}

std::string Fields::path(std::string_view member) const {
  return path_.empty() ? std::string(member) : path_ + "." + std::string(member);
}

}  // namespace awscost::sandbox
