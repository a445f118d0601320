"""Whoever gives out AWS credentials, on 127.0.0.1: STS, IAM Identity Center (SSO), its OIDC service, AWS sign-in, a
container's endpoint and an instance's metadata. Each is as strict as AWS is, so that credentials which come out prove
that they were asked for properly.

How: one object knows every key, role and token; a request is told apart by method and path, which no two of the
services share. What is handed out may sign from then on. Each request leaves an Entry in `record`. Shares no code with
the extension; the AWS SDK for JavaScript and botocore are its other clients (tests/outside/sdks.py).

    identity = Provider()
    identity.roles[arn] = Role(identity.made("role"), trusted={"AKIDEXAMPLE"})
    with serving(identity) as url: …                         # http_server.py
"""
import datetime
import json
import re
import secrets
import string
import threading
import typing
import urllib.parse
import uuid
from xml.sax.saxutils import escape

import dpop
import sigv4
from sigv4 import Keys, Refused

REGIONS = ("eu-west-3", "us-east-1")  # the client's, and where the SDK for JavaScript asks STS without being told one
LONGEST = datetime.timedelta(hours=1)


class Entry(typing.NamedTuple):
    what: str  # the operation: "AssumeRole", "GetRoleCredentials", …
    signed_by: str  # access key; empty: unsigned
    outcome: str  # "ok", or the code of the refusal
    detail: str  # what a test may want to compare; no secret


class Request(typing.NamedTuple):
    method: str
    path: str
    query: list  # pairs
    headers: dict  # by name in lower case
    body: bytes
    url: str  # without the query


class Reply(typing.NamedTuple):
    status: int
    headers: dict
    body: bytes


class Role(typing.NamedTuple):
    keys: Keys
    trusted: frozenset = frozenset()  # access keys that may assume it
    external_id: str = ""
    web_tokens: frozenset = frozenset()
    later: Keys = None  # what it gives from the second time on; None: the same


class SsoRefresh(typing.NamedTuple):
    client_id: str
    client_secret: str
    access_token: str  # the new one
    refresh_token: str


class Login(typing.NamedTuple):
    client_id: str
    public: tuple
    keys: Keys
    refresh_token: str


class Metadata(typing.NamedTuple):
    role: str
    keys: Keys
    zone: str


def now():
    return datetime.datetime.now(datetime.timezone.utc)


def iso(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def json_reply(status, body, **headers):
    return Reply(status, {"Content-Type": "application/json", **headers}, json.dumps(body).encode())


def only(value, pattern, what):
    if not re.fullmatch(pattern, value, re.ASCII):
        raise Refused(400, "ValidationError", f"1 validation error detected: Value at '{what}' failed to satisfy "
                      f"constraint: Member must satisfy regular expression pattern: {pattern}")


class Provider:
    def __init__(self):
        self.lock = threading.RLock()
        self.secrets = {}  # every secret that was made, by name
        self.keys = {}  # who may sign, by access key
        self.roles = {}  # by ARN
        self.sso = {}  # by access token: {(account, role): Keys}
        self.sso_refreshes = {}  # by refresh token: SsoRefresh
        self.logins = {}  # by refresh token: Login
        self.containers = {}  # by path: (value of Authorization or None, Keys)
        self.instance = None  # Metadata
        self.garbled = set()  # operations whose answer is cut in the middle
        self.echoed = set()  # operations that are refused with the whole request in the message
        self.record = []
        self._proofs = set()
        self._instance_tokens = set()

    # What tests set up.

    def secret(self, name, length=40, alphabet=string.ascii_letters + string.digits + "+/"):
        """A new one. It holds characters that URLs escape, and is remembered by name."""
        value = "".join(secrets.choice(alphabet) for _ in range(length - 2))
        self.secrets[name] = value[:length // 2] + "/+" + value[length // 2:]
        return self.secrets[name]

    def made(self, name, session=True):
        """Keys that nobody has yet. The access key tells whose they are."""
        label = re.sub("[^A-Z0-9]", "", name.upper())[:16].ljust(16, "X")
        token = self.secret(f"{name}: session token", 300) + "==" if session else ""
        if session:
            self.secrets[f"{name}: session token"] = token
        return Keys(("ASIA" if session else "AKIA") + label, self.secret(f"{name}: secret key"), token)

    def known(self, name):
        """Long-term keys that may sign at once."""
        keys = self.made(name, session=False)
        self.keys[keys.access_key] = keys
        return keys

    def entries(self, what):
        with self.lock:
            return [entry for entry in self.record if entry.what == what]

    # Requests.

    def answer(self, request):
        what, handler = self._route(request)
        with self.lock:
            try:
                if what in self.echoed:
                    raise Refused(400, "ValidationException", f"{request.headers} {request.body.decode()}")
                reply, signed_by, detail = handler(request)
                outcome = "ok"
            except Refused as refused:
                reply, signed_by, detail = self._refusal(what, refused), "", refused.message
                outcome = refused.code
            self.record.append(Entry(what, signed_by, outcome, detail))
        if what in self.garbled and reply.status == 200:
            # A character that no XML or JSON may hold, behind the secret.
            reply = reply._replace(body=reply.body[:-2] + b"\x01")
        return reply

    def _route(self, request):
        if request.method == "POST" and request.path == "/":
            if "x-amz-target" in request.headers:
                return "CostExplorer", self._cost_explorer
            action = dict(urllib.parse.parse_qsl(request.body.decode())).get("Action", "?")
            return action, self._sts
        if request.path.startswith("/latest/"):
            return "IMDS " + request.method + " " + request.path.removeprefix("/latest/"), self._metadata
        routes = {("GET", "/federation/credentials"): ("GetRoleCredentials", self._role_credentials),
                  ("POST", "/token"): ("CreateToken", self._create_token),
                  ("POST", "/v1/token"): ("CreateOAuth2Token", self._sign_in)}
        if (request.method, request.path) in routes:
            return routes[request.method, request.path]
        return "Container", self._container

    def _refusal(self, what, refused):
        if what in ("AssumeRole", "AssumeRoleWithWebIdentity", "?"):
            text = (f'<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">\n  <Error>\n'
                    f"    <Type>Sender</Type>\n    <Code>{refused.code}</Code>\n"
                    f"    <Message>{escape(refused.message)}</Message>\n  </Error>\n"
                    f"  <RequestId>{uuid.uuid4()}</RequestId>\n</ErrorResponse>\n")
            return Reply(refused.status, {"Content-Type": "text/xml"}, text.encode())
        if what.startswith("IMDS"):
            return Reply(refused.status, {"Content-Type": "text/html"}, f"<html>{refused.code}</html>".encode())
        body = {"__type": refused.code, "message": refused.message}
        if what == "CreateToken":
            error = re.sub("(?<!^)(?=[A-Z])", "_", refused.code.removesuffix("Exception")).lower()
            body = {"error": error, "error_description": refused.message}
        if what == "CreateOAuth2Token":
            body = {"error": refused.message.split(" ")[0], "message": refused.message}
        return json_reply(refused.status, body, **{"x-amzn-ErrorType": refused.code})

    def _signed(self, request, service):
        return sigv4.check(request, service, self.keys, REGIONS, now())

    def _cost_explorer(self, request):
        """Nobody's account: only tells who signed. (Rows come from awscost-sandbox.)"""
        signed_by = self._signed(request, "ce")
        self.record.append(Entry("Signed", signed_by, "ok", request.headers["authorization"].split("/")[2]))
        raise Refused(400, "ValidationException", f"signed by {signed_by}")

    # STS: a form, answered in XML.

    def _sts(self, request):
        if not request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
            raise Refused(400, "MissingAction", "the content type is not a form's")
        pairs = urllib.parse.parse_qsl(request.body.decode(), keep_blank_values=True, strict_parsing=True)
        form = dict(pairs)
        if len(form) != len(pairs) or form.get("Version") != "2011-06-15" or request.query:
            raise Refused(400, "InvalidAction", f"Could not find operation {form.get('Action')} for version "
                          f"{form.get('Version')}")
        actions = {"AssumeRole": self._assume_role, "AssumeRoleWithWebIdentity": self._assume_role_with_web_identity}
        if form["Action"] not in actions:
            raise Refused(400, "InvalidAction", f"Could not find operation {form['Action']}")
        only(form.get("RoleArn", ""), r"arn:aws:iam::\d{12}:role/[\w+=,.@/-]{1,512}", "roleArn")
        only(form.get("RoleSessionName", ""), r"[\w+=,.@-]{2,64}", "roleSessionName")
        only(form.get("DurationSeconds", "3600"), r"\d+", "durationSeconds")
        if not 900 <= int(form.get("DurationSeconds", "3600")) <= 43200:
            raise Refused(400, "ValidationError", "DurationSeconds is not within 900 and 43200")
        return actions[form["Action"]](request, form)

    def _assume_role(self, request, form):
        signed_by = self._signed(request, "sts")
        more = set(form) - {"Action", "Version", "RoleArn", "RoleSessionName", "DurationSeconds", "ExternalId"}
        role = self.roles.get(form["RoleArn"])
        if more or role is None or signed_by not in role.trusted or form.get("ExternalId", "") != role.external_id:
            raise Refused(403, "AccessDenied", f"User: {signed_by} is not authorized to perform: sts:AssumeRole on "
                          f"resource: {form['RoleArn']}")
        region = request.headers["authorization"].split("/")[2]
        detail = " ".join([region, form["RoleSessionName"], form.get("DurationSeconds", "-")])
        return self._assumed("AssumeRole", form, role), signed_by, detail

    def _assume_role_with_web_identity(self, request, form):
        if "authorization" in request.headers:
            raise Refused(400, "ValidationError", "this request is sent without a signature")
        more = set(form) - {"Action", "Version", "RoleArn", "RoleSessionName", "DurationSeconds", "WebIdentityToken"}
        role, token = self.roles.get(form["RoleArn"]), form.get("WebIdentityToken", "")
        if more or role is None or token not in role.web_tokens:
            code = "InvalidIdentityToken" if token else "ValidationError"
            raise Refused(400, code, "No OpenIDConnect provider found in your account for this token")
        return self._assumed("AssumeRoleWithWebIdentity", form, role), "", form["RoleSessionName"]

    def _assumed(self, action, form, role):
        keys = role.keys
        self.keys[keys.access_key] = keys
        if role.later is not None:
            self.roles[form["RoleArn"]] = role._replace(keys=role.later, later=None)
        name = form["RoleArn"].rsplit("/", 1)[1]
        expires = now() + datetime.timedelta(seconds=int(form.get("DurationSeconds", "3600")))
        text = (f'<{action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/">\n  <{action}Result>\n'
                f"    <AssumedRoleUser>\n      <AssumedRoleId>AROAEXAMPLE:{form['RoleSessionName']}</AssumedRoleId>\n"
                f"      <Arn>arn:aws:sts::123456789012:assumed-role/{name}/{form['RoleSessionName']}</Arn>\n"
                f"    </AssumedRoleUser>\n    <Credentials>\n      <AccessKeyId>{keys.access_key}</AccessKeyId>\n"
                f"      <SecretAccessKey>{escape(keys.secret_key)}</SecretAccessKey>\n"
                f"      <SessionToken>{escape(keys.token)}</SessionToken>\n"
                f"      <Expiration>{iso(expires)}</Expiration>\n    </Credentials>\n  </{action}Result>\n"
                f"  <ResponseMetadata>\n    <RequestId>{uuid.uuid4()}</RequestId>\n  </ResponseMetadata>\n"
                f"</{action}Response>\n")
        return Reply(200, {"Content-Type": "text/xml"}, text.encode())

    # IAM Identity Center.

    def _role_credentials(self, request):
        if "authorization" in request.headers:
            raise Refused(400, "InvalidRequestException", "this request is sent without a signature")
        query = dict(request.query)
        if sorted(name for name, _ in request.query) != ["account_id", "role_name"]:
            raise Refused(400, "InvalidRequestException", f"parameters: {sorted(query)}")
        roles = self.sso.get(request.headers.get("x-amz-sso_bearer_token", ""))
        if roles is None:
            raise Refused(401, "UnauthorizedException", "Session token not found or invalid")
        keys = roles.get((query["account_id"], query["role_name"]))
        if keys is None:
            raise Refused(403, "ForbiddenException", "No access")
        self.keys[keys.access_key] = keys
        expires = int((now() + LONGEST).timestamp() * 1000)
        return json_reply(200, {"roleCredentials": {
            "accessKeyId": keys.access_key, "secretAccessKey": keys.secret_key, "sessionToken": keys.token,
            "expiration": expires}}), "", f"{query['account_id']} {query['role_name']}"

    def _json(self, request, names, code):
        if request.headers.get("content-type") != "application/json" or "authorization" in request.headers:
            raise Refused(400, code, "neither a signature nor another content type than application/json belongs here")
        try:
            body = json.loads(request.body)
        except ValueError:
            body = None
        if not isinstance(body, dict) or set(body) != names:
            raise Refused(400, code, "the members are not those of this operation")
        return body

    def _create_token(self, request):
        names = {"clientId", "clientSecret", "grantType", "refreshToken"}
        body = self._json(request, names, "InvalidRequestException")
        refresh = self.sso_refreshes.get(body["refreshToken"])
        if body["grantType"] != "refresh_token":
            raise Refused(400, "UnsupportedGrantTypeException", "unsupported grant type")
        if refresh is None:
            raise Refused(400, "InvalidGrantException", "Invalid grant provided")
        if (body["clientId"], body["clientSecret"]) != (refresh.client_id, refresh.client_secret):
            raise Refused(401, "InvalidClientException", "Invalid client provided")
        return json_reply(200, {"accessToken": refresh.access_token, "expiresIn": 3600, "tokenType": "Bearer",
                                "refreshToken": refresh.refresh_token}), "", refresh.client_id

    # `aws login`.

    def _sign_in(self, request):
        body = self._json(request, {"clientId", "grantType", "refreshToken"}, "ValidationException")
        login = self.logins.get(body["refreshToken"])
        if login is None or body["grantType"] != "refresh_token" or body["clientId"] != login.client_id:
            raise Refused(401, "AccessDeniedException", "TOKEN_EXPIRED")
        try:
            dpop.check(request.headers.get("dpop", ""), "POST", request.url, login.public, now(), self._proofs)
        except (ValueError, TypeError, KeyError, AttributeError) as wrong:
            self.record.append(Entry("DPoP", "", "wrong", str(wrong)))
            raise Refused(400, "ValidationException", "INVALID_REQUEST") from wrong
        keys = login.keys
        self.keys[keys.access_key] = keys
        access = {"accessKeyId": keys.access_key, "secretAccessKey": keys.secret_key, "sessionToken": keys.token}
        return json_reply(200, {"accessToken": access, "tokenType": "aws_sigv4", "expiresIn": 900,
                                "refreshToken": login.refresh_token}), "", login.client_id

    # Containers and instances.

    @staticmethod
    def _document(keys, **more):
        return {"AccessKeyId": keys.access_key, "SecretAccessKey": keys.secret_key, "Token": keys.token,
                "Expiration": iso(now() + LONGEST), **more}

    def _container(self, request):
        if request.path not in self.containers or request.method != "GET" or request.query:
            raise Refused(404, "ResourceNotFound", f"there is nothing at {request.method} {request.path}")
        authorization, keys = self.containers[request.path]
        if request.headers.get("authorization") != authorization:
            raise Refused(401, "AccessDeniedException", "the Authorization is not this container's")
        self.keys[keys.access_key] = keys
        return json_reply(200, self._document(keys, RoleArn="arn:aws:iam::123456789012:role/task")), "", ""

    def _metadata(self, request):
        what = request.path.removeprefix("/latest/")
        if self.instance is None or "x-forwarded-for" in request.headers or request.query:
            raise Refused(403, "Forbidden", "")
        if what == "api/token":
            ttl = request.headers.get("x-aws-ec2-metadata-token-ttl-seconds", "")
            if request.method != "PUT" or not ttl.isdecimal() or not 1 <= int(ttl) <= 21600:
                raise Refused(405 if request.method != "PUT" else 400, "Bad Request", f"ttl '{ttl}'")
            token = self.secret(f"instance metadata token {len(self._instance_tokens)}", 56)
            self._instance_tokens.add(token)
            headers = {"Content-Type": "text/plain", "X-Aws-Ec2-Metadata-Token-Ttl-Seconds": ttl}
            return Reply(200, headers, token.encode()), "", ttl
        if request.headers.get("x-aws-ec2-metadata-token") not in self._instance_tokens:
            raise Refused(401, "Unauthorized", "version 1 is off, or the token is not known")
        base = "meta-data/iam/security-credentials/"
        texts = {base: self.instance.role, "meta-data/placement/region": self.instance.zone[:-1],
                 "meta-data/placement/availability-zone": self.instance.zone,
                 base + self.instance.role: json.dumps(self._document(
                     self.instance.keys, Code="Success", LastUpdated=iso(now()), Type="AWS-HMAC"), indent=2)}
        texts[base.rstrip("/")] = texts[base]
        if request.method != "GET" or what not in texts:
            raise Refused(404, "Not Found", what)
        if what == base + self.instance.role:
            self.keys[self.instance.keys.access_key] = self.instance.keys
        return Reply(200, {"Content-Type": "text/plain"}, texts[what].encode()), "", ""
