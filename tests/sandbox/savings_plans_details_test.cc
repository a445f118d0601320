// GetSavingsPlansUtilizationDetails: rows, parts, pages, and agreement with GetSavingsPlansUtilization.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "asking.h"
#include "connectors/sandbox/amount.h"

namespace awscost::sandbox {
namespace {

namespace json = boost::json;
using ::testing::HasSubstr;

constexpr const char* kOperation = "GetSavingsPlansUtilizationDetails";
const std::string kHistory = "2025-10-01/2026-11-21";

std::string query(const std::string& period, const std::string& more = "") {
  const auto slash = period.find('/');
  return R"({"TimePeriod":{"Start":")" + period.substr(0, slash) + R"(","End":")" + period.substr(slash + 1) + R"("})" +
         (more.empty() ? "" : "," + more) + "}";
}

Asker& asker() {
  static Asker ask(options());  // its answers have no side effects
  return ask;
}

Refusal refusal(const std::string& body) {
  return asker().refused(kOperation, body);
}

std::vector<json::value> pages(const std::string& body) {
  std::vector<json::value> result{asker().ok(kOperation, body)};
  while (const json::value* token = result.back().as_object().if_contains("NextToken")) {
    json::object next = json::parse(body).as_object();
    next["NextToken"] = *token;
    result.push_back(asker().ok(kOperation, json::serialize(next)));
  }
  return result;
}

json::array rows(const std::string& body) {
  json::array result;
  for (const json::value& page : pages(body)) {
    for (const json::value& row : page.at("SavingsPlansUtilizationDetails").as_array()) result.push_back(row);
  }
  return result;
}

std::string text(const json::value& row, std::string_view part, std::string_view member) {
  return std::string(row.at(part).at(member).as_string());
}

Amount amount(const json::value& row, std::string_view part, std::string_view member) {
  return Amount::parse(text(row, part, member));
}

// The row of the plan with this StartDateTime.
json::value row_since(const std::string& start) {
  for (const json::value& row : rows(query(kHistory))) {
    if (text(row, "Attributes", "StartDateTime") == start) return row;
  }
  ADD_FAILURE() << "no plan since " << start;
  return {};
}

TEST(SavingsPlansDetails, AreTwentyAPage) {
  const auto all = pages(query(kHistory));
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].at("SavingsPlansUtilizationDetails").as_array().size(), 20U);
  EXPECT_EQ(all[1].at("SavingsPlansUtilizationDetails").as_array().size(), 7U);
  for (const json::value& page : all) {
    EXPECT_EQ(page.at("TimePeriod"), json::parse(R"({"Start":"2025-10-01","End":"2026-11-21"})"));
    EXPECT_EQ(page.at("Total"), all[0].at("Total"));
  }
}

TEST(SavingsPlansDetails, PagesOfAnySizeJoinToTheSameRows) {
  const json::array all = rows(query(kHistory));
  std::set<std::string> arns;
  for (const json::value& row : all) arns.emplace(row.at("SavingsPlanArn").as_string());
  EXPECT_EQ(arns.size(), 27U);
  for (const int size : {1, 9, 27, 1000}) {
    const std::string body = query(kHistory, R"("MaxResults":)" + std::to_string(size));
    EXPECT_EQ(rows(body), all);
    EXPECT_EQ(pages(body).size(), static_cast<std::size_t>((27 + size - 1) / size));
  }
}

TEST(SavingsPlansDetails, TokensGoWithTheUnchangedRequestOnly) {
  json::object next = json::parse(query(kHistory)).as_object();
  next["NextToken"] = asker().ok(kOperation, query(kHistory)).at("NextToken");
  const auto code = [](const json::object& body) { return refusal(json::serialize(body)).code; };
  json::object changed = next;
  changed["MaxResults"] = 5;
  EXPECT_EQ(code(changed), "InvalidNextTokenException");  // the only token error in the model
  changed = next;
  changed["DataType"] = json::array{"SAVINGS"};
  EXPECT_EQ(code(changed), "InvalidNextTokenException");
  changed = next;
  changed["NextToken"] = "nonsense";
  EXPECT_EQ(code(changed), "InvalidNextTokenException");
  // A token of another operation, in the other member's name.
  Asker small(options(2));
  changed["NextToken"] =
      small.ok("GetTags", R"({"TimePeriod":{"Start":"2026-11-01","End":"2026-11-21"},"TagKey":"env"})")
          .at("NextPageToken");
  EXPECT_EQ(code(changed), "InvalidNextTokenException");
}

TEST(SavingsPlansDetails, AddUpToTheTotalAndToTheOtherOperation) {
  const std::string period = "2026-03-01/2026-11-15";
  const json::value total = asker().ok(kOperation, query(period)).at("Total");
  EXPECT_EQ(asker().ok("GetSavingsPlansUtilization", query(period)).at("Total"), total);
  for (const auto& part : total.as_object()) {
    for (const auto& member : part.value().as_object()) {
      if (member.key() == "UtilizationPercentage") continue;
      Amount sum;
      for (const json::value& row : rows(query(period))) sum += amount(row, part.key(), member.key());
      EXPECT_EQ(sum.text(), std::string(member.value().as_string())) << member.key();
    }
  }
}

TEST(SavingsPlansDetails, OfOnePlanAreWhatTheOtherOperationTells) {
  for (const json::value& row : rows(query("2026-05-01/2026-06-01"))) {
    const std::string filter = R"("Filter":{"Dimensions":{"Key":"SAVINGS_PLAN_ARN","Values":[)" +
                               json::serialize(row.at("SavingsPlanArn")) + "]}}";
    const json::value total =
        asker().ok("GetSavingsPlansUtilization", query("2026-05-01/2026-06-01", filter)).at("Total");
    for (const auto& part : total.as_object()) EXPECT_EQ(part.value(), row.at(part.key()));
  }
}

TEST(SavingsPlansDetails, SayWhatWasBought) {
  // Partial Upfront: half of $6.2 per hour, for 8760 hours.
  const json::value row = row_since("2026-05-17T13:00:00.000Z");
  json::object attributes = row.at("Attributes").as_object();
  EXPECT_EQ(attributes.at("SavingsPlanARN"), row.at("SavingsPlanArn"));
  EXPECT_EQ(attributes.at("AccountId").as_string().size(), 12U);
  EXPECT_FALSE(attributes.at("AccountName").as_string().empty());
  for (const char* tested : {"SavingsPlanARN", "AccountId", "AccountName"}) attributes.erase(tested);
  EXPECT_EQ(json::value(attributes), json::parse(R"({
      "SavingsPlansType":"ComputeSavingsPlans","Region":"Any","InstanceFamily":"","PaymentOption":"Partial Upfront",
      "PurchaseTerm":"1yr","StartDateTime":"2026-05-17T13:00:00.000Z","EndDateTime":"2027-05-17T12:59:59.000Z",
      "UpfrontFee":"27156","RecurringHourlyFee":"3.1","HourlyCommitment":"6.2","Status":"Active"})"));
}

TEST(SavingsPlansDetails, HavePlansOfAllKindsThatComeAndGo) {
  const json::value bound = row_since("2025-03-07T10:00:00.000Z").at("Attributes");
  EXPECT_EQ(bound.at("SavingsPlansType"), "EC2InstanceSavingsPlans");
  EXPECT_EQ(bound.at("InstanceFamily"), "m5");
  EXPECT_EQ(bound.at("Region"), "eu-west-3");
  EXPECT_EQ(bound.at("PurchaseTerm"), "3yr");
  EXPECT_EQ(bound.at("RecurringHourlyFee"), "0");
  EXPECT_EQ(bound.at("EndDateTime"), "2028-03-06T09:59:59.000Z");  // 1095 days; 2028 is a leap year
  EXPECT_EQ(row_since("2025-07-20T00:00:00.000Z").at("Attributes").at("SavingsPlansType"), "SageMakerSavingsPlans");
  const json::value ended = row_since("2025-06-09T06:00:00.000Z");
  EXPECT_EQ(text(ended, "Attributes", "Status"), "Retired");
  EXPECT_EQ(text(ended, "Attributes", "EndDateTime"), "2026-06-09T05:59:59.000Z");
  // 251 days and 6 hours at $3.125, from 1 October to 9 June.
  EXPECT_EQ(text(ended, "Utilization", "TotalCommitment"), "18843.75");
  EXPECT_EQ(rows(query("2026-10-01/2026-11-01")).size(), 26U);  // without the plan that ended

  std::set<std::string> accounts;
  for (const json::value& row : rows(query(kHistory))) accounts.insert(text(row, "Attributes", "AccountId"));
  EXPECT_GE(accounts.size(), 5U);
}

// The report has every plan that a line of the bill names.
TEST(SavingsPlansDetails, KnowThePlansOfTheBill) {
  const json::value listed =
      asker().ok("GetDimensionValues",
                 query("2026-10-01/2026-11-01", R"("Dimension":"SAVINGS_PLAN_ARN","Context":"SAVINGS_PLANS")"));
  ASSERT_EQ(listed.at("DimensionValues").as_array().size(), 2U);
  std::string values;
  for (const json::value& value : listed.at("DimensionValues").as_array()) {
    values += (values.empty() ? "" : ",") + json::serialize(value.at("Value"));
  }
  const json::array found = rows(query(
      "2026-10-01/2026-11-01", R"("Filter":{"Dimensions":{"Key":"SAVINGS_PLAN_ARN","Values":[)" + values + "]}}"));
  std::set<std::string> kinds;
  for (const json::value& row : found) {
    kinds.insert(text(row, "Attributes", "SavingsPlansType") + ", " + text(row, "Attributes", "PaymentOption"));
  }
  EXPECT_THAT(kinds, ::testing::ElementsAre("ComputeSavingsPlans, No Upfront", "EC2InstanceSavingsPlans, All Upfront"));
}

TEST(SavingsPlansDetails, HaveThePartsThatAreAskedFor) {
  const auto members = [](const std::string& types) {
    const json::value answer = asker().ok(kOperation, query("2026-10-01/2026-11-01", types));
    std::set<std::string> names;
    for (const auto& member : answer.at("SavingsPlansUtilizationDetails").at(0).as_object())
      names.emplace(member.key());
    EXPECT_EQ(answer.at("Total").as_object().size(), 3U);
    return names;
  };
  using ::testing::ElementsAre;
  EXPECT_THAT(members(""),
              ElementsAre("AmortizedCommitment", "Attributes", "Savings", "SavingsPlanArn", "Utilization"));
  EXPECT_THAT(members(R"("DataType":["UTILIZATION"])"), ElementsAre("SavingsPlanArn", "Utilization"));
  EXPECT_THAT(members(R"("DataType":["SAVINGS","ATTRIBUTES"])"),
              ElementsAre("Attributes", "Savings", "SavingsPlanArn"));
  EXPECT_THAT(members(R"("DataType":["AMORTIZED_COMMITMENT"])"), ElementsAre("AmortizedCommitment", "SavingsPlanArn"));
  EXPECT_THAT(refusal(query("2026-10-01/2026-11-01", R"("DataType":["PRICE"])")).message,
              HasSubstr("[ATTRIBUTES, UTILIZATION, AMORTIZED_COMMITMENT, SAVINGS]"));
}

TEST(SavingsPlansDetails, SortBySevenKeys) {
  const std::map<std::string, std::string> parts = {{"UtilizationPercentage", "Utilization"},
                                                    {"TotalCommitment", "Utilization"},
                                                    {"UsedCommitment", "Utilization"},
                                                    {"UnusedCommitment", "Utilization"},
                                                    {"NetSavings", "Savings"},
                                                    {"AmortizedRecurringCommitment", "AmortizedCommitment"},
                                                    {"AmortizedUpfrontCommitment", "AmortizedCommitment"}};
  for (const auto& [key, part] : parts) {
    std::vector<Amount> amounts;
    for (const json::value& row :
         rows(query(kHistory, R"("SortBy":{"Key":")" + key + R"(","SortOrder":"ASCENDING"},"MaxResults":10)"))) {
      amounts.push_back(amount(row, part, key));
    }
    EXPECT_EQ(amounts.size(), 27U);
    EXPECT_TRUE(std::is_sorted(amounts.begin(), amounts.end())) << key;
  }
  std::vector<std::string> arns;
  for (const json::value& row : rows(query(kHistory))) arns.emplace_back(row.at("SavingsPlanArn").as_string());
  EXPECT_TRUE(std::is_sorted(arns.begin(), arns.end()));
  EXPECT_EQ(refusal(query(kHistory, R"("SortBy":{"Key":"UpfrontFee"})")).code, "ValidationException");
}

TEST(SavingsPlansDetails, RefuseWhatIsWrong) {
  const auto code = [](const std::string& body) { return refusal(body).code; };
  EXPECT_THAT(refusal("{}").message, HasSubstr("Value null at 'timePeriod'"));
  EXPECT_EQ(code(query(kHistory, R"("MaxResults":0)")), "ValidationException");
  EXPECT_EQ(code(query("2026-11-01/2026-11-22")), "DataUnavailableException");
  EXPECT_EQ(code(query("2025-09-01/2026-11-01")), "ValidationException");
  const auto filtered = [](const std::string& key, const std::string& value) {
    return query("2026-10-01/2026-11-01",
                 R"("Filter":{"Dimensions":{"Key":")" + key + R"(","Values":[")" + value + R"("]}})");
  };
  // The documentation of this operation lists five dimensions; SAVINGS_PLANS_TYPE is not one of them.
  EXPECT_EQ(refusal(filtered("SAVINGS_PLANS_TYPE", "ComputeSavingsPlans")).message,
            "Dimension SAVINGS_PLANS_TYPE is not allowed.");
  EXPECT_EQ(code(filtered("LINKED_ACCOUNT", "999999999999")), "DataUnavailableException");
  for (const json::value& row : rows(filtered("INSTANCE_TYPE_FAMILY", "m5"))) {
    EXPECT_EQ(row.at("Attributes").at("InstanceFamily"), "m5");
  }
}

}  // namespace
}  // namespace awscost::sandbox
