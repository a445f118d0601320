"""Adds up what tests/run.sh ran: GoogleTest's JSON files, and text files of lines `passed|failed|skipped <name>`.

A test program that died before it wrote its results counts as one failure. Exit 1 unless everything passed or was
skipped, and something passed.
"""
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


def main(folder):
    counts = {"passed": 0, "failed": 0, "skipped": 0}
    notable = []
    reports = set()
    for file in sorted(folder.iterdir()):
        if file.suffix == ".json":
            reports.add(file.stem)
            outcomes = list(outcomes_of(json.loads(file.read_text())))
        elif file.name != "failed.txt":
            outcomes = [tuple(line.split(" ", 1)) for line in file.read_text().splitlines() if line]
        else:
            continue
        for outcome, name in outcomes:
            counts[outcome] += 1
            if outcome != "passed":
                notable.append(f"{outcome}: {name}")
    died = folder / "failed.txt"
    for line in died.read_text().splitlines() if died.exists() else []:
        if line.split(":")[0] not in reports:
            counts["failed"] += 1
            notable.append(f"failed: {line} (it wrote no results)")
    print("\n".join(notable))
    print(f'{counts["passed"]} passed, {counts["failed"]} failed, {counts["skipped"]} skipped')
    return 0 if counts["failed"] == 0 and counts["passed"] > 0 else 1


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
