// The instance provider: both versions of the metadata service, its errors, and its cost where there is no instance.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "connectors/aws/credentials/providers/providers.h"
#include "tests/aws/credentials/provider_scene.h"
#include "tests/support/imposter.h"

namespace awscost::credentials {
namespace {

using testing::AllOf;
using testing::HasSubstr;

constexpr const char* kRoles = "/latest/meta-data/iam/security-credentials/";

std::string keys_until(const std::string& expiration) {
  return R"({"Code": "Success", "Type": "AWS-HMAC", "AccessKeyId": "ASIAEXAMPLE", "SecretAccessKey": "secret-key",
            "Token": "session-token", "Expiration": ")" +
         expiration + "\"}";
}

const std::string kKeys = keys_until("2026-11-22T11:00:00Z");

struct InstanceScene : ProviderScene {
  support::Imposter imposter;

  explicit InstanceScene(const std::vector<support::Answer>& answers) {
    variables["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = imposter.url();
    secrets = {"secret-key", "session-token", "imds-token"};
    for (const support::Answer& answer : answers) imposter.reply_with(answer);
  }

  ProviderResult answer() { return ask(&from_instance); }
  Identity identity() { return without_secrets(std::get<Identity>(ask(&from_instance))); }
  std::string refused() { return refusal(&from_instance); }
};

const support::Answer kToken{.body = "imds-token"};
const support::Answer kRole{.body = "my-role\n"};

TEST(Instance, AsksForATokenThenTheRoleThenItsKeys) {
  InstanceScene scene({kToken, kRole, {.body = kKeys}});
  const Identity identity = scene.identity();
  EXPECT_EQ(identity.keys.access_key_id, "ASIAEXAMPLE");
  EXPECT_EQ(identity.keys.secret_access_key.reveal(), "secret-key");
  EXPECT_EQ(identity.keys.session_token.reveal(), "session-token");
  EXPECT_EQ(identity.expires_at, at("2026-11-22T11:00:00Z"));
  EXPECT_EQ(identity.source, "the role my-role of the EC2 instance");
  EXPECT_TRUE(identity.from_instance);
  const auto requests = scene.imposter.requests();
  ASSERT_EQ(requests.size(), 3U);
  EXPECT_EQ(requests[0].method, "PUT");
  EXPECT_EQ(requests[0].target, "/latest/api/token");
  EXPECT_EQ(requests[0].header("x-aws-ec2-metadata-token-ttl-seconds"), "21600");
  EXPECT_EQ(requests[1].method, "GET");
  EXPECT_EQ(requests[1].target, kRoles);
  EXPECT_EQ(requests[2].target, std::string(kRoles) + "my-role");
  for (const std::size_t i : {1U, 2U}) EXPECT_EQ(requests[i].header("x-aws-ec2-metadata-token"), "imds-token");
}

TEST(Instance, ARoleNameIsSentUnencoded) {
  InstanceScene scene({kToken, {.body = "a+b=c,d.e@f_g-h\nother"}, {.body = kKeys}});
  EXPECT_EQ(scene.identity().source, "the role a+b=c,d.e@f_g-h of the EC2 instance");
  EXPECT_EQ(scene.imposter.requests().at(2).target, std::string(kRoles) + "a+b=c,d.e@f_g-h");
}

TEST(Instance, WithoutATokenVersionOneIsUsed) {
  for (const int status : {403, 404, 405, 500}) {
    InstanceScene scene({{.status = status, .body = ""}, kRole, {.body = kKeys}});
    EXPECT_EQ(scene.identity().keys.access_key_id, "ASIAEXAMPLE");
    EXPECT_EQ(scene.imposter.requests().at(1).header("x-aws-ec2-metadata-token"), "");
  }
}

TEST(Instance, VersionOneCanBeSwitchedOff) {
  for (const bool in_profile : {false, true}) {
    InstanceScene scene({{.status = 404, .body = ""}});
    if (in_profile) scene.config_text = "[default]\nec2_metadata_v1_disabled = True";
    if (!in_profile) scene.variables["AWS_EC2_METADATA_V1_DISABLED"] = "true";
    EXPECT_THAT(reason(scene.answer()), AllOf(HasSubstr("gave none (HTTP 404)"), HasSubstr("version 1")));
    EXPECT_EQ(scene.imposter.requests().size(), 1U);
  }
}

TEST(Instance, ItCanBeSwitchedOff) {
  InstanceScene scene({});
  scene.variables["AWS_EC2_METADATA_DISABLED"] = "TRUE";
  EXPECT_EQ(reason(scene.answer()), "AWS_EC2_METADATA_DISABLED is true");
  EXPECT_EQ(scene.ask(&region_of_instance), "");
  EXPECT_TRUE(scene.imposter.requests().empty());
}

TEST(Instance, WithoutARoleItIsNotConfigured) {
  EXPECT_EQ(reason(InstanceScene({kToken, {.status = 404, .body = "<html>"}}).answer()), "the instance has no role");
  EXPECT_EQ(reason(InstanceScene({kToken, {.body = ""}}).answer()), "the instance has no role");
  EXPECT_EQ(reason(InstanceScene({{.status = 404}, {.status = 404}}).answer()), "the instance has no role");
}

TEST(Instance, WithoutAnAnswerItIsNotConfigured) {
  InstanceScene scene({});
  scene.variables["AWS_EC2_METADATA_SERVICE_ENDPOINT"] =
      "http://127.0.0.1:" + std::to_string(support::Imposter::closed_port());
  EXPECT_THAT(reason(scene.answer()), AllOf(HasSubstr("no instance's metadata service answers (http://127.0.0.1:"),
                                            HasSubstr("could not be reached")));
}

// On a computer that is not an instance, one connection is tried for one second.
TEST(Instance, WithoutAnAnswerOneAttemptIsMade) {
  ProviderScene scene;
  Scripted scripted([](const http::Request&) -> wire::Reply {
    throw wire::SendError("no route", false, wire::SendError::Cause::kNotReached);
  });
  scene.exchange = &scripted;
  EXPECT_THAT(reason(scene.ask(&from_instance)), HasSubstr("no route"));
  ASSERT_EQ(scripted.requests.size(), 1U);
  EXPECT_EQ(scripted.requests[0].url, "http://169.254.169.254/latest/api/token");
  EXPECT_TRUE(scripted.requests[0].direct);
  EXPECT_EQ(scripted.last_limits.connect_timeout, std::chrono::seconds(1));
  EXPECT_EQ(scripted.last_limits.total_timeout, std::chrono::seconds(1));
  EXPECT_EQ(scene.slept, std::chrono::seconds(0));
}

// The answer with the token travels one network hop, and a container is two hops away.
TEST(Instance, WhereTheTokenDoesNotArriveVersionOneIsUsed) {
  ProviderScene scene;
  Scripted scripted([](const http::Request& request) -> wire::Reply {
    if (request.method == "PUT") throw wire::SendError("late", true, wire::SendError::Cause::kTimeout);
    return {.status = 200, .body = request.url.ends_with('/') ? "my-role" : kKeys};
  });
  scene.exchange = &scripted;
  EXPECT_EQ(std::get<Identity>(scene.ask(&from_instance)).keys.access_key_id, "ASIAEXAMPLE");
}

TEST(Instance, WhereTheTokenDoesNotArriveAndIsNeededTheReasonNamesTheHopLimit) {
  ProviderScene scene;
  Scripted scripted([](const http::Request& request) -> wire::Reply {
    if (request.method == "PUT") throw wire::SendError("late", true, wire::SendError::Cause::kTimeout);
    return {.status = 401};
  });
  scene.exchange = &scripted;
  EXPECT_THAT(reason(scene.ask(&from_instance)),
              AllOf(HasSubstr("names no role without one (HTTP 401)"), HasSubstr("set the instance's hop limit to 2")));
  scene.variables["AWS_EC2_METADATA_V1_DISABLED"] = "true";
  EXPECT_THAT(reason(scene.ask(&from_instance)), AllOf(HasSubstr("did not answer"), HasSubstr("hop limit to 2")));
}

TEST(Instance, TheAddressCanBeSet) {
  const auto asked = [](const std::map<std::string, std::string>& variables, const std::string& config = {}) {
    ProviderScene scene;
    scene.variables = variables;
    scene.config_text = config;
    Scripted scripted([](const http::Request&) -> wire::Reply {
      throw wire::SendError("no", false, wire::SendError::Cause::kNotReached);
    });
    scene.exchange = &scripted;
    scene.ask(&from_instance);
    return scripted.requests.at(0).url;
  };
  constexpr const char* kMode = "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE";
  constexpr const char* kEndpoint = "AWS_EC2_METADATA_SERVICE_ENDPOINT";
  EXPECT_EQ(asked({{kMode, "IPv6"}}), "http://[fd00:ec2::254]/latest/api/token");
  EXPECT_EQ(asked({{kMode, "ipv4"}}), "http://169.254.169.254/latest/api/token");
  EXPECT_EQ(asked({}, "[default]\nec2_metadata_service_endpoint_mode = IPv6"),
            "http://[fd00:ec2::254]/latest/api/token");
  EXPECT_EQ(asked({{kEndpoint, "http://localhost:1/a/"}, {kMode, "IPv6"}}), "http://localhost:1/a/latest/api/token");
  EXPECT_EQ(asked({}, "[default]\nec2_metadata_service_endpoint = http://localhost:2"),
            "http://localhost:2/latest/api/token");
}

TEST(Instance, AWrongSettingIsAnError) {
  for (const auto& [variable, value] :
       {std::pair{"AWS_EC2_METADATA_SERVICE_ENDPOINT", "ftp://localhost"},
        std::pair{"AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://user:secret-key@localhost"},
        std::pair{"AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "IPv5"}, std::pair{"AWS_METADATA_SERVICE_TIMEOUT", "soon"},
        std::pair{"AWS_METADATA_SERVICE_TIMEOUT", "0"}, std::pair{"AWS_METADATA_SERVICE_NUM_ATTEMPTS", "-1"}}) {
    InstanceScene scene({});
    scene.variables[variable] = value;
    EXPECT_THAT(scene.refused(), HasSubstr(variable));
    EXPECT_TRUE(scene.imposter.requests().empty());
  }
}

TEST(Instance, TimeoutAndAttemptsCanBeSet) {
  for (const bool in_profile : {false, true}) {
    ProviderScene scene;
    if (in_profile) scene.config_text = "[default]\nmetadata_service_timeout = 3\nmetadata_service_num_attempts = 2";
    if (!in_profile) {
      scene.variables = {{"AWS_METADATA_SERVICE_TIMEOUT", "3"}, {"AWS_METADATA_SERVICE_NUM_ATTEMPTS", "2"}};
    }
    Scripted scripted([](const http::Request&) -> wire::Reply {
      throw wire::SendError("no", false, wire::SendError::Cause::kNotReached);
    });
    scene.exchange = &scripted;
    scene.ask(&from_instance);
    EXPECT_EQ(scripted.requests.size(), 2U);
    EXPECT_EQ(scripted.last_limits.total_timeout, std::chrono::seconds(3));
  }
}

TEST(Instance, StatusFourHundredToTheTokenRequestIsAnError) {
  EXPECT_THAT(InstanceScene({{.status = 400, .body = "Bad"}}).refused(),
              HasSubstr("refused the request for a token (HTTP 400)"));
}

// The service answers 200 for this, and a proxy on the way may repeat the token in the answer.
TEST(Instance, AnErrorAboutAnAnswerDoesNotShowTheToken) {
  InstanceScene scene({kToken, kRole, {.body = R"({"Code": "Failed imds-token", "Message": "Not \u0069mds-token"})"}});
  EXPECT_THAT(scene.refused(), HasSubstr("the role my-role (Failed [redacted]: Not [redacted])"));
  InstanceScene echo({kToken, {.body = "imds-token"}, {.body = kKeys}});
  EXPECT_EQ(echo.identity().source, "the role [redacted] of the EC2 instance");
}

TEST(Instance, AfterATokenARefusalIsAnError) {
  EXPECT_THAT(InstanceScene({kToken, {.status = 401, .body = "imds-token"}}).refused(),
              HasSubstr("did not name the instance's role (HTTP 401)"));
  EXPECT_THAT(InstanceScene({kToken, kRole, {.status = 500, .body = "x"}}).refused(),
              HasSubstr("gave no keys for the role my-role (HTTP 500)"));
  EXPECT_THAT(InstanceScene({kToken, kRole, {.status = 404, .body = "x"}}).refused(),
              HasSubstr("gave no keys for the role my-role (HTTP 404)"));
  EXPECT_THAT(InstanceScene({kToken, {.fault = support::Fault::kReset}}).refused(),
              HasSubstr("gave a token and then no answer"));
}

// Azure and others run another service at this address.
TEST(Instance, WithoutATokenARefusalMeansNoInstance) {
  EXPECT_THAT(reason(InstanceScene({{.status = 405}, {.status = 401}}).answer()),
              HasSubstr("gave no token and names no role without one (HTTP 401)"));
  EXPECT_THAT(reason(InstanceScene({{.status = 405}, {.fault = support::Fault::kReset}}).answer()),
              HasSubstr("gave neither a token nor an answer"));
}

TEST(Instance, ARoleWithoutKeysIsAnError) {
  EXPECT_THAT(
      InstanceScene(
          {kToken, kRole, {.body = R"({"Code": "AssumeRoleUnauthorizedAccess", "Message": "EC2 cannot assume it"})"}})
          .refused(),
      HasSubstr("gave no keys for the role my-role (AssumeRoleUnauthorizedAccess: EC2 cannot assume it)"));
  EXPECT_THAT(InstanceScene({kToken, kRole, {.body = "secret-key"}}).refused(), HasSubstr("not a JSON object"));
  EXPECT_THAT(InstanceScene({kToken, kRole, {.body = R"({"Code": "Success"})"}}).refused(),
              HasSubstr("lacks 'AccessKeyId' and 'SecretAccessKey'"));
}

// AWS still accepts them. 10 minutes: 7, and half of 6 for the random number 0.5.
TEST(Instance, ExpiredKeysAreUsedForSomeMinutes) {
  for (const char* expiration : {"2026-11-22T05:00:00Z", "2026-11-21T05:00:00Z"}) {
    EXPECT_EQ(InstanceScene({kToken, kRole, {.body = keys_until(expiration)}}).identity().expires_at,
              at("2026-11-22T05:10:00Z"));
  }
  EXPECT_EQ(InstanceScene({kToken, kRole, {.body = keys_until("2026-11-22T05:00:01Z")}}).identity().expires_at,
            at("2026-11-22T05:00:01Z"));
}

TEST(Instance, TellsItsRegion) {
  InstanceScene scene({kToken, {.body = "eu-west-3"}});
  EXPECT_EQ(scene.ask(&region_of_instance), "eu-west-3");
  EXPECT_EQ(scene.imposter.requests().at(1).target, "/latest/meta-data/placement/region");
  EXPECT_EQ(scene.imposter.requests().at(1).header("x-aws-ec2-metadata-token"), "imds-token");
  InstanceScene older({kToken, {.status = 404}, {.body = "eu-west-3b\n"}});
  EXPECT_EQ(older.ask(&region_of_instance), "eu-west-3");
  EXPECT_EQ(older.imposter.requests().at(2).target, "/latest/meta-data/placement/availability-zone/");
  EXPECT_EQ(InstanceScene({kToken, {.status = 500}, {.status = 500}}).ask(&region_of_instance), "");
  EXPECT_EQ(InstanceScene(std::vector<support::Answer>{{.status = 400}}).ask(&region_of_instance), "");
}

TEST(Instance, AnInterruptIsNoticed) {
  InstanceScene scene({{.fault = support::Fault::kStall}});
  scene.interrupted = [&] { return !scene.imposter.requests().empty(); };
  EXPECT_THROW(scene.answer(), sql::InterruptError);
}

}  // namespace
}  // namespace awscost::credentials
