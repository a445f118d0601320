-- What is paid for each complete day: after credits, refunds, discounts and taxes.
--
--   SELECT awscost_views('main')
CREATE VIEW cost_net_daily AS  -- made by awscost_views, which replaces it
SELECT period_day AS day, net_unblended_cost, net_amortized_cost, currency, estimated
FROM ce_cost_and_usage
WHERE granularity = 'DAILY' AND period_start < date('now')
-- Without a second arm, SQLite flattens the view into a join and asks once for each outer row. Constants still reach the request.
UNION ALL SELECT NULL, NULL, NULL, NULL, NULL WHERE 0;
