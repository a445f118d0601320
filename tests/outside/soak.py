"""Eight processes of four threads ask servers that fail now and then, for a while: no wrong row, and memory that stays flat.

    soak.py BUILD SECONDS

How: each process has a server of its own (awscost-sandbox), which throttles, breaks off, stalls or spoils about every 25th
answer. Each thread opens a connection, asks a hundred statements and closes it; every third connection keeps nothing, every third
keeps in a file of its own, every third in a file that all processes share. A statement has the rows that the sandbox in the
process has for it, or ends in an error that names its table; then the next one is asked. A process measures its resident memory after a
quarter of the time and at the end. The last line counts.
"""
import json
import os
import pathlib
import random
import re
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

PROCESSES = 8
THREADS = 4
NOW = "2026-11-21T10:30:00Z"
FAULTS = ["throttle", "500", "502", "503", "504", "reset-before", "reset-in-body", "reset-after", "close", "cut-body", "gzip",
          "bad-gzip", "not-json", "list", "text", "same-token", "content-type", "length-too-short"]
# How much a process may grow: what the allocator keeps for itself, and each thread has an arena of its own.
GROWTH_KIB = 24 * 1024
COSTS = "FROM ce_cost_and_usage('service')"
STATEMENTS = [
    f"SELECT service, round(sum(unblended_cost), 6) {COSTS} WHERE granularity = 'MONTHLY' GROUP BY service ORDER BY service",
    f"SELECT period_start, round(sum(unblended_cost), 6) {COSTS} WHERE period_start >= '2026-11-01' GROUP BY 1 ORDER BY 1",
    f"SELECT count(*), round(sum(usage_quantity), 4) {COSTS} WHERE service IN ('AWS Lambda', 'Amazon DynamoDB')",
    f"SELECT count(*), awscost_sum(amortized_cost_exact) {COSTS} WHERE period_start >= '2026-10-01'",
    "SELECT count(*), round(sum(unblended_cost), 6) FROM ce_cost_and_usage_with_resources"
    " WHERE service = 'Amazon Elastic Compute Cloud - Compute'",
    f"SELECT a.service, round(a.unblended_cost - b.unblended_cost, 6) {COSTS} a JOIN ce_cost_and_usage('service') b"
    " ON b.service = a.service AND b.period_start = date(a.period_start, '-7 days')"
    " WHERE a.period_start >= '2026-11-15' ORDER BY a.period_start, a.service",
    "SELECT period_start, utilization_percentage FROM ce_savings_plans_utilization WHERE period_start >= '2026-11-01' ORDER BY 1",
    "SELECT count(*), sum(used) FROM apigateway_usage WHERE date >= '2026-11-15'",
    "SELECT s.name, count(*), round(sum(q.amount), 3) FROM bcm_bill_scenarios s JOIN bcm_bill_scenario_usage_quantities q"
    " ON q.bill_scenario_id = s.id WHERE s.name = 'quarter-plan' GROUP BY 1",
    "SELECT count(*) FROM ce_dimension_values WHERE dimension = 'SERVICE'",
]
HINT = re.compile(r"\b(ce|bcm|apigateway|billing|sts)[_:]|cost|budget", re.IGNORECASE)


def connect(extension, settings):
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    connection.enable_load_extension(True)
    connection.load_extension(extension)
    for name, value in settings.items():
        connection.execute("SELECT awscost_config(?, ?)", (name, value))
    return connection


def expected_rows(extension):
    """By statement, from the sandbox in the process, which does not fail."""
    connection = connect(extension, {"connector": "sandbox", "now": NOW.replace("T", " ").rstrip("Z"), "budget": "1000000",
                                     "max_requests": "1000000", "cache": "off"})
    rows = {statement: connection.execute(statement).fetchall() for statement in STATEMENTS}
    connection.close()
    for statement, found in rows.items():
        if not found:
            raise SystemExit(f"no rows to compare: {statement}")
    return rows


def resident_kib():
    with open("/proc/self/status", encoding="ascii") as status:
        return int(re.search(r"VmRSS:\s+(\d+)", status.read()).group(1))


class Process:
    """What one of the processes does."""

    def __init__(self, build, number, folder, until):
        self.extension = str(pathlib.Path(build).resolve() / "awscost")
        self.number = number
        self.folder = folder
        self.until = until
        self.answers = self.errors = 0
        self.wrong = []
        self.lock = threading.Lock()
        self.expected = expected_rows(self.extension)

    def settings(self, count):
        if count % 3 == 0:
            return {"cache": "off"}
        return {"cache_path": f"{self.folder}/shared.db"} if count % 3 == 1 else {}

    def ask(self, connection, statement):
        try:
            rows = connection.execute(statement).fetchall()
        except sqlite3.Error as error:
            with self.lock:
                self.errors += 1
                if not HINT.search(str(error)):
                    self.wrong.append(f"an error that does not say where: {error}")
            return
        with self.lock:
            self.answers += 1
            if rows != self.expected[statement]:
                self.wrong.append(f"{statement}\n  {rows[:3]}\n  {self.expected[statement][:3]}")

    def run_thread(self, thread):
        choice = random.Random(self.number * 100 + thread)
        count = thread
        while time.monotonic() < self.until:
            count += 1
            connection = connect(self.extension, {"budget": "1000000", "max_requests": "1000000", **self.settings(count)})
            for _ in range(100):
                if time.monotonic() >= self.until:
                    break
                self.ask(connection, choice.choice(STATEMENTS))
            connection.close()

    def run(self, seconds):
        threads = [threading.Thread(target=self.run_thread, args=(thread,)) for thread in range(THREADS)]
        for thread in threads:
            thread.start()
        threads[0].join(timeout=seconds / 4)
        early = resident_kib()
        for thread in threads[1:]:
            thread.join(timeout=max(self.until - time.monotonic() - 1, 0))
        late = resident_kib()
        for thread in threads:
            thread.join()
        return {"answers": self.answers, "errors": self.errors, "wrong": self.wrong[:5], "early": early, "late": late}


def start_server(build, number, seconds):
    choice = random.Random(number)
    faults = []
    request = 0
    while len(faults) < 4000:
        request += choice.randint(1, 50)
        faults.append(f"{request}:{choice.choice(FAULTS)}")
    server = subprocess.Popen(
        [f"{build}/awscost-sandbox", "--port", "0", "--now", NOW, "--stop-on-eof", "--stop-after-seconds", str(seconds + 120),
         "--faults", ",".join(faults)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    return server, server.stdout.readline().split()[-1]


def start_process(build, number, folder, seconds, url):
    environment = {**os.environ, "AWSCOST_CONNECTOR": "aws", "AWSCOST_NOW": NOW, "AWS_ENDPOINT_URL": url, "NO_PROXY": "127.0.0.1",
                   "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
                   "AWS_REGION": "us-east-1", "HOME": folder}
    return subprocess.Popen([sys.executable, "-B", __file__, build, str(seconds), str(number), folder], env=environment,
                            stdout=subprocess.PIPE, text=True)


def soak(build, seconds):
    with tempfile.TemporaryDirectory() as folder:
        servers = [start_server(build, number, seconds) for number in range(PROCESSES)]
        processes = [start_process(build, number, folder, seconds, url) for number, (_, url) in enumerate(servers)]
        told = [process.communicate(timeout=seconds + 300)[0] for process in processes]
        for server, _ in servers:
            server.stdin.close()
            server.wait(timeout=20)
    results = [json.loads(text.splitlines()[-1]) if text else {"wrong": ["a process told nothing"]} for text in told]
    wrong = [sentence for result in results for sentence in result["wrong"]]
    if seconds >= 60:  # before, memory is still growing into its size
        wrong += [f"memory grew from {r['early']} to {r['late']} KiB" for r in results
                  if r.get("late", 0) > r.get("early", 0) * 1.1 + GROWTH_KIB]
    for sentence in wrong:
        print(f"WRONG: {sentence}")
    answers = sum(result.get("answers", 0) for result in results)
    errors = sum(result.get("errors", 0) for result in results)
    growth = max(result.get("late", 0) - result.get("early", 0) for result in results)
    print(f"{answers} answers, {errors} errors, {len(wrong)} wrong, memory of a process grew by {growth} KiB at most")
    return 1 if wrong or answers == 0 else 0


def main():
    build, seconds = sys.argv[1], int(sys.argv[2])
    if len(sys.argv) == 3:
        return soak(build, seconds)
    process = Process(build, int(sys.argv[3]), sys.argv[4], time.monotonic() + seconds)
    print(json.dumps(process.run(seconds)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
