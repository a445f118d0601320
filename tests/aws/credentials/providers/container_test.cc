// The container provider: which addresses are allowed, which token is sent, and its errors.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "connectors/aws/credentials/providers/providers.h"
#include "tests/aws/credentials/provider_scene.h"
#include "tests/support/imposter.h"

namespace awscost::credentials {
namespace {

using testing::AllOf;
using testing::HasSubstr;

constexpr const char* kRelative = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI";
constexpr const char* kFull = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
constexpr const char* kTokenFile = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE";
constexpr const char* kTokenVariable = "AWS_CONTAINER_AUTHORIZATION_TOKEN";
constexpr const char* kKeys =
    R"({"AccessKeyId": "ASIAEXAMPLE", "SecretAccessKey": "secret-key", "Token": "session-token",
        "Expiration": "2026-11-22T11:00:00Z", "AccountId": "123456789012", "RoleArn": "arn"})";

struct ContainerScene : ProviderScene {
  support::Imposter imposter;

  ContainerScene() {
    variables[kFull] = imposter.url() + "/creds?id=1";
    secrets = {"secret-key", "session-token", "bearer"};
  }

  Identity identity() { return without_secrets(std::get<Identity>(ask(&from_container))); }
  std::string refused() { return refusal(&from_container); }
};

// The request that `variables` lead to; nothing is sent.
http::Request request_of(const std::map<std::string, std::string>& variables) {
  ProviderScene scene;
  scene.variables = variables;
  Scripted scripted([](const http::Request&) { return wire::Reply{.status = 200, .body = kKeys}; });
  scene.exchange = &scripted;
  scene.ask(&from_container);
  return scripted.requests.at(0);
}

TEST(Container, WithoutAnEndpointItIsNotConfigured) {
  ProviderScene scene;
  scene.variables[kFull] = "";
  EXPECT_EQ(reason(scene.ask(&from_container)), std::string(kRelative) + " and " + kFull + " are not set");
}

TEST(Container, ReadsAllMembersOfTheAnswer) {
  ContainerScene scene;
  scene.imposter.reply_with({.body = kKeys});
  const Identity identity = scene.identity();
  EXPECT_EQ(identity.keys.access_key_id, "ASIAEXAMPLE");
  EXPECT_EQ(identity.keys.secret_access_key.reveal(), "secret-key");
  EXPECT_EQ(identity.keys.session_token.reveal(), "session-token");
  EXPECT_EQ(identity.expires_at, at("2026-11-22T11:00:00Z"));
  EXPECT_EQ(identity.account_id, "123456789012");
  EXPECT_EQ(identity.source, "the container's endpoint " + scene.imposter.url());
  EXPECT_FALSE(identity.from_instance);
  const support::Received request = scene.imposter.requests().at(0);
  EXPECT_EQ(request.method, "GET");
  EXPECT_EQ(request.target, "/creds?id=1");
  EXPECT_EQ(request.header("accept"), "application/json");
  EXPECT_EQ(request.header("authorization"), "");
}

TEST(Container, TheRelativeUriWinsAndMeansEcs) {
  const http::Request request = request_of({{kRelative, "/v2/credentials/1?a=b"}, {kFull, "http://localhost/x"}});
  EXPECT_EQ(request.url, "http://169.254.170.2/v2/credentials/1?a=b");
  EXPECT_TRUE(request.direct);
}

TEST(Container, ARelativeUriCannotNameAnotherHost) {
  for (const char* path : {"@evil.example/", ".evil.example/", ":80@evil.example/", "v2/credentials"}) {
    ContainerScene scene;
    scene.variables[kRelative] = path;
    EXPECT_THAT(scene.refused(), HasSubstr("does not begin with a slash"));
  }
}

TEST(Container, AWrongRelativeUriIsAnErrorThatNamesTheVariable) {
  for (const char* path : {"/a b", "/a\r\nX-Injected: 1", "/a\n"}) {
    ContainerScene scene;
    scene.variables[kRelative] = path;
    EXPECT_THAT(scene.refused(), AllOf(HasSubstr(std::string(kRelative) + " cannot be used"),
                                       HasSubstr("Write it as /v2/credentials/ID")));
  }
}

TEST(Container, PlainHttpIsForThisMachineOnly) {
  for (const char* url : {"http://localhost/x", "http://LOCALHOST:1/x", "http://127.0.0.1/x", "http://127.9.8.7:80/",
                          "http://[::1]:5/x", "http://169.254.170.2/x", "http://169.254.170.23/v1/credentials",
                          "http://[fd00:ec2::23]/v1", "http://[fd00:ec2:0::23]/v1", "https://example.com/x"}) {
    const http::Request request = request_of({{kFull, url}});
    EXPECT_EQ(request.url, url);
    EXPECT_TRUE(request.direct);
  }
  for (const char* url :
       {"http://example.com/x", "http://localhost.example.com/", "http://169.254.170.3/", "http://169.254.169.254/",
        "http://[fd00:ec2::254]/", "http://128.0.0.1/", "http://127.0.0.1.example.com/"}) {
    ContainerScene scene;
    scene.variables[kFull] = url;
    EXPECT_THAT(scene.refused(), HasSubstr("would travel in clear text"));
  }
}

TEST(Container, AWrongFullUriIsAnErrorThatDoesNotShowIt) {
  for (const char* url : {"ftp://localhost/bearer", "bearer", "http://user:bearer@localhost/", "http://"}) {
    ContainerScene scene;
    scene.variables[kFull] = url;
    EXPECT_THAT(scene.refused(), HasSubstr(std::string(kFull) + " cannot be used"));
  }
}

TEST(Container, SendsTheTokenAndPrefersTheFile) {
  ContainerScene scene;
  scene.variables[kTokenVariable] = "Basic bearer-one";
  for (int i = 0; i < 3; ++i) scene.imposter.reply_with({.body = kKeys});
  scene.identity();
  scene.variables[kTokenFile] = "/run/token";
  scene.files["/run/token"] = "bearer-two";
  scene.identity();
  scene.files["/run/token"] = "bearer-three";  // the file is read each time
  scene.identity();
  const auto requests = scene.imposter.requests();
  EXPECT_EQ(requests.at(0).header("authorization"), "Basic bearer-one");
  EXPECT_EQ(requests.at(1).header("authorization"), "bearer-two");
  EXPECT_EQ(requests.at(2).header("authorization"), "bearer-three");
}

TEST(Container, ATokenWithALineBreakIsAnError) {
  ContainerScene scene;
  scene.variables[kTokenVariable] = "bearer\r\nX-Other: 1";
  EXPECT_THAT(scene.refused(), AllOf(HasSubstr(kTokenVariable), HasSubstr("holds a line break")));
  scene.variables[kTokenFile] = "/run/token";
  EXPECT_THAT(scene.refused(), HasSubstr("the file /run/token that " + std::string(kTokenFile) + " names is missing"));
  scene.files["/run/token"] = "bearer\n";
  EXPECT_THAT(scene.refused(), AllOf(HasSubstr(kTokenFile), HasSubstr("holds a line break")));
  EXPECT_TRUE(scene.imposter.requests().empty());
}

TEST(Container, SendsThreeAttemptsOneSecondApart) {
  ContainerScene scene;
  for (int i = 0; i < 2; ++i) scene.imposter.reply_with({.status = 500});
  scene.imposter.reply_with({.body = kKeys});
  EXPECT_EQ(scene.identity().keys.access_key_id, "ASIAEXAMPLE");
  EXPECT_EQ(scene.slept, std::chrono::seconds(2));
  for (int i = 0; i < 3; ++i) scene.imposter.reply_with({.status = 503, .body = "no"});
  EXPECT_THAT(scene.refused(), HasSubstr("answered HTTP 503. Check"));
  EXPECT_EQ(scene.imposter.requests().size(), 6U);
}

TEST(Container, WaitsTwoSecondsForAnAnswer) {
  ProviderScene scene;
  scene.variables[kRelative] = "/x";
  Scripted scripted([](const http::Request&) { return wire::Reply{.status = 200, .body = kKeys}; });
  scene.exchange = &scripted;
  scene.ask(&from_container);
  EXPECT_EQ(scripted.last_limits.total_timeout, std::chrono::seconds(2));
  EXPECT_EQ(scripted.last_limits.connect_timeout, std::chrono::seconds(2));
}

TEST(Container, ARefusalIsAnError) {
  ContainerScene scene;
  scene.variables[kTokenVariable] = "bearer-of-ada";
  scene.secrets.push_back("bearer-of-ada");
  scene.imposter.reply_with(
      {.status = 403, .body = R"({"code": "AccessDenied", "message": "The bearer-of-ada is not known"})"});
  EXPECT_THAT(scene.refused(), AllOf(HasSubstr(scene.imposter.url() + " answered HTTP 403, AccessDenied: The "),
                                     HasSubstr("Check the role of the task or pod")));
}

TEST(Container, AnIncompleteAnswerIsAnError) {
  const auto refused_with = [](const std::string& body) {
    ContainerScene scene;
    scene.imposter.reply_with({.body = body});
    return scene.refused();
  };
  EXPECT_THAT(refused_with("secret-key"), HasSubstr("is not a JSON object"));
  EXPECT_THAT(refused_with(R"({"Token": "session-token"})"), HasSubstr("lacks 'AccessKeyId' and 'SecretAccessKey'"));
  EXPECT_THAT(refused_with(R"({"AccessKeyId": "A", "SecretAccessKey": "secret-key", "Expiration": "?"})"),
              HasSubstr("'Expiration' that is not a time"));
}

TEST(Container, AnEndpointThatCannotBeReachedIsAnError) {
  ProviderScene scene;
  scene.variables[kFull] = "http://127.0.0.1:" + std::to_string(support::Imposter::closed_port());
  EXPECT_THAT(scene.refusal(&from_container),
              AllOf(HasSubstr("the address in AWS_CONTAINER_CREDENTIALS_FULL_URI failed. " + scene.variables[kFull]),
                    HasSubstr("could not be reached"), testing::Not(HasSubstr("AWS_ENDPOINT_URL"))));
}

// ProviderScene's clock stands at 05:00. An answer's own Date counts before it.
TEST(Container, KeysThatArriveExpiredAreRefused) {
  ContainerScene scene;
  const auto answer = [&](const std::string& end, std::vector<wire::Header> headers = {}) {
    scene.imposter.reply_with(
        {.headers = std::move(headers),
         .body = R"({"AccessKeyId": "A", "SecretAccessKey": "secret-key", "Expiration": ")" + end + "\"}"});
  };
  answer("2026-11-22T05:00:00Z");
  EXPECT_THAT(scene.refused(),
              AllOf(HasSubstr(scene.imposter.url() + " gave keys that had expired at 2026-11-22T05:00:00Z"),
                    HasSubstr("Nothing was sent.")));
  answer("2026-11-22T05:00:01Z");
  EXPECT_EQ(scene.identity().keys.access_key_id, "A");
  answer("2026-11-22T04:00:00Z", {{"Date", "Sun, 22 Nov 2026 03:00:00 GMT"}});
  EXPECT_EQ(scene.identity().keys.access_key_id, "A") << "this computer's clock is ahead";
  answer("2026-11-22T06:00:00Z", {{"Date", "Sun, 22 Nov 2026 07:00:00 GMT"}});
  EXPECT_THAT(scene.refused(), HasSubstr("had expired"));
}

TEST(Container, AKeyWithALineBreakIsRefused) {
  ContainerScene scene;
  scene.imposter.reply_with({.body = R"({"AccessKeyId": "A\n", "SecretAccessKey": "secret-key"})"});
  EXPECT_THAT(scene.refused(), HasSubstr("has a 'AccessKeyId' that ends with a line break."));
}

}  // namespace
}  // namespace awscost::credentials
