// Checks of signed requests: every missing or changed part gets AWS's refusal for it.
#include "connectors/sandbox/server/verifier.h"

#include <gtest/gtest.h>

#include "connectors/sandbox/api_error.h"

namespace awscost::sandbox {
namespace {

using namespace std::chrono_literals;

// 1 March 2026, 12:00 UTC.
constexpr std::chrono::sys_seconds kSignedAt = std::chrono::sys_days(std::chrono::year(2026) / 3 / 1) + 12h;
const Credentials kCredentials = {"AKIDEXAMPLE", "secret", "", "us-east-1"};

class Verification : public ::testing::Test {
 protected:
  Verification() {
    request_ = {"POST", "/", {}, "{}"};
    set("Host", "127.0.0.1:4000");
    set("X-Amz-Date", "20260301T120000Z");
    set("X-Amz-Target", "AWSInsightsIndexService.GetCostAndUsage");
    set("Content-Type", "application/x-amz-json-1.1");
    scope_ = {"AKIDEXAMPLE", "20260301", "us-east-1", "ce", {"content-type", "host", "x-amz-date", "x-amz-target"}, ""};
  }

  void set(const std::string& name, const std::string& value) { request_.headers.push_back({name, value}); }

  void sign(const std::string& secret = "secret") {
    std::string names;
    for (const std::string& name : scope_.signed_headers) names += names.empty() ? name : ";" + name;
    const std::string value = "AWS4-HMAC-SHA256 Credential=" + scope_.access_key + "/" + scope_.date + "/" +
                              scope_.region + "/" + scope_.service + "/aws4_request, SignedHeaders=" + names +
                              ", Signature=" + signature(request_, scope_, secret);
    set("Authorization", value);
  }

  std::string code(std::chrono::sys_seconds now = kSignedAt, const Credentials& credentials = kCredentials) {
    try {
      Verifier(credentials).check(request_, "ce", now);
      return "";
    } catch (const ApiError& error) {
      return error.code();
    }
  }

  HttpRequest request_;
  Authorization scope_;
};

TEST_F(Verification, PassesAGoodSignature) {
  sign();
  EXPECT_EQ(code(), "");
  EXPECT_EQ(code(kSignedAt + 5min), "");
  EXPECT_EQ(code(kSignedAt - 5min), "");
}

TEST_F(Verification, WantsTheClockWithinFiveMinutes) {
  sign();
  EXPECT_EQ(code(kSignedAt + 5min + 1s), "InvalidSignatureException");
  EXPECT_EQ(code(kSignedAt - 5min - 1s), "InvalidSignatureException");
}

TEST_F(Verification, WantsAnAuthorization) {
  EXPECT_EQ(code(), "MissingAuthenticationTokenException");
}

TEST_F(Verification, NoticesAnotherSecretBodyTargetOrHeader) {
  sign("another");
  EXPECT_EQ(code(), "InvalidSignatureException");
  request_.headers.pop_back();
  sign();
  request_.body = "{ }";
  EXPECT_EQ(code(), "InvalidSignatureException");
  request_.body = "{}";
  request_.target = "/?a=1";
  EXPECT_EQ(code(), "InvalidSignatureException");
  request_.target = "/";
  EXPECT_EQ(code(), "");
  request_.headers[3].value = "application/json";
  EXPECT_EQ(code(), "InvalidSignatureException");
}

TEST_F(Verification, KnowsItsKeysAndTokens) {
  scope_.access_key = "AKIDOTHER";
  sign();
  EXPECT_EQ(code(), "UnrecognizedClientException");
  EXPECT_EQ(code(kSignedAt, {"AKIDOTHER", "secret", "token", "us-east-1"}), "UnrecognizedClientException");
}

TEST_F(Verification, TakesASignedSessionToken) {
  set("X-Amz-Security-Token", "a+b/c==");
  scope_.signed_headers = {"content-type", "host", "x-amz-date", "x-amz-security-token", "x-amz-target"};
  sign();
  EXPECT_EQ(code(kSignedAt, {"AKIDEXAMPLE", "secret", "a+b/c==", "us-east-1"}), "");
  EXPECT_EQ(code(kSignedAt, {"AKIDEXAMPLE", "secret", "other", "us-east-1"}), "UnrecognizedClientException");
  EXPECT_EQ(code(), "UnrecognizedClientException");
}

TEST_F(Verification, KnowsFurtherPairs) {
  const Verifier verifier({"AKIDFIRST", "first", "", "us-east-1"}, {{"AKIDEXAMPLE", "secret", "", ""}});
  EXPECT_EQ(verifier.first_key(), "AKIDFIRST");
  sign();
  EXPECT_EQ(verifier.check(request_, "ce", kSignedAt), "us-east-1");
  request_.headers.pop_back();
  sign("first");  // the secret of another key pair
  EXPECT_THROW(verifier.check(request_, "ce", kSignedAt), ApiError);
}

TEST_F(Verification, WantsTheScopeOfTheRequest) {
  for (const auto& [date, region, service] :
       {std::tuple("20260302", "us-east-1", "ce"), std::tuple("20260301", "eu-west-3", "ce"),
        std::tuple("20260301", "us-east-1", "sts")}) {
    scope_.date = date;
    scope_.region = region;
    scope_.service = service;
    sign();
    EXPECT_EQ(code(), "InvalidSignatureException");
    request_.headers.pop_back();
  }
}

TEST_F(Verification, OfStsTakesEveryRegion) {
  scope_.region = "eu-west-3";
  scope_.service = "sts";
  sign();
  EXPECT_EQ(Verifier(kCredentials).check(request_, "sts", kSignedAt), "eu-west-3");
  request_.headers.pop_back();
  scope_.region = "somewhere";
  sign();
  EXPECT_THROW(Verifier(kCredentials).check(request_, "sts", kSignedAt), ApiError);
}

TEST_F(Verification, WantsHostAndAmzHeadersSigned) {
  for (const std::vector<std::string>& names :
       {std::vector<std::string>{"content-type", "x-amz-date", "x-amz-target"},
        std::vector<std::string>{"content-type", "host", "x-amz-target"},
        std::vector<std::string>{"content-type", "host", "x-amz-date"},
        std::vector<std::string>{"host", "content-type", "x-amz-date", "x-amz-target"}}) {
    scope_.signed_headers = names;
    sign();
    EXPECT_EQ(code(), "InvalidSignatureException");
    request_.headers.pop_back();
  }
}

TEST_F(Verification, WantsADate) {
  request_.headers.erase(request_.headers.begin() + 1);
  scope_.signed_headers = {"content-type", "host", "x-amz-target"};
  sign();
  EXPECT_EQ(code(), "IncompleteSignatureException");
  set("X-Amz-Date", "2026-03-01");
  EXPECT_EQ(code(), "IncompleteSignatureException");
}

}  // namespace
}  // namespace awscost::sandbox
