-- How much of the commitment to Savings Plans was used on each complete day.
--
--   SELECT awscost_views('main')
CREATE VIEW savings_plans_utilization_daily AS  -- made by awscost_views, which replaces it
SELECT period_start AS day, total_commitment, used_commitment, unused_commitment, utilization_percentage,
  net_savings
FROM ce_savings_plans_utilization
WHERE granularity = 'DAILY' AND period_start < date('now')
-- An arm without FROM keeps SQLite from flattening the view into a loop of a join, which would ask once for each outer row;
-- constants still reach the request. Columns of results have the declared types of the last arm.
UNION ALL SELECT NULL, NULL, NULL, NULL, NULL, NULL WHERE 0
UNION ALL SELECT period_start, total_commitment, used_commitment, unused_commitment, utilization_percentage,
  net_savings
FROM ce_savings_plans_utilization WHERE 0;
