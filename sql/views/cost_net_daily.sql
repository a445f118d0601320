-- What is paid for each complete day: after credits, refunds, discounts and taxes.
--
--   SELECT awscost_views('main')
CREATE VIEW cost_net_daily AS  -- made by awscost_views, which replaces it
SELECT period_day AS day, net_unblended_cost, net_amortized_cost, currency, estimated
FROM ce_cost_and_usage
WHERE granularity = 'DAILY' AND period_start < date('now')
-- An arm without FROM keeps SQLite from flattening the view into a loop of a join, which would ask once for each outer row;
-- constants still reach the request. Columns of results have the declared types of the last arm.
UNION ALL SELECT NULL, NULL, NULL, NULL, NULL WHERE 0
UNION ALL SELECT period_day, net_unblended_cost, net_amortized_cost, currency, estimated
FROM ce_cost_and_usage WHERE 0;
