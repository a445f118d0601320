"""boto3 and SQL read and change the same sandbox over HTTP: Savings Plans, usage records, API Gateway, bill scenarios.

Like boto3_totals.py, but with AWS's newest service models (../shared/aws-models), because Debian's boto3 is older than
some of the operations. Lists are paged by hand, because botocore's paginator loses every page of a map but the first
(GetUsage). boto3 reads what SQL has written, and SQL what boto3 has written.

    /usr/bin/python3 tests/outside/boto3_operations.py build/release [LOG]      LOG: every request, for validate.py
"""
import datetime
import json
import os
import shutil
import sqlite3
import subprocess
import sys

import models

os.environ["AWS_DATA_PATH"] = models.FOLDER
import boto3  # noqa: E402 (reads AWS_DATA_PATH when it is first used)

from boto3_totals import KEYS, NOW, check, start_server  # noqa: E402

WINDOW = {"Start": "2026-10-01", "End": "2026-11-21"}
NUMBERS = [("Utilization", "TotalCommitment"), ("Utilization", "UsedCommitment"), ("Utilization", "UnusedCommitment"),
           ("Utilization", "UtilizationPercentage"), ("Savings", "NetSavings"), ("Savings", "OnDemandCostEquivalent"),
           ("AmortizedCommitment", "AmortizedRecurringCommitment"),
           ("AmortizedCommitment", "AmortizedUpfrontCommitment"), ("AmortizedCommitment", "TotalAmortizedCommitment")]
EXACT = """total_commitment_exact, used_commitment_exact, unused_commitment_exact, utilization_percentage_exact,
           net_savings_exact, on_demand_cost_equivalent_exact, amortized_recurring_commitment_exact,
           amortized_upfront_commitment_exact, total_amortized_commitment_exact"""
LINES = "bcm_bill_scenario_usage_modifications"


class Account:
    """The server for both clients."""

    def __init__(self, build, url):
        os.environ.update(KEYS, AWS_ENDPOINT_URL=url, AWSCOST_CONNECTOR="aws", AWSCOST_NOW=NOW, AWS_REGION="us-east-1",
                          HOME="/nonexistent")
        self.url, self.build = url, build

    def client(self, service):
        return boto3.client(service, endpoint_url=self.url, region_name="us-east-1")

    def connection(self):
        connection = sqlite3.connect(":memory:", isolation_level=None)
        connection.enable_load_extension(True)
        connection.load_extension(f"{self.build}/awscost")
        connection.execute("SELECT awscost_config('max_requests', '1000')")
        return connection

    def rows(self, statement, *values):
        """The rows, and the number of requests."""
        connection = self.connection()
        rows = connection.execute(statement, values).fetchall()
        return rows, connection.execute("SELECT count(*) FROM awscost_requests").fetchone()[0]


def pages(ask, token, members, **question):
    """All pages of a list: the elements of `members`, and the number of pages."""
    found, count, more = [], 0, {}
    while True:
        answer = ask(**question, **more)
        found += answer[members] if isinstance(answer[members], list) else answer[members].items()
        count += 1
        if not answer.get(token):
            return found, count
        more = {token: answer[token]}


def numbers(row):
    return tuple(row.get(part, {}).get(name) or None for part, name in NUMBERS)


def seconds(instant):
    """An instant in SQL's form: UTC, whole seconds."""
    if instant is None:
        return None
    return instant.astimezone(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M:%S")


def savings_plans_by_time(account):
    good = True
    for granularity, window in (("DAILY", WINDOW), ("MONTHLY", {"Start": "2026-08-01", "End": "2026-11-01"})):
        theirs = account.client("ce").get_savings_plans_utilization(TimePeriod=window, Granularity=granularity)
        ours, requests = account.rows(
            f"""SELECT period_start, period_end, {EXACT} FROM ce_savings_plans_utilization
                WHERE granularity = ? AND start_date = ? AND end_date = ?""", granularity, *window.values())
        periods = [(row["TimePeriod"]["Start"], row["TimePeriod"]["End"], *numbers(row))
                   for row in theirs["SavingsPlansUtilizationsByTime"]]
        good &= check(f"{len(periods)} {granularity} periods of Savings Plans", sorted(ours) == sorted(periods) != [])
        good &= check("in one request", requests == 1)
        total, _ = account.rows(f"SELECT {EXACT} FROM ce_savings_plans_utilization_total(?, ?)", *window.values())
        good &= check("their total", total == [numbers(theirs["Total"])] and total[0][0] is not None)
    return good


def savings_plans_filtered(account):
    only = {"Dimensions": {"Key": "SAVINGS_PLANS_TYPE", "Values": ["ComputeSavingsPlans"]}}
    theirs = account.client("ce").get_savings_plans_utilization(TimePeriod=WINDOW, Granularity="DAILY", Filter=only)
    ours, _ = account.rows(f"""SELECT period_start, {EXACT} FROM ce_savings_plans_utilization
                               WHERE savings_plans_type = 'ComputeSavingsPlans' AND period_start >= ?""",
                           WINDOW["Start"])
    periods = [(row["TimePeriod"]["Start"], *numbers(row)) for row in theirs["SavingsPlansUtilizationsByTime"]]
    return check(f"{len(periods)} days of one type of Savings Plans", sorted(ours) == sorted(periods) != [])


def savings_plans_one_by_one(account):
    theirs, count = pages(account.client("ce").get_savings_plans_utilization_details, "NextToken",
                          "SavingsPlansUtilizationDetails", TimePeriod=WINDOW, MaxResults=10)
    ours, _ = account.rows(f"""SELECT savings_plan_arn, attributes, {EXACT}
                               FROM ce_savings_plans_utilization_details(?, ?)""", *WINDOW.values())
    plans = {plan["SavingsPlanArn"]: (plan["Attributes"], *numbers(plan)) for plan in theirs}
    same = {arn: (json.loads(attributes), *rest) for arn, attributes, *rest in ours} == plans
    return check(f"{len(plans)} Savings Plans on {count} pages", same and count > 2 and len(ours) == len(theirs))


def usage_records(account):
    theirs = account.client("ce").get_approximate_usage_records(Granularity="HOURLY", ApproximationDimension="SERVICE")
    ours, _ = account.rows("""SELECT service, records, total_records, lookback_start, lookback_end
                              FROM ce_approximate_usage_records WHERE granularity = 'HOURLY'""")
    back = theirs["LookbackPeriod"]
    records = {(service, count, theirs["TotalRecords"], back["Start"][:10], back["End"][:10])
               for service, count in theirs["Services"].items()}
    return check(f"usage records of {len(records)} services", set(ours) == records and len(ours) == len(records) > 0)


def gateway_usage(account):
    client, good, most = account.client("apigateway"), True, 0
    plans, _ = pages(client.get_usage_plans, "position", "items")
    for plan in plans:
        days = {"startDate": "2026-11-10", "endDate": "2026-11-21"}
        theirs, count = pages(client.get_usage, "position", "items", usagePlanId=plan["id"], limit=100, **days)
        first = datetime.date.fromisoformat(days["startDate"])
        # What AWS sends for a plan without quota reads NULL: other languages cannot hold it.
        usage = [(key, str(first + datetime.timedelta(days=i)), used, None if left == 2**63 - 1 else left)
                 for key, entries in theirs for i, (used, left) in enumerate(entries)]
        ours, _ = account.rows("""SELECT key_id, date, used, remaining FROM apigateway_usage
                                  WHERE usage_plan_id = ? AND start_date = ? AND end_date = ?""",
                               plan["id"], *days.values())
        good &= check(f"{len(usage)} days of keys of plan {plan['id']} on {count} pages",
                      sorted(ours, key=repr) == sorted(usage, key=repr))
        most = max(most, count)
    return good & check("a plan of many pages", most > 2)


def gateway_lists(account):
    client = account.client("apigateway")
    plans, _ = pages(client.get_usage_plans, "position", "items", limit=2)
    ours, _ = account.rows("""SELECT id, name, description, quota_limit, quota_offset, quota_period,
                                     throttle_burst_limit, throttle_rate_limit, product_code FROM apigateway_usage_plans""")
    theirs = [(plan["id"], plan["name"], plan.get("description"), *map(plan.get("quota", {}).get, ("limit", "offset",
               "period")), *map(plan.get("throttle", {}).get, ("burstLimit", "rateLimit")), plan.get("productCode"))
              for plan in plans]
    good = check(f"{len(theirs)} usage plans", sorted(ours, key=str) == sorted(theirs, key=str) != [])
    theirs = [(plan["id"], key["id"], key["name"], key["type"], key["value"]) for plan in plans
              for key in pages(client.get_usage_plan_keys, "position", "items", usagePlanId=plan["id"])[0]]
    ours, _ = account.rows("SELECT usage_plan_id, id, name, type, value FROM apigateway_usage_plan_keys")
    good &= check(f"{len(theirs)} keys of usage plans", sorted(ours) == sorted(theirs) != [])
    keys, count = pages(client.get_api_keys, "position", "items", includeValues=True)
    theirs = [(key["id"], key["name"], key["value"], int(key["enabled"]), seconds(key["createdDate"])) for key in keys]
    ours, _ = account.rows("SELECT id, name, value, enabled, created_date FROM apigateway_api_keys")
    return good & check(f"{len(theirs)} API keys on {count} pages", sorted(ours) == sorted(theirs) and count > 2)


def scenarios(account):
    theirs, _ = pages(account.client("bcm-pricing-calculator").list_bill_scenarios, "nextToken", "items")
    ours, _ = account.rows("""SELECT id, name, status, bill_interval_start, bill_interval_end, created_at, expires_at,
                                     failure_message, group_sharing_preference FROM bcm_bill_scenarios""")
    expected = [(row["id"], row["name"], row["status"], seconds(row["billInterval"]["start"]),
                 seconds(row["billInterval"]["end"]), seconds(row["createdAt"]), seconds(row["expiresAt"]),
                 row.get("failureMessage"), row.get("groupSharingPreference")) for row in theirs]
    return check(f"{len(expected)} bill scenarios", sorted(ours, key=str) == sorted(expected, key=str) != [])


def their_lines(account, scenario):
    """{id: (group, service, usage type, quantities)} of a scenario, read with boto3."""
    lines, count = pages(account.client("bcm-pricing-calculator").list_bill_scenario_usage_modifications, "nextToken",
                         "items", billScenarioId=scenario)
    return {line["id"]: (line.get("group"), line["serviceCode"], line["usageType"],
                         [(quantity["startHour"].timestamp(), quantity.get("unit"), quantity["amount"])
                          for quantity in line.get("quantities", [])]) for line in lines}, count


def our_lines(account, scenario):
    """The same, read with SQL."""
    rows, _ = account.rows(f"SELECT id, usage_group, service_code, usage_type, quantities FROM {LINES} "
                           "WHERE bill_scenario_id = ?", scenario)
    return {line: (group, service, usage, [(quantity["startHour"], quantity.get("unit"), quantity["amount"])
                                           for quantity in json.loads(quantities or "[]")])
            for line, group, service, usage, quantities in rows}


def scenario_id(account, name):
    return account.rows("SELECT id FROM bcm_bill_scenarios WHERE name = ?", name)[0][0][0]


def scenario_lines(account):
    good = True
    for name in ("quarter-plan", "graviton-move"):
        theirs, count = their_lines(account, scenario_id(account, name))
        ours = our_lines(account, scenario_id(account, name))
        good &= check(f"{len(theirs)} lines of {name} on {count} pages", ours == theirs and count > 2)
    return good


AMOUNTS = "json_array(json_object('startHour', '2026-10-01 00:00:00', 'amount', 12.25))"
QUANTITY = (datetime.datetime(2026, 10, 1, tzinfo=datetime.timezone.utc).timestamp(), 12.25)


def amounts_of(line):
    return [(start, amount) for start, _, amount in line[3]]


def sql_writes(account):
    """One SQL transaction changes 27 lines (more than one batch) and adds two; then one is removed."""
    scenario = scenario_id(account, "graviton-move")
    before, _ = their_lines(account, scenario)
    changed = sorted(before)[:27]
    connection = account.connection()
    connection.execute("SELECT awscost_config('writes', 'on')")
    connection.execute("BEGIN")
    connection.execute(f"UPDATE {LINES} SET usage_group = 'from-sql', amounts = {AMOUNTS} WHERE bill_scenario_id = ? "
                       f"AND id IN ({', '.join('?' * len(changed))})", (scenario, *changed))
    for key in ("one", "two"):
        connection.execute(f"""INSERT INTO {LINES} (bill_scenario_id, service_code, usage_type, operation,
                                                    usage_account_id, usage_group, key, amounts)
                               SELECT bill_scenario_id, service_code, usage_type, operation, usage_account_id, 'added', ?,
                                      {AMOUNTS}
                               FROM {LINES} WHERE bill_scenario_id = ? AND id = ?""", (key, scenario, changed[0]))
    good = check("nothing is sent before COMMIT", their_lines(account, scenario)[0] == before)
    connection.execute("COMMIT")
    after, _ = their_lines(account, scenario)
    added = sorted(line for line in after if line not in before)
    good &= check("27 lines changed by SQL", all(after[line][0] == "from-sql" and amounts_of(after[line]) == [QUANTITY]
                                                 for line in changed))
    good &= check("2 lines added by SQL", [(after[line][0], after[line][1:3], amounts_of(after[line])) for line in added]
                  == [("added", before[changed[0]][1:3], [QUANTITY])] * 2)
    good &= check("the others as they were",
                  all(after[line] == before[line] for line in before if line not in changed))
    connection.execute(f"DELETE FROM {LINES} WHERE bill_scenario_id = ? AND id = ?", (scenario, added[0]))
    left, _ = their_lines(account, scenario)
    good &= check("1 line removed by SQL", added[0] not in left and added[1] in left)
    outcomes = connection.execute("SELECT action, outcome, count(*) FROM awscost_writes GROUP BY 1, 2").fetchall()
    return good & check(f"awscost_writes: {outcomes}", sum(count for _, outcome, count in outcomes
                                                           if outcome == "applied") == 30)


def boto3_writes(account):
    scenario = scenario_id(account, "quarter-plan")
    lines = sorted(our_lines(account, scenario))[:2]
    start = datetime.datetime(2026, 10, 2, 3, tzinfo=datetime.timezone.utc)
    answer = account.client("bcm-pricing-calculator").batch_update_bill_scenario_usage_modification(
        billScenarioId=scenario, usageModifications=[
            {"id": line, "group": "from-boto3", "amounts": [{"startHour": start, "amount": 7.5}]} for line in lines])
    good = check("boto3 changed two lines", len(answer["items"]) == 2 and not answer["errors"])
    ours, theirs = our_lines(account, scenario), their_lines(account, scenario)[0]
    good &= check("SQL reads what boto3 wrote", ours == theirs and all(
        ours[line][0] == "from-boto3" and amounts_of(ours[line]) == [(start.timestamp(), 7.5)] for line in lines))
    rows, _ = account.rows("""SELECT DISTINCT start_hour, amount FROM bcm_bill_scenario_usage_quantities
                              WHERE bill_scenario_id = ? AND usage_group = 'from-boto3'""", scenario)
    return good & check("and their quantities", rows == [("2026-10-02 03:00:00", 7.5)])


def aws_cli(account):
    """The AWS CLI as another independent client, if it is installed."""
    program = shutil.which("aws")
    if program is None:
        return True
    environment = {name: value for name, value in os.environ.items() if name not in ("LD_PRELOAD", "AWS_DATA_PATH")}
    environment.update(AWS_DEFAULT_REGION="us-east-1", AWS_EC2_METADATA_DISABLED="true", HOME="/nonexistent")
    done = subprocess.run([program, "ce", "get-savings-plans-utilization", "--endpoint-url", account.url, "--time-period",
                           f"Start={WINDOW['Start']},End={WINDOW['End']}", "--output", "json"],
                          env=environment, capture_output=True, text=True, timeout=120, check=False)
    if done.returncode != 0 and not done.stderr.strip().startswith(("An error", "aws: error")):
        print("not asked: the aws program does not start here")
        return True
    ours, _ = account.rows(f"SELECT {EXACT} FROM ce_savings_plans_utilization_total(?, ?)", *WINDOW.values())
    return check("the total that the aws program reads",
                 done.returncode == 0 and ours == [numbers(json.loads(done.stdout)["Total"])])


def main(build, log=None):
    started = datetime.datetime.now()
    os.environ.update(KEYS)
    server, url = start_server(build, *(("--log", log) if log else ()))
    questions = (savings_plans_by_time, savings_plans_filtered, savings_plans_one_by_one, usage_records, gateway_usage,
                 gateway_lists, scenarios, scenario_lines, sql_writes, boto3_writes, aws_cli)
    agreed = []
    try:
        for ask in questions:
            try:
                agreed.append(ask(Account(build, url)))
            except Exception as error:  # the other tests go on
                agreed.append(check(f"{ask.__name__}: {type(error).__name__}: {error}", False))
    finally:
        server.stdin.close()
        server.wait(timeout=10)
    print(f"boto3 {boto3.__version__}, {(datetime.datetime.now() - started).total_seconds():.1f} s")
    return 0 if all(agreed) else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
