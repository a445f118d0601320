-- Which services were unusually expensive on one of the last 7 days?
--   sqlite3 -init examples/awscost.sqliterc < examples/finops/11_anomalies.sql
-- Requests: 1 ($0.01)
--
-- A day is compared with the same weekday of the four weeks before it, so that a Monday is no
-- anomaly after a Sunday. Usage only: fees, taxes and credits come once a month. Raise the two
-- limits in the last WHERE until what is left deserves a look.

WITH day AS (
  SELECT period_start, service, amortized_cost AS usd,
         avg(amortized_cost) OVER before AS usual, count(*) OVER before AS weeks
  FROM ce_cost_and_usage('service')
  WHERE record_type IN ('Usage', 'DiscountedUsage', 'SavingsPlanCoveredUsage')
    AND period_start >= date('now', '-35 days') AND period_start < date('now')
  WINDOW before AS (PARTITION BY service, strftime('%w', period_start)
    ORDER BY julianday(period_start) RANGE BETWEEN 28 PRECEDING AND 1 PRECEDING))
SELECT period_start AS day, service, round(usd, 2) AS usd, round(usual, 2) AS usual_usd,
       round(usd - usual, 2) AS more_usd, round(100 * (usd / usual - 1), 1) AS percent
FROM day
WHERE period_start >= date('now', '-7 days') AND weeks >= 3
  AND usd - usual > 1 AND usd > 1.02 * usual
ORDER BY usd - usual DESC
LIMIT 15;
