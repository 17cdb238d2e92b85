# SPDX-FileCopyrightText: 2026 The AdapterScope developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""together.py DATABASE OUT [FILE...]: compiles the sources of a library ten at a time, each ten as one unit.

Reads DATABASE/compile_commands.json and writes OUT/compile_commands.json and the units, which hold the given files, or
all of app, core, ui and tests. Files that define the same name at their outermost level, as a local function, are kept apart.
"""
import json
import os
import pathlib
import re
import sys

AT_ONCE = 10
# A definition at the beginning of a line: a free function, a constant, a class, an alias.
DEFINED = re.compile(r"^(?=\S)(?!#|/|\}|namespace|using namespace|template|return|TEST_CASE|CATCH_TEST_CASE)[\w:<>,&*\[\] ]*?(?<![\w:])(\w+)(?=\(|\[| = |\{| \{|;| : )", re.M)

root = pathlib.Path.cwd()
database, out, *given = sys.argv[1:]
wanted = {str(root / name) for name in given}

libraries = {}
for entry in json.loads((root / database / "compile_commands.json").read_text()):
    name = os.path.relpath(entry["file"], root)
    if not name.startswith(("app/", "core/", "ui/", "tests/")) or (wanted and entry["file"] not in wanted):
        continue
    library = libraries.setdefault(entry["command"].rsplit(" -o ", 1)[1].split(".dir/")[0], [])
    names = set(DEFINED.findall(pathlib.Path(entry["file"]).read_text()))
    for entries, defined in library:
        if len(entries) < AT_ONCE and not names & defined:
            entries.append(entry)
            defined |= names
            break
    else:
        library.append(([entry], names))

folder = root / out
folder.mkdir(parents=True, exist_ok=True)
units = []
for library in libraries.values():
    for entries, _ in library:
        unit = folder / f"{len(units)}.cpp"
        unit.write_text("".join(f'#include "{entry["file"]}"\n' for entry in entries))
        command = entries[0]["command"].replace(entries[0]["file"], str(unit))
        units.append({"directory": entries[0]["directory"], "command": command, "file": str(unit)})
(folder / "compile_commands.json").write_text(json.dumps(units, indent=1))
