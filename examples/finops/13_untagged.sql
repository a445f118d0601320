-- Which services' usage has no team, and how much of it?
--   sqlite3 -init examples/awscost.sqliterc < examples/finops/13_untagged.sql
-- Requests: 1 ($0.01)
--
-- Amortized, because a commitment hides usage otherwise: reserved usage costs 0 unblended, however
-- untagged it is, and the fee that pays for it stands on a line that nobody can tag. Only usage,
-- for the same reason: taxes, support, fees and credits never have a tag.

SELECT service, round(sum(amortized_cost), 2) AS usd,
       round(sum(amortized_cost) FILTER (WHERE tag_value IS NULL), 2) AS untagged_usd,
       round(100 * sum(amortized_cost) FILTER (WHERE tag_value IS NULL)
             / sum(amortized_cost), 1) AS untagged_percent
FROM ce_cost_and_usage('tag:team, service')
WHERE record_type IN ('Usage', 'DiscountedUsage', 'SavingsPlanCoveredUsage')
  AND granularity = 'MONTHLY' AND period_start = date('now', 'start of month', '-1 month')
GROUP BY service
ORDER BY sum(amortized_cost) FILTER (WHERE tag_value IS NULL) DESC
LIMIT 15;
