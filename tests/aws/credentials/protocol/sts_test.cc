// Roles: the requests to STS, its answers, and errors without secrets.
#include "connectors/aws/credentials/protocol/sts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "connectors/aws/credentials/providers/providers.h"
#include "connectors/wire/percent.h"
#include "tests/aws/credentials/made_up_world.h"
#include "tests/aws/credentials/thrown.h"

namespace awscost::credentials {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kSecret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
constexpr const char* kToken = "IQoJb3JpZ2luX2VjEXAMPLE/+==";
constexpr const char* kNewSecret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYzEXAMPLEKEY";
constexpr const char* kJwt = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJwb2QifQ.c2lnbmF0dXJl+/=";
constexpr const char* kRoleArn = "arn:aws:iam::111122223333:role/Reader";

// AWS's example of an answer, with the names of these tests.
std::string answer(const std::string& action) {
  return "<" + action + R"(Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <)" + action +
         R"(Result>
    <AssumedRoleUser>
      <AssumedRoleId>AROA123EXAMPLE123:me</AssumedRoleId>
      <Arn>arn:aws:sts::111122223333:assumed-role/Reader/me</Arn>
    </AssumedRoleUser>
    <Credentials>
      <AccessKeyId>ASIAIOSFODNN7EXAMPLE</AccessKeyId>
      <SecretAccessKey>)" +
         std::string(kNewSecret) + R"(</SecretAccessKey>
      <SessionToken>
       AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQW==
      </SessionToken>
      <Expiration>2026-11-22T06:00:00Z</Expiration>
    </Credentials>
  </)" + action +
         R"(Result>
  <ResponseMetadata><RequestId>c6104cbe-af31-11e0-8154-cbc7ccf896c7</RequestId></ResponseMetadata>
</)" + action +
         "Response>";
}

wire::Reply refusal_of(int status, const std::string& code, const std::string& message) {
  return {
      .status = status,
      .body = "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error><Type>Sender</Type><Code>" +
              code + "</Code><Message>" + message + "</Message></Error><RequestId>4567</RequestId></ErrorResponse>"};
}

Identity source_keys() {
  return {.keys = {.access_key_id = "ASIASOURCE",
                   .secret_access_key = signing::Secret(kSecret),
                   .session_token = signing::Secret(kToken)},
          .source = "the environment"};
}

struct Sts : testing::Test {
  MadeUpWorld made_up{{{"AWS_REGION", "eu-west-1"}}};

  Identity assume(const Role& role) {
    const MadeUpContext context(made_up);
    return from_role(role, source_keys(), *context);
  }
  Identity identify(const std::string& session_name = {}) {
    const MadeUpContext context(made_up);
    return from_web_identity({.role_arn = kRoleArn, .token_file = "/token", .session_name = session_name}, *context);
  }
  std::string role_refusal() {
    return thrown_by([&] { assume({.arn = kRoleArn}); }, {kSecret, kToken, kNewSecret});
  }
  std::string identity_refusal() {
    return thrown_by([&] { identify(); }, {kJwt, wire::percent_encode(kJwt)});
  }
};

std::string header(const http::Request& request, std::string_view name) {
  return std::string(wire::header({.headers = request.headers}, name));
}

TEST_F(Sts, ARoleIsRequestedWithASignedForm) {
  made_up.answers({.status = 200, .body = answer("AssumeRole")});
  assume({.arn = kRoleArn});
  ASSERT_EQ(made_up.requests.size(), 1U);
  const http::Request& request = made_up.requests[0];
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.url, "https://sts.eu-west-1.amazonaws.com/");
  EXPECT_EQ(request.body,
            "Action=AssumeRole&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A111122223333%3Arole%2FReader"
            "&RoleSessionName=awscost-1795323600");
  EXPECT_EQ(header(request, "Content-Type"), "application/x-www-form-urlencoded; charset=utf-8");
  EXPECT_EQ(header(request, "X-Amz-Security-Token"), kToken);
  EXPECT_THAT(header(request, "Authorization"),
              AllOf(HasSubstr("Credential=ASIASOURCE/20261122/eu-west-1/sts/aws4_request"),
                    HasSubstr("SignedHeaders=content-type;host;x-amz-date;x-amz-security-token")));
  EXPECT_EQ(request.label, "sts:AssumeRole profile default");
}

TEST_F(Sts, TheRequestHasTheRolesSettings) {
  made_up.answers({.status = 200, .body = answer("AssumeRole")});
  assume({.arn = kRoleArn, .session_name = "ada@example", .external_id = "x/1", .duration_seconds = "900"});
  EXPECT_THAT(made_up.requests.at(0).body,
              HasSubstr("&RoleSessionName=ada%40example&DurationSeconds=900&ExternalId=x%2F1"));
}

TEST_F(Sts, TheAnswerHasKeysExpiryAndAccount) {
  made_up.answers({.status = 200, .body = answer("AssumeRole")});
  const Identity identity = assume({.arn = kRoleArn});
  EXPECT_EQ(identity.keys.access_key_id, "ASIAIOSFODNN7EXAMPLE");
  EXPECT_EQ(identity.keys.secret_access_key.reveal(), kNewSecret);
  EXPECT_EQ(identity.keys.session_token.reveal(),
            "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQW==");
  EXPECT_EQ(identity.expires_at, kStart + std::chrono::hours(1));
  EXPECT_EQ(identity.account_id, "111122223333");
  EXPECT_FALSE(identity.from_instance);
}

TEST_F(Sts, KeysThatArriveExpiredAreRefused) {
  made_up.pass(std::chrono::hours(1));
  made_up.answers({.status = 200, .body = answer("AssumeRole")});
  EXPECT_THAT(role_refusal(), AllOf(HasSubstr("STS, asked for AssumeRole of the role '" + std::string(kRoleArn) + "',"),
                                    HasSubstr("gave keys that had expired at 2026-11-22T06:00:00Z")));
  made_up.files["/token"] = kJwt;
  made_up.answers({.status = 200, .body = answer("AssumeRoleWithWebIdentity")});
  EXPECT_THAT(identity_refusal(), HasSubstr("had expired"));
}

TEST_F(Sts, TheAttemptsShareAnIdThatIsNotSigned) {
  made_up.answers(refusal_of(503, "ServiceUnavailable", "later"));
  made_up.answers({.status = 200, .body = answer("AssumeRole")});
  assume({.arn = kRoleArn});
  ASSERT_EQ(made_up.requests.size(), 2U);
  EXPECT_EQ(header(made_up.requests[0], "amz-sdk-request"), "attempt=1; max=3");
  EXPECT_EQ(header(made_up.requests[1], "amz-sdk-request"), "attempt=2; max=3");
  EXPECT_NE(header(made_up.requests[0], "amz-sdk-invocation-id"), "");
  EXPECT_EQ(header(made_up.requests[0], "amz-sdk-invocation-id"), header(made_up.requests[1], "amz-sdk-invocation-id"));
  EXPECT_THAT(header(made_up.requests[1], "Authorization"), Not(HasSubstr("amz-sdk")));
}

TEST_F(Sts, ACustomEndpointMayHaveAPath) {
  made_up.variables["AWS_ENDPOINT_URL_STS"] = "http://localhost:4566/sts";
  made_up.answers({.status = 200, .body = answer("AssumeRole")});
  assume({.arn = kRoleArn});
  EXPECT_EQ(made_up.requests.at(0).url, "http://localhost:4566/sts");
  EXPECT_EQ(header(made_up.requests[0], "Host"), "localhost:4566");
}

TEST_F(Sts, AnErrorHasTheMessageOfStsAndWhatToDo) {
  made_up.answers(refusal_of(403, "AccessDenied", "User: arn:aws:iam::1:user/ada is not authorized"));
  EXPECT_THAT(role_refusal(),
              AllOf(HasSubstr("STS refused AssumeRole for the role 'arn:aws:iam::111122223333:role/Reader' (HTTP 403, "
                              "AccessDenied): User: arn:aws:iam::1:user/ada is not authorized."),
                    HasSubstr("trust policy")));
  EXPECT_EQ(made_up.requests.size(), 1U) << "this refusal is not retried";
}

TEST_F(Sts, AnErrorOfTheConnectionNamesTheRole) {
  for (int i = 0; i < 3; ++i) made_up.fails({"no route", false, wire::SendError::Cause::kNotReached});
  EXPECT_EQ(role_refusal(), "STS AssumeRole (role '" + std::string(kRoleArn) + "') failed: no route");
}

TEST_F(Sts, ARefusalThatRepeatsSecretsDoesNotShowThem) {
  made_up.answers(
      refusal_of(403, "SignatureDoesNotMatch", std::string("got ") + kSecret + " and " + kToken + "\x1b[31m&#x7;"));
  EXPECT_THAT(role_refusal(), AllOf(HasSubstr("got [redacted] and [redacted]"), HasSubstr("clock"),
                                    Not(HasSubstr("\x1b")), Not(HasSubstr("\x07"))));
}

// This machine's clock says 05:00.
wire::Reply refusal_at(const std::string& time, const std::string& code = "SignatureDoesNotMatch") {
  wire::Reply reply = refusal_of(403, code, "Signature expired");
  reply.headers = {{"Date", "Sun, 22 Nov 2026 " + time + " GMT"}};
  return reply;
}

TEST_F(Sts, ARefusalCorrectsTheClock) {
  made_up.answers(refusal_at("05:20:00"));
  made_up.answers({.status = 200, .body = answer("AssumeRole")});
  made_up.answers({.status = 200, .body = answer("AssumeRole")});
  const MadeUpContext context(made_up);
  EXPECT_EQ(from_role({.arn = kRoleArn}, source_keys(), *context).keys.access_key_id, "ASIAIOSFODNN7EXAMPLE");
  ASSERT_EQ(made_up.requests.size(), 2U);
  EXPECT_EQ(header(made_up.requests[0], "X-Amz-Date"), "20261122T050000Z");
  EXPECT_EQ(header(made_up.requests[1], "X-Amz-Date"), "20261122T052000Z");
  EXPECT_TRUE(made_up.sleeps.empty());
  from_role({.arn = kRoleArn}, source_keys(), *context);
  EXPECT_EQ(header(made_up.requests.at(2), "X-Amz-Date"), "20261122T052000Z") << "the correction is remembered";
}

TEST_F(Sts, ASignatureThatIsWrongForAnotherReasonIsNotRetried) {
  made_up.answers(refusal_at("05:03:00"));
  EXPECT_THAT(role_refusal(), HasSubstr("SignatureDoesNotMatch"));
  made_up.answers(refusal_at("05:20:00", "AccessDenied"));
  EXPECT_THAT(role_refusal(), HasSubstr("AccessDenied"));
  EXPECT_EQ(made_up.requests.size(), 2U);
}

TEST_F(Sts, TheClockIsCorrectedOncePerRequest) {
  made_up.answers(refusal_at("05:20:00"));
  made_up.answers(refusal_at("05:40:00"));
  EXPECT_THAT(role_refusal(), HasSubstr("SignatureDoesNotMatch"));
  EXPECT_EQ(made_up.requests.size(), 2U);
}

TEST_F(Sts, ThrottlingIsRetried) {
  made_up.answers(refusal_of(400, "Throttling", "Rate exceeded"));
  made_up.answers({.status = 503, .body = "busy"});
  made_up.answers({.status = 200, .body = answer("AssumeRole")});
  EXPECT_EQ(assume({.arn = kRoleArn}).keys.access_key_id, "ASIAIOSFODNN7EXAMPLE");
  EXPECT_EQ(made_up.requests.size(), 3U);
  // With the random number 0.5: half of 1 s for the throttling, half of 100 ms for the fault.
  EXPECT_EQ(made_up.slept(), std::chrono::milliseconds(500 + 50));
}

TEST_F(Sts, AForeignAnswerIsNotShown) {
  for (const std::string& body :
       {std::string("<html>") + kSecret + "</html>", std::string(kSecret), std::string("<!DOCTYPE x><") + kSecret,
        "<!DOCTYPE a [<!ENTITY b \"" + std::string(kSecret) + "\">]>" + answer("AssumeRole"),
        answer("AssumeRoleWithWebIdentity"), std::string()}) {
    SCOPED_TRACE(body);
    made_up.answers({.status = 200, .body = body});
    EXPECT_THAT(role_refusal(),
                AllOf(HasSubstr("What answered AssumeRole is not STS"), HasSubstr("AWS_ENDPOINT_URL_STS")));
    made_up.answers({.status = 404, .body = body});
    EXPECT_THAT(role_refusal(), AllOf(HasSubstr("(HTTP 404, and the answer has no error code)")));
  }
}

TEST_F(Sts, AnAnswerThatNestsWithoutEndIsForeign) {
  std::string nested;
  for (int i = 0; i < 100'000; ++i) nested += "<a>";
  made_up.answers({.status = 200, .body = nested});
  EXPECT_THAT(role_refusal(), HasSubstr("is not STS"));
}

TEST_F(Sts, AnAnswerWithoutExpiryIsAnError) {
  std::string body = answer("AssumeRole");
  body.replace(body.find("2026-11-22T06:00:00Z"), 20, "later");
  made_up.answers({.status = 200, .body = body});
  EXPECT_THAT(role_refusal(), HasSubstr("does not say when the keys expire"));
}

TEST_F(Sts, AWebIdentityIsSentWithoutASignature) {
  made_up.files["/token"] = std::string(kJwt) + "\n";
  made_up.answers({.status = 200, .body = answer("AssumeRoleWithWebIdentity")});
  const Identity identity = identify("pod-7");
  EXPECT_EQ(identity.keys.access_key_id, "ASIAIOSFODNN7EXAMPLE");
  const http::Request& request = made_up.requests.at(0);
  EXPECT_EQ(header(request, "Authorization"), "");
  EXPECT_EQ(header(request, "X-Amz-Date"), "");
  EXPECT_EQ(request.body,
            "Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A111122223333%3Arole%2F"
            "Reader&RoleSessionName=pod-7&WebIdentityToken=" +
                wire::percent_encode(kJwt));
}

TEST_F(Sts, TheTokenFileIsReadEachTime) {
  for (const std::string token : {"first", "second"}) {
    made_up.files["/token"] = token;
    made_up.answers({.status = 200, .body = answer("AssumeRoleWithWebIdentity")});
    identify();
    EXPECT_THAT(made_up.requests.back().body, HasSubstr("&WebIdentityToken=" + token));
  }
}

TEST_F(Sts, AnIdentityProviderThatDoesNotAnswerIsRetried) {
  made_up.files["/token"] = kJwt;
  made_up.answers(refusal_of(400, "IDPCommunicationError", "no answer"));
  made_up.answers({.status = 200, .body = answer("AssumeRoleWithWebIdentity")});
  EXPECT_EQ(identify().keys.access_key_id, "ASIAIOSFODNN7EXAMPLE");
  EXPECT_EQ(made_up.requests.size(), 2U);
}

TEST_F(Sts, ARefusedTokenIsNotShown) {
  made_up.files["/token"] = kJwt;
  made_up.answers(
      refusal_of(400, "InvalidIdentityToken", std::string("bad: ") + kJwt + ", " + wire::percent_encode(kJwt)));
  EXPECT_THAT(identity_refusal(), AllOf(HasSubstr("AssumeRoleWithWebIdentity"),
                                        HasSubstr("InvalidIdentityToken): bad: [redacted], [redacted].")));
  made_up.answers(refusal_of(400, "ExpiredTokenException", "Token expired"));
  EXPECT_THAT(identity_refusal(), HasSubstr("its file needs a new one"));
}

TEST_F(Sts, ATokenFileThatIsMissingOrEmptyIsAnError) {
  EXPECT_THAT(identity_refusal(), HasSubstr("The token file '/token' of the web identity does not exist"));
  made_up.files["/token"] = " \n";
  EXPECT_THAT(identity_refusal(), HasSubstr("is empty"));
  EXPECT_TRUE(made_up.requests.empty());
}

}  // namespace
}  // namespace awscost::credentials
