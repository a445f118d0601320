// The parts of a request and where they go.
#include "connectors/tables/request/message.h"

#include <gtest/gtest.h>

#include "sql/error.h"

namespace awscost::request {
namespace {

TEST(Message, PutsPointersIntoTheBody) {
  Message message;
  message.set("/SortBy/Key", "NetSavings");
  message.set("/SortBy/SortOrder", "ASCENDING");
  message.set("/maxResults", 25);
  message.append("/filters", "a");
  message.append("/filters", "b");
  EXPECT_EQ(message.body(),
            R"({"SortBy":{"Key":"NetSavings","SortOrder":"ASCENDING"},"maxResults":25,"filters":["a","b"]})");
}

TEST(Message, IsAnObjectWhereNothingIsAsked) {
  EXPECT_EQ(Message().body(), "{}");  // awsJson wants a body, even without members
}

TEST(Message, WritesParametersPlainly) {
  Message message;
  message.set("?limit", 500);
  message.set("?includeValues", true);
  message.set("?name", "a b&c");
  const std::vector<std::pair<std::string, std::string>> expected{
      {"limit", "500"}, {"includeValues", "true"}, {"name", "a b&c"}};
  EXPECT_EQ(message.query(), expected);
  EXPECT_EQ(message.body(), "{}");
}

TEST(Message, EncodesLabels) {
  Message message;
  message.set("{usageplanId}", "a/b ü");
  EXPECT_EQ(message.path("/usageplans/{usageplanId}/usage"), "/usageplans/a%2Fb%20%C3%BC/usage");
  EXPECT_EQ(message.path("/usageplans"), "/usageplans");
}

// An id of dots is a step up the path, and an empty id is the list itself: both are other operations.
TEST(Message, RefusesLabelsThatAreNoNames) {
  for (const char* id : {"", ".", ".."}) {
    Message message;
    message.set("{usageplanId}", id);
    EXPECT_THROW((void)message.path("/usageplans/{usageplanId}/usage"), sql::Error) << id;
  }
}

}  // namespace
}  // namespace awscost::request
