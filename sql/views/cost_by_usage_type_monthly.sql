-- What each metered usage of each service cost in each complete month, and how much of it was used.
--
--   SELECT awscost_views('main')
CREATE VIEW cost_by_usage_type_monthly AS  -- made by awscost_views, which replaces it
SELECT period_day AS month, service, usage_type, unblended_cost, amortized_cost, usage_quantity,
  usage_quantity_unit, currency, estimated
FROM ce_cost_and_usage('service, usage_type')
WHERE granularity = 'MONTHLY' AND period_start < date('now', 'start of month')
-- An arm without FROM keeps SQLite from flattening the view into a loop of a join, which would ask once for each outer row;
-- constants still reach the request. Columns of results have the declared types of the last arm.
UNION ALL SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL WHERE 0
UNION ALL SELECT period_day, service, usage_type, unblended_cost, amortized_cost, usage_quantity,
  usage_quantity_unit, currency, estimated
FROM ce_cost_and_usage('service, usage_type') WHERE 0;
