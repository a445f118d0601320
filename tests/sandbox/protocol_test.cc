// One error in the three protocols.
#include "connectors/sandbox/protocol.h"

#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "gateway_asking.h"

namespace awscost::sandbox {
namespace {

namespace json = boost::json;

const ApiError kThrottled("ThrottlingException", "Rate exceeded",
                          {.members = {{"retryAfterSeconds", 2}}, .headers = {{"Retry-After", "2"}}});

TEST(Protocol, IsTheServices) {
  EXPECT_EQ(protocol_of("ce"), Protocol::kAwsJson11);
  EXPECT_EQ(protocol_of("bcm-pricing-calculator"), Protocol::kAwsJson10);
  EXPECT_EQ(protocol_of("apigateway"), Protocol::kRestJson1);
  EXPECT_EQ(protocol_of("sts"), Protocol::kQuery);
  EXPECT_EQ(protocol_of(""), Protocol::kAwsJson11);
}

TEST(Protocol, SpellsMessagesOfCostExplorerWithACapital) {
  const wire::Reply reply = refusal(Protocol::kAwsJson11, ApiError("LimitExceededException", "Rate exceeded"));
  EXPECT_EQ(reply.status, 400);
  EXPECT_EQ(json::parse(reply.body), json::parse(R"({"__type":"LimitExceededException","Message":"Rate exceeded"})"));
  EXPECT_EQ(wire::header(reply, "Content-Type"), "application/x-amz-json-1.1");
  EXPECT_EQ(wire::header(reply, "x-amzn-ErrorType"), "");
  EXPECT_EQ(json::parse(refusal(Protocol::kAwsJson11, validation("Wrong")).body),
            json::parse(R"({"__type":"ValidationException","message":"Wrong"})"));
}

TEST(Protocol, TellsThePricingCalculatorsDetails) {
  const wire::Reply reply = refusal(Protocol::kAwsJson10, kThrottled);
  EXPECT_EQ(reply.status, 400);
  EXPECT_EQ(json::parse(reply.body),
            json::parse(R"({"__type":"ThrottlingException","message":"Rate exceeded","retryAfterSeconds":2})"));
  EXPECT_EQ(wire::header(reply, "Content-Type"), "application/x-amz-json-1.0");
  EXPECT_EQ(wire::header(reply, "Retry-After"), "2");
}

TEST(Protocol, GivesRestErrorsTheirStatus) {
  for (const auto& [code, status] : {std::pair("BadRequestException", 400), std::pair("UnauthorizedException", 401),
                                     std::pair("AccessDeniedException", 403), std::pair("NotFoundException", 404),
                                     std::pair("ConflictException", 409), std::pair("TooManyRequestsException", 429),
                                     std::pair("InvalidSignatureException", 403)}) {
    const wire::Reply reply = refusal(Protocol::kRestJson1, ApiError(code, "no"));
    EXPECT_EQ(reply.status, status) << code;
    EXPECT_EQ(wire::header(reply, "x-amzn-ErrorType"), code);
    EXPECT_EQ(json::parse(reply.body), json::parse(R"({"message":"no"})"));
  }
}

TEST(Protocol, OfStsIsXmlWithNamesOfItsOwn) {
  const wire::Reply reply = refusal(Protocol::kQuery, ApiError("UnrecognizedClientException", "No <such> key & token"));
  EXPECT_EQ(reply.status, 403);
  EXPECT_EQ(wire::header(reply, "Content-Type"), "text/xml");
  EXPECT_NE(reply.body.find("<Code>InvalidClientTokenId</Code>"), std::string::npos);
  EXPECT_NE(reply.body.find("<Message>No &lt;such> key &amp; token</Message>"), std::string::npos);
  EXPECT_EQ(refusal(Protocol::kQuery, ApiError("InvalidAction", "no")).status, 400);
}

TEST(Protocol, TakesAStatusThatTheErrorNames) {
  EXPECT_EQ(refusal(Protocol::kAwsJson10, ApiError("InternalServerException", "", {.status = 500})).status, 500);
}

TEST(Protocol, OfThePricingCalculatorIsAskedAndAnsweredIn10) {
  GatewayAsker ask;
  wire::Call call = ask.call("/");
  call.service = "bcm-pricing-calculator";
  call.method = "POST";
  call.body = "{}";
  call.headers = {{"X-Amz-Target", "AWSBCMPricingCalculator.ListBillScenarios"},
                  {"Content-Type", "application/x-amz-json-1.0"}};
  const wire::Reply good = ask.send(call);
  EXPECT_EQ(good.status, 200) << good.body;
  EXPECT_EQ(wire::header(good, "Content-Type"), "application/x-amz-json-1.0");
  call.headers[1].value = "application/x-amz-json-1.1";
  const wire::Reply bad = ask.send(call);
  EXPECT_EQ(bad.status, 400);
  EXPECT_EQ(json::parse(bad.body).at("__type"), "UnknownOperationException");
  EXPECT_EQ(wire::header(bad, "Content-Type"), "application/x-amz-json-1.0");
}

}  // namespace
}  // namespace awscost::sandbox
