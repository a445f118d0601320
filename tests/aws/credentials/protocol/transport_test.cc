// Requests to credentials services: their retries, and errors without secrets.
#include "connectors/aws/credentials/protocol/transport.h"
#include "connectors/aws/http/user_agent.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/aws/credentials/made_up_world.h"
#include "tests/aws/credentials/thrown.h"

namespace awscost::credentials {
namespace {

using std::chrono::milliseconds;
using testing::Each;
using testing::Le;
using Cause = wire::SendError::Cause;

const http::Request kRequest{.method = "GET", .url = "https://portal.sso.eu-west-1.amazonaws.com/", .label = "sso:Get"};

TEST(Transport, SendsThreeAttemptsInAll) {
  MadeUpWorld made_up;
  const MadeUpContext context(made_up);
  for (int i = 0; i < 4; ++i) made_up.answers({.status = 500, .body = "{}"});
  const wire::Reply reply = send(kRequest, *context);
  EXPECT_EQ(reply.status, 500);
  EXPECT_EQ(made_up.requests.size(), 3U);
  EXPECT_EQ(made_up.requests[0].label, "sso:Get profile default");
  EXPECT_EQ(made_up.requests[2].label, "sso:Get attempt 3 profile default");
}

TEST(Transport, TheNumberOfAttemptsIsTheUsersOrTheServices) {
  MadeUpWorld made_up({{"AWS_PROFILE", "one"}}, "[profile one]\nmax_attempts = 1\n");
  const MadeUpContext context(made_up);
  made_up.fails({"no route", false, Cause::kNotReached});
  EXPECT_EQ(thrown_by([&] { send(kRequest, *context); }), "IAM Identity Center Get failed: no route");
  EXPECT_EQ(made_up.requests.size(), 1U);
  for (int i = 0; i < 2; ++i) made_up.fails({"no route", false, Cause::kNotReached});
  EXPECT_EQ(thrown_by([&] { send(kRequest, *context, {.attempts = 2}); }), "IAM Identity Center Get failed: no route");
  EXPECT_EQ(made_up.requests.size(), 3U);
}

TEST(Transport, AFinalAnswerIsNotRetried) {
  MadeUpWorld made_up;
  const MadeUpContext context(made_up);
  made_up.answers({.status = 403, .body = R"({"__type":"AccessDeniedException"})"});
  EXPECT_EQ(send(kRequest, *context).status, 403);
  made_up.fails({"bad certificate", false, Cause::kStays});
  EXPECT_EQ(thrown_by([&] { send(kRequest, *context); }), "IAM Identity Center Get failed: bad certificate");
  EXPECT_EQ(made_up.requests.size(), 2U);
}

TEST(Transport, BrokenConnectionsAndTimeoutsAreRetriedBecauseTheyAreFree) {
  MadeUpWorld made_up;
  const MadeUpContext context(made_up);
  made_up.fails({"timed out", true, Cause::kTimeout});
  made_up.fails({"broke", true, Cause::kBroken});
  made_up.answers({.status = 200});
  EXPECT_EQ(send(kRequest, *context).status, 200);
  EXPECT_EQ(made_up.requests.size(), 3U);
}

TEST(Transport, AnErrorNamesServiceOperationAndRole) {
  MadeUpWorld made_up;
  const MadeUpContext context(made_up);
  const auto failure = [&](const std::string& label, const RequestOptions& options = {}) {
    made_up.fails({"bad certificate", false, Cause::kStays});
    return thrown_by([&] { send({.url = "https://somewhere/", .label = label}, *context, options); });
  };
  EXPECT_EQ(failure("sts:AssumeRole", {.about = "role 'arn:aws:iam::111122223333:role/R'"}),
            "STS AssumeRole (role 'arn:aws:iam::111122223333:role/R') failed: bad certificate");
  EXPECT_EQ(failure("sso-oidc:CreateToken"), "IAM Identity Center CreateToken failed: bad certificate");
  EXPECT_EQ(failure("signin:CreateOAuth2Token"), "AWS sign-in CreateOAuth2Token failed: bad certificate");
  EXPECT_EQ(failure("instance metadata"), "bad certificate");
}

TEST(Transport, RequestsAreMarkedAsFixed) {
  MadeUpWorld made_up;
  const MadeUpContext context(made_up);
  made_up.answers({.status = 200});
  send(kRequest, *context);
  EXPECT_TRUE(made_up.requests[0].fixed);
}

TEST(Transport, AnErrorIsNeverCharged) {
  MadeUpWorld made_up;
  const MadeUpContext context(made_up);
  made_up.fails({"cut off", true, Cause::kStays});
  EXPECT_EQ(thrown_by([&] { send(kRequest, *context); }),
            "IAM Identity Center Get failed: cut off");  // thrown_by() expects maybe_charged to be false
}

TEST(Transport, WaitsInShortStepsAndNoticesAnInterrupt) {
  MadeUpWorld made_up;
  MadeUpContext context(made_up);
  made_up.answers({.status = 500});
  made_up.answers({.status = 200});
  send(kRequest, *context, {.delay = milliseconds(1'020)});
  EXPECT_EQ(made_up.slept(), milliseconds(1'020));
  EXPECT_THAT(made_up.sleeps, Each(Le(milliseconds(50))));

  made_up.answers({.status = 500});
  made_up.sleeps.clear();
  context.interrupt_when([&] { return made_up.sleeps.size() >= 3; });
  try {
    send(kRequest, *context, {.delay = milliseconds(1'000)});
    ADD_FAILURE() << "was not interrupted";
  } catch (const sql::InterruptError& error) {
    EXPECT_FALSE(error.maybe_charged());
  }
  EXPECT_EQ(made_up.sleeps.size(), 3U);
}

TEST(Transport, AfterAnInterruptNothingIsSent) {
  MadeUpWorld made_up;
  MadeUpContext context(made_up);
  context.interrupt_when([] { return true; });
  EXPECT_THROW(send(kRequest, *context), sql::InterruptError);
  EXPECT_TRUE(made_up.requests.empty());
}

TEST(Transport, TheServicesTimeoutReplacesTheLimits) {
  MadeUpWorld made_up;
  const MadeUpContext context(made_up);
  made_up.answers({.status = 200});
  made_up.answers({.status = 200});
  send(kRequest, *context);
  send(kRequest, *context, {.timeout = milliseconds(2'000)});
  EXPECT_EQ(made_up.limits[0].total_timeout, http::Limits{}.total_timeout);
  EXPECT_EQ(made_up.limits[1].connect_timeout, milliseconds(2'000));
  EXPECT_EQ(made_up.limits[1].total_timeout, milliseconds(2'000));
}

TEST(Transport, SendsTheUserAgent) {
  MadeUpWorld made_up({{"AWS_PROFILE", "own"}}, "[profile own]\nsdk_ua_app_id = nightly\n");
  const MadeUpContext context(made_up);
  made_up.answers({.status = 200});
  send(kRequest, *context);
  EXPECT_EQ(wire::header({.headers = made_up.requests[0].headers}, "User-Agent"), http::user_agent("nightly"));
}

TEST(Transport, UsesTheProfilesCaBundle) {
  MadeUpWorld made_up({{"AWS_PROFILE", "own"}}, "[profile own]\nca_bundle = /etc/own.pem\n");
  const MadeUpContext context(made_up);
  made_up.answers({.status = 200});
  send(kRequest, *context);
  EXPECT_EQ(made_up.requests[0].ca_bundle, "/etc/own.pem");
}

TEST(Transport, ARefusalIsReturnedWithoutTheSecretsThatWereSent) {
  MadeUpWorld made_up;
  const MadeUpContext context(made_up);
  http::Request request = kRequest;
  request.headers = {{"x-amz-sso_bearer_token", "SECRET-ONE"}, {"Authorization", "SECRET-TWO"}, {"Accept", "json"}};
  const wire::Reply echo{
      .status = 401, .headers = {{"X-Echo", "SECRET-ONE"}}, .body = "SECRET-ONE SECRET-TWO SECRET-THREE json"};
  made_up.answers(echo);
  const wire::Reply reply = send(request, *context, {.secrets = {"SECRET-THREE"}});
  EXPECT_EQ(reply.body, "[redacted] [redacted] [redacted] json");
  EXPECT_EQ(wire::header(reply, "X-Echo"), "[redacted]");
}

// In a signed request's header the signature is secret; in any other, the whole value is.
TEST(Transport, OfASignedRequestTheSignatureIsRemoved) {
  MadeUpWorld made_up;
  const MadeUpContext context(made_up);
  const auto echo_of = [&](const std::string& authorization) {
    http::Request request = kRequest;
    request.headers = {{"Authorization", authorization}};
    made_up.answers({.status = 403, .body = authorization});
    return send(request, *context).body;
  };
  EXPECT_EQ(echo_of("AWS4-HMAC-SHA256 Credential=AK/ce, Signature=0123456789abcdef0123"),
            "AWS4-HMAC-SHA256 Credential=AK/ce, Signature=[redacted]");
  EXPECT_EQ(echo_of("SharedAccess sr=abcdefgh&Signature=xyz"), "[redacted]");
}

TEST(Transport, AServiceMayClassifyItsErrors) {
  MadeUpWorld made_up;
  const MadeUpContext context(made_up);
  made_up.answers({.status = 404});
  made_up.answers({.status = 200});
  const auto classify = [](const wire::Reply& reply) {
    return reply.status == 404 ? retries::RetryReason::kTransient : retries::RetryReason::kNone;
  };
  EXPECT_EQ(send(kRequest, *context, {.classify = classify}).status, 200);
}

}  // namespace
}  // namespace awscost::credentials
