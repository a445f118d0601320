-- What did each team cost in each of the last three complete months, by its tag?
--   sqlite3 -init examples/awscost.sqliterc < examples/finops/12_by_team.sql
-- Requests: 1 ($0.01)
--
-- Put your tag's key for "team"; SELECT value FROM ce_tags lists the keys. tag_value is NULL where
-- the tag is absent: (untagged) is what nobody tagged, and what nobody can tag, such as taxes.

SELECT ifnull(tag_value, '(untagged)') AS team,
       round(sum(amortized_cost) FILTER (
         WHERE period_start = date('now', 'start of month', '-3 months')), 2) AS usd_3_months_ago,
       round(sum(amortized_cost) FILTER (
         WHERE period_start = date('now', 'start of month', '-2 months')), 2) AS usd_2_months_ago,
       round(sum(amortized_cost) FILTER (
         WHERE period_start = date('now', 'start of month', '-1 month')), 2) AS usd_last_month
FROM ce_cost_and_usage('tag:team')
WHERE granularity = 'MONTHLY' AND period_start >= date('now', 'start of month', '-3 months')
  AND period_start < date('now', 'start of month')
GROUP BY tag_value
ORDER BY sum(amortized_cost) DESC;
