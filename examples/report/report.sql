-- The account's costs as one HTML file: charts as SVG, no script, nothing from a network, readable
-- on a dark screen and on paper.
--
--   sqlite3 -init examples/awscost.sqliterc < examples/report/report.sql > report.html
--
-- How: each question is asked once, into a temporary table; the SELECTs below print the page from
-- them. A text of the account (a service, a team) goes into the page by the table `name` alone,
-- where it is escaped. All periods are complete days or months.
--
-- Requests: 3 ($0.03)
.mode list
.headers off

CREATE TEMP TABLE cost AS
SELECT period_start AS day, period_start >= date('now', '-30 days') AS is_new, service,
       unblended_cost AS usd, currency
FROM ce_cost_and_usage('service')
WHERE period_start >= date('now', '-60 days') AND period_start < date('now');

CREATE TEMP TABLE month AS
SELECT period_month AS month, unblended_cost AS usd
FROM ce_cost_and_usage
WHERE granularity = 'MONTHLY' AND period_start < date('now', 'start of month')
  AND period_start >= date('now', 'start of month', '-12 months');

CREATE TEMP TABLE team AS
SELECT tag_value AS team, sum(unblended_cost) AS usd
FROM ce_cost_and_usage('tag:team')
WHERE period_start >= date('now', '-30 days') AND period_start < date('now')
GROUP BY 1;

CREATE TEMP TABLE name AS
SELECT text, replace(replace(replace(replace(replace(
         text, '&', '&amp;'), '<', '&lt;'), '>', '&gt;'), '"', '&quot;'), '''', '&#39;') AS html
FROM (SELECT service AS text FROM cost UNION SELECT team FROM team WHERE team IS NOT NULL);

-- What is shown: days and months as columns of a chart, services and teams as lines of a table.
CREATE TEMP TABLE bar AS
SELECT 'day' AS chart, day AS label, sum(usd) AS usd FROM cost WHERE is_new GROUP BY day
UNION ALL SELECT 'month', month, usd FROM month;

CREATE TEMP TABLE line AS
WITH service AS (
  SELECT service, total(usd) FILTER (WHERE is_new) AS usd,
         total(usd) FILTER (WHERE NOT is_new) AS before FROM cost GROUP BY service),
ranked AS (SELECT *, row_number() OVER (ORDER BY usd DESC, service) AS place FROM service)
SELECT 'service' AS list, min(place, 11) AS place,
       CASE WHEN place <= 10 THEN html ELSE '<i>all others</i>' END AS html,
       sum(usd) AS usd, sum(before) AS before
FROM ranked JOIN name ON name.text = service GROUP BY 2, 3
UNION ALL
SELECT 'team', row_number() OVER (ORDER BY usd DESC), coalesce(html, '<i>nobody: untagged</i>'),
       usd, NULL
FROM team LEFT JOIN name ON name.text = team;

CREATE TEMP VIEW money AS  -- dollars with thousands and cents; the minus stands before them
SELECT list, place, html, usd, before,
       iif(usd < 0, '-', '') || printf('%,d.%02d', abs(round(usd * 100)) / 100,
         CAST(abs(round(usd * 100)) AS INTEGER) % 100) AS usd_text,
       CASE WHEN before IS NULL THEN '' WHEN before < 0.005 THEN 'new'
            WHEN abs(usd - before) * 200 < before THEN '0%'
            ELSE printf('%+.0f%%', (usd - before) * 100 / before) END AS change
FROM line
UNION ALL
SELECT 'total', 1, '', sum(usd), sum(before),
       iif(sum(usd) < 0, '-', '') || printf('%,d.%02d', abs(round(sum(usd) * 100)) / 100,
         CAST(abs(round(sum(usd) * 100)) AS INTEGER) % 100),
       CASE WHEN sum(before) < 0.005 THEN 'new'
            ELSE printf('%+.1f%%', (sum(usd) - sum(before)) * 100 / sum(before)) END
FROM line WHERE list = 'service';

SELECT '<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>AWS costs through ' || max(day) || '</title>
<style>
:root { --ink: #1f2328; --soft: #59636e; --line: #d1d9e0; --paper: #ffffff; --bar: #0969da; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6edf3; --soft: #9da7b3; --line: #3d444d; --paper: #0d1117; --bar: #4493f8; }
}
body { margin: 0 auto; max-width: 46rem; padding: 1.5rem 1rem; background: var(--paper);
  color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.5rem; margin: 0; }
h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
p, footer { color: var(--soft); margin: .25rem 0; }
.total { color: var(--ink); font-size: 2.25rem; font-weight: 600; }
svg { display: block; width: 100%; height: auto; }
svg rect { fill: var(--bar); }
svg line { stroke: var(--line); }
svg text { fill: var(--soft); font: 11px system-ui, sans-serif; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { border-bottom: 1px solid var(--line); padding: .3rem .5rem; text-align: left; }
th { color: var(--soft); font-size: .8rem; font-weight: 500; }
td.name { overflow-wrap: anywhere; }
.share { width: 30%; }
.share svg { height: .7rem; }
th.number, td.number { text-align: right; white-space: nowrap; }
footer { border-top: 1px solid var(--line); font-size: .8rem; margin-top: 2rem;
  padding-top: .5rem; }
@media screen and (max-width: 40rem) {
  .share { display: none; }
  svg text { font-size: 20px; }
}
@page { margin: 1.5cm; }
@media print {
  :root { --ink: #000000; --soft: #444444; --line: #bbbbbb; --paper: #ffffff; --bar: #0969da; }
  body { font-size: 10pt; max-width: none; padding: 0; }
  svg rect { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  section.chart, tr { break-inside: avoid; }
  h2 { break-after: avoid; margin-top: 1.2rem; }
}
</style>
</head>
<body>
<h1>AWS costs through ' || max(day) || '</h1>' FROM cost;

SELECT '<p class="total">' || usd_text || ' ' || (SELECT max(currency) FROM cost) || '</p>
<p>Unblended cost of the last 30 complete days, ' || change || ' against the 30 days before.</p>'
FROM money WHERE list = 'total';

-- A column chart: 720 wide, the tallest column 150 high, two lines of text below and one above.
WITH place AS (
  SELECT chart, label, usd, row_number() OVER (PARTITION BY chart ORDER BY label) - 1 AS nth,
         720.0 / count(*) OVER (PARTITION BY chart) AS step,
         max(max(usd, 0.01)) OVER (PARTITION BY chart) AS most
  FROM bar),
drawn AS (
  SELECT chart, min(label) AS first, max(label) AS last, most, group_concat(printf(
      '<rect x="%.1f" y="%.1f" width="%.1f" height="%.1f"><title>%s: %.2f</title></rect>',
      nth * step + 2, 170 - 150 * max(usd, 0) / most, step - 4, 150 * max(usd, 0) / most,
      label, usd), char(10)) AS columns
  FROM (SELECT * FROM place ORDER BY chart, nth) GROUP BY chart)
SELECT '<section class="chart">
<h2>' || iif(chart = 'day', 'Each of the last 30 days', 'Each of the last 12 months') || '</h2>
<svg viewBox="0 0 720 200" role="img" aria-label="Columns from ' || first || ' to ' || last || '">
<line x1="0" y1="20.5" x2="720" y2="20.5"/><text x="0" y="14">' || printf('%,d', most) || '</text>
' || columns || '
<line x1="0" y1="170.5" x2="720" y2="170.5"/>
<text x="0" y="190">' || first || '</text>
<text x="720" y="190" text-anchor="end">' || last || '</text>
</svg>
</section>'
FROM drawn ORDER BY chart;

-- A table for the services, one for the teams: a bar is a share of the list's largest amount.
WITH widest AS (SELECT *, max(max(usd, 0.01)) OVER (PARTITION BY list) AS most FROM money),
tr AS (
  SELECT list, place, '<tr><td class="name">' || html || '</td><td class="share">' || printf(
      '<svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
      || '<rect width="%.1f" height="8"/></svg>', 100 * max(usd, 0) / most)
    || '</td><td class="number">' || usd_text || '</td>'
    || iif(list = 'service', '<td class="number">' || change || '</td>', '') || '</tr>' AS html
  FROM widest WHERE list <> 'total')
SELECT '<section>
<h2>' || iif(list = 'service', 'What it was spent on', 'Who spent it: tag team') || '</h2>
<table>
<tr><th>' || list || '</th><th class="share"></th><th class="number">30 days</th>'
  || iif(list = 'service', '<th class="number">change</th>', '') || '</tr>
' || group_concat(html, char(10)) || '
</table>
</section>'
FROM (SELECT * FROM tr ORDER BY list, place) GROUP BY list ORDER BY list;

SELECT '<footer>' || iif(awscost_config('connector') = 'sandbox',
         'These are invented costs of the sandbox''s account. ', '') ||
       'Made on ' || datetime('now') || ' UTC with ' || count(*) || ' requests to Cost Explorer, '
       || printf('$%.2f', total(charge_usd))
       || '; AWS may change the days of an open month.</footer>
</body>
</html>' FROM awscost_requests WHERE NOT cached;
