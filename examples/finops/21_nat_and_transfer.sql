-- What do NAT gateways and data transfer cost, and where?
--   sqlite3 -init examples/awscost.sqliterc < examples/finops/21_nat_and_transfer.sql
-- Requests: 1 ($0.01)
--
-- All services: load balancers, buckets and distributions transfer data, too. "Regional" is between
-- Availability Zones, "AWS-Out" between Regions, "Out" to the Internet.

SELECT CASE WHEN usage_type LIKE '%NatGateway-Hours' THEN 'NAT gateway: hours'
            WHEN usage_type LIKE '%NatGateway-Bytes' THEN 'NAT gateway: data'
            WHEN usage_type LIKE '%DataTransfer-Regional-Bytes' THEN 'between zones'
            WHEN usage_type LIKE '%-AWS-Out-Bytes' THEN 'between Regions'
            WHEN usage_type LIKE '%DataTransfer-Out-Bytes' THEN 'to the Internet'
            ELSE 'other' END AS kind,
       region, round(sum(unblended_cost), 2) AS usd,
       round(sum(usage_quantity), 1) AS quantity, min(usage_quantity_unit) AS unit,
       round(100 * sum(unblended_cost) / sum(sum(unblended_cost)) OVER (), 1) AS percent
FROM ce_cost_and_usage('usage_type, region')
WHERE granularity = 'MONTHLY' AND period_start = date('now', 'start of month', '-1 month')
  AND (usage_type LIKE '%NatGateway-%' OR usage_type LIKE '%DataTransfer-%Bytes'
       OR usage_type LIKE '%-AWS-Out-Bytes')
GROUP BY kind, region
ORDER BY sum(unblended_cost) DESC
LIMIT 15;
