"""Validates requests against AWS's service models: awscost-sandbox's log, one JSON line for each request.

    /usr/bin/python3 tests/outside/validate.py self-test        bad requests must be refused, good ones must pass
    /usr/bin/python3 tests/outside/validate.py log FILE         every request of the log must pass

botocore's ParamValidator checks types, required and unknown members. Added here: enums, patterns, lengths, sizes of
lists, numbers and times in JSON, and the places of the parts of a REST request.

A request that AWS refuses for its meaning (a window too far back) is valid here. So is one that it refused only for a
value (status 400), because a statement's values are sent unchanged and AWS's error comes back. Its structure must be
right all the same.
"""
import collections
import json
import re
import sys
import urllib.parse

import botocore.validate

import models


def compiled(pattern):
    """A model's pattern for Python; the models write Unicode classes as Java does."""
    for java, ours in (("\\p{L}", "\\w"), ("\\p{N}", "\\d"), ("\\p{Z}", "\\s"), ("-_]", "_-]")):
        pattern = pattern.replace(java, ours)
    return re.compile(pattern)


def between(value, shape, what, name):
    smallest, largest = shape.metadata.get("min"), shape.metadata.get("max")
    if (smallest is not None and value < smallest) or (largest is not None and value > largest):
        yield f"{name}: {what} {value} is not between {smallest} and {largest}"


# Complaints about values that a statement wrote: only AWS decides them. The extension must get everything else right.
ABOUT_VALUES = re.compile(r" (is none of|is not between|is not of the form) ")


def text_complaints(value, shape, name):
    if shape.enum and value not in shape.enum:
        yield f"{name}: {value!r} is none of {', '.join(shape.enum)}"
    yield from between(len(value), shape, "length", name)
    pattern = shape.metadata.get("pattern")
    if pattern and not compiled(pattern).fullmatch(value):
        yield f"{name}: {value!r} is not of the form {pattern}"


def complaints(value, shape, name):
    """The checks that ParamValidator does not make. It checks the types of values."""
    if shape.type_name == "structure" and isinstance(value, dict):
        for member, inside in value.items():
            if member in shape.members:
                yield from complaints(inside, shape.members[member], f"{name}.{member}")
    elif shape.type_name == "list" and isinstance(value, list):
        yield from between(len(value), shape, "size", name)
        for i, element in enumerate(value):
            yield from complaints(element, shape.member, f"{name}[{i}]")
    elif shape.type_name == "map" and isinstance(value, dict):
        for key, inside in value.items():
            yield from complaints(key, shape.key, f"{name} key")
            yield from complaints(inside, shape.value, f"{name}.{key}")
    elif shape.type_name == "string" and isinstance(value, str):
        yield from text_complaints(value, shape, name)
    elif shape.type_name in ("integer", "long", "double", "float"):
        if isinstance(value, bool):
            yield f"{name}: {value} is no number"
        elif isinstance(value, (int, float)):
            yield from between(value, shape, "the number", name)
    elif shape.type_name == "timestamp" and (isinstance(value, bool) or not isinstance(value, (int, float))):
        yield f"{name}: a time stands in JSON as a number of seconds, not as {value!r}"


def judged(value, shape):
    """Everything that is wrong with an operation's input."""
    report = botocore.validate.ParamValidator().validate(value, shape)
    found = report.generate_report().split("\n") if report.has_errors() else []
    # The smallest lengths and numbers are checked below, with the largest ones.
    found = [complaint for complaint in found if not complaint.startswith(("Invalid length", "Invalid value"))]
    return found + list(complaints(value, shape, shape.name))


def no_twice(pairs):
    names = collections.Counter(name for name, _ in pairs)
    twice = [name for name, count in names.items() if count > 1]
    if twice:
        raise ValueError(f"member {twice[0]} stands twice")
    return dict(pairs)


def judge_json(line):
    """awsJson: all input is in the body."""
    named = models.of_target(line["target"])
    if named is None:
        return line["target"] or "(no target)", ["no service has this operation"]
    wrong = []
    if line["method"] != "POST" or line["path"] != "/" or line["query"]:
        wrong.append("awsJson is POST / without parameters")
    if line["service"] != named[0]:
        wrong.append(f"signed for {line['service']}, but it is an operation of {named[0]}")
    try:
        body = json.loads(line["body"], object_pairs_hook=no_twice)
    except ValueError as error:
        return named[1], wrong + [f"the body is not JSON: {error}"]
    return named[1], wrong + judged(body, models.operation_model(*named).input_shape)


def judge_form(line):
    """The query protocol of STS: a form, whose Action names the operation."""
    members = urllib.parse.parse_qsl(line["body"], keep_blank_values=True)
    wrong = [f"member {name} stands twice" for name, count in collections.Counter(n for n, _ in members).items()
             if count > 1]
    value = dict(members)
    name, version = value.pop("Action", ""), value.pop("Version", "")
    model = models.botocores_own("sts")
    if name not in model.operation_names or version != model.api_version:
        return f"sts {name}", wrong + [f"STS has no operation {name!r} of version {version!r}"]
    shape = model.operation_model(name).input_shape
    return name, wrong + (judged(value, shape) if shape else [f"member {member} is unknown" for member in value])


def labels_of(template, path):
    """The labels of a path, still encoded, if it matches the template; else None."""
    wanted, given = template.split("?")[0].split("/"), path.split("/")
    labels = {}
    if len(wanted) != len(given):
        return None
    for want, got in zip(wanted, given):
        if want.startswith("{"):
            labels[want.strip("{}")] = got
        elif want != got:
            return None
    return labels


def rest_operation(line):
    model = models.service_model("apigateway")
    for name in model.operation_names:
        operation = model.operation_model(name)
        labels = labels_of(operation.http["requestUri"], line["path"])
        if operation.http["method"] == line["method"] and labels is not None:
            return name, operation, labels
    return None


def typed(text, shape):
    """The value of a text in the query or the path; the text itself if it has none."""
    if shape.type_name == "boolean" and text in ("true", "false"):
        return text == "true"
    if shape.type_name in ("integer", "long") and re.fullmatch(r"-?\d+", text):
        return int(text)
    return text


def parts(line, labels, shape, wrong):
    """The request as one input: labels, parameters and body under their members' names."""
    value = {}
    by_place = {(member.serialization.get("location"), models.wire_name(name, member)): (name, member)
                for name, member in (shape.members if shape else {}).items()}
    for label, text in labels.items():
        if not re.fullmatch(r"(?:[A-Za-z0-9._~-]|%[0-9A-F]{2})+", text):
            wrong.append(f"label {label}: {text!r} is not percent-encoded")
        name, member = by_place[("uri", label)]
        value[name] = typed(urllib.parse.unquote(text), member)
    for parameter, text in line["query"]:
        name, member = by_place.get(("querystring", parameter), (None, None))
        if name is None:
            wrong.append(f"parameter {parameter} is unknown")
        elif member.type_name == "list":
            value.setdefault(name, []).append(typed(text, member.member))
        elif name in value:
            wrong.append(f"parameter {parameter} stands twice")
        else:
            value[name] = typed(text, member)
    return value


def judge_rest(line):
    """restJson1: method and path name the operation; its input is in path, query and body."""
    found = rest_operation(line)
    if found is None:
        return f"{line['method']} {line['path']}", ["no operation of API Gateway has this method and path"]
    name, operation, labels = found
    wrong = []
    if line["method"] == "GET" and line["body"]:
        wrong.append("a GET request has no body")
    if line["service"] != "apigateway":
        wrong.append(f"signed for {line['service']}, not for apigateway")
    value = parts(line, labels, operation.input_shape, wrong)
    return name, wrong + judged(value, operation.input_shape)


def judge(line):
    """(operation, complaints) of one line of the log."""
    if line["service"] == "sts" and not line["target"]:
        return judge_form(line)
    return judge_json(line) if line["target"] or line["service"] in ("ce", "bcm-pricing-calculator", "billing") else judge_rest(line)


def passes(line, wrong):
    """True where nothing is wrong except values that AWS refused."""
    return not wrong or (line["status"] == 400 and all(ABOUT_VALUES.search(complaint) for complaint in wrong))


def judge_log(file):
    counts, bad = collections.Counter(), 0
    with open(file, encoding="utf-8") as log:
        for text in log:
            line = json.loads(text)
            operation, wrong = judge(line)
            counts[operation] += 1
            if passes(line, wrong):
                continue
            bad += 1
            print(f"{operation} (answered with {line['status']}): {'; '.join(wrong)}\n  {text.strip()}")
    print(f"{sum(counts.values())} requests, {bad} against the models: "
          + ", ".join(f"{name} {count}" for name, count in sorted(counts.items())))
    return bool(counts) and bad == 0


def main(words):
    if words[0] == "self-test":
        import validate_self_test
        return validate_self_test.passes()
    return judge_log(words[1])


if __name__ == "__main__":
    sys.exit(0 if main(sys.argv[1:]) else 1)
