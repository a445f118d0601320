-- What each account cost in each complete month.
--
--   SELECT awscost_views('main')
CREATE VIEW cost_by_account_monthly AS  -- made by awscost_views, which replaces it
SELECT period_day AS month, linked_account, linked_account_name, unblended_cost, amortized_cost, currency,
  estimated
FROM ce_cost_and_usage('linked_account')
WHERE granularity = 'MONTHLY' AND period_start < date('now', 'start of month')
-- Without a second arm, SQLite flattens the view into a join and asks once for each outer row. Constants still reach the request.
UNION ALL SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL WHERE 0;
