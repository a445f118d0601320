// The parts of a URL, which are signed and shown.
#include "connectors/aws/http/url.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace awscost::http {
namespace {

std::string refusal(const std::string& text) {
  try {
    parse_url(text);
  } catch (const std::invalid_argument& reason) {
    return reason.what();
  }
  return "accepted";
}

TEST(Url, LeavesOutTheDefaultPortAndLowersTheHost) {
  EXPECT_EQ(parse_url("https://CE.us-east-1.amazonaws.com").authority(), "ce.us-east-1.amazonaws.com");
  EXPECT_EQ(parse_url("https://example.com:443/").authority(), "example.com");
  EXPECT_EQ(parse_url("http://example.com:80/").authority(), "example.com");
  EXPECT_EQ(parse_url("http://example.com:443/").authority(), "example.com:443");
  EXPECT_EQ(parse_url("http://localhost:4566").origin(), "http://localhost:4566");
}

TEST(Url, KeepsAnIPv6AddressInBrackets) {
  EXPECT_EQ(parse_url("http://[::1]:8080/").authority(), "[::1]:8080");
}

TEST(Url, KeepsThePathAsWritten) {
  EXPECT_EQ(parse_url("http://localhost:4566/a//b/../c").path, "/a//b/../c");
  EXPECT_EQ(parse_url("http://localhost").path, "/");
}

TEST(Url, AnErrorDoesNotRepeatAWrongUrl) {
  for (const char* text : {"https://user:hunter2@example.com", "https://example.com/?key=hunter2", "hunter2 example",
                           "https://example.com/#hunter2", "ftp://hunter2.example.com", "hunter2", ""}) {
    const std::string reason = refusal(text);
    EXPECT_NE(reason, "accepted") << text;
    EXPECT_EQ(reason.find("hunter2"), std::string::npos) << reason;
  }
}

TEST(Url, ARequestMayHaveAQuery) {
  EXPECT_EQ(parse_request_url("https://example.com/a?b=c").origin(), "https://example.com");
}

}  // namespace
}  // namespace awscost::http
