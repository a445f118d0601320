"""clang-tidy over every source of the extension and of the sandbox's program; any finding fails.

    python3 .ci/tidy.py build/clang        # a folder with compile_commands.json

Most of clang-tidy's time goes into the standard library's headers, once a translation unit. So files of one room are
checked together: a generated source includes up to eight of them. Two files that declare the same name in an unnamed
namespace cannot stand together; a group that does not compile is halved until it does.
"""

import concurrent.futures
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys

LARGEST_GROUP = 8
TIDY = "clang-tidy-14"
COMPILER = "clang++-14"
# The second is about what a group is: a source that includes sources.
CHECKS = "--checks=-bugprone-suspicious-include"

root = pathlib.Path(__file__).resolve().parent.parent
build = pathlib.Path(sys.argv[1]).resolve()
folder = build / "tidy"


def rooms():
    """{flags: files}: the files that are compiled with the same flags, which are those of one room."""
    found = {}
    for entry in json.loads((build / "compile_commands.json").read_text()):
        file = pathlib.Path(entry["directory"], entry["file"]).resolve()
        top = file.relative_to(root).parts[0] if file.is_relative_to(root) else ""
        # boost_json.cc is Boost's code, and nothing else.
        if top not in ("sql", "connectors", "vtab") or file.name == "boost_json.cc":
            continue
        flags = tuple(word for word in shlex.split(entry["command"]) if word.startswith(("-I", "-isystem", "-D", "-std", "-W")))
        found.setdefault(flags, []).append(file)
    return found


def unit(files):
    path = folder / ("_".join(files[0].relative_to(root).parts[-3:]) + f"_{len(files)}.cc")
    path.write_text("".join(f'#include "{file}"\n' for file in files))
    return path


def groups(files, flags):
    """[(unit, flags)]: as few units as compile."""
    made = unit(files)
    compiles = len(files) == 1 or subprocess.run(
        [COMPILER, "-fsyntax-only", "-w", *flags, made], stderr=subprocess.DEVNULL).returncode == 0
    if compiles:
        return [(made, flags)]
    made.unlink()
    half = len(files) // 2
    return groups(files[:half], flags) + groups(files[half:], flags)


def check(group):
    made, flags = group
    ended = subprocess.run([TIDY, "--quiet", CHECKS, "--warnings-as-errors=*", f"--config-file={root}/.clang-tidy", made, "--", *flags],
                           stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return ended.returncode, ended.stdout


def findings(outputs):
    """Each line once: a header is seen by every unit that includes it, through the link of its room
    (cmake/room.cmake)."""
    lines = {}
    for output in outputs:
        for line in output.splitlines():
            line = re.sub(rf"{re.escape(str(build))}/rooms/[a-z_]*/|{re.escape(str(root))}/", "", line)
            if not re.search(r"warnings? (generated|treated as error)", line):
                lines.setdefault(line)
    return lines


folder.mkdir(exist_ok=True)
batches = [(sorted(files)[i:i + LARGEST_GROUP], flags)
           for flags, files in rooms().items() for i in range(0, len(files), LARGEST_GROUP)]
with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
    units = [group for made in pool.map(lambda batch: groups(*batch), batches) for group in made]
    results = list(pool.map(check, units))
files = sum(len(batch[0]) for batch in batches)
print("\n".join(findings(output for _, output in results)))
print(f"clang-tidy: {files} files in {len(units)} units, {sum(code != 0 for code, _ in results)} with findings")
sys.exit(any(code != 0 for code, _ in results))
