// Which answers and failures may pass, and the quota that ends repeating.
#include "connectors/aws/retries/policy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

namespace awscost::retries {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using Cause = wire::SendError::Cause;

wire::Reply reply(int status, const std::string& code = "") {
  return {.status = status, .body = code.empty() ? "" : R"({"__type":")" + code + R"("})"};
}

// The service models' and AWS's common errors that a request of ours may end in, beside what is repeated.
const std::vector<std::string> kFinalCodes = {"ValidationException",
                                              "AccessDeniedException",
                                              "AccessDenied",
                                              "UnrecognizedClientException",
                                              "InvalidClientTokenId",
                                              "InvalidSignatureException",
                                              "SignatureDoesNotMatch",
                                              "ExpiredTokenException",
                                              "RequestExpired",
                                              "OptInRequired",
                                              "DataUnavailableException",
                                              "BillExpirationException",
                                              "ConflictException",
                                              "NotFoundException",
                                              "ResourceNotFoundException",
                                              "ServiceQuotaExceededException",
                                              "BadRequestException",
                                              "UnknownError"};

TEST(KindOf, ThrottlingCodes) {
  for (const std::string code :
       {"Throttling", "ThrottlingException", "ThrottledException", "RequestThrottledException",
        "TooManyRequestsException", "ProvisionedThroughputExceededException", "TransactionInProgressException",
        "RequestLimitExceeded", "BandwidthLimitExceeded", "LimitExceededException", "RequestThrottled", "SlowDown",
        "PriorRequestNotComplete", "EC2ThrottledException"}) {
    for (const int status : {400, 403, 409, 429, 500, 503}) {
      EXPECT_EQ(kind_of(reply(status, code)), Kind::kThrottled) << status << code;
    }
  }
}

TEST(KindOf, TransientCodes) {
  for (const std::string code : {"RequestTimeout", "RequestTimeoutException", "IDPCommunicationError"}) {
    EXPECT_EQ(kind_of(reply(400, code)), Kind::kTransient) << code;
  }
}

TEST(KindOf, CodesThatStay) {
  for (const std::string& code : kFinalCodes) {
    for (const int status : {400, 401, 402, 403, 404, 409})
      EXPECT_EQ(kind_of(reply(status, code)), Kind::kFinal) << code;
  }
}

TEST(KindOf, Statuses) {
  for (const int status : {500, 502, 503, 504}) {
    EXPECT_EQ(kind_of(reply(status)), Kind::kTransient) << status;
    EXPECT_EQ(kind_of(reply(status, "InternalServerException")), Kind::kTransient) << status;
  }
  EXPECT_EQ(kind_of(reply(429)), Kind::kThrottled);
  EXPECT_EQ(kind_of(reply(429, "Odd")), Kind::kThrottled);
  for (const int status : {200, 204, 301, 302, 400, 401, 403, 404, 407, 408, 409, 413, 501, 505, 507, 509, 511}) {
    EXPECT_EQ(kind_of(reply(status)), Kind::kFinal) << status;
  }
}

TEST(KindOf, TheCodeInTheHeaderAndItsNamespace) {
  EXPECT_EQ(kind_of(wire::Reply{.status = 400, .headers = {{"x-amzn-ErrorType", "SlowDown:http://x/"}}}),
            Kind::kThrottled);
  EXPECT_EQ(kind_of(wire::Reply{.status = 400, .body = R"({"__type":"com.amazonaws.ce#LimitExceededException"})"}),
            Kind::kThrottled);
}

TEST(KindOf, ASuccessIsFinalWhateverItSays) {
  EXPECT_EQ(kind_of(reply(200, "ThrottlingException")), Kind::kFinal);
}

TEST(KindOf, FailuresWithoutAnAnswer) {
  for (const bool free_of_charge : {false, true}) {
    for (const bool maybe_charged : {false, true}) {
      const auto kind = [&](Cause cause) {
        return kind_of(wire::SendError("x", maybe_charged, cause), free_of_charge);
      };
      EXPECT_EQ(kind(Cause::kStays), Kind::kFinal);
      EXPECT_EQ(kind(Cause::kNotReached), Kind::kTransient);
      EXPECT_EQ(kind(Cause::kBroken), Kind::kTransient);
      EXPECT_EQ(kind(Cause::kTimeout), free_of_charge ? Kind::kTransient : Kind::kFinal);
    }
  }
}

TEST(LeavesOpen, WhatAwsDidNotSettle) {
  for (const int status : {500, 501, 502, 503, 504, 408}) {
    EXPECT_TRUE(leaves_open(reply(status, "InternalServerException"))) << status;
  }
  EXPECT_TRUE(leaves_open(reply(400, "RequestTimeout")));
  // No code: not AWS's.
  for (const int status : {302, 400, 403, 404, 407, 429, 502}) EXPECT_TRUE(leaves_open(reply(status))) << status;
  EXPECT_TRUE(leaves_open(wire::Reply{.status = 403, .body = R"({"code":"403","message":"blocked"})"}));
}

TEST(LeavesOpen, NotWhatItRefusesOrPutsOff) {
  for (const std::string& code : kFinalCodes) EXPECT_FALSE(leaves_open(reply(400, code))) << code;
  EXPECT_FALSE(leaves_open(reply(429, "TooManyRequestsException")));
  EXPECT_FALSE(leaves_open(reply(503, "SlowDown")));
  EXPECT_FALSE(leaves_open(reply(200)));
}

TEST(MaxAttempts, IsAWholeNumberFromOne) {
  EXPECT_EQ(max_attempts(""), 3);
  EXPECT_EQ(max_attempts("1"), 1);
  EXPECT_EQ(max_attempts("10"), 10);
  EXPECT_EQ(max_attempts("1000000"), 1'000'000);
  for (const char* wrong : {"0", "-1", "three", "3.0", " 3", "3 ", "0x3", "+3", "99999999999999999999"}) {
    try {
      max_attempts(wrong);
      ADD_FAILURE() << wrong;
    } catch (const wire::SendError& error) {
      EXPECT_THAT(error.what(), AllOf(HasSubstr("AWS_MAX_ATTEMPTS"), HasSubstr(std::string("'") + wrong + "'"),
                                      HasSubstr("a whole number from 1")));
      EXPECT_FALSE(error.maybe_charged());
      EXPECT_EQ(error.cause(), Cause::kStays);
    }
  }
}

// How often something is left for `kind`.
int takes(Quota& quota, Kind kind, const std::string& service = "ce") {
  int taken = 0;
  while (quota.take(service, kind)) ++taken;
  return taken;
}

TEST(Quota, FiveHundredTokens) {
  Quota throttled;
  EXPECT_EQ(takes(throttled, Kind::kThrottled), 100) << "5 each";
  Quota transient;
  EXPECT_EQ(takes(transient, Kind::kTransient), 35) << "14 each: 490";
  EXPECT_TRUE(transient.take("ce", Kind::kThrottled)) << "10 are left";
  EXPECT_TRUE(transient.take("ce", Kind::kThrottled));
  EXPECT_FALSE(transient.take("ce", Kind::kThrottled));
}

TEST(Quota, IsEachServicesOwn) {
  Quota quota;
  takes(quota, Kind::kThrottled);
  EXPECT_TRUE(quota.take("apigateway", Kind::kTransient));
}

TEST(Quota, ASuccessAfterRepeatingGivesItsLastCostBack) {
  Quota quota;
  takes(quota, Kind::kThrottled);
  quota.succeeded("ce", Kind::kThrottled);
  EXPECT_EQ(takes(quota, Kind::kThrottled), 1);
  quota.succeeded("ce", Kind::kTransient);
  EXPECT_EQ(takes(quota, Kind::kTransient), 1);
}

TEST(Quota, ASuccessAtOnceGivesOne) {
  Quota quota;
  takes(quota, Kind::kThrottled);
  for (int i = 0; i < 4; ++i) quota.succeeded("ce", Kind::kFinal);
  EXPECT_FALSE(quota.take("ce", Kind::kThrottled));
  quota.succeeded("ce", Kind::kFinal);
  EXPECT_EQ(takes(quota, Kind::kThrottled), 1);
}

TEST(Quota, NeverHoldsMoreThanAtFirst) {
  Quota quota;
  for (int i = 0; i < 20; ++i) quota.succeeded("ce", Kind::kTransient);
  EXPECT_EQ(takes(quota, Kind::kThrottled), 100);
}

TEST(Quota, IsForSeveralThreads) {
  Quota quota;
  int taken[4] = {};
  std::vector<std::thread> threads;
  for (int& mine : taken) threads.emplace_back([&] { mine = takes(quota, Kind::kThrottled); });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(taken[0] + taken[1] + taken[2] + taken[3], 100);
}

}  // namespace
}  // namespace awscost::retries
