-- What each EC2 instance cost on each complete day. AWS keeps 14 days, and only where the account has turned on data about
-- resources in Cost Explorer's preferences.
--
--   SELECT awscost_views('main')
CREATE VIEW ec2_resources_daily AS  -- made by awscost_views, which replaces it
SELECT period_day AS day, resource_id, unblended_cost, amortized_cost, usage_quantity, currency, estimated
FROM ce_cost_and_usage_with_resources
WHERE service = 'Amazon Elastic Compute Cloud - Compute' AND granularity = 'DAILY' AND period_start < date('now')
-- Without a second arm, SQLite flattens the view into a join and asks once for each outer row. Constants still reach the request.
UNION ALL SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL WHERE 0;
