# SPDX-FileCopyrightText: 2026 The AdapterScope developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which sources can be compiled as one unit, which spares reading the same headers again and again.

together.py --groups FILE...
    Prints the number of each file's unit.
together.py DATABASE OUT [FILE...]
    Reads DATABASE/compile_commands.json and writes OUT/compile_commands.json and the units of each library, which hold the
    given files, or all of app, core, ui and tests.

A file that defines a name at its outermost level, as a local function, is kept apart from those that define or call one of
that name, and a file that holds Catch2 itself from all.
"""
import json
import os
import pathlib
import re
import sys

AT_ONCE = 10
# A definition at the beginning of a line: a free function, a constant, a class, an alias.
DEFINED = re.compile(r"^(?=\S)(?!#|/|\}|namespace|using namespace|template|return|TEST_CASE|CATCH_TEST_CASE)[\w:<>,&*\[\] ]*?(?<![\w:])(\w+)(?=\(|\[| = |\{| \{|;| : )", re.M)
CALLED = re.compile(r"(?<![.\w>])(\w+)\(")


class Units:
    """The units of one library."""

    def __init__(self):
        self.units = []  # of each the names defined in it, those called, and how many more files it takes

    def add(self, file):
        """Returns the number of the unit that the file goes into."""
        text = pathlib.Path(file).read_text()
        names = set(DEFINED.findall(text))
        called = set(CALLED.findall(text))
        alone = "#define CATCH_CONFIG_" in text
        for number, unit in enumerate(self.units):
            if unit["room"] > 0 and not alone and not unit["names"] & (names | called) and not names & unit["called"]:
                unit["names"] |= names
                unit["called"] |= called
                unit["room"] -= 1
                return number
        self.units.append({"names": names, "called": called, "room": 0 if alone else AT_ONCE - 1})
        return len(self.units) - 1


def print_groups(files):
    units = Units()
    print(";".join(str(units.add(file)) for file in files))


def write_database(database, out, given):
    root = pathlib.Path.cwd()
    wanted = {str(root / name) for name in given}
    libraries = {}
    entries = {}  # of each unit
    for entry in json.loads((root / database / "compile_commands.json").read_text()):
        name = os.path.relpath(entry["file"], root)
        if not name.startswith(("app/", "core/", "ui/", "tests/")) or (wanted and entry["file"] not in wanted):
            continue
        # What defines more than the rest of its library is compiled by itself.
        defined = " ".join(word for word in entry["command"].split() if word.startswith("-D"))
        library = entry["command"].rsplit(" -o ", 1)[1].split(".dir/")[0] + defined
        number = libraries.setdefault(library, Units()).add(entry["file"])
        entries.setdefault((library, number), []).append(entry)

    folder = root / out
    folder.mkdir(parents=True, exist_ok=True)
    units = []
    for together in entries.values():
        unit = folder / f"{len(units)}.cpp"
        unit.write_text("".join(f'#include "{entry["file"]}"\n' for entry in together))
        command = together[0]["command"].replace(together[0]["file"], str(unit))
        units.append({"directory": together[0]["directory"], "command": command, "file": str(unit)})
    (folder / "compile_commands.json").write_text(json.dumps(units, indent=1))


if sys.argv[1] == "--groups":
    print_groups(sys.argv[2:])
else:
    write_database(sys.argv[1], sys.argv[2], sys.argv[3:])
