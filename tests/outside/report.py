"""examples/report/report.sql makes one HTML page: well-formed, by itself, with the numbers that other questions give, and
with every text of the account escaped.

    /usr/bin/python3 -B tests/outside/report.py build/release RESULTS
"""
import datetime
import html.parser
import json
import os
import pathlib
import re
import sqlite3
import subprocess
import sys
import tempfile

PROJECT = pathlib.Path(__file__).resolve().parents[2]
VOID = {"meta", "br"}
# Tags and services as somebody could name them who wants to be seen.
TEAM = "<script>alert('team')</script> & \"co\""
SERVICE = "<b>Amazon \"Bold\"</b>"


class Page(html.parser.HTMLParser):
    """The page as a browser reads it: elements, texts, and what is not closed as it was opened."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open, self.elements, self.attributes, self.wrong, self.cells = [], [], [], [], [[]]
        self.feed(text)
        self.close()
        self.wrong += [f"<{name}> is not closed" for name in self.open]

    def handle_starttag(self, tag, attrs):
        self.handle_startendtag(tag, attrs)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append(tag)
        self.attributes += attrs
        if tag == "tr":
            self.cells.append([])
        if tag == "td":
            self.cells[-1].append("")

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}> closes something else")

    def handle_data(self, data):
        if "td" in self.open:
            self.cells[-1][-1] += data


def environment(build, **more):
    sanitizer = {name: os.environ[name] for name in ("LD_PRELOAD", "ASAN_OPTIONS") if name in os.environ}
    return {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "AWSCOST_CONNECTOR": "sandbox", "LC_ALL": "C.UTF-8",
            "LD_LIBRARY_PATH": str(build), **sanitizer, **more}


def made(build, **more):
    with open(PROJECT / "examples/report/report.sql", encoding="utf-8") as script:
        ended = subprocess.run(["sqlite3", "-bail", "-init", PROJECT / "examples/awscost.sqliterc"], stdin=script,
                               env=environment(build, **more), capture_output=True, text=True, timeout=120)
    return ended.stdout if ended.returncode == 0 and "Error" not in ended.stderr else f"{ended.stderr}{ended.stdout}"


def asked(build, question, **more):
    """The rows of another question, by Python's sqlite3 in a process of its own."""
    program = ("import json, sqlite3, sys; c = sqlite3.connect(':memory:'); c.enable_load_extension(True);"
               "c.load_extension(sys.argv[1]); print(json.dumps(c.execute(sys.argv[2]).fetchall()))")
    ended = subprocess.run(["/usr/bin/python3", "-c", program, f"{build}/awscost", question],
                           env=environment(build, **more), capture_output=True, text=True, timeout=120, check=True)
    return json.loads(ended.stdout)


DAYS = "period_start >= date('now', '-30 days') AND period_start < date('now')"


def form_is_whole(build):
    text = made(build)
    page = Page(text)
    outside = [pair for pair in page.attributes if pair[0] in ("src", "href", "action", "style", "xlink:href")]
    wrong = page.wrong + [f"the page fetches {pair}" for pair in outside]
    wrong += [f"there is a {word!r}" for word in ("<script", "http:", "https:", "@import", "url(") if word in text]
    wrong += [f"no {word!r}" for word in ("prefers-color-scheme: dark", "@media print", 'lang="en"', "<!DOCTYPE html>")
              if word not in text]
    lines = sum(1 for cells in page.cells if cells)
    if page.elements.count("rect") != 30 + 12 + lines:
        wrong.append(f"{page.elements.count('rect')} bars: 30 days, 12 months and {lines} lines of tables have one each")
    return wrong


def numbers_are_those_of_other_questions(build):
    """By other grains: the sum of an ungrouped table, one service by itself, the teams' costs by month."""
    text = made(build)
    page = Page(text)
    [[total]] = asked(build, f"SELECT sum(unblended_cost) FROM ce_cost_and_usage WHERE {DAYS}")
    wrong = [] if f">{total:,.2f} USD<" in text else [f"the total is not {total:,.2f}"]
    rows = {cells[0]: cells for cells in page.cells if cells}
    for [service] in asked(build, f"""SELECT service FROM ce_cost_and_usage('service') WHERE {DAYS}
                                      GROUP BY 1 ORDER BY sum(unblended_cost) DESC LIMIT 10"""):
        [[usd]] = asked(build, "SELECT sum(unblended_cost) FROM ce_cost_and_usage WHERE service = '"
                        + service.replace("'", "''") + f"' AND {DAYS}")
        if rows.get(service, ["", "", ""])[2] != f"{usd:,.2f}":
            wrong.append(f"{service}: {rows.get(service)} instead of {usd:,.2f}")
    for [month, usd] in asked(build, """SELECT period_month, unblended_cost FROM ce_cost_and_usage('', date('now',
            'start of month', '-12 months'), date('now', 'start of month')) WHERE granularity = 'MONTHLY'"""):
        if f"<title>{month}: {usd:.2f}</title>" not in text:
            wrong.append(f"{month} has no column of {usd:.2f}")
    [[untagged]] = asked(build, f"""SELECT sum(unblended_cost) FROM ce_cost_and_usage
        WHERE filter = '{{"Tags":{{"Key":"team","MatchOptions":["ABSENT"]}}}}' AND {DAYS}""")
    if rows.get("nobody: untagged", ["", "", ""])[2] != f"{untagged:,.2f}":
        wrong.append(f"untagged: {rows.get('nobody: untagged')} instead of {untagged:,.2f}")
    return wrong


def sends_what_it_states(build):
    script = (PROJECT / "examples/report/report.sql").read_text("utf-8")
    stated = re.search(r"^-- Requests: (\d+) \((\$[\d.]+)\)$", script, re.MULTILINE)
    told = re.search(r"with (\d+) requests to Cost Explorer, (\$[\d.]+);", made(build))
    return [] if stated and told and stated.groups() == told.groups() else [f"{stated} but {told}"]


def texts_are_escaped(build):
    yesterday = datetime.datetime.now(datetime.timezone.utc).date() - datetime.timedelta(days=1)
    before = yesterday - datetime.timedelta(days=40)
    items = [{"day": str(day), "dimensions": {"SERVICE": SERVICE}, "tags": {"team": TEAM},
              "metrics": {"UnblendedCost": amount}} for day, amount in ((yesterday, "1234.5"), (before, "-0.5"))]
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as account:
        json.dump(items, account)
        account.flush()
        text = made(build, AWSCOST_SANDBOX_ACCOUNT=account.name)
    page = Page(text)
    wrong = page.wrong + [f"there is an element <{name}>" for name in ("script", "b") if name in page.elements]
    names = [cells[0] for cells in page.cells if cells]
    wrong += [f"{name!r} is not among {names}" for name in (TEAM, SERVICE) if name not in names]
    return wrong + ([] if ">1,234.50 USD<" in text else ["the total is not 1,234.50"])


def is_no_sql_of_the_test(build):
    """The page of another account has other numbers: nothing of it is written down."""
    return ["another account gives the same page"] if made(build) == made(build, AWSCOST_SANDBOX_SEED="7") else []


def main(build, results):
    sqlite3.connect(":memory:").enable_load_extension(True)
    with open(results, "a", encoding="utf-8") as out:
        for check in (form_is_whole, numbers_are_those_of_other_questions, sends_what_it_states, texts_are_escaped,
                      is_no_sql_of_the_test):
            wrong = check(pathlib.Path(build).resolve())
            print(f"{'failed' if wrong else 'passed'} outside.report.{check.__name__}", file=out)
            for sentence in wrong:
                print(f"report: {check.__name__}: {sentence}")


if __name__ == "__main__":
    main(*sys.argv[1:])
