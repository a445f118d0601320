"""clang-tidy over every source of the extension and of the sandbox's program; any finding fails.

    python3 .ci/tidy.py build/clang        # a folder with compile_commands.json

Most of clang-tidy's time goes into the standard library's headers, once a translation unit. So neighbours are checked
together: a generated source includes up to sixteen of them and sees the rooms that any of them sees. Two files that declare
the same name in an unnamed namespace cannot stand together: the later one waits for the next group.
"""

import concurrent.futures
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys

LARGEST_GROUP = 16
TIDY = "clang-tidy-14"
COMPILER = "clang++-14"
# It is about what a group is: a source that includes sources.
CHECKS = "--checks=-bugprone-suspicious-include"

root = pathlib.Path(__file__).resolve().parent.parent
build = pathlib.Path(sys.argv[1]).resolve()
folder = build / "tidy"


def sources():
    """[(file, flags)], neighbours beside each other. A file that several programs have is there once."""
    found = {}
    for entry in json.loads((build / "compile_commands.json").read_text()):
        file = pathlib.Path(entry["directory"], entry["file"]).resolve()
        top = file.relative_to(root).parts[0] if file.is_relative_to(root) else ""
        # boost_json.cc is Boost's code, and nothing else.
        if top not in ("sql", "connectors", "vtab") or file.name == "boost_json.cc":
            continue
        words = shlex.split(entry["command"])
        found.setdefault(file, [word for word in words if word.startswith(("-I", "-isystem", "-D", "-std", "-W"))])
    return sorted(found.items())


def unit(files):
    path = folder / ("_".join(files[0].relative_to(root).parts[-3:]) + f"_{len(files)}.cc")
    path.write_text("".join(f'#include "{file}"\n' for file in files))
    return path


def flags_of(group):
    return list(dict.fromkeys(word for _, words in group for word in words))


def errors_in(group, made):
    """The files that do not compile behind those before them; the second half, where a header is what does not compile. None
    of a group that compiles, and of a single file."""
    if len(group) == 1:
        return set()
    said = subprocess.run([COMPILER, "-fsyntax-only", "-w", "-ferror-limit=0", *flags_of(group), made],
                          stderr=subprocess.PIPE, text=True).stderr
    at = {pathlib.Path(file).resolve() for file in re.findall(r"^([^:\n]+):\d+:\d+: (?:fatal )?error: ", said, re.MULTILINE)}
    if not at:
        return set()
    return at & {file for file, _ in group[1:]} or {file for file, _ in group[(len(group) + 1) // 2:]}


def groups(waiting):
    """[(unit, flags)] for all files of a list, as few units as compile."""
    made = []
    while waiting:
        group, waiting = waiting[:LARGEST_GROUP], waiting[LARGEST_GROUP:]
        source = unit([file for file, _ in group])
        while bad := errors_in(group, source):
            waiting = [one for one in group if one[0] in bad] + waiting
            group = [one for one in group if one[0] not in bad]
            source.unlink()
            source = unit([file for file, _ in group])
        made.append((source, flags_of(group)))
    return made


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
files = sources()
parts = [files[i:i + 4 * LARGEST_GROUP] for i in range(0, len(files), 4 * LARGEST_GROUP)]
with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
    units = [group for made in pool.map(groups, parts) for group in made]
    results = list(pool.map(check, units))
print("\n".join(findings(output for _, output in results)))
print(f"clang-tidy: {len(files)} files in {len(units)} units, {sum(code != 0 for code, _ in results)} with findings")
sys.exit(any(code != 0 for code, _ in results))
