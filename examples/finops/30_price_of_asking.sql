-- What did asking cost: this connection, and all tools at AWS in the last months?
--   sqlite3 -init examples/awscost.sqliterc < examples/finops/30_price_of_asking.sql
-- Requests: 1 ($0.01)
--
-- Every tool that asks Cost Explorer is on the bill, as a service of its own.

SELECT strftime('%Y-%m', period_start) AS month, CAST(round(usage_quantity) AS INTEGER) AS requests,
       round(unblended_cost, 2) AS usd
FROM ce_cost_and_usage
WHERE service = 'AWS Cost Explorer' AND granularity = 'MONTHLY' AND record_type = 'Usage'
  AND period_start >= date('now', 'start of month', '-6 months')
  AND period_start < date('now', 'start of month')
ORDER BY period_start;

-- What this connection sent. What was answered from kept answers cost nothing, and is left out.
SELECT operation, count(*) AS requests, sum(rows) AS rows, round(sum(charge_usd), 2) AS usd
FROM awscost_requests
WHERE NOT cached
GROUP BY operation
ORDER BY sum(charge_usd) DESC;
