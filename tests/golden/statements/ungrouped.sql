-- What any tool asks of a table without keys: one row for each day, so its days and their number are known beforehand.

-- setup
CREATE VIRTUAL TABLE bill USING ce_cost_and_usage(granularity = 'DAILY', hidden = 'none');
CREATE VIRTUAL TABLE quarter USING ce_cost_and_usage(granularity = 'DAILY', window = '3 months', hidden = 'none');
CREATE VIEW days AS SELECT period_day AS day, unblended_cost FROM ce_cost_and_usage;

-- cold 0, kept 0: a date slicer
select min("period_start") as "a0", max("period_start") as "a1" from "bill";
-- cold 0, kept 0: a relative date filter
SELECT MIN("bill"."period_start"), MAX("bill"."period_start") FROM "bill" "bill" HAVING (COUNT(1) > 0);
-- cold 0, kept 0: of a view's day
SELECT min(day), max(day) FROM days;
-- cold 0, kept 0: the row count
SELECT COUNT(*) FROM bill;
-- cold 0, kept 0: of a table with a window that moves
SELECT COUNT(*), min(period_start) FROM quarter;
-- cold 0, kept 0: the months there are
SELECT DISTINCT period_month FROM bill ORDER BY 1;
-- cold 0, kept 0: the newest day, by its place
SELECT period_start FROM bill ORDER BY period_start DESC LIMIT 1;
-- cold 0, kept 0: a connection test
SELECT 1 FROM bill LIMIT 1;
-- cold 1, kept 1: a count of days by their amount
SELECT COUNT(*) FROM bill WHERE unblended_cost > 0;
-- cold 1, kept 0: a preview
SELECT period_start, unblended_cost FROM bill LIMIT 1000;
-- cold 1, kept 0: the ends of the days that have a cost
SELECT min(period_start), max(period_start) FROM bill WHERE unblended_cost <> 0;
-- cold 1, kept 1: a slice: another question
SELECT COUNT(*), min(period_start) FROM ce_cost_and_usage WHERE service = 'AWS Lambda';
