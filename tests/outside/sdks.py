"""AWS's own SDKs resolve credentials in the same homes and from the same identity provider as the extension.

Agreement proves that the provider speaks AWS's protocols, so the extension's tests against it are meaningful, and that
the extension's chain ends at the same keys. Where an SDK is known to find other keys, homes.py and contests.py have the
reason, and that is checked as well.

    python3 tests/outside/sdks.py javascript DIRECTORY        DIRECTORY: where npm put the SDK (node_modules in it)
    python3 tests/outside/sdks.py botocore
"""
import json
import pathlib
import subprocess
import sys
import tempfile

OUTSIDE = pathlib.Path(__file__).parent.resolve()
sys.path.insert(0, str(OUTSIDE.parent / "identity"))

import contests  # noqa: E402
import homes  # noqa: E402
from http_server import serving  # noqa: E402
import spellings  # noqa: E402
from provider import Provider  # noqa: E402


class Sdk:
    """One process for all homes."""

    def __init__(self, name, *arguments):
        programs = {"javascript": ["node", OUTSIDE / "sdk/who.mjs"],
                    "botocore": [sys.executable, OUTSIDE / "sdk/who.py"]}
        self.name = name
        # Errors are in the answers; stderr has only advice, such as to install a newer Node.js.
        self.process = subprocess.Popen([*programs[name], *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.DEVNULL, text=True)

    def who_signs(self, home):
        self.process.stdin.write(json.dumps({"environment": home.environment, "profile": home.profile}) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def expected(self, home, version):
        """The access key, and the reason if it differs from the extension's."""
        other = home.others.get(self.name)
        if other and tuple(int(part) for part in version.split(".")[:2]) < other.until:
            return other.access_key, other.why
        return home.keys.access_key, ""


def agrees(sdk, home, identity):
    before = len(identity.record)
    answer = sdk.who_signs(home)
    asked = tuple(entry.what for entry in identity.record[before:])
    expected, why = sdk.expected(home, answer["version"])
    same = answer.get("accessKeyId", "") == expected and (why != "" or asked == home.asked)
    note = f" (unlike the extension: {why})" if why else ""
    print(f"{'as expected' if same else 'DIFFERENT'}: {home.name}{note}")
    if not same:
        print(f"  expected {expected} after {home.asked}\n  {answer}\n  {[*identity.record[before:]]}")
    return same


def main(name, *arguments):
    identity, sdk = Provider(), Sdk(name, *arguments)
    with tempfile.TemporaryDirectory() as root, serving(identity) as url:
        made = homes.all_homes(identity, root, url) | contests.all_contests(identity, root, url) | \
            spellings.all_spellings(identity, root, url)
        results = [agrees(sdk, home, identity) for home in made.values()]
    sdk.process.stdin.close()
    sdk.process.wait(timeout=20)
    print(f"{name}: {sum(results)} of {len(results)} homes as expected")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
