-- What does EC2 cost at night and at the weekend, when nobody works?
--   sqlite3 -init examples/awscost.sqliterc < examples/finops/22_off_hours.sql
-- Requests: 1 ($0.01)
--
-- Office hours are Monday to Friday, 07:00 to 19:00 UTC: 60 of the 168 hours of a week. What runs
-- all the time has 64.3 percent outside of them, so an account that is switched off has less.
-- This needs hourly data, which an account opts in to. Without it, compare weekdays: DAILY instead
-- of HOURLY, and only the condition on '%w'.

WITH hour AS (
  SELECT linked_account, linked_account_name AS name, amortized_cost AS usd,
         strftime('%w', period_start) BETWEEN '1' AND '5'
           AND strftime('%H', period_start) BETWEEN '07' AND '18' AS office
  FROM ce_cost_and_usage('linked_account')
  WHERE granularity = 'HOURLY' AND service = 'Amazon Elastic Compute Cloud - Compute'
    AND record_type IN ('Usage', 'DiscountedUsage', 'SavingsPlanCoveredUsage')
    AND period_start >= date('now', '-7 days') AND period_start < date('now'))
SELECT linked_account, name, round(sum(usd) FILTER (WHERE office), 2) AS office_usd,
       round(sum(usd) FILTER (WHERE NOT office), 2) AS off_hours_usd,
       round(100 * sum(usd) FILTER (WHERE NOT office) / sum(usd), 1) AS off_hours_percent
FROM hour
GROUP BY linked_account
ORDER BY sum(usd) FILTER (WHERE NOT office) DESC;
