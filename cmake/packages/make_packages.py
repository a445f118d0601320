"""Makes what the package managers of Node.js, Python and SQLite install, around the awscost.so of a build folder.

    cmake --preset portable && cmake --build --preset portable
    python3 cmake/packages/make_packages.py build/portable build/packages       publishes nothing

    sqlite-awscost-0.1.0.tgz                                         npm install ./…
    sqlite_awscost-0.1.0-py3-none-manylinux_2_34_x86_64.whl          python3 -m pip install ./…
    awscost-0.1.0-linux-amd64.tar.gz, sqlpkg.json                    sqlpkg install sqlpkg.json, in the folder itself

The version is CMakeLists.txt's; the wheel's tag is made from the newest symbol version of glibc that the binary needs,
which `readelf` (binutils) lists. The archives are written here and not by npm and a Python build back-end, so the same
binary gives the same bytes.

A binary that needs more than libc is refused: packages are installed where libcurl or OpenSSL is another one.
With --not-portable it is packed for this system alone: the wheel is for linux_x86_64, which PyPI refuses, and the npm
package is private, which npm refuses to publish.
"""
import argparse
import base64
import gzip
import hashlib
import io
import json
import pathlib
import re
import subprocess
import sys
import tarfile
import zipfile

SOURCES = pathlib.Path(__file__).resolve().parent
PROJECT = SOURCES.parents[1]
LIBC = re.compile(r"(libc|libm|libdl|libpthread|ld-linux-x86-64)\.so\.\d+")
SUMMARY = "AWS cost and usage as SQLite virtual tables"
DATE = 499162500  # 1985-10-26, npm's date of every file: zip knows no date before 1980


class Refused(Exception):
    """Says what is wrong and what cures it."""


def project_version():
    return re.search(r"project\(awscost VERSION ([0-9.]+)", (PROJECT / "CMakeLists.txt").read_text("utf-8")).group(1)


class Binary:
    """awscost.so, and what it needs."""

    def __init__(self, path):
        if not path.is_file():
            raise Refused(f"{path} is not there: build it by `cmake --preset portable && "
                          "cmake --build --preset portable`.")
        self.bytes = path.read_bytes()
        said = subprocess.run(["readelf", "--file-header", "--dynamic", "--version-info", "--wide", path], check=True,
                              capture_output=True, text=True, env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"}).stdout
        if not re.search(r"Machine: +Advanced Micro Devices X86-64", said):
            raise Refused(f"{path} is not for x86-64, the only machine that the packages are made for.")
        self.needs = re.findall(r"\(NEEDED\) +Shared library: \[(.+)\]", said)
        versions = re.findall(r"Name: GLIBC_(\d+)\.(\d+)", said)
        if "libc.so.6" not in self.needs or not versions:
            raise Refused(f"{path} was not linked with glibc, which the packages are made for.")
        self.glibc = max((int(major), int(minor)) for major, minor in versions)
        self.not_libc = [name for name in self.needs if not LIBC.fullmatch(name)]

    @property
    def portable(self):
        return not self.not_libc

    @property
    def wheel_platform(self):
        """Manylinux promises that nothing but libc is needed (PEP 600)."""
        return f"manylinux_{self.glibc[0]}_{self.glibc[1]}_x86_64" if self.portable else "linux_x86_64"


def tar_gz(members):
    """The bytes of an archive of `members`: name -> bytes."""
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", filename="", mtime=0) as stream, \
            tarfile.open(fileobj=stream, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name, content in members.items():
            entry = tarfile.TarInfo(name)
            entry.size, entry.mtime, entry.mode = len(content), DATE, 0o644
            archive.addfile(entry, io.BytesIO(content))
    return packed.getvalue()


def wheel(members):
    """The bytes of a wheel: a zip file whose files have a date and permissions."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            entry = zipfile.ZipInfo(name, (1985, 10, 26, 8, 15, 0))
            entry.external_attr, entry.compress_type = 0o100644 << 16, zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return packed.getvalue()


def as_json(value):
    return (json.dumps(value, indent=2, ensure_ascii=False) + "\n").encode()


def source(name):
    return (SOURCES / name).read_bytes()


def npm_package(binary, version):
    """`package/` is where npm looks for the files of a package."""
    description = json.loads(source("npm/package.json"))
    described = {"name": description.pop("name"), "version": version, **description}
    if not binary.portable:
        described["private"] = True
    members = {"package.json": as_json(described), "cli.js": source("npm/cli.js"),
               "index.js": source("npm/index.js"), "index.d.ts": source("npm/index.d.ts"), "README.md": source("npm/README.md"),
               "LICENSE": (PROJECT / "LICENSE").read_bytes(), "awscost.so": binary.bytes}
    return {f"sqlite-awscost-{version}.tgz": tar_gz({f"package/{name}": members[name] for name in members})}


def record_line(name, content):
    digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
    return f"{name},sha256={digest},{len(content)}\n"


def python_wheel(binary, version):
    information, tag = f"sqlite_awscost-{version}.dist-info", f"py3-none-{binary.wheel_platform}"
    metadata = (f"Metadata-Version: 2.1\nName: sqlite-awscost\nVersion: {version}\nSummary: {SUMMARY}\n"
                "License: Apache-2.0\nRequires-Python: >=3.8\nDescription-Content-Type: text/markdown\n\n")
    modules = ("__init__.py", "__main__.py", "py.typed")
    members = {f"awscost/{name}": source(f"python/awscost/{name}") for name in modules}
    members["awscost/awscost.so"] = binary.bytes
    members[f"{information}/LICENSE"] = (PROJECT / "LICENSE").read_bytes()
    members[f"{information}/METADATA"] = metadata.encode() + source("python/README.md")
    members[f"{information}/WHEEL"] = (f"Wheel-Version: 1.0\nGenerator: sqlite-awscost ({version})\n"
                                       f"Root-Is-Purelib: false\nTag: {tag}\n").encode()
    record = "".join(record_line(name, content) for name, content in members.items())
    members[f"{information}/RECORD"] = (record + f"{information}/RECORD,,\n").encode()
    return {f"sqlite_awscost-{version}-{tag}.whl": wheel(members)}


def sqlpkg(binary, version):
    """`assets.path` is the folder itself; who publishes writes the address of the release there."""
    described = json.loads(source("sqlpkg.json"))
    described = {"owner": described.pop("owner"), "name": described.pop("name"), "version": version, **described}
    archive = tar_gz({"awscost.so": binary.bytes, "LICENSE": (PROJECT / "LICENSE").read_bytes()})
    name = described["assets"]["files"]["linux-amd64"].replace("{version}", version)
    described["assets"]["checksums"] = {name: f"sha256-{hashlib.sha256(archive).hexdigest()}"}
    return {name: archive, "sqlpkg.json": as_json(described)}


def main():
    parser = argparse.ArgumentParser(description="Makes the packages for npm, pip and sqlpkg.")
    parser.add_argument("build_folder", type=pathlib.Path, help="has awscost.so")
    parser.add_argument("out_folder", type=pathlib.Path, help="is made if it is not there")
    parser.add_argument("--not-portable", action="store_true", help="packs what needs this system's libraries")
    arguments = parser.parse_args()
    binary, version = Binary(arguments.build_folder / "awscost.so"), project_version()
    if not binary.portable and not arguments.not_portable:
        raise Refused(f"{arguments.build_folder / 'awscost.so'} needs {', '.join(binary.not_libc)}, which other "
                      "systems have in other versions or not at all: build by `cmake --preset portable`, or write "
                      "--not-portable for packages that are for this system only.")
    arguments.out_folder.mkdir(parents=True, exist_ok=True)
    for make in (npm_package, python_wheel, sqlpkg):
        for name, content in make(binary, version).items():
            (arguments.out_folder / name).write_bytes(content)
            print(arguments.out_folder / name)


if __name__ == "__main__":
    try:
        main()
    except Refused as why:
        sys.exit(f"make_packages.py: {why}")
