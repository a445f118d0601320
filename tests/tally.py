"""Adds up the results of tests/run.sh: GoogleTest's JSON files, and text files of lines `passed|failed|skipped <name>`.

ended.txt has lines `<name> <exit status>`. A program without results, or one that failed at its end although its tests
passed (a leak is found after the last test), counts as one failure. Exit 1 unless everything passed or was skipped, and
something passed.
"""
import collections
import json
import pathlib
import sys


def outcomes_of(report):
    for suite in report.get("testsuites", []):
        for test in suite.get("testsuite", []):
            name = f'{suite["name"]}.{test["name"]}'
            if test.get("failures"):
                yield "failed", name
            elif test.get("result") == "SKIPPED" or test.get("status") == "NOTRUN":
                yield "skipped", name
            else:
                yield "passed", name


def read(file):
    if file.suffix == ".json":
        return list(outcomes_of(json.loads(file.read_text())))
    return [tuple(line.split(" ", 1)) for line in file.read_text().splitlines() if line]


def failed_beside_tests(folder, outcomes):
    """Programs whose end says more than their tests did."""
    ended = folder / "ended.txt"
    for line in ended.read_text().splitlines() if ended.exists() else []:
        name, status = line.split()
        if not outcomes.get(name):
            yield f"{name} (exit {status}: it wrote no results)"
        elif status != "0" and not any(outcome == "failed" for outcome, _ in outcomes[name]):
            yield f"{name} (exit {status}, though none of its tests failed)"


def main(folder):
    outcomes = {file.stem: read(file) for file in sorted(folder.iterdir()) if file.name != "ended.txt"}
    everything = [outcome for program in outcomes.values() for outcome in program]
    everything += [("failed", name) for name in failed_beside_tests(folder, outcomes)]
    counts = collections.Counter(outcome for outcome, _ in everything)
    for outcome, name in everything:
        if outcome != "passed":
            print(f"{outcome}: {name}")
    print(f'{counts["passed"]} passed, {counts["failed"]} failed, {counts["skipped"]} skipped')
    return 0 if counts["failed"] == 0 and counts["passed"] > 0 else 1


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
