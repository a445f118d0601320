// A plan's text is a plan or a sentence; what is read is written as it was understood.
//
// The first byte chooses the table.
#include "connectors/tables/operations/operations.h"
#include "sql/error.h"
#include "sql/plan_text.h"
#include "target.h"

namespace awscost::fuzz {
namespace {

void run(std::string_view bytes) {
  const auto operations = all_operations();
  const Choice choice = chosen(bytes, operations.size());
  const sql::Table& table = operations[choice.index]->table;
  try {
    const sql::Plan plan = sql::from_text(table, choice.text);
    const std::string written = sql::to_text(table, plan);
    if (sql::to_text(table, sql::from_text(table, written)) != written) throw Broken("read otherwise: " + written);
  } catch (const sql::Error&) {
  }
}

std::vector<std::string> seeds() {
  const auto operations = all_operations();
  std::vector<std::string> all;
  for (std::size_t i = 0; i < operations.size(); ++i) {
    const std::string table(1, static_cast<char>(i));
    const std::string operation(operations[i]->table.operation);
    for (const char* rest :
         {"; window default; uses period_start",
          "; filter service = ?; window period_start >= ?; group_by 'resource_id'; granularity 'DAILY'; metrics "
          "UnblendedCost; uses period_start, unblended_cost, resource_id, service",
          "; filter region IN ?, service IS NULL; window period_start >= ? [rechecked], period_start < ? [late]; "
          "group_by ?; granularity ?; uses service",
          "; inputs region = ?; window date >= ?; of usage_plan_id IN ?; narrowed by key_id = ?; uses used",
          "; window default; of every usage_plan_id"}) {
      all.push_back(table + operation + rest);
    }
  }
  return all;
}

}  // namespace

extern constexpr Target kPlan{.name = "plan", .run = run, .seeds = seeds};

}  // namespace awscost::fuzz
