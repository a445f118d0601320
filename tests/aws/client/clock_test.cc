// A wrong clock and expired credentials: which refusals the client corrects.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

#include "connectors/aws/client/client.h"
#include "connectors/aws/credentials/provider_chain.h"
#include "tests/support/world.h"

namespace awscost::aws {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

// 2026-03-01 12:00:00 UTC, a Sunday.
constexpr std::chrono::sys_seconds kTime = std::chrono::sys_days(std::chrono::year(2026) / 3 / 1) + 12h;
constexpr const char* kTwentyMinutesLater = "Sun, 01 Mar 2026 12:20:00 GMT";

wire::Reply refusal(const std::string& code, const std::string& date) {
  return {.status = 400, .headers = {{"Date", date}}, .body = R"({"__type":")" + code + R"(","message":"no"})"};
}

// Answers in order, and records the requests.
class Script : public http::Exchange {
 public:
  explicit Script(std::vector<wire::Reply> replies) : replies_(std::move(replies)) {}

  wire::Reply exchange(const http::Request& request, const http::Limits&, const sql::Interrupted&) override {
    sent_.push_back(request);
    return replies_.at(sent_.size() - 1);
  }

  std::string header(std::size_t request, std::string_view name) const {
    return std::string(wire::header({.headers = sent_.at(request).headers}, name));
  }

 private:
  std::vector<wire::Reply> replies_;
  std::vector<http::Request> sent_;
};

const wire::Call kCall{.service = "ce", .operation = "GetCostAndUsage", .body = "{}"};

wire::Reply send(Client& client, const Route& route) {
  return client.send(kCall, route, http::Limits(), {});
}

// A role is assumed before the first request, and what STS's refusal taught holds for the request.
TEST(ClientClock, IsCorrectedByTheProviderChainToo) {
  const std::string keys =
      "<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIAROLE</AccessKeyId>"
      "<SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2026-03-01T13:00:00Z</Expiration>"
      "</Credentials></AssumeRoleResult></AssumeRoleResponse>";
  Script script({{.status = 403,
                  .headers = {{"Date", kTwentyMinutesLater}},
                  .body = "<ErrorResponse><Error><Code>SignatureDoesNotMatch</Code></Error></ErrorResponse>"},
                 {.status = 200, .body = keys},
                 {.status = 200, .body = "{}"}});
  credentials::ProviderChain chain(
      support::world_of({{"HOME", "/home/u"}, {"AWS_PROFILE", "prod"}, {"AWS_REGION", "eu-west-1"}}, script, kTime,
                        {{"/home/u/.aws/config",
                          "[profile prod]\nrole_arn=arn:aws:iam::111122223333:role/R\nsource_profile=prod\n"
                          "aws_access_key_id=AKIDEXAMPLE\naws_secret_access_key=secret\n"}}));
  Client client(chain);
  const Route route = client.route({.service = "ce"}, {});
  EXPECT_EQ(send(client, route).status, 200);
  EXPECT_EQ(script.header(0, "x-amz-date"), "20260301T120000Z");
  EXPECT_EQ(script.header(1, "x-amz-date"), "20260301T122000Z");
  EXPECT_EQ(script.header(2, "x-amz-date"), "20260301T122000Z");
}

TEST(ClientClock, TheNextAttemptIsSignedWithTheCorrectedTime) {
  Script script({refusal("RequestTimeTooSkewed", kTwentyMinutesLater), {.status = 200, .body = "{}"}});
  credentials::ProviderChain chain(
      support::world_of({{"AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"}, {"AWS_SECRET_ACCESS_KEY", "secret"}}, script, kTime));
  Client client(chain);
  const Route route = client.route({.service = "ce"}, {});
  EXPECT_TRUE(send(client, route).mended);
  EXPECT_FALSE(send(client, route).mended);
  EXPECT_EQ(script.header(0, "x-amz-date"), "20260301T120000Z");
  EXPECT_EQ(script.header(1, "x-amz-date"), "20260301T122000Z");
  EXPECT_THAT(script.header(1, "authorization"), HasSubstr("/20260301/us-east-1/ce/aws4_request"));
}

std::string role_keys(const std::string& id, const std::string& expiration) {
  return "<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>" + id +
         "</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>" + expiration +
         "</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>";
}

// Lines that a transaction has read are found again by their destination's key, of which the principal is a part.
TEST(RoutePrincipal, StaysWhenTemporaryKeysAreRenewed) {
  Script script({{.status = 200, .body = role_keys("ASIAONE", "2026-03-01T13:00:00Z")},
                 {.status = 200, .body = role_keys("ASIATWO", "2026-03-01T15:00:00Z")},
                 {.status = 200, .body = "{}"}});
  auto now = kTime;
  credentials::World world =
      support::world_of({{"HOME", "/home/u"}, {"AWS_PROFILE", "prod"}, {"AWS_REGION", "eu-west-1"}}, script, kTime,
                        {{"/home/u/.aws/config",
                          "[profile prod]\nrole_arn=arn:aws:iam::111122223333:role/R\nsource_profile=prod\n"
                          "aws_access_key_id=AKIDEXAMPLE\naws_secret_access_key=secret\n"}});
  world.clock = [&now] { return now; };
  credentials::ProviderChain chain(std::move(world));
  Client client(chain);
  const Route before = client.route({.service = "ce"}, {});
  now += 2h;
  const Route after = client.route({.service = "ce"}, {});
  send(client, after);
  EXPECT_THAT(script.header(2, "authorization"), HasSubstr("Credential=ASIATWO/")) << "they were renewed";
  EXPECT_EQ(after.principal, before.principal);
}

class ExpiredTest : public testing::Test {
 protected:
  // The credentials file can change during a request.
  credentials::World world(http::Exchange& exchange) {
    credentials::World made = support::world_of({{"HOME", "/home/u"}}, exchange, kTime);
    made.read_file = [this](const std::string& path) -> std::optional<std::string> {
      if (path != "/home/u/.aws/credentials") return std::nullopt;
      return file_;
    };
    return made;
  }

  static std::string keys(const std::string& id) {
    return "[default]\naws_access_key_id=" + id + "\naws_secret_access_key=secret\naws_session_token=token\n";
  }

  std::string file_ = keys("AKIDOLD");
};

TEST_F(ExpiredTest, ExpiredCredentialsAreReadAgain) {
  for (const char* code : {"ExpiredTokenException", "ExpiredToken", "TokenRefreshRequired"}) {
    // New keys are written to the file while the request is under way.
    class Renewing : public Script {
     public:
      Renewing(std::string& file, const char* expired)
          : Script({refusal(expired, ""), {.status = 200, .body = "{}"}}), file_(file) {}
      wire::Reply exchange(const http::Request& request, const http::Limits& limits,
                           const sql::Interrupted& interrupted) override {
        file_ = keys("AKIDNEW");
        return Script::exchange(request, limits, interrupted);
      }

     private:
      std::string& file_;
    };
    file_ = keys("AKIDOLD");
    Renewing script(file_, code);
    credentials::ProviderChain chain(world(script));
    Client client(chain);
    const Route route = client.route({.service = "ce"}, {});
    EXPECT_TRUE(send(client, route).mended) << code;
    EXPECT_EQ(send(client, route).status, 200);
    EXPECT_THAT(script.header(0, "authorization"), HasSubstr("Credential=AKIDOLD/"));
    EXPECT_THAT(script.header(1, "authorization"), HasSubstr("Credential=AKIDNEW/"));
  }
}

TEST_F(ExpiredTest, TheSameCredentialsAreNotTriedAgain) {
  Script script({refusal("ExpiredTokenException", "")});
  credentials::ProviderChain chain(world(script));
  Client client(chain);
  EXPECT_FALSE(send(client, client.route({.service = "ce"}, {})).mended);
}

}  // namespace
}  // namespace awscost::aws
