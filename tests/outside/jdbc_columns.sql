-- What tests/outside/JdbcColumns.java prints, from SQLite: the listed columns of the table, their number, a day's rows.
CREATE VIRTUAL TABLE costs USING ce_cost_and_usage(
  group_by = 'service', granularity = 'DAILY', hidden = 'none', dates = 'date', slices = 'region', tags = 'team');
SELECT group_concat(name || ' ' || type, ', ') FROM pragma_table_xinfo('costs');
SELECT count(*) || ' rows of ' || (SELECT count(*) FROM pragma_table_xinfo('costs')) || ' columns'
FROM costs WHERE period_start = date('now', '-3 days');
SELECT DISTINCT period_start || ' ' || period_end || ' ' || period_day FROM costs WHERE period_start = date('now', '-3 days');
SELECT printf('%.2f', sum(unblended_cost)) FROM costs WHERE period_start = date('now', '-3 days');
SELECT 'period_start DATE, period_end DATE, period_day DATE';
SELECT 'refused: period_start is text and is compared with a number';
