// The parts of one request while they are put together: body, query and path labels.
//
// A declaration says where each value goes (connectors/tables/operations/path.h); only this class knows what the forms
// mean. Parts keep the order in which they are set, so the same question gives the same bytes.
//
// Example:
//
//   std::string usage_path() {
//     Message message;
//     message.set("{usageplanId}", "ab/c");
//     return message.path("/usageplans/{usageplanId}/usage");  // "/usageplans/ab%2Fc/usage"
//   }
#pragma once

#include <boost/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace awscost::request {

class Message {
 public:
  // Creates the objects on the way of a JSON Pointer. A value of a query or path is text, a number, true or false.
  void set(std::string_view wire, boost::json::value value);
  // Adds an element to the list at that JSON Pointer.
  void append(std::string_view pointer, boost::json::value element);

  std::string body() const { return boost::json::serialize(body_); }
  const std::vector<std::pair<std::string, std::string>>& query() const { return query_; }
  // The pattern with its labels filled in, percent-encoded once. Throws sql::Error where a label is missing, empty, or
  // a step up the path ("..").
  std::string path(std::string_view pattern) const;

 private:
  boost::json::value& at(std::string_view pointer);
  const std::string& label(std::string_view name) const;

  boost::json::object body_;
  std::vector<std::pair<std::string, std::string>> query_;
  std::vector<std::pair<std::string, std::string>> labels_;
};

}  // namespace awscost::request
