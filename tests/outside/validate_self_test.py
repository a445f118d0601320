"""Requests that validate.py must accept or refuse: a validator that refuses nothing proves nothing."""
import json

import validate

LINE = "11111111-2222-4333-8444-555555555555"
PERIOD = {"Start": "2026-11-01", "End": "2026-11-21"}


def ce(operation, **members):
    return {"service": "ce", "method": "POST", "path": "/", "query": [], "status": 200,
            "target": "AWSInsightsIndexService." + operation, "body": json.dumps(members)}


def bcm(operation, **members):
    return {"service": "bcm-pricing-calculator", "method": "POST", "path": "/", "query": [], "status": 200,
            "target": "AWSBCMPricingCalculator." + operation, "body": json.dumps(members)}


def get(path, *query, body="", service="apigateway"):
    return {"service": service, "method": "GET", "path": path, "query": [list(pair) for pair in query],
            "target": "", "body": body, "status": 200}


def sts(body):
    return {"service": "sts", "method": "POST", "path": "/", "query": [], "target": "", "body": body, "status": 200}


def change(**members):
    return {"id": LINE, **members}


def update(*lines, scenario=LINE):
    return bcm("BatchUpdateBillScenarioUsageModification", billScenarioId=scenario, usageModifications=list(lines))


def cost(**members):
    return ce("GetCostAndUsage", **{"TimePeriod": PERIOD, "Granularity": "DAILY", "Metrics": ["UnblendedCost"],
                                    **members})


DAYS = [("startDate", "2026-11-01"), ("endDate", "2026-11-21")]
GOOD = [
    cost(Filter={"Dimensions": {"Key": "SERVICE", "Values": ["AWS Lambda"]}}),
    ce("GetApproximateUsageRecords", Granularity="DAILY", ApproximationDimension="RESOURCE"),
    update(change(group="g-1", amounts=[{"startHour": 1735689600, "amount": 12.5}])),
    bcm("ListBillScenarios", maxResults=25, createdAtFilter={"afterTimestamp": 1.7356896e9}),
    get("/usageplans/a%2Fb/usage", *DAYS, ("limit", "500")),
    get("/apikeys", ("includeValues", "true"), ("limit", "500")),
    sts("Action=GetCallerIdentity&Version=2011-06-15"),
]
# What is wrong, and a part of the expected complaint.
BAD = [
    (cost(GroupBys=[]), 'Unknown parameter in input: "GroupBys"'),
    (cost(Filter={"Dimensions": {"Key": "SERVICE", "Value": ["AWS Lambda"]}}), 'Unknown parameter in Filter.Dimensions'),
    (cost(Granularity="WEEKLY"), "'WEEKLY' is none of"),
    (cost(Granularity=None), "Granularity"),
    (cost(TimePeriod={"Start": "2026-11-01"}), 'Missing required parameter in TimePeriod: "End"'),
    (cost(TimePeriod={"Start": "2026-11-01 00:00:00", "End": "2026-11-21"}), "is not of the form"),
    (cost(Metrics="UnblendedCost"), "Invalid type for parameter Metrics"),
    (cost(NextPageToken="t" * 8193), "length 8193"),
    (cost(BillingViewArn="arn:aws:billing::12:billingview/primary"), "is not of the form"),
    (ce("GetCostAndUse"), "no service has this operation"),
    ({**cost(), "path": "/ce"}, "awsJson is POST /"),
    ({**cost(), "service": "apigateway"}, "signed for apigateway"),
    ({**cost(), "body": '{"Granularity":"DAILY","Granularity":"DAILY"}'}, "stands twice"),
    ({**cost(), "body": "{"}, "not JSON"),
    (update(*[change() for _ in range(26)]), "size 26"),
    (update(), "size 0"),
    (update(change(group="g" * 31)), "length 31"),
    (update(change(group="two words")), "is not of the form"),
    (update({"group": "g"}), 'Missing required parameter in usageModifications[0]: "id"'),
    (update(change(), scenario=LINE.replace("a", "A").replace("1", "A")), "is not of the form"),
    (update(change(amounts=[{"startHour": "2025-01-01T00:00:00Z", "amount": 1}])), "a number of seconds"),
    (update(change(amounts=[{"startHour": 1735689600, "amount": "12.5"}])), "Invalid type"),
    (bcm("ListBillScenarios", maxResults=26), "the number 26"),
    (bcm("ListBillScenarios", filters=[{"name": "COLOUR", "values": ["red"]}]), "'COLOUR' is none of"),
    (get("/usageplans/a b/usage", *DAYS), "not percent-encoded"),
    (get("/usageplans//usage", *DAYS), "not percent-encoded"),
    (get("/usageplans/a/b/usage", *DAYS), "no operation of API Gateway"),
    (get("/usageplans/a/usage", DAYS[0]), 'Missing required parameter in input: "endDate"'),
    (get("/usageplans/a/usage", *DAYS, ("start", "2026-11-01")), "parameter start is unknown"),
    (get("/usageplans/a/usage", *DAYS, DAYS[0]), "stands twice"),
    (get("/usageplans/a/usage", *DAYS, ("limit", "many")), "Invalid type for parameter limit"),
    (get("/apikeys", ("includeValues", "1")), "Invalid type for parameter includeValues"),
    (get("/apikeys", body="{}"), "has no body"),
    (get("/apikeys", service="ce"), "no service has this operation"),
    (sts("Action=GetCallerIdentity"), "STS has no operation"),
    (sts("Action=GetCaller&Version=2011-06-15"), "STS has no operation"),
    (sts("Action=GetCallerIdentity&Version=2011-06-15&Name=ann"), "Name"),
    (sts("Action=GetCallerIdentity&Action=GetCallerIdentity&Version=2011-06-15"), "stands twice"),
]


def passes():
    wrong = []
    for line in GOOD:
        wrong += [f"a good request was refused: {complaint}\n  {line}" for complaint in validate.judge(line)[1]]
    for line, part in BAD:
        found = validate.judge(line)[1]
        if not any(part in complaint for complaint in found) or validate.passes(line, found):
            wrong.append(f"nobody said {part!r} but {found} of\n  {line}")
    for line, allowed in ((cost(Granularity="WEEKLY"), True), (cost(GroupBys=[]), False), (update({}), False)):
        if validate.passes({**line, "status": 400}, validate.judge(line)[1]) != allowed:
            wrong.append(f"AWS's refusal {'did not excuse' if allowed else 'excused'}\n  {line}")
    print("\n".join(wrong) or f"{len(GOOD)} good requests passed, {len(BAD)} bad ones were refused")
    return not wrong
