-- What DBeaver, DB Browser for SQLite and LibreOffice send: lists, pages of a grid, counts beside each query, cells of filters.

-- setup
CREATE VIRTUAL TABLE svc USING ce_cost_and_usage(group_by = 'service', granularity = 'DAILY', hidden = 'none');
CREATE VIEW v AS SELECT period_start, service, unblended_cost, usage_quantity FROM ce_cost_and_usage('service');

-- cold 0, kept 0: DBeaver looks for the text of a table
SELECT sql FROM sqlite_master WHERE type = 'table' AND tbl_name = 'svc' UNION ALL SELECT sql FROM sqlite_temp_master
  WHERE type = 'table' AND tbl_name = 'svc';
-- cold 0, kept 0: has it row ids?
SELECT EXISTS(SELECT 1 FROM pragma_index_info('svc')) as isWithoutRowId;
-- cold 1, kept 1: an old driver asks the table itself
SELECT EXISTS(SELECT rowid, oid, _rowid_ FROM svc) as test;
-- cold 1, kept 1: the first 200 rows of a grid, with all metrics
SELECT svc.* FROM svc LIMIT 0, 200;
-- cold 1, kept 0: the same with the row's number
SELECT svc.*, svc._rowid_ as x FROM svc svc LIMIT 0, 200;
-- cold 3, kept 2: the button for the row count; the first page is kept
SELECT COUNT(*) FROM svc;
-- cold 3, kept 0: the count of a query
SELECT COUNT(*) FROM (SELECT service, SUM(unblended_cost) FROM svc GROUP BY 1);
-- cold 3, kept 0: the menu of a filter
SELECT DISTINCT "service" FROM svc ORDER BY 1;
-- cold 3, kept 0: the same with counts
SELECT "service", count(*) FROM svc GROUP BY "service" ORDER BY 2 DESC;
-- cold 3, kept 0: what it is searched by
SELECT DISTINCT "service" FROM svc WHERE "service" LIKE '%ec2%' ORDER BY 1;
-- cold 3, kept 0: distinct values
SELECT COUNT(DISTINCT "service") FROM svc;
-- cold 1, kept 0: one value, sorted: its 417 rows are one page
SELECT x.period_start, x.unblended_cost FROM v x WHERE x.service = 'AWS Lambda' ORDER BY x.unblended_cost DESC;
-- cold 3, kept 0: DB Browser counts beside each query
SELECT COUNT(*) FROM (SELECT "period_start", "service", "unblended_cost" FROM "main"."svc");
-- cold 3, kept 0: the filter of a cell
SELECT "_rowid_", "service", "unblended_cost" FROM "main"."svc" WHERE "service" LIKE '%ec2%' ESCAPE '\' LIMIT 49999 OFFSET 0;
-- cold 3, kept 0: sorted by a column
SELECT "_rowid_", "service", "unblended_cost" FROM "main"."svc" ORDER BY "unblended_cost" DESC LIMIT 50 OFFSET 0;
-- cold 3, kept 0: a row by its number
SELECT "service" FROM "main"."svc" WHERE "_rowid_" = '1';
-- cold 3, kept 0: the next number
SELECT MAX(CAST("unblended_cost" AS INTEGER)) FROM "main"."svc";
-- cold 0, kept 0: the file's health
SELECT count(*) FROM pragma_quick_check WHERE quick_check <> 'ok';
-- cold 0, kept 0: LibreOffice asks for the columns
SELECT * FROM "v" WHERE ( 0 = 1 );
