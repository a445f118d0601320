-- Which API keys have used up most of their quota, by plan?
--   sqlite3 -init examples/awscost.sqliterc < examples/finops/28_api_keys_near_quota.sql
-- Requests: 8 ($0.00): one a page of keys, only of plans with a quota
--
-- Today, though it is not over: what is left of a quota is a state, not a sum of days. The worst
-- three keys of each plan, beside the number of keys that have used more than 80 percent.

WITH key_state AS (
  SELECT plan.name AS plan, plan.quota_limit, plan.quota_period, usage.key_id, usage.remaining,
         100 - 100.0 * usage.remaining / plan.quota_limit AS used_percent
  FROM apigateway_usage_plans AS plan
  JOIN apigateway_usage AS usage ON usage.usage_plan_id = plan.id
  WHERE plan.quota_limit > 0 AND usage.date = date('now')),
ranked AS (
  SELECT *, count(*) OVER (PARTITION BY plan) AS keys,
         count(*) FILTER (WHERE used_percent > 80) OVER (PARTITION BY plan) AS keys_over_80_percent,
         row_number() OVER (PARTITION BY plan ORDER BY used_percent DESC, key_id) AS rank
  FROM key_state)
SELECT plan, quota_limit, quota_period, keys, keys_over_80_percent, key_id, remaining,
       round(used_percent, 1) AS used_percent
FROM ranked
WHERE rank <= 3
ORDER BY keys_over_80_percent DESC, plan, rank;
