-- Does the cost of a week go up or down? Each of the last 8 weeks beside the one before it.
--   sqlite3 -init examples/awscost.sqliterc < examples/finops/02_week_over_week.sql
-- Requests: 1 ($0.01)
--
-- A week is seven complete days and ends yesterday, so that each has one Saturday and one Sunday.
-- Amortized: a fee that is charged on the first of a month does not make its week an expensive one.

WITH week AS (
  SELECT CAST((julianday(date('now')) - julianday(period_start) - 1) / 7 AS INTEGER) AS ago,
         min(period_start) AS first_day, max(period_start) AS last_day, sum(amortized_cost) AS usd
  FROM ce_cost_and_usage
  WHERE period_start >= date('now', '-63 days') AND period_start < date('now')
    AND filter = awscost_not(awscost_dimension('RECORD_TYPE', 'Credit', 'Refund', 'Tax', 'Support'))
  GROUP BY 1)
SELECT first_day, last_day, round(usd, 2) AS usd,
       round(usd - lag(usd) OVER (ORDER BY first_day), 2) AS change_usd,
       round(100 * (usd / lag(usd) OVER (ORDER BY first_day) - 1), 1) AS percent
FROM week
ORDER BY first_day DESC
LIMIT 8;
