-- What would a bill scenario's usage cost at the prices of the last month?
--   sqlite3 -init examples/awscost.sqliterc < examples/finops/29_what_if.sql
-- Requests: 3 ($0.01): GetCostAndUsage is paid, the scenario and its lines are free
--
-- Put your scenario's name, and a service by both of its names: the Pricing Calculator has codes.
-- The price is what the usage really cost in the last complete month, with what AWS took off.

WITH line AS MATERIALIZED (
  SELECT usage_type, unit, sum(amount) AS amount
  FROM bcm_bill_scenario_usage_quantities
  WHERE bill_scenario_id = (SELECT id FROM bcm_bill_scenarios WHERE name = 'quarter-plan')
    AND service_code = 'AmazonRDS'
  GROUP BY usage_type, unit),
billed AS MATERIALIZED (
  SELECT usage_type, usage_quantity AS amount, unblended_cost AS usd
  FROM ce_cost_and_usage('usage_type')
  WHERE service = 'Amazon Relational Database Service'
    AND granularity = 'MONTHLY' AND period_start = date('now', 'start of month', '-1 month'))
SELECT line.usage_type, line.unit, round(line.amount, 1) AS scenario_amount,
       round(billed.amount, 1) AS billed_amount,
       round(billed.usd / billed.amount, 5) AS usd_a_unit,
       round(line.amount * billed.usd / billed.amount, 2) AS scenario_usd,
       round(billed.usd, 2) AS billed_usd
FROM line LEFT JOIN billed USING (usage_type)
ORDER BY line.amount * billed.usd / billed.amount DESC;

-- The scenario with 10 percent less of the service. It changes the scenario at AWS, so it needs the
-- setting writes, and stands in a comment:
--
-- SELECT awscost_config('writes', 'on');
-- UPDATE bcm_bill_scenario_usage_modifications
-- SET usage_group = 'minus-10',
--     amounts = (SELECT json_group_array(json_object('startHour', value ->> 'startHour',
--                                                    'amount', (value ->> 'amount') * 0.9))
--                FROM json_each(quantities))
-- WHERE bill_scenario_id = (SELECT id FROM bcm_bill_scenarios WHERE name = 'quarter-plan')
--   AND service_code = 'AmazonRDS';
-- SELECT action, outcome, count(*) AS lines FROM awscost_writes GROUP BY action, outcome;
