-- What usage cost on each complete day, before credits, refunds, discounts and taxes.
--
--   SELECT awscost_views('main')
CREATE VIEW cost_gross_daily AS  -- made by awscost_views, which replaces it
SELECT period_day AS day, unblended_cost, amortized_cost, currency, estimated
FROM ce_cost_and_usage
WHERE granularity = 'DAILY' AND period_start < date('now')
  AND filter = awscost_not(awscost_dimension('RECORD_TYPE', 'Credit', 'Refund', 'Tax', 'Bundled Discount',
    'Enterprise Discount Program Discount', 'Private Rate Discount', 'Solution Provider Program Discount'))
-- An arm without FROM keeps SQLite from flattening the view into a loop of a join, which would ask once for each outer row;
-- constants still reach the request. Columns of results have the declared types of the last arm.
UNION ALL SELECT NULL, NULL, NULL, NULL, NULL WHERE 0
UNION ALL SELECT period_day, unblended_cost, amortized_cost, currency, estimated
FROM ce_cost_and_usage WHERE 0;
