// How many pages an answer will take, from those to the same operation, keys and granularity.
#include "connectors/tables/assembly/answer_sizes.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/tables/assembly/question.h"

namespace awscost::assembly {
namespace {

using test::Question;

Question by_service(const std::string& start, const std::string& end) {
  Question question("ce_cost_and_usage");
  question.group_by("service").window(start, end);
  return question;
}

TEST(AnswerSizes, AreUnknownBeforeAnAnswer) {
  AnswerSizes sizes;
  const Question question = by_service("2026-11-01", "2026-11-03");
  EXPECT_EQ(sizes.pages_of(question.scan()), std::nullopt);
  sizes.note(question.scan(), 1, 5000, false);
  EXPECT_EQ(sizes.pages_of(question.scan()), std::nullopt) << "the answer has not ended";
}

TEST(AnswerSizes, AreThoseOfTheFullestPeriod) {
  AnswerSizes sizes;
  sizes.note(by_service("2026-11-01", "2026-11-03").scan(), 1, 10, true);
  EXPECT_EQ(sizes.pages_of(by_service("2026-01-01", "2026-11-03").scan()), 1);
  sizes.note(by_service("2026-11-01", "2026-11-02").scan(), 1, 2000, false);
  sizes.note(by_service("2026-11-01", "2026-11-02").scan(), 2, 3000, true);
  EXPECT_EQ(sizes.pages_of(by_service("2026-11-01", "2026-11-05").scan()), 6) << "4 x 3000 rows, 2000 on a page";
  Question other("ce_cost_and_usage");
  other.group_by("region");
  EXPECT_EQ(sizes.pages_of(other.scan()), std::nullopt);
  Question monthly = by_service("2026-11-01", "2026-12-01");
  monthly.granularity(sql::Granularity::kMonthly);
  EXPECT_EQ(sizes.pages_of(monthly.scan()), std::nullopt);
}

TEST(AnswerSizes, OfAListAreThoseOfTheList) {
  AnswerSizes sizes;
  const Question question("apigateway_usage_plans");
  sizes.note(question.scan(), 2, 12'000, true);
  EXPECT_EQ(sizes.pages_of(question.scan()), 3);
}

}  // namespace
}  // namespace awscost::assembly
