-- What Datasette and sqlite-utils send: a home page, a table page with suggestions for facets, filters.

-- setup
CREATE VIRTUAL TABLE svc USING ce_cost_and_usage(group_by = 'service', granularity = 'DAILY');
CREATE VIEW v AS SELECT period_start, service, unblended_cost, usage_quantity FROM ce_cost_and_usage('service');

-- cold 3, kept 3: the home page counts
select count(*) from (select * from [v] limit 10001);
-- cold 1, kept 1 or 0: a page of a table; newer versions of SQLite have left its metrics out of the count
select period_start, service, unblended_cost, usage_quantity from v limit 101;
-- cold 3, kept 0: the count of a table page
select count(*) from v;
-- cold 1, kept 0: is a facet worth it? Of each column
with limited as (select * from (select * from v) limit 1000)
  select service as value, count(*) as n from limited where value is not null group by value limit 31;
-- cold 1, kept 0: are there dates?
select date(period_start) from ( select * from (select * from v) limit 100 ) where period_start glob "????-??-*";
-- cold 3, kept 0: a facet
select service as value, count(*) as count from ( select * from v ) where service is not null
  group by service order by count desc, value limit 31;
-- cold 3, kept 0: a facet by date
select date(period_start) as value, count(*) as count from ( select * from v ) where period_start is not null
  group by date(period_start) order by count desc, value limit 31;
-- error: every listed column of a table that has hidden ones
select rowid, period_start, service, region, unblended_cost from svc order by rowid limit 101;
-- cold 1, kept 0 or 1: a filter with a bound
select * from v where "service" = 'AWS Lambda' and period_start >= '2026-11-01' limit 101;
-- cold 1, kept 0: some values, with a bound
select count(*) from v where "service" in ('AWS Lambda', 'AWS Glue') and period_start >= '2026-11-01';
-- cold 1, kept 0: a pattern, with a bound
select count(*) from v where "service" like '%lambda%' and period_start >= '2026-11-01';
-- cold 1, kept 0: not one, with a bound
select count(*) from v where "service" != 'Tax' and period_start >= '2026-11-01';
-- cold 3, kept 0: a day, by a function
select count(*) from v where date("period_start") = '2026-11-03';
-- cold 3, kept 0: what is missing; no key is
select count(*) from v where "service" is null;
-- cold 0, kept 0: the names of the columns
select * from (select * from v) limit 0;
-- cold 1, kept 0: the count of a page
select count(*) from (select * from (select * from v) limit 1000);
-- cold 3, kept 0: a row by its number
select count(*) from svc where rowid = 1;
-- cold 0, kept 0: sqlite-utils looks at the columns
select name from pragma_table_info('svc');
