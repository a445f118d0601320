"""One home directory for each way to credentials: config, credentials and cache files, environment, and the access key
that has to sign because of them.

Each is the way AWS documents it; the same home is read by the extension and by AWS's own SDKs.

    home = homes.all_homes(identity, directory, url)["sso session"]
    home.environment                 HOME, AWS_REGION, AWS_ENDPOINT_URL_STS, …
    home.keys                        who signs
"""
import dataclasses
import datetime
import hashlib
import json
import pathlib
import typing

import dpop
from provider import Login, Metadata, Provider, Role, SsoRefresh, iso, now
from sigv4 import Keys

REGION = "eu-west-3"
START_URL = "https://corp.awsapps.com/start"
BASE = "arn:aws:iam::123456789012:role/"


class Unlike(typing.NamedTuple):
    access_key: str  # who signs there; empty: it finds no credentials
    why: str
    until: tuple = (99,)  # its first version that answers as the extension does


@dataclasses.dataclass
class Home:
    name: str
    keys: Keys  # who has to sign
    environment: dict
    asked: tuple  # operations that the identity provider must have answered, in this order
    profile: str = ""  # asked for in code (SDK) or by the setting `profile` (ours); empty: none
    # SDKs that answer otherwise: {"javascript" or "botocore": Unlike(…)}
    others: dict = dataclasses.field(default_factory=dict)


class Builder:
    """Writes the homes. Every method named after a way makes one."""

    def __init__(self, identity, directory, url):
        self.identity, self.directory, self.url = identity, pathlib.Path(directory), url
        self.homes = {}

    def home(self, name, keys, config="", credentials="", environment=(), asked=(), profile="", others=None):
        root = self.directory / name.replace(" ", "_")
        environment = {
            "HOME": str(root), "PATH": "/usr/bin:/bin", "AWS_REGION": REGION, "AWS_DEFAULT_REGION": REGION,
            "AWS_EC2_METADATA_DISABLED": "true", "AWS_ENDPOINT_URL_STS": self.url, "AWS_ENDPOINT_URL_SSO": self.url,
            "AWS_ENDPOINT_URL_SSO_OIDC": self.url, "AWS_ENDPOINT_URL_SIGNIN": self.url, "AWS_MAX_ATTEMPTS": "1",
            **dict(environment)}
        self.homes[name] = Home(name, keys, environment, tuple(asked), profile, others or {})
        self.file(name, ".aws/config", config)
        self.file(name, ".aws/credentials", credentials)
        return root

    def file(self, name, path, text):
        """The file's path; nothing is written where there is no text."""
        path = self.directory / name.replace(" ", "_") / path
        if text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)
            path.write_text(text)
        return path

    @staticmethod
    def static(keys):
        token = f"aws_session_token = {keys.token}\n" if keys.token else ""
        return f"aws_access_key_id = {keys.access_key}\naws_secret_access_key = {keys.secret_key}\n{token}"

    def session_keys(self, name):
        """Session keys that somebody handed out before; they may sign."""
        keys = self.identity.made(name)
        self.identity.keys[keys.access_key] = keys
        return keys

    def role(self, name, trusted, external_id=""):
        """A role that the access keys in `trusted` may assume: its ARN and its session's keys."""
        arn = BASE + name.replace(" ", "-")
        keys = self.identity.made(name)
        self.identity.roles[arn] = Role(keys, frozenset(trusted), external_id)
        return arn, keys

    # Keys that are there.

    def environment_keys(self):
        keys = self.session_keys("env keys")
        self.home("environment keys", keys, environment={
            "AWS_ACCESS_KEY_ID": keys.access_key, "AWS_SECRET_ACCESS_KEY": keys.secret_key,
            "AWS_SESSION_TOKEN": keys.token})

    def files(self):
        keys = self.identity.known("credentials file")
        self.home("credentials file", keys, credentials="[default]\n" + self.static(keys))
        keys = self.session_keys("config file")
        self.home("config file", keys, config="[profile main]\n" + self.static(keys), environment={"AWS_PROFILE": "main"})

    # Roles.

    def roles(self):
        source = self.identity.known("source")
        arn, keys = self.role("over a source profile", [source.access_key], "corp/+=,.@:-1234")
        self.home("role over a source profile", keys,
                  config=f"[profile main]\nrole_arn = {arn}\nsource_profile = base\nexternal_id = corp/+=,.@:-1234\n"
                         "duration_seconds = 1200\nrole_session_name = costs@example.com\n",
                  credentials="[base]\n" + self.static(source), environment={"AWS_PROFILE": "main"},
                  asked=["AssumeRole"])
        first_arn, first = self.role("chain first", [source.access_key])
        arn, keys = self.role("chain second", [first.access_key])
        self.home("role over a role", keys,
                  config=f"[default]\nrole_arn = {arn}\nsource_profile = first\n"
                         f"[profile first]\nrole_arn = {first_arn}\nsource_profile = base\n",
                  credentials="[base]\n" + self.static(source), asked=["AssumeRole", "AssumeRole"])

    def credential_sources(self):
        source = self.identity.known("environment source")
        arn, keys = self.role("over the environment", [source.access_key])
        config = "[profile main]\nrole_arn = {}\ncredential_source = {}\n"
        self.home("role over the environment", keys, config=config.format(arn, "Environment"), profile="main",
                  environment={"AWS_ACCESS_KEY_ID": source.access_key, "AWS_SECRET_ACCESS_KEY": source.secret_key},
                  asked=["AssumeRole"])
        source, authorization = self.identity.made("task source"), self.identity.secret("task source: container token")
        self.identity.containers["/v2/credentials/source"] = (authorization, source)
        arn, keys = self.role("over the container", [source.access_key])
        self.home("role over the container", keys, config=config.format(arn, "EcsContainer"),
                  environment={"AWS_PROFILE": "main", "AWS_CONTAINER_AUTHORIZATION_TOKEN": authorization,
                               "AWS_CONTAINER_CREDENTIALS_FULL_URI": self.url + "/v2/credentials/source"},
                  asked=["Container", "AssumeRole"])
        arn, keys = self.role("over the instance", [self.identity.instance.keys.access_key])
        self.home("role over the instance", keys, config=config.format(arn, "Ec2InstanceMetadata"),
                  environment={"AWS_PROFILE": "main", **self.instance_environment()},
                  asked=[*self.INSTANCE, "AssumeRole"])

    # Web identity.

    def web_identities(self):
        for name in ("web identity environment", "web identity profile", "role over a web identity"):
            token = ".".join(self.identity.secret(f"{name}: token", 80) for _ in range(3))
            self.identity.secrets[f"{name}: token"] = token
            arn, keys = self.role(name + " first", [])
            self.identity.roles[arn] = Role(keys, web_tokens=frozenset([token]))
            path = self.directory / name.replace(" ", "_") / "token"
            profile = f"role_arn = {arn}\nweb_identity_token_file = {path}\nrole_session_name = runner-7\n"
            if name.endswith("environment"):
                self.home(name, keys, environment={"AWS_WEB_IDENTITY_TOKEN_FILE": str(path), "AWS_ROLE_ARN": arn},
                          asked=["AssumeRoleWithWebIdentity"])
            elif name.endswith("profile"):
                self.home(name, keys, config=f"[profile main]\n{profile}", environment={"AWS_PROFILE": "main"},
                          asked=["AssumeRoleWithWebIdentity"])
            else:
                second, last = self.role(name, [keys.access_key])
                self.home(name, last, environment={"AWS_PROFILE": "main"},
                          config=f"[profile web]\n{profile}[profile main]\nrole_arn = {second}\nsource_profile = web\n",
                          asked=["AssumeRoleWithWebIdentity", "AssumeRole"])
            self.file(name, "token", token)

    # IAM Identity Center.

    def sso_token(self, name, cached_as, expires_in, refresh=None):
        """Writes what `aws sso login` leaves behind; the access token in it."""
        token = self.identity.secret(f"{name}: SSO access token", 200)
        kept = {"startUrl": START_URL, "region": "eu-west-1", "accessToken": token, "expiresAt": iso(now() + expires_in),
                **(refresh or {})}
        digest = hashlib.sha1(cached_as.encode()).hexdigest()
        self.file(name, f".aws/sso/cache/{digest}.json", json.dumps(kept))
        return token

    SESSION = f"[sso-session corp]\nsso_region = eu-west-1\nsso_start_url = {START_URL}\n" \
              "sso_registration_scopes = sso:account:access\n"
    SSO_ROLE = "sso_account_id = 111122223333\nsso_role_name = Billing Reader\n"

    def sso(self):
        hour, role = datetime.timedelta(hours=1), ("111122223333", "Billing Reader")
        keys = self.identity.made("sso session")
        config = f"{self.SESSION}[profile main]\nsso_session = corp\n{self.SSO_ROLE}"
        self.home("sso session", keys, config=config, environment={"AWS_PROFILE": "main"}, asked=["GetRoleCredentials"])
        self.identity.sso[self.sso_token("sso session", "corp", hour)] = {role: keys}
        keys = self.identity.made("sso old form")
        self.home("sso old form", keys, environment={"AWS_PROFILE": "main"}, asked=["GetRoleCredentials"],
                  config=f"[profile main]\nsso_start_url = {START_URL}\nsso_region = eu-west-1\n{self.SSO_ROLE}")
        self.identity.sso[self.sso_token("sso old form", START_URL, hour)] = {role: keys}
        self.sso_refresh(config, role)
        source = self.identity.made("sso source")
        arn, keys = self.role("over sso", [source.access_key])
        self.home("role over sso", keys, config=f"{config}[default]\nrole_arn = {arn}\nsource_profile = main\n",
                  asked=["GetRoleCredentials", "AssumeRole"],
                  others={"botocore": Unlike("", "sso_session in a source profile ends in an AttributeError", (1, 30))})
        self.identity.sso[self.sso_token("role over sso", "corp", hour)] = {role: source}

    def sso_refresh(self, config, role):
        name, keys = "sso refresh", self.identity.made("sso refresh")
        client_secret = self.identity.secret(f"{name}: client secret", 120)
        new = self.identity.secret(f"{name}: new access token", 200)
        refresh = self.identity.secret(f"{name}: refresh token")
        self.home(name, keys, config=config, environment={"AWS_PROFILE": "main"},
                  asked=["CreateToken", "GetRoleCredentials"])
        self.sso_token(name, "corp", datetime.timedelta(minutes=-3), {
            "clientId": "client-1", "clientSecret": client_secret, "refreshToken": refresh,
            "registrationExpiresAt": iso(now() + datetime.timedelta(days=30))})
        self.identity.sso_refreshes[refresh] = SsoRefresh("client-1", client_secret, new,
                                                          self.identity.secret(f"{name}: next refresh token"))
        self.identity.sso[new] = {role: keys}

    # `aws login`.

    def logins(self):
        for name, minutes in (("login", 12), ("login refresh", -1)):
            old, keys = self.identity.made(f"{name} old"), self.identity.made(name)
            pem, public = dpop.new_key()
            self.identity.secrets[f"{name}: DPoP key"] = pem.split("\n")[1][8:52]
            session = f"arn:aws:iam::123456789012:user/{name.replace(' ', '-')}"
            refresh = self.identity.secret(f"{name}: refresh token", 300)
            next_refresh = self.identity.secret(f"{name}: next refresh token", 300)
            client = "arn:aws:signin:::devtools/same-device"
            self.identity.logins[refresh] = Login(client, public, keys, next_refresh)
            self.identity.keys[old.access_key] = old
            self.home(name, old if minutes > 0 else keys, config=f"[default]\nlogin_session = {session}\n",
                      asked=[] if minutes > 0 else ["CreateOAuth2Token"],
                      others={"botocore": Unlike("", "login_session came in 1.41, and wants awscrt")})
            self.file(name, f".aws/login/cache/{hashlib.sha256(session.encode()).hexdigest()}.json", json.dumps({
                "accessToken": {"accessKeyId": old.access_key, "secretAccessKey": old.secret_key,
                                "sessionToken": old.token, "accountId": "123456789012",
                                "expiresAt": iso(now() + datetime.timedelta(minutes=minutes))},
                "tokenType": "aws_sigv4", "clientId": client, "refreshToken": refresh,
                "idToken": self.identity.secret(f"{name}: id token"), "dpopKey": pem}))

    # A program.

    def process(self):
        keys, name = self.session_keys("process"), "credential process"
        kept = self.file(name, "kept here/keys.json", json.dumps({
            "Version": 1, "AccessKeyId": keys.access_key, "SecretAccessKey": keys.secret_key,
            "SessionToken": keys.token, "Expiration": iso(now() + datetime.timedelta(hours=1))}))
        program = self.file(name, "sign in.sh", '#!/bin/sh\n[ "$1" = --profile ] && [ "$2" = "two words" ] || exit 3\n'
                                                'cat "$3"\n')
        program.chmod(0o700)
        self.home(name, keys, environment={"AWS_PROFILE": "main"},
                  config=f'[profile main]\ncredential_process = "{program}" --profile "two words" "{kept}"\n')

    # Containers and instances.

    def containers(self):
        keys, token = self.identity.made("ecs"), self.identity.secret("ecs: container token")
        self.identity.containers["/v2/credentials/task"] = ("Basic " + token, keys)
        self.home("ecs container", keys, asked=["Container"], environment={
            "AWS_CONTAINER_CREDENTIALS_FULL_URI": self.url + "/v2/credentials/task",
            "AWS_CONTAINER_AUTHORIZATION_TOKEN": "Basic " + token})
        keys, token = self.identity.made("eks"), self.identity.secret("eks: container token", 400)
        self.identity.containers["/v1/credentials"] = (token, keys)
        path = self.file("eks pod identity", "eks-pod-identity-token", token)
        self.home("eks pod identity", keys, asked=["Container"], environment={
            "AWS_CONTAINER_CREDENTIALS_FULL_URI": self.url + "/v1/credentials",
            "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": str(path), "AWS_CONTAINER_AUTHORIZATION_TOKEN": "not this one"},
            others={"botocore": Unlike("", "…_TOKEN_FILE came in 1.33", (1, 33))})

    INSTANCE = ("IMDS PUT api/token", "IMDS GET meta-data/iam/security-credentials/",
                "IMDS GET meta-data/iam/security-credentials/web-server")

    def instance_environment(self):
        return {"AWS_EC2_METADATA_DISABLED": "false", "AWS_EC2_METADATA_SERVICE_ENDPOINT": self.url,
                "AWS_EC2_METADATA_V1_DISABLED": "true"}

    def instances(self):
        self.identity.instance = Metadata("web-server", self.identity.made("instance"), REGION + "c")
        self.home("instance metadata", self.identity.instance.keys, environment=self.instance_environment(),
                  asked=self.INSTANCE)


def all_homes(identity, directory, url):
    """By name; the order in which they are asked does not matter."""
    builder = Builder(identity, directory, url)
    for make in (builder.environment_keys, builder.files, builder.roles, builder.web_identities, builder.sso,
                 builder.logins, builder.process, builder.containers, builder.instances, builder.credential_sources):
        make()
    return builder.homes
