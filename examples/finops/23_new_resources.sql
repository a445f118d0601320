-- Which resources are new: in the last 7 days, and not in the 7 days before?
--   sqlite3 -init examples/awscost.sqliterc < examples/finops/23_new_resources.sql
-- Requests: 2 ($0.02)
--
-- Cost Explorer keeps resources for 14 days. MONTHLY rows of two windows are far fewer than DAILY
-- ones. Questions 23 to 25 send the same two requests: in one session they are paid once.

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
SELECT resource_id, round(last.usd, 2) AS usd, count(*) OVER () AS new_resources,
       round(sum(last.usd) OVER (), 2) AS new_usd
FROM last LEFT JOIN before USING (resource_id)
WHERE before.usd IS NULL
ORDER BY last.usd DESC
LIMIT 15;
