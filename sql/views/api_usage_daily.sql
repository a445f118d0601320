-- Requests of each API key on each complete day of the last 30; remaining is NULL for a plan without a quota. Free.
--
--   SELECT awscost_views('main')
CREATE VIEW api_usage_daily AS  -- made by awscost_views, which replaces it
SELECT date AS day, usage_plan_id, key_id, used, remaining
FROM apigateway_usage
WHERE date < date('now')
-- Without a second arm, SQLite flattens the view into a join and asks once for each outer row. Constants still reach the request.
UNION ALL SELECT NULL, NULL, NULL, NULL, NULL WHERE 0;
