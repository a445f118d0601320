-- What each service cost on each complete day. A day's costs come within about a day, and AWS may change them until the
-- bill is final (estimated = 1).
--
--   SELECT awscost_views('main')
CREATE VIEW cost_by_service_daily AS  -- made by awscost_views, which replaces it
SELECT period_day AS day, service, unblended_cost, amortized_cost, currency, estimated
FROM ce_cost_and_usage('service')
WHERE granularity = 'DAILY' AND period_start < date('now')
-- An arm without FROM keeps SQLite from flattening the view into a loop of a join, which would ask once for each outer row;
-- constants still reach the request. Columns of results have the declared types of the last arm.
UNION ALL SELECT NULL, NULL, NULL, NULL, NULL, NULL WHERE 0
UNION ALL SELECT period_day, service, unblended_cost, amortized_cost, currency, estimated
FROM ce_cost_and_usage('service') WHERE 0;
