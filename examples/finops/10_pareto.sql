-- Which few services make 80 percent of the bill?
--   sqlite3 -init examples/awscost.sqliterc < examples/finops/10_pareto.sql
-- Requests: 1 ($0.01)
--
-- Before credits and refunds, since shares of a sum with negative parts exceed 100 percent.

WITH service_cost AS (
  SELECT service, amortized_cost AS usd
  FROM ce_cost_and_usage('service')
  WHERE granularity = 'MONTHLY' AND period_start = date('now', 'start of month', '-1 month')
    AND filter = awscost_not(awscost_dimension('RECORD_TYPE', 'Credit', 'Refund'))),
ranked AS (
  SELECT service, usd, row_number() OVER (ORDER BY usd DESC, service) AS rank,
         sum(usd) OVER (ORDER BY usd DESC, service) AS so_far, sum(usd) OVER () AS total
  FROM service_cost)
SELECT rank, service, round(usd, 2) AS usd, round(100 * usd / total, 1) AS percent,
       round(100 * so_far / total, 1) AS percent_so_far
FROM ranked
WHERE so_far - usd < 0.8 * total
ORDER BY rank;
