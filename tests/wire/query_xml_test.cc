// Texts out of the query protocol's XML: STS's own answers, and what must not pass for one.
#include "connectors/wire/query_xml.h"

#include <gtest/gtest.h>

#include "connectors/wire/error.h"

namespace awscost::wire {
namespace {

// From the STS API reference, GetCallerIdentity, example 2.
constexpr const char* kIdentity = R"(<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
 <GetCallerIdentityResult>
  <Arn>arn:aws:iam::123456789012:user/Alice</Arn>
  <UserId>AIDACKCEVSQ6C2EXAMPLE</UserId>
  <Account>123456789012</Account>
 </GetCallerIdentityResult>
 <ResponseMetadata>
  <RequestId>01234567-89ab-cdef-0123-456789abcdef</RequestId>
 </ResponseMetadata>
</GetCallerIdentityResponse>)";

std::string in_result(const std::string& body, std::string_view name) {
  return query_text(body, {"GetCallerIdentityResponse", "GetCallerIdentityResult", name});
}

TEST(QueryXml, HasTheTextsOfItsPaths) {
  EXPECT_EQ(in_result(kIdentity, "Account"), "123456789012");
  EXPECT_EQ(in_result(kIdentity, "Arn"), "arn:aws:iam::123456789012:user/Alice");
  EXPECT_EQ(in_result(kIdentity, "RequestId"), "") << "it stands in another element";
  EXPECT_EQ(query_text(kIdentity, {"GetCallerIdentityResult", "Account"}), "") << "the root begins the path";
  EXPECT_EQ(in_result("<?xml version=\"1.0\"?>\n" + std::string(kIdentity), "Account"), "123456789012");
}

TEST(QueryXml, TakesTheFirstOfTwoAndEmptyElementsAsNothing) {
  EXPECT_EQ(query_text("<a><b/><b>1</b><b>2</b></a>", {"a", "b"}), "1");
  EXPECT_EQ(query_text("<a><b></b></a>", {"a", "b"}), "");
  EXPECT_EQ(query_text("<a>\n  <b x=\"y\">\n 1 2 </b></a>", {"a", "b"}), "1 2");
}

TEST(QueryXml, DecodesEntitiesOnce) {
  EXPECT_EQ(query_text("<a>&lt;&amp;lt;&quot;&apos;&#39;&#x27;&gt;</a>", {"a"}), "<&lt;\"'''>");
  EXPECT_EQ(query_text("<a>AT&T; &#xE9; &nothing</a>", {"a"}), "AT&T; &#xE9; &nothing") << "none of AWS's";
}

TEST(QueryXml, OfSomethingElseIsNothing) {
  const std::string identity = kIdentity;
  EXPECT_EQ(in_result(identity.substr(0, identity.size() - 5), "Account"), "") << "it breaks off";
  EXPECT_EQ(in_result("<!DOCTYPE a>" + identity, "Account"), "");
  EXPECT_EQ(in_result("page: " + identity, "Account"), "");
  EXPECT_EQ(in_result(identity + identity, "Account"), "") << "two roots";
  EXPECT_EQ(query_text("<a><b>1</a></b>", {"a", "b"}), "");
  EXPECT_EQ(query_text("</a>", {"a"}), "");
  EXPECT_EQ(query_text("", {"a"}), "");
  std::string deep;
  for (int i = 0; i < 1000; ++i) deep += "<a>";
  EXPECT_EQ(query_text(deep, {"a"}), "");
  EXPECT_EQ(query_text("<a>" + std::string(70'000, 'x') + "</a>", {"a"}), "");
}

TEST(QueryXml, OfARefusalIsAnErrorOfAws) {
  const AwsError error = read_error(
      {.status = 403,
       .body = "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error><Type>Sender</Type>"
               "<Code>InvalidClientTokenId</Code><Message>The security token is invalid.</Message></Error>"
               "<RequestId>1</RequestId></ErrorResponse>"});
  EXPECT_EQ(error.code, "InvalidClientTokenId");
  EXPECT_EQ(error.message, "The security token is invalid.");
  EXPECT_TRUE(error.is_from_aws);
}

TEST(QueryXml, OfAProxysPageIsNone) {
  const AwsError error = read_error({.status = 502, .body = "<html><title>Bad gateway</title></html>"});
  EXPECT_EQ(error.code, "502");
  EXPECT_FALSE(error.is_from_aws);
}

}  // namespace
}  // namespace awscost::wire
