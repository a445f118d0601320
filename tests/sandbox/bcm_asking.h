// Asking a sandbox's bill scenarios as a client does, for tests. The account is small_account(), the clock kNow: the
// bill interval is October 2026.
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
// Has a ResourceId's form; no scenario or line has it.
inline constexpr const char* kUnknownId = "00000000-0000-4000-8000-000000000000";

// Seconds since 1970 of an hour of October 2026, counted from 0.
std::int64_t october(int hour);

struct PricingRefusal {
  std::string code;
  std::string message;
  std::vector<std::string> fields;  // names in the fieldList
  boost::json::object body;
};

class PricingAsker {
 public:
  explicit PricingAsker(std::uint64_t seed = 1) : sandbox_(small_account(), options(5000, seed)) {}

  wire::Reply reply(const std::string& operation, const std::string& body);
  boost::json::value ok(const std::string& operation, const boost::json::object& body);   // fails the test unless 200
  PricingRefusal refused(const std::string& operation, const boost::json::object& body);  // … unless 400
  // All items, following nextToken; `pages` gets their number.
  std::vector<boost::json::value> items(const std::string& operation, boost::json::object body,
                                        std::size_t* pages = nullptr);

  std::string scenario(const std::string& name);                          // its id
  std::vector<boost::json::value> lines(const std::string& scenario_id);  // as listed
  // The line with this id, from the list.
  boost::json::value line(const std::string& scenario_id, const std::string& line_id);

 private:
  Sandbox sandbox_;
};

std::string text(const boost::json::value& value, const char* member);
std::vector<std::string> texts(const std::vector<boost::json::value>& items, const char* member);

// "id CODE" or "key CODE" of the errors of a batch's answer.
std::vector<std::string> faults(const boost::json::value& answer, const char* handle);

}  // namespace awscost::sandbox
