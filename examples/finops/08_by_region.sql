-- What does each Region cost, and is anything in a Region that we do not use?
--   sqlite3 -init examples/awscost.sqliterc < examples/finops/08_by_region.sql
-- Requests: 1 ($0.01)
--
-- "NoRegion" are taxes, support and fees; "global" are services without Regions.

SELECT region, count(*) AS services, round(sum(amortized_cost), 2) AS usd,
       round(100 * sum(amortized_cost) / sum(sum(amortized_cost)) OVER (), 1) AS percent
FROM ce_cost_and_usage('region, service')
WHERE granularity = 'MONTHLY' AND period_start = date('now', 'start of month', '-1 month')
GROUP BY region
ORDER BY sum(amortized_cost) DESC;
