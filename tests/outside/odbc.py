"""Queries through ODBC (unixODBC, libsqliteodbc) with isql and pyodbc: the catalog, parameters, results, errors.

awscost_requests counts the requests of every query over the same connection. At the end it prints how the driver maps
each kind of column.
"""
import datetime
import os
import pathlib
import sqlite3
import subprocess
import sys

import pyodbc

EC2 = "Amazon Elastic Compute Cloud - Compute"
# Periods are dates where the granularity is fixed, and text where a statement may set it.
RESOURCES = "CREATE VIRTUAL TABLE resources USING ce_cost_and_usage_with_resources(granularity = 'DAILY')"
VIEW = f"""CREATE VIEW ec2_daily AS SELECT period_start, period_end, resource_id, unblended_cost, usage_quantity
           FROM resources WHERE service = '{EC2}'"""
HOURS = "CREATE VIRTUAL TABLE hours USING ce_cost_and_usage(granularity = 'HOURLY')"
NAMED = """CREATE VIRTUAL TABLE team_cost
           USING ce_cost_and_usage(group_by = 'tag:team', tags = 'team, env', granularity = 'DAILY')"""
MISTAKE = "SELECT service FROM ce_cost_and_usage"
SHORT_MISTAKE = "SELECT count(*) FROM ce_cost_and_usage WHERE period_start >= 'yesterday'"
# unixODBC passes 512 bytes of a diagnostic, including "[SQLite]". isql prints 500 of them (with -3: nothing).
WHOLE_BY_PYODBC, WHOLE_BY_ISQL = 500, 480

DAY, TEXT, AMOUNT, COUNT = "DATE TEXT", "TEXT", "DOUBLE", "INTEGER"
SQL_TYPES = {DAY: pyodbc.SQL_TYPE_DATE, TEXT: pyodbc.SQL_LONGVARCHAR, AMOUNT: pyodbc.SQL_DOUBLE,
             COUNT: pyodbc.SQL_INTEGER}
VIEW_COLUMNS = {"period_start": DAY, "period_end": DAY, "resource_id": TEXT, "unblended_cost": AMOUNT,
                "usage_quantity": AMOUNT}
NAMED_COLUMNS = {"period_start": DAY, "period_end": DAY, "group_1": TEXT, "group_2": TEXT, "tag_team": TEXT,
                 "estimated": COUNT, "currency": TEXT, "unblended_cost": AMOUNT, "blended_cost": AMOUNT,
                 "amortized_cost": AMOUNT, "net_unblended_cost": AMOUNT, "net_amortized_cost": AMOUNT,
                 "usage_quantity": AMOUNT, "normalized_usage_amount": AMOUNT}
failures = 0


def check(name, seen, expected):
    global failures
    same = seen == expected
    failures += not same
    print(f"right: {name}" if same else f"WRONG: {name}\n  seen     {seen}\n  expected {expected}")


class Driver:
    """One ODBC connection. ask() returns the rows and the statement's number of requests."""

    def __init__(self, connection_string):
        self.cursor = pyodbc.connect(connection_string, autocommit=True).cursor()

    def requests(self):
        # Further pages belong to the same request.
        return self.cursor.execute("SELECT count(*) FROM awscost_requests WHERE page = 1").fetchval()

    def ask(self, statement, *parameters):
        before = self.requests()
        rows = [tuple(row) for row in self.cursor.execute(statement, *parameters).fetchall()]
        return rows, self.requests() - before

    def error(self, statement):
        try:
            self.cursor.execute(statement).fetchall()
        except pyodbc.Error as error:
            return error.args[1]
        return ""

    def types(self, statement, *parameters):
        row = self.cursor.execute(statement, *parameters).fetchone()
        return [(column[0], value) for column, value in zip(self.cursor.description, row)]


def sentence(build, statement):
    """SQLite's error, without a driver."""
    connection = sqlite3.connect(":memory:")
    connection.enable_load_extension(True)
    connection.load_extension(f"{build}/awscost")
    try:
        connection.execute(statement).fetchall()
    except sqlite3.Error as error:
        return str(error)
    return ""


def the_catalog(odbc):
    for statement in (RESOURCES, VIEW, HOURS, NAMED):
        odbc.cursor.execute(statement)
    check("SQLTables", {row.table_name: row.table_type for row in odbc.cursor.tables()},
          {"ec2_daily": "VIEW", "hours": "TABLE", "resources": "TABLE", "team_cost": "TABLE"})
    for table, columns in (("ec2_daily", VIEW_COLUMNS), ("team_cost", NAMED_COLUMNS)):
        seen = [(row.column_name, row.type_name, row.data_type) for row in odbc.cursor.columns(table=table)]
        check(f"SQLColumns of {table}", seen, [(name, of, SQL_TYPES[of]) for name, of in columns.items()])
    check("the catalog makes no request", odbc.requests(), 0)


def as_day(period):
    """A period of the unnamed table arrives as text."""
    return datetime.date.fromisoformat(period) if isinstance(period, str) else period


def the_boundary_row(odbc):
    """14 November as a lower bound, as an upper bound and alone, in every form of parameter."""
    def days(*numbers):
        return [datetime.date(2026, 11, number) for number in numbers]
    expected = {">= ?": days(*range(14, 22)), "> ?": days(*range(15, 22)), "= ?": days(14),
                "<= ? AND period_start > '2026-11-12'": days(13, 14), "< ? AND period_start > '2026-11-12'": days(13),
                "BETWEEN '2026-11-13' AND ?": days(13, 14), "IN (?, '2026-11-16')": days(14, 16)}
    for table in ("team_cost", "ec2_daily", "ce_cost_and_usage"):
        for form in (datetime.date(2026, 11, 14), datetime.datetime(2026, 11, 14), "2026-11-14"):
            seen = {where: odbc.ask(f"SELECT period_start FROM {table} WHERE unblended_cost <> 0 AND period_start {where}",
                                    form)
                    for where in expected}
            check(f"{table}: seven conditions with a {type(form).__name__}, one request each",
                  {where: (sorted({as_day(row[0]) for row in rows}), requests) for where, (rows, requests) in seen.items()},
                  {where: (rows, 1) for where, rows in expected.items()})
    team = "R&D \"Zürich\" $1 o'clock"
    seen = odbc.ask("SELECT tag_team FROM team_cost WHERE tag_team = ? AND period_start = '2026-11-14'", team)
    check("text beyond ASCII goes there and back", seen, ([(team,)], 1))
    where = "start_date = ? AND end_date = ?"
    for form in (datetime.date, datetime.datetime):
        seen = odbc.ask(f"SELECT period_start FROM ce_cost_and_usage WHERE {where} AND unblended_cost <> 0", form(2026, 11, 14),
                        form(2026, 11, 16))
        check(f"{where} with a {form.__name__}", seen, ([(str(day),) for day in days(14, 15)], 1))
    hour = datetime.datetime(2026, 11, 19, 3)
    seen = odbc.ask("""SELECT datetime(period_start) FROM ce_cost_and_usage WHERE granularity = 'HOURLY'
                       AND period_start BETWEEN ? AND ?""", hour, hour + datetime.timedelta(hours=1))
    check("two hours between two timestamps", seen, ([("2026-11-19 03:00:00",), ("2026-11-19 04:00:00",)], 1))


def errors(build, odbc):
    long, short = sentence(build, MISTAKE), sentence(build, SHORT_MISTAKE)
    cure = "Write FROM ce_cost_and_usage('service') for one row per value,"
    check("the mistake and its first cure stand in front", cure in long[:WHOLE_BY_ISQL], True)
    check(f"an error of {len(long)} characters arrives as far as unixODBC hands it over",
          long[:WHOLE_BY_PYODBC] in odbc.error(MISTAKE), True)
    check(f"an error of {len(short)} characters arrives whole", bool(short) and short in odbc.error(SHORT_MISTAKE),
          True)
    seen = odbc.ask("SELECT count(unblended_cost) FROM ce_cost_and_usage WHERE period_start = '2026-11-14'")
    check("the connection stays usable", seen, ([(1,)], 1))


def views_and_tables_without_hidden_columns(odbc):
    """What awscost_views makes, and what a tool asks that selects every column it has listed."""
    names, _ = odbc.ask("SELECT awscost_views('main')")
    made = names[0][0].split(", ")
    listed = {row.table_name for row in odbc.cursor.tables(tableType="VIEW")}
    check("ten views are listed", (len(made), set(made) - listed), (10, set()))
    seen = [(row.column_name, row.type_name, row.data_type) for row in odbc.cursor.columns(table="cost_net_daily")]
    check("SQLColumns of a view", seen, [(name, of, SQL_TYPES[of]) for name, of in
                                         {"day": DAY, "net_unblended_cost": AMOUNT, "net_amortized_cost": AMOUNT,
                                          "currency": TEXT, "estimated": COUNT}.items()])
    day = datetime.date(2026, 11, 14)
    for form in (day, datetime.datetime(2026, 11, 14), "2026-11-14"):
        seen = odbc.ask("SELECT day FROM cost_net_daily WHERE day > ? AND day < '2026-11-17'", form)
        check(f"a view bounded by a {type(form).__name__}: its days as dates, one request", seen,
              ([(datetime.date(2026, 11, number),) for number in (15, 16)], 1))
    odbc.cursor.execute("""CREATE VIRTUAL TABLE every USING ce_cost_and_usage(
                           group_by = 'service', granularity = 'DAILY', hidden = 'none', slices = 'region')""")
    columns = [row[0] for row in odbc.ask("SELECT name FROM pragma_table_xinfo('every')")[0]]
    rows, requests = odbc.ask(f"SELECT {', '.join(columns)} FROM every WHERE period_start = ?", day)
    check("every column that is listed can be selected", (len(rows) > 10, requests), (True, 1))
    seen = odbc.ask("SELECT count(*) FROM every WHERE period_epoch = ? AND service = 'AWS Lambda'", 1794614400)
    check("seconds bound the request", seen, ([(1,)], 1))
    for name in made:
        odbc.cursor.execute(f"DROP VIEW {name}")
    odbc.cursor.execute("DROP TABLE every")


def a_write(names, no_transactions):
    """A line that is changed, rolled back, changed and committed: what AWS has after each. NoTXN makes ROLLBACK nothing."""
    settings = ";".join(f"{name}={value}" for name, value in names.items())
    connection = pyodbc.connect(f"{settings};StepAPI=1;NoTXN={no_transactions}", autocommit=False)

    def ask(statement, *parameters):
        cursor = connection.cursor()  # its `with` would commit
        cursor.execute(statement, *parameters)
        answer = [tuple(row) for row in cursor.fetchall()] if cursor.description else cursor.rowcount
        cursor.close()
        return answer

    ask("SELECT awscost_config('writes', 'on')")
    # An account of its own: what is written stays in the process.
    ask("SELECT awscost_config('sandbox_seed', ?)", str(2 + no_transactions))
    connection.commit()
    *line, before = ask("SELECT bill_scenario_id, id, usage_group FROM bcm_bill_scenario_usage_modifications LIMIT 1")[0]
    where = "FROM bcm_bill_scenario_usage_modifications WHERE bill_scenario_id = ? AND id = ?"
    connection.commit()
    seen = []
    for end in (connection.rollback, connection.commit):
        changed = ask(f"UPDATE {where.split()[1]} SET usage_group = 'odbc' WHERE bill_scenario_id = ? AND id = ?", *line)
        end()
        seen += [changed, ask(f"SELECT usage_group {where}", *line)[0][0]]
        connection.commit()
    check(f"a change, rolled back and committed, with NoTXN={no_transactions}", seen,
          [1, "odbc" if no_transactions else before, 1, "odbc"])


def many_rows(names):
    settings = ";".join(f"{name}={value}" for name, value in names.items())
    cursor = pyodbc.connect(f"{settings};StepAPI=1;BigInt=1;NoTXN=1", autocommit=True).cursor()
    days = "SELECT date, key_id, used FROM apigateway_usage WHERE date < '2026-11-21'"
    cursor.execute(f"SELECT * FROM ({days} UNION ALL {days} UNION ALL {days}) LIMIT 100000")
    rows, days = 0, set()
    while batch := cursor.fetchmany(1000):
        rows += len(batch)
        days.update(row[0] for row in batch)
    check("100,000 rows are fetched", (rows, {len(str(day)) for day in days}), (100000, {10}))


def with_isql(build):
    """pyodbc's database file, as a DSN of a temporary odbc.ini. isql uses ODBC 2 by default, where 9 is a date."""
    statements = ["help", "help team_cost",
                  "SELECT period_start FROM ec2_daily WHERE period_start >= {d '2026-11-21'} GROUP BY 1",
                  "SELECT period_start FROM ce_cost_and_usage WHERE period_start <= {ts '2026-11-14 00:00:00'}"
                  " AND period_start > '2026-11-12' AND unblended_cost <> 0",
                  MISTAKE, SHORT_MISTAKE, "SELECT 'requests', count(*) FROM awscost_requests WHERE page = 1"]
    done = subprocess.run(["isql", "awscost", "-b", "-v", "-d|"], input="\n".join(statements) + "\n", timeout=60,
                          text=True, encoding="utf-8", stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    expected = ["||ec2_daily|VIEW|", "||team_cost|TABLE|", "|team_cost|period_start|9|DATE TEXT|", "2026-11-21",
                "2026-11-13", "2026-11-14", sentence(build, MISTAKE)[:WHOLE_BY_ISQL], sentence(build, SHORT_MISTAKE),
                "requests|2"]
    check("isql lists, answers and prints the errors", [text for text in expected if text not in done.stdout], [])


def types_seen(odbc):
    """The Python types of each declared type, and of expressions, which have none and are typed by their values."""
    seen = odbc.types("""SELECT period_start, min(period_start), date(period_start), estimated, tag_team,
                                unblended_cost, sum(unblended_cost), unblended_cost_exact, count(*)
                         FROM team_cost WHERE period_start = '2026-11-14' AND tag_team = 'search'""")
    check("days arrive as date, amounts as float, text as text", [type(value).__name__ for _, value in seen],
          ["date", "str", "str", "int", "str", "float", "float", "str", "int"])
    hour = datetime.datetime(2026, 11, 19, 3)
    check("an hour arrives as a timestamp", odbc.types("SELECT period_start FROM hours WHERE period_start = ?", hour),
          [("period_start", hour)])
    seen += odbc.types("""SELECT period_start AS hourly_period_start FROM ce_cost_and_usage
                          WHERE granularity = 'HOURLY' AND period_start = '2026-11-19 03:00:00'""")
    check("and as text from the unnamed table", seen[-1][1], "2026-11-19 03:00:00")
    seen += odbc.types("SELECT started_at, request, page, charge_usd FROM awscost_requests")
    print("what arrives:")
    for name, value in seen:
        print(f"  {name:24} {type(value).__name__:10} {str(value)[:60]}")


def main(build, driver, directory):
    build = os.path.abspath(build)
    os.environ.update(AWSCOST_CONNECTOR="sandbox", AWSCOST_NOW="2026-11-21T10:30:00Z", AWSCOST_BUDGET="100",
                      HOME="/nonexistent", ODBCSYSINI=directory, ODBCINI=f"{directory}/odbc.ini")
    names = {"Driver": driver, "Database": f"{directory}/bill.db", "LoadExt": f"{build}/awscost.so"}
    ini = "[awscost]\n" + "".join(f"{name}={value}\n" for name, value in names.items())
    pathlib.Path(directory, "odbc.ini").write_text(ini, encoding="utf-8")
    odbc = Driver(";".join(f"{name}={value}" for name, value in names.items()))
    the_catalog(odbc)
    the_boundary_row(odbc)
    errors(build, odbc)
    views_and_tables_without_hidden_columns(odbc)
    for no_transactions in (0, 1):
        a_write(names, no_transactions)
    many_rows(names)
    with_isql(build)
    types_seen(odbc)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
