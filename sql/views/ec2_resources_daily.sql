-- What each EC2 instance cost on each complete day. AWS keeps 14 days, and only where the account has turned on data about
-- resources in Cost Explorer's preferences.
--
--   SELECT awscost_views('main')
CREATE VIEW ec2_resources_daily AS  -- made by awscost_views, which replaces it
SELECT period_day AS day, resource_id, unblended_cost, amortized_cost, usage_quantity, currency, estimated
FROM ce_cost_and_usage_with_resources
WHERE service = 'Amazon Elastic Compute Cloud - Compute' AND granularity = 'DAILY' AND period_start < date('now')
-- An arm without FROM keeps SQLite from flattening the view into a loop of a join, which would ask once for each outer row;
-- constants still reach the request. Columns of results have the declared types of the last arm.
UNION ALL SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL WHERE 0
UNION ALL SELECT period_day, resource_id, unblended_cost, amortized_cost, usage_quantity, currency, estimated
FROM ce_cost_and_usage_with_resources WHERE 0;
