-- What Tableau sends over ODBC or JDBC: metadata, filter domains, level-of-detail joins. Its filter domains cannot be
-- switched off and have no bound.

-- setup
CREATE VIEW v AS SELECT period_start, service, unblended_cost, usage_quantity FROM ce_cost_and_usage('service');

-- cold 0, kept 0: metadata
SELECT * FROM "v" WHERE 1=0;
-- cold 0, kept 0: metadata
SELECT * FROM "v" LIMIT 0;
-- cold 3, kept 3: a total
SELECT SUM("v"."unblended_cost") AS "sum:x:ok" FROM "v" "v" HAVING (COUNT(1) > 0);
-- cold 3, kept 0: the domain of a filter
SELECT "v"."service" AS "service" FROM "v" "v" GROUP BY 1;
-- cold 3, kept 0: the number of rows
SELECT COUNT(1) AS "cnt" FROM "v" "v" HAVING (COUNT(1) > 0);
-- cold 1, kept 0: two-sided bounds
SELECT "v"."service", SUM("v"."unblended_cost") FROM "v" "v"
  WHERE (("v"."period_start" >= '2026-11-01') AND ("v"."period_start" <= '2026-11-14')) GROUP BY 1;
-- cold 3, kept 0: exclude
SELECT SUM("v"."unblended_cost") FROM "v" "v" WHERE (NOT ("v"."service" IN ('Tax')));
-- cold 3, kept 0: a group
SELECT (CASE WHEN ("v"."service" = 'Tax') THEN 'tax' ELSE 'usage' END) AS "g", SUM("v"."unblended_cost") FROM "v" "v" GROUP BY 1;
-- cold 3, kept 0: a relative date filter
SELECT MIN("v"."period_start"), MAX("v"."period_start") FROM "v" "v" HAVING (COUNT(1) > 0);
-- cold 3, kept 0: the ten largest, joined: two scans of one question
SELECT "v"."service", SUM("v"."unblended_cost") FROM "v" "v" INNER JOIN (SELECT "v"."service" AS "service",
  SUM("v"."unblended_cost") AS "z" FROM "v" "v" GROUP BY 1 ORDER BY 2 DESC LIMIT 10) "t0"
  ON ("v"."service" = "t0"."service") GROUP BY 1;
-- cold 3, kept 0: a cast, which is a number in SQLite and finds nothing
SELECT COUNT(1) FROM "v" "v" WHERE (CAST("v"."period_start" AS DATE) = '2026-11-03');
-- cold 1, kept 0: a day, as a timestamp
SELECT COUNT(1) FROM "v" "v" WHERE ("v"."period_start" = '2026-11-03 00:00:00');
-- cold 3 or 1, kept 0: a join filter that is safe for NULL, which newer versions of SQLite simplify
SELECT COUNT(1) FROM "v" "v" WHERE (("v"."service" = 'Tax') OR (("v"."service" IS NULL) AND ('Tax' IS NULL)));
-- error: the escape of a driver that does not translate it
SELECT COUNT(1) FROM "v" "v" WHERE ("v"."period_start" = {d '2026-11-03'});
-- cold 1, kept 0: what ODBC makes of that escape
SELECT SUM("v"."unblended_cost") FROM "v" "v"
  WHERE ("v"."period_start" >= '2026-11-01 00:00:00.000') AND ("v"."period_start" < '2026-11-08 00:00:00.000');
-- cold 3, kept 0: distinct values
SELECT COUNT(DISTINCT "v"."service") AS "ctd" FROM "v" "v";
-- cold 3, kept 0: by year
SELECT CAST(strftime('%Y', "v"."period_start") AS INTEGER), SUM("v"."unblended_cost") FROM "v" "v" GROUP BY 1;
-- cold 1, kept 0 or 1: custom SQL, wrapped; older versions of SQLite read a metric that nobody uses, which is new
SELECT "Custom SQL Query"."service" FROM (select * from "v" limit 1) "Custom SQL Query" GROUP BY 1;
-- cold 0, kept 0: a probe for temporary tables
CREATE TEMPORARY TABLE "#Tableau_probe" ("COL" INTEGER);
-- error: a probe for SELECT INTO
SELECT * INTO "#Tableau_other" FROM (SELECT 1 AS COL) AS CHECKTEMP;
-- error: a dialect's function that SQLite does not have
SELECT COUNT(1) FROM "v" "v" WHERE (POSITION('x' IN "v"."service") > 0);
