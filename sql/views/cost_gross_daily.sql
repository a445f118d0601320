-- What usage cost on each complete day, before credits, refunds, discounts and taxes.
--
--   SELECT awscost_views('main')
CREATE VIEW cost_gross_daily AS  -- made by awscost_views, which replaces it
SELECT period_day AS day, unblended_cost, amortized_cost, currency, estimated
FROM ce_cost_and_usage
WHERE granularity = 'DAILY' AND period_start < date('now')
  AND filter = awscost_not(awscost_dimension('RECORD_TYPE', 'Credit', 'Refund', 'Tax', 'Bundled Discount',
    'Enterprise Discount Program Discount', 'Private Rate Discount', 'Solution Provider Program Discount'))
-- Without a second arm, SQLite flattens the view into a join and asks once for each outer row. Constants still reach the request.
UNION ALL SELECT NULL, NULL, NULL, NULL, NULL WHERE 0;
