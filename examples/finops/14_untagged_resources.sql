-- Which resources without a team cost most in the last 7 days?
--   sqlite3 -init examples/awscost.sqliterc < examples/finops/14_untagged_resources.sql
-- Requests: 1 ($0.01)
--
-- A window that is given by start_date and end_date, and MONTHLY: one row a resource and month, not
-- one a day. Cost Explorer demands a filter here; put your service and your tag's key.

SELECT resource_id, round(sum(amortized_cost), 2) AS usd
FROM ce_cost_and_usage_with_resources
WHERE service = 'Amazon Elastic Compute Cloud - Compute' AND filter = awscost_tag('team', NULL)
  AND granularity = 'MONTHLY' AND start_date = date('now', '-7 days') AND end_date = date('now')
  AND resource_id <> 'NoResourceId'
GROUP BY resource_id
ORDER BY sum(amortized_cost) DESC
LIMIT 15;
