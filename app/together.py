# SPDX-FileCopyrightText: 2026 The AdapterScope developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which sources can be compiled as one unit, which spares reading the same headers again and again.

together.py --groups TARGET... FILE...
    Prints the number of each file's unit; there is one target for each file, in the same order.
together.py DATABASE OUT [FILE...]
    Reads DATABASE/compile_commands.json and writes OUT/compile_commands.json and its units, which hold the given files, or all
    of app, core, ui and tests. A unit knows every macro and folder that the files of its top-level folder know.

A file that defines a name of its own at its outermost level, such as a local function, is kept apart from those that define,
include or call one of that name, and a file that holds Catch2 itself from all others.
"""
import functools
import json
import os
import pathlib
import re
import sys

COMPILED_AT_ONCE = 20
READ_AT_ONCE = 40
# A definition at the beginning of a line: a free function, a constant, a class, an alias.
DEFINED = re.compile(r"^(?=\S)(?!#|/|\}|namespace|using namespace|template|return|TEST_CASE|CATCH_TEST_CASE)[\w:<>,&*\[\] ]*?(?<![\w:])(\w+)(?=\(|\[| = |\{| \{|;| : )", re.M)
CONSTANTS = re.compile(r"^(?:inline |static )*(?:const|constexpr) [^;({]* = [^;]*;", re.M)
CALLED = re.compile(r"(?<![.\w>])(?!tr\()(\w+)\(")  # tr is a member wherever it is not local
LOCAL = re.compile(r"^namespace \{\n.*?^\}  // namespace$", re.M | re.S)
INCLUDED = re.compile(r'^#include "([^"]+)"', re.M)
# A macro, or a folder that is searched for headers.
KNOWN = re.compile(r"-D\S+|-I\S+|-isystem \S+")

ROOT = pathlib.Path(__file__).parents[1]


def names_in(text):
    """What a text defines or declares at its outermost level."""
    return set(DEFINED.findall(text)).union(*(re.findall(r"(\w+) = ", each) for each in CONSTANTS.findall(text)))


@functools.cache
def names_in_header(name):
    """What a header, named from the root, defines or declares at its outermost level, with those it includes."""
    path = ROOT / name
    if not path.is_file():
        return frozenset()
    text = path.read_text()
    return frozenset(names_in(text)).union(*map(names_in_header, INCLUDED.findall(text)))


class Units:
    """Units of at most this many files."""

    def __init__(self, at_once):
        self.at_once = at_once
        self.units = []  # of each the names that one file has to itself, those that any sees, and how many more files it takes

    def add(self, file):
        """Returns the number of the unit that the file goes into."""
        text = pathlib.Path(file).read_text()
        headers = INCLUDED.findall(text)
        included = frozenset().union(*map(names_in_header, headers))
        # What a header declares is defined for everyone, unless it is in an unnamed namespace.
        local = set().union(*map(names_in, LOCAL.findall(text)))
        own = local | (names_in(text) - included)
        seen = own | included | set(CALLED.findall(text))
        alone = "#define CATCH_CONFIG_" in text
        for number, unit in enumerate(self.units):
            if unit["room"] > 0 and not alone and not unit["own"] & seen and not own & unit["seen"]:
                unit["own"] |= own
                unit["seen"] |= seen
                unit["room"] -= 1
                return number
        self.units.append({"own": own, "seen": seen, "room": 0 if alone else self.at_once - 1})
        return len(self.units) - 1


def print_groups(arguments):
    half = len(arguments) // 2
    units = {target: Units(COMPILED_AT_ONCE) for target in arguments[:half]}
    print(";".join(str(units[target].add(file)) for target, file in zip(arguments[:half], arguments[half:])))


def write_database(database, out, given):
    wanted = {str(ROOT / name) for name in given}
    folders = {}
    entries = {}  # of each unit
    for entry in json.loads((ROOT / database / "compile_commands.json").read_text()):
        top = pathlib.Path(os.path.relpath(entry["file"], ROOT)).parts[0]
        if top not in ("app", "core", "ui", "tests") or (wanted and entry["file"] not in wanted):
            continue
        number = folders.setdefault(top, Units(READ_AT_ONCE)).add(entry["file"])
        entries.setdefault((top, number), []).append(entry)

    folder = ROOT / out
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.cpp"):
        old.unlink()
    units = []
    for (top, number), together in entries.items():
        unit = folder / f"{top}-{number}.cpp"
        unit.write_text("".join(f'#include "{entry["file"]}"\n' for entry in together))
        units.append({"directory": together[0]["directory"], "command": command(together, unit), "file": str(unit)})
    (folder / "compile_commands.json").write_text(json.dumps(units, indent=1))


def command(entries, unit):
    """The first entry's command, for the unit, with what the others know besides; of a macro the first value."""
    known = {}
    for entry in entries:
        for words in KNOWN.findall(entry["command"]):
            known.setdefault(words.split("=")[0], words)
    bare = KNOWN.sub("", entries[0]["command"]).replace(entries[0]["file"], str(unit))
    compiler, rest = bare.split(" ", 1)
    return " ".join([compiler, *known.values(), rest])


if sys.argv[1] == "--groups":
    print_groups(sys.argv[2:])
else:
    write_database(sys.argv[1], sys.argv[2], sys.argv[3:])
