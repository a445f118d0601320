// Parsing AWS errors: the published protocol cases, and what real services send beyond them.
#include "connectors/wire/error.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json.hpp>
#include <iostream>

#include "tests/support/test_data.h"

namespace awscost::wire {
namespace {

namespace json = boost::json;

Reply reply_of(const json::object& response) {
  Reply reply{.status = static_cast<int>(response.at("status_code").as_int64())};
  if (response.contains("headers")) {
    for (const auto& [name, value] : response.at("headers").as_object()) {
      reply.headers.push_back({std::string(name), std::string(value.as_string())});
    }
  }
  if (response.contains("body")) reply.body = std::string(response.at("body").as_string());
  return reply;
}

struct Published {
  const char* protocol;
  int cases;
  int errors;
  int errors_in_header;  // without a body; botocore skips these for awsJson
};

class PublishedErrors : public testing::TestWithParam<Published> {
 protected:
  void SetUp() override {
    const std::string name = std::string("protocol-errors/") + GetParam().protocol + "-output.json";
    const auto file = support::load_json(name);
    if (!file) GTEST_SKIP() << support::absent(name);
    for (const json::value& suite : file->as_array()) {
      for (const json::value& test : suite.at("cases").as_array()) cases_.push_back(test.as_object());
    }
  }

  static void check(const json::object& published) {
    const AwsError error = read_error(reply_of(published.at("response").as_object()));
    EXPECT_EQ(error.code, published.at("errorCode").as_string());
    const json::value* members = published.if_contains("error");
    const json::value* message = members == nullptr ? nullptr : members->as_object().if_contains("Message");
    EXPECT_EQ(error.message, message == nullptr ? "" : std::string(message->as_string()));
  }

  std::vector<json::object> cases_;
};

TEST_P(PublishedErrors, CodeAndMessage) {
  Published seen{.protocol = GetParam().protocol};
  for (const json::object& published : cases_) {
    SCOPED_TRACE(published.at("id").as_string().c_str());
    ++seen.cases;
    if (!published.contains("errorCode")) {
      std::cout << "does not apply: " << published.at("id").as_string() << " has status "
                << published.at("response").at("status_code") << "; connectors/tables/page decodes its members\n";
      continue;
    }
    ++seen.errors;
    seen.errors_in_header += published.at("response").as_object().contains("body") ? 0 : 1;
    check(published);
  }
  EXPECT_EQ(seen.cases, GetParam().cases);
  EXPECT_EQ(seen.errors, GetParam().errors);
  EXPECT_EQ(seen.errors_in_header, GetParam().errors_in_header);
}

// One published success has a request id.
TEST_P(PublishedErrors, RequestId) {
  for (const json::object& published : cases_) {
    const json::string& id = published.at("id").as_string();
    const bool has_one = id == "parses_the_request_id_from_the_response";
    EXPECT_EQ(request_id(reply_of(published.at("response").as_object())), has_one ? "amazon-uniq-request-id" : "")
        << id;
  }
}

INSTANTIATE_TEST_SUITE_P(Protocols, PublishedErrors,
                         testing::Values(Published{"json", 58, 12, 3}, Published{"json_1_0", 32, 12, 3},
                                         Published{"rest-json", 91, 12, 3}),
                         [](const auto& published) {
                           std::string name = published.param.protocol;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

Reply reply(int status, std::string body, std::vector<Header> headers = {}) {
  return {.status = status, .headers = std::move(headers), .body = std::move(body)};
}

TEST(ReadError, CostExplorersOwnSpelling) {
  const AwsError error =
      read_error(reply(400, R"({"__type":"ValidationException","message":"Group Definition type is invalid."})",
                       {{"x-amzn-RequestId", "3d2c"}}));
  EXPECT_EQ(error.code, "ValidationException");
  EXPECT_EQ(error.message, "Group Definition type is invalid.");
  EXPECT_EQ(error.request_id, "3d2c");
}

TEST(ReadError, TheHeaderWinsOverTheBodyAndCodeOverType) {
  EXPECT_EQ(read_error(reply(400, R"({"code":"B","__type":"C"})", {{"X-AMZN-ERRORTYPE", "A"}})).code, "A");
  EXPECT_EQ(read_error(reply(400, R"({"code":"B","__type":"C"})")).code, "B");
}

TEST(ReadError, ANestedTypeIsNotTheError) {
  EXPECT_EQ(read_error(reply(400, R"({"Nested":{"__type":"Inner"}})")).code, "400");
}

TEST(ReadError, ACodeThatIsNoTextIsNone) {
  EXPECT_EQ(read_error(reply(503, R"({"code":17,"message":null})")).code, "503");
  EXPECT_EQ(read_error(reply(400, R"({"code":null,"__type":"Real"})")).code, "Real");
}

TEST(ReadError, NoJsonBecomesTheMessageAndTheStatusTheCode) {
  const AwsError error = read_error(reply(502, "<html>Bad Gateway</html>"));
  EXPECT_EQ(error.code, "502");
  EXPECT_EQ(error.message, "<html>Bad Gateway</html>");
  EXPECT_EQ(read_error(reply(500, "")).message, "");
  EXPECT_EQ(read_error(reply(500, "[1]")).code, "500");
  EXPECT_EQ(read_error(reply(500, R"({"__type":"A"} and more)")).code, "500");
}

TEST(ReadError, OnlyWhatHasACodeIsFromAws) {
  EXPECT_TRUE(read_error({.status = 400, .body = R"({"__type":"ValidationException"})"}).is_from_aws);
  EXPECT_TRUE(read_error({.status = 403, .headers = {{"x-amzn-ErrorType", "AccessDeniedException"}}}).is_from_aws);
  for (const std::string body :
       {"", "<html>proxy", "[]", R"({"message":"no"})", R"({"code":502})", R"({"code":"502"})"}) {
    EXPECT_FALSE(read_error({.status = 502, .body = body}).is_from_aws) << body;
  }
}

TEST(ReadError, ALongMessageIsCutBetweenCharacters) {
  std::string body = "x";
  while (body.size() < 1000) body += "\xc3\xa9";
  const AwsError error = read_error(reply(500, body));
  EXPECT_EQ(error.message, body.substr(0, 299));
}

TEST(RequestId, StandsInOneOfTwoHeaders) {
  EXPECT_EQ(request_id(reply(200, "", {{"X-Amzn-RequestId", "a"}, {"x-amz-request-id", "b"}})), "a");
  EXPECT_EQ(request_id(reply(200, "", {{"x-amz-request-id", "b"}})), "b");
  EXPECT_EQ(request_id(reply(200, "")), "");
}

}  // namespace
}  // namespace awscost::wire
