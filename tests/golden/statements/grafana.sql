-- What Grafana, Evidence and hand-written dashboards send: seconds, RFC 3339 and months; the twins of the period bound the
-- request where a function around the day does not.

-- setup
CREATE VIEW v AS SELECT period_start, period_time, period_epoch, period_month, service, unblended_cost
  FROM ce_cost_and_usage('service');

-- error: seconds against a day
SELECT period_start, unblended_cost FROM v WHERE period_start >= 1793491200 AND period_start < 1794700800;
-- cold 1, kept 1: seconds against the twin
SELECT period_epoch AS time, SUM(unblended_cost) FROM v WHERE period_epoch >= 1793491200 AND period_epoch < 1794700800 GROUP BY 1;
-- cold 3, kept 3: seconds, by a function: 403 days are new
SELECT CAST(strftime('%s', period_start) AS INTEGER) AS time, SUM(unblended_cost) FROM v WHERE time >= 1793491200 GROUP BY 1;
-- cold 1, kept 0: RFC 3339 against the day
SELECT period_start || 'T00:00:00Z' AS time, unblended_cost FROM v WHERE period_start >= '2026-11-01T00:00:00Z';
-- cold 1, kept 0: RFC 3339 against the twin
SELECT period_time AS time, unblended_cost FROM v WHERE period_time >= '2026-11-01T00:00:00Z' AND period_time <= '2026-11-14T23:59:59Z';
-- cold 1, kept 0: the form that the page about BI tools shows
SELECT period_start, unblended_cost FROM v WHERE period_start BETWEEN date(1793491200, 'unixepoch') AND date(1794614400, 'unixepoch');
-- cold 3, kept 0: buckets of seconds
SELECT (period_epoch / 86400) * 86400 AS time, SUM(unblended_cost) FROM v GROUP BY 1;
-- cold 3, kept 0: a variable
SELECT DISTINCT service FROM v;
-- cold 1, kept 0: a variable with a bound
SELECT DISTINCT service FROM v WHERE period_start >= '2026-11-01';
-- cold 1, kept 0: a panel by a variable of several values
SELECT SUM(unblended_cost) FROM v WHERE service IN ('AWS Lambda', 'AWS Glue') AND period_start >= '2026-11-01';
-- cold 0, kept 0: the health check
pragma schema_version;
-- cold 1, kept 0: a timestamp of seconds
SELECT SUM(unblended_cost) FROM v WHERE period_start >= datetime(1793491200, 'unixepoch');
-- cold 3, kept 0: a month, by functions
SELECT SUM(unblended_cost) FROM v WHERE strftime('%Y-%m', period_start) = '2026-11';
-- cold 3, kept 0: a month, by its letters
SELECT SUM(unblended_cost) FROM v WHERE substr(period_start, 1, 7) = '2026-11';
-- cold 1, kept 0: a month, by the twin
SELECT SUM(unblended_cost) FROM v WHERE period_month = '2026-11';
-- cold 1, kept 0: months, by a pattern of the twin
SELECT SUM(unblended_cost) FROM v WHERE period_month LIKE '2026-1%' AND period_month > '2026-10';
-- cold 3, kept 0: Julian days
SELECT SUM(unblended_cost) FROM v WHERE julianday(period_start) > julianday('2026-11-21') - 7;
-- cold 3, kept 0: seconds of SQLite 3.38
SELECT SUM(unblended_cost) FROM v WHERE unixepoch(period_start) >= 1793491200;
-- cold 1, kept 0: behind midnight
SELECT SUM(unblended_cost) FROM v WHERE period_start > '2026-11-01T00:00:00.000Z';
-- cold 1, kept 0: to the end of a month
SELECT SUM(unblended_cost) FROM v WHERE period_start >= '2026-11-01' AND period_start <= '2026-11-30 23:59:59';
-- cold 1, kept 0: a pattern of the day
SELECT SUM(unblended_cost) FROM v WHERE period_start LIKE '2026-11%';
