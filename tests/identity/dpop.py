"""DPoP (RFC 9449), the proof that AWS's sign-in wants beside a refresh token: a JWT signed with ES256, checked here.

P-256 in integers, because Python's own library has no elliptic curves. Slow, not in constant time, and the keys are made
up for one test: good for checking, for nothing else.

    pem, public = dpop.new_key()
    dpop.check(request.headers["dpop"], "POST", "http://127.0.0.1:4711/v1/token", public, now)
"""
import base64
import hashlib
import json
import secrets

_P = 2**256 - 2**224 + 2**192 + 2**96 - 1
_N = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551
_B = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b
_G = (0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296,
      0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5)


def _add(a, b):
    if a is None or b is None:
        return a or b
    if a[0] == b[0] and (a[1] + b[1]) % _P == 0:
        return None
    if a == b:
        slope = (3 * a[0] * a[0] - 3) * pow(2 * a[1], -1, _P)
    else:
        slope = (b[1] - a[1]) * pow(b[0] - a[0], -1, _P)
    x = (slope * slope - a[0] - b[0]) % _P
    return x, (slope * (a[0] - x) - a[1]) % _P


def _times(number, point):
    total = None
    while number:
        if number & 1:
            total = _add(total, point)
        point, number = _add(point, point), number >> 1
    return total


def new_key():
    """A private key as PEM of SEC 1 (EC PRIVATE KEY), as `aws login` keeps it, and its public point."""
    number = secrets.randbelow(_N - 1) + 1
    point = _times(number, _G)
    public = b"\x00\x04" + b"".join(part.to_bytes(32, "big") for part in point)
    der = (b"\x02\x01\x01" + b"\x04\x20" + number.to_bytes(32, "big")
           + b"\xa0\x0a\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07" + b"\xa1\x44\x03\x42" + public)
    text = base64.b64encode(b"\x30" + bytes([len(der)]) + der).decode()
    lines = "\n".join(text[i:i + 64] for i in range(0, len(text), 64))
    return f"-----BEGIN EC PRIVATE KEY-----\n{lines}\n-----END EC PRIVATE KEY-----\n", point


def _bytes(text):
    if "=" in text or "+" in text or "/" in text:
        raise ValueError("not base64url without padding")
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _signature_holds(message, raw, public):
    r, s = int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big")
    if len(raw) != 64 or not (0 < r < _N and 0 < s < _N):
        return False
    digest, inverse = int.from_bytes(hashlib.sha256(message).digest(), "big"), pow(s, -1, _N)
    point = _add(_times(digest * inverse % _N, _G), _times(r * inverse % _N, public))
    return point is not None and point[0] % _N == r


def check(proof, method, url, public, now, seen):
    """Raises ValueError with what is wrong. `seen`: the ids of earlier proofs, each good for one request."""
    header_text, payload_text, signature_text = proof.split(".")
    header, payload = json.loads(_bytes(header_text)), json.loads(_bytes(payload_text))
    key = header.get("jwk", {})
    point = tuple(int.from_bytes(_bytes(key.get(name, "")), "big") for name in "xy")
    if header.get("typ") != "dpop+jwt" or header.get("alg") != "ES256":
        raise ValueError(f"typ {header.get('typ')}, alg {header.get('alg')}")
    if (key.get("kty"), key.get("crv")) != ("EC", "P-256") or set(key) != {"kty", "crv", "x", "y"}:
        raise ValueError(f"the key is not a public P-256 key: {sorted(key)}")
    if len(_bytes(key["x"])) != 32 or len(_bytes(key["y"])) != 32 or point != public:
        raise ValueError("this is not the key that signed in")
    if payload.get("htm") != method or payload.get("htu") != url:
        raise ValueError(f"made for {payload.get('htm')} {payload.get('htu')}, not for {method} {url}")
    if not isinstance(payload.get("iat"), int) or abs(payload["iat"] - now.timestamp()) > 300:
        raise ValueError(f"iat {payload.get('iat')!r}")
    if not payload.get("jti") or payload["jti"] in seen:
        raise ValueError(f"jti {payload.get('jti')!r}")
    seen.add(payload["jti"])
    if not _signature_holds(f"{header_text}.{payload_text}".encode(), _bytes(signature_text), public):
        raise ValueError("the signature does not hold")
