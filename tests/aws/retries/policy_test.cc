// Which answers and errors are retried, and how often.
#include "connectors/aws/retries/policy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace awscost::retries {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using Cause = wire::SendError::Cause;

wire::Reply reply(int status, const std::string& code = "") {
  return {.status = status, .body = code.empty() ? "" : R"({"__type":")" + code + R"("})"};
}

// Errors of the service models, and AWS's common errors, that are not retried.
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

TEST(Classify, ThrottlingCodes) {
  for (const std::string code :
       {"Throttling", "ThrottlingException", "ThrottledException", "RequestThrottledException",
        "TooManyRequestsException", "ProvisionedThroughputExceededException", "TransactionInProgressException",
        "RequestLimitExceeded", "BandwidthLimitExceeded", "LimitExceededException", "RequestThrottled", "SlowDown",
        "PriorRequestNotComplete", "EC2ThrottledException"}) {
    for (const int status : {400, 403, 409, 429, 500, 503}) {
      EXPECT_EQ(classify(reply(status, code)), RetryReason::kThrottling) << status << code;
    }
  }
}

TEST(Classify, TransientCodes) {
  for (const std::string code : {"RequestTimeout", "RequestTimeoutException", "IDPCommunicationError"}) {
    EXPECT_EQ(classify(reply(400, code)), RetryReason::kTransient) << code;
  }
}

TEST(Classify, FinalCodes) {
  for (const std::string& code : kFinalCodes) {
    for (const int status : {400, 401, 402, 403, 404, 409})
      EXPECT_EQ(classify(reply(status, code)), RetryReason::kNone) << code;
  }
}

TEST(Classify, Statuses) {
  for (const int status : {500, 502, 503, 504}) {
    EXPECT_EQ(classify(reply(status)), RetryReason::kTransient) << status;
    EXPECT_EQ(classify(reply(status, "InternalServerException")), RetryReason::kTransient) << status;
  }
  EXPECT_EQ(classify(reply(429)), RetryReason::kThrottling);
  EXPECT_EQ(classify(reply(429, "Odd")), RetryReason::kThrottling);
  for (const int status : {200, 204, 301, 302, 400, 401, 403, 404, 407, 408, 409, 413, 501, 505, 507, 509, 511}) {
    EXPECT_EQ(classify(reply(status)), RetryReason::kNone) << status;
  }
}

TEST(Classify, TheCodeInTheHeaderAndItsNamespace) {
  EXPECT_EQ(classify(wire::Reply{.status = 400, .headers = {{"x-amzn-ErrorType", "SlowDown:http://x/"}}}),
            RetryReason::kThrottling);
  EXPECT_EQ(classify(wire::Reply{.status = 400, .body = R"({"__type":"com.amazonaws.ce#LimitExceededException"})"}),
            RetryReason::kThrottling);
}

TEST(Classify, ASuccessIsFinalWhateverItsBody) {
  EXPECT_EQ(classify(reply(200, "ThrottlingException")), RetryReason::kNone);
}

TEST(Classify, ErrorsWithoutAnAnswer) {
  for (const bool free_of_charge : {false, true}) {
    for (const bool maybe_charged : {false, true}) {
      const auto reason = [&](Cause cause) {
        return classify(wire::SendError("x", maybe_charged, cause), free_of_charge);
      };
      EXPECT_EQ(reason(Cause::kStays), RetryReason::kNone);
      EXPECT_EQ(reason(Cause::kNotReached), RetryReason::kTransient);
      EXPECT_EQ(reason(Cause::kBroken), RetryReason::kTransient);
      EXPECT_EQ(reason(Cause::kTimeout), free_of_charge ? RetryReason::kTransient : RetryReason::kNone);
    }
  }
}

TEST(LeavesOpen, AServersFaultAndAnAnswerThatIsNotAwss) {
  for (const int status : {500, 501, 502, 503, 504, 408}) {
    EXPECT_TRUE(leaves_open(reply(status, "InternalServerException"))) << status;
  }
  EXPECT_TRUE(leaves_open(reply(400, "RequestTimeout")));
  // Without a code the answer is not AWS's.
  for (const int status : {302, 400, 403, 404, 407, 429, 502}) EXPECT_TRUE(leaves_open(reply(status))) << status;
  EXPECT_TRUE(leaves_open(wire::Reply{.status = 403, .body = R"({"code":"403","message":"blocked"})"}));
}

TEST(LeavesOpen, NotARefusalAndNotThrottling) {
  for (const std::string& code : kFinalCodes) EXPECT_FALSE(leaves_open(reply(400, code))) << code;
  EXPECT_FALSE(leaves_open(reply(429, "TooManyRequestsException")));
  EXPECT_FALSE(leaves_open(reply(503, "SlowDown")));
  EXPECT_FALSE(leaves_open(reply(200)));
  EXPECT_TRUE(leaves_open(reply(206, "AccessDeniedException")));
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

}  // namespace
}  // namespace awscost::retries
