-- What each Region cost in each complete month; "global" is usage outside of Regions.
--
--   SELECT awscost_views('main')
CREATE VIEW cost_by_region_monthly AS  -- made by awscost_views, which replaces it
SELECT period_day AS month, region, unblended_cost, amortized_cost, currency, estimated
FROM ce_cost_and_usage('region')
WHERE granularity = 'MONTHLY' AND period_start < date('now', 'start of month')
-- An arm without FROM keeps SQLite from flattening the view into a loop of a join, which would ask once for each outer row;
-- constants still reach the request. Columns of results have the declared types of the last arm.
UNION ALL SELECT NULL, NULL, NULL, NULL, NULL, NULL WHERE 0
UNION ALL SELECT period_day, region, unblended_cost, amortized_cost, currency, estimated
FROM ce_cost_and_usage('region') WHERE 0;
