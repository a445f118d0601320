#include "connectors/sandbox/ce/get_approximate_usage_records.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "connectors/sandbox/api_error.h"
#include "connectors/sandbox/ce/period.h"
#include "connectors/sandbox/ce/tally.h"
#include "connectors/sandbox/structure.h"

namespace awscost::sandbox {
namespace {

namespace json = boost::json;

constexpr std::string_view kManyRecords = "AmazonCloudWatch";
constexpr std::int64_t kManyTimes = 1 << 20;
constexpr std::int64_t kHoursOfADay = 24;
constexpr std::size_t kHostedDays =
    14;  // hourly records are kept that long: AWS's sample counts 24 x 14 for one record

constexpr std::array kRecordDimensions = {Dimension::kLinkedAccount, Dimension::kRegion,     Dimension::kUsageType,
                                          Dimension::kOperation,     Dimension::kRecordType, Dimension::kResourceId};

// Identifies a record: the service, then the dimensions above.
using RecordKey = std::array<TextId, kRecordDimensions.size() + 1>;
using Days = std::bitset<31>;  // days of the month with usage

enum class Level { kService, kResource };

Level read_level(const Structure& request) {
  const std::string text = request.required_text("ApproximationDimension");
  if (text == "SERVICE") return Level::kService;
  if (text == "RESOURCE") return Level::kResource;
  throw not_in_enum(text, request.path("ApproximationDimension"), "SERVICE, RESOURCE");
}

// Services with cost and without records are in the answer with 0.
std::map<std::string, std::int64_t> services_of(const Context& context, Day month,
                                                const std::vector<std::string>& wanted) {
  std::map<std::string, std::int64_t> services;
  for (const Line& line : context.account.lines()) {
    const std::string& service = context.account.text(line.value(Dimension::kService));
    if (!wanted.empty() && std::find(wanted.begin(), wanted.end(), service) == wanted.end()) continue;
    if (line.course.weight({month, add_months(month, 1)}) != 0) services[service] = 0;
  }
  return services;
}

std::map<RecordKey, Days> count_days(const Context& context, Day month, Level level) {
  const Day end = add_months(month, 1);
  const TextId no_resource = context.account.find(absent_text(Dimension::kResourceId)).value_or(0);
  std::map<RecordKey, Days> records;
  for (const Line& line : context.account.lines()) {
    if (level == Level::kResource && line.value(Dimension::kResourceId) == no_resource) continue;
    // What has no usage has no records.
    if (!has_usage(line) || line.course.weight({month, end}) == 0) continue;
    RecordKey key{line.value(Dimension::kService)};
    std::transform(kRecordDimensions.begin(), kRecordDimensions.end(), key.begin() + 1,
                   [&line](Dimension dimension) { return line.value(dimension); });
    if (level == Level::kService) key.back() = no_resource;
    Days& days = records[key];
    for (Day day = month; day < end; day += std::chrono::days(1)) {
      if (line.course.weight({day, day + std::chrono::days(1)}) != 0) {
        days.set(static_cast<std::size_t>((day - month).count()));
      }
    }
  }
  return records;
}

// `month_length`: its number of days.
std::int64_t records_of(const Days& days, Granularity granularity, std::size_t month_length) {
  if (granularity == Granularity::kMonthly) return 1;
  if (granularity == Granularity::kDaily) return static_cast<std::int64_t>(days.count());
  const Days hosted = days >> (month_length - kHostedDays);
  return static_cast<std::int64_t>(hosted.count()) * kHoursOfADay;
}

}  // namespace

json::object get_approximate_usage_records(const Context& context, const json::value& body) {
  const Structure request(body);
  const Granularity granularity = read_granularity(request);
  const Level level = read_level(request);
  const std::vector<std::string> wanted = request.texts("Services");
  const Day end = first_of_month(day_of(context.now));
  const Day month = add_months(end, -1);

  const auto month_length = static_cast<std::size_t>((end - month).count());
  std::map<std::string, std::int64_t> services = services_of(context, month, wanted);
  for (const auto& [key, days] : count_days(context, month, level)) {
    const auto service = services.find(context.account.text(key.front()));
    if (service == services.end()) continue;
    const std::int64_t records = records_of(days, granularity, month_length);
    service->second += records * (service->first == kManyRecords ? kManyTimes : 1);
  }
  std::int64_t total = 0;
  json::object by_service;
  for (const auto& [service, count] : services) {
    by_service[service] = count;
    total += count;
  }
  return {{"Services", std::move(by_service)},
          {"TotalRecords", total},
          // The last day is included, as AWS's sample has it: 2023-12-01 to 2023-12-31.
          {"LookbackPeriod", {{"Start", date_text(month)}, {"End", date_text(end - std::chrono::days(1))}}}};
}

}  // namespace awscost::sandbox
