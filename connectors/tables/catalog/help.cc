#include "connectors/tables/catalog/help.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "sql/error.h"
#include "sql/text/nearest.h"
#include "sql/text/words.h"
#include "sql/value.h"

namespace awscost::catalog {
namespace {

struct Topic {
  std::string_view name;
  std::string_view title;
  std::string_view text;  // statements stand on lines that begin with two blanks; each ends with a semicolon
};

constexpr std::array kTopics{
    Topic{
        "keys", "What tells rows apart: group_by.",
        R"(Cost Explorer adds up on its side. group_by, the first argument of a cost table, says by which keys it tells
rows apart: two at most, separated by a comma, in one text in single quotes. Without keys there is one row a period.
  SELECT * FROM ce_cost_and_usage('service, linked_account') WHERE period_start >= date('now', '-3 days');
A key is the name of a dimension, tag:<key> or cost_category:<name>. The dimensions of a table:
  SELECT name, example FROM awscost_columns WHERE table_name = 'ce_cost_and_usage' AND kind = 'dimension';
  SELECT tag_value, sum(unblended_cost) FROM ce_cost_and_usage('tag:team')
  WHERE period_start >= date('now', '-3 days') GROUP BY 1;
resource_id is a key of ce_cost_and_usage_with_resources alone.
A tag has a column of its own (tag_team) only in a named table that declares it; see awscost_help('named_tables').)"},
    Topic{
        "slices", "Conditions on a dimension that is no key.",
        R"(A dimension outside group_by is a slice: it chooses what each row adds up, and a row has no single value of it.
A slice takes =, IN and IS:
  SELECT sum(unblended_cost) FROM ce_cost_and_usage WHERE region IN ('eu-west-3', 'us-east-1')
  AND period_start >= date('now', '-3 days');
LIKE becomes IN over the list of values, which costs one request:
  SELECT sum(unblended_cost) FROM ce_cost_and_usage
  WHERE service IN (SELECT value FROM ce_dimension_values('service') WHERE value LIKE '%Storage%'
  AND value NOT GLOB 'No[A-Z]*') AND period_start >= date('now', '-3 days');
<> and NOT IN become a filter:
  SELECT sum(unblended_cost) FROM ce_cost_and_usage WHERE filter = awscost_not(awscost_dimension('RECORD_TYPE', 'Tax'))
  AND period_start >= date('now', '-3 days');
To see the value, make it a key. To see three keys, join two scans on the first one, or ask once for each value:
  SELECT period_start, service, region, sum(unblended_cost) FROM ce_cost_and_usage('service, region')
  WHERE linked_account = '111122223333' AND period_start >= date('now', '-3 days') GROUP BY 1, 2, 3;)"},
    Topic{
        "inputs", "Columns that decide which rows exist.",
        R"(group_by, granularity, start_date, end_date, filter, profile and the like go out with the request and decide
which rows exist. Each is bound by = in WHERE, or as an argument of the table, by its place and without a name:
  SELECT period_start, unblended_cost FROM ce_cost_and_usage WHERE granularity = 'MONTHLY';
  SELECT period_start, unblended_cost FROM ce_cost_and_usage('', '2026-10-01', '2026-11-01');
A LEFT JOIN hands to its right table only what stands in ON:
  SELECT d.day, c.unblended_cost FROM (SELECT '2026-11-01' AS day) d
  LEFT JOIN ce_cost_and_usage c ON c.period_start = d.day AND c.granularity = 'MONTHLY';
IN asks for each value and has the rows of all of them: of profile or region that is what one wants, but the rows of two
granularities, windows or filters tell of the same costs twice. NULL binds nothing: leave the input out.)"},
    Topic{"periods", "Conditions on time, and which days there are.",
          R"(period_start and period_end are text: YYYY-MM-DD for days and months, YYYY-MM-DD HH:MM:SS for hours, UTC.
period_end is exclusive. Write months and days with two digits: '2026-11-01', not '2026-11-1'. Conditions become the
window of the request; without one, a table holds its documented history. No condition reaches behind that: start_date
makes it begin earlier, where AWS keeps more.
  SELECT * FROM ce_cost_and_usage WHERE period_start >= date('now', '-7 days') AND period_start < date('now');
  SELECT * FROM ce_cost_and_usage WHERE period_start LIKE '2026-11%';
  SELECT sum(used) FROM apigateway_usage WHERE start_date = date('now', '-60 days');
A midnight timestamp that the statement gives counts as its date. One that another table holds is compared as text: write
date(t) for a column of timestamps, datetime(t) beside HOURLY. Days of another table from before the history match
nothing, and awscost_notices says so.
Epoch seconds become a date by date(x, 'unixepoch'), a local time by date(x, 'utc'). CAST(x AS DATE) makes a number in
SQLite: write date(x).
A named table can have a window that moves with the clock:
  CREATE VIRTUAL TABLE last_90_days USING ce_cost_and_usage(granularity = 'DAILY', window = '90 days');)"},
    Topic{
        "or", "OR over slices.",
        R"(Each branch of an OR over slices would be a request of its own, whose rows cannot be told apart. Ask for the OR
as one filter:
  SELECT sum(unblended_cost) FROM ce_cost_and_usage
  WHERE filter = awscost_any(awscost_dimension('REGION', 'eu-west-3'), awscost_dimension('RECORD_TYPE', 'Tax'))
  AND period_start >= date('now', '-3 days');
or make the dimension a key: SQLite then checks the OR on the rows.
  SELECT sum(unblended_cost) FROM ce_cost_and_usage('region, record_type')
  WHERE (region = 'eu-west-3' OR record_type = 'Tax') AND period_start >= date('now', '-3 days');)"},
    Topic{"joins", "What a loop over other rows asks.",
          R"(A join asks for all of its rows once: the first question singly, then without what varies. A key loses its
filter, a period its bounds, a slice becomes a key where one is free. EXPLAIN QUERY PLAN says "joined by".
  SELECT d.day, c.unblended_cost FROM (SELECT '2026-11-01' AS day UNION ALL SELECT '2026-11-02') AS d
  LEFT JOIN ce_cost_and_usage AS c ON c.period_start = d.day;
Where AWS cannot be asked so, it says "one request a value": an input, a plan, a slice that AWS does not group by or that
finds no free key, resources without another filter. A set is one request then; of a slice, it adds up what the values cost:
  SELECT resource_id, sum(unblended_cost) FROM ce_cost_and_usage_with_resources
  WHERE resource_id IN (SELECT 'i-0123456789abcdef0') GROUP BY 1;
A row for each value of a slice needs the slice as a key:
  SELECT linked_account, sum(unblended_cost) FROM ce_cost_and_usage('linked_account')
  WHERE linked_account IN (SELECT '111122223333') AND period_start >= date('now', '-3 days') GROUP BY 1;)"},
    Topic{"filter", "Expressions of any depth.",
          R"(filter takes AWS's Expression as JSON. These functions write it: awscost_dimension, awscost_tag,
awscost_cost_category, awscost_not, awscost_all, awscost_any.
  SELECT awscost_all(awscost_tag('env', 'prod', NULL), awscost_not(awscost_dimension('REGION', 'eu-west-3')));
  SELECT sum(unblended_cost) FROM ce_cost_and_usage WHERE filter = awscost_tag('env', 'prod')
  AND period_start >= date('now', '-3 days');
NULL stands for costs without the tag or cost category.)"},
    Topic{"named_tables", "CREATE VIRTUAL TABLE: fixed inputs, declared tags.",
          R"(CREATE VIRTUAL TABLE fixes inputs and declares a column for each tag and cost category:
  CREATE VIRTUAL TABLE team_cost USING ce_cost_and_usage(
  group_by = 'tag:team', tags = 'team, env', granularity = 'MONTHLY', window = '3 months');
  SELECT tag_team, sum(unblended_cost) FROM team_cost WHERE tag_env = 'prod' GROUP BY 1;
The arguments are texts and calls of the filter functions, not SQL expressions. window is a number of hours, days, weeks,
months or years with the present one, or this, last and a unit, or today, yesterday.)"},
    Topic{"money", "What a statement costs, and the budget.",
          R"(Cost Explorer charges $0.01 for each request and page. The ledger of this connection, and its limits:
  SELECT operation, page, charge_usd FROM awscost_requests;
  SELECT name, value, description FROM awscost_settings WHERE name IN ('budget', 'max_requests');
  SELECT awscost_config('budget', '2.50');
EXPLAIN QUERY PLAN shows which request a statement makes, and so does awscost_dry_run, with its price; both send none:
  SELECT value ->> 'operation', value ->> 'price_usd', value ->> 'estimated_pages' FROM json_each(
  awscost_dry_run('SELECT service, sum(unblended_cost) FROM ce_cost_and_usage(''service'') GROUP BY 1'));
What the last statement asked, read and cost, and what it may not have expected:
  SELECT * FROM awscost_last_statement;
  SELECT notice, statement FROM awscost_notices ORDER BY id DESC LIMIT 5;
A paid table without any bound on the period is refused once you say so:
  SELECT awscost_config('unbounded', 'refuse');)"},
};

const Topic* find_topic(std::string_view name) {
  for (const Topic& topic : kTopics) {
    if (topic.name == name) return &topic;
  }
  return nullptr;
}

std::string list_of_topics() {
  std::string list = "SELECT awscost_help('<topic>') explains:";
  for (const Topic& topic : kTopics) list += "\n  " + std::string(topic.name) + ": " + std::string(topic.title);
  return list;
}

sql::Value answer(std::span<const sql::Value> arguments) {
  if (arguments.empty()) return list_of_topics();
  const std::string* name = sql::if_text(arguments.front());
  const std::string wanted = name == nullptr ? std::string() : text::lower(text::trimmed(*name));
  const Topic* topic = find_topic(wanted);
  if (topic != nullptr) return std::string(topic->title) + "\n" + std::string(topic->text);
  std::array<std::string_view, kTopics.size()> names;
  std::transform(kTopics.begin(), kTopics.end(), names.begin(), [](const Topic& each) { return each.name; });
  throw sql::Error("awscost_help: there is no topic " + sql::literal(arguments.front()) + "; did you mean '" +
                   std::string(text::nearest(wanted, names)) + "'? SELECT awscost_help() lists all of them.");
}

}  // namespace

sql::Function help_function() {
  return {.name = "awscost_help",
          .min_arguments = 0,
          .max_arguments = 1,
          .risk = sql::Risk::kInnocuous,
          .doc = "The rules behind the messages; without an argument the topics.",
          .call = answer,
          .example = "awscost_help('slices')"};
}

}  // namespace awscost::catalog
