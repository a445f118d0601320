-- Which Savings Plans waste most, and are they worth their money all the same?
--   sqlite3 -init examples/awscost.sqliterc < examples/finops/19_savings_plans_unused.sql
-- Requests: 2 ($0.02): one a page of 20 plans
--
-- The 30 complete days until yesterday. Savings are those against on-demand prices, less what was
-- unused: a negative number is a plan that costs more than it brings.

SELECT attributes ->> 'AccountName' AS account, attributes ->> 'SavingsPlansType' AS type,
       attributes ->> 'InstanceFamily' AS family, round(total_commitment, 2) AS committed_usd,
       round(utilization_percentage, 1) AS used_percent, round(unused_commitment, 2) AS unused_usd,
       round(net_savings, 2) AS net_savings_usd,
       round(100 * unused_commitment / sum(unused_commitment) OVER (), 1) AS percent_of_waste
FROM ce_savings_plans_utilization_details(date('now', '-30 days'), date('now'))
ORDER BY unused_commitment DESC
LIMIT 10;
