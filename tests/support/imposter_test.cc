// The imposter's answers: first from the queue, then from the function.
#include "tests/support/imposter.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

#include "connectors/aws/http/curl.h"

namespace awscost::support {
namespace {

class ImposterTest : public testing::Test {
 protected:
  wire::Reply get(const std::string& path) {
    return curl_.exchange({.method = "GET", .url = imposter_.url() + path}, {}, {});
  }

  Imposter imposter_;
  http::Curl curl_;
};

TEST_F(ImposterTest, AnswersByTheRequest) {
  imposter_.reply_by([](const Received& request) { return Answer{.status = 201, .body = "for " + request.target}; });
  EXPECT_EQ(get("/a").body, "for /a");
  EXPECT_EQ(get("/b").body, "for /b");
  EXPECT_EQ(get("/b").status, 201);
}

TEST_F(ImposterTest, TheQueueGoesFirst) {
  imposter_.reply_by([](const Received&) { return Answer{.body = "by request"}; });
  imposter_.reply_with({.body = "queued"});
  EXPECT_EQ(get("/").body, "queued");
  EXPECT_EQ(get("/").body, "by request");
}

TEST_F(ImposterTest, TheFunctionSeesTheRequest) {
  imposter_.reply_by([this](const Received&) { return Answer{.body = std::to_string(imposter_.requests().size())}; });
  EXPECT_EQ(get("/").body, "1");
  EXPECT_EQ(get("/").body, "2");
}

TEST_F(ImposterTest, AnExceptionBecomesStatus599) {
  imposter_.reply_by([](const Received&) -> Answer { throw std::runtime_error("no such request"); });
  const wire::Reply reply = get("/");
  EXPECT_EQ(reply.status, 599);
  EXPECT_EQ(reply.body, "no such request");
}

}  // namespace
}  // namespace awscost::support
