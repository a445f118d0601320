"""What hosts do with a loaded extension, in Python's sqlite3: fork, threads, close and load again, attached and read-only
files, schemas that are not trusted. Every way answers the same question the same. Prints what differs; exit 1 if anything does.

    LD_LIBRARY_PATH=build/release AWSCOST_CONNECTOR=sandbox python3 tests/outside/host_life.py DIRECTORY
"""
import os
import sqlite3
import sys
import threading

QUESTION = "SELECT count(*), sum(unblended_cost) FROM ce_cost_and_usage('service') WHERE period_start >= date('now', '-7 days')"
ROWS = "SELECT service, unblended_cost FROM ce_cost_and_usage('service')"
failures = 0


def check(name, seen, expected):
    global failures
    if seen != expected:
        failures += 1
        print(f"WRONG: {name}\n  seen     {seen}\n  expected {expected}")


def connect(database=":memory:"):
    connection = sqlite3.connect(database, uri=True, check_same_thread=False)
    connection.enable_load_extension(True)
    connection.load_extension("awscost")
    return connection


def ask(connection, statement=QUESTION):
    try:
        return connection.execute(statement).fetchone()
    except sqlite3.Error as error:
        return str(error)


def in_child(question):
    """What a forked child answers, and how it ends."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(write, repr(question()).encode())
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as answer:
        said = answer.read()
    return said, os.waitpid(child, 0)[1]


def forks(expected):
    connection = connect()
    check("the question before the fork", ask(connection), expected)
    cursor = connection.execute(ROWS)
    cursor.fetchone()
    check("a child with the parent's connection", in_child(lambda: ask(connection)), (repr(expected), 0))
    check("a child with a connection of its own", in_child(lambda: ask(connect())), (repr(expected), 0))
    check("the parent's statement goes on", len(cursor.fetchall()), len(connect().execute(ROWS).fetchall()) - 1)
    check("the parent's connection goes on", ask(connection), expected)


def threads(expected):
    answers = []

    def work(connection):
        for _ in range(3):
            answers.append(ask(connection))

    shared = connect()
    for connections in ([connect() for _ in range(6)], [shared] * 4):
        started = [threading.Thread(target=work, args=[connection]) for connection in connections]
        for thread in started:
            thread.start()
        for thread in started:
            thread.join()
    check("ten threads, four of them on one connection", (len(answers), set(answers)), (30, {expected}))


def loads(expected):
    answers = set()
    for _ in range(8):
        connection = connect()
        answers.add(ask(connection))
        connection.close()
    check("closed and loaded again, eight times", answers, {expected})
    connection = connect()
    connection.load_extension("awscost")
    check("loaded twice into one connection", ask(connection), expected)


def files(directory):
    path = os.path.join(directory, "life.db")
    connection = connect()
    connection.execute("ATTACH ? AS other", [path])
    connection.execute("SELECT awscost_views('other')").fetchone()
    connection.execute("CREATE VIRTUAL TABLE other.week USING ce_cost_and_usage(group_by = 'service', window = '7 days')")
    view, table = "SELECT count(*), sum(net_unblended_cost) FROM {}cost_net_daily", "SELECT count(*) > 100 FROM {}week"
    expected = ask(connection, view.format("other."))
    check("views of an attached file", expected[0] > 300, True)
    check("a table of an attached file", ask(connection, table.format("other.")), (1,))
    connection.close()
    for how in ("mode=ro", "immutable=1"):
        connection = connect(f"file:{path}?{how}")
        check(f"a file with {how}", (ask(connection, view.format("")), ask(connection, table.format(""))), (expected, (1,)))
        check(f"no view is made in a file with {how}", "readonly database" in str(ask(connection, "SELECT awscost_views('main')")), True)
        connection.close()
    connection = connect(path)
    connection.execute("PRAGMA trusted_schema = OFF")
    check("a view of a schema that is not trusted", ask(connection, view.format("")),
          'unsafe use of virtual table "ce_cost_and_usage"')
    ask(connection, "SELECT awscost_views('temp')")
    check("a view of the connection's own beside it", ask(connection, view.format("temp.")), expected)


def main(directory):
    expected = ask(connect())
    check("the question has an answer", isinstance(expected, tuple) and expected[0] > 100, True)
    forks(expected)
    threads(expected)
    loads(expected)
    files(directory)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
