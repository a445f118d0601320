-- What did each account cost in the last complete month, and what is its share?
--   sqlite3 -init examples/awscost.sqliterc < examples/finops/07_by_account.sql
-- Requests: 1 ($0.01)

SELECT linked_account, linked_account_name AS name, round(unblended_cost, 2) AS usd,
       round(100 * unblended_cost / sum(unblended_cost) OVER (), 1) AS percent
FROM ce_cost_and_usage('linked_account')
WHERE granularity = 'MONTHLY' AND period_start = date('now', 'start of month', '-1 month')
ORDER BY unblended_cost DESC;
