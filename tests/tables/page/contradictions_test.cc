// Answers with status 200 that contradict themselves or the question: an error each, and never rows that would be added
// up twice or that nobody asked for. What AWS may really send beside stays accepted.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "connectors/tables/page/recent_hashes.h"
#include "connectors/tables/page/row_reader.h"
#include "sql/error.h"
#include "tests/tables/assembly/question.h"
#include "tests/tables/assembly/scripted_sender.h"

namespace awscost::page {
namespace {

using test::Question;

// Reads the pages of one answer: the number of rows of the last one, or what is wrong with it.
std::string read(const Question& question, const std::vector<std::string>& bodies, const std::string& parent = "",
                 const std::vector<wire::Header>& headers = {}) {
  constexpr std::string_view kBefore = " cannot be read: ";
  RowReader reader(question.operation(), question.scan());
  reader.expect_parent(parent);
  for (std::size_t i = 0; i < bodies.size(); ++i) {
    try {
      wire::Reply reply = test::answer(bodies[i]);
      reply.headers.insert(reply.headers.end(), headers.begin(), headers.end());
      reader.read(std::move(reply), static_cast<int>(i + 1));
    } catch (const sql::Error& error) {
      const std::string sentence = error.what();
      const std::size_t at = sentence.find(kBefore);
      if (at == std::string::npos) return "unexpected: " + sentence;
      const std::size_t begin = at + kBefore.size();
      return "page " + std::to_string(i + 1) + ": " + sentence.substr(begin, sentence.find(" (request id") - begin);
    }
  }
  return std::to_string(reader.rows()) + (reader.rows() == 1 ? " row" : " rows");
}

// Days of November 2026 with their groups, each a list of keys.
struct Day {
  int day;
  std::vector<std::string> keys;
};

std::string two_digits(int number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

std::string page_of(const std::vector<Day>& days, const std::string& token = "") {
  std::string periods;
  for (const Day& day : days) {
    std::string groups;
    for (const std::string& keys : day.keys)
      groups += (groups.empty() ? R"({"Keys":[)" : R"(,{"Keys":[)") + keys + "]}";
    periods += (periods.empty() ? "" : ",") + std::string(R"({"TimePeriod":{"Start":"2026-11-)") + two_digits(day.day) +
               R"(","End":"2026-11-)" + two_digits(day.day + 1) + R"("},"Groups":[)" + groups + "]}";
  }
  return R"({"ResultsByTime":[)" + periods + "]" + (token.empty() ? "" : R"(,"NextPageToken":")" + token + '"') + "}";
}

Question by_service() {
  Question question("ce_cost_and_usage");
  question.group_by("service");
  return question;
}

TEST(Contradiction, OfAGroupThatComesTwice) {
  EXPECT_EQ(read(by_service(), {page_of({{1, {R"("a")", R"("b")", R"("a")"}}})}),
            "page 1: the group 'a' of 2026-11-01 comes twice");
  EXPECT_EQ(read(by_service(), {page_of({{1, {R"("a")"}}, {2, {R"("a")", R"("b")", R"("b")"}}})}),
            "page 1: the group 'b' of 2026-11-02 comes twice");
  // Written in another way.
  EXPECT_EQ(read(by_service(), {page_of({{1, {R"("a")", R"("\u0061")"}}})}),
            "page 1: the group 'a' of 2026-11-01 comes twice");
  EXPECT_EQ(read(by_service(), {page_of({{1, {R"("a")"}}}, "t"), page_of({{2, {R"("a")"}}, {1, {R"("a")"}}})}),
            "page 2: the group 'a' of 2026-11-01 comes twice");
  Question two("ce_cost_and_usage");
  two.group_by("service, tag:team");
  EXPECT_EQ(read(two, {page_of({{1, {R"("a","team$x")", R"("a","team$y")", R"("x","team$a")"}}})}), "3 rows");
  EXPECT_EQ(read(two, {page_of({{1, {R"("a","team$x")", R"("a","team$x")"}}})}),
            "page 1: the group 'a', 'team$x' of 2026-11-01 comes twice");
}

// AWS does not say how it splits an answer: a period may go on in the next page, or come again after others.
TEST(Contradiction, IsNoPeriodThatGoesOnWithOtherGroups) {
  EXPECT_EQ(
      read(by_service(), {page_of({{1, {R"("a")", R"("b")"}}}, "t"), page_of({{1, {R"("c")"}}, {2, {R"("a")"}}}, "u"),
                          page_of({{1, {R"("d")"}}, {2, {R"("b")"}}})}),
      "2 rows");
  EXPECT_EQ(read(by_service(), {page_of({{1, {R"("a")"}}, {1, {R"("b")"}}})}), "2 rows");
}

TEST(Contradiction, IsNoNewAnswer) {
  const Question question = by_service();
  RowReader again(question.operation(), question.scan());
  for (int i = 0; i < 3; ++i) again.read(test::answer(page_of({{1, {R"("a")"}}})), 1);
  EXPECT_EQ(again.rows(), 1u);
}

TEST(Contradiction, OfAPeriodThatComesTwice) {
  const auto totals = [](const std::vector<std::string>& starts) {
    std::string periods;
    for (const std::string& start : starts) {
      periods += (periods.empty() ? "" : ",") + std::string(R"({"TimePeriod":{"Start":")") + start +
                 R"(","End":"2026-11-03"},"Total":{}})";
    }
    return R"({"ResultsByTime":[)" + periods + R"(],"NextPageToken":"t"})";
  };
  Question question("ce_cost_and_usage");
  EXPECT_EQ(read(question, {totals({"2026-11-01", "2026-11-02"})}), "2 rows");
  EXPECT_EQ(read(question, {totals({"2026-11-01", "2026-11-02", "2026-11-01T00:00:00Z"})}),
            "page 1: the period 2026-11-01 comes twice");
  EXPECT_EQ(read(question, {totals({"2026-11-01"}), totals({"2026-11-01"})}),
            "page 2: the period 2026-11-01 comes twice");
}

TEST(Contradiction, OfDaysBeyondTheWindow) {
  EXPECT_EQ(
      read(by_service(), {page_of({{3, {R"("a")"}}, {4, {R"("a")"}}})}),
      "page 1: it has a period, 2026-11-04 to 2026-11-05, outside of 2026-11-01 to 2026-11-04, which was asked for");
  Question later("ce_cost_and_usage");
  later.window("2026-11-05", "2026-11-08");
  EXPECT_EQ(
      read(later, {R"({"ResultsByTime":[{"TimePeriod":{"Start":"2026-11-04","End":"2026-11-05"},"Total":{}}]})"}),
      "page 1: it has a period, 2026-11-04 to 2026-11-05, outside of 2026-11-05 to 2026-11-08, which was asked for");
  // A month that AWS rounds, or cuts.
  later.granularity(sql::Granularity::kMonthly);
  EXPECT_EQ(read(later, {R"({"ResultsByTime":[{"TimePeriod":{"Start":"2026-11-01","End":"2026-12-01"},"Total":{}}]})"}),
            "1 row");
  EXPECT_EQ(read(later, {R"({"ResultsByTime":[{"TimePeriod":{"Start":"2026-11-05","End":"2026-11-08"},"Total":{}}]})"}),
            "1 row");
}

TEST(Contradiction, OfUsageThatNobodyAskedFor) {
  Question usage("apigateway_usage");  // from 1 to 3 November
  const auto answer = [](const std::string& plan, const std::string& first, const std::string& values) {
    return R"({"usagePlanId":")" + plan + R"(","startDate":")" + first + R"(","values":{)" + values + "}}";
  };
  EXPECT_EQ(read(usage, {answer("p", "2026-11-01", R"("k":[[1,2],[1,2],[1,2]])")}, "p"), "3 rows");
  EXPECT_EQ(read(usage, {R"({"values":{"k":[[1,2]]}})"}, "p"), "1 row");  // AWS's model promises no member
  EXPECT_EQ(read(usage, {answer("q", "2026-11-01", R"("k":[[1,2]])")}, "p"),
            "page 1: usagePlanId is 'q', and 'p' was asked for");
  EXPECT_EQ(read(usage, {answer("q", "2026-11-01", "")}, "p"), "page 1: usagePlanId is 'q', and 'p' was asked for");
  EXPECT_EQ(read(usage, {answer("p", "2026-11-01", R"("l":[],"k":[[1,2],[1,2],[1,2],[1,2]])")}, "p"),
            "page 1: it has days from 2026-11-01 to 2026-11-05, and 2026-11-01 to 2026-11-04 was asked for");
  EXPECT_EQ(read(usage, {answer("p", "2026-10-31", R"("k":[[1,2]])")}, "p"),
            "page 1: it has days from 2026-10-31 to 2026-11-01, and 2026-11-01 to 2026-11-04 was asked for");
  EXPECT_EQ(read(usage, {answer("p", "2026-11-02", R"("k":[[1,2],[1,2]])")}, "p"), "2 rows");
  // The key may be secret: it is not shown.
  EXPECT_EQ(
      read(usage, {answer("p", "2026-11-01", R"("k":[[1,2]])"), answer("p", "2026-11-01", R"("j":[],"k":[[3,4]])")},
           "p"),
      "page 2: a key comes twice");
}

TEST(Contradiction, OfAnErrorWithStatus200) {
  const Question plans("apigateway_usage_plans");  // whose list may be absent
  EXPECT_EQ(read(plans, {"{}"}), "0 rows");
  EXPECT_EQ(read(plans, {R"({"item":[]})"}), "0 rows");
  EXPECT_EQ(read(plans, {R"({"somethingNew":1})"}), "0 rows");
  EXPECT_EQ(read(plans, {R"({"__type":"a.b#ThrottlingException","message":"Rate exceeded."})"}),
            "page 1: it has HTTP status 200 and is an error, ThrottlingException: Rate exceeded");
  EXPECT_EQ(read(plans, {R"({"__type":"OptInRequired"})"}),
            "page 1: it has HTTP status 200 and is an error, OptInRequired");
  EXPECT_EQ(read(plans, {R"({"code":"Forbidden"})"}), "page 1: it has HTTP status 200 and is an error, Forbidden");
  EXPECT_EQ(read(plans, {R"({"message":"Internal server error"})"}),
            "page 1: it has HTTP status 200 and is an error, without a code: Internal server error");
  EXPECT_EQ(read(plans, {R"({"item":[{"id":"a"}],"__type":"InternalFailure"})"}),
            "page 1: it has HTTP status 200 and is an error, InternalFailure");
  EXPECT_EQ(read(plans, {R"({"item":[]})"}, "", {{"X-Amzn-ErrorType", "TooManyRequestsException"}}),
            "page 1: it has HTTP status 200 and is an error, TooManyRequestsException");
  EXPECT_EQ(read(by_service(), {R"({"__type":"DataUnavailableException","Message":"Later."})"}),
            "page 1: it has HTTP status 200 and is an error, DataUnavailableException: Later");
  // A service may name the type of any answer.
  EXPECT_EQ(read(plans, {R"({"__type":"com.amazonaws#UsagePlans","item":[{"id":"a"}]})"}), "1 row");
}

TEST(RecentHashes, FindWhatCameAmongTheLastOnes) {
  RecentHashes hashes;
  constexpr std::uint64_t kSpread = 0x9e3779b97f4a7c15ULL;
  EXPECT_TRUE(hashes.add(0));
  EXPECT_FALSE(hashes.add(0));
  for (std::uint64_t i = 2; i < 5 * RecentHashes::kMost; ++i) {
    ASSERT_TRUE(hashes.add(i * kSpread)) << i;
    if (i > RecentHashes::kMost) {
      ASSERT_FALSE(hashes.add((i - RecentHashes::kMost + 1) * kSpread)) << i;
    }
  }
  hashes.clear();
  EXPECT_TRUE(hashes.add(0));
  // All in one place of the table.
  for (std::uint64_t i = 1; i < 2000; ++i) ASSERT_TRUE(hashes.add(i << 40));
  for (std::uint64_t i = 1; i < 2000; ++i) ASSERT_FALSE(hashes.add(i << 40));
}

}  // namespace
}  // namespace awscost::page
