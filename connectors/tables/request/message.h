// The parts of one request while they are put together: body, query and path labels.
//
// Every declaration says where a value goes (connectors/tables/operations/path.h); this is the one place that knows
// what the three forms mean. The same question gives the same bytes: parts stand in the order in which they were set.
//
//   Message message;
//   message.set("/SortBy/Key", "NetSavings");  message.set("?limit", 500);  message.set("{usageplanId}", "ab/c");
//   message.path("/usageplans/{usageplanId}/usage")  ->  "/usageplans/ab%2Fc/usage"
#pragma once

#include <boost/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace awscost::request {

class Message {
 public:
  // Objects on the way of a JSON Pointer are made. What goes into a query or a path is text, a number, true or false.
  void set(std::string_view wire, boost::json::value value);
  // Adds an element to the list at that JSON Pointer.
  void append(std::string_view pointer, boost::json::value element);

  std::string body() const { return boost::json::serialize(body_); }
  const std::vector<std::pair<std::string, std::string>>& query() const { return query_; }
  // The pattern with its labels filled in, percent-encoded once. Throws sql::Error where a label is no name: empty, or
  // a step up the path.
  std::string path(std::string_view pattern) const;

 private:
  boost::json::value& at(std::string_view pointer);
  const std::string& label(std::string_view name) const;

  boost::json::object body_;
  std::vector<std::pair<std::string, std::string>> query_;
  std::vector<std::pair<std::string, std::string>> labels_;
};

}  // namespace awscost::request
