"""The loadable extension in Debian's sqlite3 shell, and sandbox accounts that accept only certain keys.

    with Account(build, keys, seed=7) as account:
        ended = Shell(build).run({"HOME": home, **account.environment}, "SELECT 1")
"""
import os
import pathlib
import subprocess

NOW = "2026-11-21T10:30:00Z"
REGION = "eu-west-3"
COSTS = """SELECT count(*), awscost_sum(unblended_cost_exact) FROM ce_cost_and_usage('service')
           WHERE granularity = 'MONTHLY' AND period_start >= '2026-09-01' AND period_start < '2026-11-01'"""


class Account:
    """awscost-sandbox over HTTP: accepts only `keys`. `seed`: which account."""

    def __init__(self, build, keys, seed=1, *options):
        token = ["--session-token", keys.token] if keys.token else []
        self.process = subprocess.Popen(
            [f"{build}/awscost-sandbox", "--port", "0", "--now", NOW, "--region", REGION, "--seed", str(seed),
             "--access-key", keys.access_key, "--secret-key", keys.secret_key, *token, "--stop-on-eof",
             "--stop-after-seconds", "300", *options], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.url = self.process.stdout.readline().split()[-1]
        self.environment = {"AWS_ENDPOINT_URL_COST_EXPLORER": self.url}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait(timeout=20)
        self.process.stdout.close()


class Shell:
    """The sqlite3 shell with the extension loaded, one process for each run."""

    def __init__(self, build):
        self.extension = str(pathlib.Path(build).resolve() / "awscost")
        # host.sh sets these for a build with a sanitizer; only the shell needs them.
        self.host = {name: os.environ[name] for name in ("LD_PRELOAD", "ASAN_OPTIONS", "UBSAN_OPTIONS")
                     if name in os.environ}

    def run(self, environment, sql, cwd=None, **options):
        environment = {"AWSCOST_CONNECTOR": "aws", "AWSCOST_NOW": NOW, "NO_PROXY": "127.0.0.1", **environment,
                       **self.host}
        return subprocess.run(["/usr/bin/env", "sqlite3", "-batch", "-noheader", "-list", ":memory:"],
                              input=f".load {self.extension}\n{sql}\n", env=environment, cwd=cwd, capture_output=True,
                              text=True, timeout=60, **options)

    def costs_of(self, seed):
        """The answer to COSTS of the account of `seed`, from the sandbox in the process."""
        ended = self.run({"AWSCOST_CONNECTOR": "sandbox", "HOME": "/nonexistent", "PATH": os.environ["PATH"]},
                         f"SELECT awscost_config('sandbox_seed', {seed}) IS NULL;\n{COSTS};")
        if not ended.stdout:
            raise RuntimeError(f"the extension does not answer: {ended.stderr}")
        return ended.stdout.splitlines()[-1]


def asked_for(profile):
    """SQL for what `aws --profile` does."""
    return f"SELECT awscost_config('profile', '{profile}') IS NULL;" if profile else ""
