"""Every member of the five operations' requests and responses is a column, by AWS's models.

    /usr/bin/python3 tests/outside/members.py build/release

Walks the models' shapes to the leaves and looks each one up in awscost_columns: members of responses in response_member,
members of requests in request_member. Members without a column are listed below with the reason; a reason that is no
longer needed fails too.
"""
import os
import re
import sqlite3
import sys

import models

LINES = "bcm_bill_scenario_usage_modifications"
# The operations and their tables. The list operation reads the lines of a bill scenario, and its items have the same
# shape as a batch's; awscost_writes shows the lines that AWS refused.
OPERATIONS = {
    ("ce", "GetCostAndUsageWithResources"): ["ce_cost_and_usage_with_resources"],
    ("ce", "GetSavingsPlansUtilization"): ["ce_savings_plans_utilization", "ce_savings_plans_utilization_total"],
    ("ce", "GetApproximateUsageRecords"): ["ce_approximate_usage_records"],
    ("bcm-pricing-calculator", "BatchUpdateBillScenarioUsageModification"): [LINES],
    ("apigateway", "GetUsage"): ["apigateway_usage"],
}
IN_AWSCOST_WRITES = {"errors[].id": "line_id", "errors[].errorMessage": "error_message",
                     "errors[].errorCode": "error_code"}
NO_RESPONSE_COLUMN = {
    "GetCostAndUsageWithResources": {
        "NextPageToken": "page token: pages are followed",
        "GroupDefinitions[].Type": "echo of the request's GroupBy",
        "GroupDefinitions[].Key": "echo of the request's GroupBy",
    },
    "GetUsage": {
        "position": "page token: pages are followed",
        "usagePlanId": "echo of the request: usage_plan_id is the plan that was asked",
        "endDate": "echo of the request",
    },
}
NO_REQUEST_COLUMN = {
    "GetCostAndUsageWithResources": {"NextPageToken": "page token: pages are followed"},
    "BatchUpdateBillScenarioUsageModification": {
        "usageModifications[].id": "the row that UPDATE changes",
    },
    "GetUsage": {
        "position": "page token: pages are followed",
        "limit": "always 500, the most that AWS takes",
    },
}


def tokens(path):
    return re.findall(r"\{\w*\}|\[[^\]]*\]|[^.\[\]{}]+", path)


def matched(column, leaf):
    """How many tokens of the leaf the column's path covers; None where it does not match."""
    at = 0
    for token in column:
        if at >= len(leaf):
            return None
        if leaf[at] == "{}" and not token.startswith(("{", "[")):  # one entry of a map, by its name
            at += 2
            if leaf[at - 1] == "{key}":
                return at
        elif token == leaf[at] or (token.startswith("[") and leaf[at] == "[]"):
            at += 1
        elif token != "{value}":  # the element itself
            return None
    return at


def shows(place, leaf):
    """True where a column with that path shows the leaf, or a JSON text that contains it."""
    if place.endswith("{index}"):
        return False  # a number of days, which is not in the answer
    column, leaf = tokens(place), tokens(leaf)
    for i, token in enumerate(column):
        # Matched by the value of a member, which is the row's key.
        if "=" in token or (token.startswith("[") and token[1:-1].isalpha()):
            if matched(column[:i + 1], leaf) is not None and leaf[i + 1:] == [token[1:-1].split("=")[0]]:
                return True
    return matched(column, leaf) is not None


def takes(place, leaf):
    """True where a column that sets that member sets the leaf; a column of a whole member sets everything inside it."""
    place = re.sub(r" \((query|path)\)$", "", place)
    if place.endswith(" (write)"):
        place = "usageModifications[]." + place.removesuffix(" (write)")
    place = place.partition(": ")[0].replace("[]", "")
    leaf = leaf.replace("[]", "")
    return leaf == place or leaf.startswith((place + ".", place + "{"))


def missing(kind, places, found, reasons):
    """Complaints about leaves without a column, and about reasons without a leaf."""
    absent = [leaf for leaf in places if not found(leaf)]
    for leaf in absent:
        if leaf not in reasons:
            yield f"no column for {kind} {leaf}"
    for leaf in reasons:
        if leaf not in absent:
            yield f"{kind} {leaf} is excused but needs no excuse"


def judge(service, operation, rows, columns_of_writes):
    """Everything that is wrong with the columns of an operation."""
    model = models.operation_model(service, operation)
    answered = [place for _, _, text in rows for part in (text or "").split(", ") for place in part.split(" + ") if place]
    asked = [place for _, text, _ in rows for place in (text or "").split(", ") if place]

    def in_response(leaf):
        return IN_AWSCOST_WRITES.get(leaf) in columns_of_writes or any(shows(place, leaf) for place in answered)

    def in_request(leaf):
        return any(takes(place, leaf) for place in asked)

    answers, asks = list(models.leaves(model.output_shape)), list(models.leaves(model.input_shape))
    return [*missing("response member", answers, in_response, NO_RESPONSE_COLUMN.get(operation, {})),
            *missing("request member", asks, in_request, NO_REQUEST_COLUMN.get(operation, {}))]


def self_test(columns):
    """A missing column must be reported, and only that one."""
    rows = [row for row in columns("ce_approximate_usage_records") if row[0] not in ("total_records", "granularity")]
    found = judge("ce", "GetApproximateUsageRecords", rows, set())
    return found == ["no column for response member TotalRecords", "no column for request member Granularity"]


def main(build):
    os.environ.update(AWSCOST_CONNECTOR="sandbox", HOME="/nonexistent")
    connection = sqlite3.connect(":memory:")
    connection.enable_load_extension(True)
    connection.load_extension(f"{build}/awscost")

    def columns(table):
        return connection.execute("SELECT name, request_member, response_member FROM awscost_columns "
                                  "WHERE table_name = ?", (table,)).fetchall()

    writes = {name for name, _, _ in columns("awscost_writes")}
    complaints = [] if self_test(columns) else ["self-test: a missing column was not missed"]
    for (service, operation), tables in OPERATIONS.items():
        rows = [row for table in tables for row in columns(table)]
        complaints += [f"{operation}: {wrong}" for wrong in judge(service, operation, rows, writes)]
    print("\n".join(complaints) or f"every member of {len(OPERATIONS)} operations is a column or excused")
    return not complaints


if __name__ == "__main__":
    sys.exit(0 if main(sys.argv[1]) else 1)
