-- What does an hour of each instance type really cost, with commitments?
--   sqlite3 -init examples/awscost.sqliterc < examples/finops/26_unit_cost.sql
-- Requests: 1 ($0.01)
--
-- Amortized cost by hours: on demand, Spot, reserved and covered hours together. A type whose hour
-- is near its list price has few commitments.

SELECT instance_type, round(usage_quantity, 1) AS hours, round(amortized_cost, 2) AS usd,
       round(amortized_cost / usage_quantity, 4) AS usd_an_hour
FROM ce_cost_and_usage('instance_type')
WHERE service = 'Amazon Elastic Compute Cloud - Compute'
  AND record_type IN ('Usage', 'DiscountedUsage', 'SavingsPlanCoveredUsage')
  AND granularity = 'MONTHLY' AND period_start = date('now', 'start of month', '-1 month')
  AND instance_type <> 'NoInstanceType'
ORDER BY amortized_cost DESC
LIMIT 15;
