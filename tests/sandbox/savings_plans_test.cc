// GetSavingsPlansUtilization: numbers that add up exactly, and refusals.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "asking.h"
#include "connectors/sandbox/amount.h"
#include "connectors/sandbox/calendar.h"

namespace awscost::sandbox {
namespace {

namespace json = boost::json;
using ::testing::HasSubstr;

constexpr const char* kOperation = "GetSavingsPlansUtilization";

std::string query(const std::string& period, const std::string& granularity, const std::string& more = "") {
  const auto slash = period.find('/');
  return R"({"TimePeriod":{"Start":")" + period.substr(0, slash) + R"(","End":")" + period.substr(slash + 1) + R"("})" +
         (granularity.empty() ? "" : R"(,"Granularity":")" + granularity + R"(")") + (more.empty() ? "" : "," + more) +
         "}";
}

std::string one(const std::string& key, const std::string& value) {
  return R"({"Dimensions":{"Key":")" + key + R"(","Values":[")" + value + R"("]}})";
}

std::string filter(const std::string& expression) {
  return R"("Filter":)" + expression;
}

Asker& asker() {
  static Asker ask(options());  // its answers have no side effects
  return ask;
}

json::value ask(const std::string& body) {
  return asker().ok(kOperation, body);
}

Refusal refusal(const std::string& body) {
  return asker().refused(kOperation, body);
}

// The additive numbers of an entry or of Total, by name.
using Numbers = std::map<std::string, Amount>;

Numbers numbers(const json::value& entry) {
  Numbers result;
  for (const char* part : {"Utilization", "Savings", "AmortizedCommitment"}) {
    for (const auto& member : entry.at(part).as_object()) {
      if (member.key() == "UtilizationPercentage") continue;
      result[std::string(member.key())] = Amount::parse(std::string(member.value().as_string()));
    }
  }
  return result;
}

void add(Numbers& sum, const Numbers& more) {
  for (const auto& [name, amount] : more) sum[name] += amount;
}

const json::array& by_time(const json::value& answer) {
  return answer.at("SavingsPlansUtilizationsByTime").as_array();
}

std::string percentage(const json::value& entry) {
  return std::string(entry.at("Utilization").at("UtilizationPercentage").as_string());
}

std::string start(const json::value& entry) {
  return std::string(entry.at("TimePeriod").at("Start").as_string());
}

TEST(SavingsPlansUtilization, HasEveryNumberAsText) {
  const json::value answer = ask(query("2026-11-19/2026-11-20", "DAILY"));
  ASSERT_EQ(by_time(answer).size(), 1U);
  EXPECT_EQ(by_time(answer)[0].at("TimePeriod"), json::parse(R"({"Start":"2026-11-19","End":"2026-11-20"})"));
  EXPECT_EQ(numbers(by_time(answer)[0]).size(), 8U);
  EXPECT_EQ(numbers(by_time(answer)[0]), numbers(answer.at("Total")));
}

TEST(SavingsPlansUtilization, IsConsistentOnEveryDayOfItsHistory) {
  const json::value answer = ask(query("2025-10-01/2026-11-21", "DAILY"));
  ASSERT_EQ(by_time(answer).size(), 416U);
  Numbers sum;
  int losses = 0;
  int gains = 0;
  for (const json::value& day : by_time(answer)) {
    const Numbers it = numbers(day);
    add(sum, it);
    EXPECT_EQ(it.at("UsedCommitment") + it.at("UnusedCommitment"), it.at("TotalCommitment")) << start(day);
    EXPECT_EQ(it.at("AmortizedRecurringCommitment") + it.at("AmortizedUpfrontCommitment"),
              it.at("TotalAmortizedCommitment"));
    EXPECT_EQ(it.at("NetSavings") + it.at("TotalAmortizedCommitment"), it.at("OnDemandCostEquivalent")) << start(day);
    EXPECT_FALSE(it.at("UnusedCommitment") < Amount{});
    (it.at("NetSavings") < Amount{} ? losses : gains)++;
    // The percentage is 100 * used / total, rounded to ten decimals.
    const Amount share = Amount::parse(percentage(day));
    const Int128 exact = it.at("UsedCommitment").units * 100;
    const Int128 error = product(share, it.at("TotalCommitment")).units - exact;
    EXPECT_LT(error < 0 ? -error : error, it.at("TotalCommitment").units / Amount::parse("1").units + 2) << start(day);
  }
  EXPECT_GT(losses, 50);
  EXPECT_GT(gains, 250);
  EXPECT_EQ(sum, numbers(answer.at("Total")));
}

TEST(SavingsPlansUtilization, MonthsAreTheSumsOfTheirDaysCutAsTheWindowIs) {
  const std::string window = "2025-11-15/2026-11-10";
  std::map<std::string, Numbers> of_month;
  const json::value days = ask(query(window, "DAILY"));
  for (const json::value& day : by_time(days)) add(of_month[start(day).substr(0, 7)], numbers(day));
  const json::value months = ask(query(window, "MONTHLY"));
  ASSERT_EQ(by_time(months).size(), 13U);
  for (const json::value& month : by_time(months)) EXPECT_EQ(numbers(month), of_month.at(start(month).substr(0, 7)));
  EXPECT_EQ(months.at("Total"), days.at("Total"));
  EXPECT_EQ(by_time(months).front().at("TimePeriod"), json::parse(R"({"Start":"2025-11-15","End":"2025-12-01"})"));
  EXPECT_EQ(by_time(months)[1].at("TimePeriod"), json::parse(R"({"Start":"2025-12-01","End":"2026-01-01"})"));
  EXPECT_EQ(by_time(months).back().at("TimePeriod"), json::parse(R"({"Start":"2026-11-01","End":"2026-11-10"})"));
}

TEST(SavingsPlansUtilization, IsByDayWhereNothingIsSaid) {
  EXPECT_EQ(ask(query("2026-11-01/2026-11-08", "")), ask(query("2026-11-01/2026-11-08", "DAILY")));
}

// The answers for the single values of a dimension add up to the answer without a filter.
TEST(SavingsPlansUtilization, FiltersTakeItApart) {
  const std::string window = "2026-08-01/2026-11-01";
  const Numbers whole = numbers(ask(query(window, "MONTHLY")).at("Total"));
  const std::map<std::string, std::vector<std::string>> dimensions = {
      {"SAVINGS_PLANS_TYPE", {"ComputeSavingsPlans", "EC2InstanceSavingsPlans", "SageMakerSavingsPlans"}},
      {"PAYMENT_OPTION", {"No Upfront", "Partial Upfront", "All Upfront"}},
      {"REGION", {"Any", "us-east-1", "eu-west-3", "us-west-2", "eu-central-1", "ap-southeast-2"}}};
  for (const auto& [key, values] : dimensions) {
    Numbers sum;
    std::string joined;
    for (const std::string& value : values) {
      joined += (joined.empty() ? "\"" : ",\"") + value + "\"";
      // Some values have no plan.
      const std::string body = query(window, "MONTHLY", filter(one(key, value)));
      if (asker().reply(kOperation, body).status == 200) add(sum, numbers(ask(body).at("Total")));
    }
    EXPECT_EQ(sum, whole) << key;
    EXPECT_EQ(numbers(ask(query(window, "MONTHLY",
                                filter(R"({"Dimensions":{"Key":")" + key + R"(","Values":[)" + joined + "]}}")))
                          .at("Total")),
              whole);
  }
}

TEST(SavingsPlansUtilization, AndNarrows) {
  const std::string compute = one("SAVINGS_PLANS_TYPE", "ComputeSavingsPlans");
  const std::string monthly = one("PAYMENT_OPTION", "No Upfront");
  const auto total = [](const std::string& expression) {
    return numbers(ask(query("2026-10-01/2026-11-01", "MONTHLY", filter(expression))).at("Total"));
  };
  const Numbers both = total(R"({"And":[)" + compute + "," + monthly + "]}");
  EXPECT_LT(both.at("TotalCommitment"), total(compute).at("TotalCommitment"));
  EXPECT_LT(both.at("TotalCommitment"), total(monthly).at("TotalCommitment"));
  EXPECT_EQ(both.at("AmortizedUpfrontCommitment"), Amount{});
  EXPECT_EQ(total(R"({"And":[)" + monthly + "," + compute + "," + monthly + "]}"), both);
  EXPECT_EQ(total(one("PAYMENT_OPTION", "All Upfront")).at("AmortizedRecurringCommitment"), Amount{});
  const Numbers partial = total(one("PAYMENT_OPTION", "Partial Upfront"));
  EXPECT_EQ(partial.at("AmortizedRecurringCommitment"), partial.at("AmortizedUpfrontCommitment"));
}

TEST(SavingsPlansUtilization, OfAPlanThatIsNotThereYetIsNothingWithoutAPercentage) {
  // $6.2 per hour, Partial Upfront, from 17 May 2026, 13:00 UTC.
  const json::value details =
      asker().ok("GetSavingsPlansUtilizationDetails", query("2026-05-01/2026-06-01", "", R"("MaxResults":100)"));
  std::string arn;
  for (const json::value& row : details.at("SavingsPlansUtilizationDetails").as_array()) {
    if (row.at("Attributes").at("StartDateTime") == "2026-05-17T13:00:00.000Z")
      arn = row.at("SavingsPlanArn").as_string();
  }
  ASSERT_NE(arn, "");
  const json::value answer = ask(query("2026-05-15/2026-05-20", "DAILY", filter(one("SAVINGS_PLAN_ARN", arn))));
  std::vector<std::string> totals;
  for (const json::value& day : by_time(answer))
    totals.emplace_back(day.at("Utilization").at("TotalCommitment").as_string());
  EXPECT_THAT(totals, ::testing::ElementsAre("0", "0", "68.2", "148.8", "148.8"));  // 11 hours, then 24
  EXPECT_EQ(percentage(by_time(answer)[0]), "");
  EXPECT_EQ(by_time(answer)[0].at("Savings"), json::parse(R"({"NetSavings":"0","OnDemandCostEquivalent":"0"})"));
  EXPECT_NE(percentage(by_time(answer)[2]), "");
  EXPECT_NE(percentage(answer.at("Total")), "");

  // A day without a percentage sorts below every other day.
  const auto first = [&](const std::string& order) {
    return start(
        by_time(ask(query("2026-05-15/2026-05-20", "DAILY",
                          filter(one("SAVINGS_PLAN_ARN", arn)) +
                              R"(,"SortBy":{"Key":"UtilizationPercentage","SortOrder":")" + order + R"("})")))[0]);
  };
  EXPECT_EQ(first("ASCENDING"), "2026-05-15");
  EXPECT_GT(first("DESCENDING"), "2026-05-16");

  EXPECT_EQ(refusal(query("2026-05-01/2026-05-17", "DAILY", filter(one("SAVINGS_PLAN_ARN", arn)))).code,
            "DataUnavailableException");
}

TEST(SavingsPlansUtilization, SortsItsPeriods) {
  for (const std::string key : {"TotalCommitment", "UsedCommitment", "UnusedCommitment", "NetSavings"}) {
    const auto sorted = [&](const std::string& order) {
      std::vector<Amount> amounts;
      const json::value answer =
          ask(query("2026-09-01/2026-11-01", "DAILY", R"("SortBy":{"Key":")" + key + R"(")" + order + "}"));
      for (const json::value& day : by_time(answer)) amounts.push_back(numbers(day).at(key));
      EXPECT_EQ(amounts.size(), 61U);
      return amounts;
    };
    const auto ascending = sorted(R"(,"SortOrder":"ASCENDING")");
    EXPECT_TRUE(std::is_sorted(ascending.begin(), ascending.end())) << key;
    const auto descending = sorted("");  // the default
    EXPECT_TRUE(std::is_sorted(descending.rbegin(), descending.rend())) << key;
  }
}

TEST(SavingsPlansUtilization, RefusesSortingsItDoesNotKnow) {
  const auto sorted = [](const std::string& sorting) {
    return refusal(query("2026-11-01/2026-11-08", "DAILY", R"("SortBy":)" + sorting));
  };
  EXPECT_THAT(sorted("{}").message, HasSubstr("Value null at 'sortBy.key'"));
  EXPECT_EQ(sorted(R"([{"Key":"NetSavings"}])").code, "SerializationException");
  EXPECT_EQ(sorted(R"({"Key":"OnDemandCostEquivalent"})").code, "ValidationException");
  EXPECT_EQ(sorted(R"({"Key":"AmortizedUpfrontCommitment"})").code,
            "ValidationException");  // a key of the details only
  EXPECT_THAT(sorted(R"({"Key":"NetSavings","SortOrder":"UP"})").message, HasSubstr("[ASCENDING, DESCENDING]"));
}

TEST(SavingsPlansUtilization, RefusesGranularitiesItDoesNotKnow) {
  const Refusal hourly = refusal(query("2026-11-01/2026-11-08", "HOURLY"));
  EXPECT_EQ(hourly.code, "ValidationException");
  EXPECT_EQ(hourly.message, "Granularity should be either 'MONTHLY' or 'DAILY'");
  EXPECT_THAT(refusal(query("2026-11-01/2026-11-08", "YEARLY")).message, HasSubstr("[DAILY, MONTHLY, HOURLY]"));
}

TEST(SavingsPlansUtilization, RefusesPeriodsOutsideItsHistory) {
  const auto code = [](const std::string& period) { return refusal(query(period, "DAILY")).code; };
  EXPECT_THAT(refusal("{}").message, HasSubstr("Value null at 'timePeriod'"));
  EXPECT_EQ(refusal(query("2026-11-08/2026-11-08", "DAILY")).message,
            "Start date (and hour) should be before end date (and hour)");
  EXPECT_EQ(code("2026-11-08/2026-11-01"), "ValidationException");
  EXPECT_EQ(code("2025-09-30/2026-11-01"), "ValidationException");
  EXPECT_EQ(code("2025-09-01/2026-11-01"), "ValidationException");  // no multi-year data
  EXPECT_EQ(code("2026-11-01T05:00:00Z/2026-11-08"), "ValidationException");
  EXPECT_EQ(code("2026-11-01/2027-01-01"), "ValidationException");
  // Today is 21 November. AWS has no data of a day before its end.
  EXPECT_EQ(code("2026-11-01/2026-11-22"), "DataUnavailableException");
  EXPECT_EQ(by_time(ask(query("2026-11-20/2026-11-21", "DAILY"))).size(), 1U);
  EXPECT_EQ(by_time(ask(query("2025-10-01/2025-10-02", "DAILY"))).size(), 1U);
}

TEST(SavingsPlansUtilization, RefusesOtherFilters) {
  const auto refused = [](const std::string& expression) {
    return refusal(query("2026-11-01/2026-11-08", "DAILY", filter(expression)));
  };
  const std::string any = one("REGION", "Any");
  EXPECT_EQ(refused(one("SERVICE", "AWS Lambda")).message, "Dimension SERVICE is not allowed.");
  EXPECT_EQ(refused(one("RESOURCE_ID", "i-1")).code, "ValidationException");
  for (const std::string& expression :
       {R"({"Or":[)" + any + "," + any + "]}", R"({"Not":)" + any + "}", std::string(R"({"Tags":{"Key":"env"}})"),
        std::string(R"({"CostCategories":{"Key":"Unit"}})"), R"({"And":[)" + any + R"(,{"Not":)" + any + "}]}"}) {
    EXPECT_EQ(refused(expression).message, "Filter is invalid. Only the And operator between Dimensions is supported.")
        << expression;
  }
  EXPECT_EQ(refused(R"({"And":[)" + any + "]}").message, "And expression must have at least 2 operands");
  EXPECT_EQ(refused(one("REGION", "mars-north-1")).code, "DataUnavailableException");
}

TEST(SavingsPlansUtilization, OfAnAccountWithoutPlansIsUnavailable) {
  const wire::Reply none = Asker(small_account()).reply(kOperation, query("2026-11-01/2026-11-08", "DAILY"));
  EXPECT_EQ(none.status, 400);
  EXPECT_EQ(none.body, R"({"__type":"DataUnavailableException"})") << "AWS sends no message";
}

TEST(SavingsPlansUtilization, DiffersFromSeedToSeedOnly) {
  const std::string body = query("2026-10-01/2026-11-01", "MONTHLY");
  EXPECT_EQ(Asker(options()).ok(kOperation, body), ask(body));
  EXPECT_NE(Asker(options(5000, 2)).ok(kOperation, body), ask(body));
}

}  // namespace
}  // namespace awscost::sandbox
