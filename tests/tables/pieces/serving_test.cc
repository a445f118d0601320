// Which kept answer serves which question: each rule of containment, and beside it the neighbour that is not allowed.
#include "connectors/tables/pieces/serving.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/tables/assembly/question.h"

namespace awscost::pieces {
namespace {

using test::Question;

Question costs(std::string_view keys) {
  Question question("ce_cost_and_usage");
  question.group_by(keys).mention({"unblended_cost"});
  return question;
}

CostsAsked asked(const Question& question) {
  return costs_asked(question.operation(), question.scan()).value();
}

Serving served(const Question& question, const Question& answer) {
  return serving(asked(question), asked(answer));
}

TEST(Serving, TheSameQuestion) {
  EXPECT_EQ(served(costs("service"), costs("service")), Serving::kRows);
  EXPECT_EQ(served(costs("tag:team").absent("tag_value"), costs("tag:team").absent("tag_value")), Serving::kRows);
}

TEST(Serving, FewerMetricsAndNeverMore) {
  const Question both = costs("service").mention({"amortized_cost"});
  EXPECT_EQ(served(costs("service"), both), Serving::kRows);
  EXPECT_EQ(served(both, costs("service")), Serving::kNone);
}

TEST(Serving, ACompanionIsItsMetric) {
  EXPECT_EQ(
      served(Question("ce_cost_and_usage").group_by("service").mention({"amortized_cost_exact"}), costs("service")),
      Serving::kNone);
  EXPECT_EQ(served(Question("ce_cost_and_usage").group_by("service").mention({"currency"}), costs("service")),
            Serving::kRows);
}

TEST(Serving, AValueOfAKeyAndSeveral) {
  EXPECT_EQ(served(costs("service").bind("service", {"a"}), costs("service")), Serving::kRows);
  EXPECT_EQ(served(costs("service").bind("service", {"a", "b"}), costs("service")), Serving::kRows);
  EXPECT_EQ(served(costs("service").bind("service", {"a"}), costs("service").bind("service", {"a", "b"})),
            Serving::kRows);
  EXPECT_EQ(served(costs("service").bind("service", {"a", "c"}), costs("service").bind("service", {"a", "b"})),
            Serving::kNone);
  EXPECT_EQ(served(costs("service"), costs("service").bind("service", {"a"})), Serving::kNone);
}

TEST(Serving, AMissingTagIsNoGroupWithoutAValue) {
  EXPECT_EQ(served(costs("tag:team").absent("tag_value"), costs("tag:team")), Serving::kNone);
  EXPECT_EQ(served(costs("tag:team").bind("tag_value", {""}), costs("tag:team")), Serving::kNone);
  EXPECT_EQ(served(costs("tag:team").bind("tag_value", {"blue"}), costs("tag:team")), Serving::kRows);
}

TEST(Serving, ASliceOfAGrouping) {
  EXPECT_EQ(served(costs("region").bind("service", {"a"}), costs("service, region")), Serving::kRows);
  EXPECT_EQ(served(costs("region").bind("service", {"a"}), costs("region")), Serving::kNone);
  // Another filter of the answer leaves rows out.
  EXPECT_EQ(served(costs("region").bind("service", {"a"}), costs("service, region").bind("az", {"x"})), Serving::kNone);
  EXPECT_EQ(
      served(costs("region").bind("az", {"x"}).bind("service", {"a"}), costs("service, region").bind("az", {"x"})),
      Serving::kRows);
}

TEST(Serving, KeysInAnotherOrder) {
  EXPECT_EQ(served(costs("region, service"), costs("service, region")), Serving::kRows);
  // A JSON object about the keys has their order.
  EXPECT_EQ(served(costs("region, service").mention({"dimension_attributes"}), costs("service, region")),
            Serving::kNone);
}

TEST(Serving, ADroppedKeyIsAddedUpWhereItPartsTheBill) {
  EXPECT_EQ(served(costs("region"), costs("service, region")), Serving::kAddedUp);
  EXPECT_EQ(served(costs(""), costs("service")), Serving::kAddedUp);
  EXPECT_EQ(served(costs("service"), costs("service, instance_type")), Serving::kNone);
  EXPECT_EQ(served(costs("service"), costs("service, tag:team")), Serving::kNone);
  EXPECT_EQ(served(costs("service"), costs("service, cost_category:unit")), Serving::kNone);
  // AWS may split charges between the values of a cost category.
  EXPECT_EQ(served(costs("cost_category:unit"), costs("service, cost_category:unit")), Serving::kNone);
  EXPECT_EQ(served(costs("region").bind("service", {"a", "b"}), costs("service, region")), Serving::kAddedUp);
}

TEST(Serving, UsageIsNeverAddedUp) {
  const auto usage = [](std::string_view keys) { return costs(keys).mention({"usage_quantity"}); };
  EXPECT_EQ(served(usage("region"), usage("service, region")), Serving::kNone);
  EXPECT_EQ(served(costs("region").mention({"normalized_usage_amount"}),
                   costs("service, region").mention({"normalized_usage_amount"})),
            Serving::kNone);
  EXPECT_EQ(served(costs("region"), usage("service, region")), Serving::kAddedUp);
}

TEST(Serving, RowsWithoutFiguresAreToldApartWhateverTheKeyDropped) {
  Question rows("ce_cost_and_usage");
  rows.group_by("service");
  EXPECT_EQ(served(rows, costs("service, cost_category:unit")), Serving::kAddedUp);
}

TEST(Serving, MonthsFromDaysAndNeverBack) {
  const auto months = [](std::string_view keys) { return costs(keys).granularity(sql::Granularity::kMonthly); };
  const auto hours = [](std::string_view keys) { return costs(keys).granularity(sql::Granularity::kHourly); };
  EXPECT_EQ(served(months("service"), costs("service")), Serving::kAddedUp);
  EXPECT_EQ(served(costs("service"), months("service")), Serving::kNone);
  EXPECT_EQ(served(costs("service"), hours("service")), Serving::kNone);
  EXPECT_EQ(served(months("service").mention({"usage_quantity"}), costs("service").mention({"usage_quantity"})),
            Serving::kNone);
}

TEST(Serving, AnUngroupedSliceReadsZerosThatNoGroupShows) {
  EXPECT_EQ(served(costs("").bind("service", {"a"}), costs("service")), Serving::kAddedUp);
  EXPECT_EQ(served(costs("").bind("service", {"a"}).mention({"usage_quantity"}),
                   costs("service").mention({"usage_quantity"})),
            Serving::kNone);
}

TEST(Serving, AnotherFilterOrViewIsAnotherSubject) {
  const std::string filter = R"({"Dimensions":{"Key":"REGION","Values":["a"]}})";
  EXPECT_EQ(served(costs("service").input("filter", filter), costs("service")), Serving::kNone);
  EXPECT_EQ(served(costs("service").input("filter", filter),
                   costs("service").input("filter", R"({"Dimensions":{"Values":["a"],"Key":"REGION"}})")),
            Serving::kRows);
  EXPECT_EQ(served(costs("service"), costs("service").input("billing_view_arn", "arn:x")), Serving::kNone);
}

Question resources(std::string_view keys) {
  Question question("ce_cost_and_usage_with_resources");
  question.group_by(keys).bind("service", {"EC2"}).mention({"unblended_cost"});
  return question;
}

TEST(Serving, ResourcesAreNeverAddedUpAndOtherwiseToldByTheirKeys) {
  EXPECT_EQ(served(resources("resource_id").bind("resource_id", {"i-1"}), resources("resource_id")), Serving::kRows);
  EXPECT_EQ(served(resources("region"), resources("resource_id, region")), Serving::kNone);
  EXPECT_EQ(served(costs("region"), resources("region")), Serving::kNone);
}

TEST(Serving, AnAnswerThatAwsMayHaveCutServesItsOwnQuestionAlone) {
  CostsAsked cut = asked(resources("resource_id"));
  cut.may_be_cut = true;
  EXPECT_EQ(serving(asked(resources("resource_id")), cut), Serving::kRows);
  EXPECT_EQ(serving(asked(resources("resource_id").bind("resource_id", {"i-1"})), cut), Serving::kNone);
}

TEST(Serving, PercentagesAreNoSums) {
  const auto plans = [](sql::Granularity granularity) {
    Question question("ce_savings_plans_utilization");
    question.granularity(granularity).mention({"utilization_percentage"});
    return question;
  };
  EXPECT_EQ(served(plans(sql::Granularity::kDaily), plans(sql::Granularity::kDaily)), Serving::kRows);
  EXPECT_EQ(served(plans(sql::Granularity::kMonthly), plans(sql::Granularity::kDaily)), Serving::kNone);
}

TEST(Serving, AKeyThatNamesNoValueWasAskedForWithoutItsFilter) {
  EXPECT_EQ(asked(costs("region").bind("region", {"NoRegion"})).bound.size(), 0u);
}

TEST(CostsAsked, IsTheSameAfterItsText) {
  CostsAsked before = asked(costs("service, tag:team").bind("service", {"a"}).mention({"blended_cost"}));
  before.page_ends = {"2026-11-02"};
  const auto after = from_text(to_text(before), before.subject);
  ASSERT_TRUE(after);
  EXPECT_EQ(to_text(*after), to_text(before));
  EXPECT_EQ(serving(before, *after), Serving::kRows);
}

TEST(CostsAsked, ForeignTextsAreNoQuestion) {
  for (const char* text : {"", "[]", "{}", R"({"granularity":"WEEKLY"})", "\xff"}) {
    EXPECT_FALSE(from_text(text, "")) << text;
  }
}

}  // namespace
}  // namespace awscost::pieces
