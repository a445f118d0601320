"""Writes the C++ examples of a room's headers into one source file, so that every build compiles them.

An example is in the header's opening comment, after a line `// Example:`, indented by three blanks. It is code at the
scope of the header's own namespace:

    // Example:
    //
    //   text::Seconds first_of_november() {
    //     return *text::parse_instant("2026-11-01");
    //   }

    python3 tests/header_examples/extract.py OUTPUT connectors/wire/call.h connectors/wire/error.h ...
"""
import pathlib
import re
import sys

EXAMPLE = re.compile(r"^// Examples?:$")
CODE = re.compile(r"^//   (.*)$")


def example_of(lines):
    """The line number and the lines of code after `// Example:`; (None, []) where there is none."""
    start = next((i for i, line in enumerate(lines) if EXAMPLE.match(line)), None)
    if start is None:
        return None, []
    code, first = [], None
    for number, line in enumerate(lines[start + 1:], start + 2):
        match = CODE.match(line)
        if match is None and line != "//":
            break
        if match is not None and first is None:
            first = number
        if first is not None:
            code.append(match.group(1) if match else "")
    return first, code


def main():
    output, headers = pathlib.Path(sys.argv[1]), sys.argv[2:]
    includes, bodies = [], []
    for number, header in enumerate(headers):
        lines = pathlib.Path(header).read_text().split("\n")
        first, code = example_of(lines)
        if not code:
            continue
        namespace = next(line.split()[1] for line in lines if line.startswith("namespace awscost"))
        includes.append(f'#include "{header}"')
        bodies.append(f"namespace {namespace}::example_{number} {{\n#line {first} \"{header}\"\n" + "\n".join(code) + "\n}")
    output.write_text("\n".join(includes) + "\n\n" + "\n\n".join(bodies) + "\n")


main()
