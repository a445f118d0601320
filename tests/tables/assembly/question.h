// A Scan built by hand, for tests below the planner.
//
// Example:
//
//   Question costs_of_paris() {
//     Question question("ce_cost_and_usage");
//     question.group_by("service").bind("region", {"eu-west-3"}).mention({"unblended_cost"});
//     return question;
//   }
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/tables/operations/operation.h"
#include "sql/scan.h"

namespace awscost::test {

class Question {
 public:
  // The days from 1 to 3 November 2026 where the table has a history; nothing bound or mentioned, group_by empty.
  explicit Question(std::string_view table);
  // For an operation that the test declares; it outlives the question.
  explicit Question(const Operation& operation);

  Question& group_by(std::string_view keys);
  Question& granularity(sql::Granularity granularity);
  Question& window(std::string start, std::string end);
  Question& bind(std::string_view column, std::vector<std::string> values);
  Question& absent(std::string_view column);
  Question& input(std::string_view column, std::string text);
  Question& range(std::string_view column, sql::Range range);
  Question& mention(std::initializer_list<std::string_view> columns);

  const Operation& operation() const { return operation_; }
  const sql::Scan& scan() const { return scan_; }
  std::size_t column(std::string_view name) const;

 private:
  sql::Selection& selection(std::string_view column);

  const Operation& operation_;
  sql::Scan scan_;
};

}  // namespace awscost::test
