// A client of a sandbox for tests: request bodies in, parsed answers out.
//
//   Asker ask(small_account());
//   json::value answer = ask.ok("GetCostAndUsage", R"({"TimePeriod":...})");
//   EXPECT_EQ(ask.refused("GetCostAndUsage", "{}").code, "ValidationException");
#pragma once

#include <boost/json.hpp>
#include <chrono>
#include <string>
#include <vector>

#include "connectors/sandbox/sandbox.h"

namespace awscost::sandbox {

// Saturday, 21 November 2026, 15:00 UTC.
inline constexpr std::chrono::sys_seconds kNow =
    std::chrono::sys_days(std::chrono::year(2026) / 11 / 21) + std::chrono::hours(15);

inline constexpr const char* kEc2 = "Amazon Elastic Compute Cloud - Compute";

Options options(std::size_t page_size = 5000, std::uint64_t seed = 1, std::chrono::sys_seconds now = kNow);

// A dozen items that can be summed by hand: October and 19, 20 and 21 November 2026.
Account small_account();

struct Refusal {
  std::string code;
  std::string message;
};

class Asker {
 public:
  explicit Asker(const Options& options) : sandbox_(options) {}
  explicit Asker(Account account, const Options& options = sandbox::options())
      : sandbox_(std::move(account), options) {}

  wire::Reply reply(const std::string& operation, const std::string& body);
  boost::json::value ok(const std::string& operation, const std::string& body);  // fails the test unless 200
  Refusal refused(const std::string& operation, const std::string& body);        // fails the test unless 400
  // All pages, following NextPageToken.
  std::vector<boost::json::value> pages(const std::string& operation, const std::string& body);

 private:
  Sandbox sandbox_;
};

// The body of a cost query. `period`: "2026-11-19/2026-11-22". `more`: further members as JSON text.
std::string cost_query(const std::string& period, const std::string& granularity, const std::string& more = "");

// "start|key1|key2" -> "Amount Unit" of every group, in order of appearance. Without groups the name is "start|".
using Cells = std::vector<std::pair<std::string, std::string>>;
Cells cells(const boost::json::value& answer, const std::string& metric = "UnblendedCost");
Cells cells(const std::vector<boost::json::value>& pages, const std::string& metric = "UnblendedCost");

}  // namespace awscost::sandbox
