-- Which resources cost at least twice as much as in the week before?
--   sqlite3 -init examples/awscost.sqliterc < examples/finops/25_doubled_resources.sql
-- Requests: 2 ($0.02)
--
-- In both of the last two weeks of complete days: what is new is question 23. Questions 23 to 25
-- send the same two requests: in one session they are paid once.

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
SELECT resource_id, round(before.usd, 2) AS usd_before, round(last.usd, 2) AS usd_last,
       round(last.usd / before.usd, 1) AS times
FROM last JOIN before USING (resource_id)
WHERE last.usd >= 2 * before.usd AND last.usd - before.usd > 1
ORDER BY last.usd - before.usd DESC
LIMIT 15;
