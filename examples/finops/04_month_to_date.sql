-- Is this month ahead of the last one? The cost from the first on, day by day.
--   sqlite3 -init examples/awscost.sqliterc < examples/finops/04_month_to_date.sql
-- Requests: 1 ($0.01)
--
-- "This month" is the month of the last complete day: on the first of a month, the month before.
-- Where the last month was shorter, its end stands beside the days that it did not have.

WITH day AS (
  SELECT period_start, strftime('%Y-%m', period_start) AS month,
         CAST(strftime('%d', period_start) AS INTEGER) AS day,
         sum(unblended_cost) OVER (PARTITION BY strftime('%Y-%m', period_start)
                                   ORDER BY period_start) AS so_far
  FROM ce_cost_and_usage
  WHERE period_start >= date('now', '-1 day', 'start of month', '-1 month')
    AND period_start < date('now'))
SELECT this.period_start AS day, round(last.so_far, 2) AS usd_last_month,
       round(this.so_far, 2) AS usd_this_month,
       round(this.so_far - last.so_far, 2) AS ahead_usd,
       round(100 * (this.so_far / last.so_far - 1), 1) AS ahead_percent
FROM day AS this
LEFT JOIN day AS last ON last.month < this.month AND last.day = min(this.day,
  CAST(strftime('%d', this.period_start, 'start of month', '-1 day') AS INTEGER))
WHERE this.month = strftime('%Y-%m', 'now', '-1 day')
ORDER BY this.day;
