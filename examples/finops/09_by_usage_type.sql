-- What is a service's bill made of? Its usage types, with amounts and prices.
--   sqlite3 -init examples/awscost.sqliterc < examples/finops/09_by_usage_type.sql
-- Requests: 1 ($0.01)
--
-- Put your service's name here: SELECT value FROM ce_dimension_values('service') lists them.

SELECT usage_type, round(usage_quantity, 1) AS quantity, usage_quantity_unit AS unit,
       round(unblended_cost, 2) AS usd, round(unblended_cost / usage_quantity, 5) AS usd_a_unit
FROM ce_cost_and_usage('usage_type')
WHERE service = 'EC2 - Other'
  AND granularity = 'MONTHLY' AND period_start = date('now', 'start of month', '-1 month')
ORDER BY unblended_cost DESC
LIMIT 15;
