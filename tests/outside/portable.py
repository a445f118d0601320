"""The portable build answers over HTTPS: in Debian's shell, in a root that has nothing but libc and sqlite3, and in the
official Node.js, which has an OpenSSL of its own that the extension must not take anything from.

    python3 tests/outside/portable.py build/portable RESULTS
"""
import collections
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from extension import COSTS, NOW, REGION, Account, Shell
from official_node import Skipped, official_node
from tls_front import TlsFront

AUTHORITIES = {"debian": "etc/ssl/certs/ca-certificates.crt", "fedora": "etc/pki/tls/certs/ca-bundle.crt",
               "alpine": "etc/ssl/cert.pem"}
LIBC = re.compile(r"(libc|libm|libdl|libpthread|ld-linux-x86-64)\.so\.\d+$")
BINDING = re.compile(r"binding file (\S+) \[\d+\] to (\S+) \[\d+\]: \w+ symbol `(\w+)'")
SEED = 7
Keys = collections.namedtuple("Keys", "access_key secret_key token")


class Portable:
    """The build, an account over HTTPS, and the answer that the account gives in the process."""

    def __init__(self, build, directory, front, keys):
        self.build, self.directory, self.front = pathlib.Path(build).resolve(), pathlib.Path(directory), front
        self.shell = Shell(build)
        self.expected = self.shell.costs_of(SEED)
        self.environment = {
            "AWS_ENDPOINT_URL_COST_EXPLORER": front.url, "AWS_REGION": REGION, "AWS_ACCESS_KEY_ID": keys.access_key,
            "AWS_SECRET_ACCESS_KEY": keys.secret_key, "AWS_MAX_ATTEMPTS": "1", "AWSCOST_CONNECTOR": "aws",
            "AWSCOST_NOW": NOW, "AWSCOST_CACHE": "off", "NO_PROXY": "127.0.0.1", "HOME": "/nonexistent",
            "PATH": os.environ["PATH"]}
        self.with_bundle = {**self.environment, "AWS_CA_BUNDLE": front.certificate}

    def https(self):
        ended = self.shell.run(self.with_bundle, COSTS + ";")
        return ended.stdout.strip() == self.expected, ended

    def unknown_authority(self):
        ended = self.shell.run(self.environment, COSTS + ";")
        return ended.stdout == "" and "certificate" in ended.stderr and "Nothing was sent" in ended.stderr, ended

    def _libraries(self, *programs):
        listed = "".join(subprocess.run(["ldd", program], check=True, capture_output=True, text=True).stdout
                         for program in programs)
        return sorted(set(re.findall(r"(/\S+) \(0x", listed)))

    def _ask_in(self, root):
        enter = ["chroot", root] if os.geteuid() == 0 else ["unshare", "--map-root-user", "chroot", root]
        return subprocess.run([*enter, "/sqlite3", "-batch", "-noheader", "-list", "-cmd", ".load /awscost", ":memory:",
                               COSTS], env=self.environment, capture_output=True, text=True, timeout=60)

    def bare_root(self):
        """Without authorities the server is refused; with them where one of the three systems has them, it is not."""
        root = self.directory / "root"
        sqlite3 = shutil.which("sqlite3")
        for library in self._libraries(sqlite3, self.build / "awscost.so"):
            (root / library[1:]).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(library, root / library[1:])
        shutil.copy(sqlite3, root / "sqlite3")
        shutil.copy(self.build / "awscost.so", root)
        ended = self._ask_in(root)
        if re.search("Operation not permitted|unshare failed", ended.stderr):
            raise Skipped("a root cannot be entered here")
        if ended.stdout or "certificate" not in ended.stderr:
            return False, ended
        for system, path in AUTHORITIES.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(self.front.certificate, root / path)
            ended = self._ask_in(root)
            (root / path).unlink()
            if ended.stdout.strip() != self.expected:
                return False, (system, ended)
        return True, ended

    @staticmethod
    def _names_of_libc(program):
        """A program at a fixed address holds malloc's entry and stdout's place for everybody; both are libc's."""
        listed = subprocess.run(["nm", "-D", "--with-symbol-versions", program], check=True, capture_output=True)
        return set(re.findall(r" (\w+)@+GLIBC_", listed.stdout.decode()))

    def official_node(self):
        """LD_BIND_NOW: every symbol is bound when the extension is loaded, and not only those that a query calls."""
        node = official_node(self.build)
        script = """const { DatabaseSync } = require('node:sqlite');
            const database = new DatabaseSync(':memory:', { allowExtension: true });
            database.loadExtension(process.argv[1]);
            console.log(Object.values(database.prepare(process.argv[2]).get()).join('|'));"""
        ended = subprocess.run(
            [node, "-e", script, self.shell.extension, COSTS], capture_output=True, text=True, timeout=120,
            env={**self.with_bundle, "NODE_NO_WARNINGS": "1", "LD_BIND_NOW": "1", "LD_DEBUG": "bindings",
                 "LD_DEBUG_OUTPUT": str(self.directory / "bindings")})
        if ended.stdout.strip() != self.expected:
            return False, ended
        bound = BINDING.findall("".join(log.read_text() for log in self.directory.glob("bindings.*")))
        ours = [(target, symbol) for source, target, symbol in bound if source.startswith(str(self.build / "awscost"))]
        own = self._names_of_libc(node)
        foreign = [(target, symbol) for target, symbol in ours
                   if not (LIBC.search(target) or target.startswith(str(self.build / "awscost"))
                           or (target == node and symbol in own))]
        loaded = {source for source, _, _ in bound if re.search(r"/lib(curl|ssl|crypto)[.-]", source)}
        version = subprocess.run([node, "-p", "process.version + ', OpenSSL ' + process.versions.openssl"],
                                 capture_output=True, text=True, check=True).stdout.strip()
        print(f"node {version}: of {len(bound)} bindings {len(ours)} are the extension's, {len(foreign)} of them "
              f"outside libc; libcurl and OpenSSL that came along: {len(loaded)}")
        return len(ours) > 0 and not foreign and not loaded, (foreign[:20], loaded)


def main(build, results):
    keys = Keys("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", None)
    with tempfile.TemporaryDirectory() as directory, Account(build, keys, SEED) as account, \
            TlsFront(account.url, directory) as front, open(results, "a", encoding="utf-8") as outcomes:
        portable = Portable(build, directory, front, keys)
        for check in (portable.https, portable.unknown_authority, portable.bare_root, portable.official_node):
            name = f"outside.portable.{check.__name__}"
            try:
                passed, evidence = check()
            except Skipped as why:
                outcomes.write(f"skipped {name} ({why})\n")
                continue
            if not passed:
                print(f"{name}: {evidence}")
            outcomes.write(f"{'passed' if passed else 'failed'} {name}\n")


main(*sys.argv[1:])
