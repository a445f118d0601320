// A client of a sandbox's API Gateway for tests: paths and queries in, parsed answers out.
//
//   GatewayAsker ask;
//   json::value answer = ask.ok("/usageplans/p0q9w8/usage", period("2026-11-01", "2026-11-03"));
//   EXPECT_EQ(ask.refused("/usageplans/no").code, "NotFoundException");
#pragma once

#include <boost/json.hpp>
#include <string>
#include <vector>

#include "asking.h"
#include "connectors/sandbox/percent.h"

namespace awscost::sandbox {

// Usage plans of us-east-1 (generated_gateway.cc).
inline constexpr const char* kMonthPlan = "7k2m9q";
inline constexpr const char* kDayPlan = "c4x0ht";  // 1,203 keys
inline constexpr const char* kWeekPlan = "m81zrd";
inline constexpr const char* kPlanWithoutQuota = "p0q9w8";
inline constexpr const char* kPlanWithoutKeys = "e6y5nt";
inline constexpr const char* kOldPlan = "legacy:2015/eu+1";
inline constexpr const char* kOldPlanInPath = "legacy%3A2015%2Feu%2B1";

struct GatewayRefusal {
  int status = 0;
  std::string code;
  std::string message;
};

Query period(const std::string& start, const std::string& end, const Query& more = {});

std::string usage_path(const std::string& plan);

class GatewayAsker {
 public:
  explicit GatewayAsker(const Options& options = sandbox::options(), std::string region = {})
      : sandbox_(options), region_(std::move(region)) {}

  wire::Call call(const std::string& path, const Query& query = {}) const;
  wire::Reply send(const wire::Call& call) { return send_in(region_, call); }
  wire::Reply send_in(const std::string& region, const wire::Call& call) {
    return sandbox_.send_at({.region = region}, call, {});
  }
  boost::json::value ok(const std::string& path, const Query& query = {});     // fails the test unless 200
  GatewayRefusal refused(const std::string& path, const Query& query = {});    // fails the test if 200
  boost::json::array items(const std::string& path, const Query& query = {});  // `item` of all pages
  std::vector<boost::json::value> pages(const std::string& path, const Query& query = {});

 private:
  Sandbox sandbox_;
  std::string region_;
};

std::string member(const boost::json::value& object, const std::string& name);  // "" if absent
std::vector<std::string> members(const boost::json::array& list, const std::string& name);

}  // namespace awscost::sandbox
