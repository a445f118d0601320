// One call through real sockets: its signed request, its reply, and errors without secrets.
#include "connectors/aws/client/client.h"
#include "connectors/aws/http/user_agent.h"
#include "connectors/aws/retries/invocation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <sstream>
#include <thread>

#include "connectors/aws/credentials/provider_chain.h"
#include "connectors/aws/http/curl.h"
#include "connectors/aws/http/curl_pool.h"
#include "connectors/aws/signing/sigv4.h"
#include "tests/support/environment.h"
#include "tests/support/imposter.h"
#include "tests/support/world.h"

namespace awscost::aws {
namespace {

using support::environment_of;
using support::Fault;
using support::Imposter;
using support::Received;
using testing::HasSubstr;
using testing::MatchesRegex;
using testing::Not;

constexpr const char* kKey = "AKIDEXAMPLE";
constexpr const char* kSecret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
constexpr const char* kToken = "IQoJb3JpZ2luX2VjEXAMPLE//token+with/specials==";
constexpr std::chrono::sys_seconds kTime =
    std::chrono::sys_days(std::chrono::year(2026) / 3 / 1) + std::chrono::hours(12);

wire::Call approximate_usage_records() {
  return {.service = "ce",
          .operation = "GetApproximateUsageRecords",
          .headers = {{"Content-Type", "application/x-amz-json-1.1"},
                      {"X-Amz-Target", "AWSInsightsIndexService.GetApproximateUsageRecords"}},
          .body = R"({"Granularity":"DAILY","ApproximationDimension":"RESOURCE"})",
          .price_usd = 0.01};
}

class ClientTest : public testing::Test {
 protected:
  ClientTest() {
    variables_ = {{"AWS_ACCESS_KEY_ID", kKey},
                  {"AWS_SECRET_ACCESS_KEY", kSecret},
                  {"AWS_SESSION_TOKEN", kToken},
                  {"AWS_REGION", "eu-west-3"},
                  {"AWS_ENDPOINT_URL", imposter_.url()}};
  }

  wire::Reply send(const wire::Call& call, RouteQuestion whom = {}) {
    http::Curl curl;
    credentials::ProviderChain chain(support::world_of(variables_, curl, kTime));
    Client client(chain);
    whom.service = call.service;
    return client.send(call, client.route(whom, {}), limits_, {});
  }

  Route route(const RouteQuestion& question) {
    http::Curl curl;
    credentials::ProviderChain chain(support::world_of(variables_, curl, kTime));
    return Client(chain).route(question, {});
  }

  // The call's error, checked for secrets.
  std::string failure(const wire::Call& call, const RouteQuestion& whom = {}) {
    try {
      send(call, whom);
    } catch (const wire::SendError& error) {
      EXPECT_THAT(error.what(), Not(HasSubstr(kSecret)));
      EXPECT_THAT(error.what(), Not(HasSubstr(kToken)));
      EXPECT_THAT(error.what(), Not(HasSubstr("Signature=")));
      return error.what();
    }
    ADD_FAILURE() << "the call succeeded";
    return {};
  }

  Imposter imposter_;
  std::map<std::string, std::string> variables_;
  http::Limits limits_;
};

// As AWS checks a request: signs the headers that the client has signed with the key that it knows.
std::string recomputed_authorization(const Received& received) {
  constexpr std::string_view kMark = "SignedHeaders=";
  const std::string given = received.header("authorization");
  const auto from = given.find(kMark) + kMark.size();
  signing::SigningRequest request{.method = received.method,
                                  .path = received.target.substr(0, received.target.find('?')),
                                  .headers = {},
                                  .body = received.body};
  std::istringstream names(given.substr(from, given.find(',', from) - from));
  for (std::string name; std::getline(names, name, ';');) {
    // sign() adds these two.
    if (name == "x-amz-date" || name == "x-amz-security-token") continue;
    request.headers.push_back({name, received.header(name)});
  }
  signing::Credentials credentials;
  credentials.access_key_id = kKey;
  credentials.secret_access_key = signing::Secret(std::string(kSecret));
  credentials.session_token = signing::Secret(std::string(kToken));
  return signing::sign(request, {kTime, "eu-west-3", "ce"}, credentials).headers.back().value;
}

TEST_F(ClientTest, ASignedRequestArrives) {
  const wire::Reply reply = send(approximate_usage_records());
  EXPECT_EQ(reply.status, 200);
  const Received received = imposter_.requests().at(0);
  EXPECT_EQ(received.method, "POST");
  EXPECT_EQ(received.target, "/");
  EXPECT_EQ(received.header("host"), imposter_.url().substr(7));
  EXPECT_EQ(received.header("content-type"), "application/x-amz-json-1.1");
  EXPECT_EQ(received.header("x-amz-target"), "AWSInsightsIndexService.GetApproximateUsageRecords");
  EXPECT_EQ(received.header("x-amz-date"), "20260301T120000Z");
  EXPECT_EQ(received.header("x-amz-security-token"), kToken);
  EXPECT_EQ(received.header("user-agent"), http::user_agent(""));
  EXPECT_EQ(received.body, approximate_usage_records().body);
  EXPECT_THAT(received.header("authorization"),
              MatchesRegex("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260301/eu-west-3/ce/aws4_request, "
                           "SignedHeaders=content-type;host;x-amz-date;x-amz-security-token;x-amz-target, "
                           "Signature=[0-9a-f]{64}"));
  EXPECT_EQ(received.header("authorization"), recomputed_authorization(received));
}

// As botocore sends them: the headers about repetition are not signed.
TEST_F(ClientTest, WhatTellsOfAttemptsIsSentAndNotSigned) {
  wire::Call call = approximate_usage_records();
  for (const wire::Header& header : retries::invocation_headers("an-id", 2, 3)) call.headers.push_back(header);
  send(call);
  const Received received = imposter_.requests().at(0);
  EXPECT_EQ(received.header("amz-sdk-invocation-id"), "an-id");
  EXPECT_EQ(received.header("amz-sdk-request"), "attempt=2; max=3");
  EXPECT_THAT(received.header("authorization"), Not(HasSubstr("amz-sdk")));
  EXPECT_EQ(received.header("authorization"), recomputed_authorization(received));
}

TEST_F(ClientTest, ALongTermKeySendsNoToken) {
  variables_.erase("AWS_SESSION_TOKEN");
  send(approximate_usage_records());
  EXPECT_EQ(imposter_.requests().at(0).header("x-amz-security-token"), "");
  EXPECT_THAT(imposter_.requests().at(0).header("authorization"), Not(HasSubstr("x-amz-security-token")));
}

TEST_F(ClientTest, PathAndQueryAreSentAsTheyAreSigned) {
  variables_["AWS_ENDPOINT_URL_API_GATEWAY"] = imposter_.url() + "/prefix/";
  wire::Call call{.service = "apigateway",
                  .operation = "GetUsage",
                  .method = "GET",
                  .path = "/usageplans/pl%20an/usage",
                  .query = {{"startDate", "2026-01-01"}, {"position", "a=b&c d"}, {"keyId", ""}},
                  .headers = {{"Accept", "application/json"}}};
  send(call, {.region = "eu-west-1"});
  const Received received = imposter_.requests().at(0);
  EXPECT_EQ(received.target, "/prefix/usageplans/pl%20an/usage?keyId=&position=a%3Db%26c%20d&startDate=2026-01-01");
  EXPECT_EQ(received.header("accept"), "application/json");
  EXPECT_THAT(received.header("authorization"), HasSubstr("/20260301/eu-west-1/apigateway/aws4_request"));
  EXPECT_THAT(received.header("authorization"),
              HasSubstr("SignedHeaders=accept;host;x-amz-date;x-amz-security-token,"));
}

TEST_F(ClientTest, AnErrorOfAwsIsAReply) {
  imposter_.reply_with({.status = 400, .body = R"({"__type":"LimitExceededException","message":"Rate exceeded"})"});
  const wire::Reply reply = send(approximate_usage_records());
  EXPECT_EQ(reply.status, 400);
  EXPECT_THAT(reply.body, HasSubstr("Rate exceeded"));
  EXPECT_EQ(imposter_.requests().size(), 1U) << "the client does not retry";
}

TEST_F(ClientTest, ARouteSaysWhereItsKeysComeFromAndWhereItLeads) {
  const Route ours = route({.service = "ce"});
  EXPECT_EQ(ours.credentials, "the environment");
  EXPECT_EQ(ours.region, "eu-west-3");
  EXPECT_EQ(ours.endpoint.url, imposter_.url());
  EXPECT_EQ(ours.endpoint.signing_region, "eu-west-3") << "of a custom endpoint, the one in force";
  EXPECT_EQ(ours.max_attempts, 3);
  EXPECT_EQ(route({.service = "ce", .region = "eu-west-1"}).region, "eu-west-1") << "the statement's comes first";
  variables_["AWS_MAX_ATTEMPTS"] = "7";
  EXPECT_EQ(route({.service = "ce"}).max_attempts, 7);
  variables_.erase("AWS_ENDPOINT_URL");
  EXPECT_EQ(route({.service = "ce"}).endpoint.url, "https://ce.us-east-1.amazonaws.com");
  EXPECT_TRUE(imposter_.requests().empty());
}

TEST_F(ClientTest, ThePrincipalIsWhoAsksAndNoSecret) {
  const std::string principal = route({.service = "ce"}).principal;
  EXPECT_EQ(route({.service = "ce"}).principal, principal);
  EXPECT_THAT(principal, Not(HasSubstr(kSecret)));
  EXPECT_THAT(principal, Not(HasSubstr(kToken)));
  variables_["AWS_ACCESS_KEY_ID"] = "AKIDOTHER";
  EXPECT_NE(route({.service = "ce"}).principal, principal);
}

TEST_F(ClientTest, AWrongNumberOfAttemptsIsNoRoute) {
  variables_["AWS_MAX_ATTEMPTS"] = "many";
  EXPECT_THAT(failure(approximate_usage_records()), HasSubstr("AWS_MAX_ATTEMPTS"));
  EXPECT_TRUE(imposter_.requests().empty());
}

// The provider has used up its own attempts: the layers above must not retry.
TEST_F(ClientTest, AnErrorOfAProviderIsNotRetried) {
  variables_.erase("AWS_ACCESS_KEY_ID");
  variables_.erase("AWS_SECRET_ACCESS_KEY");
  variables_["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = "http://127.0.0.1:" + std::to_string(Imposter::closed_port());
  try {
    send(approximate_usage_records());
    ADD_FAILURE() << "the call succeeded";
  } catch (const wire::SendError& error) {
    EXPECT_THAT(error.what(), HasSubstr("could not be reached"));
    EXPECT_EQ(error.cause(), wire::SendError::Cause::kStays);
    EXPECT_FALSE(error.maybe_charged());
  }
}

TEST_F(ClientTest, LookingForARouteSendsNothing) {
  EXPECT_EQ(route({.service = "ce"}).credentials, "the environment");
  EXPECT_THAT(failure(approximate_usage_records(), {.profile = "nobody"}), HasSubstr("'nobody'"));
  EXPECT_TRUE(imposter_.requests().empty());
}

TEST_F(ClientTest, NoErrorShowsASecret) {
  for (const Fault fault : {Fault::kReset, Fault::kResetInBody, Fault::kClose, Fault::kCutBody}) {
    imposter_.reply_with({.body = R"({"a":1})", .fault = fault});
    EXPECT_THAT(failure(approximate_usage_records()), HasSubstr(imposter_.url()));
  }
  imposter_.reply_with({.fault = Fault::kStall});
  limits_.total_timeout = std::chrono::milliseconds(100);
  EXPECT_THAT(failure(approximate_usage_records()), HasSubstr("100 ms"));
  limits_ = {};
  imposter_.reply_with({.body = std::string(100, ' ')});
  limits_.max_body_bytes = 10;
  EXPECT_THAT(failure(approximate_usage_records()), HasSubstr("larger than 10 bytes"));
  variables_["AWS_ENDPOINT_URL"] = "http://127.0.0.1:" + std::to_string(Imposter::closed_port());
  EXPECT_THAT(failure(approximate_usage_records()), HasSubstr("could not be reached"));
}

TEST_F(ClientTest, NoErrorBeforeSendingShowsASecret) {
  const auto configured = variables_;
  for (const auto& [name, value] :
       std::map<std::string, std::string>{{"AWS_ENDPOINT_URL", std::string("https://u:") + kSecret + "@example.com"},
                                          {"AWS_SESSION_TOKEN", std::string(kToken) + "\n"},
                                          {"AWS_ACCESS_KEY_ID", ""},
                                          {"AWS_SECRET_ACCESS_KEY", ""},
                                          {"AWS_REGION", "not a region"},
                                          {"AWS_USE_FIPS_ENDPOINT", "true"}}) {
    variables_ = configured;
    variables_[name] = value;
    EXPECT_NE(failure(approximate_usage_records()), "") << name;
  }
  variables_ = configured;
  EXPECT_THAT(failure(approximate_usage_records(), {.profile = "prod"}), HasSubstr("'prod'"));
  EXPECT_TRUE(imposter_.requests().empty());
}

TEST_F(ClientTest, AChangeOfTheEnvironmentCountsFromTheNextRoute) {
  auto variables = std::make_shared<std::map<std::string, std::string>>(variables_);
  http::Curl curl;
  credentials::World world = support::world_of({}, curl, kTime);
  world.environment = [variables](const char* name) { return environment_of(*variables)(name); };
  credentials::ProviderChain chain(std::move(world));
  Client client(chain);
  client.send(approximate_usage_records(), client.route({.service = "ce"}, {}), {}, {});
  (*variables)["AWS_ACCESS_KEY_ID"] = "AKIDOTHER";
  client.send(approximate_usage_records(), client.route({.service = "ce"}, {}), {}, {});
  EXPECT_THAT(imposter_.requests().at(0).header("authorization"), HasSubstr("Credential=AKIDEXAMPLE/"));
  EXPECT_THAT(imposter_.requests().at(1).header("authorization"), HasSubstr("Credential=AKIDOTHER/"));
  EXPECT_EQ(imposter_.connections(), 1);
}

// What was read of one account must not go on with another's keys: pages, kept replies and the ledger are the route's.
TEST_F(ClientTest, ARouteAsksWithTheKeysItWasFoundWith) {
  auto variables = std::make_shared<std::map<std::string, std::string>>(variables_);
  http::Curl curl;
  credentials::World world = support::world_of({}, curl, kTime);
  world.environment = [variables](const char* name) { return environment_of(*variables)(name); };
  credentials::ProviderChain chain(std::move(world));
  Client client(chain);
  const Route route = client.route({.service = "ce"}, {});
  (*variables)["AWS_ACCESS_KEY_ID"] = "AKIDOTHER";
  client.send(approximate_usage_records(), route, {}, {});
  EXPECT_THAT(imposter_.requests().at(0).header("authorization"), HasSubstr("Credential=AKIDEXAMPLE/"));
}

TEST_F(ClientTest, SeveralThreadsMaySendAtOnce) {
  http::CurlPool pool;
  credentials::ProviderChain chain(support::world_of(variables_, pool, kTime));
  Client client(chain);
  const Route route = client.route({.service = "ce"}, {});
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&client, &route, i] {
      wire::Call call = approximate_usage_records();
      call.body = "{\"thread\":" + std::to_string(i) + "}";
      for (int j = 0; j < 10; ++j) EXPECT_EQ(client.send(call, route, {}, {}).status, 200);
    });
  }
  for (std::thread& thread : threads) thread.join();
  ASSERT_EQ(imposter_.requests().size(), 40U);
  for (const Received& received : imposter_.requests()) {
    EXPECT_EQ(received.header("authorization"), recomputed_authorization(received));
  }
}

}  // namespace
}  // namespace awscost::aws
