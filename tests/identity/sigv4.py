"""Signature Version 4 as a service checks it, in Python: shares nothing with the extension's signer or with the sandbox.

The signature is computed again from the request as it came in. Refusals carry AWS's codes, as STS words them.

    access_key = sigv4.check(request, "sts", {"AKIDEXAMPLE": Keys("AKIDEXAMPLE", "wJal…")}, datetime.now(UTC))
"""
import datetime
import hashlib
import hmac
import re
import typing
import urllib.parse

MOST_SKEW = datetime.timedelta(minutes=5)


class Keys(typing.NamedTuple):
    access_key: str
    secret_key: str
    token: str = ""  # empty: long-term keys, and a token is refused


class Refused(Exception):
    """AWS says no: HTTP status, code and words."""

    def __init__(self, status, code, message):
        super().__init__(f"{code}: {message}")
        self.status, self.code, self.message = status, code, message


def _encoded(text, safe=""):
    return urllib.parse.quote(text, safe=safe + "-_.~")


def canonical_request(request, signed):
    path = re.sub("/+", "/", request.path)
    pairs = sorted((_encoded(name), _encoded(value)) for name, value in request.query)
    headers = "".join(f"{name}:{' '.join(request.headers.get(name, '').split())}\n" for name in signed)
    return "\n".join([request.method, _encoded(path, "/"), "&".join(f"{name}={value}" for name, value in pairs), headers,
                      ";".join(signed), hashlib.sha256(request.body).hexdigest()])


def signature(request, keys, scope, signed):
    text = "\n".join(["AWS4-HMAC-SHA256", request.headers["x-amz-date"], "/".join(scope),
                      hashlib.sha256(canonical_request(request, signed).encode()).hexdigest()])
    key = b"AWS4" + keys.secret_key.encode()
    for part in (*scope, text):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    return key.hex()


def _parts(authorization):
    match = re.fullmatch(r"AWS4-HMAC-SHA256 Credential=([^,/]+)/(\d{8})/([a-z0-9-]+)/([a-z0-9-]+)/(aws4_request), ?"
                         r"SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})", authorization)
    if not match:
        raise Refused(400, "IncompleteSignature", "The request signature does not conform to AWS standards.")
    access_key, *scope, signed, given = match.groups()
    return access_key, scope, signed.split(";"), given


def check(request, service, known, regions, now):
    """The access key that signed. `known`: Keys by access key. Raises Refused."""
    if "authorization" not in request.headers:
        raise Refused(403, "MissingAuthenticationToken", "Request is missing Authentication Token")
    access_key, scope, signed, given = _parts(request.headers["authorization"])
    date = request.headers.get("x-amz-date", "")
    if not re.fullmatch(r"\d{8}T\d{6}Z", date):
        raise Refused(400, "IncompleteSignature", "Authorization header requires an 'X-Amz-Date' header.")
    keys = known.get(access_key)
    if keys is None or request.headers.get("x-amz-security-token", "") != keys.token:
        raise Refused(403, "InvalidClientTokenId", "The security token included in the request is invalid.")
    if scope[0] != date[:8] or scope[1] not in regions or scope[2] != service:
        where = f"{service} in {' or '.join(regions)}"
        raise Refused(403, "SignatureDoesNotMatch", f"Credential should be scoped to {where}.")
    must = {"host"} | {name for name in request.headers if name.startswith("x-amz-")}
    if signed != sorted(signed) or not must <= set(signed):
        raise Refused(403, "SignatureDoesNotMatch", f"These headers must be signed, in order: {sorted(must)}.")
    at = datetime.datetime.strptime(date, "%Y%m%dT%H%M%SZ").replace(tzinfo=datetime.timezone.utc)
    if abs(at - now) > MOST_SKEW:
        raise Refused(403, "SignatureDoesNotMatch", f"Signature expired or not yet current: {date}")
    if not hmac.compare_digest(signature(request, keys, scope, signed), given):
        raise Refused(403, "SignatureDoesNotMatch", "The request signature we calculated does not match the signature "
                      "you provided. Check your AWS Secret Access Key and signing method.")
    return access_key
