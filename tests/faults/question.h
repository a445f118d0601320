// Queries of several pages, one for each kind of request, and a statement that is stepped row by row, so that the rows
// before an error are seen.
//
// Example:
//
//   inline bool is_right(sqlite3* db, const Question& question) {
//     Reading reading(db, question.sql);
//     while (reading.step()) {
//     }
//     return reading.rows() == right_answer(question).rows;
//   }
#pragma once

#include <sqlite3.h>

#include <memory>
#include <string>
#include <vector>

namespace awscost {

inline constexpr const char* kExtension = AWSCOST_BINARY_DIR "/awscost";

struct Question {
  const char* name;
  const char* sql;
};

// Cost Explorer, awsJson 1.1, paid: 3 pages.
inline constexpr Question kCost = {
    "cost",
    "SELECT period_start, resource_id, unblended_cost, unblended_cost_exact FROM ce_cost_and_usage_with_resources "
    "WHERE service = 'AWS Lambda' AND period_start >= '2026-11-18'"};
// The same with its token in NextToken: 2 pages.
inline constexpr Question kPlans = {
    "plans", "SELECT savings_plan_arn, total_commitment, used_commitment FROM ce_savings_plans_utilization_details"};
// API Gateway, restJson1, GET, free: 3 pages.
inline constexpr Question kUsage = {
    "usage", "SELECT key_id, date, used FROM apigateway_usage WHERE usage_plan_id = 'c4x0ht' AND date >= '2026-11-21'"};
// Seven usage plans, each a list of its own, all requested at once: GetUsagePlans and 9 pages of GetUsage.
inline constexpr Question kEveryPlan = {
    "every plan", "SELECT usage_plan_id, key_id, used FROM apigateway_usage WHERE date >= '2026-11-21'"};
// Pricing Calculator, awsJson 1.0, free: 3 pages.
inline constexpr Question kLines = {"lines",
                                    "SELECT id, usage_type, operation FROM bcm_bill_scenario_usage_modifications "
                                    "WHERE bill_scenario_id = '9b24912a-3e5d-454b-8a4e-2782d76e49bf'"};

// In the form of GoogleTest: "page 2, on a kept connection" becomes Page2OnAKeptConnection.
std::string as_test_name(const char* words);

class Reading {
 public:
  Reading(sqlite3* db, const char* sql);

  bool step();  // false after the last row or an error
  void finish();
  // Resets and finalizes it.
  void end() { statement_.reset(); }

  const std::vector<std::string>& rows() const { return rows_; }
  int code() const { return code_; }  // SQLITE_DONE, or the error's
  const std::string& error() const { return error_; }

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };

  sqlite3* db_;
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
  std::vector<std::string> rows_;
  int code_ = SQLITE_OK;
  std::string error_;
};

// The answer of a server without faults.
struct RightAnswer {
  std::vector<std::string> rows;
  std::vector<std::size_t> page_ends;  // {0, 250, 500, 640}: the number of rows in the first n pages
};
const RightAnswer& right_answer(const Question& question);

}  // namespace awscost
