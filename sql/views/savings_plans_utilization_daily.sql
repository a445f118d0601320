-- How much of the commitment to Savings Plans was used on each complete day.
--
--   SELECT awscost_views('main')
CREATE VIEW savings_plans_utilization_daily AS  -- made by awscost_views, which replaces it
SELECT period_start AS day, total_commitment, used_commitment, unused_commitment, utilization_percentage,
  net_savings
FROM ce_savings_plans_utilization
WHERE granularity = 'DAILY' AND period_start < date('now')
-- Without a second arm, SQLite flattens the view into a join and asks once for each outer row. Constants still reach the request.
UNION ALL SELECT NULL, NULL, NULL, NULL, NULL, NULL WHERE 0;
