// The token loop against a scripted connector: what is sent, when, and how it ends.
#include "connectors/tables/page/pages.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "sql/error.h"
#include "tests/tables/assembly/question.h"
#include "tests/tables/assembly/scripted_connector.h"

namespace awscost::page {
namespace {

using test::Question;
using test::ScriptedConnector;

bool never() {
  return false;
}

wire::Reply page_of(int rows, const std::string& token) {
  std::string groups;
  for (int i = 0; i < rows; ++i) groups += std::string(i == 0 ? "" : ",") + R"({"Keys":["x"]})";
  const std::string member = token.empty() ? "" : R"("NextPageToken":")" + token + R"(",)";
  return test::answer("{" + member +
                      R"("ResultsByTime":[{"TimePeriod":{"Start":"2026-11-01","End":"2026-11-02"},"Groups":[)" +
                      groups + "]}]}");
}

class TokenLoop : public testing::Test {
 protected:
  TokenLoop() { question_.group_by("service"); }

  Pages pages(ScriptedConnector& connector) {
    const auto make_call = [](std::string_view token, int page) {
      wire::Call call;
      call.body = token;
      call.page = page;
      return call;
    };
    return Pages(question_.operation(), question_.scan(), make_call, connector, decoded_);
  }

  std::string error(Pages& pages) {
    try {
      (void)pages.next(never);
    } catch (const sql::Error& error) {
      return error.what();
    }
    return "none";
  }

  Question question_{"ce_cost_and_usage"};
  std::vector<std::pair<std::uint64_t, std::size_t>> ledger_;
  RowsDecoded decoded_ = [this](std::uint64_t request, std::size_t rows) { ledger_.emplace_back(request, rows); };
};

TEST_F(TokenLoop, FetchesAPageWhenTheLastIsUsedUp) {
  ScriptedConnector connector({page_of(2, "t1"), page_of(1, "")});
  Pages pages = this->pages(connector);
  EXPECT_EQ(connector.calls.size(), 0u);
  ASSERT_TRUE(pages.next(never));
  EXPECT_EQ(pages.rows().rows(), 2u);
  EXPECT_EQ(connector.calls.size(), 1u);
  ASSERT_TRUE(pages.next(never));
  EXPECT_EQ(pages.rows().rows(), 1u);
  EXPECT_FALSE(pages.next(never));
  EXPECT_FALSE(pages.next(never));
  ASSERT_EQ(connector.calls.size(), 2u);
  EXPECT_EQ(connector.calls[0].body, "");
  EXPECT_EQ(connector.calls[0].page, 1);
  EXPECT_EQ(connector.calls[1].body, "t1");
  EXPECT_EQ(connector.calls[1].page, 2);
  EXPECT_EQ(ledger_, (std::vector<std::pair<std::uint64_t, std::size_t>>{{1, 2}, {2, 1}}));
}

TEST_F(TokenLoop, GoesOnAfterAnEmptyPage) {
  ScriptedConnector connector({page_of(0, "t1"), page_of(0, "t2"), page_of(1, "")});
  Pages pages = this->pages(connector);
  ASSERT_TRUE(pages.next(never));
  EXPECT_EQ(connector.calls.size(), 3u);
  EXPECT_FALSE(pages.next(never));
}

TEST_F(TokenLoop, EndsWithAnEmptyPage) {
  ScriptedConnector connector({page_of(1, "t1"), test::answer(R"({"ResultsByTime":[],"NextPageToken":""})")});
  Pages pages = this->pages(connector);
  ASSERT_TRUE(pages.next(never));
  EXPECT_FALSE(pages.next(never));
  EXPECT_EQ(connector.calls.size(), 2u);
}

TEST_F(TokenLoop, EndsAtATokenThatCameBefore) {
  ScriptedConnector connector({page_of(1, "a"), page_of(1, "b"), page_of(1, "a")});
  Pages pages = this->pages(connector);
  ASSERT_TRUE(pages.next(never));
  ASSERT_TRUE(pages.next(never));
  EXPECT_EQ(
      error(pages),
      "ce_cost_and_usage: page 3 ends with a page token that was given before, so its pages would never end; run the "
      "statement again, or narrow it.");
  EXPECT_EQ(connector.calls.size(), 3u);
}

TEST_F(TokenLoop, NamesThePageThatIsRefused) {
  ScriptedConnector connector(
      {page_of(1, "a"), test::refusal(400, R"({"__type":"InvalidNextTokenException","Message":"Token expired."})")});
  Pages pages = this->pages(connector);
  ASSERT_TRUE(pages.next(never));
  EXPECT_EQ(error(pages),
            "ce_cost_and_usage: page 2: Token expired – InvalidNextTokenException (request id id-1). The data changed "
            "between two pages: run the statement again.");
}

TEST_F(TokenLoop, NamesThePageThatCannotBeRead) {
  ScriptedConnector connector({page_of(1, "a"), test::answer("{}")});
  Pages pages = this->pages(connector);
  ASSERT_TRUE(pages.next(never));
  EXPECT_TRUE(error(pages).starts_with("ce_cost_and_usage: page 2: AWS's answer to GetCostAndUsage cannot be read"));
}

TEST_F(TokenLoop, TurnsAMissingAnswerIntoASentence) {
  ScriptedConnector connector(std::vector<ScriptedConnector::Step>{
      []() -> wire::Reply { throw wire::SendError("no answer within 60 s", true); },
      []() -> wire::Reply { throw wire::SendError("the budget of 1.00 USD is used up.", false); }});
  Pages pages = this->pages(connector);
  EXPECT_EQ(error(pages), "ce_cost_and_usage: no answer within 60 s. A charge cannot be ruled out.");
  EXPECT_EQ(error(pages), "ce_cost_and_usage: the budget of 1.00 USD is used up.");
}

TEST_F(TokenLoop, PassesAnInterruptOn) {
  ScriptedConnector connector(
      std::vector<ScriptedConnector::Step>{[]() -> wire::Reply { throw sql::InterruptError(true); }});
  Pages pages = this->pages(connector);
  EXPECT_THROW((void)pages.next(never), sql::InterruptError);
}

}  // namespace
}  // namespace awscost::page
