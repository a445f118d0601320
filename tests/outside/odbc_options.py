"""The options that examples/odbc/make_dsn.sh writes do what its comments say; prints one line, `pages, written, integer`.

    ODBCINI=… python3 tests/outside/odbc_options.py DATABASE
"""
import sqlite3
import sys

import pyodbc


def main(database):
    connection = pyodbc.connect("DSN=awscost", autocommit=False)
    cursor = connection.cursor()
    cursor.execute("SELECT * FROM cost_by_service_daily").fetchone()
    cursor.close()
    # Another program writes while the tool's transaction is open.
    try:
        with sqlite3.connect(database, timeout=0.5) as other:
            other.execute("CREATE TABLE written(number INTEGER)")
            other.execute("INSERT INTO written VALUES (5000000000)")
        written = "written"
    except sqlite3.OperationalError as error:
        written = str(error)
    cursor = connection.cursor()
    pages = cursor.execute("SELECT count(*) FROM awscost_requests").fetchval()
    number = cursor.execute("SELECT number FROM written").fetchval() if written == "written" else None
    print(f"{pages}, {written}, {number}")


if __name__ == "__main__":
    main(*sys.argv[1:])
