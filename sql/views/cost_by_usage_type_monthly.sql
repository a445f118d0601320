-- What each metered usage of each service cost in each complete month, and how much of it was used.
--
--   SELECT awscost_views('main')
CREATE VIEW cost_by_usage_type_monthly AS  -- made by awscost_views, which replaces it
SELECT period_day AS month, service, usage_type, unblended_cost, amortized_cost, usage_quantity,
  usage_quantity_unit, currency, estimated
FROM ce_cost_and_usage('service, usage_type')
WHERE granularity = 'MONTHLY' AND period_start < date('now', 'start of month')
-- Without a second arm, SQLite flattens the view into a join and asks once for each outer row. Constants still reach the request.
UNION ALL SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL WHERE 0;
