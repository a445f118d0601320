"""Secrets leave the process only in requests that need them.

The extension uses every source of credentials, with success and with every failure, and with its log on. Then all its
traces (output, errors, log, plans, tables, settings, every file in its home, temporary and working directory) are
searched for every secret, whole or in part, plain or encoded. Existing files in which AWS keeps tokens may have them.

    python3 tests/outside/no_leaks.py build/release RESULTS
"""
import contextlib
import os
import pathlib
import resource
import sys
import tempfile

OUTSIDE = pathlib.Path(__file__).parent.resolve()
sys.path.insert(0, str(OUTSIDE.parent / "identity"))

import homes  # noqa: E402
from extension import COSTS, Account, Shell, asked_for  # noqa: E402
from http_server import serving  # noqa: E402
from leaks import Finder, forms  # noqa: E402
from provider import Provider  # noqa: E402

STATEMENTS = f"""
.eqp full
{COSTS};
.eqp on
EXPLAIN QUERY PLAN {COSTS};
SELECT group_1, period_start FROM ce_cost_and_usage('service') LIMIT 1;
SELECT count(*) FROM ce_dimension_values('SERVICE');
SELECT * FROM awscost_requests;
SELECT * FROM awscost_settings;
SELECT name, awscost_config(name) FROM awscost_settings;
SELECT awscost_last_cost(), awscost_version();
"""


def contents(*directories):
    """{path: content} of every file."""
    return {path: path.read_bytes() for directory in directories for path in pathlib.Path(directory).rglob("*")
            if path.is_file() and not path.is_symlink()}


def kept_by_aws(path):
    return path.parent.name == "cache" and path.parent.parent.name in ("sso", "login")


class Test:
    def __init__(self, build, root, identity, url):
        self.root, self.identity, self.url, self.build = pathlib.Path(root), identity, url, build
        self.shell = Shell(build)
        self.made = homes.Builder(identity, root, url)
        self.count = 0

    def everything(self, home, environment, statements=STATEMENTS, log=True):
        """All traces of a run, by place, and its result."""
        self.count += 1
        scratch = self.root / f"run {self.count}"
        directories = [scratch / "tmp", scratch / "cwd", pathlib.Path(home.environment["HOME"])]
        for directory in directories:
            directory.mkdir(parents=True, exist_ok=True)
        before = contents(*directories)
        log_to = scratch / "tmp" / "requests.log" if self.count % 2 else "stderr"
        prelude = f"SELECT awscost_config('log', '{log_to}') IS NULL;\n" if log else ""
        ended = self.shell.run({**home.environment, "TMPDIR": str(directories[0]), **environment},
                               prelude + asked_for(home.profile) + statements, cwd=directories[1],
                               preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CORE, (0, 0)))
        left = {"output": ended.stdout, "errors": ended.stderr}
        for path, content in contents(*directories).items():
            if path not in before or (content != before[path] and not kept_by_aws(path)):
                left[str(path)] = content.decode(errors="replace")
        logged = left.get(str(log_to), "") if self.count % 2 else ended.stderr
        return left, ended, logged

    def leaks(self, left):
        finder = Finder(self.identity.secrets)
        return [f"{name} in {place}" for place, text in left.items() for name in finder.found(text)]

    def keeps_secrets(self, home, environment=(), fails=False, log=True, statements=STATEMENTS):
        """None, or what is wrong."""
        left, ended, logged = self.everything(home, dict(environment), statements, log)
        leaks = self.leaks(left)
        if leaks:
            return "leaks: " + "; ".join(leaks) + "".join(f"\n--- {place}\n{text}" for place, text in left.items())
        if ended.returncode < 0:
            return f"ended by signal {-ended.returncode}"
        if fails != ("Error" in ended.stderr or "error" in ended.stderr):
            return f"{'no error' if fails else 'an error'}: {ended.stdout[-600:]}\n{ended.stderr[:2000]}"
        if log and not fails and "GetCostAndUsage" not in logged:
            return f"the log says nothing: {logged!r}"
        return None

    # Successes.

    def successes(self):
        for name, home in homes.all_homes(self.identity, self.root / "good", self.url).items():
            yield f"{name}", lambda home=home: self.with_account(home, home.keys)

    def with_account(self, home, keys, *options, **how):
        with Account(self.build, keys, 1, *options) as account:
            environment = {**account.environment, "AWS_ENDPOINT_URL_API_GATEWAY": account.url}
            return self.keeps_secrets(home, environment, **how)

    # Failures.

    def home(self, name, config="", credentials="", **more):
        self.made.home(name, None, config, credentials, **more)
        return self.made.homes[name]

    def failure(self, name, config="", credentials="", files=(), **more):
        """A test of a home that ends in an error before any request to Cost Explorer."""
        home = self.home(name, config, credentials, **more)
        for path, text in dict(files).items():
            self.made.file(name, path, text)
        return name, lambda: self.keeps_secrets(home, {"AWS_ENDPOINT_URL_COST_EXPLORER": self.url}, fails=True)

    def variables(self, keys):
        return {"AWS_ACCESS_KEY_ID": keys.access_key, "AWS_SECRET_ACCESS_KEY": keys.secret_key,
                **({"AWS_SESSION_TOKEN": keys.token} if keys.token else {})}

    def refused_by_cost_explorer(self):
        keys = self.identity.made("wrong signature")
        home = self.home("wrong signature", environment=self.variables(keys))
        # The account's answer quotes the canonical request, which contains the session token.
        judge = keys._replace(secret_key=self.identity.secret("wrong signature: the right secret key"))
        yield "wrong signature", lambda: self.with_account(home, judge, fails=True)
        yield "expired token", lambda: self.with_account(home, keys, "--faults", "expired-token", fails=True)
        yield "unknown key", lambda: self.with_account(home, self.identity.made("unknown key"), fails=True)
        yield "no JSON", lambda: self.with_account(home, keys, "--faults", "not-json*all", fails=True)
        yield "redirect", lambda: self.with_account(home, keys, "--faults", "307*all", fails=True)

    def refused_by_the_provider(self):
        source = self.identity.known("refused source")
        credentials = "[base]\n" + self.made.static(source)
        role = f"[default]\nrole_arn = {homes.BASE}nobody\nsource_profile = base\n"
        yield self.failure("role denied", role, credentials)
        wrong = source._replace(secret_key=self.identity.secret("refused: wrong secret key"))
        yield self.failure("role wrong signature", role, "[base]\n" + self.made.static(wrong))
        yield self.failure("role unreachable", role, credentials, environment={
            "AWS_ENDPOINT_URL_STS": "http://127.0.0.1:9"})
        token = self.identity.secret("refused: web identity token", 90)
        yield self.failure("web identity refused", files={"token": token}, environment={
            "AWS_ROLE_ARN": homes.BASE + "nobody",
            "AWS_WEB_IDENTITY_TOKEN_FILE": str(self.root / "web_identity_refused/token")})
        yield self.failure("container refused", environment={
            "AWS_CONTAINER_CREDENTIALS_FULL_URI": self.url + "/v2/credentials/nobody",
            "AWS_CONTAINER_AUTHORIZATION_TOKEN": self.identity.secret("refused: container token")})

    def signed_out(self):
        role = f"[default]\nsso_start_url = {homes.START_URL}\nsso_region = eu-west-1\n{self.made.SSO_ROLE}"
        session = f"{self.made.SESSION}[default]\nsso_session = corp\n{self.made.SSO_ROLE}"
        hour = homes.datetime.timedelta(hours=1)
        for name, config, cached_as, lasts in (("sso expired", role, homes.START_URL, -hour),
                                               ("sso refused", role, homes.START_URL, hour),
                                               ("sso refresh refused", session, "corp", -hour)):
            test = self.failure(name, config)
            self.made.sso_token(name, cached_as, lasts, {
                "clientId": "client-1", "clientSecret": self.identity.secret(f"{name}: client secret"),
                "refreshToken": self.identity.secret(f"{name}: refresh token"),
                "registrationExpiresAt": homes.iso(homes.now() + hour)})
            yield test
        digest = homes.hashlib.sha1(homes.START_URL.encode()).hexdigest()
        token = self.identity.secret("sso unreadable: access token", 90)
        yield self.failure("sso unreadable", role, files={
            f".aws/sso/cache/{digest}.json": f'{{"accessToken": "{token}", "expiresAt" "'})
        login = "arn:aws:iam::123456789012:user/unreadable"
        digest = homes.hashlib.sha256(login.encode()).hexdigest()
        key = self.identity.secret("login unreadable: key", 120)
        for name, text in (("login unreadable", '{"accessToken": {"secretAccessKey": "%s"' % key), ("login bad key", (
                '{"accessToken": {"accessKeyId": "ASIAEXAMPLE", "secretAccessKey": "%s", "sessionToken": "%s",'
                ' "accountId": "1", "expiresAt": "2020-01-01T00:00:00Z"}, "clientId": "arn:aws:signin:::devtools/x",'
                ' "refreshToken": "%s", "dpopKey": "%s"}') % (key, key, key, key))):
            yield self.failure(name, f"[default]\nlogin_session = {login}\n", files={
                f".aws/login/cache/{digest}.json": text})

    def garbled(self):
        """Malformed answers with the secrets in them."""
        for name, what in (("role over a source profile", "AssumeRole"), ("sso session", "GetRoleCredentials"),
                           ("web identity profile", "AssumeRoleWithWebIdentity"), ("sso refresh", "CreateToken"),
                           ("login refresh", "CreateOAuth2Token"), ("ecs container", "Container"),
                           ("instance metadata", homes.Builder.INSTANCE[2])):
            yield f"garbled {what}", lambda name=name, what=what: self.spoil(name, what, "garbled")

    def echoed(self):
        """Refusals that quote the request, as a proxy's page may."""
        for name, what in (("environment keys", "CostExplorer"), ("role over sso", "AssumeRole"),
                           ("sso session", "GetRoleCredentials"), ("web identity profile", "AssumeRoleWithWebIdentity"),
                           ("sso refresh", "CreateToken"), ("login refresh", "CreateOAuth2Token"),
                           ("ecs container", "Container"), ("instance metadata", homes.Builder.INSTANCE[2])):
            yield f"echoed {what}", lambda name=name, what=what: self.spoil(name, what, "echoed")

    def spoil(self, name, what, how):
        identity = Provider()
        with tempfile.TemporaryDirectory(dir=self.root) as root, serving(identity) as url:
            test = Test(self.build, root, identity, url)
            home = homes.all_homes(identity, root, url)[name]
            getattr(identity, how).add(what)
            wrong = test.keeps_secrets(home, {"AWS_ENDPOINT_URL_COST_EXPLORER": url}, fails=True)
            return wrong if wrong or identity.entries(what) else f"{what} was never asked for"

    def programs(self):
        secret, word = self.identity.secret("program: secret key"), self.identity.secret("program: password")
        keys = f'"Version": 1, "AccessKeyId": "ASIAEXAMPLE", "SecretAccessKey": "{secret}"'
        for name, script in (("program that fails", f"printf '%s' '{{{keys}}}'; exit 3"),
                             ("program without JSON", f"printf '%s' '{keys}'"),
                             ("program of version 2", "printf '%s' '{" + keys.replace("1", "2", 1) + "}'"),
                             ("program without key", f"""printf '%s' '{{"Version": 1, "SecretAccessKey": "{secret}"}}'
                              """),
                             ("program that is ended", f"printf '%s' '{{{keys}}}'; kill -9 $$")):
            path = self.made.file(name, "program.sh", f"#!/bin/sh\n{script}\n")
            path.chmod(0o700)
            yield self.failure(name, f"[default]\ncredential_process = {path} --password {word}\n")
        yield self.failure("program that is not there", "[default]\n"
                           f"credential_process = /nonexistent --password {word}\n")

    def files(self):
        secret = self.identity.secret("file: secret key")
        for number, text in enumerate((
                f"[default]\naws_access_key_id = AKIAEXAMPLE\naws_secret_access_key {secret}\n",
                f"{secret}\n[default]\n", f"[default]\n{secret}\n", f"[default {secret}\n", f"  {secret}\n[default]\n",
                f"[default]\naws_access_key_id = AKIAEXAMPLE\naws_secret_access_key =\n  {secret}\n",
                f"[default]\naws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = {secret}\n  {secret}\n",
                f"[default]\naws_secret_access_key = {secret}\n", f"[default]\n= {secret}\n",
                f"[default]\naws_access_key_id = \naws_secret_access_key = {secret}\x01\x7f\n")):
            yield self.failure(f"credentials file {number}", credentials=text)
            yield self.failure(f"config file {number}", config=text)

    def environments(self):
        keys = self.identity.made("broken environment")
        good = self.variables(keys)
        yield self.failure("secret key alone", environment={name: good[name] for name in list(good)[1:]})
        for name, value in good.items():
            if name != "AWS_ACCESS_KEY_ID":
                yield self.failure(f"line break in {name}", environment={**good, name: value[:20] + "\n" + value[20:]})
        yield self.failure("line break in a container token", environment={
            "AWS_CONTAINER_CREDENTIALS_FULL_URI": self.url + "/v1/credentials", "AWS_CONTAINER_AUTHORIZATION_TOKEN":
            self.identity.secret("broken container token") + "\r\nX-Injected: 1"})
        password = self.identity.secret("endpoint: password").replace("/", "-").replace("+", "-")
        self.identity.secrets["endpoint: password"] = password
        for name, url in (("password in an endpoint", f"http://user:{password}@127.0.0.1:9"),
                          ("password in a wrong endpoint", f"http://user:{password}@127.0.0.1:9/?a=b#c")):
            home = self.home(name, environment=good)
            yield name, lambda home=home, url=url: self.keeps_secrets(
                home, {"AWS_ENDPOINT_URL_COST_EXPLORER": url}, fails=True)

    def proxies(self):
        password = self.identity.secret("proxy: password").replace("/", "-").replace("+", "-")
        self.identity.secrets["proxy: password"] = password
        good = self.variables(self.identity.made("behind a proxy"))
        for name, address in (("proxy", self.url.removeprefix("http://")), ("proxy that is not there", "127.0.0.1:9"),
                              ("proxy with a wrong address", "127.0.0.1:99999")):
            proxy = f"http://user:{password}@{address}"
            home = self.home(name, environment={**good, **{variable: proxy for variable in (
                "http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY")}, "NO_PROXY": "", "no_proxy": ""})
            yield name, lambda home=home: self.keeps_secrets(
                home, {"AWS_ENDPOINT_URL_COST_EXPLORER": "http://127.0.0.2:9"}, fails=True)

    # API Gateway's secrets are shown in their column and nowhere else.

    def api_keys(self):
        yield "api keys", self.api_key_values

    def api_key_values(self):
        keys = self.identity.made("gateway")
        home = self.home("gateway", environment=self.variables(keys))
        with Account(self.build, keys) as account:
            environment = {**home.environment, "AWS_ENDPOINT_URL_API_GATEWAY": account.url}
            ended = self.shell.run(environment, "SELECT id, value FROM apigateway_api_keys;")
            values = dict(line.split("|") for line in ended.stdout.splitlines())
            if len(values) < 2:
                return f"no API keys: {ended.stderr}"
            self.identity.secrets.update({f"API key {key}": value for key, value in values.items() if value != key})
            named = ".output /dev/null\nSELECT value FROM apigateway_api_keys;\n.output stdout\n"
            return self.with_account(home, keys, statements=f"""{named}
                SELECT * FROM apigateway_api_keys;
                SELECT * FROM apigateway_usage_plan_keys;
                SELECT * FROM apigateway_usage;
                {STATEMENTS}""")

    # The test itself must be able to fail.

    def finds_what_is_there(self):
        yield "self-check", self.self_check

    def self_check(self):
        keys = self.identity.made("self-check")
        home = self.home("self-check", environment=self.variables(keys))
        finder = Finder(self.identity.secrets)
        for name, secret in self.identity.secrets.items():
            for form in forms(secret):
                if name not in finder.found(f"x{form[3:-3]}x") and len(form) > 16:
                    return f"{name} was not found as {form!r}"
        if finder.found("The quick brown fox jumps over the lazy dog. ASIASELFCHECKXXXXXX 0123456789abcdef"):
            return "found what is not there"
        for statements, place in ((f"SELECT '{keys.secret_key}';", "output"),
                                  (f"SELECT * FROM \"{keys.token}\";", "errors"),
                                  (f".output kept\nSELECT '{keys.token[40:60]}';", "kept")):
            left, _, _ = self.everything(home, {}, statements, log=False)
            if not any(leak.endswith(place) for leak in self.leaks(left)):
                return f"a secret in {place} was not found: {left}"
        return None


def main(build, results):
    failed = count = 0
    with contextlib.ExitStack() as stack, open(results, "a") as outcomes:
        identity = Provider()
        root = stack.enter_context(tempfile.TemporaryDirectory())
        test = Test(build, root, identity, stack.enter_context(serving(identity)))
        for make in (test.successes, test.refused_by_cost_explorer, test.refused_by_the_provider, test.signed_out,
                     test.garbled, test.echoed, test.programs, test.files, test.environments, test.proxies, test.api_keys,
                     test.finds_what_is_there):
            for name, check in make():
                try:
                    wrong = check()
                except Exception as error:  # the other tests go on
                    wrong = f"{type(error).__name__}: {error}"
                count, failed = count + 1, failed + (wrong is not None)
                if wrong:
                    print(f"{name}: {wrong}")
                outcomes.write(f"{'failed' if wrong else 'passed'} outside.no_leaks.{name.replace(' ', '_')}\n")
    print(f"{count - failed} of {count} runs kept their secrets")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
