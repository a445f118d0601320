-- What each service cost on each complete day. A day's costs come within about a day, and AWS may change them until the
-- bill is final (estimated = 1).
--
--   SELECT awscost_views('main')
CREATE VIEW cost_by_service_daily AS  -- made by awscost_views, which replaces it
SELECT period_day AS day, service, unblended_cost, amortized_cost, currency, estimated
FROM ce_cost_and_usage('service')
WHERE granularity = 'DAILY' AND period_start < date('now')
-- Without a second arm, SQLite flattens the view into a join and asks once for each outer row. Constants still reach the request.
UNION ALL SELECT NULL, NULL, NULL, NULL, NULL, NULL WHERE 0;
