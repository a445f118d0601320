-- The first five queries:
--   AWSCOST_CONNECTOR=sandbox sqlite3 -cmd '.load build/release/awscost' :memory: '.read examples/first_queries.sql'
-- (Without AWSCOST_CONNECTOR=sandbox the queries go to your own account and cost $0.01 per page.)
.mode box
.nullvalue NULL

-- 1. What did each service cost in the last complete month? One request.
SELECT service, round(unblended_cost, 2) AS usd
FROM ce_cost_and_usage('service')
WHERE granularity = 'MONTHLY' AND period_start = date('now', 'start of month', '-1 month')
ORDER BY unblended_cost DESC LIMIT 5;

-- 2. Which resources of one service cost most in the last 7 complete days?
SELECT resource_id, round(sum(unblended_cost), 2) AS usd
FROM ce_cost_and_usage_with_resources
WHERE service = 'Amazon Elastic Compute Cloud - Compute'
  AND period_start >= date('now', '-7 days') AND period_start < date('now')
GROUP BY resource_id ORDER BY sum(unblended_cost) DESC LIMIT 5;

-- 3. What did each account cost in the last complete month, before credits, refunds, discounts and taxes?
SELECT linked_account, linked_account_name, round(unblended_cost, 2) AS usd
FROM ce_cost_and_usage('linked_account')
WHERE granularity = 'MONTHLY' AND period_start = date('now', 'start of month', '-1 month')
  AND filter = awscost_not(awscost_dimension('RECORD_TYPE', 'Credit', 'Refund', 'Tax', 'Bundled Discount',
    'Enterprise Discount Program Discount', 'Private Rate Discount', 'Solution Provider Program Discount'))
ORDER BY unblended_cost DESC;

-- 4. What did each team cost this month so far, by its tag? NULL is what nobody tagged.
SELECT tag_value AS team, round(sum(amortized_cost), 2) AS usd, awscost_sum(amortized_cost_exact) AS exact
FROM ce_cost_and_usage('tag:team')
WHERE period_start >= date('now', 'start of month') AND period_start < date('now')
GROUP BY tag_value ORDER BY sum(amortized_cost) DESC;

-- 5. What did asking cost?
SELECT operation, count(*) FILTER (WHERE NOT cached) AS requests, round(sum(charge_usd), 2) AS usd FROM awscost_requests GROUP BY 1;
