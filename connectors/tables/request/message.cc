#include "connectors/tables/request/message.h"

#include <algorithm>

#include "connectors/wire/percent.h"
#include "sql/error.h"
#include "sql/value.h"

namespace awscost::request {
namespace {

namespace json = boost::json;

// A text as it is; numbers and booleans as JSON, which is how restJson1 writes them.
std::string plain(const json::value& value) {
  return value.is_string() ? std::string(value.get_string()) : json::serialize(value);
}

}  // namespace

json::value& Message::at(std::string_view pointer) {
  json::object* parent = &body_;
  pointer.remove_prefix(1);
  for (std::size_t slash = pointer.find('/'); slash != pointer.npos; slash = pointer.find('/')) {
    json::value& inner = (*parent)[pointer.substr(0, slash)];
    if (!inner.is_object()) inner.emplace_object();
    parent = &inner.get_object();
    pointer.remove_prefix(slash + 1);
  }
  return (*parent)[pointer];
}

void Message::set(std::string_view wire, json::value value) {
  if (wire.front() == '/') {
    at(wire) = std::move(value);
  } else if (wire.front() == '?') {
    query_.emplace_back(wire.substr(1), plain(value));
  } else {
    labels_.emplace_back(wire.substr(1, wire.size() - 2), plain(value));
  }
}

void Message::append(std::string_view pointer, json::value element) {
  json::value& list = at(pointer);
  if (!list.is_array()) list.emplace_array();
  list.get_array().push_back(std::move(element));
}

const std::string& Message::label(std::string_view name) const {
  const auto found =
      std::find_if(labels_.begin(), labels_.end(), [&](const auto& label) { return label.first == name; });
  if (found == labels_.end()) throw sql::Error("the path of a request lacks its " + std::string(name) + ".");
  const std::string& value = found->second;
  if (value.empty() || value == "." || value == "..") {
    throw sql::Error(std::string(name) + " is " + sql::literal(value) + ", which is no id; write the id of one.");
  }
  return value;
}

std::string Message::path(std::string_view pattern) const {
  std::string path;
  while (!pattern.empty()) {
    const std::size_t open = std::min(pattern.find('{'), pattern.size());
    path += pattern.substr(0, open);
    pattern.remove_prefix(open);
    if (pattern.empty()) break;
    const std::size_t close = pattern.find('}');
    path += wire::percent_encode(label(pattern.substr(1, close - 1)));
    pattern.remove_prefix(close + 1);
  }
  return path;
}

}  // namespace awscost::request
