#include "cost_pages.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <cstdio>

namespace awscost::bench {
namespace {

constexpr std::size_t kDays = 14;
constexpr int kFirstDayOfMonth = 8;
constexpr std::string_view kTokenBegins = "page";
constexpr std::string_view kTokenMember = "\"NextPageToken\":\"";
constexpr std::size_t kTokenSize = 230;

// splitmix64: as good as random, and the same everywhere.
std::uint64_t mixed(std::uint64_t number) {
  number += 0x9e3779b97f4a7c15ULL;
  number = (number ^ (number >> 30)) * 0xbf58476d1ce4e5b9ULL;
  number = (number ^ (number >> 27)) * 0x94d049bb133111ebULL;
  return number ^ (number >> 31);
}

template <typename... Parts>
std::string formatted(const char* format, Parts... parts) {
  std::array<char, 200> text{};
  std::snprintf(text.data(), text.size(), format, parts...);
  return text.data();
}

std::string resource(std::size_t number) {
  const auto id = static_cast<unsigned long long>(mixed(number));
  const unsigned long long kind = id % 10;
  if (kind < 6) return formatted("i-0%016llx", id);
  if (kind < 8) return formatted("vol-0%016llx", id);
  return formatted("arn:aws:ec2:eu-west-3:111122223333:natgateway/nat-0%016llx", id);
}

std::string amount(std::uint64_t seed) {
  const auto number = static_cast<unsigned long long>(mixed(seed));
  const unsigned long long kind = number % 20;
  if (kind == 0) return "0";
  if (kind == 1) return formatted("%llu.%llu", number / 20 % 100, number / 2000 % 10);
  if (kind == 2) return formatted("%llu.%lluE-7", number / 20 % 10, number / 200 % 1000);
  return formatted("%llu.%010llu", number / 20 % 4, number / 80 % 10'000'000'000ULL);
}

std::string group(std::size_t row, std::size_t resource_number) {
  std::string text = R"({"Keys":[")" + resource(resource_number) + R"("],"Metrics":{)";
  constexpr std::array<std::array<std::string_view, 2>, 3> kMetrics = {
      {{"UnblendedCost", "USD"}, {"AmortizedCost", "USD"}, {"UsageQuantity", "N/A"}}};
  for (std::size_t i = 0; i < kMetrics.size(); ++i) {
    if (i > 0) text += ',';
    text.append("\"").append(kMetrics[i][0]).append(R"(":{"Amount":")").append(amount(3 * row + i));
    text.append(R"(","Unit":")").append(kMetrics[i][1]).append("\"}");
  }
  return text + "}}";
}

std::string begin_day(std::size_t day) {
  const auto first = static_cast<unsigned>(kFirstDayOfMonth + day);
  return formatted(R"({"TimePeriod":{"Start":"2026-11-%02uT00:00:00Z","End":"2026-11-%02uT00:00:00Z"},)", first,
                   first + 1) +
         R"("Total":{},"Groups":[)";
}

// AWS's tokens are base64 of something.
std::string token(std::size_t page) {
  std::string text = std::string(kTokenBegins) + std::to_string(page) + "+/";
  text.append(kTokenSize - text.size() - 1, 'A');
  return text + "=";
}

}  // namespace

std::vector<std::string> cost_pages(std::size_t rows) {
  const std::size_t resources = std::max<std::size_t>((rows + kDays - 1) / kDays, 1);
  std::vector<std::string> pages;
  for (std::size_t first = 0; first < rows; first += kRowsOfAPage) {
    const std::size_t end = std::min(first + kRowsOfAPage, rows);
    std::string body = R"({"GroupDefinitions":[{"Type":"DIMENSION","Key":"RESOURCE_ID"}],"ResultsByTime":[)";
    for (std::size_t row = first; row < end; ++row) {
      const bool begins_day = row == first || row % resources == 0;
      if (begins_day && row != first) body += R"(],"Estimated":false},)";
      body += begins_day ? begin_day(row / resources) : ",";
      body += group(row, row % resources);
    }
    body += R"(],"Estimated":false}],"DimensionValueAttributes":[])";
    if (end < rows) body += ',' + std::string(kTokenMember) + token(pages.size() + 1) + '"';
    pages.push_back(body + '}');
  }
  return pages;
}

std::size_t page_asked_for(std::string_view request) {
  std::size_t page = 0;
  const auto at = request.find(kTokenBegins, std::min(request.find(R"("NextPageToken")"), request.size()));
  if (at == std::string_view::npos) return page;
  const std::string_view number = request.substr(at + kTokenBegins.size());
  std::from_chars(number.data(), number.data() + number.size(), page);
  return page;
}

}  // namespace awscost::bench
