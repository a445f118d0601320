-- What did each unit cost in the last complete month, by a cost category, and by what?
--   sqlite3 -init examples/awscost.sqliterc < examples/finops/15_by_cost_category.sql
-- Requests: 1 ($0.01)
--
-- Put your cost category's name for "Unit": SELECT value FROM ce_cost_categories lists them.

WITH cost AS (
  SELECT ifnull(cost_category_value, '(none)') AS unit, service, amortized_cost AS usd
  FROM ce_cost_and_usage('cost_category:Unit, service')
  WHERE granularity = 'MONTHLY' AND period_start = date('now', 'start of month', '-1 month')),
ranked AS (
  SELECT unit, service, usd, sum(usd) OVER (PARTITION BY unit) AS unit_usd,
         row_number() OVER (PARTITION BY unit ORDER BY usd DESC) AS rank
  FROM cost)
SELECT unit, round(unit_usd, 2) AS unit_usd, service, round(usd, 2) AS usd,
       round(100 * usd / unit_usd, 1) AS percent_of_unit
FROM ranked
WHERE rank <= 3
ORDER BY ranked.unit_usd DESC, unit, rank;
