-- One question for each of five operations, the last of which changes a bill scenario:
--   AWSCOST_CONNECTOR=sandbox sqlite3 -cmd '.load build/release/awscost' :memory: '.read examples/five_operations.sql'
-- (The scenario 'quarter-plan' exists in the sandbox only. For your own account, replace its name.)
.mode box
.nullvalue NULL

-- 1. GetCostAndUsageWithResources: which resources cost the most yesterday?
SELECT resource_id, round(unblended_cost, 2) AS usd
FROM ce_cost_and_usage_with_resources
WHERE service = 'Amazon Elastic Compute Cloud - Compute' AND period_start = date('now', '-1 day')
ORDER BY unblended_cost DESC LIMIT 5;

-- 2. GetSavingsPlansUtilization: how much commitment was unused in the last week, and by which type of plan?
SELECT period_start AS day, round(utilization_percentage, 1) AS used_percent, round(unused_commitment, 2) AS wasted_usd
FROM ce_savings_plans_utilization
WHERE period_start >= date('now', '-7 days') ORDER BY 1;
SELECT attributes ->> 'SavingsPlansType' AS type, count(*) AS plans, round(sum(unused_commitment), 2) AS wasted_usd
FROM ce_savings_plans_utilization_details(date('now', '-7 days'), date('now'))
GROUP BY 1 ORDER BY sum(unused_commitment) DESC;

-- 3. GetApproximateUsageRecords: how many records would hourly data have? (AWS charges per record.)
SELECT service, records FROM ce_approximate_usage_records('HOURLY') ORDER BY records DESC LIMIT 5;

-- 4. GetUsage: which API keys made the most requests in the last 7 days, among monthly plans?
SELECT p.name AS plan, k.name AS key, sum(u.used) AS requests
FROM apigateway_usage_plans AS p
JOIN apigateway_usage_plan_keys AS k ON k.usage_plan_id = p.id
JOIN apigateway_usage AS u ON u.usage_plan_id = p.id AND u.key_id = k.id
WHERE p.quota_period = 'MONTH' AND u.date >= date('now', '-6 days')
GROUP BY p.id, k.id ORDER BY 3 DESC LIMIT 5;

-- 5. BatchUpdateBillScenarioUsageModification: halve the amounts of a scenario's EC2 lines.
SELECT awscost_config('writes', 'on') AS writes;
BEGIN;
UPDATE bcm_bill_scenario_usage_modifications
SET usage_group = 'halved',
    amounts = (SELECT json_group_array(json_object('startHour', q.value ->> 'startHour', 'amount', (q.value ->> 'amount') / 2))
               FROM json_each(quantities) AS q)
WHERE bill_scenario_id = (SELECT id FROM bcm_bill_scenarios WHERE name = 'quarter-plan') AND service_code = 'AmazonEC2';
-- The change is visible before COMMIT sends it:
SELECT usage_type, usage_group, quantities ->> '$[0].amount' AS amount FROM bcm_bill_scenario_usage_modifications
WHERE bill_scenario_id = (SELECT id FROM bcm_bill_scenarios WHERE name = 'quarter-plan') AND usage_group = 'halved';
COMMIT;
SELECT action, outcome, count(*) AS lines FROM awscost_writes GROUP BY 1, 2;

-- What did these requests cost?
SELECT operation, count(*) FILTER (WHERE NOT cached) AS requests, round(sum(charge_usd), 2) AS usd FROM awscost_requests GROUP BY 1;
