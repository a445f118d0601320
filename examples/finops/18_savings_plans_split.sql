-- How much of EC2 do Savings Plans cover, and how much is still on demand?
--   sqlite3 -init examples/awscost.sqliterc < examples/finops/18_savings_plans_split.sql
-- Requests: 1 ($0.01)
--
-- The usage of a month by who pays for it. on_demand_usd is what covered usage would have cost: AWS
-- charges it and takes it back on a line of its own (SavingsPlanNegation). Reserved usage has no
-- such price in Cost Explorer. The coverage is what plans cover of what plans could; they cannot
-- cover Spot.

WITH usage AS (
  SELECT CASE WHEN record_type = 'SavingsPlanCoveredUsage' THEN 'Savings Plans'
              WHEN record_type = 'DiscountedUsage' THEN 'Reserved'
              WHEN purchase_type LIKE 'Spot%' THEN 'Spot'
              ELSE 'On demand' END AS paid_by,
         sum(usage_quantity) AS hours, sum(amortized_cost) AS usd,
         sum(unblended_cost) FILTER (WHERE record_type <> 'DiscountedUsage') AS on_demand
  FROM ce_cost_and_usage('purchase_type, record_type')
  WHERE service = 'Amazon Elastic Compute Cloud - Compute'
    AND granularity = 'MONTHLY' AND period_start = date('now', 'start of month', '-1 month')
    AND record_type IN ('Usage', 'DiscountedUsage', 'SavingsPlanCoveredUsage')
  GROUP BY paid_by)
SELECT paid_by, round(hours, 1) AS hours,
       round(100 * hours / sum(hours) OVER (), 1) AS hours_percent,
       round(on_demand, 2) AS on_demand_usd, round(usd, 2) AS usd,
       CASE WHEN paid_by IN ('Savings Plans', 'On demand') THEN
         round(100 * on_demand / sum(on_demand) FILTER (
           WHERE paid_by IN ('Savings Plans', 'On demand')) OVER (), 1) END AS coverage_percent
FROM usage
ORDER BY usage.usd DESC;
