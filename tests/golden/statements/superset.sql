-- What Superset sends: charts are bounded in time, samples and filter boxes are not.

-- setup
CREATE VIRTUAL TABLE svc USING ce_cost_and_usage(group_by = 'service', granularity = 'DAILY', hidden = 'none');
CREATE VIEW v AS SELECT period_start, service, unblended_cost, usage_quantity FROM ce_cost_and_usage('service');

-- cold 1, kept 1: a chart
SELECT period_start AS __timestamp, service, SUM(unblended_cost) FROM svc WHERE period_start >= '2026-11-01 00:00:00'
  AND period_start < '2026-11-15 00:00:00' GROUP BY period_start, service ORDER BY 3 DESC LIMIT 10000;
-- cold 1, kept 0: with microseconds
SELECT period_start AS __timestamp, SUM(unblended_cost) FROM svc WHERE period_start >= '2026-11-01 00:00:00.000000'
  AND period_start < '2026-11-15 00:00:00.000000' GROUP BY period_start LIMIT 10000;
-- cold 1, kept 0: by month
SELECT DATETIME(period_start, 'start of month') AS __timestamp, SUM(unblended_cost) FROM svc
  WHERE period_start >= '2026-11-01 00:00:00' AND period_start < '2026-11-15 00:00:00' GROUP BY 1;
-- cold 1, kept 0: the ten largest series, joined: two scans of one question
SELECT period_start, svc.service, SUM(unblended_cost) FROM svc JOIN (SELECT service AS service__, SUM(unblended_cost) AS mme
  FROM svc WHERE period_start >= '2026-11-01' AND period_start < '2026-11-15' GROUP BY service ORDER BY mme DESC LIMIT 10)
  AS series_limit ON svc.service = service__ WHERE period_start >= '2026-11-01' AND period_start < '2026-11-15' GROUP BY 1, 2;
-- cold 1, kept 1: a virtual dataset of the last week; seven days are new
SELECT service, SUM(unblended_cost) FROM (SELECT * FROM v WHERE period_start >= date('2026-11-21', '-7 days'))
  AS virtual_table GROUP BY service;
-- cold 3, kept 3: the row count of a chart without a time range: 396 days are new
SELECT COUNT(*) FROM (SELECT period_start, service, SUM(unblended_cost) FROM svc GROUP BY 1, 2) AS rowcount_qry;
-- cold 1, kept 1: samples, with metrics that nobody has asked for yet
SELECT * FROM svc LIMIT 1001 OFFSET 0;
-- cold 3, kept 0: a filter box
SELECT DISTINCT service FROM svc LIMIT 10000;
-- cold 3, kept 0: the time range
SELECT min(period_start), max(period_start) FROM svc;
-- cold 1, kept 0: some values
SELECT SUM(unblended_cost) FROM svc WHERE service IN ('AWS Lambda', 'AWS Glue') AND period_start >= '2026-11-01';
-- cold 1, kept 0: all but some
SELECT SUM(unblended_cost) FROM svc WHERE service NOT IN ('Tax') AND period_start >= '2026-11-01';
-- cold 1, kept 0: a pattern
SELECT SUM(unblended_cost) FROM svc WHERE service LIKE 'Amazon%' AND period_start >= '2026-11-01';
-- cold 1, kept 0: a pivot
SELECT SUM(CASE WHEN service = 'AWS Lambda' THEN unblended_cost END) FROM svc WHERE period_start >= '2026-11-01';
-- cold 1, kept 0: ISO 8601
SELECT SUM(unblended_cost) FROM svc WHERE period_start >= '2026-11-01T00:00:00' AND period_start <= '2026-11-02T23:59:59';
-- cold 1, kept 0: to the end of a day
SELECT SUM(unblended_cost) FROM svc WHERE period_start >= '2026-11-01' AND period_start <= '2026-11-02 23:59:59.999999';
-- cold 1, kept 0: the same chart a week before
SELECT SUM(unblended_cost) FROM svc WHERE period_start >= '2026-10-25 00:00:00' AND period_start < '2026-11-08 00:00:00';
