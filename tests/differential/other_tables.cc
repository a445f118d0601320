// The tables of other services in a statement of joins.
#include "statement.h"

namespace awscost::differential {

const std::array<OtherTable, 4> kOtherTables = {
    {{"usage", "apigateway_usage", "other_usage", "u"},
     {"plans", "apigateway_usage_plans", "other_plans", "p"},
     {"quantities", "bcm_bill_scenario_usage_quantities", "other_quantities", "q"},
     {"scenarios", "bcm_bill_scenarios", "other_scenarios", "s"}}};

std::string with_other_services(std::string text, Side side) {
  for (const OtherTable& table : kOtherTables) {
    const std::string placeholder = std::string("{") + table.placeholder + "}";
    const std::string relation = std::string(side == Side::kAsked ? table.asked : table.plain) + " AS " + table.alias;
    for (std::size_t at = text.find(placeholder); at != std::string::npos; at = text.find(placeholder, at)) {
      text.replace(at, placeholder.size(), relation);
    }
  }
  return text;
}

}  // namespace awscost::differential
