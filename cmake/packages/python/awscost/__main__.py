"""Asks the sandbox account, which lives in the extension: needs no AWS account and sends nothing.

    python3 -m awscost                                       # what the five dearest services cost last month
    python3 -m awscost "SELECT name FROM awscost_tables"     # any SQL; rows as the sqlite3 shell's list mode shows them
"""
import sqlite3
import sys

import awscost

QUESTION = """SELECT service, round(unblended_cost, 2) AS usd FROM ce_cost_and_usage('service')
WHERE granularity = 'MONTHLY' AND period_start = date('now', 'start of month', '-1 month')
ORDER BY unblended_cost DESC LIMIT 5"""


def _answer(question):
    connection = sqlite3.connect(":memory:")
    awscost.load(connection)
    connection.execute("SELECT awscost_config('connector', 'sandbox')").fetchall()
    rows = connection.execute(question)
    if rows.description:  # a statement without rows has none
        print("|".join(column[0] for column in rows.description))
    for row in rows:
        print("|".join("" if value is None else str(value) for value in row))


def main(*arguments):
    if len(arguments) > 1 or arguments[:1] in (("-h",), ("--help",)):
        sys.exit(__doc__.strip())
    try:
        _answer(*arguments or [QUESTION])
    except (RuntimeError, sqlite3.Error, sqlite3.Warning) as error:
        sys.exit(f"awscost: {error}")


if __name__ == "__main__":
    main(*sys.argv[1:])
