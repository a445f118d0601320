-- What would a month and a year cost if every day were like the last ones?
--   sqlite3 -init examples/awscost.sqliterc < examples/finops/05_run_rate.sql
-- Requests: 1 ($0.01)
--
-- Amortized and without credits, refunds, taxes and support, which come once a month: what is left
-- is what runs. The average of 7 days follows a change at once, that of 28 days does so slowly.

WITH average AS (
  SELECT avg(amortized_cost) FILTER (WHERE period_start >= date('now', '-7 days')) AS of_7,
         avg(amortized_cost) AS of_28
  FROM ce_cost_and_usage
  WHERE period_start >= date('now', '-28 days') AND period_start < date('now')
    AND filter = awscost_not(
      awscost_dimension('RECORD_TYPE', 'Credit', 'Refund', 'Tax', 'Support'))),
day AS (
  SELECT 7 AS days, of_7 AS usd FROM average
  UNION ALL
  SELECT 28, of_28 FROM average)
SELECT days AS last_days, round(usd, 2) AS usd_a_day,
       round(usd * 365.25 / 12, 2) AS usd_a_month, round(usd * 365.25, 2) AS usd_a_year
FROM day;
