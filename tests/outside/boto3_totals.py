"""Queries awscost-sandbox over HTTP with boto3, and with SQL through the loadable extension: the answers must agree.

boto3 shares no planner, decoder, signer or paging with the extension, so agreement means that both read the account
right: the same resources, and sums equal to the last digit (boto3's decimal texts are added as Decimal, SQL's with
awscost_sum).
"""
import datetime
import decimal
import os
import sqlite3
import subprocess
import sys

import boto3

NOW = "2026-11-21T10:30:00Z"
KEYS = {"AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"}
EC2 = "Amazon Elastic Compute Cloud - Compute"


def start_server(build, *options):
    server = subprocess.Popen(
        [f"{build}/awscost-sandbox", "--port", "0", "--now", NOW, "--region", "us-east-1", "--page-size", "700",
         "--access-key", KEYS["AWS_ACCESS_KEY_ID"], "--secret-key", KEYS["AWS_SECRET_ACCESS_KEY"],
         "--stop-on-eof", "--stop-after-seconds", "300", *options],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    return server, server.stdout.readline().split()[-1]


def dimension(key, *values):
    return {"Dimensions": {"Key": key, "Values": list(values)}}


def ask_boto3(url, operation, **question):
    """All pages of one request: {(period, keys...): {metric: Decimal}} and the number of pages."""
    client = boto3.client("ce", endpoint_url=url, region_name="us-east-1")
    rows, pages, token = {}, 0, {}
    while True:
        answer = getattr(client, operation)(**question, **token)
        pages += 1
        for period in answer["ResultsByTime"]:
            groups = period["Groups"] or ([] if question.get("GroupBy") else [{"Keys": [], "Metrics": period["Total"]}])
            for group in groups:
                key = (period["TimePeriod"]["Start"][:10], *group["Keys"])
                rows[key] = {name: decimal.Decimal(value["Amount"]) for name, value in group["Metrics"].items()}
        if "NextPageToken" not in answer:
            return rows, pages
        token = {"NextPageToken": answer["NextPageToken"]}


def sql_rows(build, url, statement):
    os.environ.update(KEYS, AWS_ENDPOINT_URL=url, AWSCOST_CONNECTOR="aws", AWSCOST_NOW=NOW, HOME="/nonexistent")
    connection = sqlite3.connect(":memory:")
    connection.enable_load_extension(True)
    connection.load_extension(f"{build}/awscost")
    rows = connection.execute(statement).fetchall()
    pages = connection.execute("SELECT count(*) FROM awscost_requests").fetchone()[0]
    return rows, pages


def check(name, same):
    print(("equal: " if same else "DIFFERENT: ") + name)
    return same


def resources_by_day(build, url):
    theirs, their_pages = ask_boto3(
        url, "get_cost_and_usage_with_resources", TimePeriod={"Start": "2026-11-14", "End": "2026-11-22"},
        Granularity="DAILY", Filter=dimension("SERVICE", EC2), Metrics=["UnblendedCost", "UsageQuantity"],
        GroupBy=[{"Type": "DIMENSION", "Key": "RESOURCE_ID"}, {"Type": "TAG", "Key": "team"}])
    ours, our_pages = sql_rows(
        build, url, f"""SELECT period_start, resource_id, 'team$' || coalesce(tag_value, ''), unblended_cost_exact,
                               usage_quantity_exact
                        FROM ce_cost_and_usage_with_resources('resource_id, tag:team')
                        WHERE service = '{EC2}' AND period_start >= '2026-11-14'""")
    table = {row[:3]: {"UnblendedCost": decimal.Decimal(row[3]), "UsageQuantity": decimal.Decimal(row[4])}
             for row in ours}
    return (check(f"{len(theirs)} rows of resources by day and team", table == theirs and len(ours) == len(theirs))
            & check(f"{their_pages} pages", their_pages == our_pages and their_pages > 1))


def total_without_credits(build, url):
    theirs, _ = ask_boto3(
        url, "get_cost_and_usage", TimePeriod={"Start": "2026-09-01", "End": "2026-12-01"}, Granularity="MONTHLY",
        Filter={"And": [{"Not": dimension("RECORD_TYPE", "Credit", "Refund", "Tax")},
                        dimension("REGION", "us-east-1", "eu-west-3")]}, Metrics=["NetAmortizedCost"])
    ours, _ = sql_rows(
        build, url, """SELECT awscost_sum(net_amortized_cost_exact) FROM ce_cost_and_usage
                       WHERE granularity = 'MONTHLY' AND period_start >= '2026-09-01'
                         AND region IN ('us-east-1', 'eu-west-3')
                         AND filter = awscost_not(awscost_dimension('RECORD_TYPE', 'Credit', 'Refund', 'Tax'))""")
    total = sum(row["NetAmortizedCost"] for row in theirs.values())
    return check(f"three months without credits: {total}", decimal.Decimal(ours[0][0]) == total)


def the_issues_query(build, url):
    """SQL's top ten, summed as doubles, against Decimals: equal to the cent, with costs in the same order."""
    theirs, _ = ask_boto3(
        url, "get_cost_and_usage_with_resources", TimePeriod={"Start": "2026-11-14", "End": "2026-11-22"},
        Granularity="DAILY", Filter=dimension("SERVICE", EC2), Metrics=["UnblendedCost"],
        GroupBy=[{"Type": "DIMENSION", "Key": "RESOURCE_ID"}])
    sums = {}
    for (_, resource), metrics in theirs.items():
        sums[resource] = sums.get(resource, 0) + metrics["UnblendedCost"]
    ours, _ = sql_rows(
        build, url, f"""SELECT resource_id, sum(unblended_cost) FROM ce_cost_and_usage_with_resources
                        WHERE service = '{EC2}' AND period_start >= '2026-11-14'
                        GROUP BY 1 ORDER BY 2 DESC LIMIT 10""")
    best = sorted(sums.values(), reverse=True)[:10]
    same = all(abs(sums[resource] - decimal.Decimal(cost)) < decimal.Decimal("1e-6") for resource, cost in ours)
    return check("the ten most expensive resources",
                 same and [round(cost, 6) for _, cost in ours] == [round(float(cost), 6) for cost in best])


def main(build):
    started = datetime.datetime.now()
    os.environ.update(KEYS)
    server, url = start_server(build)
    try:
        agreed = [ask(build, url) for ask in (resources_by_day, total_without_credits, the_issues_query)]
    finally:
        server.stdin.close()
        server.wait(timeout=10)
    print(f"boto3 {boto3.__version__}, {(datetime.datetime.now() - started).total_seconds():.1f} s")
    return 0 if all(agreed) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
