#include "connectors/tables/bill_scenarios/columns.h"

#include <stdexcept>
#include <string>

namespace awscost::bill_scenarios {
namespace {

std::size_t named(const sql::Table& table, std::string_view name) {
  const auto column = sql::find(table, name);
  if (!column) throw std::logic_error("a table of bill scenario lines has no column " + std::string(name));
  return *column;
}

}  // namespace

Columns::Columns(const sql::Table& declaration)
    : table(declaration),
      bill_scenario_id(named(table, "bill_scenario_id")),
      id(named(table, "id")),
      usage_group(named(table, "usage_group")),
      service_code(named(table, "service_code")),
      usage_type(named(table, "usage_type")),
      operation(named(table, "operation")),
      location(named(table, "location")),
      availability_zone(named(table, "availability_zone")),
      usage_account_id(named(table, "usage_account_id")),
      quantities(named(table, "quantities")),
      historical_service_code(named(table, "historical_service_code")),
      historical_usage_type(named(table, "historical_usage_type")),
      historical_operation(named(table, "historical_operation")),
      historical_location(named(table, "historical_location")),
      historical_usage_account_id(named(table, "historical_usage_account_id")),
      historical_bill_interval_start(named(table, "historical_bill_interval_start")),
      historical_bill_interval_end(named(table, "historical_bill_interval_end")),
      historical_filter(named(table, "historical_filter")),
      amounts(named(table, "amounts")),
      key(named(table, "key")),
      profile(named(table, "profile")) {}

}  // namespace awscost::bill_scenarios
