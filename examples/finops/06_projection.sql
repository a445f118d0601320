-- What will this month cost in the end, if the days to come are like the last 7?
--   sqlite3 -init examples/awscost.sqliterc < examples/finops/06_projection.sql
-- Requests: 1 ($0.01)
--
-- What has been charged so far, with its fees of the first day, and the average of the last 7
-- complete days for each day that is left. The days count as usage, so a credit of last week is
-- not expected again every week. "This month" is the month of the last complete day.

WITH day AS (
  SELECT period_start, sum(unblended_cost) AS usd,
         sum(unblended_cost) FILTER (WHERE record_type NOT IN (
           'Credit', 'Refund', 'Tax', 'Support', 'Fee', 'Recurring', 'Upfront',
           'SavingsPlanRecurringFee', 'SavingsPlanUpfrontFee')) AS usage
  FROM ce_cost_and_usage('record_type')
  WHERE period_start >= date('now', '-1 day', 'start of month', '-7 days')
    AND period_start < date('now')
  GROUP BY period_start),
month AS (
  SELECT sum(usd) FILTER (WHERE period_start >= date('now', '-1 day', 'start of month')) AS so_far,
         sum(usage) FILTER (WHERE period_start >= date('now', '-7 days')) / 7 AS a_day,
         julianday('now', '-1 day', 'start of month', '+1 month')
           - julianday('now', 'start of day') AS days_left
  FROM day)
SELECT strftime('%Y-%m', 'now', '-1 day') AS month, round(so_far, 2) AS usd_so_far,
       CAST(days_left AS INTEGER) AS days_left, round(a_day, 2) AS usd_a_day,
       round(so_far + days_left * a_day, 2) AS usd_projected
FROM month;
