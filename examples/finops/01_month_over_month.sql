-- Which services cost more, or less, in the last complete month than in the month before?
--   sqlite3 -init examples/awscost.sqliterc < examples/finops/01_month_over_month.sql
-- Requests: 1 ($0.01)
--
-- The percentage compares costs per day, since months have 28 to 31 of them.

WITH month AS (
  SELECT service,
         sum(unblended_cost) FILTER (
           WHERE period_start = date('now', 'start of month', '-2 months')) AS before,
         sum(unblended_cost) FILTER (
           WHERE period_start = date('now', 'start of month', '-1 month')) AS last
  FROM ce_cost_and_usage('service')
  WHERE granularity = 'MONTHLY' AND period_start >= date('now', 'start of month', '-2 months')
    AND period_start < date('now', 'start of month')
  GROUP BY service),
length AS (
  SELECT julianday('now', 'start of month', '-1 month')
           - julianday('now', 'start of month', '-2 months') AS before_days,
         julianday('now', 'start of month')
           - julianday('now', 'start of month', '-1 month') AS last_days)
SELECT service, round(before, 2) AS usd_before, round(last, 2) AS usd_last,
       round(ifnull(last, 0) - ifnull(before, 0), 2) AS change_usd,
       round(100 * (ifnull(last, 0) / last_days / (before / before_days) - 1), 1) AS percent_a_day
FROM month, length
ORDER BY abs(ifnull(last, 0) - ifnull(before, 0)) DESC
LIMIT 15;
