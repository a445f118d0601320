-- Which resources are gone: in the week before the last 7 days, and not since?
--   sqlite3 -init examples/awscost.sqliterc < examples/finops/24_gone_resources.sql
-- Requests: 2 ($0.02)
--
-- What they cost in their last week is what a week's bill has lost since. Questions 23 to 25 send
-- the same two requests: in one session they are paid once.

WITH before AS MATERIALIZED (
  SELECT resource_id, sum(amortized_cost) AS usd
  FROM ce_cost_and_usage_with_resources
  WHERE service = 'Amazon Elastic Compute Cloud - Compute' AND granularity = 'MONTHLY'
    AND start_date = date('now', '-14 days') AND end_date = date('now', '-7 days')
  GROUP BY resource_id),
last AS MATERIALIZED (
  SELECT resource_id, sum(amortized_cost) AS usd
  FROM ce_cost_and_usage_with_resources
  WHERE service = 'Amazon Elastic Compute Cloud - Compute' AND granularity = 'MONTHLY'
    AND start_date = date('now', '-7 days') AND end_date = date('now')
  GROUP BY resource_id)
SELECT resource_id, round(before.usd, 2) AS usd, count(*) OVER () AS gone_resources,
       round(sum(before.usd) OVER (), 2) AS gone_usd
FROM before LEFT JOIN last USING (resource_id)
WHERE last.usd IS NULL
ORDER BY before.usd DESC
LIMIT 15;
