"""Every source of credentials ends in a cost row: the extension gets keys from an identity provider that speaks AWS's
protocols, and queries an account that accepts only those keys.

The account checks each signature, so a row proves the whole path: files, environment, order, protocol, signature. AWS's
own SDKs in the same homes prove that the provider speaks as AWS does (sdks.py).

    python3 tests/outside/credentials.py build/release RESULTS
"""
import contextlib
import json
import os
import pathlib
import sys
import tempfile

OUTSIDE = pathlib.Path(__file__).parent.resolve()
sys.path.insert(0, str(OUTSIDE.parent / "identity"))

import contests  # noqa: E402
import homes  # noqa: E402
import spellings  # noqa: E402
from extension import COSTS, Account, Shell, asked_for  # noqa: E402
from http_server import serving  # noqa: E402
from provider import Provider  # noqa: E402


class Wrong(Exception):
    """A failed expectation; ends the test."""


def expect(true, what, *evidence):
    if not true:
        raise Wrong("\n  ".join([what, *(str(part) for part in evidence)]))


class World:
    """One identity provider, its homes, and the extension."""

    def __init__(self, build, root, identity, url):
        self.build, self.identity, self.url, self.root = build, identity, url, pathlib.Path(root)
        self.shell = Shell(build)
        self.homes = homes.all_homes(identity, root, url)
        self.contests = contests.all_contests(identity, root, url)
        self.spellings = spellings.all_spellings(identity, root, url)
        self.builder = homes.Builder(identity, root, url)
        self._costs = {}

    def costs_of(self, seed):
        if seed not in self._costs:
            self._costs[seed] = self.shell.costs_of(seed)
            expect(int(self._costs[seed].split("|")[0]) > 10, "the account has no costs", self._costs[seed])
        return self._costs[seed]

    def ask(self, home, sql=COSTS + ";", **environment):
        """The shell's result, and its requests to the provider."""
        before = len(self.identity.record)
        ended = self.shell.run({**home.environment, **environment}, asked_for(home.profile) + "\n" + sql)
        return ended, self.identity.record[before:]

    def fails(self, home, *words):
        """The statement ends in an error with each of `words`, and no request went to Cost Explorer."""
        ended, record = self.ask(home, AWS_ENDPOINT_URL_COST_EXPLORER=self.url)
        expect(ended.stderr, "no error", ended.stdout, record)
        for word in words:
            expect(word in ended.stderr, f"the message lacks {word!r}", ended.stderr, ended.stdout, record)
        expect(not any(entry.what in ("CostExplorer", "Signed") for entry in record), "Cost Explorer was asked", record)
        return record


def fetches(world, home, seed):
    with Account(world.build, home.keys, seed) as account:
        ended, record = world.ask(home, **account.environment)
    expect(ended.stdout.strip().split("\n")[-1] == world.costs_of(seed), "other rows than the account's", ended.stdout,
           ended.stderr, record)
    asked = tuple(entry.what for entry in record if "placement" not in entry.what)
    expect(asked == home.asked, f"asked the provider for {asked}, not for {home.asked}", record)
    expect(all(entry.outcome == "ok" for entry in record), "not every question was asked well", record)
    return record


# More than rows.

def role_parameters(world):
    """Signing region, session name and duration reach STS; without a name, one is made up."""
    named = fetches(world, world.homes["role over a source profile"], 1)[-1]
    expect(named.detail == f"{homes.REGION} costs@example.com 1200", "the parameters of AssumeRole", named)
    made_up = fetches(world, world.homes["role over a role"], 1)
    expect(all(entry.detail.split()[0] == homes.REGION for entry in made_up), "the region of STS", made_up)


def endpoints_from_the_files(world):
    """The profile's services section has the endpoints of STS and Cost Explorer; no variable is needed."""
    source = world.identity.known("s1 source")
    arn, keys = world.role("s1 role", [source.access_key])
    with Account(world.build, keys, 5) as account:
        world.builder.home("services", keys, environment={"AWS_PROFILE": "main"}, asked=["AssumeRole"], config=(
            f"[profile main]\nrole_arn = {arn}\nsource_profile = base\nservices = loopback\nregion = {homes.REGION}\n"
            f"[services loopback]\nsts =\n  endpoint_url = {world.url}\n"
            f"cost_explorer =\n  endpoint_url = {account.url}\n"),
            credentials="[base]\n" + world.builder.static(source))
        home = world.builder.homes["services"]
        home.environment = {name: value for name, value in home.environment.items()
                            if not name.startswith("AWS_ENDPOINT_URL") and not name.endswith("REGION")}
        ended, record = world.ask(home)
    expect(ended.stdout.strip() == world.costs_of(5), "other rows", ended.stdout, ended.stderr, record)


def sso_token_is_kept(world):
    """The refreshed token is written back as by `aws sso login`, and the next process uses it."""
    home = refreshed(world, "sso refresh", ["GetRoleCredentials"])
    kept = json.loads(next(pathlib.Path(home.environment["HOME"], ".aws/sso/cache").glob("*.json")).read_text())
    secrets = world.identity.secrets
    expect(kept["accessToken"] == secrets["sso refresh: new access token"], "the new access token", kept.keys())
    expect(kept["refreshToken"] == secrets["sso refresh: next refresh token"], "the new refresh token", kept.keys())
    expect(kept["startUrl"] == homes.START_URL and kept["clientId"] == "client-1", "what else stood there", kept.keys())


def login_is_kept(world):
    home = refreshed(world, "login refresh", [])
    kept = json.loads(next(pathlib.Path(home.environment["HOME"], ".aws/login/cache").glob("*.json")).read_text())
    expect(kept["accessToken"]["accessKeyId"] == home.keys.access_key, "the new key", kept["accessToken"].keys())
    expect(kept["refreshToken"] == world.identity.secrets["login refresh: next refresh token"], "the refresh token")
    expect(kept["accessToken"]["accountId"] == "123456789012" and "dpopKey" in kept, "what else stood there", kept)


def refreshed(world, name, asked_again):
    """In homes of their own, because a refresh changes them."""
    identity = Provider()
    with tempfile.TemporaryDirectory(dir=world.root) as root, serving(identity) as url:
        fresh = World(world.build, root, identity, url)
        home = fresh.homes[name]
        fetches(fresh, home, 1)
        home.asked = tuple(asked_again)
        fetches(fresh, home, 1)
        files = [path for path in pathlib.Path(home.environment["HOME"]).rglob("cache/*")]
        expect(len(files) == 1, "more than the token's file was left", files)
        expect(files[0].stat().st_mode & 0o077 == 0, "others may read the token's file", oct(files[0].stat().st_mode))
        world.identity.secrets = {**world.identity.secrets, **identity.secrets}
        copied = world.root / f"after {name}"
        os.rename(home.environment["HOME"], copied)
        home.environment["HOME"] = str(copied)
        return home


def once_a_connection(world):
    """Two statements, one AssumeRole."""
    home = world.homes["role over a source profile"]
    with Account(world.build, home.keys, 1) as account:
        ended, record = world.ask(home, f"{COSTS};\n{COSTS} AND region = 'eu-west-3';", **account.environment)
    expect(not ended.stderr and len(ended.stdout.split()) >= 2, "an error", ended.stderr)
    expect([entry.what for entry in record] == ["AssumeRole"], "what was kept was asked for again", record)


def renewed_in_the_middle(world):
    """AWS says that the role's session has expired: the extension gets another one and goes on."""
    source, later = world.identity.known("v1 source"), world.identity.made("v1 later")
    arn, keys = world.role("v1 role", [source.access_key])
    world.identity.roles[arn] = world.identity.roles[arn]._replace(later=later)
    world.builder.home("renewed", keys, config=f"[default]\nrole_arn = {arn}\nsource_profile = base\n",
                       credentials="[base]\n" + world.builder.static(source))
    accepts = ":".join(part for part in later)
    with Account(world.build, keys, 6, "--also-accept", accepts, "--faults", "expired-token") as account:
        ended, record = world.ask(world.builder.homes["renewed"], **account.environment)
    expect(ended.stdout.strip() == world.costs_of(6), "other rows", ended.stdout, ended.stderr, record)
    expect([entry.what for entry in record] == ["AssumeRole", "AssumeRole"], "what was asked", record)


def two_profiles_in_one_statement(world):
    """Each profile has its own keys, account and endpoint; a row shows its profile."""
    prod, dev = world.identity.known("p1 prod"), world.identity.made("p1 dev")
    source = world.identity.known("p1 source")
    arn, _ = world.role("p1 dev role", [source.access_key])
    world.identity.roles[arn] = world.identity.roles[arn]._replace(keys=dev)
    with Account(world.build, prod, 3) as first, Account(world.build, dev, 4) as second:
        world.builder.home("two profiles", prod, asked=["AssumeRole"], credentials=(
            f"[prod]\n{world.builder.static(prod)}[base]\n{world.builder.static(source)}"), config=(
            f"[profile prod]\nendpoint_url = {first.url}\n[profile dev]\nservices = dev\nrole_arn = {arn}\n"
            f"source_profile = base\n[services dev]\ncost_explorer =\n  endpoint_url = {second.url}\n"
            f"sts =\n  endpoint_url = {world.url}\n"))
        ended, record = world.ask(world.builder.homes["two profiles"], COSTS.replace("SELECT", "SELECT profile,") +
                                  " AND profile IN ('prod', 'dev') GROUP BY profile ORDER BY profile;")
    rows = ended.stdout.split()
    expect(rows == ["dev|" + world.costs_of(4), "prod|" + world.costs_of(3)], "other rows", rows, ended.stderr, record)
    expect([entry.what for entry in record] == ["AssumeRole"], "what was asked", record)


# A failure is reported, and no other source is tried instead.

def failures_are_not_skipped(world):
    keys, build = world.identity.known("x1 other keys"), world.builder
    static = "[default]\n" + build.static(keys)
    instance = build.instance_environment()
    role = f"[profile main]\nrole_arn = {homes.BASE}nobody\nsource_profile = default\n"
    build.home("x role denied", keys, static + role, environment={"AWS_PROFILE": "main", **instance})
    record = world.fails(build.homes["x role denied"], "AccessDenied", "not authorized to perform: sts:AssumeRole", "'main'")
    expect([entry.what for entry in record] == ["AssumeRole"], "something else was tried", record)
    build.home("x container", keys, environment={
        **instance, "AWS_CONTAINER_CREDENTIALS_FULL_URI": world.url + "/v2/credentials/task",
        "AWS_CONTAINER_AUTHORIZATION_TOKEN": "wrong"})
    record = world.fails(build.homes["x container"], "401")
    expect({entry.what for entry in record} == {"Container"}, "something else was tried", record)
    build.home("x web identity", keys, environment={
        **instance, "AWS_WEB_IDENTITY_TOKEN_FILE": "/nonexistent/token", "AWS_ROLE_ARN": homes.BASE + "web"})
    expect(not world.fails(build.homes["x web identity"], "/nonexistent/token"), "something else was tried")
    build.home("x process", keys, "[default]\ncredential_process = /bin/sh -c 'echo sign in first >&2; exit 3'\n",
               environment=instance)
    expect(not world.fails(build.homes["x process"], "sign in first", "3"), "something else was tried")
    build.home("x half", keys, environment={"AWS_ACCESS_KEY_ID": keys.access_key, **instance})
    expect(not world.fails(build.homes["x half"], "AWS_SECRET_ACCESS_KEY"), "something else was tried")


def wrong_keys_of_a_role(world):
    source = world.identity.known("y1 source")
    arn, keys = world.role("y1 role", [source.access_key])
    config = f"[default]\nrole_arn = {arn}\nsource_profile = base\n"
    world.builder.home("y wrong secret", keys, config, "[base]\n" + world.builder.static(source._replace(
        secret_key=world.identity.secret("y1 wrong secret"))))
    world.fails(world.builder.homes["y wrong secret"], "SignatureDoesNotMatch")
    nobody = world.identity.made("y1 nobody")
    world.builder.home("y unknown key", keys, config, "[base]\n" + world.builder.static(nobody))
    world.fails(world.builder.homes["y unknown key"], "InvalidClientTokenId")


def sso_that_ended(world):
    """The message has the command that signs in again."""
    hour = homes.datetime.timedelta(hours=1)
    role = f"[profile main]\nsso_start_url = {homes.START_URL}\nsso_region = eu-west-1\n{world.builder.SSO_ROLE}"
    for name, make in (("z sso expired", lambda name: world.builder.sso_token(name, homes.START_URL, -hour)),
                       ("z sso refused", lambda name: world.builder.sso_token(name, homes.START_URL, hour)),
                       ("z sso never", lambda name: None)):
        world.builder.home(name, None, role, environment={"AWS_PROFILE": "main"})
        make(name)
        world.fails(world.builder.homes[name], "aws sso login")
    session = f"{world.builder.SESSION}[profile main]\nsso_session = corp\n{world.builder.SSO_ROLE}"
    world.builder.home("z sso refresh refused", None, session, environment={"AWS_PROFILE": "main"})
    world.builder.sso_token("z sso refresh refused", "corp", -hour, {
        "clientId": "client-1", "clientSecret": world.identity.secret("z client secret"),
        "refreshToken": world.identity.secret("z refresh token"),
        "registrationExpiresAt": homes.iso(homes.now() + hour)})
    record = world.fails(world.builder.homes["z sso refresh refused"], "aws sso login")
    expect([entry.what for entry in record] == ["CreateToken"], "what was asked", record)


def profile_that_is_not_there(world):
    keys = world.identity.known("n1 prod")
    world.builder.home("n profile", keys, "[profile prod]\n" + world.builder.static(keys),
                       environment={"AWS_PROFILE": "produ"})
    world.fails(world.builder.homes["n profile"], "produ", "prod")


def nothing_at_all(world):
    """The message names each source that was tried."""
    world.builder.home("q nothing", None)
    world.fails(world.builder.homes["q nothing"], "AWS_ACCESS_KEY_ID", "default", "AWS_WEB_IDENTITY_TOKEN_FILE",
                "AWS_CONTAINER_CREDENTIALS", "AWS_EC2_METADATA_DISABLED")


BEYOND = (role_parameters, endpoints_from_the_files, sso_token_is_kept, login_is_kept, once_a_connection,
          renewed_in_the_middle,          two_profiles_in_one_statement, failures_are_not_skipped, wrong_keys_of_a_role, sso_that_ended,
          profile_that_is_not_there, nothing_at_all)


def main(build, results):
    identity = Provider()
    with contextlib.ExitStack() as stack, open(results, "a") as outcomes:
        root = stack.enter_context(tempfile.TemporaryDirectory())
        world = World(build, root, identity, stack.enter_context(serving(identity)))
        world.role = world.builder.role
        tests = [(home.name, lambda home=home, seed=seed: fetches(world, home, seed))
                 for seed, home in enumerate([*world.homes.values(), *world.contests.values(),
                                                 *world.spellings.values()], 1)]
        tests += [(test.__name__, lambda test=test: test(world)) for test in BEYOND]
        failed = 0
        for name, test in tests:
            try:
                test()
                outcome = "passed"
            except Exception as wrong:  # Wrong or any other failure of this test: the others go on
                print(f"{name}: {type(wrong).__name__}: {wrong}")
                outcome, failed = "failed", failed + 1
            outcomes.write(f"{outcome} outside.credentials.{name.replace(' ', '_')}\n")
    print(f"{len(tests) - failed} of {len(tests)} ways and failures are as they should be")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
