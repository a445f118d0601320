-- Requests of each API key on each complete day of the last 30; remaining is NULL for a plan without a quota. Free.
--
--   SELECT awscost_views('main')
CREATE VIEW api_usage_daily AS  -- made by awscost_views, which replaces it
SELECT date AS day, usage_plan_id, key_id, used, remaining
FROM apigateway_usage
WHERE date < date('now')
-- An arm without FROM keeps SQLite from flattening the view into a loop of a join, which would ask once for each outer row;
-- constants still reach the request. Columns of results have the declared types of the last arm.
UNION ALL SELECT NULL, NULL, NULL, NULL, NULL WHERE 0
UNION ALL SELECT date, usage_plan_id, key_id, used, remaining
FROM apigateway_usage WHERE 0;
