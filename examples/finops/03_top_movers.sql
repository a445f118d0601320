-- What moved the bill of the last 7 days most, by service and Region?
--   sqlite3 -init examples/awscost.sqliterc < examples/finops/03_top_movers.sql
-- Requests: 1 ($0.01)
--
-- The 7 complete days are compared with the 7 before them; NULL: no cost at all in that week.

WITH moved AS (
  SELECT service, region,
         sum(amortized_cost) FILTER (WHERE period_start < date('now', '-7 days')) AS before,
         sum(amortized_cost) FILTER (WHERE period_start >= date('now', '-7 days')) AS last
  FROM ce_cost_and_usage('service, region')
  WHERE period_start >= date('now', '-14 days') AND period_start < date('now')
  GROUP BY service, region)
SELECT service, region, round(before, 2) AS usd_before, round(last, 2) AS usd_last,
       round(ifnull(last, 0) - ifnull(before, 0), 2) AS change_usd,
       round(100 * (ifnull(last, 0) / before - 1), 1) AS percent
FROM moved
ORDER BY abs(ifnull(last, 0) - ifnull(before, 0)) DESC
LIMIT 15;
