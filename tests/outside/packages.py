"""The packages that cmake/packages/make_packages.py makes are installed as users install them, without a registry, and
answer what the sqlite3 shell answers.

    python3 tests/outside/packages.py build/release RESULTS

The hosts: Debian's Python; Node.js with node:sqlite, the official one if `node` has no such module; libsql, which has
better-sqlite3's methods and, unlike it, comes built from npm.
"""
import base64
import hashlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile

from extension import COSTS, NOW
from official_node import ONE_MORE_TRY, Skipped, official_node

OUTSIDE = pathlib.Path(__file__).resolve().parent
PROJECT = OUTSIDE.parents[1]
PACKAGES = PROJECT / "cmake/packages"
VERSION = re.search(r"VERSION (\d+\.\d+\.\d+)", (PROJECT / "CMakeLists.txt").read_text("utf-8")).group(1)
ENVIRONMENT = {"AWSCOST_CONNECTOR": "sandbox", "AWSCOST_CACHE": "off", "HOME": "/nonexistent", "NODE_NO_WARNINGS": "1",
               "PATH": os.environ["PATH"]}
AT_NOW = {**ENVIRONMENT, "AWSCOST_NOW": NOW}
# For what has to ask for the sandbox by itself: AWS has no credentials here, so nothing is sent.
NOBODY = {**ENVIRONMENT, "AWSCOST_CONNECTOR": "aws", "AWS_EC2_METADATA_DISABLED": "true"}
NEEDS_LIBC = 'extern "C" int f() { return printf("%d", pthread_create(nullptr, nullptr, nullptr, nullptr)); }'


def run(*command, **options):
    return subprocess.run(command, **{"capture_output": True, "text": True, "timeout": 120, "env": ENVIRONMENT,
                                      "stdin": subprocess.DEVNULL, **options})


def make(build, out, *options):
    return run(sys.executable, "-B", PACKAGES / "make_packages.py", build, out, *options)


def block(page, language):
    return re.search(f"```{language}\n(.*?)```", (PACKAGES / page).read_text("utf-8"), re.DOTALL).group(1)


class Packages:
    """What was made, the folders it is installed into, and how the shell answers."""

    def __init__(self, build, directory):
        self.build, self.directory = pathlib.Path(build).resolve(), pathlib.Path(directory)
        self.binary = (self.build / "awscost.so").read_bytes()
        self.out, self.target, self.node_folder = (self.directory / name for name in ("out", "target", "node"))
        made = make(self.build, self.out, "--not-portable")
        self.made = sorted(pathlib.Path(line).name for line in made.stdout.splitlines())
        if made.returncode != 0:
            raise RuntimeError(made.stderr)
        self.needs_libc_alone = "libstdc++" not in run("ldd", self.build / "awscost.so").stdout
        self.wheel = next(self.out.glob("*.whl"))
        self.tarball = self.out / f"sqlite-awscost-{VERSION}.tgz"

    def shell(self, sql, environment, *options):
        return run("sqlite3", "-batch", "-list", *options, "-cmd", f".load {self.build}/awscost", ":memory:", sql,
                   env=environment).stdout.strip()

    def python(self, *arguments, environment=None):
        return run("/usr/bin/python3", "-B", *arguments, cwd=self.directory,
                   env={**(environment or ENVIRONMENT), "PYTHONPATH": str(self.target)})

    def node(self, node, script, environment=None):
        return run(node, "-e", script, cwd=self.node_folder, env=environment or ENVIRONMENT)

    # What is made.

    def files(self):
        return self.made == sorted([f"awscost-{VERSION}-linux-amd64.tar.gz", "sqlpkg.json", self.tarball.name,
                                    self.wheel.name]) == sorted(os.listdir(self.out)), self.made

    def _stand_in(self, name, *options):
        """A library in the place of awscost.so."""
        folder = self.directory / name
        folder.mkdir()
        compiler = shutil.which("c++")
        if compiler is None:
            raise Skipped("c++ is not here")
        (folder / "f.cc").write_text(f"#include <pthread.h>\n#include <cstdio>\n{NEEDS_LIBC}\n")
        subprocess.run([compiler, "-shared", "-fPIC", "-o", folder / "awscost.so", folder / "f.cc", *options],
                       check=True)
        return folder

    def refuses_what_is_not_portable(self):
        ended = make(self._stand_in("not_portable", "-Wl,--no-as-needed", "-lstdc++"), self.directory / "none")
        return (ended.returncode == 1 and "needs libstdc++.so.6" in ended.stderr and "--not-portable" in ended.stderr
                and not (self.directory / "none").exists()), ended

    def refuses_a_folder_without_a_build(self):
        ended = make(self.directory, self.directory / "none")
        return ended.returncode == 1 and "is not there: build it" in ended.stderr, ended

    def portable_is_for_every_glibc_from_the_one_it_needs(self):
        """And the same binary gives the same bytes."""
        folder = self._stand_in("portable", "-nostdlib", "-lc")
        outs = [self.directory / "once", self.directory / "twice"]
        ended = [make(folder, out) for out in outs]
        named = run("nm", "-D", "--undefined-only", folder / "awscost.so").stdout
        major, minor = max(tuple(map(int, version)) for version in re.findall(r"GLIBC_(\d+)\.(\d+)", named))
        tag = f"py3-none-manylinux_{major}_{minor}_x86_64"
        wheel, tarball = outs[0] / f"sqlite_awscost-{VERSION}-{tag}.whl", outs[0] / self.tarball.name
        if not wheel.exists():
            return False, (tag, ended)
        said = zipfile.ZipFile(wheel).read(f"sqlite_awscost-{VERSION}.dist-info/WHEEL").decode()
        same = all((outs[1] / path.name).read_bytes() == path.read_bytes() for path in outs[0].iterdir())
        return same and f"\nTag: {tag}\n" in said and "private" not in self._package_json(tarball), (same, said)

    @staticmethod
    def _package_json(tarball):
        with tarfile.open(tarball) as archive:
            return json.load(archive.extractfile("package/package.json"))

    def npm_contents(self):
        with tarfile.open(self.tarball) as archive:
            names = sorted(archive.getnames())
            binary = archive.extractfile("package/awscost.so").read()
        described = self._package_json(self.tarball)
        wanted = [f"package/{name}" for name in
                  ("LICENSE", "README.md", "awscost.so", "cli.js", "index.d.ts", "index.js", "package.json")]
        listed = {f"package/{described[name]}" for name in ("main", "types")}
        unwanted = {"scripts", "dependencies", "optionalDependencies", "peerDependencies"} & set(described)
        return (names == wanted and binary == self.binary and described["version"] == VERSION and listed < set(names)
                and not unwanted and described.get("private", False) != self.needs_libc_alone), (names, described)

    def wheel_contents(self):
        """RECORD lists every file with its hash and size, itself without (PEP 427)."""
        information = f"sqlite_awscost-{VERSION}.dist-info"
        with zipfile.ZipFile(self.wheel) as archive:
            contents = {name: archive.read(name) for name in archive.namelist()}
        lines = [line.rsplit(",", 2) for line in contents[f"{information}/RECORD"].decode().splitlines()]
        wrong = []
        for name, digest, size in lines:
            content = contents.get(name, b"")
            hashed = "sha256=" + base64.urlsafe_b64encode(hashlib.sha256(content).digest()).decode().rstrip("=")
            if (digest, size) != (("", "") if name.endswith("/RECORD") else (hashed, str(len(content)))):
                wrong.append(name)
        wanted = [f"awscost/{name}" for name in ("__init__.py", "__main__.py", "awscost.so", "py.typed")]
        wanted += [f"{information}/{name}" for name in ("LICENSE", "METADATA", "RECORD", "WHEEL")]
        tag = self.wheel.name[len(f"sqlite_awscost-{VERSION}-"):-len(".whl")]
        return (not wrong and sorted(contents) == sorted(wanted) == sorted(name for name, _, _ in lines)
                and contents["awscost/awscost.so"] == self.binary
                and f"\nTag: {tag}\n" in contents[f"{information}/WHEEL"].decode()
                and ("manylinux" in tag) == self.needs_libc_alone
                and f"\nName: sqlite-awscost\nVersion: {VERSION}\n" in contents[f"{information}/METADATA"].decode()), \
            (wrong, sorted(contents), tag)

    def sqlpkg_contents(self):
        described = json.loads((self.out / "sqlpkg.json").read_text("utf-8"))
        assets = described["assets"]
        name = assets["files"]["linux-amd64"].replace("{version}", described["version"])
        digest = hashlib.sha256((self.out / assets["path"] / name).read_bytes()).hexdigest()
        with tarfile.open(self.out / name) as archive:
            names, binary = archive.getnames(), archive.extractfile("awscost.so").read()
        return (assets["checksums"] == {name: f"sha256-{digest}"} and names == ["awscost.so", "LICENSE"]
                and binary == self.binary and described["version"] == VERSION), described

    # Python.

    def pip_installs(self):
        ended = self.python("-m", "pip", "install", "--target", self.target, "--no-index", "--no-cache-dir", self.wheel)
        if "No module named pip" in ended.stderr:
            zipfile.ZipFile(self.wheel).extractall(self.target)
        found = self.python("-c", "import awscost; print(awscost.loadable_path())").stdout.strip()
        return found == str((self.target / "awscost/awscost.so").resolve()) and os.path.exists(found), (ended, found)

    def python_answers(self):
        """The connection is as before: it loads nothing more."""
        ended = self.python("-c", f"""if True:
            import awscost, sqlite3
            connection = sqlite3.connect(":memory:")
            awscost.load(connection)
            print(*connection.execute({COSTS!r}).fetchone(), sep="|")
            try:
                connection.load_extension(awscost.loadable_path())
            except sqlite3.OperationalError as error:
                print(error)""", environment=AT_NOW)
        return ended.stdout.splitlines() == [self.shell(COSTS, AT_NOW), "not authorized"], ended

    def python_module_answers(self):
        question = self.python("-c", "import awscost.__main__ as main; print(main.QUESTION)").stdout
        ended = self.python("-m", "awscost", environment=NOBODY)
        wanted = self.shell(question, ENVIRONMENT, "-header")
        return ended.stdout.strip() == wanted and len(wanted.splitlines()) == 6, (ended, wanted)

    def python_module_takes_sql(self):
        tables = self.python("-m", "awscost", "SELECT name FROM awscost_tables")
        wrong = self.python("-m", "awscost", "SELECT 1 FROM absent")
        return (tables.stdout.strip() == self.shell("SELECT name FROM awscost_tables", ENVIRONMENT, "-header")
                and wrong.returncode == 1 and wrong.stderr == "awscost: no such table: absent\n"), (tables, wrong)

    def python_that_loads_no_extensions(self):
        """One sentence; and a load that fails leaves extension loading off."""
        ended = self.python("-c", """if True:
            import awscost
            class Bare:
                def execute(self, sql):
                    raise AssertionError("nothing was asked")
            class Failing:
                calls = []
                def enable_load_extension(self, on):
                    self.calls.append(on)
                def load_extension(self, path):
                    raise OSError(self.calls[-1])
            for connection in (Bare(), Failing()):
                try:
                    awscost.load(connection)
                except (RuntimeError, OSError) as error:
                    print(error)
            print(Failing.calls)""")
        sentence, *rest = ended.stdout.splitlines() or [""]
        one_sentence = r"The connection cannot load extensions, because [^.]*enable_load_extension: [^.]*apsw[^.]*\."
        return (re.fullmatch(one_sentence, sentence) is not None and rest == ["True", "[True, False]"]), ended

    def _first_row(self):
        return self.python("-m", "awscost", environment=NOBODY).stdout.splitlines()[1].split("|")

    def python_readme_runs(self):
        ended = self.python("-c", block("python/README.md", "python"), environment=NOBODY)
        first = self._first_row()
        return ended.stdout.splitlines()[0] == f"('{first[0]}', {first[1]})", ended

    # Node.js.

    def npm_installs(self):
        if not shutil.which("npm"):
            raise Skipped("npm is not here")
        self.node_folder.mkdir()
        (self.node_folder / "package.json").write_text('{"private": true}')
        ended = run("npm", "install", "--offline", "--no-audit", "--no-fund", "--cache", self.directory / "cache",
                    self.tarball, cwd=self.node_folder, env={**ENVIRONMENT, "HOME": str(self.directory)})
        found = self.node("node", "console.log(require('sqlite-awscost').loadablePath())").stdout.strip()
        wanted = str((self.node_folder / "node_modules/sqlite-awscost/awscost.so").resolve())
        return ended.returncode == 0 and found == wanted, (ended, found)

    def _node_with_sqlite(self):
        if not self.node_folder.exists():
            raise Skipped("npm is not here")
        return "node" if run("node", "-e", "require('node:sqlite')").returncode == 0 else official_node(self.build)

    def node_sqlite_answers(self):
        """Through `import` as well, and the database is as before: it loads nothing more."""
        ended = self.node(self._node_with_sqlite(), f"""
            const {{ DatabaseSync }} = require('node:sqlite');
            import('sqlite-awscost').then(({{ load, loadablePath }}) => {{
              const database = new DatabaseSync(':memory:', {{ allowExtension: true }});
              load(database);
              console.log(Object.values(database.prepare(process.env.QUESTION).get()).join('|'));
              try {{ database.loadExtension(loadablePath()); }} catch (error) {{ console.log(error.message); }}
            }});""", {**AT_NOW, "QUESTION": COSTS})
        lines = ended.stdout.splitlines()
        return len(lines) == 2 and lines[0] == self.shell(COSTS, AT_NOW) and "not allowed" in lines[1], ended

    def node_that_loads_no_extensions(self):
        ended = self.node(self._node_with_sqlite(), """
            const { DatabaseSync } = require('node:sqlite');
            for (const database of [new DatabaseSync(':memory:'), {}]) {
              try { require('sqlite-awscost').load(database); } catch (error) { console.log(error.message); }
            }""")
        lines = ended.stdout.splitlines()
        return (len(lines) == 2 and "open it by new DatabaseSync(path, { allowExtension: true })" in lines[0]
                and "has no method loadExtension" in lines[1]), ended

    def node_command_answers(self):
        """As `npx sqlite-awscost` runs it, by the link that npm made."""
        command = self.node_folder / "node_modules/.bin/sqlite-awscost"
        node = pathlib.Path(shutil.which(self._node_with_sqlite()))
        environment = {**NOBODY, "PATH": f"{node.parent}:{NOBODY['PATH']}"}
        ended = run(command, env=environment)
        tables = run(command, "SELECT name FROM awscost_tables", env=environment)
        wrong = run(command, "SELECT 1 FROM absent", env=environment)
        header, *rows = [line.split("|") for line in ended.stdout.splitlines()]
        ours = [line.split("|") for line in self.python("-m", "awscost", environment=NOBODY).stdout.splitlines()[1:]]
        return ([header, len(rows)] == [["service", "usd"], 5]
                and [(name, float(usd)) for name, usd in rows] == [(name, float(usd)) for name, usd in ours]
                and tables.stdout.strip() == self.shell("SELECT name FROM awscost_tables", ENVIRONMENT, "-header")
                and wrong.returncode == 1 and wrong.stderr == "sqlite-awscost: no such table: absent\n"), (ended, wrong)

    def node_without_sqlite_says_what_helps(self):
        if run("node", "-e", "require('node:sqlite')").returncode == 0:
            raise Skipped("`node` has node:sqlite")
        ended = run("node", "node_modules/sqlite-awscost/cli.js", cwd=self.node_folder)
        return ended.returncode == 1 and "npm install better-sqlite3" in ended.stderr, ended

    def node_readme_runs(self):
        ended = self.node(self._node_with_sqlite(), block("npm/README.md", "js"), NOBODY)
        first = self._first_row()
        return first[0] in ended.stdout and first[1] in ended.stdout, ended

    def libsql_answers(self):
        """Installed beside the build with the lock file's versions, once."""
        if not self.node_folder.exists():
            raise Skipped("npm is not here")
        lock, installed = OUTSIDE / "packages/package-lock.json", self.build / "libsql"
        if not (installed / "done").exists() or (installed / "done").read_bytes() != lock.read_bytes():
            shutil.rmtree(installed, ignore_errors=True)
            shutil.copytree(lock.parent, installed)
            if run("npm", "ci", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", *ONE_MORE_TRY,
                   cwd=installed, env=os.environ).returncode != 0:
                raise Skipped("npm cannot install libsql here")
            shutil.copy(lock, installed / "done")
        ended = self.node("node", f"""
            const Database = require({json.dumps(str(installed / "node_modules/libsql"))});
            const database = new Database(':memory:');
            require('sqlite-awscost').load(database);
            console.log(database.prepare(process.env.QUESTION).raw().get().join('|'));""",
                          {**AT_NOW, "QUESTION": COSTS})
        return ended.stdout.strip() == self.shell(COSTS, AT_NOW) != "", ended


def main(build, results):
    checks = [name for name, value in vars(Packages).items() if not name.startswith("_")
              and name not in ("shell", "python", "node") and callable(value)]
    with tempfile.TemporaryDirectory() as directory, open(results, "a", encoding="utf-8") as outcomes:
        # Tools write there: a machine's own home, or one that nobody has, must not get their files.
        ENVIRONMENT["HOME"] = directory
        packages = Packages(build, directory)
        for check in checks:
            name = f"outside.packages.{check}"
            try:
                passed, evidence = getattr(packages, check)()
            except Skipped as why:
                outcomes.write(f"skipped {name} ({why})\n")
                continue
            except (IndexError, OSError, subprocess.SubprocessError) as error:  # the others are still tried
                passed, evidence = False, repr(error)
            if not passed:
                print(f"{name}: {evidence}")
            outcomes.write(f"{'passed' if passed else 'failed'} {name}\n")


main(*sys.argv[1:])
