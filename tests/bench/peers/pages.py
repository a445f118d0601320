"""What the Python peers of tests/bench/scan_bench.cc share: the question, and what becomes of the pages of its answer.

    python3 boto3_peer.py group URL     sums by resource, in a dict; prints "groups|sum"
    python3 boto3_peer.py insert URL    every row into a table of SQLite, in memory; prints "rows|sum"
"""

import sqlite3
import sys

QUESTION = {
    "TimePeriod": {"Start": "2026-11-08", "End": "2026-11-22"},
    "Granularity": "DAILY",
    "Filter": {"Dimensions": {"Key": "SERVICE", "Values": ["Amazon Elastic Compute Cloud - Compute"]}},
    "GroupBy": [{"Type": "DIMENSION", "Key": "RESOURCE_ID"}],
    "Metrics": ["UnblendedCost", "AmortizedCost", "UsageQuantity"],
}


def group(pages):
    """Adds up the cost of each resource."""
    sums = {}
    for page in pages:
        for period in page["ResultsByTime"]:
            for row in period["Groups"]:
                key = row["Keys"][0]
                sums[key] = sums.get(key, 0.0) + float(row["Metrics"]["UnblendedCost"]["Amount"])
    return len(sums), sum(sums.values())


def rows_of(page):
    """The rows of a page, five columns each."""
    for period in page["ResultsByTime"]:
        day = period["TimePeriod"]["Start"][:10]
        for row in period["Groups"]:
            metrics = row["Metrics"]
            yield (day, row["Keys"][0], float(metrics["UnblendedCost"]["Amount"]), float(metrics["AmortizedCost"]["Amount"]),
                   float(metrics["UsageQuantity"]["Amount"]))


def insert(pages):
    """Puts every row into a table, in one transaction."""
    db = sqlite3.connect(":memory:")
    db.execute("CREATE TABLE t(day, resource, unblended, amortized, quantity)")
    for page in pages:
        db.executemany("INSERT INTO t VALUES (?, ?, ?, ?, ?)", rows_of(page))
    db.commit()
    return db.execute("SELECT count(*), sum(unblended) FROM t").fetchone()


def main(pages_of):
    """`pages_of(url)` yields the pages that the server has."""
    work, url = sys.argv[1:]
    count, total = {"group": group, "insert": insert}[work](pages_of(url))
    print(f"{count}|{total}")
