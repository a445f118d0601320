"""Requests that the provider must answer or refuse: one that refuses nothing proves nothing.

Its agreement with AWS's own SDKs (tests/outside/sdks.py) says that it takes what is right; this says that it takes no
more than that.
"""
import base64
import datetime
import hashlib
import json
import secrets

import dpop
import sigv4
from leaks import Finder
from provider import Login, Metadata, Provider, Request, Role, SsoRefresh

ROLE = "arn:aws:iam::123456789012:role/reader"
SIGN_IN = "http://127.0.0.1:4711/v1/token"
IMDS = "/latest/meta-data/iam/security-credentials/"
FORM = "application/x-www-form-urlencoded; charset=utf-8"


def signed(body, keys, service="sts", region="eu-west-3", at=None, unsigned=(), **headers):
    """A request of STS's, signed with the same functions that check it: what is wrong is changed on purpose."""
    at = at or datetime.datetime.now(datetime.timezone.utc)
    date = at.strftime("%Y%m%dT%H%M%SZ")
    headers = {"host": "127.0.0.1:4711", "content-type": FORM, "x-amz-date": date, **headers}
    if keys.token:
        headers["x-amz-security-token"] = keys.token
    names = sorted(set(headers) - set(unsigned))
    request = Request("POST", "/", [], headers, body.encode(), "http://127.0.0.1:4711/")
    scope = [date[:8], region, service, "aws4_request"]
    headers["authorization"] = (f"AWS4-HMAC-SHA256 Credential={'/'.join([keys.access_key, *scope])}, "
                                f"SignedHeaders={';'.join(names)}, "
                                f"Signature={sigv4.signature(request, keys, scope, names)}")
    return request


def proof(number, url=SIGN_IN, method="POST", at=None, **header):
    """A DPoP proof signed with the private number."""
    def part(value):
        return base64.urlsafe_b64encode(value).decode().rstrip("=")
    point = dpop._times(number, dpop._G)
    key = {"kty": "EC", "crv": "P-256", **{name: part(value.to_bytes(32, "big")) for name, value in zip("xy", point)}}
    at = at if at is not None else int(datetime.datetime.now(datetime.timezone.utc).timestamp())
    text = ".".join(part(json.dumps(value).encode()) for value in (
        {"typ": "dpop+jwt", "alg": "ES256", "jwk": key, **header},
        {"jti": secrets.token_hex(8), "htm": method, "htu": url, "iat": at}))
    nonce = secrets.randbelow(dpop._N - 1) + 1
    r = dpop._times(nonce, dpop._G)[0] % dpop._N
    digest = int.from_bytes(hashlib.sha256(text.encode()).digest(), "big")
    s = pow(nonce, -1, dpop._N) * (digest + r * number) % dpop._N
    return text + "." + part(r.to_bytes(32, "big") + s.to_bytes(32, "big"))


def check(wrong, name, identity, request, outcome):
    identity.answer(request)
    said = identity.record[-1].outcome
    if said != outcome:
        wrong.append(f"{name}: {said}, not {outcome}")


def get(path, query=(), **headers):
    return Request("GET", path, list(query), headers, b"", path)


def post(path, body, **headers):
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    return Request("POST", path, [], {"content-type": "application/json", **headers}, json.dumps(body).encode(), SIGN_IN)


def sts(wrong):
    identity = Provider()
    source, other = identity.known("source"), identity.known("other")
    session = identity.made("session")
    identity.keys[session.access_key] = session
    identity.roles[ROLE] = Role(identity.made("role"), frozenset([source.access_key, session.access_key]), "corp",
                                frozenset(["a.b.c"]))
    body = f"Action=AssumeRole&Version=2011-06-15&RoleArn={ROLE}&RoleSessionName=me&ExternalId=corp"
    late = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(minutes=6)
    tampered = signed(body, source)
    for name, request, outcome in (
            ("right", signed(body, source), "ok"), ("right, of a session", signed(body, session), "ok"),
            ("changed afterwards", tampered._replace(body=tampered.body + b"&DurationSeconds=900"),
             "SignatureDoesNotMatch"),
            ("wrong secret", signed(body, source._replace(secret_key="x")), "SignatureDoesNotMatch"),
            ("unknown key", signed(body, source._replace(access_key="AKIANOBODY")), "InvalidClientTokenId"),
            ("session key without its token", signed(body, session._replace(token="")), "InvalidClientTokenId"),
            ("another service", signed(body, source, service="ce"), "SignatureDoesNotMatch"),
            ("another region", signed(body, source, region="eu-west-9"), "SignatureDoesNotMatch"),
            ("too late", signed(body, source, at=late), "SignatureDoesNotMatch"),
            ("host not signed", signed(body, source, unsigned=["host"]), "SignatureDoesNotMatch"),
            ("token not signed", signed(body, session, unsigned=["x-amz-security-token"]), "SignatureDoesNotMatch"),
            ("not trusted", signed(body, other), "AccessDenied"),
            ("another external id", signed(body + "X", source), "AccessDenied"),
            ("an unknown member", signed(body + "&Colour=red", source), "AccessDenied"),
            ("another version", signed(body.replace("2011", "2010"), source), "InvalidAction"),
            ("a session name too short", signed(body.replace("=me", "=m"), source), "ValidationError"),
            ("a duration too short", signed(body + "&DurationSeconds=600", source), "ValidationError"),
            ("no form", signed(body, source, **{"content-type": "text/plain"}), "MissingAction"),
            ("no signature", Request("POST", "/", [], {"content-type": FORM}, body.encode(), ""),
             "MissingAuthenticationToken")):
        check(wrong, name, identity, request, outcome)
    body = f"Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleArn={ROLE}&RoleSessionName=me&WebIdentityToken="
    plain = Request("POST", "/", [], {"content-type": FORM}, (body + "a.b.c").encode(), "")
    for name, request, outcome in (("web identity", plain, "ok"),
                                   ("wrong token", plain._replace(body=body.encode() + b"a.b.d"), "InvalidIdentityToken"),
                                   ("signed", signed(body + "a.b.c", source), "ValidationError")):
        check(wrong, name, identity, request, outcome)


def sso(wrong):
    identity = Provider()
    identity.sso["token"] = {("1", "reader"): identity.made("sso")}
    identity.sso_refreshes["refresh"] = SsoRefresh("client", "secret", "new", "next")
    path, pairs = "/federation/credentials", [("account_id", "1"), ("role_name", "reader")]
    right = {"clientId": "client", "clientSecret": "secret", "grantType": "refresh_token", "refreshToken": "refresh"}
    for name, request, outcome in (
            ("right", get(path, pairs, **{"x-amz-sso_bearer_token": "token"}), "ok"),
            ("no token", get(path, pairs), "UnauthorizedException"),
            ("wrong header", get(path, pairs, authorization="Bearer token"), "InvalidRequestException"),
            ("another role", get(path, [pairs[0], ("role_name", "x")], **{"x-amz-sso_bearer_token": "token"}),
             "ForbiddenException"),
            ("one parameter", get(path, pairs[:1], **{"x-amz-sso_bearer_token": "token"}), "InvalidRequestException"),
            ("refresh", post("/token", right), "ok"),
            ("unknown token", post("/token", {**right, "refreshToken": "x"}), "InvalidGrantException"),
            ("wrong client", post("/token", {**right, "clientSecret": "x"}), "InvalidClientException"),
            ("wrong grant", post("/token", {**right, "grantType": "device_code"}), "UnsupportedGrantTypeException"),
            ("other case", post("/token", {name.lower(): value for name, value in right.items()}),
             "InvalidRequestException"),
            ("a form", post("/token", right, content_type=FORM), "InvalidRequestException")):
        check(wrong, "sso: " + name, identity, request, outcome)


def sign_in(wrong):
    identity, number = Provider(), secrets.randbelow(dpop._N - 1) + 1
    point = dpop._times(number, dpop._G)
    identity.logins["refresh"] = Login("client", point, identity.made("login"), "next")
    right = {"clientId": "client", "grantType": "refresh_token", "refreshToken": "refresh"}
    once = proof(number)
    for name, headers, outcome in (
            ("right", {"dpop": once}, "ok"), ("the same proof again", {"dpop": once}, "ValidationException"),
            ("no proof", {}, "ValidationException"),
            ("another key", {"dpop": proof(number + 1)}, "ValidationException"),
            ("another address", {"dpop": proof(number, url=SIGN_IN + "/")}, "ValidationException"),
            ("another method", {"dpop": proof(number, method="GET")}, "ValidationException"),
            ("too old", {"dpop": proof(number, at=1_600_000_000)}, "ValidationException"),
            ("another type", {"dpop": proof(number, typ="JWT")}, "ValidationException"),
            ("no signature", {"dpop": proof(number, alg="none")}, "ValidationException"),
            ("a signature of something else", {"dpop": ".".join([*proof(number).split(".")[:2], once.split(".")[2]])},
             "ValidationException")):
        check(wrong, "sign-in: " + name, identity, post("/v1/token", right, **headers), outcome)
    unknown = post("/v1/token", {**right, "refreshToken": "x"}, dpop=proof(number))
    check(wrong, "sign-in: unknown token", identity, unknown, "AccessDeniedException")


def containers_and_instances(wrong):
    identity = Provider()
    identity.containers["/task"] = ("token", identity.made("task"))
    identity.instance = Metadata("web", identity.made("instance"), "eu-west-3c")
    token = Request("PUT", "/latest/api/token", [], {"x-aws-ec2-metadata-token-ttl-seconds": "21600"}, b"", "")
    for name, request, outcome in (
            ("container", get("/task", authorization="token"), "ok"),
            ("no token", get("/task"), "AccessDeniedException"),
            ("wrong token", get("/task", authorization="Bearer token"), "AccessDeniedException"),
            ("version 1", get(IMDS), "Unauthorized"), ("token", token, "ok"),
            ("token by GET", token._replace(method="GET"), "Bad Request"),
            ("no time", token._replace(headers={}), "Bad Request"),
            ("too long", token._replace(headers={"x-aws-ec2-metadata-token-ttl-seconds": "21601"}), "Bad Request"),
            ("through a proxy", token._replace(headers={**token.headers, "x-forwarded-for": "1.2.3.4"}), "Forbidden"),
            ("wrong token", get(IMDS + "web", **{"x-aws-ec2-metadata-token": "x"}), "Unauthorized")):
        check(wrong, name, identity, request, outcome)
    good = next(iter(identity._instance_tokens))
    check(wrong, "version 2", identity, get(IMDS + "web", **{"x-aws-ec2-metadata-token": good}), "ok")
    check(wrong, "another role", identity, get(IMDS + "x", **{"x-aws-ec2-metadata-token": good}), "Not Found")


def known_signature(wrong):
    """get-vanilla of AWS's published test suite for signatures."""
    keys = sigv4.Keys("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")
    request = Request("GET", "/", [], {"host": "example.amazonaws.com", "x-amz-date": "20150830T123600Z"}, b"", "")
    made = sigv4.signature(request, keys, ["20150830", "us-east-1", "service", "aws4_request"], ["host", "x-amz-date"])
    if made != "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31":
        wrong.append(f"get-vanilla: {made}")


def leaks(wrong):
    finder = Finder({"key": "wJalrXUtnFEMI/K7MDENG"})
    for text, found in (("nothing of it", []), ("x=wJalrXUtnFEMI/K7MDENG;", ["key"]), ("UtnFEMI%2FK7", ["key"]),
                        ('"FEMI\\/K7MD"', ["key"]), ("wJalr", []),
                        *((base64.b64encode(b"-" * n + b"wJalrXUtnFEMI/K7MDENG").decode(), ["key"]) for n in range(4))):
        if finder.found(text) != found:
            wrong.append(f"leaks: {text}: {finder.found(text)}")


def main():
    wrong = []
    for part in (known_signature, sts, sso, sign_in, containers_and_instances, leaks):
        part(wrong)
    print("\n".join(wrong) if wrong else "the identity provider takes what is right, and refuses the rest")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
