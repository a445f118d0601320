// The SSO provider: which token it uses, when and how it renews the token, and its errors.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <boost/json.hpp>
#include <future>
#include <latch>
#include <utility>
#include <vector>

#include "connectors/aws/credentials/providers/providers.h"
#include "connectors/aws/signing/digest.h"
#include "tests/aws/credentials/provider_scene.h"
#include "tests/support/imposter.h"

namespace awscost::credentials {
namespace {

using testing::AllOf;
using testing::HasSubstr;

namespace json = boost::json;

// sha1("work") and sha1("https://d-1.awsapps.com/start"), by sha1sum.
constexpr const char* kSessionFile = "/home/ada/.aws/sso/cache/e274eeff768c6396088ec6eb091f4bf4d47ab1e0.json";
constexpr const char* kStartUrlFile = "/home/ada/.aws/sso/cache/0c54b6c27e90660baa89eaad85ac1d5dae26cb7d.json";

const SsoRole kRole{.session = "work",
                    .region = "eu-west-1",
                    .start_url = "https://d-1.awsapps.com/start",
                    .account_id = "123456789012",
                    .role_name = "Read & Only"};

std::string token(const std::string& expires_at, const std::string& more = {}) {
  return R"({"accessToken": "token-one", "expiresAt": ")" + expires_at + "\"" + more + "}";
}

std::string refreshable(const std::string& expires_at, const std::string& registered = "2027-01-01T00:00:00Z") {
  return token(expires_at, R"(, "refreshToken": "refresh-one", "clientId": "client", "clientSecret": "client-secret",
                             "startUrl": "https://d-1.awsapps.com/start", "x": [1], "registrationExpiresAt": ")" +
                               registered + "\"");
}

constexpr const char* kKeys =
    R"({"roleCredentials": {"accessKeyId": "ASIAEXAMPLE", "secretAccessKey": "secret-key", "sessionToken": "session",
        "expiration": 1795327200999}})";  // 2026-11-22T06:00:00.999Z

struct SsoScene : ProviderScene {
  support::Imposter imposter;
  SsoRole role = kRole;

  explicit SsoScene(const std::string& cached) {
    variables["AWS_ENDPOINT_URL_SSO"] = imposter.url();
    variables["AWS_ENDPOINT_URL_SSO_OIDC"] = imposter.url() + "/";
    secrets = {"token-one", "token-two", "refresh-one", "refresh-two", "client-secret", "secret-key", "session\""};
    if (!cached.empty()) files[kSessionFile] = cached;
  }

  Identity identity() {
    return without_secrets(ask([&](const ProviderContext& context) { return from_sso(role, context); }));
  }
  std::string refused() {
    return refusal([&](const ProviderContext& context) { return from_sso(role, context); });
  }
};

TEST(SsoProvider, AFreshTokenGetsTheKeysOfTheRole) {
  SsoScene scene(token("2026-11-22T05:15:01Z"));
  scene.imposter.reply_with({.body = kKeys});
  const Identity identity = scene.identity();
  EXPECT_EQ(identity.keys.access_key_id, "ASIAEXAMPLE");
  EXPECT_EQ(identity.keys.secret_access_key.reveal(), "secret-key");
  EXPECT_EQ(identity.keys.session_token.reveal(), "session");
  EXPECT_EQ(identity.expires_at, at("2026-11-22T06:00:00Z"));
  EXPECT_EQ(identity.account_id, "123456789012");
  EXPECT_EQ(identity.source, "SSO role Read & Only in account 123456789012");
  ASSERT_EQ(scene.imposter.requests().size(), 1U);
  const support::Received request = scene.imposter.requests()[0];
  EXPECT_EQ(request.method, "GET");
  EXPECT_EQ(request.target, "/federation/credentials?role_name=Read%20%26%20Only&account_id=123456789012");
  EXPECT_EQ(request.header("x-amz-sso_bearer_token"), "token-one");
  EXPECT_EQ(request.header("authorization"), "");
}

TEST(SsoProvider, KeysThatArriveExpiredAreRefused) {
  SsoScene scene(token("2026-11-22T09:00:00Z"));
  scene.imposter.reply_with({.headers = {{"Date", "Sun, 22 Nov 2026 06:00:01 GMT"}}, .body = kKeys});
  EXPECT_THAT(scene.refused(), HasSubstr("gave keys that had expired at 2026-11-22T06:00:00Z"));
}

TEST(SsoProvider, WhereAwsWantsFewerRequestsItSaysSo) {
  SsoScene scene(token("2026-11-22T05:15:01Z"));
  for (int i = 0; i < 3; ++i) {
    scene.imposter.reply_with({.status = 429, .body = R"({"__type": "TooManyRequestsException", "message": "Slow"})"});
  }
  EXPECT_THAT(scene.refused(), AllOf(HasSubstr("HTTP 429"), HasSubstr("AWS wants fewer requests"),
                                     testing::Not(HasSubstr("sso_role_name of the profile"))));
}

TEST(SsoProvider, TheOldFormsFileIsNamedAfterTheStartUrlAndNeverRenewed) {
  SsoScene scene("");
  scene.role.session.clear();
  scene.variables["AWS_PROFILE"] = "old";
  scene.config_text = "[profile old]\nsso_start_url = https://d-1.awsapps.com/start";
  scene.files[kStartUrlFile] = refreshable("2026-11-22T05:00:01UTC");
  scene.imposter.reply_with({.body = kKeys});
  EXPECT_EQ(scene.identity().keys.access_key_id, "ASIAEXAMPLE");
  EXPECT_EQ(scene.imposter.requests().size(), 1U);
  scene.now += std::chrono::seconds(1);
  EXPECT_THAT(scene.refused(), AllOf(HasSubstr("expired at 2026-11-22T05:00:01Z"), HasSubstr("cannot be renewed"),
                                     HasSubstr("run `aws sso login --profile old`")));
  scene.variables["AWS_PROFILE"] = "role";
  scene.config_text += "\n[profile role]\nsource_profile = old";
  EXPECT_THAT(scene.refused(), HasSubstr("run `aws sso login --profile old`"));
  EXPECT_EQ(scene.imposter.requests().size(), 1U);
}

TEST(SsoProvider, ATokenNearItsExpiryIsRenewedAndWrittenBack) {
  for (const char* expires_at : {"2026-11-22T05:15:00Z", "2026-11-22T04:00:00Z"}) {
    SsoScene scene(refreshable(expires_at));
    scene.imposter.reply_with(
        {.body = R"({"accessToken": "token-two", "expiresIn": 3600, "refreshToken": "refresh-two"})"});
    scene.imposter.reply_with({.body = kKeys});
    scene.identity();
    ASSERT_EQ(scene.imposter.requests().size(), 2U);
    const support::Received request = scene.imposter.requests()[0];
    EXPECT_EQ(request.method, "POST");
    EXPECT_EQ(request.target, "/token");
    EXPECT_EQ(request.header("content-type"), "application/json");
    EXPECT_EQ(request.header("authorization"), "");
    EXPECT_EQ(json::parse(request.body),
              json::parse(R"({"grantType": "refresh_token", "clientId": "client", "clientSecret": "client-secret",
                              "refreshToken": "refresh-one"})"));
    EXPECT_EQ(scene.imposter.requests()[1].header("x-amz-sso_bearer_token"), "token-two");
    EXPECT_EQ(json::parse(scene.files[kSessionFile]),
              json::parse(R"({"accessToken": "token-two", "expiresAt": "2026-11-22T06:00:00Z",
                              "refreshToken": "refresh-two", "clientId": "client", "clientSecret": "client-secret",
                              "registrationExpiresAt": "2027-01-01T00:00:00Z",
                              "startUrl": "https://d-1.awsapps.com/start", "x": [1]})"));
  }
}

TEST(SsoProvider, WithoutANewRefreshTokenTheOldOneStays) {
  SsoScene scene(refreshable("2026-11-22T04:00:00Z"));
  scene.imposter.reply_with({.body = R"({"accessToken": "token-two", "expiresIn": 3600})"});
  scene.imposter.reply_with({.body = kKeys});
  scene.identity();
  EXPECT_EQ(json::parse(scene.files[kSessionFile]).at("refreshToken").as_string(), "refresh-one");
}

TEST(SsoProvider, ATokenThatCannotBeWrittenBackIsUsed) {
  SsoScene scene(refreshable("2026-11-22T04:00:00Z"));
  scene.files_can_be_written = false;
  scene.imposter.reply_with({.body = R"({"accessToken": "token-two", "expiresIn": 3600})"});
  scene.imposter.reply_with({.body = kKeys});
  scene.identity();
  EXPECT_EQ(scene.imposter.requests()[1].header("x-amz-sso_bearer_token"), "token-two");
}

TEST(SsoProvider, AFailedRenewalIsIgnoredWhileTheTokenIsValid) {
  SsoScene scene(refreshable("2026-11-22T05:00:01Z"));
  scene.imposter.reply_with({.status = 400, .body = R"({"error": "invalid_grant"})"});
  scene.imposter.reply_with({.body = kKeys});
  scene.identity();
  EXPECT_EQ(scene.imposter.requests()[1].header("x-amz-sso_bearer_token"), "token-one");
  EXPECT_EQ(scene.files[kSessionFile], refreshable("2026-11-22T05:00:01Z"));
}

TEST(SsoProvider, AFailedRenewalOfAnExpiredTokenSaysWhyAndHowToSignIn) {
  SsoScene scene(refreshable("2026-11-22T05:00:00Z"));
  scene.imposter.reply_with({.status = 400,
                             .headers = {{"x-amzn-ErrorType", "InvalidGrantException:"}},
                             .body = R"({"error": "invalid_grant", "error_description": "Bad refresh-one given"})"});
  EXPECT_THAT(scene.refused(), AllOf(HasSubstr("could not be renewed (HTTP 400, InvalidGrantException: Bad"),
                                     HasSubstr("run `aws sso login --sso-session work`.")));
  scene.imposter.reply_with({.body = R"({"accessToken": "token-two"})"});
  EXPECT_THAT(scene.refused(), HasSubstr("the answer does not say how long the token is valid"));
  scene.imposter.reply_with({.body = R"({"expiresIn": 3600})"});
  EXPECT_THAT(scene.refused(), HasSubstr("the answer has no token"));
}

TEST(SsoProvider, WithoutARegisteredClientNothingIsSent) {
  for (const std::string& cached : {refreshable("2026-11-22T05:00:00Z", "2026-11-22T05:00:00Z"),
                                    refreshable("2026-11-22T05:00:00Z", "soon"), token("2026-11-22T05:00:00Z")}) {
    SsoScene scene(cached);
    EXPECT_THAT(scene.refused(), HasSubstr("run `aws sso login --sso-session work`"));
    EXPECT_TRUE(scene.imposter.requests().empty());
  }
}

TEST(SsoProvider, WithoutATokenTheErrorNamesTheCommandThatSignsIn) {
  EXPECT_THAT(SsoScene("").refused(),
              AllOf(HasSubstr("You are not signed in"), HasSubstr(kSessionFile), HasSubstr("aws sso login")));
  EXPECT_THAT(SsoScene("token-one").refused(), HasSubstr("is damaged (it is not a JSON object): run"));
  EXPECT_THAT(SsoScene("{}").refused(), HasSubstr("it lacks 'accessToken' and 'expiresAt'"));
  EXPECT_THAT(SsoScene(token("soon")).refused(), HasSubstr("'expiresAt' is not a time"));
  SsoScene homeless(token("2026-11-22T06:00:00Z"));
  homeless.variables.erase("HOME");
  EXPECT_THAT(homeless.refused(), HasSubstr("Set HOME"));
}

TEST(SsoProvider, ARefusalOfThePortalSaysWhatToDo) {
  const auto refused_with = [](int status, const std::string& type) {
    SsoScene scene(token("2026-11-22T06:00:00Z"));
    scene.imposter.reply_with({.status = status,
                               .headers = {{"x-amzn-ErrorType", type}},
                               .body = R"({"message": "Session token-one not found"})"});
    return scene.refused();
  };
  EXPECT_THAT(refused_with(401, "UnauthorizedException"),
              AllOf(HasSubstr("The SSO role Read & Only in account 123456789012 gave no keys"),
                    HasSubstr("HTTP 401, UnauthorizedException: Session"),
                    HasSubstr("run `aws sso login --sso-session work`.")));
  EXPECT_THAT(refused_with(403, "ForbiddenException"),
              AllOf(HasSubstr("HTTP 403"), HasSubstr("Check sso_account_id and sso_role_name")));
  EXPECT_THAT(refused_with(404, "ResourceNotFoundException"), HasSubstr("Check sso_account_id and sso_role_name"));
}

TEST(SsoProvider, AnIncompleteAnswerIsAnError) {
  const auto refused_with = [](const std::string& body) {
    SsoScene scene(token("2026-11-22T06:00:00Z"));
    scene.imposter.reply_with({.body = body});
    return scene.refused();
  };
  EXPECT_THAT(refused_with("<html>"), HasSubstr("without 'roleCredentials'"));
  EXPECT_THAT(refused_with(R"({"roleCredentials": {"accessKeyId": "A"}})"), HasSubstr("lacks 'secretAccessKey'"));
}

// Two roles of one session: AWS accepts the refresh token once.
TEST(SsoProvider, ThreadsThatFindTheTokenStaleRenewItOnce) {
  SsoScene scene(refreshable("2026-11-22T04:00:00Z"));
  scene.imposter.reply_with({.body = R"({"accessToken": "token-two", "expiresIn": 3600})"});
  for (int i = 0; i < 4; ++i) scene.imposter.reply_with({.body = kKeys});
  std::vector<std::future<std::string>> keys;
  for (int i = 0; i < 4; ++i) {
    keys.push_back(std::async(std::launch::async, [&] { return scene.identity().keys.access_key_id; }));
  }
  for (auto& key : keys) EXPECT_EQ(key.get(), "ASIAEXAMPLE");
  int renewals = 0;
  for (const auto& request : scene.imposter.requests()) renewals += request.target == "/token" ? 1 : 0;
  EXPECT_EQ(renewals, 1);
}

// Many roles of one session wait for a silent server once, not one after the other.
TEST(SsoProvider, AFailedRenewalEndsAllThatWaitedForIt) {
  constexpr int kWaiting = 3;
  SsoScene scene(refreshable("2026-11-22T04:00:00Z"));
  std::latch asked(1);
  std::latch all_wait(kWaiting);
  std::atomic<int> renewals = 0;
  Scripted silent([&](const http::Request&) -> wire::Reply {
    if (++renewals == 1) asked.count_down();
    all_wait.wait();
    throw wire::SendError("no route", false, wire::SendError::Cause::kStays);
  });
  scene.exchange = &silent;
  const World world = scene.world();
  const config::Profile profile = support::profile_of(scene.variables, "");
  const auto refused = [&](const sql::Interrupted& interrupted) {
    try {
      from_sso(scene.role, ProviderContext{world, profile, interrupted});
    } catch (const wire::SendError& error) {
      return std::string(error.what());
    }
    return std::string("accepted");
  };
  auto first = std::async(std::launch::async, [&] { return refused([] { return false; }); });
  asked.wait();
  std::vector<std::future<std::string>> others;
  for (int i = 0; i < kWaiting; ++i) {
    others.push_back(std::async(std::launch::async, [&] {
      bool counted = false;
      return refused([&] {
        if (!std::exchange(counted, true)) all_wait.count_down();
        return false;
      });
    }));
  }
  const std::string reason = first.get();
  EXPECT_THAT(reason, HasSubstr("could not be renewed (IAM Identity Center CreateToken failed: no route)"));
  for (auto& other : others) EXPECT_EQ(other.get(), reason);
  EXPECT_EQ(renewals, 1);
  EXPECT_EQ(refused([] { return false; }), reason);
  EXPECT_EQ(renewals, 2) << "a later caller tries again";
}

TEST(SsoProvider, ASilentServerDoesNotDelayAnotherSession) {
  SsoScene silent(refreshable("2026-11-22T04:00:00Z"));
  silent.imposter.reply_with({.fault = support::Fault::kStall});
  std::atomic<bool> stop = false;
  silent.interrupted = [&] { return stop.load(); };
  auto renewing = std::async(std::launch::async, [&] { EXPECT_THROW(silent.identity(), sql::InterruptError); });
  EXPECT_TRUE(silent.imposter.wait_for_requests(1));
  SsoScene other("");
  other.role.session = "play";
  other.files["/home/ada/.aws/sso/cache/" + signing::sha1_hexadecimal("play") + ".json"] =
      refreshable("2026-11-22T04:00:00Z");
  other.imposter.reply_with({.body = R"({"accessToken": "token-two", "expiresIn": 3600})"});
  other.imposter.reply_with({.body = kKeys});
  EXPECT_EQ(other.identity().keys.access_key_id, "ASIAEXAMPLE");
  stop = true;
  renewing.get();
}

// The AWS CLI reads the file by this machine's clock.
TEST(SsoProvider, TheFileHasTheTimesOfThisMachinesClock) {
  SsoScene scene(refreshable("2026-11-22T04:00:00Z"));
  scene.imposter.reply_with({.body = R"({"accessToken": "token-two", "expiresIn": 3600})"});
  scene.imposter.reply_with({.body = kKeys});
  scene.aws_is_ahead = std::chrono::hours(9);
  scene.identity();
  EXPECT_THAT(scene.files[kSessionFile], HasSubstr(R"("expiresAt":"2026-11-22T06:00:00Z")"));
}

// AWS's clock is known to be nine hours ahead. By this machine's clock, which the file uses, the token is fresh.
TEST(SsoProvider, ATokenIsFreshByThisMachinesClock) {
  SsoScene scene(refreshable("2026-11-22T09:00:00Z"));
  scene.imposter.reply_with({.body = kKeys});
  scene.aws_is_ahead = std::chrono::hours(9);
  scene.identity();
  EXPECT_EQ(scene.imposter.requests().size(), 1U) << "nothing was renewed";
}

TEST(SsoProvider, AThreadThatWaitsForARenewalNoticesAnInterrupt) {
  SsoScene first(refreshable("2026-11-22T04:00:00Z"));
  first.imposter.reply_with({.fault = support::Fault::kStall});
  std::atomic<bool> stop = false;
  first.interrupted = [&] { return stop.load(); };
  auto renewing = std::async(std::launch::async, [&] { EXPECT_THROW(first.identity(), sql::InterruptError); });
  ASSERT_TRUE(first.imposter.wait_for_requests(1));
  SsoScene second(refreshable("2026-11-22T04:00:00Z"));
  second.interrupted = [] { return true; };
  EXPECT_THROW(second.identity(), sql::InterruptError);
  EXPECT_TRUE(second.imposter.requests().empty());
  stop = true;
  renewing.get();
}

TEST(SsoProvider, TheSessionsRegionNamesTheEndpoint) {
  SsoScene scene(refreshable("2026-11-22T04:00:00Z"));
  scene.variables = {{"HOME", "/home/ada"}, {"AWS_REGION", "us-west-2"}};
  Scripted scripted([](const http::Request& request) {
    if (request.method == "GET") return wire::Reply{.status = 200, .body = kKeys};
    return wire::Reply{.status = 200, .body = R"({"accessToken": "token-two", "expiresIn": 3600})"};
  });
  scene.exchange = &scripted;
  scene.identity();
  ASSERT_EQ(scripted.requests.size(), 2U);
  EXPECT_EQ(scripted.requests[0].url, "https://oidc.eu-west-1.amazonaws.com/token");
  EXPECT_THAT(scripted.requests[1].url, testing::StartsWith("https://portal.sso.eu-west-1.amazonaws.com/federation/"));
  EXPECT_FALSE(scripted.requests[0].direct);
}

}  // namespace
}  // namespace awscost::credentials
