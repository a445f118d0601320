-- The most expensive EC2 resources, their daily trend, the query plan, and the price of the requests.
.mode box
.nullvalue NULL

.print The ten most expensive EC2 resources of the last 14 complete days:
CREATE TEMP TABLE top AS
SELECT resource_id, sum(unblended_cost) AS cost
FROM ce_cost_and_usage_with_resources
WHERE service = 'Amazon Elastic Compute Cloud - Compute'
  AND start_date = date('now', '-14 days') AND period_start < date('now')
GROUP BY resource_id
ORDER BY cost DESC
LIMIT 10;
SELECT resource_id, round(cost, 2) AS usd FROM top ORDER BY cost DESC;

.print
.print Their daily trend:
SELECT period_start AS day, round(sum(unblended_cost), 2) AS usd,
       printf('%.*c', CAST(sum(unblended_cost) * 40 / max(sum(unblended_cost)) OVER () AS INTEGER), '#') AS trend
FROM ce_cost_and_usage_with_resources
WHERE service = 'Amazon Elastic Compute Cloud - Compute'
  AND start_date = date('now', '-14 days') AND period_start < date('now')
  AND resource_id IN (SELECT resource_id FROM top)
GROUP BY period_start
ORDER BY period_start;

.print
.print How the first question is asked (EXPLAIN QUERY PLAN):
.mode list
EXPLAIN QUERY PLAN
SELECT resource_id, sum(unblended_cost)
FROM ce_cost_and_usage_with_resources
WHERE service = 'Amazon Elastic Compute Cloud - Compute'
  AND start_date = date('now', '-14 days') AND period_start < date('now')
GROUP BY resource_id ORDER BY 2 DESC LIMIT 10;
.mode box

.print
.print What this would have cost at AWS, from the ledger:
SELECT operation, count(*) FILTER (WHERE NOT cached) AS requests, sum(rows) AS rows,
       round(sum(charge_usd), 2) AS usd
FROM awscost_requests GROUP BY operation;
