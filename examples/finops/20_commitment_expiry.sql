-- When do our Savings Plans end, and what goes back to on-demand prices then?
--   sqlite3 -init examples/awscost.sqliterc < examples/finops/20_commitment_expiry.sql
-- Requests: 2 ($0.02): one a page of 20 plans
--
-- What the plans saved in the last 30 complete days is what a month costs more after their end.

SELECT substr(attributes ->> 'EndDateTime', 1, 10) AS ends_on,
       CAST(julianday(substr(attributes ->> 'EndDateTime', 1, 10)) - julianday(date('now'))
            AS INTEGER) AS days_left,
       attributes ->> 'AccountName' AS account, attributes ->> 'SavingsPlansType' AS type,
       attributes ->> 'HourlyCommitment' AS usd_an_hour,
       round(utilization_percentage, 1) AS used_percent, round(net_savings, 2) AS saved_usd
FROM ce_savings_plans_utilization_details(date('now', '-30 days'), date('now'))
WHERE substr(attributes ->> 'EndDateTime', 1, 10) >= date('now')
ORDER BY ends_on
LIMIT 10;
