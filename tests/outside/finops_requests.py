"""Asks every question of examples/finops of the sandbox, on the SQLite that this Python loads, without a shell.

    LD_LIBRARY_PATH=build/sqlite/newest AWSCOST_CONNECTOR=sandbox /usr/bin/python3 tests/outside/finops_requests.py build/release

Versions differ in what they push into a WITH, which can send a request more. Prints a line for each question that has
no rows or sends anything else than its comment states; exit 1 if there is one.
"""
import csv
import pathlib
import re
import sqlite3
import sys

STATED = re.compile(r"^-- Requests: (\d+) \(\$([\d.]+)\)", re.M)
IMPORT = re.compile(r"^\.import --csv --skip 1 (\S+) (\S+)$")


def statements(text, connection):
    """The statements of a file of the shell; carries out its .import lines on the way."""
    statement = ""
    for line in text.splitlines(keepends=True):
        if found := IMPORT.match(line):
            with open(found[1], encoding="utf-8", newline="") as file:
                rows = list(csv.reader(file))
            connection.executemany(f"INSERT INTO {found[2]} VALUES ({', '.join('?' * len(rows[0]))})", rows[1:])
            continue
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def main(build):
    failed = 0
    extension = str(pathlib.Path(build).resolve() / "awscost")
    questions = sorted(pathlib.Path("examples/finops").glob("*.sql"))
    if not questions:
        sys.exit("examples/finops is not here: run this from the repository's folder")
    for path in questions:
        text = path.read_text(encoding="utf-8")
        connection = sqlite3.connect(":memory:")
        connection.enable_load_extension(True)
        connection.load_extension(extension)
        rows = sum(len(connection.execute(statement).fetchall()) for statement in statements(text, connection))
        sent = connection.execute("SELECT CAST(count(*) AS TEXT), printf('%.2f', sum(charge_usd)) "
                                  "FROM awscost_requests WHERE NOT cached").fetchone()
        stated = STATED.search(text).groups()
        if sent != stated or not rows:
            print(f"SQLite {sqlite3.sqlite_version}, {path}: {rows} rows, sent {sent}, stated {stated}")
            failed = 1
    return failed


sys.exit(main(sys.argv[1]))
