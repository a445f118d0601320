#include "connectors/sandbox/apigateway/hal.h"

#include <algorithm>
#include <string>

namespace awscost::sandbox {
namespace {

namespace json = boost::json;

json::object link(std::string_view path, const Query& query) {
  std::string address(path);
  char separator = '?';
  for (const auto& [name, value] : query) {
    address += separator;
    address += percent_encoded(name, false) + "=" + percent_encoded(value, false);
    separator = '&';
  }
  return {{"href", address}};
}

}  // namespace

json::object hal(const json::object& answer, std::string_view path, const Query& query) {
  json::object links{{"self", link(path, query)}};
  json::object embedded;
  json::object body;
  for (const auto& [name, value] : answer) {
    if (name == "item" || name == "values") {
      embedded[name] = value;
    } else if (name == "position") {
      Query next = query;
      next.erase(std::remove_if(next.begin(), next.end(), [](const auto& entry) { return entry.first == "position"; }),
                 next.end());
      next.emplace_back("position", std::string(value.get_string()));
      links["next"] = link(path, next);
    } else {
      body[name] = value;
    }
  }
  body["_links"] = links;
  if (!embedded.empty()) body["_embedded"] = embedded;
  return body;
}

}  // namespace awscost::sandbox
