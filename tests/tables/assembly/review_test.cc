// What is told of an answer that its reader may not expect, beside what the golden cases show.
#include "connectors/tables/assembly/review.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "connectors/tables/assembly/operation_source.h"
#include "tests/tables/assembly/question.h"
#include "tests/tables/assembly/scripted_sender.h"

namespace awscost::assembly {
namespace {

using test::answer;
using test::AnsweringSender;
using test::Question;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// A statement's notices.
class Noted : public asking::Statement {
 public:
  explicit Noted(AnsweringSender& sender) : Statement({.sender = sender, .resolver = sender.resolver}) {}
  void note(std::string_view, std::string_view text) override { notes.emplace_back(text); }

  std::vector<std::string> notes;
};

std::string period(const std::string& day, int groups, const std::string& keys = "") {
  std::string all;
  for (int i = 0; i < groups; ++i) {
    all += (i > 0 ? "," : "") + std::string(R"({"Keys":["i-)") + std::to_string(i) + "\"" + keys +
           R"(],"Metrics":{"UnblendedCost":{"Amount":"1","Unit":"USD"}}})";
  }
  return R"({"TimePeriod":{"Start":"2026-11-)" + day + R"(T00:00:00Z","End":"2026-11-)" + day +
         R"(T23:00:00Z"},"Groups":[)" + all + R"(],"Estimated":false})";
}

std::string page(const std::string& periods, const std::string& token = "") {
  return R"({"ResultsByTime":[)" + periods + "]" + (token.empty() ? "" : R"(,"NextPageToken":")" + token + "\"") + "}";
}

std::vector<std::string> notes_of(const Question& question, std::vector<std::string> pages) {
  std::size_t next = 0;
  AnsweringSender sender([&](const asking::Question&) { return answer(pages.at(next++)); });
  OperationSource source(question.operation(), {});
  Noted statement(sender);
  const auto rows = source.open(question.scan(), statement);
  while (rows->next({})) {
  }
  return statement.notes;
}

Question resources(const std::string& keys = "resource_id") {
  Question question("ce_cost_and_usage_with_resources");
  question.group_by(keys).mention({"unblended_cost"});
  if (keys == "resource_id") question.bind("service", {"Amazon Elastic Compute Cloud - Compute"});
  if (keys != "resource_id") question.bind("region", {"eu-west-3"});
  return question;
}

TEST(Review, TellsOfAsManyGroupsAsAwsKeeps) {
  EXPECT_THAT(notes_of(resources(), {page(period("01", 4999) + "," + period("02", 5001))}), IsEmpty());
  EXPECT_THAT(
      notes_of(resources(), {page(period("01", 5000) + "," + period("02", 5000))}),
      ElementsAre("ce_cost_and_usage_with_resources: the period 2026-11-01 has exactly 5000 groups, the most that "
                  "AWS keeps of a service and period: there may be more, whose costs are missing. Ask for less at "
                  "once, as with a condition on usage_type or region."));
}

TEST(Review, CountsAPeriodThatGoesOnInTheNextPage) {
  const std::string last = R"({"TimePeriod":{"Start":"2026-11-01T00:00:00Z","End":"2026-11-01T23:00:00Z"},"Groups":[
    {"Keys":["i-x"],"Metrics":{"UnblendedCost":{"Amount":"1","Unit":"USD"}}}],"Estimated":false})";
  EXPECT_THAT(notes_of(resources(), {page(period("01", 4999), "t"), page(last)}),
              ElementsAre(HasSubstr("the period 2026-11-01 has exactly 5000 groups")));
}

TEST(Review, CountsEachServiceOfThePeriod) {
  EXPECT_THAT(notes_of(resources("resource_id, service"), {page(period("01", 5000, R"(,"AWS Lambda")"))}),
              ElementsAre(HasSubstr("the period 2026-11-01 has for 'AWS Lambda' exactly 5000 groups")));
}

TEST(Review, OfOtherTablesCountsNothing) {
  Question question("ce_cost_and_usage");
  question.group_by("usage_type").mention({"unblended_cost"});
  EXPECT_THAT(notes_of(question, {page(period("01", 5000))}), IsEmpty());
}

TEST(Review, AValueInALaterPageIsShown) {
  Question question("ce_cost_and_usage");
  question.group_by("usage_type").bind("usage_type", {"i-0", "i-1"}).mention({"unblended_cost"});
  EXPECT_THAT(notes_of(question, {page(period("01", 1), "t"), page(period("02", 2))}), IsEmpty());
  EXPECT_THAT(notes_of(question, {page(period("01", 1), "t"), page("")}),
              ElementsAre(HasSubstr("no cost from 2026-11-01 to 2026-11-04 under usage_type 'i-1'")));
}

}  // namespace
}  // namespace awscost::assembly
