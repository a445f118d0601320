// The logging connector and exchange: one line per request, and nothing else changes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "connectors/aws/log/logged_connector.h"
#include "connectors/aws/log/logged_exchange.h"
#include "notebook.h"

namespace awscost::log {
namespace {

using testing::ElementsAre;
using testing::EndsWith;
using testing::IsEmpty;
using testing::StartsWith;

class FakeExchange : public http::Exchange {
 public:
  wire::Reply exchange(const http::Request&, const http::Limits& limits, const sql::Interrupted&) override {
    seen = limits;
    return answer();
  }
  std::function<wire::Reply()> answer = [] { return wire::Reply{.status = 200, .body = "{}"}; };
  http::Limits seen;
};

class FakeConnector : public wire::Connector {
 public:
  wire::Reply send(const wire::Call& call, const sql::Interrupted&) override {
    return {.status = call.body == "wrong" ? 400 : 200, .body = "{}"};
  }
};

class Logged : public testing::Test {
 protected:
  Notebook notebook_;
  FakeExchange inside_;
  LoggedExchange exchange_{inside_, notebook_.log()};
  const http::Request request_{
      .method = "POST", .url = "https://ce.us-east-1.amazonaws.com/", .label = "ce:GetCostAndUsage profile prod"};
  const std::string beginning_ =
      "2026-11-22T00:00:00Z ce:GetCostAndUsage profile prod POST https://ce.us-east-1.amazonaws.com/ ";
};

TEST_F(Logged, AnAnswer) {
  const wire::Reply reply = exchange_.exchange(request_, {.max_body_bytes = 77}, {});
  EXPECT_EQ(reply.body, "{}");
  EXPECT_EQ(inside_.seen.max_body_bytes, 77U);
  EXPECT_THAT(notebook_.lines(), ElementsAre(beginning_ + "200 2 bytes 15 ms"));
}

TEST_F(Logged, AFailureGoesOnAsItIs) {
  inside_.answer = []() -> wire::Reply {
    throw wire::SendError("No whole answer came.", true, wire::SendError::Cause::kTimeout);
  };
  try {
    exchange_.exchange(request_, {}, {});
    FAIL() << "the failure was swallowed";
  } catch (const wire::SendError& error) {
    EXPECT_TRUE(error.maybe_charged());
    EXPECT_EQ(error.cause(), wire::SendError::Cause::kTimeout);
  }
  EXPECT_THAT(notebook_.lines(), ElementsAre(beginning_ + "failed after 15 ms: No whole answer came."));
}

TEST_F(Logged, AnInterruptGoesOnAsItIs) {
  inside_.answer = []() -> wire::Reply { throw sql::InterruptError(true); };
  EXPECT_THROW(exchange_.exchange(request_, {}, {}), sql::InterruptError);
  EXPECT_THAT(notebook_.lines(), ElementsAre(beginning_ + "interrupted after 15 ms"));
}

TEST_F(Logged, NothingWhereTheLogIsOff) {
  notebook_.log().write_to("");
  EXPECT_EQ(exchange_.exchange(request_, {}, {}).status, 200);
  EXPECT_THAT(notebook_.lines(), IsEmpty());
}

TEST_F(Logged, ALogThatCannotBeWrittenCostsNoAnswer) {
  if (access("/dev/full", W_OK) != 0) GTEST_SKIP() << "this system has no /dev/full";
  notebook_.log().write_to("/dev/full");
  EXPECT_EQ(exchange_.exchange(request_, {}, {}).body, "{}");
}

TEST_F(Logged, CallsOfTheSandbox) {
  FakeConnector sandbox;
  LoggedConnector connector(sandbox, notebook_.log(), "sandbox");
  wire::Call call{
      .service = "ce", .operation = "GetTags", .query = {{"key", "value"}}, .body = "secret", .label = "ce:GetTags"};
  EXPECT_EQ(connector.send(call, {}).status, 200);
  call.body = "wrong";
  call.label = "ce:GetTags page 2";
  EXPECT_EQ(connector.send(call, {}).status, 400);
  EXPECT_THAT(notebook_.lines(), ElementsAre("2026-11-22T00:00:00Z ce:GetTags POST sandbox 200 2 bytes 15 ms",
                                             "2026-11-22T00:00:00Z ce:GetTags page 2 POST sandbox 400 2 bytes 15 ms"));
}

}  // namespace
}  // namespace awscost::log
