#include "connectors/sandbox/ce/get_savings_plans_utilization_details.h"

#include <algorithm>
#include <array>
#include <vector>

#include "connectors/sandbox/api_error.h"
#include "connectors/sandbox/ce/savings_plans_query.h"
#include "connectors/sandbox/page_token.h"

namespace awscost::sandbox {
namespace {

namespace json = boost::json;

constexpr std::string_view kOperation = "GetSavingsPlansUtilizationDetails";
constexpr std::size_t kUsualPageSize = 20;

constexpr std::array<std::string_view, 4> kDataTypes = {"ATTRIBUTES", "UTILIZATION", "AMORTIZED_COMMITMENT", "SAVINGS"};

struct Detail {
  SavingsPlan plan;
  Utilization sum;
};

// The requested parts of a row, in the order of kDataTypes. Without DataType: all.
std::array<bool, kDataTypes.size()> read_data_types(const Structure& request) {
  std::array<bool, kDataTypes.size()> wanted{};
  const auto types = request.texts("DataType");
  if (types.empty()) wanted.fill(true);
  for (const std::string& type : types) {
    const auto* const found = std::find(kDataTypes.begin(), kDataTypes.end(), type);
    if (found == kDataTypes.end()) {
      throw not_in_enum(type, request.path("DataType"), "ATTRIBUTES, UTILIZATION, AMORTIZED_COMMITMENT, SAVINGS");
    }
    wanted[static_cast<std::size_t>(found - kDataTypes.begin())] = true;
  }
  return wanted;
}

std::size_t read_page_size(const Structure& request, std::size_t largest) {
  const auto most = request.integer("MaxResults");
  if (!most) return std::min(kUsualPageSize, largest);
  if (*most < 1) {
    throw validation(
        "1 validation error detected: Value '" + std::to_string(*most) +
        "' at 'maxResults' failed to satisfy constraint: Member must have value greater than or equal to 1");
  }
  return std::min(static_cast<std::size_t>(*most), largest);
}

// "2026-11-01T05:00:00.000Z". No other Cost Explorer operation writes milliseconds.
std::string instant_text(Hour hour) {
  std::string text = time_text(hour);
  return text.replace(text.size() - 1, 1, ".000Z");
}

// AWS writes the last second of the term as a plan's end.
std::string end_text(Hour end) {
  std::string text = time_text(end - std::chrono::hours(1));
  return text.replace(text.size() - 6, 6, "59:59.000Z");
}

json::object attributes(const SavingsPlan& plan, const Context& context) {
  const bool over = plan.life.to <= context.now;
  return {{"AccountId", plan.account},
          {"AccountName", context.account.member_name(plan.account).value_or("")},
          {"SavingsPlanARN", plan.arn},
          {"SavingsPlansType", plan.type},
          {"Region", plan.region},
          {"InstanceFamily", plan.family},
          {"PaymentOption", plan.payment},
          {"PurchaseTerm", std::to_string(plan.years) + "yr"},
          {"StartDateTime", instant_text(plan.life.from)},
          {"EndDateTime", end_text(plan.life.to)},
          {"UpfrontFee", plan.upfront_fee().text()},
          {"RecurringHourlyFee", plan.recurring.text()},
          {"HourlyCommitment", plan.hourly.text()},
          {"Status", over ? "Retired" : "Active"}};
}

std::vector<Detail> find_details(const PlanQuery& query, const Context& context) {
  std::vector<Detail> details;
  for (SavingsPlan& plan : find_plans(query, context)) {
    const Utilization sum = utilization(plan, query.period);
    details.push_back({std::move(plan), sum});
  }
  std::sort(details.begin(), details.end(),
            [](const Detail& left, const Detail& right) { return left.plan.arn < right.plan.arn; });
  if (!query.sorting) return details;
  std::stable_sort(details.begin(), details.end(), [&query](const Detail& left, const Detail& right) {
    return comes_first(*query.sorting, left.sum, right.sum);
  });
  return details;
}

}  // namespace

json::object get_savings_plans_utilization_details(const Context& context, const json::value& body) {
  const Structure request(body);
  const PlanQuery query = read_plan_query(request, Report::kDetails, context);
  const auto [with_attributes, with_utilization, with_amortized, with_savings] = read_data_types(request);
  const std::size_t page_size = read_page_size(request, context.page_size);
  const std::size_t begin = read_token(body.get_object(), kOperation, TokenMember::kNextToken).offset;
  const std::vector<Detail> details = find_details(query, context);

  Utilization total;
  for (const Detail& detail : details) total += detail.sum;
  json::array rows;
  const std::size_t end = std::min(details.size(), begin + page_size);
  for (std::size_t i = begin; i < end; ++i) {
    const auto& [plan, sum] = details[i];
    json::object row{{"SavingsPlanArn", plan.arn}};
    if (with_attributes) row["Attributes"] = attributes(plan, context);
    if (with_utilization) row["Utilization"] = utilization_numbers(sum);
    if (with_savings) row["Savings"] = savings_numbers(sum);
    if (with_amortized) row["AmortizedCommitment"] = amortized_numbers(sum);
    rows.push_back(std::move(row));
  }
  json::object answer{{"SavingsPlansUtilizationDetails", std::move(rows)},
                      {"Total", numbers(total)},
                      {"TimePeriod", period_object(query.period)}};
  if (end < details.size()) {
    answer["NextToken"] =
        write_token({0, static_cast<std::uint32_t>(end)}, body.get_object(), kOperation, TokenMember::kNextToken);
  }
  return answer;
}

}  // namespace awscost::sandbox
