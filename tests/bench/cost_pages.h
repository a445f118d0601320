// Pages of GetCostAndUsageWithResources as a large account gets them, made once and kept.
//
// How: 14 days, each with the same resources, three metrics, 5,000 groups a page; a page goes on where the one before
// ended, also into the next day. Ids are instances, volumes and ARNs (60, 20, 20 of 100); amounts have ten decimals, but for
// 0 (5 of 100) and short or exponent forms (10 of 100). The same rows give the same bytes in every run.
//
//   {"GroupDefinitions":[...],"ResultsByTime":[{"TimePeriod":{...},"Total":{},"Groups":[{"Keys":["i-0..."],"Metrics":
//   {"UnblendedCost":{"Amount":"0.0927335232","Unit":"USD"},"AmortizedCost":...,"UsageQuantity":...}},...],"Estimated":
//   false}],"DimensionValueAttributes":[],"NextPageToken":"..."}
//
// Example:
//
//   std::size_t bytes_of_a_small_answer() {
//     return bench::cost_pages(140).front().size();
//   }
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace awscost::bench {

inline constexpr std::size_t kRowsOfAPage = 5000;

// The window that all of them are about.
inline constexpr std::string_view kFirstDay = "2026-11-08";
inline constexpr std::string_view kBeyondLastDay = "2026-11-22";

// The bodies of all pages of an answer with so many rows.
std::vector<std::string> cost_pages(std::size_t rows);

// The page that a request with this body asks for, from 0, by its NextPageToken; nothing in it asks for the first.
std::size_t page_asked_for(std::string_view request);

}  // namespace awscost::bench
