-- What Metabase sends over JDBC: connection test, sync, fingerprints, field values, questions.
--
-- The view has 13,789 rows of 417 days, 3 pages. What is kept then answers the rest: a page that LIMIT ended at is not bought
-- again.

-- setup
CREATE VIEW v AS SELECT period_start, service, unblended_cost, usage_quantity FROM ce_cost_and_usage('service');

-- cold 0, kept 0: the connection test
SELECT TRUE FROM "v" WHERE 1 <> 1 LIMIT 0;
-- cold 1, kept 1: the columns, where metadata do not tell them
SELECT * FROM "v" LIMIT 1;
-- cold 2, kept 1: the fingerprint of a table; its first page is kept
SELECT "v"."period_start", "v"."service", "v"."unblended_cost", "v"."usage_quantity" FROM "v" LIMIT 10000;
-- cold 2, kept 0: the fingerprint of a text
SELECT "source"."s" FROM (SELECT substr("v"."service", 1, 1234) AS "s" FROM "v" LIMIT 10000) AS "source";
-- cold 3, kept 1: the values of a field, each night; the third page is new
SELECT "v"."service" FROM "v" GROUP BY "v"."service" ORDER BY "v"."service" ASC LIMIT 1000;
-- cold 3, kept 0: the same of the day
SELECT "v"."period_start" FROM "v" GROUP BY "v"."period_start" ORDER BY "v"."period_start" ASC LIMIT 1000;
-- cold 3, kept 0: by month; a function of the day bounds nothing
SELECT DATE("v"."period_start", 'start of month'), SUM("v"."unblended_cost") FROM "v" GROUP BY 1 ORDER BY 1 ASC;
-- cold 3, kept 0: the last 30 days, by a function
SELECT SUM("v"."unblended_cost") FROM "v" WHERE DATE("v"."period_start") BETWEEN DATE('2026-10-22') AND DATE('2026-11-20');
-- cold 1, kept 0: the last 30 days, by bounds
SELECT "source"."service", SUM("source"."unblended_cost") FROM (SELECT * FROM "v"
  WHERE "v"."period_start" >= DATE('2026-11-21', '-30 days') AND "v"."period_start" < DATE('2026-11-21')) AS "source"
  GROUP BY 1 LIMIT 1048575;
-- cold 3, kept 0: a search
SELECT COUNT(*) FROM "v" WHERE LOWER("v"."service") LIKE '%ec2%';
-- cold 3, kept 0: the row count
SELECT COUNT(*) FROM "v";
-- cold 3, kept 0: distinct values
SELECT COUNT(DISTINCT "v"."service") FROM "v";
-- cold 1, kept 0: all but one, with a bound
SELECT * FROM "v" WHERE ("v"."service" <> 'Tax' OR "v"."service" IS NULL) AND "v"."period_start" >= DATE('2026-11-01') LIMIT 2000;
-- cold 3, kept 0: the ends of a date filter; days of a table with keys are those that have a cost
SELECT MIN("v"."period_start"), MAX("v"."period_start") FROM "v";
-- cold 3, kept 0: by week
SELECT DATE("v"."period_start", '-6 days', 'weekday 0'), SUM("v"."usage_quantity") FROM "v" GROUP BY 1 ORDER BY 1;
-- cold 3, kept 0: by quarter
SELECT DATE(DATE("v"."period_start", 'start of month'), '-' || ((STRFTIME('%m', "v"."period_start") - 1) % 3) || ' months'),
  SUM("v"."unblended_cost") FROM "v" GROUP BY 1;
-- error: resources without a filter, which AWS refuses
SELECT * FROM ce_cost_and_usage_with_resources LIMIT 10000;
-- cold 0, kept 0: the server's time
select cast(datetime('now') as text);
