-- What Power Query (Power BI, Excel) sends over ODBC: previews, filter lists, one query for each visual.

-- setup
CREATE VIEW v AS SELECT period_start, service, unblended_cost, usage_quantity FROM ce_cost_and_usage('service');
CREATE TABLE "calendar"("d" TEXT);
WITH RECURSIVE days(d) AS (SELECT '2026-10-22' UNION ALL SELECT date(d, '+1 day') FROM days WHERE d < '2026-11-20')
  INSERT INTO "calendar" SELECT d FROM days;

-- cold 1, kept 1: a preview, where the connector tells that LIMIT is known
select "period_start", "service", "unblended_cost" from "v" limit 1000 offset 0;
-- cold 3, kept 2: an import; the first page is kept
select "period_start", "service", "unblended_cost" from "v";
-- cold 3, kept 0: the list of a filter
select "_"."service" from ( select "service" from "v" ) as "_" group by "_"."service";
-- cold 1, kept 0: a folded count of one value in some days
select count(1) as "Count" from ( select "period_start" from "v" as "_" where "_"."service" = 'AWS Lambda'
  and "_"."service" is not null and "_"."period_start" >= '2026-11-01' ) as "rows" group by "rows"."period_start";
-- cold 1, kept 0: a visual
select "rows"."service" as "service", sum("rows"."unblended_cost") as "a0" from ( select "service", "unblended_cost" from "v"
  where "period_start" >= '2026-11-01' and "period_start" < '2026-11-15' ) "rows" group by "service" limit 1000001;
-- cold 3, kept 0: a slicer
select "service" from "v" group by "service" order by "service" limit 501;
-- cold 1, kept 0: conditions as they are folded
select sum("unblended_cost") from "v" where "service" = 'AWS Lambda' and "service" is not null
  and "period_start" >= '2026-11-01' and "period_start" is not null;
-- cold 3, kept 0: a date slicer
select min("period_start") as "a0", max("period_start") as "a1" from "v";
-- cold 1, kept 0: IN as OR
select sum("unblended_cost") from "v" where ("service" = 'AWS Lambda' or "service" = 'AWS Glue')
  and "period_start" >= '2026-11-01';
-- cold 2 or 3, kept 0 or 3: merged queries; the first of 30 days and then all, or all of the view, every column, where SQLite makes a table of it
select "$Outer"."d", "$Inner"."service" from "calendar" as "$Outer" left outer join "v" as "$Inner"
  on ("$Outer"."d" = "$Inner"."period_start");
-- cold 1, kept 0: a timestamp
select "service", "unblended_cost" from "v" where "period_start" >= '2026-11-01 00:00:00.000' and "service" is not null limit 1000;
-- cold 3, kept 0: the number of groups
select count(1) from ( select "service" from "v" group by "service" ) as "rows";
-- cold 3, kept 0: begins with
select count(1) from "v" where "service" like 'AWS%' escape '\';
-- cold 3, kept 0: what is there
select distinct "service" from "v" where not ("service" is null);
-- cold 3, kept 0: the row count
select count(*) from "v";
-- cold 1, kept 0: MS Query, after ODBC
SELECT v.period_start, v.service FROM v v WHERE (v.period_start>='2026-11-01 00:00:00');
-- cold 0, kept 0: navigation
SELECT name, type FROM sqlite_master WHERE type IN ('table', 'view');
