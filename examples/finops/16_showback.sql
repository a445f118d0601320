-- What does each team owe, with its share of what has no tag?
--   sqlite3 -init examples/awscost.sqliterc < examples/finops/16_showback.sql
-- Requests: 1 ($0.01)
--
-- team_shares.csv beside this file has each team's cost center and its share of untagged cost; the
-- shares add up to 1. A team that has cost and is not in the file keeps its own cost, and has no
-- cost center. The last row is the whole bill as long as the shares add up.

DROP TABLE IF EXISTS temp.team_shares;
CREATE TEMP TABLE team_shares (team TEXT, cost_center TEXT, share REAL);
.import --csv --skip 1 examples/finops/team_shares.csv team_shares

-- A table of its own: SQLite 3.38 would ask again for each condition on a WITH.
DROP TABLE IF EXISTS temp.team_cost;
CREATE TEMP TABLE team_cost AS
SELECT tag_value AS team, amortized_cost AS usd
FROM ce_cost_and_usage('tag:team')
WHERE granularity = 'MONTHLY' AND period_start = date('now', 'start of month', '-1 month');

WITH shared AS (SELECT ifnull(sum(usd), 0) AS usd FROM team_cost WHERE team IS NULL),
team AS (
  SELECT team FROM team_shares UNION SELECT team FROM team_cost WHERE team IS NOT NULL),
bill AS (
  SELECT team.team, team_shares.cost_center, ifnull(team_cost.usd, 0) AS own,
         ifnull(team_shares.share, 0) * shared.usd AS share
  FROM team CROSS JOIN shared
  LEFT JOIN team_cost ON team_cost.team = team.team
  LEFT JOIN team_shares ON team_shares.team = team.team)
SELECT team, cost_center, round(own, 2) AS own_usd, round(share, 2) AS share_usd,
       round(own + share, 2) AS usd
FROM (
  SELECT 1 AS place, * FROM bill
  UNION ALL
  SELECT 2, '(all)', NULL, sum(own), sum(share) FROM bill)
ORDER BY place, own + share DESC;
