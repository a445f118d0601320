"""Python's sqlite3 with PARSE_DECLTYPES: no value contradicts the type that its column is declared with.

The converters of DATE and TIMESTAMP raise ValueError where a value is none. Every example of every table is run, every
table as a whole, and the cost tables with each granularity.
"""
import datetime
import json
import os
import sqlite3
import sys

EC2 = "service = 'Amazon Elastic Compute Cloud - Compute'"


def connect(build):
    connection = sqlite3.connect(":memory:", detect_types=sqlite3.PARSE_DECLTYPES)
    connection.enable_load_extension(True)
    connection.load_extension(os.path.abspath(f"{build}/awscost"))
    return connection


def statements(connection):
    for name, examples in connection.execute("SELECT name, examples FROM awscost_tables WHERE examples IS NOT NULL"):
        yield from json.loads(examples)
        needs = connection.execute("SELECT required FROM awscost_tables WHERE name = ?", (name,)).fetchone()[0]
        if needs is None:
            yield f"SELECT * FROM {name}"
    for granularity in ("DAILY", "MONTHLY", "HOURLY"):
        window = "start_date = date('now', '-2 days') AND end_date = date('now')"
        where = f"granularity = '{granularity}' AND {window}"
        yield f"SELECT * FROM ce_cost_and_usage WHERE {where}"
        yield f"SELECT * FROM ce_cost_and_usage_with_resources WHERE {where} AND {EC2}"
        yield f"CREATE VIRTUAL TABLE t_{granularity} USING ce_cost_and_usage(granularity = '{granularity}')"
        yield f"SELECT * FROM t_{granularity} WHERE {window}"


def main(build):
    os.environ.update(AWSCOST_CONNECTOR="sandbox", AWSCOST_BUDGET="100", AWSCOST_WRITES="on", HOME="/nonexistent")
    connection = connect(build)
    failures, rows = 0, 0
    for statement in statements(connection):
        try:
            rows += len(connection.execute(statement).fetchall())
        except (ValueError, sqlite3.Error) as error:
            failures += 1
            print(f"{statement}\n  {type(error).__name__}: {error}")
    day = connection.execute("SELECT period_start FROM t_DAILY WHERE period_start = date('now', '-1 day')").fetchone()[0]
    hour = connection.execute("SELECT period_start FROM t_HOURLY WHERE period_start >= date('now', '-1 day')").fetchone()[0]
    # A datetime is a date too.
    if type(day) is not datetime.date or type(hour) is not datetime.datetime:
        failures += 1
        print(f"a day arrives as {day!r}, an hour as {hour!r}")
    print(f"{rows} rows, {failures} failures")
    return 1 if failures or rows < 1000 else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
