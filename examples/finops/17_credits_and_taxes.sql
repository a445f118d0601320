-- What do credits, refunds, discounts and taxes make of our usage, month by month?
--   sqlite3 -init examples/awscost.sqliterc < examples/finops/17_credits_and_taxes.sql
-- Requests: 1 ($0.01)
--
-- Usage is all that is not named: on demand, covered by commitments, and the fees of those.

WITH month AS (
  SELECT period_start,
         sum(unblended_cost) FILTER (WHERE record_type = 'Credit') AS credits,
         sum(unblended_cost) FILTER (WHERE record_type = 'Refund') AS refunds,
         sum(unblended_cost) FILTER (WHERE record_type LIKE '%Discount') AS discounts,
         sum(unblended_cost) FILTER (WHERE record_type = 'Tax') AS taxes,
         sum(unblended_cost) FILTER (WHERE record_type = 'Support') AS support,
         sum(unblended_cost) AS bill
  FROM ce_cost_and_usage('record_type')
  WHERE granularity = 'MONTHLY' AND period_start >= date('now', 'start of month', '-6 months')
    AND period_start < date('now', 'start of month')
  GROUP BY period_start)
SELECT strftime('%Y-%m', period_start) AS month,
       round(bill - ifnull(credits, 0) - ifnull(refunds, 0) - ifnull(discounts, 0)
             - ifnull(taxes, 0) - ifnull(support, 0), 2) AS usage_usd,
       round(support, 2) AS support_usd, round(discounts, 2) AS discounts_usd,
       round(credits, 2) AS credits_usd, round(refunds, 2) AS refunds_usd,
       round(taxes, 2) AS taxes_usd, round(bill, 2) AS bill_usd
FROM month
ORDER BY period_start;
