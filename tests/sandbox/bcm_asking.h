// A client of a sandbox's bill scenarios for tests. The account is small_account() and the clock kNow, so the bill
// interval is October 2026.
//
//   PricingAsker ask;
//   const std::string plan = ask.scenario("quarter-plan");
//   json::value answer = ask.ok("GetBillScenario", {{"identifier", plan}});
//   EXPECT_EQ(ask.refused("GetBillScenario", {}).code, "ValidationException");
#pragma once

#include <boost/json.hpp>
#include <string>
#include <vector>

#include "asking.h"

namespace awscost::sandbox {

// The first member of small_account().
inline constexpr const char* kMemberId = "000000000001";
// A valid ResourceId that no scenario or line has.
inline constexpr const char* kUnknownId = "00000000-0000-4000-8000-000000000000";

// Hour `hour` of October 2026, from 0, in seconds since 1970.
std::int64_t october(int hour);

struct PricingRefusal {
  std::string code;
  std::string message;
  std::vector<std::string> fields;  // the names in the fieldList
  boost::json::object body;
};

class PricingAsker {
 public:
  explicit PricingAsker(std::uint64_t seed = 1) : sandbox_(small_account(), options(5000, seed)) {}

  wire::Reply reply(const std::string& operation, const std::string& body);
  boost::json::value ok(const std::string& operation, const boost::json::object& body);   // fails the test unless 200
  PricingRefusal refused(const std::string& operation, const boost::json::object& body);  // fails unless 400
  // The items of all pages. `pages`: receives the number of pages.
  std::vector<boost::json::value> items(const std::string& operation, boost::json::object body,
                                        std::size_t* pages = nullptr);

  std::string scenario(const std::string& name);                          // the scenario's id
  std::vector<boost::json::value> lines(const std::string& scenario_id);  // in the order of the list
  boost::json::value line(const std::string& scenario_id, const std::string& line_id);

 private:
  Sandbox sandbox_;
};

std::string text(const boost::json::value& value, const char* member);
std::vector<std::string> texts(const std::vector<boost::json::value>& items, const char* member);

// The errors in a batch's answer as "id CODE" or "key CODE".
std::vector<std::string> faults(const boost::json::value& answer, const char* handle);

}  // namespace awscost::sandbox
