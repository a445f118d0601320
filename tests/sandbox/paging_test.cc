// Pages: answers split at any place, and checks of tokens.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "asking.h"

namespace awscost::sandbox {
namespace {

namespace json = boost::json;
using ::testing::HasSubstr;

const std::string kGrouped =
    cost_query("2026-11-12/2026-11-20", "DAILY",
               R"("GroupBy":[{"Type":"DIMENSION","Key":"SERVICE"},{"Type":"DIMENSION","Key":"LINKED_ACCOUNT"}])");

TEST(Paging, PagesJoinToTheWholeAnswer) {
  Asker whole(options(1'000'000));
  const auto expected = cells(whole.pages("GetCostAndUsage", kGrouped));
  ASSERT_GT(expected.size(), 1000U);
  for (const std::size_t page_size : {97U, 100U, 5000U}) {
    Asker paged(options(page_size));
    const auto pages = paged.pages("GetCostAndUsage", kGrouped);
    EXPECT_EQ(cells(pages), expected) << page_size;
    EXPECT_EQ(pages.size(), (expected.size() + page_size - 1) / page_size) << page_size;
  }
}

TEST(Paging, APageMayEndInsideAPeriod) {
  Asker ask(options(97));
  const auto pages = ask.pages("GetCostAndUsage", kGrouped);
  const auto& last = pages[0].at("ResultsByTime").as_array().back();
  const auto& first = pages[1].at("ResultsByTime").as_array().front();
  EXPECT_EQ(last.at("TimePeriod"), first.at("TimePeriod"));
  EXPECT_NE(last.at("Groups"), first.at("Groups"));
  EXPECT_EQ(pages[1].at("GroupDefinitions"), pages[0].at("GroupDefinitions"));
}

TEST(Paging, EveryPeriodTurnsUpOnSomePage) {
  Asker ask(small_account(), options(1));
  const auto pages = ask.pages("GetCostAndUsage", cost_query("2026-11-15/2026-11-22", "DAILY",
                                                             R"("GroupBy":[{"Type":"DIMENSION","Key":"SERVICE"}])"));
  std::vector<std::string> starts;
  for (const json::value& page : pages) {
    for (const json::value& result : page.at("ResultsByTime").as_array()) {
      const std::string start(result.at("TimePeriod").at("Start").as_string());
      if (starts.empty() || starts.back() != start) starts.push_back(start);
    }
  }
  EXPECT_THAT(starts, ::testing::ElementsAre("2026-11-15", "2026-11-16", "2026-11-17", "2026-11-18", "2026-11-19",
                                             "2026-11-20", "2026-11-21"));
}

TEST(Paging, UngroupedPeriodsArePagedToo) {
  const std::string body = cost_query("2026-11-01/2026-11-20", "DAILY");
  Asker whole(options());
  Asker paged(options(4));
  EXPECT_EQ(paged.pages("GetCostAndUsage", body).size(), 5U);
  EXPECT_EQ(cells(paged.pages("GetCostAndUsage", body)), cells(whole.pages("GetCostAndUsage", body)));
}

TEST(Paging, TokensHoldCharactersThatNeedCare) {
  Asker ask(options(10));
  const json::value token = ask.ok("GetCostAndUsage", kGrouped).at("NextPageToken");
  const std::string text(token.as_string());
  EXPECT_THAT(text, HasSubstr("+"));
  EXPECT_THAT(text, HasSubstr("/"));
  EXPECT_THAT(text, HasSubstr("="));
}

class Tokens : public ::testing::Test {
 protected:
  std::string second_page(const std::function<void(json::object&)>& change) {
    json::object next = json::parse(kGrouped).as_object();
    next["NextPageToken"] = ask_.ok("GetCostAndUsage", kGrouped).at("NextPageToken");
    change(next);
    return json::serialize(next);
  }
  Asker ask_{options(10)};
};

TEST_F(Tokens, GoWithTheUnchangedRequestOnly) {
  const auto changed = [this](const std::function<void(json::object&)>& change) {
    return ask_.refused("GetCostAndUsage", second_page(change)).code;
  };
  EXPECT_EQ(changed([](json::object& next) { next["Granularity"] = "MONTHLY"; }), "RequestChangedException");
  EXPECT_EQ(changed([](json::object& next) { next["Metrics"] = json::array{"UnblendedCost"}; }),
            "RequestChangedException");
  EXPECT_EQ(changed([](json::object& next) { next.erase("GroupBy"); }), "RequestChangedException");
  EXPECT_EQ(changed([](json::object& next) { next["TimePeriod"].as_object()["End"] = "2026-11-19"; }),
            "RequestChangedException");
}

TEST_F(Tokens, DoNotMindTheOrderOfMembers) {
  const auto reordered = [](json::object& next) {
    const json::value period = next["TimePeriod"];
    next.erase("TimePeriod");
    next["TimePeriod"] = period;
  };
  EXPECT_EQ(ask_.ok("GetCostAndUsage", second_page(reordered)),
            ask_.ok("GetCostAndUsage", second_page([](json::object&) {})));
}

TEST_F(Tokens, AreRefusedWhenDamaged) {
  const std::string good(ask_.ok("GetCostAndUsage", kGrouped).at("NextPageToken").as_string());
  std::string with_blanks = good;
  std::replace(with_blanks.begin(), with_blanks.end(), '+', ' ');
  std::string flipped = good;
  flipped[8] = flipped[8] == 'A' ? 'B' : 'A';
  for (const std::string& token :
       {std::string(), std::string("garbage"), with_blanks, flipped, good + "=", good.substr(0, good.size() - 2)}) {
    EXPECT_EQ(
        ask_.refused("GetCostAndUsage", second_page([&](json::object& next) { next["NextPageToken"] = token; })).code,
        "InvalidNextTokenException")
        << token;
  }
  EXPECT_EQ(ask_.refused("GetCostAndUsage", second_page([](json::object& next) { next["NextPageToken"] = 1; })).code,
            "InvalidNextTokenException");
}

TEST_F(Tokens, BelongToTheirOperation) {
  Asker ask(options(3));
  const std::string body = cost_query("2026-11-18/2026-11-20", "DAILY",
                                      R"("Filter":{"Dimensions":{"Key":"SERVICE","Values":["AWS Lambda"]}},)"
                                      R"("GroupBy":[{"Type":"DIMENSION","Key":"REGION"}])");
  json::object next = json::parse(body).as_object();
  next["NextPageToken"] = ask.ok("GetCostAndUsage", body).at("NextPageToken");
  next["GroupBy"] = json::parse(R"([{"Type":"DIMENSION","Key":"RESOURCE_ID"}])");
  EXPECT_EQ(ask.refused("GetCostAndUsageWithResources", json::serialize(next)).code, "RequestChangedException");
}

}  // namespace
}  // namespace awscost::sandbox
