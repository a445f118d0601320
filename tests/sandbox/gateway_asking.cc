#include "gateway_asking.h"

#include <gtest/gtest.h>

namespace awscost::sandbox {

namespace json = boost::json;

Query period(const std::string& start, const std::string& end, const Query& more) {
  Query query{{"startDate", start}, {"endDate", end}};
  query.insert(query.end(), more.begin(), more.end());
  return query;
}

std::string usage_path(const std::string& plan) {
  return "/usageplans/" + plan + "/usage";
}

wire::Call GatewayAsker::call(const std::string& path, const Query& query) const {
  wire::Call call;
  call.service = "apigateway";
  call.method = "GET";
  call.path = path;
  call.query = query;
  call.headers = {{"Accept", "application/json"}};
  return call;
}

json::value GatewayAsker::ok(const std::string& path, const Query& query) {
  const wire::Reply reply = send(call(path, query));
  EXPECT_EQ(reply.status, 200) << path << "\n" << reply.body;
  return json::parse(reply.body);
}

GatewayRefusal GatewayAsker::refused(const std::string& path, const Query& query) {
  const wire::Reply reply = send(call(path, query));
  EXPECT_NE(reply.status, 200) << path << "\n" << reply.body.substr(0, 300);
  const json::value body = json::parse(reply.body);
  EXPECT_EQ(body.as_object().size(), 1U) << reply.body.substr(0, 300);
  return {reply.status, std::string(wire::header(reply, "x-amzn-ErrorType")), member(body, "message")};
}

std::vector<json::value> GatewayAsker::pages(const std::string& path, const Query& query) {
  std::vector<json::value> result{ok(path, query)};
  while (const json::value* position = result.back().as_object().if_contains("position")) {
    Query next = query;
    next.emplace_back("position", position->as_string());
    result.push_back(ok(path, next));
  }
  return result;
}

json::array GatewayAsker::items(const std::string& path, const Query& query) {
  json::array result;
  for (const json::value& page : pages(path, query)) {
    for (const json::value& item : page.at("item").as_array()) result.push_back(item);
  }
  return result;
}

std::string member(const json::value& object, const std::string& name) {
  const json::value* value = object.as_object().if_contains(name);
  return value == nullptr ? "" : std::string(value->as_string());
}

std::vector<std::string> members(const json::array& list, const std::string& name) {
  std::vector<std::string> result;
  for (const json::value& item : list) result.push_back(member(item, name));
  return result;
}

}  // namespace awscost::sandbox
