-- What do a million API calls cost, and how many calls have no API key?
--   sqlite3 -init examples/awscost.sqliterc < examples/finops/27_cost_per_api_call.sql
-- Requests: 11 ($0.01): GetCostAndUsage is paid; GetUsage is free, one a plan and page of keys
--
-- API Gateway's own count, of calls with a key of a usage plan, beside what was billed in the
-- Region. Put your Region in both places.

WITH called AS MATERIALIZED (
  SELECT date, sum(used) AS calls
  FROM apigateway_usage
  WHERE region = 'us-east-1' AND date >= date('now', '-7 days') AND date < date('now')
  GROUP BY date)
SELECT period_start AS day, calls AS calls_with_key,
       CAST(round(usage_quantity) AS INTEGER) AS calls_billed,
       round(100 * (1 - calls / usage_quantity), 1) AS percent_without_key,
       round(unblended_cost, 2) AS usd,
       round(1e6 * unblended_cost / usage_quantity, 3) AS usd_a_million
FROM ce_cost_and_usage
LEFT JOIN called ON called.date = period_start
WHERE service = 'Amazon API Gateway' AND region = 'us-east-1' AND record_type = 'Usage'
  AND period_start >= date('now', '-7 days') AND period_start < date('now')
ORDER BY period_start;
